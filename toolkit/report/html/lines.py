"""The lines of a post-edited text, in text order: the first as rows of the page, all of them as data for its script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from toolkit.model import Edit, Finding, Outcome, Repair, Report, SegmentView
from toolkit.report import words
from toolkit.report.html.marks import Mark, marked, merged
from toolkit.report.html.rows import script_safe

IN_PAGE = 100
"""So many lines stand in the page itself, for readers without its script, and so that it opens at once."""
FLAGS = {"changed": 1, "decide": 2, "reread": 4, "wrong": 8}
"""What the page filters by."""
_ALONE, _BEFORE, _NOW, _AGAINST = range(4)


class Version(NamedTuple):
    """One wording of a line, and what it is held against."""

    label: str
    text: str
    kind: int


class Line(NamedTuple):
    """One segment as the line-by-line view shows it."""

    anchor: str
    id: str
    source: str | None
    references: tuple[str, ...]
    versions: tuple[Version, ...]
    reread: tuple[str, ...]
    """Reasons, apart from what waits for a decision: that is shown itself."""
    wrong: tuple[Finding, ...]
    made: tuple[Edit, ...]
    to_decide: tuple[Edit, ...]
    again: bool
    """Whether it should be read again first, for whatever reason."""

    @property
    def flags(self) -> int:
        """What the page filters by, as a sum."""
        told = {"changed": self.made, "decide": self.to_decide, "reread": self.again, "wrong": self.wrong}
        changed = len(self.versions) > 1 and self.versions[1].kind == _NOW
        return sum(FLAGS[name] for name, has in told.items() if has or (name == "changed" and changed))

    def marks(self, number: int) -> tuple[Mark, ...]:
        """A version with its differences."""
        version = self.versions[number]
        if version.kind == _BEFORE:
            return marked(version.text, self.versions[number + 1].text)[0]
        if version.kind == _NOW:
            return marked(self.versions[number - 1].text, version.text)[1]
        if version.kind == _AGAINST:
            return merged(self.references[0], version.text)
        return (Mark("same", version.text),) if version.text else ()


class Lines:
    """Lines and data of one report."""

    def __init__(self, report: Report, wrong: Mapping[str, Sequence[Finding]]):
        repairs = {repair.segment_id: repair for repair in report.repairs}
        self.all = tuple(
            _line(f"l{number}", segment, repairs.get(segment.id), wrong.get(segment.id, ()))
            for number, segment in enumerate(report.segments, 1)
        )

    @cached_property
    def in_page(self) -> tuple[Line, ...]:
        """The first lines."""
        return self.all[:IN_PAGE]

    @property
    def data(self) -> str:
        """All lines as JSON that may stand within a script element."""
        labels: dict[str, int] = {}
        told: dict[str, int] = {}

        def numbered(table: dict[str, int], key: str) -> int:
            return table.setdefault(key, len(table))

        def row(line: Line) -> list[Any]:
            return [
                line.id,
                line.source,
                line.references,
                [[numbered(labels, v.label), v.text, v.kind] for v in line.versions],
                line.flags,
                [numbered(told, reason) for reason in line.reread],
                [numbered(told, words.told(finding)) for finding in line.wrong],
                [
                    [e.before, e.after, int(e.outcome is Outcome.REVIEW), numbered(told, words.why(e))]
                    for e in (*line.made, *line.to_decide)
                ],
            ]

        rows = [row(line) for line in self.all]
        data = {"labels": list(labels), "words": list(told), "rows": rows}
        return script_safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _line(anchor: str, segment: SegmentView, repair: Repair | None, findings: Sequence[Finding]) -> Line:
    mains = [edit for edit in repair.edits if edit.group in (None, edit.id)] if repair else []
    asked = tuple(edit for edit in mains if edit.outcome is Outcome.REVIEW)
    return Line(
        anchor,
        segment.id,
        segment.source,
        segment.references,
        _versions(segment, repair),
        words.other_reasons(repair.reread) if repair and repair.reread else (),
        tuple(f for f in findings if not any(words.asks_about(edit, f) for edit in asked)),
        tuple(edit for edit in mains if edit.outcome is Outcome.APPLIED),
        asked,
        repair is not None and repair.reread is not None,
    )


def _versions(segment: SegmentView, repair: Repair | None) -> tuple[Version, ...]:
    if repair is None:  # a line that nobody repaired, among others that somebody did
        kind = _AGAINST if segment.references and segment.references[0] else _ALONE
        return tuple(Version(system, text, kind) for system, text in segment.outputs)
    others = [
        Version(system, text, _ALONE) for system, text in segment.outputs if text not in (repair.original, repair.text)
    ]
    if repair.original == repair.text:
        return (Version("Unchanged", repair.text, _ALONE), *others)
    return (Version("Before", repair.original, _BEFORE), Version("Now", repair.text, _NOW), *others)
