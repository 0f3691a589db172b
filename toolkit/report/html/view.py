"""The page's data in the order of the page: word differences, anchors, labels. No markup.

Anchors are made of positions, never of the ids in the data, which may hold anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.model import (
    Comparison,
    Edit,
    Finding,
    Outcome,
    Repair,
    Report,
    Reread,
    Score,
)
from toolkit.report import words
from toolkit.report.html.evaluated import EvaluatedPage, evaluated_page
from toolkit.report.html.lines import Lines
from toolkit.report.summary import Summary, summary


class Change(NamedTuple):
    """An edit with the words around it."""

    edit: Edit
    anchor: str | None
    left: str
    right: str


class Some(NamedTuple):
    """The first of many changes."""

    shown: tuple[Change, ...]
    total: int

    @property
    def left_out(self) -> int:
        """How many are not shown here."""
        return self.total - len(self.shown)


class Place(NamedTuple):
    """A line to read again, or a finding's line."""

    id: str
    anchor: str | None
    reasons: tuple[str, ...]
    text: str | None


class ScoreRow(NamedTuple):
    """One metric: every system's score, and where the intervals lie on a strip of 0 to 100."""

    metric: str
    higher_is_better: bool
    scores: tuple[tuple[Score, tuple[float, float, float] | None], ...]
    ends: tuple[float, float] | None
    """What the strip's ends stand for; None where no strip is shown."""


class Page(NamedTuple):
    """Everything that the template needs."""

    report: Report
    summary: Summary
    repaired: bool
    reread: tuple[Place, ...]
    """First the lines that have other reasons than a change to decide."""
    riskiest: tuple[Change, ...]
    doubtful: tuple[Place, ...]
    """Numbers, units and names."""
    wrong: tuple[tuple[Place, Finding], ...]
    """What is still wrong, as much as the page lists; all stands line by line."""
    scores: tuple[ScoreRow, ...]
    comparisons: tuple[tuple[Comparison, bool], ...]
    to_decide: Some
    changes: Some
    """Applied and to be decided, in text order."""
    refused: Some
    lines: Lines | None
    """None: nothing was repaired."""
    evaluated: EvaluatedPage | None
    """None: something was repaired, and the page shows the repairs line by line."""


MOST = 200
"""Entries of one list; a browser is slow to lay out more. Line by line everything can be found."""
_AROUND = 60
"""Characters of context on each side of a change."""


def page(report: Report) -> Page:
    """The page of a report."""
    digest = summary(report)
    evaluated = None if report.repairs else evaluated_page(report)
    repairs = {repair.segment_id: repair for repair in report.repairs}
    open_findings: dict[str, list[Finding]] = {}
    for finding in digest.still_wrong:
        open_findings.setdefault(finding.segment_id, []).append(finding)
    lines = Lines(report, open_findings) if report.repairs else None
    anchors = evaluated.rows.anchors if evaluated is not None else {}
    if lines is not None:
        anchors = {line.id: line.anchor for line in lines.all}

    def change(edit: Edit) -> Change:
        left, right = _around(*_in_place(repairs[edit.segment_id], edit))
        return Change(edit, anchors.get(edit.segment_id), left, right)

    def place(finding: Finding) -> Place:
        return Place(finding.segment_id, anchors.get(finding.segment_id), (finding.message,), finding.found)

    refused = [edit for edit in report.edits if edit.outcome is Outcome.REFUSED]
    others = [edit for edit in report.edits if edit.outcome is not Outcome.REFUSED]
    higher = {score.metric: score.higher_is_better for score in report.scores}
    comparisons = tuple((c, higher.get(c.metric, True)) for c in words.told_pairs(report))
    return Page(
        report=report,
        summary=digest,
        repaired=bool(report.repairs),
        reread=_reread(digest.reread, anchors, repairs),
        riskiest=tuple(change(edit) for edit in digest.riskiest),
        doubtful=tuple(place(finding) for finding in (*digest.numbers, *digest.names)),
        wrong=tuple((place(finding), finding) for finding in digest.still_wrong[:MOST]),
        scores=_score_rows(report.scores),
        comparisons=comparisons,
        to_decide=Some(tuple(map(change, digest.to_decide[:MOST])), len(digest.to_decide)),
        changes=Some(tuple(map(change, others[:MOST])), len(others)),
        refused=Some(tuple(map(change, refused[:MOST])), len(refused)),
        lines=lines,
        evaluated=evaluated,
    )


def _in_place(repair: Repair, edit: Edit) -> tuple[str, int, int]:
    """The text as it is now and the edit's place in it; the original where it stands there no more."""
    applied = [other for other in repair.applied if other.span.end <= edit.span.start and other != edit]
    start = edit.span.start + sum(len(other.after) - len(other.before) for other in applied)
    standing = edit.after if edit.outcome is Outcome.APPLIED else edit.before
    if repair.text.startswith(standing, start):
        return repair.text, start, start + len(standing)
    return repair.original, edit.span.start, edit.span.end


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands left and right of a span; what is cut off, at a blank where there is one, is an ellipsis.

    >>> _around("直播" * 40, 70, 72)[0] == "\\N{HORIZONTAL ELLIPSIS}" + "直播" * 30
    True
    """
    left, right = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if start > _AROUND:
        left = "\N{HORIZONTAL ELLIPSIS}" + (left.partition(" ")[2] if " " in left[:-1] else left)
    if end + _AROUND < len(text):
        right = (right.rpartition(" ")[0] if " " in right[1:] else right) + "\N{HORIZONTAL ELLIPSIS}"
    return left, right


def _reread(again: Sequence[Reread], anchors: dict[str, str], repairs: dict[str, Repair]) -> tuple[Place, ...]:
    in_order = sorted(again, key=lambda one: not words.other_reasons(one))
    return tuple(
        Place(
            one.segment_id,
            anchors.get(one.segment_id),
            one.reasons,
            repairs[one.segment_id].text if one.segment_id in repairs else None,
        )
        for one in in_order[:MOST]
    )


def _score_rows(scores: Sequence[Score]) -> tuple[ScoreRow, ...]:
    rows: list[ScoreRow] = []
    for metric in dict.fromkeys(score.metric for score in scores):
        of_metric = [score for score in scores if score.metric == metric]
        strips = _strips(of_metric)
        known = [end for s in of_metric for end in (s.low, s.value, s.high) if end is not None]
        ends = (min(known), max(known)) if any(strips) else None
        rows.append(ScoreRow(metric, of_metric[0].higher_is_better, tuple(zip(of_metric, strips, strict=True)), ends))
    return tuple(rows)


def _strips(scores: Sequence[Score]) -> list[tuple[float, float, float] | None]:
    """Low, value and high of each score as positions from 0 to 100 on a common scale of the metric."""
    ends = [(s.low, s.value, s.high) for s in scores]
    known = [end for ends_of in ends for end in ends_of if end is not None]
    if not known:
        return [None] * len(scores)
    bottom = min(known)
    width = (max(known) - bottom) or 1.0

    def at(x: float) -> float:
        return round(100 * (x - bottom) / width, 1)

    strips: list[tuple[float, float, float] | None] = []
    for low, value, high in ends:
        if low is None or value is None or high is None:
            strips.append(None)
        else:
            strips.append((at(low), at(value), at(high)))
    return strips
