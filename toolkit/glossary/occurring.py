"""How much of a glossary occurs in a text, and the glossary's identity with it."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.glossary.index import GlossaryIndex
from toolkit.model import GlossaryUse


def concepts_in(index: GlossaryIndex, sources: Iterable[str] | None, targets: Iterable[str]) -> set[str]:
    """The concepts that the source speaks of; without a source (None), those that the targets speak of.

    >>> from toolkit.glossary.index import build_index
    >>> from toolkit.model import Concept, Glossary, LangPair, Term
    >>> tie = Concept("tie", (Term("老铁", "zh"), Term("lao tie", "en"), Term("old iron", "en", "garble")))
    >>> index = build_index(Glossary("tiny", (tie,)), LangPair("zh", "en"))
    >>> concepts_in(index, None, ["Thank you, old iron!"]), concepts_in(index, ["谢谢"], ["Thank you, old iron!"])
    ({'tie'}, set())
    """
    if sources is not None:
        return {o.concept for line in sources for o in index.in_source(line)}
    return {o.concept for line in targets for o in (*index.right(line), *index.wrong(line))}


def use_of(index: GlossaryIndex, occurring: int) -> GlossaryUse:
    """The glossary's identity for a report; `occurring` of its concepts were found in the text."""
    glossary = index.glossary
    return GlossaryUse(glossary.name, glossary.version, glossary.digest(), index.term_count(), occurring)
