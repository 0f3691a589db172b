"""Which source sentences a target sentence was translated from, whatever shape the two files have.

A passage is the smallest unit in which both sides surely say the same. Lines, paragraphs and raw articles
come to the same passages, because inside a line as well as over a whole document sentences are aligned
by length, numbers and the glossary's own terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.errors import AlignmentError
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Span
from toolkit.text.align import Bead, Cues, align, loose
from toolkit.text.numbers import find_numbers
from toolkit.text.sentences import sentences
from toolkit.text.words import is_spaced, words

MOST_LOOSE = 0.35
"""More sentences than this without a partner: the two files are not translations of each other."""
_MOST_CELLS = 4_000_000


class Piece(NamedTuple):
    """One sentence of one segment."""

    segment: int
    """Index of the segment in the document."""
    span: Span


class Passage(NamedTuple):
    """Target sentences and the source text they come from."""

    pieces: tuple[Piece, ...]
    source: str | None
    """None: no source was given, or a blank one for the segment. Empty: the sentence has no partner in the source."""


def passages(targets: Sequence[str], sources: Sequence[str] | None, index: GlossaryIndex) -> tuple[Passage, ...]:
    """The passages of a document, in order; every target sentence is in exactly one.

    With as many sources as targets they are paired one to one, and a blank source is none; with other counts the
    sentences of the whole document are aligned. Raises AlignmentError, with both counts, where the two do not fit.
    """
    pieces = [Piece(i, span) for i, text in enumerate(targets) for span in sentences(text, index.pair.target)]
    if sources is None:
        return _without_source(pieces)
    if len(sources) == len(targets):
        by_segment: list[list[Piece]] = [[] for _ in targets]
        for piece in pieces:
            by_segment[piece.segment].append(piece)
        return tuple(
            passage
            for ours, source in zip(by_segment, sources, strict=True)
            for passage in (_pair(ours, [source], targets, index)[0] if source.strip() else _without_source(ours))
        )
    aligned, looseness = _pair(pieces, sources, targets, index)
    if looseness > MOST_LOOSE or not _lengths_fit(sources, targets):
        raise AlignmentError(
            f"The source has {len(sources)} lines and the text {len(targets)}, and they do not fit together. "
            "Give the source of this very text, or make both files have the same number of lines."
        )
    return aligned


def _without_source(pieces: Sequence[Piece]) -> tuple[Passage, ...]:
    return tuple(Passage((piece,), None) for piece in pieces)


def sources_by_segment(passages: Sequence[Passage], count: int) -> tuple[str | None, ...]:
    """The source of each of `count` segments; None where none was given, or where a passage runs over two of them."""
    texts: list[list[str]] = [[] for _ in range(count)]
    unsure: set[int] = set()
    for passage in passages:
        segments = {piece.segment for piece in passage.pieces}
        if passage.source is None or len(segments) > 1:
            unsure |= segments
        else:
            texts[segments.pop()].append(passage.source)
    return tuple("\n".join(lines) if lines and number not in unsure else None for number, lines in enumerate(texts))


def _lengths_fit(sources: Sequence[str], targets: Sequence[str]) -> bool:
    """Whether one can be the translation of the other: by the number of words, a Han character being half of one."""
    ours, theirs = (sum(len(words(text)) for text in side) for side in (targets, sources))
    han = sum(1 for text in sources for c in text if not is_spaced(c) and c.isalpha())
    expected = theirs - han / 2
    return expected > 0 and 0.3 <= ours / expected <= 3.5


def _pair(
    pieces: Sequence[Piece], sources: Sequence[str], targets: Sequence[str], index: GlossaryIndex
) -> tuple[tuple[Passage, ...], float]:
    lines = [s.of(text) for text in sources for s in sentences(text, index.pair.source)]
    if not pieces:
        return (), 0.0
    free = len(sources) != len(targets)
    if len(pieces) == 1 or (len(lines) <= 1 and not free):
        return (Passage(tuple(pieces), "\n".join(lines)),), 0.0
    if free and len(lines) * len(pieces) > _MOST_CELLS:
        raise AlignmentError(
            f"The source has {len(sources)} lines and the text {len(targets)}; that is too much to align "
            "freely. Make both files have the same number of lines."
        )
    beads = align(
        [_source_cues(line, index) for line in lines],
        [_target_cues(p.span.of(targets[p.segment]), index) for p in pieces],
    )
    return tuple(_passage(bead, pieces, lines) for bead in _with_targets(beads)), loose(beads)


def _with_targets(beads: Sequence[Bead]) -> list[Bead]:
    """A source sentence that found no partner speaks for the sentence before it (or after, at the start)."""
    kept: list[Bead] = []
    waiting: range | None = None
    for bead in beads:
        if not bead.target:
            if kept:
                kept[-1] = Bead(range(kept[-1].source.start, bead.source.stop), kept[-1].target)
            else:
                waiting = bead.source if waiting is None else range(waiting.start, bead.source.stop)
            continue
        source = bead.source
        if waiting is not None:
            source = range(waiting.start, max(bead.source.stop, waiting.stop))
            waiting = None
        if not source and kept:
            kept[-1] = Bead(kept[-1].source, range(kept[-1].target.start, bead.target.stop))
            continue
        kept.append(Bead(source, bead.target))
    return kept


def _passage(bead: Bead, pieces: Sequence[Piece], lines: Sequence[str]) -> Passage:
    source = "\n".join(lines[bead.source.start : bead.source.stop])
    return Passage(tuple(pieces[bead.target.start : bead.target.stop]), source)


def _source_cues(text: str, index: GlossaryIndex) -> Cues:
    marks = {o.concept for o in index.in_source(text)}
    return Cues(len(text), frozenset(marks | _numbers(text, index.pair.source)))


def _target_cues(text: str, index: GlossaryIndex) -> Cues:
    marks = {o.concept for o in (*index.right(text), *index.wrong(text))}
    in_both = {c for c in marks if index.has_source_terms(c)}
    return Cues(len(text), frozenset(in_both | _numbers(text, index.pair.target)))


def _numbers(text: str, language: str) -> set[str]:
    return {f"#{number.value.normalize()}" for number in find_numbers(text, language)}
