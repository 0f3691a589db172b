"""Which column or key of a file of scores is the system, which the segment, which the score."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.json_rows import TOO_LARGE

# The first name that a file has wins: WMT's direct assessments have standardised scores beside raw ones.
_NAMES = {
    "system": ("system", "system_id", "system_name", "sys", "model"),
    "segment": ("segment", "segment_id", "seg_id", "globalsegid", "seg", "sid", "line_id", "line", "id"),
    "score": ("score", "value", "prediction", "z.scr", "raw.scr", "comet", "metricx", "gemba", "answer"),
}
ROLES = tuple(_NAMES)
_MISSING = frozenset({"", "none", "null", "na", "n/a", "nan", "-"})
_TEXTS = frozenset({"src", "mt", "ref", "source", "target", "hypothesis", "reference", "rater", "document", "doc", "n"})


class ScoreColumns(NamedTuple):
    """Names as the file has them; None: no such column."""

    system: str | None
    segment: str | None
    score: str


def score_columns(
    header: Sequence[str], given: Mapping[str, str], numeric: Iterable[str], path: str, what: str = "column"
) -> ScoreColumns:
    """The columns of a header; `numeric` are the numeric ones. Raises InputError where they cannot be determined.

    >>> score_columns(["SYS", "SID", "RAW.SCR", "Z.SCR"], {}, (), "da.csv")
    ScoreColumns(system='SYS', segment='SID', score='Z.SCR')
    """
    for role, name in given.items():
        if name not in header:
            raise InputError(f"{path}: no {what} '{name}' for the {role}; it has {_shown(header)}.")
    by_plain = {name.strip().casefold(): name for name in reversed(header)}
    found: dict[str, str | None] = {}
    for role, names in _NAMES.items():
        known = next((by_plain[name] for name in names if name in by_plain), None)
        found[role] = given.get(role) or known
    taken = {found["system"], found["segment"]}
    if not header:
        raise InputError(f"{path}: no {what} at all, and so no scores.")
    if found["score"] is None:
        rest = [name for name in numeric if name not in taken and name.strip().casefold() not in _TEXTS]
        if len(rest) != 1:
            raise InputError(
                f"{path}: which {what} holds the scores? It has {_shown(header)}. "
                f"Name the {what}, such as score={_shown(rest[:1] or header[-1:])}."
            )
        found["score"] = rest[0]
    score = found["score"]
    assert score is not None
    return ScoreColumns(found["system"], found["segment"], score)


def _shown(names: Sequence[str]) -> str:
    """For a message: the first names, without control characters."""
    clean = ["".join(mark for mark in name[:40] if mark.isprintable()) for name in names[:12]]
    return ", ".join(clean) + (", ..." if len(names) > 12 else "")


def score_value(text: str) -> float | None:
    """The number of a cell; None where it is missing (also NaN). Raises ValueError for anything else.

    >>> score_value("0.8123"), score_value("None")
    (0.8123, None)
    """
    if text.strip().casefold() in _MISSING:
        return None
    value = float(text)
    if not math.isfinite(value) or abs(value) >= TOO_LARGE:
        raise ValueError(text)
    return value
