"""Whether a document is shown to be garbled machine translation: one answer for checker, editor and report."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.checks.hits import Hit, PassageTerms
from toolkit.checks.located_hits import with_located
from toolkit.checks.passages import Passage
from toolkit.checks.remembered import document_examined, examined
from toolkit.checks.respelt import with_respelt
from toolkit.checks.whole_lines import with_whole_lines
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Span
from toolkit.text.enumerated import said_from

GARBLED_FROM = 1 / 20
"""Corrected terms per sentence from which a text counts as garbled machine translation."""
NEARBY = 2
"""So many passages before and after are looked at for cues in a garbled text: in their sources, or if there are none,
in the text itself."""


def examine_document(
    targets: Sequence[str], passages: Sequence[Passage], index: GlossaryIndex
) -> tuple[bool, tuple[PassageTerms, ...]]:
    """Whether the document is garbled, and the terms of every passage in that light.

    It is where at least one term in twenty sentences is wrong on evidence of its own; only then do the cues
    `@garbled` and the sentences beside a passage count.
    """
    return document_examined(targets, passages, index, lambda: _examine(targets, passages, index))


def _examine(
    targets: Sequence[str], passages: Sequence[Passage], index: GlossaryIndex
) -> tuple[bool, tuple[PassageTerms, ...]]:
    alone = tuple(examined(passage, targets, index) for passage in passages)
    fixed = sum(hit.verdict == "fix" for found in alone for hit in found.hits)
    if not fixed or fixed < GARBLED_FROM * sum(len(p.pieces) for p in passages):
        return False, _found_too(passages, alone, targets, index)
    together = tuple(
        examined(passage, targets, index, True, _around(passages, number, targets) if is_shown else None)
        for number, passage in enumerate(passages)
        # a source tells its own words apart: the sentences beside it only help where it was mistranslated already
        for is_shown in [passage.source is None or any(hit.verdict == "fix" for hit in alone[number].hits)]
    )
    return True, _found_too(passages, together, targets, index)


def _found_too(
    passages: Sequence[Passage], terms: tuple[PassageTerms, ...], targets: Sequence[str], index: GlossaryIndex
) -> tuple[PassageTerms, ...]:
    """The terms with the renderings that nobody lists, the surest ones first."""
    for surer in (with_whole_lines, with_respelt):
        terms = surer(passages, terms, targets, index)
    return tuple(_behind_numbers(one, targets) for one in with_located(passages, terms, targets, index))


def _behind_numbers(terms: PassageTerms, targets: Sequence[str]) -> PassageTerms:
    """The hits of headings and points of a list, whose sentence begins behind the number: it is no amount."""
    return terms._replace(hits=tuple(_behind_number(hit, targets[hit.segment]) for hit in terms.hits))


def _behind_number(hit: Hit, text: str) -> Hit:
    start = hit.sentence.start + said_from(hit.sentence.of(text))
    return hit if start > hit.span.start else hit._replace(sentence=Span(start, hit.sentence.end))


def _around(passages: Sequence[Passage], number: int, targets: Sequence[str]) -> str:
    """The passages beside one, itself included: their sources, or the text of one that has none."""
    beside = passages[max(0, number - NEARBY) : number + NEARBY + 1]
    if passages[number].source is not None:
        return "\n".join(p.source for p in beside if p.source)
    return "\n".join(piece.span.of(targets[piece.segment]) for p in beside for piece in p.pieces)
