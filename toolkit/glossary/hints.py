"""Which terms a model is shown for a text: those that the one matcher finds in it. Nothing is steered here."""

from __future__ import annotations

from toolkit.engines.port import TermHint
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Span

MOST = 20
"""No more terms are shown for one text; the longest are kept."""


def hints_of(source: str, index: GlossaryIndex) -> tuple[TermHint, ...]:
    """The source's terms in the order of the text, each once.

    >>> from toolkit.glossary.index import build_index
    >>> from toolkit.model import Concept, Glossary, LangPair, Term
    >>> daihuo = Concept("daihuo", (Term("直播带货", "zh"), Term("livestream selling", "en"),
    ...     Term("live [the] goods", "en", "garble")))
    >>> index = build_index(Glossary("tiny", (daihuo,)), LangPair("zh", "en"))
    >>> hints_of("市长直播带货。", index)
    (TermHint(source='直播带货', targets=('livestream selling',), avoid=('live the goods', 'live goods')),)
    """
    return tuple(hint for hint, _ in located_hints(source, index))


def located_hints(source: str, index: GlossaryIndex) -> tuple[tuple[TermHint, Span], ...]:
    """As `hints_of`, with the first place of each term."""
    return tuple(hints_by_concept(source, index).values())


def hints_by_concept(source: str, index: GlossaryIndex) -> dict[str, tuple[TermHint, Span]]:
    """As `located_hints`, by concept."""
    found: dict[str, tuple[TermHint, Span]] = {}
    for occurrence in index.in_source(source):
        if occurrence.concept not in found:
            found[occurrence.concept] = hint(occurrence.concept, occurrence.span.of(source), index), occurrence.span
    kept = sorted(found.items(), key=lambda item: item[1][1].start - item[1][1].end)[:MOST]
    return dict(sorted(kept, key=lambda item: item[1][1]))


def hint(concept: str, source: str, index: GlossaryIndex) -> TermHint:
    """What is known of one concept, which the source calls so."""
    return TermHint(source, *index.wordings(concept))
