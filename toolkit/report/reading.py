"""A JSON report read again: what a comparison over time needs of it. Edits and settings are passed over.

The file may come from anywhere: every value is looked at before it is taken.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from toolkit.errors import InputError
from toolkit.model import (
    Finding,
    InputFile,
    Report,
    Score,
    SegmentScores,
    SegmentView,
    Severity,
    SystemFindings,
    TermScore,
)

SCHEMA = 1


def read_report(text: str, path: str) -> Report:
    """Scores, terms, segments, segment scores and findings of a JSON report.

    Raises InputError for what is no report, and for one of another schema.

    >>> from toolkit.report.json import render
    >>> read_report(render(Report("Monday", "2026-01-05", "tqt evaluate", (), (), False, ())), "a.json").title
    'Monday'
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{path}: not a JSON report ({error}). `tqt evaluate --report FILE.json` writes one."
        ) from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("scores"), list):
        raise InputError(
            f"{path}: no report of schema {SCHEMA}. `tqt evaluate --report FILE.json` writes one; a report of a newer "
            "version needs a newer tqt."
        )
    try:
        return _report(data)
    except (KeyError, TypeError, ValueError) as error:
        what = f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
        raise InputError(f"{path}: the report cannot be read: {what}. Write it anew.") from error


def _report(data: Mapping[str, Any]) -> Report:
    found: dict[str, list[Finding]] = {}
    for row in _rows(data, "system_findings"):
        found.setdefault(_text(row, "system"), []).append(_finding(row))
    return Report(
        title=_text(data, "title"),
        made=_text(data, "made"),
        command=_text(data, "command"),
        inputs=tuple(
            InputFile(_text(row, "role"), _text(row, "path"), _text(row, "digest")) for row in _rows(data, "inputs")
        ),
        glossaries=(),
        source_used=bool(data.get("source_used")),
        segments=tuple(_segment(row) for row in _rows(data, "segments")),
        scores=tuple(_score(row) for row in _rows(data, "scores")),
        terms=tuple(_term(row) for row in _rows(data, "terms")),
        findings=tuple(map(_finding, _rows(data, "findings"))),
        segment_scores=tuple(
            SegmentScores(_text(row, "metric"), _text(row, "system"), tuple(map(_known, row["values"])))
            for row in _rows(data, "segment_scores")
        ),
        system_findings=tuple(SystemFindings(system, tuple(rows)) for system, rows in found.items()),
    )


def _segment(row: Mapping[str, Any]) -> SegmentView:
    return SegmentView(
        _text(row, "id"),
        _text(row, "source") if row.get("source") is not None else None,
        tuple(_wording(text, "a reference") for text in row.get("references") or ()),
        tuple((_text(one, "system"), _text(one, "text")) for one in _rows(row, "outputs")),
    )


def _score(row: Mapping[str, Any]) -> Score:
    return Score(
        _text(row, "system"),
        _text(row, "metric"),
        _known(row["value"]),
        _count(row, "segments"),
        _count(row, "skipped"),
        _text(row, "signature"),
        _known(row.get("low")),
        _known(row.get("high")),
        row.get("higher_is_better") is not False,
    )


def _term(row: Mapping[str, Any]) -> TermScore:
    return TermScore(
        _text(row, "concept"),
        _text(row, "system"),
        _count(row, "required"),
        _count(row, "satisfied"),
        _count(row, "forbidden"),
        _known(row.get("ceiling")),
        _text(row, "source_term") if row.get("source_term") is not None else None,
        _text(row, "preferred") if row.get("preferred") is not None else None,
    )


def _finding(row: Mapping[str, Any]) -> Finding:
    return Finding(
        _text(row, "segment"),
        _text(row, "rule"),
        Severity(row["severity"]),
        _text(row, "message"),
        concept_id=_text(row, "concept") if row.get("concept") is not None else None,
        found=_text(row, "found") if row.get("found") is not None else None,
    )


def _rows(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    rows = data.get(key) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"'{key}' is a list of objects")
    return rows


def _text(row: Mapping[str, Any], key: str) -> str:
    return _wording(row[key], f"'{key}'")


def _wording(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{what} is a text, not {value!r}")
    return value


def _count(row: Mapping[str, Any], key: str) -> int:
    value = row[key]
    if type(value) is not int or value < 0:
        raise ValueError(f"'{key}' is a count, not {value!r}")
    return value


def _known(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"a score is a number or null, not {value!r}")
    return float(value)
