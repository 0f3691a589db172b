"""What changed between two reports, as Markdown fit for a pull request: the bad news first. Also in a few lines.

Long lists are cut and say so. What comes from data is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from toolkit.evaluate.change import Change, ScoreChange, SegmentChange, TermChange
from toolkit.model import Finding
from toolkit.report.analysis_markdown import chance, signed
from toolkit.report.markdown import escaped
from toolkit.report.padded import padded_table
from toolkit.report.words import band, counted, line_name, metric_name, number, told

MOST = 10
_RATES = frozenset({"term-success", "garble-left"})
_DASH = "\N{EN DASH}"


def render(change: Change) -> str:
    """The change as a Markdown text, ending with a line break."""
    blocks = [f"# What changed: {escaped(change.new.title)}"]
    dates = [escaped(change.old.made), escaped(change.new.made)]
    blocks.append((f"From {dates[0]} to {dates[1]}: " if dates[0] != dates[1] else "") + _size(change))
    blocks.append("\n".join(f"* {escaped(line)}" for line in sentences(change)))
    if change.scores:
        head = ("Score", "System", "Before", "Now", "Change", "Segments better : worse", "p")
        rows = [_score(one) for one in change.scores]
        blocks += ["## Scores", padded_table(head, rows, (4, 6)), *_kinds(change)]
    blocks += _term_blocks("Terms newly broken", change.broken)
    blocks += _finding_blocks("New findings", change.appeared)
    blocks += _segment_blocks("Segments that lost most", change.worse)
    blocks += _term_blocks("Terms mended", change.mended)
    blocks += _finding_blocks("Findings gone", change.gone)
    blocks += _segment_blocks("Segments that gained most", change.better)
    old, new = ({i.role: i.digest for i in report.inputs} for report in (change.old, change.new))
    changed = [role for role in new if old.get(role) != new[role]]
    if changed:
        roles = (f"{escaped(role)} (`{old.get(role, _DASH)}` to `{new[role]}`)" for role in changed)
        blocks.append(f"Inputs that changed: {', '.join(roles)}.")
    return "\n\n".join(block for block in blocks if block) + "\n"


def sentences(change: Change) -> list[str]:
    """The change in a few plain lines: scores, terms, findings, systems."""
    said = []
    for one in change.scores:
        if one.delta is None:
            continue
        name = f"{metric_name(one.new.metric)} of {one.new.system}"
        values = f"{number(one.new.metric, one.old.value)} to {number(one.new.metric, one.new.value)}"
        if not one.comparable:
            said.append(f"{name}: {values}, but with other settings; the two do not compare.")
        elif abs(one.delta) < 1e-9:
            said.append(f"{name}: unchanged at {number(one.new.metric, one.new.value)}.")
        else:
            said.append(f"{name} {'better' if _is_better(one) else 'worse'}: {values}{_luck(one)}.")
    if change.old.terms and change.new.terms:
        said.append(f"{counted(len(change.broken), 'term')} newly broken, {len(change.mended)} mended.")
    if change.old.system_findings and change.new.system_findings:
        said.append(f"{counted(len(change.appeared), 'new finding')}, {len(change.gone)} gone.")
    for names, which in ((change.only_old, "older"), (change.only_new, "newer")):
        if names:
            said.append(f"Only in the {which} report: {', '.join(names)}.")
    return said


def as_json(change: Change) -> dict[str, Any]:
    """The same, for programs; all of it."""
    return {
        "schema": 1,
        "scores": [
            {
                "metric": one.new.metric,
                "system": one.new.system,
                "old": one.old.value,
                "new": one.new.value,
                "delta": one.delta,
                "better": one.better,
                "worse": one.worse,
                "p": one.p,
                "comparable": one.comparable,
            }
            for one in change.scores
        ],
        "terms_broken": [_term_data(one) for one in change.broken],
        "terms_mended": [_term_data(one) for one in change.mended],
        "findings_new": [{"system": system, **asdict(finding)} for system, finding in change.appeared],
        "findings_gone": [{"system": system, **asdict(finding)} for system, finding in change.gone],
        "segments": [
            {"system": m.system, "metric": m.metric, "segment": m.segment.id, "old": m.old, "new": m.new,
             "before": m.before, "after": m.after}
            for m in (*change.worse, *change.better)
        ],
        "rewritten": change.rewritten,
    }  # fmt: skip


def _size(change: Change) -> str:
    return f"{counted(len(change.new.segments), 'segment')}; {counted(change.rewritten, 'output')} reworded."


def _is_better(one: ScoreChange) -> bool:
    return one.delta is not None and (one.delta > 0) == one.new.higher_is_better


def _luck(one: ScoreChange) -> str:
    if one.p is None or one.better is None or one.worse is None:
        return ""
    likely = "hardly luck" if one.p < 0.05 else "may be luck"
    return f" ({counted(one.better, 'segment')} better, {one.worse} worse: {likely}, p {_p(one.p)})"


def _p(p: float) -> str:
    return "under 0.001" if p < 0.001 else f"= {p:.3f}"


def _score(one: ScoreChange) -> tuple[str, ...]:
    metric = one.new.metric
    moved = f"{one.better} : {one.worse}" if one.better is not None else _DASH
    delta = _DASH if one.delta is None else signed(100 * one.delta if metric in _RATES else one.delta)
    return (
        metric_name(metric),
        one.new.system,
        f"{number(metric, one.old.value)} ({band(one.old)})",
        f"{number(metric, one.new.value)} ({band(one.new)})",
        delta if one.comparable else f"{delta} (other settings)",
        moved,
        chance(one.p) if one.p is not None else _DASH,
    )


def _kinds(change: Change) -> list[str]:
    lower = dict.fromkeys(metric_name(s.new.metric) for s in change.scores if not s.new.higher_is_better)
    return [f"Of {', '.join(lower)}, less is better."] if lower else []


def _term_blocks(title: str, terms: Sequence[TermChange]) -> list[str]:
    if not terms:
        return []
    rows = [
        (
            one.new.source_term or one.new.concept,
            one.new.preferred or _DASH,
            one.new.system,
            f"{one.old.satisfied} of {one.old.required}",
            f"{one.new.satisfied} of {one.new.required}",
            f"{one.old.forbidden} to {one.new.forbidden}",
        )
        for one in terms[:MOST]
    ]
    head = ("Term", "Preferred", "System", "Right before", "Right now", "Wrong wordings")
    return [f"## {title}: {len(terms)}", padded_table(head, rows) + _more(terms)]


def _finding_blocks(title: str, found: Sequence[tuple[str, Finding]]) -> list[str]:
    if not found:
        return []
    rules = Counter((finding.severity.value, finding.rule) for _, finding in found)
    summed = ", ".join(f"{escaped(rule)} ({level}) {times}" for (level, rule), times in rules.most_common())
    lines = (f"{_line(f.segment_id)}, {escaped(system)}: {escaped(told(f))}" for system, f in found[:MOST])
    return [f"## {title}: {len(found)}", f"{summed}.", _bullets(lines) + _more(found)]


def _segment_blocks(title: str, moved: Sequence[SegmentChange]) -> list[str]:
    if not moved:
        return []
    lines = []
    for one in moved[:MOST]:
        values = f"{number(one.metric, one.old)} to {number(one.metric, one.new)}"
        lines.append(f"{_line(one.segment.id)}, {escaped(one.system)}, {metric_name(one.metric)} {values}")
        lines += [f"  source: {escaped(one.segment.source)}"] if one.segment.source is not None else []
        lines += [f"  before: {escaped(one.before)}", f"  now: {escaped(one.after)}"]
    nested = "\n".join(f"  * {line.strip()}" if line.startswith("  ") else f"* {line}" for line in lines)
    return [f"## {title}: {len(moved)}", nested + _more(moved)]


def _term_data(one: TermChange) -> dict[str, Any]:
    return {
        "concept": one.new.concept,
        "system": one.new.system,
        "required": one.new.required,
        "satisfied": [one.old.satisfied, one.new.satisfied],
        "forbidden": [one.old.forbidden, one.new.forbidden],
    }


def _line(segment_id: str) -> str:
    return escaped(line_name(segment_id))


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"* {line}" for line in lines)


def _more(rows: Sequence[object]) -> str:
    return f"\n\n{len(rows) - MOST} more are in the JSON (`--json`)." if len(rows) > MOST else ""
