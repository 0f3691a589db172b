"""The report as JSON, schema 1 (`docs/json.md`, `docs/report.schema.json`).

Numbers keep full double precision; unscored is null. What has a row for each segment stands one row a line.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import Any

from toolkit.model import Comparison, Edit, Finding, Ranking, Report, Score, Span, TermScore

SCHEMA = 1
_BY_LINE = ("segments", "segment_scores", "system_findings", "term_places")
"""Too long to be indented."""


def render(report: Report) -> str:
    """The report as a JSON text, ending with a line break.

    >>> empty = Report("t", "2026-01-01", "tqt evaluate", (), (), False, ())
    >>> render(empty).startswith('{\\n  "schema": 1,\\n  "scores": []')
    True
    """
    data = as_data(report)
    long = {key: data.pop(key) for key in _BY_LINE if key in data}
    head = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False).removesuffix("\n}")
    return head + "".join(f',\n  "{key}": {_lines(rows)}' for key, rows in long.items()) + "\n}\n"


def _lines(rows: list[Any]) -> str:
    """A list with one item a line."""
    told = (json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows)
    inner = ",\n    ".join(told)
    return f"[\n    {inner}\n  ]" if inner else "[]"


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain dicts, lists, strings and numbers; the first four keys are the frozen schema."""
    return {
        "schema": SCHEMA,
        "scores": [_score(score) for score in report.scores],
        "comparisons": [_comparison(comparison) for comparison in report.comparisons],
        "rankings": [_ranking(ranking) for ranking in report.rankings],
        "terms": [_term(term) for term in report.terms],
        "title": report.title,
        "made": report.made,
        "command": report.command,
        "source_used": report.source_used,
        "sent_anywhere": report.sent_anywhere,
        "notes": list(report.notes),
        "inputs": [{"role": i.role, "path": i.path, "digest": i.digest} for i in report.inputs],
        "glossaries": [
            {
                "name": g.name,
                "version": g.version,
                "digest": g.digest,
                "terms": g.terms,
                "occurring": g.occurring,
            }
            for g in report.glossaries
        ],
        "findings": [_finding(finding) for finding in report.findings],
        "repairs": [
            {
                "segment": repair.segment_id,
                "original": repair.original,
                "text": repair.text,
                "edits": [_edit(edit) for edit in repair.edits],
                "remaining": [_finding(finding) for finding in repair.remaining],
                "reread": list(repair.reread.reasons) if repair.reread else [],
            }
            for repair in report.repairs
        ],
        "analysis": asdict(report.analysis) if report.analysis else None,
        "segments": [
            {
                "id": view.id,
                "source": view.source,
                "references": list(view.references),
                "outputs": [{"system": system, "text": text} for system, text in view.outputs],
            }
            for view in report.segments
        ],
        "segment_scores": [
            {"metric": one.metric, "system": one.system, "values": [_number(value) for value in one.values]}
            for one in report.segment_scores
        ],
        "system_findings": [
            {"system": one.system, **_finding(finding)} for one in report.system_findings for finding in one.findings
        ],
        "term_places": [
            {
                "system": place.system,
                "segment": place.segment_id,
                "span": _span(place.span),
                "concept": place.concept,
                "right": place.right,
            }
            for place in report.term_places
        ],
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "system": score.system,
        "metric": score.metric,
        "value": _number(score.value),
        "low": _number(score.low),
        "high": _number(score.high),
        "segments": score.segments,
        "skipped": score.skipped,
        "signature": score.signature,
        "higher_is_better": score.higher_is_better,
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "metric": comparison.metric,
        "a": comparison.a,
        "b": comparison.b,
        "delta": _number(comparison.delta),
        "p": _number(comparison.p),
        "low": _number(comparison.low),
        "high": _number(comparison.high),
        "test": comparison.test,
        "holm": _number(comparison.holm),
        "false_discovery": _number(comparison.false_discovery),
    }


def _ranking(ranking: Ranking) -> dict[str, Any]:
    return {
        "metric": ranking.metric,
        "clusters": [list(cluster) for cluster in ranking.clusters],
        "smallest_difference": _number(ranking.smallest_difference),
        "test": ranking.test,
    }


def _term(term: TermScore) -> dict[str, Any]:
    return {
        "concept": term.concept,
        "system": term.system,
        "required": term.required,
        "satisfied": term.satisfied,
        "forbidden": term.forbidden,
        "ceiling": _number(term.ceiling),
        "source_term": term.source_term,
        "preferred": term.preferred,
        "low": _number(term.low),
        "high": _number(term.high),
        "renderings": [{"wording": wording, "times": times} for wording, times in term.renderings],
        "consistency": _number(term.consistency),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "segment": finding.segment_id,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "span": _span(finding.span),
        "concept": finding.concept_id,
        "found": finding.found,
        "expected": list(finding.expected),
        "fix": finding.fix,
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "id": edit.id,
        "span": _span(edit.span),
        "before": edit.before,
        "after": edit.after,
        "rule": edit.rule,
        "reason": edit.reason,
        "concept": edit.concept_id,
        "confidence": _number(edit.confidence),
        "evidence": edit.evidence,
        "alternatives": list(edit.alternatives),
        "group": edit.group,
        "outcome": edit.outcome.value,
        "refusal": edit.refusal,
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _number(value: float | None) -> float | None:
    """JSON knows neither infinity nor NaN; what is no number was not scored."""
    return value if value is not None and math.isfinite(value) else None
