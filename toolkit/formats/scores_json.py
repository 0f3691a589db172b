"""Scores as JSON: what `comet-score --to_json` writes, MetricX's JSON lines, and any JSON lines with a score.

COMET's file is one object: a list of segments by the name of each translation file. Of MetricX's lines the key
`prediction` counts, an error score from 0 to 25: lower is better.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.errors import InputError, Problem
from toolkit.formats.files import Line
from toolkit.formats.json_rows import MalformedError, json_object, number, text_of
from toolkit.formats.score_columns import score_columns
from toolkit.formats.scores import ScoreContent, ScoreRow

_COMET_KEYS = ("COMET", "comet", "score", "scores")


def read_json_scores(text: str, rows: Sequence[Line], path: str, columns: Mapping[str, str]) -> ScoreContent:
    """The scores of a JSON file or of JSON lines. Raises InputError where it holds none that we know."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        if len(rows) > 1 and _is_object(rows[0].text):
            return _json_lines(rows, path, columns)
        raise InputError(f"{path}:{error.lineno}: no valid JSON at column {error.colno}: {error.msg}.") from error
    except RecursionError as error:
        raise InputError(f"{path}: the JSON is nested too deeply.") from error
    except ValueError as error:
        raise InputError(f"{path}: the JSON has a number with too many digits.") from error
    if isinstance(whole, dict):
        scores = whole.get("scores")
        if isinstance(scores, list) and not any(isinstance(one, dict) for one in scores):
            return _numbers(None, scores, path)
        lists = {name: value for name, value in whole.items() if isinstance(value, list)}
        if lists and all(isinstance(one, (dict, int, float)) for value in lists.values() for one in value):
            return _comet(lists, path, columns)
        return _json_lines(rows[:1], path, columns) if len(rows) == 1 else _unknown(path)
    if isinstance(whole, list) and not any(isinstance(one, dict) for one in whole):
        return _numbers(None, whole, path)
    if isinstance(whole, list):
        numbered = [Line(n, json.dumps(one, ensure_ascii=False), 0) for n, one in enumerate(whole, start=1)]
        return _json_lines(numbered, path, columns)
    return _unknown(path)


def _unknown(path: str) -> ScoreContent:
    raise InputError(
        f"{path}: JSON without scores that we know. Known are COMET's --to_json, a list of numbers, and JSON lines "
        "with a score in each."
    )


def _is_object(text: str) -> bool:
    try:
        json_object(text)
    except MalformedError:
        return False
    return True


def _numbers(system: str | None, scores: Sequence[object], path: str) -> ScoreContent:
    problems: list[Problem] = []
    rows = [
        ScoreRow(system, str(n), _score(value, "score", path, None, problems, f"score {n}: "))
        for n, value in enumerate(scores, start=1)
    ]
    return ScoreContent("comet-json", tuple(rows), tuple(problems))


def _comet(lists: Mapping[str, list[Any]], path: str, columns: Mapping[str, str]) -> ScoreContent:
    found: list[ScoreRow] = []
    problems: list[Problem] = []
    used: str | None = None
    for system, segments in lists.items():
        for n, segment in enumerate(segments, start=1):
            value: object = segment
            if isinstance(segment, dict):
                if used is None or used not in segment:
                    used = columns.get("score") or _score_key(segment, path)
                value = segment.get(used)
            key = used or "score"
            found.append(ScoreRow(system, str(n), _score(value, key, path, None, problems, f"{system} {n}: ")))
    return ScoreContent("comet-json", tuple(found), tuple(problems), used, True)


def _score_key(segment: Mapping[str, Any], path: str) -> str:
    numeric = [name for name, value in segment.items() if isinstance(value, (int, float))]
    known = next((name for name in _COMET_KEYS if name in numeric), None)
    return known or score_columns(list(segment), {}, numeric, path, "key").score


def _json_lines(rows: Sequence[Line], path: str, columns: Mapping[str, str]) -> ScoreContent:
    found: list[ScoreRow] = []
    problems: list[Problem] = []
    counts: dict[str | None, int] = {}
    named = None
    for line in rows:
        try:
            values = json_object(line.text)
            if named is None:
                numeric = [k for k, v in values.items() if isinstance(v, (int, float)) and not isinstance(v, bool)]
                named = score_columns(list(values), columns, numeric, path, "key")
            system = text_of(values, named.system) if named.system else None
            segment = text_of(values, named.segment) if named.segment else None
        except MalformedError as error:
            problems.append(Problem(path, line.number, str(error)))
            continue
        counts[system] = counts.get(system, 0) + 1
        score = _score(values.get(named.score), named.score, path, line.number, problems)
        found.append(ScoreRow(system, segment or str(counts[system]), score))
    metricx = named is not None and named.score == "prediction"
    kind = "metricx" if metricx else "jsonl"
    return ScoreContent(kind, tuple(found), tuple(problems), named.score if named else None, False if metricx else None)


def _score(
    value: object, key: str, path: str, line: int | None, problems: list[Problem], where: str = ""
) -> float | None:
    if value is None or value == "" or value != value:  # NaN is how programs write "none" in JSON
        return None
    try:
        return number(value, key)
    except MalformedError as error:
        problems.append(Problem(path, line, f"{where}{error}"))
        return None
