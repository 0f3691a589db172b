"""What a listed wording leaves beside it: "Belt [goods rollover]" for 带货翻车, where "belt" is 带.

An engine that takes a word apart renders every character, and a glossary seldom lists the wording whole. A word
directly beside a listed one belongs to it if it translates a character whose neighbour in the same source word is
rendered inside, and no other word of the source. Replacing the rest would leave half a word behind. What renders a
whole word of the term may stay: "county" (县) beside what was written for 县商务局, "epidemic" (疫情) beside that for
新冠肺炎疫情. What a word is, the table of words and the glossary's own source terms say.
"""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.checks.hits import Hit
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import LangPair, Span
from toolkit.text import closed_classes
from toolkit.text.glosses import Glosses, glosses
from toolkit.text.inflect.en import lemmas

_WORD = re.compile(r"[^\W_]+")
_LEFT = re.compile(r"([^\W_]+)[ -]$")
_LONGEST_WORD = 60
_RIGHT = re.compile(r"[ -]([^\W_]+)")


def with_remains(hit: Hit, text: str, source: str, index: GlossaryIndex) -> Hit:
    """The hit over all that belongs to its wording; a human is asked where that is more than the glossary lists.

    >>> from toolkit.glossary.index import build_index
    >>> from toolkit.model import Concept, Glossary, LangPair, Term
    >>> goods = Concept("goods", (Term("带货", "zh"), Term("sell goods", "en", part_of_speech="verb")))
    >>> index = build_index(Glossary("live", (goods,)), LangPair("zh", "en"))
    >>> wrong = Term("goods rollover", "en", "garble", "noun")
    >>> hit = Hit(0, Span(5, 19), Span(0, 29), "flop", wrong, None, None, "fix", 1.0, "带货翻车", "")
    >>> found = with_remains(hit, "Belt goods rollover incidents", "带货翻车事件", index)
    >>> found.span, found.verdict
    (Span(start=0, end=19), 'ask')
    """
    table = glosses(*index.pair)
    wording = hit.evidence or ""
    if table is None or hit.literal or hit.located or len(wording) < 2 or wording not in source:
        return hit
    span = _widened(hit, text, table, wording, source, index)
    if span == hit.span:
        return hit
    words = text[span.start : hit.span.start] + text[hit.span.end : span.end]
    why = f"{hit.why}; '{words.strip(' -')}' beside it seems to belong to the wording"
    return hit._replace(span=span, verdict="ask" if hit.verdict == "fix" else hit.verdict, why=why)


def _widened(hit: Hit, text: str, table: Glosses, wording: str, source: str, index: GlossaryIndex) -> Span:
    parts = table.parts(wording)
    inside = {base for word in _WORD.findall(hit.span.of(text)) for base in _bases(word)}
    rendered = {
        at
        for part in parts
        if any(inside.issuperset(gloss) for gloss in part.glosses)
        for at in range(part.start, part.end)
    }
    known = glosses(*index.pair, kinds=("glosses", "words")) or table
    words = [part for part in known.parts(wording) if part.end - part.start > 1]
    terms = [range(*found.span) for found in index.all_in_source(wording) if found.span != Span(0, len(wording))]
    spans = [*(range(word.start, word.end) for word in words), *terms]
    spans += [range(len(wording))] * (len(wording) == 2)
    halves = {at for span in spans if not rendered.isdisjoint(span) for at in span}
    left: set[str] = {
        gloss[0]
        for part in parts
        if part.end - part.start == 1 and part.start in halves - rendered
        for gloss in part.glosses
        if len(gloss) == 1
    }
    whole = {word for part in words for gloss in part.glosses for word in gloss}
    left -= whole | _said_elsewhere(index.pair, source, wording)
    start, end = hit.span
    before = _LEFT.search(text, max(hit.sentence.start, start - _LONGEST_WORD), start)
    if before and _belongs(before.group(1), left):
        start = before.start(1)
    behind = _RIGHT.match(text, end, hit.sentence.end)
    if behind and _belongs(behind.group(1), left):
        end = behind.end(1)
    return Span(start, end)


@lru_cache(maxsize=64)
def _said_elsewhere(pair: LangPair, source: str, wording: str) -> frozenset[str]:
    """The words that translate something of the source beside the wording; kept, for a long line is asked often."""
    known = glosses(*pair, kinds=("glosses", "words"))
    rest = source.replace(wording, "\n")
    return (
        frozenset()
        if known is None
        else frozenset(gloss[0] for part in known.parts(rest) for gloss in part.glosses if len(gloss) == 1)
    )


def _belongs(word: str, left: set[str]) -> bool:
    return word.lower() not in closed_classes.NEVER_HEADS and not left.isdisjoint(_bases(word))


def _bases(word: str) -> set[str]:
    lower = word.lower()
    return {lower, *(lemma for group in lemmas(lower).values() for lemma in group)}
