"""Which words and phrases stand in which segment of which text, counted once for all texts.

Words are what `toolkit.text.words` calls words, case kept: one character each in Han, Kana and Thai. `9.9` and `U.S.`
are one word, and apostrophes are the same whatever their form. Every other mark counts by itself, and a phrase never
reaches across one. Words and phrases become whole numbers, so that the counts of twelve systems are a few sorts.
Nothing is compared here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from toolkit.text.words import is_spaced, is_word_char, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.signedinteger[Any]]

Tokenizer: TypeAlias = Callable[[str], Sequence[str]]
LONGEST = 4


_WHOLE = re.compile(r"\d+(?:[.,:]\d+)+|(?<![^\W_])(?:[^\W\d_]\.){2,}")
"""Figures and abbreviations, which the marks inside do not cut."""


def word_list(text: str) -> list[str]:
    """The words and marks of a text, in order.

    >>> word_list("The host's 直播 sold out: 9.9 yuan!")
    ['The', "host's", '直', '播', 'sold', 'out', ':', '9.9', 'yuan', '!']
    """
    found: list[str] = []
    position = 0
    for whole in _WHOLE.finditer(text):
        found += [*_plain(text[position : whole.start()]), whole.group()]
        position = whole.end()
    return found + _plain(text[position:])


def _plain(text: str) -> list[str]:
    found: list[str] = []
    position = 0
    for word in words(text):
        found += (char for char in text[position : word.start] if not char.isspace())
        found.append(text[word.start : word.end].replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
        position = word.end
    return found + [char for char in text[position:] if not char.isspace()]


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each n-gram stands in each segment of each text.

    `keys[t]` are sorted whole numbers, `segment * grams + gram`; `counts[t]` belong to them.
    """

    keys: tuple[Ints, ...]
    counts: tuple[Ints, ...]
    segments: int
    orders: Ints
    """The number of words of each n-gram."""
    vocabulary: Sequence[str] = field(repr=False)
    """The words and marks, which are the first n-grams."""
    _last: Ints = field(repr=False)
    """Of each n-gram its last word."""
    _head: Ints = field(repr=False)
    """Of each n-gram the one without the last word; itself for a single word."""

    @property
    def grams(self) -> int:
        """How many different n-grams there are."""
        return len(self.orders)

    def words_of(self, gram: int) -> tuple[str, ...]:
        """The words of an n-gram."""
        last = (self.vocabulary[int(self._last[gram])],)
        return last if self.orders[gram] == 1 else (*self.words_of(int(self._head[gram])), *last)

    def text_of(self, gram: int) -> str:
        """The n-gram as it is written: without blanks where its script has none."""
        return joined(self.words_of(gram))


def joined(parts: Sequence[str]) -> str:
    """Words as one text.

    >>> joined(["live", "goods"]), joined(["带", "货"])
    ('live goods', '带货')
    """
    text = parts[0]
    for part in parts[1:]:
        text += f" {part}" if is_spaced(text[-1]) or is_spaced(part[0]) else part
    return text


def count_ngrams(texts: Sequence[Sequence[str]], longest: int = LONGEST, tokenizer: Tokenizer | None = None) -> Counted:
    """The n-grams of line-aligned texts, up to `longest` words.

    >>> counted = count_ngrams([["old iron, old friend"], ["old friend"]], longest=2)
    >>> [counted.text_of(int(key) % counted.grams) for key in counted.keys[0]]
    ['old', 'iron', ',', 'friend', 'old iron', 'old friend']
    >>> [int(n) for n in counted.counts[0]]
    [2, 1, 1, 1, 1, 1]
    """
    import numpy as np

    segments = len(texts[0]) if texts else 0
    vocabulary, stream, lengths = _numbered(texts, tokenizer)
    row = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    inside = np.array([is_word_char(word[0]) for word in vocabulary], dtype=bool)[stream]
    last, head, orders = [np.arange(len(vocabulary))], [np.arange(len(vocabulary))], [np.ones(len(vocabulary), int)]
    found_rows, found_grams = [row], [stream]
    grams, here = len(vocabulary), stream
    usable = inside.copy()
    for order in range(2, longest + 1):
        if len(stream) < order:
            break
        ahead = stream[order - 1 :]
        usable = usable[:-1] & inside[order - 1 :] & (row[: 1 - order] == row[order - 1 :])
        pair = here[:-1][usable] * len(vocabulary) + ahead[usable]
        distinct, number = np.unique(pair, return_inverse=True)
        last.append(distinct % len(vocabulary))
        head.append(distinct // len(vocabulary))
        orders.append(np.full(len(distinct), order))
        here = np.zeros(len(ahead), dtype=np.int64)
        here[usable] = number + grams
        found_rows.append(row[order - 1 :][usable])
        found_grams.append(here[usable])
        grams += len(distinct)
    keys, counts = np.unique(
        np.concatenate(found_rows) * max(grams, 1) + np.concatenate(found_grams), return_counts=True
    )
    edges = np.searchsorted(keys, np.arange(len(texts) + 1, dtype=np.int64) * segments * max(grams, 1))
    parts = list(pairwise(edges))
    return Counted(
        keys=tuple(keys[a:b] - t * segments * grams for t, (a, b) in enumerate(parts)),
        counts=tuple(counts[a:b] for a, b in parts),
        segments=segments,
        orders=np.concatenate(orders),
        vocabulary=vocabulary,
        _last=np.concatenate(last),
        _head=np.concatenate(head),
    )


def _numbered(texts: Sequence[Sequence[str]], tokenizer: Tokenizer | None) -> tuple[list[str], Ints, Ints]:
    """The different words, the words of all segments in one row as numbers, and the length of every segment."""
    import numpy as np

    numbers: dict[str, int] = {}
    known: dict[str, list[int]] = {}
    stream: list[int] = []
    lengths: list[int] = []
    cut = tokenizer or word_list
    for text in texts:
        for segment in text:
            before = len(stream)
            # a stretch between blanks falls into the same words wherever it stands: each is cut once
            for chunk in [segment] if tokenizer else segment.split():
                found = known.get(chunk)
                if found is None:
                    found = known[chunk] = [numbers.setdefault(word, len(numbers)) for word in cut(chunk)]
                stream += found
            lengths.append(len(stream) - before)
    return list(numbers), np.array(stream, dtype=np.int64), np.array(lengths, dtype=np.int64)
