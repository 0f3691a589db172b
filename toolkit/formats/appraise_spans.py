"""Error spans as Appraise stores them, in its exports and in WMT's files: `start_i`, `end_i` (inclusive), `severity`.

`missing` instead of a number says that something of the source is not in the translation. Numbers are taken as code
points of the text; Appraise counts them in the browser, where a character beyond U+FFFF counts twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.formats.json_rows import MalformedError, object_of, required_text, text_of
from toolkit.model.judgements import ErrorSpan
from toolkit.model.segments import Span

MISSING = "missing"
OMISSION = "Accuracy/Omission"


def appraise_errors(errors: Sequence[Any], target: str | None) -> tuple[ErrorSpan, ...]:
    """The errors of one rating. Raises MalformedError.

    >>> appraise_errors([{"start_i": 5, "end_i": 8, "severity": "minor"}], "Tea, sold today.")[0].spans[0]
    Span(start=5, end=9)
    """
    return tuple(_error(object_of(error, "errors"), target) for error in errors)


def _error(values: dict[str, Any], target: str | None) -> ErrorSpan:
    severity = required_text(values, "severity").casefold()
    category = text_of(values, "error_type") or text_of(values, "category")
    start, end = values.get("start_i"), values.get("end_i")
    if MISSING in (start, end):
        return ErrorSpan(severity, category or OMISSION)
    start, end = _whole(start, "start_i"), _whole(end, "end_i")
    if start > end:
        raise MalformedError(f"an error ends at {end}, before it begins at {start}")
    if target is not None and start >= len(target):
        raise MalformedError(f"an error from {start} to {end} does not lie in the text of {len(target)} characters")
    last = end + 1 if target is None else min(end + 1, len(target))
    return ErrorSpan(severity, category, (Span(start, last),))


def _whole(value: object, key: str) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    if type(value) is int and value >= 0:
        return value
    raise MalformedError(f"'{key}' must be a number from 0 or '{MISSING}', not {str(value)[:40]!r}")
