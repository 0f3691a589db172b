"""What a listed wording leaves beside it: "Belt [goods rollover]" for 带货翻车, where "belt" is 带.

An engine that takes a term apart renders every character, and a glossary seldom lists the wording whole. A word
directly beside a listed one that translates a character of the term which nothing inside translates, and no other word
of the source, belongs to the wording. Replacing the rest would leave it behind. What translates a part of several
characters is a word of its own, which may stay: "epidemic" (疫情) beside what was written for 新冠肺炎疫情.
"""

from __future__ import annotations

import re

from toolkit.checks.hits import Hit
from toolkit.model import LangPair, Span
from toolkit.text import closed_classes
from toolkit.text.glosses import Glosses, glosses
from toolkit.text.inflect.en import lemmas

_WORD = re.compile(r"[^\W_]+")
_LEFT = re.compile(r"([^\W_]+)[ -]$")
_RIGHT = re.compile(r"[ -]([^\W_]+)")


def with_remains(hit: Hit, text: str, source: str, pair: LangPair) -> Hit:
    """The hit over all that belongs to its wording; a human is asked where that is more than the glossary lists.

    >>> from toolkit.model import Term
    >>> term = Term("goods rollover", "en", "garble", "noun")
    >>> hit = Hit(0, Span(5, 19), Span(0, 29), "flop", term, None, None, "fix", 1.0, "带货翻车", "")
    >>> found = with_remains(hit, "Belt goods rollover incidents", "带货翻车事件", LangPair("zh", "en"))
    >>> found.span, found.verdict
    (Span(start=0, end=19), 'ask')
    """
    table = glosses(*pair)
    wording = hit.evidence or ""
    if table is None or hit.literal or hit.located or len(wording) < 2 or wording not in source:
        return hit
    span = _widened(hit, text, table, wording, source, pair)
    if span == hit.span:
        return hit
    words = text[span.start : hit.span.start] + text[hit.span.end : span.end]
    why = f"{hit.why}; '{words.strip(' -')}' beside it seems to belong to the wording"
    return hit._replace(span=span, verdict="ask" if hit.verdict == "fix" else hit.verdict, why=why)


def _widened(hit: Hit, text: str, table: Glosses, wording: str, source: str, pair: LangPair) -> Span:
    parts = table.parts(wording)
    inside = {base for word in _WORD.findall(hit.span.of(text)) for base in _bases(word)}
    rendered = {
        at
        for part in parts
        if any(inside.issuperset(gloss) for gloss in part.glosses)
        for at in range(part.start, part.end)
    }
    bare = table.required(wording) - rendered
    left: set[str] = {
        gloss[0]
        for part in parts
        if part.end - part.start == 1 and part.start in bare
        for gloss in part.glosses
        if len(gloss) == 1
    }
    known = glosses(*pair, kinds=("glosses", "words")) or table
    whole = {w for part in known.parts(wording) if part.end - part.start > 1 for gloss in part.glosses for w in gloss}
    rest = source.replace(wording, "\n")
    other = {gloss[0] for part in known.parts(rest) for gloss in part.glosses if len(gloss) == 1}
    left -= whole | other
    start, end = hit.span
    before = _LEFT.search(text, hit.sentence.start, start)
    if before and _belongs(before.group(1), left):
        start = before.start(1)
    behind = _RIGHT.match(text, end, hit.sentence.end)
    if behind and _belongs(behind.group(1), left):
        end = behind.end(1)
    return Span(start, end)


def _belongs(word: str, left: set[str]) -> bool:
    return word.lower() not in closed_classes.NEVER_HEADS and not left.isdisjoint(_bases(word))


def _bases(word: str) -> set[str]:
    lower = word.lower()
    return {lower, *(lemma for group in lemmas(lower).values() for lemma in group)}
