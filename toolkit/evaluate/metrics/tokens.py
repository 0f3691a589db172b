"""Texts as numbers for counting: characters, words as chrF++ means them, and sacrebleu's tokenizers for BLEU.

sacrebleu is asked for every tokenizer. Of its `13a` we use that nothing in it looks across white space, so that
each distinct stretch between blanks is tokenized once; `tests/evaluate/test_tokens.py` holds us to sacrebleu.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain

import numpy as np

from toolkit.evaluate.metrics.ngrams import Tokens

_WORD = re.compile(
    r"""([!"#$%()*+,./:;=>?@\[\\\]^_`{|}~]?)"""  # no "&" or "<" before: they may begin an entity or "<skipped>"
    r"""([^\x00-&(-/:-@\[-`{-\x7f]+)"""
    r"""([!"#$%()*+,./:;=?@\[\\\]^_`{|}~]?)"""
)
"""Letters, digits, apostrophes and whatever is not ASCII, with the marks that `13a` splits off everywhere."""
_UNSEEN, _BLANK = -2, -1
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Numbering(dict[str, int]):
    """Words to numbers, given as they come.

    >>> words = Numbering()
    >>> words["live"], words["goods"], words["live"]
    (0, 1, 0)
    """

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


class Kept:
    """A way of reading texts that keeps the references it read last: the systems of an evaluation share them."""

    def __init__(self) -> None:
        self._references: tuple[tuple[Sequence[str | None], ...], list[Tokens]] = ((), [])

    def text(self, lines: Sequence[str | None]) -> Tokens:
        """The tokens of a text; a missing line has none."""
        raise NotImplementedError

    def references(self, texts: Sequence[Sequence[str | None]]) -> list[Tokens]:
        """The tokens of every reference text."""
        known, tokens = self._references
        if len(known) != len(texts) or any(one is not other for one, other in zip(known, texts, strict=True)):
            tokens = [self.text(lines) for lines in texts]
            self._references = (tuple(texts), tokens)
        return tokens


class Characters(Kept):
    """The characters of texts without white space, numbered as they come, alike in all texts that it is given.

    >>> letters = Characters()
    >>> letters.text(["a b"]).codes.tolist(), letters.text(["ba", None]).lengths.tolist()
    ([0, 1], [2, 0])
    """

    def __init__(self) -> None:
        super().__init__()
        self._numbers = np.full(0x110000, _UNSEEN, dtype=np.int32)
        self._numbers[_white_space()] = _BLANK
        self._count = 0

    def text(self, lines: Sequence[str | None]) -> Tokens:
        given = [line or "" for line in lines]
        points = np.frombuffer("".join(given).encode("utf-32-le", "surrogatepass"), dtype="<u4")
        codes = self._numbers[points]
        if (codes == _UNSEEN).any():
            new = np.unique(points[codes == _UNSEEN])
            self._numbers[new] = np.arange(self._count, self._count + len(new))
            self._count += len(new)
            codes = self._numbers[points]
        written = codes != _BLANK
        ends = np.cumsum(np.fromiter(map(len, given), np.int64, len(given)))
        upto = np.concatenate(([0], np.cumsum(written)))
        return Tokens(codes[written].astype(np.int64), np.diff(upto[ends], prepend=0))


class ChrfWords(Kept):
    """The words of texts, with one mark at the end (else at the beginning) taken off, as chrF++ has it."""

    def __init__(self) -> None:
        super().__init__()
        numbering = Numbering()
        self._words = _Chunks(lambda chunk: [numbering[word] for word in _without_mark(chunk)])

    def text(self, lines: Sequence[str | None]) -> Tokens:
        return _gathered(self._words.line(line) if line else () for line in lines)


class BleuTokens(Kept):
    """The tokens of texts by one of sacrebleu's tokenizers, numbered alike in all texts that it is given.

    >>> tokens = BleuTokens("13a")
    >>> iron = tokens.text(["Old iron, come!"])
    >>> iron.codes.tolist(), iron.lengths.tolist()
    ([0, 1, 2, 3, 4], [5])
    """

    def __init__(self, tokenizer: str):
        super().__init__()
        self._by_chunk = tokenizer == "13a"
        self._tokenized = _sacrebleu_tokenizer(tokenizer)
        self._numbering = Numbering()
        self._chunks = _Chunks(self._numbers)

    def text(self, lines: Sequence[str | None]) -> Tokens:
        return _gathered(self._line(line) if line else () for line in lines)

    def _line(self, line: str) -> Iterable[int]:
        # what sacrebleu does with line breaks inside a segment is the one thing that looks across white space
        if self._by_chunk and "\n" not in line:
            return self._chunks.line(line)
        return [self._numbering[token] for token in self._tokenized(line.rstrip()).split()]

    def _numbers(self, chunk: str) -> list[int]:
        # a word with a mark before and after it needs no tokenizer, and most chunks are such words
        word = _WORD.fullmatch(chunk)
        tokens = filter(None, word.groups()) if word else self._tokenized(chunk).split()
        return [self._numbering[token] for token in tokens]


class _Chunks(dict[str, list[int]]):
    """From what stands between blanks to the numbers of its tokens."""

    def __init__(self, split: Callable[[str], list[int]]):
        super().__init__()
        self._split = split

    def __missing__(self, chunk: str) -> list[int]:
        self[chunk] = tokens = self._split(chunk)
        return tokens

    def line(self, line: str) -> Iterable[int]:
        return chain.from_iterable([self[chunk] for chunk in line.split()])


@cache
def _white_space() -> list[int]:
    """What `str.split` splits at; none of it stands after U+3000."""
    return [point for point in range(0x3001) if chr(point).isspace()]


def _gathered(lines: Iterable[Iterable[int]]) -> Tokens:
    codes: list[int] = []
    lengths: list[int] = []
    for tokens in lines:
        before = len(codes)
        codes.extend(tokens)
        lengths.append(len(codes) - before)
    return Tokens(np.array(codes, dtype=np.int64), np.array(lengths, dtype=np.int64))


def _without_mark(word: str) -> list[str]:
    if len(word) == 1:
        return [word]
    if word[-1] in _PUNCTUATION:
        return [word[:-1], word[-1]]
    if word[0] in _PUNCTUATION:
        return [word[0], word[1:]]
    return [word]


def _sacrebleu_tokenizer(name: str) -> Callable[[str], str]:
    from sacrebleu.metrics.bleu import _get_tokenizer

    tokenizer: Callable[[str], str] = _get_tokenizer(name)()
    # its cache of 65,536 lines keeps the texts of a whole evaluation in memory, and would hardly ever be hit
    plain = getattr(type(tokenizer).__call__, "__wrapped__", None)
    return (lambda text: plain(tokenizer, text)) if plain and name == "13a" else tokenizer
