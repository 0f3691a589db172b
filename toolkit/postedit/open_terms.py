"""The terms of a document that are still to be put right, segment by segment: what a model is asked for."""

from __future__ import annotations

from typing import NamedTuple

from toolkit.checks.garbled import examine_document
from toolkit.checks.passages import sources_by_segment
from toolkit.model import Span
from toolkit.postedit.port import Document


class OpenTerms(NamedTuple):
    """One segment."""

    source: str | None
    """None: there is none, or a sentence of it runs over into another segment."""
    wrong: tuple[tuple[Span, str], ...]
    """Places that say a term wrongly, with its concept."""
    asked: tuple[tuple[Span, str], ...]
    """Those of them whose row of the glossary wants a human's decision."""
    missing: tuple[tuple[str, str], ...]
    """Concepts without a rendering that was found, with the source's wording."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys([*(c for _, c in self.wrong), *(c for c, _ in self.missing)]))


def open_terms(document: Document) -> tuple[OpenTerms, ...]:
    """The open terms of every segment. What the glossary only reports, and what it has no answer for, is not open."""
    targets, index = document.targets, document.index
    _, terms = examine_document(targets, document.passages, index)
    wrong: list[list[tuple[Span, str]]] = [[] for _ in targets]
    asked: list[list[tuple[Span, str]]] = [[] for _ in targets]
    missing: list[list[tuple[str, str]]] = [[] for _ in targets]
    for passage, found in zip(document.passages, terms, strict=True):
        for hit in found.hits:
            if hit.verdict != "flag" and index.preferred(hit.concept):
                wrong[hit.segment].append((hit.span, hit.concept))
                if hit.term.action == "ask":
                    asked[hit.segment].append((hit.span, hit.concept))
        segments = {piece.segment for piece in passage.pieces}
        if len(segments) == 1:
            missing[segments.pop()] += [(c, wording) for c, wording in found.missing if index.preferred(c)]
    sources = sources_by_segment(document.passages, len(targets))
    return tuple(
        OpenTerms(source, tuple(bad), tuple(human), tuple(gone))
        for source, bad, human, gone in zip(sources, wrong, asked, missing, strict=True)
    )
