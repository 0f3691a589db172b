"""JSON lines whose objects are checked key by key: a wrong type is a message, never a guess.

For formats that report a bad line and go on with the next one.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

_LONE = re.compile("[\ud800-\udfff]")
TOO_LARGE = 1e100
"""No score is so large; sums of squares of such numbers would overflow."""


class MalformedError(ValueError):
    """What is wrong with one line; the reader adds the place."""


def json_object(text: str) -> dict[str, Any]:
    """The object of a line. Raises MalformedError.

    >>> json_object('{"segment": 3}')
    {'segment': 3}
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise MalformedError(f"no valid JSON at column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise MalformedError("JSON nested too deeply") from error
    except ValueError as error:  # a number of more digits than Python turns into one
        raise MalformedError("a number with too many digits") from error
    if not isinstance(value, dict):
        raise MalformedError("a JSON object in braces is expected")
    return value


def text_of(values: Mapping[str, Any], key: str) -> str | None:
    """The key's text; None where it is absent or null. A whole number counts as its digits (ids)."""
    value = values.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        if not value.isascii() and _LONE.search(value):
            raise MalformedError(f"'{key}' holds half of a character (a lone surrogate)")
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise MalformedError(f"'{key}' must be a text, not {_kind(value)}")


def required_text(values: Mapping[str, Any], key: str) -> str:
    """The key's text, which must not be blank."""
    value = text_of(values, key)
    if value is None or not value.strip():
        raise MalformedError(f"'{key}' is missing")
    return value


def number_of(values: Mapping[str, Any], key: str) -> float | None:
    """The key's number, finite; None where it is absent or null.

    >>> number_of({"score": "71.5"}, "score")
    71.5
    """
    value = values.get(key)
    return None if value is None else number(value, key)


def number(value: object, key: str) -> float:
    """The value as a finite number; digits in quotation marks count. Raises MalformedError."""
    if isinstance(value, (int, float, str)) and not isinstance(value, bool):
        try:
            result = float(value)
        except (ValueError, OverflowError):
            result = math.nan
        if math.isfinite(result) and abs(result) < TOO_LARGE:
            return result
    raise MalformedError(f"'{key}' must be a number, not {str(value)[:40]!r}")


def list_of(values: Mapping[str, Any], key: str) -> list[Any] | None:
    """The key's list; None where it is absent or null."""
    value = values.get(key)
    if value is None or isinstance(value, list):
        return value
    raise MalformedError(f"'{key}' must be a list, not {_kind(value)}")


def object_of(value: object, key: str) -> dict[str, Any]:
    """The value as an object."""
    if isinstance(value, dict):
        return value
    raise MalformedError(f"'{key}' must hold JSON objects in braces, not {_kind(value)}")


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", float: "a number", int: "a number", str: "text"}
    return names.get(type(value), "that")
