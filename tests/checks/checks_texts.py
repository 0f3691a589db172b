"""Small glossaries, written as a person would write them, and one question to each check."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from toolkit.checks.hits import Hit, PassageTerms
from toolkit.checks.passages import Passage, passages
from toolkit.checks.terms import examine
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.jobs.setting import setting
from toolkit.model import Concept, Glossary, LangPair, Term

ZH_EN = LangPair("zh", "en")


@lru_cache(maxsize=1)
def bundled() -> GlossaryIndex:
    """The bundled glossary, ready."""
    return setting(["livestream-commerce"]).index


def index(*concepts: Concept) -> GlossaryIndex:
    """A glossary of these concepts, ready."""
    return build_index(Glossary("small", concepts), ZH_EN)


def concept(name: str, source: str, right: str, *wrong: Term) -> Concept:
    """A concept with one source term, one preferred noun and its wrong wordings."""
    return Concept(name, (Term(source, "zh"), Term(right, "en", part_of_speech="noun"), *wrong))


def passage(target: str, source: str | None) -> Passage:
    """One line as one passage, whatever number of sentences it has."""
    pieces = tuple(p for one in passages([target], None, bundled()) for p in one.pieces)
    return Passage(pieces, source)


def examined(target: str, source: str | None, glossary: GlossaryIndex, garbled: bool = False) -> PassageTerms:
    """What the terms of one line come to."""
    return examine(passage(target, source), [target], glossary, garbled)


def told(hits: Sequence[Hit], target: str) -> list[tuple[str, str, str]]:
    """(wording, concept, verdict) of each hit."""
    return [(hit.span.of(target), hit.concept, hit.verdict) for hit in hits]
