"""One person, one spelling: a name of the source that the document joins here and splits there.

No list of names is needed: a run of characters that begins with a surname and a run of capitalised words that spells
it in pinyin are the same name. The spelling that stands most often is kept; where none does, a human decides.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from toolkit.checks.hits import NameHit, PassageTerms
from toolkit.checks.passages import Passage
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Span
from toolkit.text.chinese_names import COMPOUND, SURNAMES, readings, spellings

_RUN = re.compile("[\N{CJK UNIFIED IDEOGRAPH-4E00}-\N{CJK UNIFIED IDEOGRAPH-9FFF}]{2,}")
_WORDS = re.compile(r"\b[A-Z][A-Za-z]+(?:[ -][A-Za-z]+)*")
_LEAST_LETTERS = 5


class _Use(NamedTuple):
    segment: int
    span: Span
    spelling: str
    """With blanks for hyphens."""


def find_wavering(
    passages: Sequence[Passage], terms: Sequence[PassageTerms], targets: Sequence[str], index: GlossaryIndex
) -> Iterator[NameHit]:
    """The spellings of a person's name that differ from the one that the document prefers."""
    uses: dict[str, list[_Use]] = defaultdict(list)
    for passage, of_passage in zip(passages, terms, strict=True):
        if not passage.source:
            continue
        listed = [o.span for o in index.in_source(passage.source)]
        for name, use in _uses(passage, targets, listed):
            if not any(s == use.segment and span.overlaps(use.span) for s, span in of_passage.held):
                uses[name].append(use)
    for name, found in uses.items():
        counted = Counter(use.spelling for use in found)
        if len(counted) < 2:
            continue
        kept, times = max(counted.items(), key=lambda item: (item[1], -_first(found, item[0])))
        sure = times > max(count for spelling, count in counted.items() if spelling != kept)
        for use in found:
            if use.spelling != kept:
                reason = f"{name} is '{kept}' elsewhere in this document"
                alike = _turned(use.spelling, kept) and _in_order_of_others(use, name, uses)
                yield NameHit(use.segment, use.span, kept, "name.wavers", reason, name, sure and not alike)


def _turned(one: str, other: str) -> bool:
    """Whether two spellings differ in the order of surname and given name alone."""
    return sorted(one.lower().split()) == sorted(other.lower().split())


def _in_order_of_others(use: _Use, name: str, uses: Mapping[str, list[_Use]]) -> bool:
    """Whether most other persons of the same line are named in this order: "Professors Lan Li, Wei Chen, Min Zhu"."""
    ours = _surname_leads(name, use.spelling)
    others = [
        _surname_leads(other, one.spelling)
        for other, found in uses.items()
        if other != name
        for one in found
        if one.segment == use.segment
    ]
    return 2 * sum(order is ours for order in others) > len(others)


def _surname_leads(name: str, spelling: str) -> bool:
    joined = spelling.lower().replace(" ", "")
    return any(joined == "".join(way) for way in readings(name))


def _first(found: list[_Use], spelling: str) -> int:
    return next(place for place, use in enumerate(found) if use.spelling == spelling)


def _uses(passage: Passage, targets: Sequence[str], listed: list[Span]) -> Iterator[tuple[str, _Use]]:
    """Each name of the passage with each place that spells it; the longest names first, no place twice."""
    here = [
        (segment, match)
        for segment, sentence in passage.pieces
        for match in _WORDS.finditer(targets[segment], sentence.start, sentence.end)
    ]
    if not here:
        return
    taken: list[tuple[int, Span]] = []
    letters = " ".join(re.sub(r"[^a-z ]", "", match.group().lower().replace("-", " ")) for _, match in here)
    joined = letters.replace(" ", "")
    for name in _names(passage.source or "", listed):
        for way in readings(name):
            whole = "".join(way)
            if len(whole) < _LEAST_LETTERS or (whole not in joined and "".join((*way[1:], way[0])) not in joined):
                continue
            pattern = _pattern(name, way)
            for segment, match in here:
                for found in pattern.finditer(match.group()):
                    span = Span(match.start() + found.start(), match.start() + found.end())
                    if not any(s == segment and span.overlaps(other) for s, other in taken):
                        taken.append((segment, span))
                        yield name, _Use(segment, span, found.group().replace("-", " "))


def _names(source: str, listed: list[Span]) -> list[str]:
    """Runs of two to four characters that begin with a surname and stand outside listed terms, the longest first."""
    found: dict[str, None] = {}
    for run in _RUN.finditer(source):
        for start in range(run.start(), run.end() - 1):
            if source[start] not in SURNAMES and source[start : start + 2] not in COMPOUND:
                continue
            for length in (4, 3, 2) if source[start : start + 2] in COMPOUND else (3, 2):
                span = Span(start, start + length)
                if span.end <= run.end() and not any(span.overlaps(term) for term in listed):
                    found.setdefault(span.of(source))
    return sorted(found, key=lambda name: -len(name))


def _pattern(name: str, way: tuple[str, ...]) -> re.Pattern[str]:
    choices = (re.escape(spelling).replace(r"\ ", "[ -]") for spelling in spellings(name, way))
    return re.compile(rf"\b(?:{'|'.join(sorted(choices, key=len, reverse=True))})\b")
