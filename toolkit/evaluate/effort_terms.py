"""Post-edits seen with a glossary: which edits are about terms, and which rows would have saved them.

Rows that the glossary lacks come from `toolkit.glossary.learn`; rows that it has would have been applied by
`tqt postedit`. Nothing is edited here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.glossary.index import GlossaryIndex, longest
from toolkit.glossary.learn import Correction, learn
from toolkit.model import Span
from toolkit.model.effort import SavingRow
from toolkit.text.diff import diff


class TermSpans(NamedTuple):
    """Where terms stand on both sides."""

    before: tuple[Span, ...]
    """Wrong wordings, in the machine translation."""
    after: tuple[Span, ...]
    """Right wordings, in the final text."""


def term_spans(index: GlossaryIndex, before: str, after: str, source: str | None) -> TermSpans:
    """Wrong wordings before and right ones after; with a source only those of its concepts."""
    asked = None if source is None else {o.concept for o in index.in_source(source)}
    wanted = [
        [o for o in found if asked is None or o.concept in asked or not index.has_source_terms(o.concept)]
        for found in (index.wrong(before), index.right(after))
    ]
    return TermSpans(*(tuple(o.span for o in longest(found)) for found in wanted))


def saving_rows(
    index: GlossaryIndex, ids: Sequence[str], before: Sequence[str], after: Sequence[str], sources: Sequence[str] | None
) -> tuple[SavingRow, ...]:
    """The rows that would have saved edits, the most frequent first."""
    given = sources if sources is not None else [None] * len(before)
    corrections = [Correction(*row) for row in zip(before, after, given, ids, strict=True)]
    rows = _listed(index, corrections)
    for lesson in learn(corrections, index):
        places = tuple(dict.fromkeys(lesson.corrected))
        right = lesson.became[0] if lesson.became else ""
        row = SavingRow(lesson.concept, lesson.term.text, right, len(lesson.corrected), places, listed=False)
        if not any(_is_told_by(row, known) for known in rows):
            rows.append(row)
    return tuple(sorted(rows, key=lambda row: (-row.times, row.concept, row.wrong)))


def _is_told_by(row: SavingRow, known: SavingRow) -> bool:
    """Whether the glossary's own row would have mended these very places, or a part of them."""
    one, other = row.wrong.casefold(), known.wrong.casefold()
    return (
        known.listed
        and row.concept == known.concept
        and (one in other or other in one)
        and set(row.segments) <= set(known.segments)
    )


def _listed(index: GlossaryIndex, corrections: Sequence[Correction]) -> list[SavingRow]:
    """Wrong wordings of the glossary that stood in the text and were replaced by a right one of their concept."""
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for one in corrections:
        if one.before == one.after:
            continue
        changed = [part for part in diff(one.before, one.after, index.pair.target) if part.op != "equal"]
        asked = None if one.source is None else {o.concept for o in index.in_source(one.source)}
        before_right = {(o.concept, o.span.of(one.before).casefold()) for o in index.right(one.before)}
        come = {
            o.concept: o.span.of(one.after)
            for o in longest(index.right(one.after))
            if (o.concept, o.span.of(one.after).casefold()) not in before_right
        }
        told: set[Span] = set()  # a wording that two concepts list was corrected once
        for wrong in longest(index.wrong(one.before)):
            wanted = wrong.concept in come and (
                asked is None or wrong.concept in asked or not index.has_source_terms(wrong.concept)
            )
            if wanted and wrong.span not in told and any(part.before.overlaps(wrong.span) for part in changed):
                told.add(wrong.span)
                wording = wrong.span.of(one.before)
                found[wrong.concept, wording.casefold()].append((one.place, wording, come[wrong.concept]))
    return [
        SavingRow(
            concept=concept,
            wrong=max(wording for _, wording, _ in seen),  # small letters, where it stands in a sentence too
            right=seen[0][2],
            times=len(seen),
            segments=tuple(dict.fromkeys(place for place, _, _ in seen)),
            listed=True,
        )
        for (concept, _), seen in found.items()
    ]
