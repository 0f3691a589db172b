"""Many wordings found in one pass over a text; the spans are those of the text as given.

One interface with one meaning, whatever searches behind it (today Aho-Corasick in Rust,
`ahocorasick_rs`): patterns and text are folded (`toolkit.text.fold`), a match starts and ends at a word
boundary of the folded text (`toolkit.text.words`) and never within one original character. No
inflection, no glossary, no choice between concepts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from toolkit.model import Span
from toolkit.text.fold import Folded, fold
from toolkit.text.halves import encodable
from toolkit.text.words import is_mark, is_spaced, is_tied


class Match(NamedTuple):
    """One place where a pattern stands."""

    span: Span
    """In the original text."""
    keys: tuple[int, ...]
    """Which patterns fold to this wording, by their index, ascending."""
    start: int
    """Where it starts in the folded text."""
    end: int
    """Where it ends in the folded text."""


class Matcher:
    """A set of wordings, ready to be looked for.

    >>> text = "officials “Live the goods” in a new form"
    >>> matcher = Matcher(["live the goods", "live", "for"])
    >>> [(match.span.of(text), match.keys) for match in matcher.find(text)]
    [('Live the goods', (0,))]
    >>> [match.span.of("İSTANBUL'da") for match in Matcher(["İstanbul"]).find("İSTANBUL'da")]
    ['İSTANBUL']

    Raises ValueError for a pattern of which nothing is left when it is folded.
    """

    def __init__(self, patterns: Sequence[str]):
        by_wording: dict[str, list[int]] = {}
        for key, pattern in enumerate(patterns):
            wording = fold(pattern).text.strip(" ")
            if not wording:
                raise ValueError(f"pattern {key} ({pattern!r}) holds nothing that could be found")
            by_wording.setdefault(wording, []).append(key)
        self._keys = [tuple(keys) for keys in by_wording.values()]
        self._automaton = AhoCorasick(list(by_wording), store_patterns=False) if by_wording else None

    def find(self, text: str | Folded) -> tuple[Match, ...]:
        """The matches from left to right, none overlapping another.

        The leftmost comes first, of several at one place the longest. A candidate that stands at no
        word boundary does not count, so that a shorter one at the same place does.

        >>> [match.span for match in Matcher(["直播", "直播带货", "带货主播"]).find("直播带货主播")]
        [Span(start=0, end=4)]
        """
        folded = fold(text) if isinstance(text, str) else text
        chosen: list[Match] = []
        position = 0
        for start, end, wording in self._hits(folded):
            if start >= position:
                chosen.append(Match(folded.span(start, end), self._keys[wording], start, end))
                position = end
        return tuple(chosen)

    def find_all(self, text: str | Folded) -> tuple[Match, ...]:
        """Every match, overlapping ones too; by start, of several at one place the longest first.

        >>> [match.span for match in Matcher(["直播", "直播带货", "带货主播"]).find_all("直播带货主播")]
        [Span(start=0, end=4), Span(start=0, end=2), Span(start=2, end=6)]
        """
        folded = fold(text) if isinstance(text, str) else text
        return tuple(
            Match(folded.span(start, end), self._keys[wording], start, end)
            for start, end, wording in self._hits(folded)
        )

    def _hits(self, folded: Folded) -> list[tuple[int, int, int]]:
        """(start, end, number of the wording) of all valid occurrences, by start, longest first."""
        if self._automaton is None:
            return []
        found = self._automaton.find_matches_as_indexes(encodable(folded.text), overlapping=True)
        if not found:
            return []
        is_edge = edges_of(folded)
        hits = [(start, end, wording) for wording, start, end in found if is_edge(start) and is_edge(end)]
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        return hits


def edges_of(folded: Folded) -> Callable[[int], bool]:
    """Where a match may start or end: at a boundary of words (`words.is_boundary`) that tears no character apart.

    >>> is_edge = edges_of(fold("my cat"))
    >>> [index for index in range(7) if is_edge(index)]
    [0, 2, 3, 6]
    """
    text, length = folded.text, len(folded.text)
    letters = set(text)
    spaced = {char for char in letters if is_spaced(char)}
    marks = {char for char in letters if is_mark(char)}

    def is_edge(index: int) -> bool:
        if index == 0 or index == length:
            return True
        after = text[index]
        if after in marks or (after in spaced and text[index - 1] in spaced) or is_tied(text, index):
            return False
        return not folded.splits_cluster(index)

    return is_edge
