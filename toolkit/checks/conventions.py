"""Formulas of a text type in their place: datelines, bylines, end marks, "the same below".

A convention is no term: 题 as a bare term would fire inside 问题 a hundred times. Its pattern (RE2, linear
time) is tied to a place in the document, and with a source to the source's own formula.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import re2

from toolkit.checks.passages import Passage
from toolkit.model import Convention, Glossary, Span, same_language
from toolkit.text import closed_classes
from toolkit.text.halves import encodable
from toolkit.text.inflect.en import can_be, only_verb

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = re2.compile(
    rf"(?i)\b(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b)"
)
WITH_SOURCE = "with-source"
"""Policy of a convention that is too mild to be used without a source."""
_OF = "{of}"
"""In what a convention writes: " of" where a bare noun follows, nothing elsewhere."""
_TIME_OR_ORDER = frozenset(
    "last next first yesterday today tonight daily overnight alone online total more less".split()
)
_NEXT = 40
_DATE_WITHIN = 140
"""A dateline's date stands within so many characters of the line's start."""
_FORMULA_WITHIN = 60
"""And its formula within so many characters of the date."""


class ConventionHit(NamedTuple):
    """A garbled formula and what it becomes."""

    segment: int
    span: Span
    convention: Convention
    after: str
    evidence: str | None
    """The source's own formula, or None where no source was given."""


def find_conventions(
    passages: Sequence[Passage], targets: Sequence[str], glossary: Glossary, language: str
) -> tuple[ConventionHit, ...]:
    """Every convention of the glossary that stands garbled in its place, in document order, without overlap."""
    rules = [c for c in glossary.conventions if same_language(c.language, language)]
    if not rules:
        return ()
    sources = _source_by_segment(passages, len(targets))
    filled = [number for number, text in enumerate(targets) if text.strip()]
    hits: list[ConventionHit] = []
    for number in filled:
        text, source = targets[number], sources[number]
        searched = encodable(text)  # RE2 reads UTF-8; places stay as they are
        for rule in rules:
            evidence = None
            if source is not None and rule.source_pattern:
                formula = _compiled(f"(?m){rule.source_pattern}").search(encodable(source))
                if formula is None:
                    continue
                evidence = formula.group()
            elif rule.policy == WITH_SOURCE:
                continue
            for match in _compiled(rule.wrong).finditer(searched):
                span = _trimmed(text, Span(*match.span()), rule.right)
                place = _PLACES[rule.where]
                if span.start == span.end or not place(text, span, number == filled[0], number == filled[-1]):
                    continue
                after = _filled_in(match, text, rule, glossary)
                if after != span.of(text):
                    hits.append(ConventionHit(number, span, rule, after, evidence))
    return _without_overlap(hits)


def after_date(text: str, start: int) -> bool:
    """Whether the place stands in the dateline, behind its date.

    >>> line = "China News Service, Guiyang, April 22, Question: Officials sell"
    >>> after_date(line, line.index(", Question")), after_date("A Question: why April 22?", 2)
    (True, False)
    """
    date = _DATE.search(encodable(text[:_DATE_WITHIN]))
    return date is not None and date.end() <= start <= date.end() + _FORMULA_WITHIN


def is_headline(text: str) -> bool:
    """Whether a line begins with a dateline, as agency copy does whose first line is the headline too."""
    return _DATE.search(encodable(text[:_DATE_WITHIN])) is not None


def _in_parentheses(text: str, span: Span) -> bool:
    opening = max(text.rfind("(", 0, span.start + 1), text.rfind("\N{FULLWIDTH LEFT PARENTHESIS}", 0, span.start + 1))
    closing = max(text.rfind(")", 0, span.start), text.rfind("\N{FULLWIDTH RIGHT PARENTHESIS}", 0, span.start))
    return opening > closing


# One entry for each of toolkit.formats.convention_rows.PLACES; a test keeps the two equal.
_PLACES: dict[str, Callable[[str, Span, bool, bool], bool]] = {
    "anywhere": lambda text, span, first, last: True,
    "first-line": lambda text, span, first, last: first,
    "last-line": lambda text, span, first, last: last,
    "after-dateline": lambda text, span, first, last: after_date(text, span.start),
    "line-start": lambda text, span, first, last: not text[: span.start].strip(),
    "line-end": lambda text, span, first, last: not text[span.end :].strip(),
    "parentheses": lambda text, span, first, last: _in_parentheses(text, span),
    "headline": lambda text, span, first, last: first or is_headline(text),
}
PLACES = frozenset(_PLACES)


def _filled_in(match: re2._Match, text: str, rule: Convention, glossary: Glossary) -> str:
    after = rule.right
    for group in range(9, 0, -1):
        if f"\\{group}" in after:
            start, end = match.span(group)
            after = after.replace(f"\\{group}", text[start:end] if start >= 0 else "")
    if _OF in after:
        after = after.replace(_OF, " of" if _names_a_thing(text[match.end() :]) else "")
    for name, value in glossary.policy:
        after = after.replace("{" + name + "}", value)
    return after


def _names_a_thing(rest: str) -> bool:
    """Whether a noun without a determiner stands next: "2,600 [orders] black tea", not "26,000 [orders] in a day"."""
    word = re2.match(r" ([a-z]+)\b", encodable(rest[:_NEXT]))
    next_one = word.group(1) if word else ""
    if not next_one or next_one in closed_classes.NEVER_HEADS | _TIME_OR_ORDER or only_verb(next_one):
        return False
    if next_one.endswith("ly"):
        return False
    return can_be(next_one, "NOUN") or can_be(next_one, "ADJ")


def _trimmed(text: str, span: Span, right: str) -> Span:
    """Outer blanks that the replacement does not speak of stay as they are."""
    start, end = span
    while start < end and text[start].isspace() and not right[:1].isspace() and not right.startswith("{"):
        start += 1
    while end > start and text[end - 1].isspace() and not right[-1:].isspace() and not right.endswith("}"):
        end -= 1
    return Span(start, end)


def _source_by_segment(passages: Sequence[Passage], count: int) -> list[str | None]:
    sources: list[str | None] = [None] * count
    for passage in passages:
        if passage.source is None:
            continue
        for segment in {piece.segment for piece in passage.pieces}:
            sources[segment] = "\n".join(filter(None, (sources[segment], passage.source)))
    return sources


def _without_overlap(hits: Sequence[ConventionHit]) -> tuple[ConventionHit, ...]:
    kept: list[ConventionHit] = []
    for hit in sorted(hits, key=lambda h: (h.segment, h.span.start, -h.span.end)):
        if not kept or kept[-1].segment != hit.segment or not kept[-1].span.overlaps(hit.span):
            kept.append(hit)
    return tuple(kept)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re2._Regexp:
    return re2.compile(pattern)
