"""Rows of conventions.csv and examples.csv: from cells to nouns, with every mistake told; and back."""

from __future__ import annotations

import re
from collections.abc import Collection

from toolkit.errors import Problem
from toolkit.formats.rows import Row, nearest
from toolkit.formats.term_rows import language_fault
from toolkit.model.terms import Convention, Example

CONVENTION_COLUMNS = ("id", "language", "source_pattern", "wrong", "right", "where", "policy", "note")
CONVENTION_REQUIRED = ("id", "language", "wrong", "right")
EXAMPLE_COLUMNS = ("concept", "source", "before", "after", "note")
EXAMPLE_REQUIRED = ("concept", "before", "after")
CONVENTION_VERBATIM = ("source_pattern", "wrong", "right")
EXAMPLE_VERBATIM = ("source", "before", "after")
"""Columns where a space at the edge is content."""
PLACES = (
    "anywhere",
    "first-line",
    "last-line",
    "after-dateline",
    "line-start",
    "line-end",
    "parentheses",
    "headline",
)
"""The values of the column `where`."""


def convention_of(row: Row, problems: list[Problem]) -> Convention | None:
    """The row's convention; None if the row is unusable, and `problems` says why."""
    before = len(problems)
    if not row.cells["id"]:
        problems.append(row.fault("the id is missing; give the convention a short name", "id"))
    if fault := language_fault(row.cells["language"]):
        problems.append(row.fault(fault, "language"))
    wrong = row.cells["wrong"]
    if not wrong:
        problems.append(row.fault("the pattern is empty; write what is to be found", "wrong"))
    groups = _groups(row, "wrong", problems)
    _groups(row, "source_pattern", problems)
    for number in re.findall(r"\\(\d)", row.cells["right"]):
        if groups is not None and int(number) > groups:
            message = f"\\{number} is used, but 'wrong' has {groups} group{'s' if groups != 1 else ''} (...)"
            problems.append(row.fault(message, "right"))
    where = (row.get("where") or "anywhere").casefold()
    if where not in PLACES:
        problems.append(row.fault(f"unknown place '{where}'{nearest(where, PLACES)}", "where"))
    if len(problems) > before:
        return None
    return Convention(
        id=row.cells["id"],
        language=row.cells["language"],
        wrong=wrong,
        right=row.cells["right"],
        source_pattern=row.get("source_pattern"),
        where=where,
        policy=row.get("policy"),
        note=row.get("note"),
        place=row.place,
    )


def convention_cells(convention: Convention) -> dict[str, str]:
    """The row that `convention_of` reads as this convention."""
    values = {
        "id": convention.id,
        "language": convention.language,
        "source_pattern": convention.source_pattern,
        "wrong": convention.wrong,
        "right": convention.right,
        "where": None if convention.where == "anywhere" else convention.where,
        "policy": convention.policy,
        "note": convention.note,
    }
    return {column: value for column, value in values.items() if value}


def example_of(row: Row, known: Collection[str], problems: list[Problem]) -> Example | None:
    """The row's example; `known` are the ids that it may name (concepts and conventions)."""
    before = len(problems)
    name = row.cells["concept"]
    if not name:
        problems.append(row.fault("the concept is missing; name the one that is tested", "concept"))
    elif name not in known:
        problems.append(row.fault(f"unknown concept '{name}'{_near_id(name, known)}", "concept"))
    for column in ("before", "after"):
        if not row.cells[column]:
            hint = "; where nothing may change, write the same as in 'before'" if column == "after" else ""
            problems.append(row.fault(f"the text is empty{hint}", column))
    if len(problems) > before:
        return None
    return Example(
        concept=name,
        before=row.cells["before"],
        after=row.cells["after"],
        source=row.get("source"),
        note=row.get("note"),
        place=row.place,
    )


def example_cells(example: Example) -> dict[str, str]:
    """The row that `example_of` reads as this example."""
    values = {column: getattr(example, column) for column in EXAMPLE_COLUMNS}
    return {column: value for column, value in values.items() if value}


def _near_id(name: str, known: Collection[str]) -> str:
    hint = nearest(name, known)
    return hint if hint.startswith("; did") else "; it is in neither terms.csv nor conventions.csv"


def _groups(row: Row, column: str, problems: list[Problem]) -> int | None:
    """How many groups the pattern has; None if RE2 refuses it."""
    import re2

    options = re2.Options()
    options.log_errors = False  # the message goes to the user, not to the log
    try:
        return int(re2.compile(row.cells.get(column, ""), options).groups)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else error
        message = f"not a valid pattern: {reason}; patterns are RE2, without look-around and back-references"
        problems.append(row.fault(message, column))
        return None
