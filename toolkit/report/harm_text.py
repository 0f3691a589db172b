"""Rows that would damage good text, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from toolkit.model import Edit, Outcome, Term
from toolkit.report.columns import one_line
from toolkit.report.words import counted, line_name

_AROUND = 40
_SHOWN = 3


class _Damage(Protocol):
    @property
    def path(self) -> str: ...
    @property
    def segment(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def edit(self) -> Edit: ...


class _Row(Protocol):
    @property
    def concept(self) -> str | None: ...
    @property
    def rule(self) -> str: ...
    @property
    def term(self) -> Term | None: ...
    @property
    def place(self) -> str | None: ...
    @property
    def damages(self) -> Sequence[_Damage]: ...
    @property
    def applied(self) -> int: ...


class HarmData(Protocol):
    """What the harm job found."""

    @property
    def rows(self) -> Sequence[_Row]: ...
    @property
    def segments(self) -> int: ...
    @property
    def changed(self) -> int: ...


def harm_lines(found: HarmData, every: bool = False) -> Iterator[str]:
    """A sentence, then row by row the edits that it makes and what may mend it."""
    if not found.rows:
        yield f"The glossary would touch nothing in {counted(found.segments, 'segment')}."
        return
    applied = sum(row.applied for row in found.rows)
    asked = sum(len(row.damages) for row in found.rows) - applied
    yield (
        f"{counted(len(found.rows), 'row')} would touch good text: {counted(applied, 'edit')} made, {asked:,} "
        f"proposed, {found.changed:,} of {counted(found.segments, 'segment')} changed. Read "
        "each: the text may be at fault too."
    )
    for row in found.rows:
        yield ""
        yield f"{row.place or row.rule}: {_name(row)}"
        yield f"  {_advice(row)}"
        shown = row.damages if every else row.damages[:_SHOWN]
        for damage in shown:
            yield f"  {damage.path}, {line_name(damage.segment)}: {_in_context(damage)}"
        if len(shown) < len(row.damages):
            yield f"  ... and {len(row.damages) - len(shown):,} more; --all shows all."


def harm_json(found: HarmData) -> dict[str, object]:
    """The same for programs."""
    return {
        "segments": found.segments,
        "changed": found.changed,
        "rows": [
            {
                "place": row.place,
                "rule": row.rule,
                "concept": row.concept,
                "term": row.term.text if row.term else None,
                "applied": row.applied,
                "edits": [
                    {
                        "path": d.path,
                        "segment": d.segment,
                        "span": list(d.edit.span),
                        "before": d.edit.before,
                        "after": d.edit.after,
                        "outcome": d.edit.outcome.value,
                        "reason": d.edit.reason,
                        "evidence": d.edit.evidence,
                    }
                    for d in row.damages
                ],
            }
            for row in found.rows
        ],
    }


def _name(row: _Row) -> str:
    if row.term is None:
        return f"{row.concept + ', ' if row.concept else ''}no row lists the wording [{row.rule}]"
    return f"{row.concept}, {row.term.status} '{one_line(row.term.text)}'"


def _advice(row: _Row) -> str:
    """What lets the row touch this text, and which cell holds it back."""
    edit = row.damages[0].edit
    if row.term is None:
        return f"why: {edit.reason}. A rendering that is right belongs into the glossary as admitted."
    if row.term.unmistakable:
        return "why: it is called unmistakable, and good text says it. Take that back, or name cues in only_if_near."
    cue = next((cue for cue in row.term.only_if_near if f"'{cue}'" in (edit.evidence or "")), None)
    if cue is not None:
        return f"why: the cue '{cue}' stands near it. Narrow only_if_near, or fill not_if_near."
    return f"why: {edit.reason}. If it is a right rendering, admit it; else fill not_if_near, or say action = ask."


def _in_context(damage: _Damage) -> str:
    start, end = damage.edit.span
    before = one_line("|" + damage.text[max(0, start - _AROUND) : start] + "|")[1:-1]
    behind = one_line("|" + damage.text[end : end + _AROUND] + "|")[1:-1]
    head, tail = ("..." if start > _AROUND else ""), ("..." if end + _AROUND < len(damage.text) else "")
    asked = " (proposed)" if damage.edit.outcome is Outcome.REVIEW else ""
    change = f"[{one_line(damage.edit.before)} -> {one_line(damage.edit.after)}]"
    return f"{head}{before}{change}{behind}{tail}{asked}"
