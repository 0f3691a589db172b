"""A post-edited text beside its reference, whatever line shape the two have.

Thirteen paragraphs and thirty reference lines are brought to the same units by aligning on shared words; scores
are then taken over these units, and the text before and after is cut at the same places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.errors import AlignmentError
from toolkit.report.words import counted
from toolkit.text.align import Cues, align, loose

MOST_LOOSE = 0.35
LEAST_SHARE, GREATEST_SHARE = 0.4, 2.5
"""A translation into the same language is neither shorter nor longer than this share of another."""
_WORD = re.compile(r"[^\W_]{4,}|\d[\d.,]*")


class Units(NamedTuple):
    """Line-aligned texts for scoring."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    reference: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]
    """For each unit the indices of the segments in it."""


def pair_references(before: Sequence[str], after: Sequence[str], reference: Sequence[str]) -> Units:
    """The texts in common units: one segment each where the counts are equal, else joined by alignment.

    Raises AlignmentError, with both counts, where the two do not fit together.
    """
    if len(before) == len(reference):
        members = tuple((n,) for n in range(len(before)))
        return Units(tuple(before), tuple(after), tuple(reference), members)
    share = sum(map(len, before)) / max(sum(map(len, reference)), 1)
    beads = align([_cues(line) for line in reference], [_cues(line) for line in before])
    if not LEAST_SHARE <= share <= GREATEST_SHARE or loose(beads) > MOST_LOOSE:
        raise AlignmentError(
            f"The reference has {counted(len(reference), 'line')} and the text {len(before)}, and they do not fit "
            "together. "
            "Give the reference of this very text, or make both files have the same number of lines."
        )
    kept = [bead for bead in beads if bead.target and bead.source]
    return Units(
        before=tuple(" ".join(before[i] for i in bead.target) for bead in kept),
        after=tuple(" ".join(after[i] for i in bead.target) for bead in kept),
        reference=tuple(" ".join(reference[i] for i in bead.source) for bead in kept),
        members=tuple(tuple(bead.target) for bead in kept),
    )


def _cues(line: str) -> Cues:
    return Cues(len(line), frozenset(word.lower().rstrip(".,") for word in _WORD.findall(line)))
