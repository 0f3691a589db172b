"""By which words the terms of a side wait for a text that may hold them.

A term that is not written out stands in no text that lacks one of its words. Of each term the beginnings of such words
are kept, and the term waits by the one that the fewest others need. A word that inflects keeps its beginning, or is
traced to its base by the English lexicon (brought, bring); in other languages short words are known by less of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from toolkit.model import Term, same_language
from toolkit.text.inflect.en import lemmas
from toolkit.text.variants import Choice, pieces

_PLAIN_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile("[ -~\N{RIGHT SINGLE QUOTATION MARK}\N{EN DASH}]+")
"""A term of plain letters: the others are written out at once."""
_COMMON = frozenset("a an the of to with and for in on at by from into or out up it is be".split())


class Waiting(NamedTuple):
    """The rows of a side by the beginnings of words that they wait for."""

    by_key: Mapping[str, Sequence[int]]
    """The rows of which a text must hold a word that begins so."""
    needs: Sequence[Collection[str]]
    """For each row: so must words of the text begin, ..."""
    choices: Sequence[Sequence[Collection[str]]]
    """... and of each of these sets one word."""
    at_once: Sequence[int]
    """Rows that wait for nothing and are written out at the start."""

    def ready(self, begun: frozenset[str], known: Collection[int]) -> set[int]:
        """The rows that a text with these beginnings of words may hold, but for those already known."""
        return {
            row
            for key in begun & self.by_key.keys()
            for row in self.by_key[key]
            if row not in known
            and begun.issuperset(self.needs[row])
            and not any(map(begun.isdisjoint, self.choices[row]))
        }

    def number_by(self, key: str) -> int:
        """How many rows wait by it."""
        return len(self.by_key.get(key, ()))

    def plain(self) -> dict[str, Any]:
        """It in lists, as JSON has them; `Waiting(**...)` of them is the same again."""
        return {
            "by_key": {key: list(rows) for key, rows in self.by_key.items()},
            "needs": [sorted(keys) for keys in self.needs],
            "choices": [[sorted(keys) for keys in sets] for sets in self.choices],
            "at_once": list(self.at_once),
        }


def waiting_of(terms: Iterable[Term]) -> Waiting:
    """What each of the terms waits for."""
    anchors = [anchors_of(term) for term in terms]
    common = Counter(key for sets in anchors for keys in sets for key in keys)
    by_key: dict[str, list[int]] = {}
    for row, sets in enumerate(anchors):
        for key in min(sets, key=lambda keys: sum(common[key] for key in keys), default=()):
            by_key.setdefault(key, []).append(row)
    needs = [frozenset(key for keys in sets if len(keys) == 1 for key in keys) for sets in anchors]
    choices = [tuple(keys for keys in sets if len(keys) > 1) for sets in anchors]
    return Waiting(by_key, needs, choices, [row for row, sets in enumerate(anchors) if not sets])


def anchors_of(term: Term) -> tuple[frozenset[str], ...]:
    """Beginnings of words: of each set, one stands in every text that holds the term. Empty: write it out at once."""
    if not all(map(_PLAIN.fullmatch, (term.text, *(surface for _, surface in term.forms)))):
        return ()
    parts = pieces(term.text)
    english = same_language(term.language, "en")
    sets: list[frozenset[str]] = []
    for number, piece in enumerate(parts):
        if piece.optional:
            continue
        starts_free, ends_free = _is_free(parts[:number][::-1], -1), _is_free(parts[number + 1 :], 0)
        longest = [_longest_word(text, starts_free, ends_free) for text in piece.texts]
        if all(longest):
            sets.append(frozenset(_beginning(word.casefold(), english) for word in longest))
    if not term.forms:
        return tuple(sets)
    listed = [_longest_word(surface, True, True) for _, surface in term.forms]
    keys = {_beginning(word.casefold(), english) for word in listed}
    return (frozenset().union(*sets, keys),) if sets and all(listed) else ()


def _is_free(beside: Sequence[Choice], edge: int) -> bool:
    """Whether a blank stands next to a piece, whichever of the choices beside it, the nearest first, are taken."""
    for piece in beside:
        if not all(text and text[edge] == " " for text in piece.texts):
            return False
        if not piece.optional:
            break
    return True


def all_beginnings(wording: str, english: bool = True) -> frozenset[str]:
    """Beginnings of words that every text with a form of the wording has, all of them.

    >>> sorted(all_beginnings("live with the goods"))
    ['good', 'liv']
    """
    return frozenset(
        [
            _beginning(word, english)
            for word in _PLAIN_WORD.findall(wording.casefold())
            if len(word) > 2 and word not in _COMMON
        ]
    )


def _beginning(word: str, english: bool) -> str:
    """What the forms of the word begin with too: city and cities, live and living; peces of pez, maux of mal."""
    short = 3 if english else 2
    return word[:short] if len(word) < 5 else word[:4]


@lru_cache(maxsize=65536)
def beginnings(word: str) -> frozenset[str]:
    """The beginnings of the words that this one may be a form of: brought is one of bring."""
    bases = {word, *(lemma for group in lemmas(word).values() for lemma in group)}
    return frozenset(base[:length] for base in bases for length in (1, 2, 3, 4))


def _longest_word(text: str, starts_free: bool, ends_free: bool) -> str:
    """The longest word of a piece that is whole and no small one; empty where there is none.

    At the edge it is whole only if the neighbour leaves a blank: in "live broadcast[ing]" the second word is not.

    >>> _longest_word(" the live broadcast", True, False), _longest_word("s", False, True)
    ('live', '')
    """
    whole = [
        match.group()
        for match in _PLAIN_WORD.finditer(text)
        if (match.start() or starts_free) and (match.end() < len(text) or ends_free)
    ]
    return max((word for word in whole if word.lower() not in _COMMON), key=len, default="")
