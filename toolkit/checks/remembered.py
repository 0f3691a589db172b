"""What was found in a passage a moment ago: a document is looked at round after round, and most of it is as before.

One glossary is remembered at a time, the one that was asked last. Nothing here changes an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from toolkit.checks.hits import PassageTerms
from toolkit.checks.passages import Passage
from toolkit.checks.terms import examine
from toolkit.glossary.index import GlossaryIndex

Examined = tuple[bool, tuple[PassageTerms, ...]]
_MOST = 50_000
"""So many passages are remembered; then the memory begins anew."""


@dataclass(frozen=True, slots=True)
class _Memory:
    """What is known of one glossary. Threads that ask for two at once forget, and err in nothing."""

    index: GlossaryIndex | None
    passages: dict[Hashable, PassageTerms]
    document: list[tuple[tuple[str, ...], tuple[Passage, ...], Examined]]
    """The last whole document, or none."""


_memory = _Memory(None, {}, [])


def examined(
    passage: Passage, targets: Sequence[str], index: GlossaryIndex, garbled: bool = False, around: str | None = None
) -> PassageTerms:
    """As `toolkit.checks.terms.examine`, which reads nothing but the passage's own segments."""
    known = _of(index).passages
    texts = tuple(targets[piece.segment] for piece in passage.pieces)
    key = (passage, texts, garbled, around)
    found = known.get(key)
    if found is None:
        found = examine(passage, targets, index, garbled, around)
        if len(known) >= _MOST:
            known.clear()
        known[key] = found
    return found


def document_examined(
    targets: Sequence[str], passages: Sequence[Passage], index: GlossaryIndex, make: Callable[[], Examined]
) -> Examined:
    """What `make` says of a document, asked only if the document is not the one of the last time."""
    last = _of(index).document
    texts, pieces = tuple(targets), tuple(passages)
    for known_texts, known_pieces, found in last:
        if known_texts == texts and known_pieces == pieces:
            return found
    made = make()
    last[:] = [(texts, pieces, made)]
    return made


def _of(index: GlossaryIndex) -> _Memory:
    global _memory
    memory = _memory
    if memory.index is not index:
        memory = _memory = _Memory(index, {}, [])
    return memory
