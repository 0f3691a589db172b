"""Capitals of an English replacement: those of its place, of a headline, of a title in quotation marks."""

from __future__ import annotations

import re

from toolkit.checks.hits import Hit
from toolkit.model import Span
from toolkit.text.casing import carry_case, evened, in_title_case, titled, with_capitals_of, without_heading_capital

_LONGEST_ACRONYM = 5
_OPENING = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}(["
_LEADS = ":\N{EM DASH}\N{EN DASH}"
_NUMBERED = re.compile(r"(?:^|[\s;,:.])[(\[]?(?:\d{1,3}(?:\.\d{1,3})*[.)\]]|[A-Za-z][.)\]]|[ivxIVX]{1,4}[.)\]])\s+$")
"""The number of a point in a list: "(3) ", "2. ", "b) "."""
_WORD = re.compile(r"[^\W\d_]+")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_HEADS = re.compile(r"\s*(?::|$)")
"""Behind a heading: "Selection Criteria: aged 18 to 75"."""
_NEAR = 300
"""So many characters on each side tell whether the words around are capitalised too."""


def capitals(text: str, hit: Hit, after: str, as_listed: bool) -> str:
    """`after` with the capitals of the place.

    A sentence, a quotation, a point of a list and what follows a colon or dash may begin with one; headlines and
    titles before a name capitalise every word; a wording listed as it must stand ("acting county head") follows only
    these.
    """
    before = hit.span.of(text)
    acronym = before.isupper() and before.isalnum() and len(before) <= _LONGEST_ACRONYM
    letters = [c for c in before if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters) and not (acronym and not _shouts(text, hit)):
        return after.upper()
    lead = text[hit.sentence.start : hit.span.start]
    if hit.located:
        after = evened(after)
        if any(c.isalnum() for c in lead):
            after = with_capitals_of(after, before)
    opened = (lead[-1:] or "x") in _OPENING or (lead.rstrip()[-1:] or "x") in _LEADS or bool(_NUMBERED.search(lead))
    begins = not any(c.isalnum() for c in lead)
    start = begins or opened
    if _in_title(text, hit):
        return titled(after)
    if as_listed or start or acronym:
        if opened and not begins and in_title_case(before):
            return carry_case(before, after, False)
        first = before[:1].isupper() and start
        return after[:1].upper() + after[1:] if first else after
    if hit.located and before[:1].islower():
        after = without_heading_capital(after)
    return carry_case(before, after, False)


def is_title(text: str, span: Span, sentence: Span) -> bool:
    """Whether words in quotation marks are the title of something: capitalised in a sentence that is not.

    >>> text = 'The units are "Touching the Stone across the River" and "On Art", six in all.'
    >>> is_title(text, Span(15, 50), Span(0, len(text)))
    True
    """
    return in_title_case(span.of(text)) and not _among_capitals(text, span, sentence)


def _in_title(text: str, hit: Hit) -> bool:
    """Whether the wording is capitalised as part of a headline, or as a title before a name."""
    inside = [w for w in _WORD.findall(hit.span.of(text)) if w.lower() not in _SMALL]
    if not inside or not all(w[0].isupper() for w in inside):
        return False
    following = re.match(r"\s+([^\W\d_]+)", text[hit.span.end : hit.span.end + 40])
    if len(inside) > 1 and following and following.group(1)[0].isupper():
        return True
    alone = hit.span.start == hit.sentence.start and _HEADS.match(text, hit.span.end, hit.sentence.end)
    if len(inside) > 1 and alone:
        return True
    return _among_capitals(text, hit.span, hit.sentence)


def _among_capitals(text: str, span: Span, sentence: Span) -> bool:
    around = text[max(sentence.start, span.start - _NEAR) : span.start]
    around += text[span.end : min(sentence.end, span.end + _NEAR)]
    words = _LONG_WORD.findall(around)
    if len(words) == 2 and len(_LONG_WORD.findall(span.of(text))) > 1:
        rest = [w for w in _WORD.findall(around) if w.lower() not in _SMALL]  # not "I am Feng Zijian, ..."
        return all(w[0].isupper() for w in rest)  # "Instruction Manual and Guarantee Card"
    return len(words) >= 3 and sum(w[0].isupper() for w in words) >= 0.75 * len(words)


def _shouts(text: str, hit: Hit) -> bool:
    """Whether the sentence around the wording is written in capitals."""
    around = text[hit.sentence.start : hit.span.start] + " " + text[hit.span.end : hit.sentence.end]
    words = re.findall(r"[^\W\d_]{2,}", around)
    return not words or sum(w.isupper() for w in words) > len(words) / 2


_SMALL = frozenset("a an the and or of for to in on at by with via from as".split())
