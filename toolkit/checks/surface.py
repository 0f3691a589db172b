"""Broken surface: blanks before punctuation, doubled words, capitals inside a sentence, Han left in English.

A repair is offered only where the text itself writes otherwise nearly everywhere: tokenised corpora put a
blank before every comma, and that is their spelling, not a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.model import Span, same_language
from toolkit.text.inflect.en import lemmas
from toolkit.text.protect import protected
from toolkit.text.words import script_of


class SurfaceHit(NamedTuple):
    """A broken place. `after` is None where a human must decide."""

    segment: int
    span: Span
    rule: str
    after: str | None
    reason: str


_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
_BLANK_BEFORE = re.compile(rf"(?<=[^\s.,;:!?([{{])[ \t]+(?=[,;!?](?:\s|$)|[{_APOSTROPHES}]s\b)")
_ATTACHED = re.compile(r"(?<=[^\s.,;:!?])[,;!?](?=\s|$)")
_DOUBLED = re.compile(r"\b(the|a|an|of|in|to|and|for|with|on|at|by|from|is|are|was|were)([ \t]+)\1\b", re.I)
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z,;] )(The|A|An|In|On|At|Of|And|But|It|This|To|For|With)(?= [a-z])")
_SURELY_DOUBLED = frozenset("the a an of to and".split())
"""Others can stand twice in good English: "logged in in May", "what it is is"."""
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


def find_surface(targets: Sequence[str], language: str) -> tuple[SurfaceHit, ...]:
    """Broken places of a document, in order.

    >>> [(h.rule, h.after) for h in find_surface(["salted eggs, and pheasant , The red apple, the pears."], "en")]
    [('surface.blank-before-mark', ''), ('surface.capital-inside', 'the')]
    >>> find_surface(["a tokenised line , with blanks , everywhere ."], "en")
    ()
    """
    if not same_language(language, "en"):
        return ()
    loose = sum(len(_BLANK_BEFORE.findall(text)) for text in targets)
    attached = sum(len(_ATTACHED.findall(text)) for text in targets)
    hits: list[SurfaceHit] = []
    for number, text in enumerate(targets):
        shielded = [p.span for p in protected(text) if p.kind != "number"]
        found = list(_han(number, text))
        if attached > loose:
            found += _blanks(number, text)
        for m in _DOUBLED.finditer(text):
            first, second = m.group(1), text[m.end() - len(m.group(1)) : m.end()]
            sure = first in _SURELY_DOUBLED and first == second
            reason = f"'{first}' stands twice"
            found.append(SurfaceHit(number, Span(*m.span()), "surface.doubled-word", first if sure else None, reason))
        hits += [h for h in found if not any(h.span.overlaps(s) for s in shielded)]
    return tuple(sorted(hits, key=lambda h: (h.segment, h.span)))


def _blanks(number: int, text: str) -> list[SurfaceHit]:
    hits: list[SurfaceHit] = []
    for match in _BLANK_BEFORE.finditer(text):
        hits.append(SurfaceHit(number, Span(*match.span()), "surface.blank-before-mark", "", "a blank before the mark"))
        after = re.compile(r",\s+(The|A|An)(?= ([a-z]+))").match(text, match.end())
        if after and lemmas(after.group(2)):
            span = Span(*after.span(1))
            reason = "a capital inside the sentence"
            hits.append(SurfaceHit(number, span, "surface.capital-inside", after.group(1).lower(), reason))
    return hits


def capitals_inside(text: str) -> tuple[Span, ...]:
    """Function words with a capital in mid-sentence: where two sentences were run together.

    >>> text = "The mayor broadcast two In more than 2 minutes"
    >>> [span.of(text) for span in capitals_inside(text)]
    ['In']
    """
    return tuple(Span(*m.span()) for m in _CAPITAL_INSIDE.finditer(text))


def _han(number: int, text: str) -> list[SurfaceHit]:
    if not any(script_of(c) == "han" for c in text):
        return []
    reason = "Chinese left in the English text"
    return [SurfaceHit(number, Span(*m.span()), "surface.han", None, reason) for m in _HAN.finditer(text)]
