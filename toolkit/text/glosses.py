"""What the parts of a word mean one by one: the stuff that word-for-word translation is made of.

带货 means "sell goods (on a livestream)"; its parts mean "bring, carry, belt" and "goods, cargo". The tables in
`data/` give, for a character or short word, every English word that an engine writes for it, right or wrong in
the context. They were written for this project. A language pair without a table has no such knowledge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from toolkit.model import primary_subtag

_LONGEST = 4
"""No entry of a table is longer, in characters."""
_EMPTY = frozenset("的了个個之们們着著地得等式型类類家者们门門")
"""Characters that a translation may well leave out."""


class Part(NamedTuple):
    """An entry of the table at a place of a source wording."""

    start: int
    end: int
    glosses: frozenset[tuple[str, ...]]
    """Base forms, lower case; several words make one gloss."""


class Entries(Mapping[str, frozenset[tuple[str, ...]]]):
    """Word to its glosses; a row is taken apart when it is asked for, because a text needs few of 40,000."""

    def __init__(self, rows: dict[str, str]) -> None:
        self._rows = rows
        self._parsed: dict[str, frozenset[tuple[str, ...]]] = {}

    def __getitem__(self, word: str) -> frozenset[tuple[str, ...]]:
        if (found := self._parsed.get(word)) is None:
            listed = self._rows[word].split("|")
            found = self._parsed[word] = frozenset(tuple(gloss.split()) for gloss in listed if gloss.strip())
        return found

    def __contains__(self, word: object) -> bool:
        return word in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class Glosses(NamedTuple):
    """A table for one language pair."""

    entries: Entries

    def parts(self, wording: str) -> tuple[Part, ...]:
        """Every entry that stands in the wording, overlapping ones too; the wording itself is no part of itself.

        >>> [(part.start, part.end) for part in glosses("zh", "en").parts("带货")]
        [(0, 1), (1, 2)]
        """
        return tuple(
            Part(start, end, self.entries[word])
            for start in range(len(wording))
            for end in range(start + 1, min(start + _LONGEST, len(wording)) + 1)
            if end - start < len(wording) and (word := wording[start:end]) in self.entries
        )

    def required(self, wording: str) -> frozenset[int]:
        """The positions of the wording that its word-for-word translation must render."""
        known = {at for part in self.parts(wording) for at in range(part.start, part.end)}
        solid = {at for at in known if wording[at] not in _EMPTY}
        return frozenset(solid or known)


@cache
def glosses(source: str, target: str, kinds: tuple[str, ...] = ("glosses",)) -> Glosses | None:
    """The table of a language pair (primary subtags decide); None where there is none."""
    lines = [line for kind in kinds for line in _lines(f"{kind}.{primary_subtag(source)}-{primary_subtag(target)}.tsv")]
    if not lines:
        return None
    rows: dict[str, str] = {}
    for line in lines:
        heads, _, listed = line.partition("\t")
        if line.startswith("#") or not listed:
            continue
        for head in heads.split("/"):
            rows[head] = f"{rows[head]}|{listed}" if head in rows else listed
    return Glosses(Entries(rows))


def _lines(name: str) -> list[str]:
    path = files("toolkit.text").joinpath("data", name)
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
