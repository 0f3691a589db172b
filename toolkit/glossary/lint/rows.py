"""Rows that reading refuses. Their messages come from the readers; here they get their rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.errors import Problem
from toolkit.formats.term_sheet import RawRow
from toolkit.glossary.lint.rule import Finding, Rule, Severity, Spot, Subject

DOUBLE = "duplicate.row"
FAULTY = "row.faulty"
STATUS = "status.unknown"


def of_reading(problems: Iterable[Problem], raw: Iterable[RawRow]) -> Iterator[Finding]:
    """The findings that the readers' problems are, with the concept and term of their row where it can be told."""
    problems = tuple(problems)
    rows = {(row.path, row.line): row for row in raw} if problems else {}
    first: dict[tuple[str, ...], int] = {}
    for row in rows.values():
        first.setdefault(_values(row), row.line)
    for problem in problems:
        rule = problem.rule or (STATUS if problem.column == "status" else FAULTY)
        severity: Severity = "error" if problem.severity == "error" else "warning"
        there = rows.get((problem.path, problem.line or 0))
        names = (there.cells["concept"].strip() or None, there.cells["term"].strip() or None) if there else (None, None)
        same = there is not None and first[_values(there)] != there.line
        column = problem.column
        yield Finding(
            rule, severity, problem.message, problem.path, problem.line, column, *names, rule == DOUBLE and same
        )


def _values(row: RawRow) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.cells.values())


def _told_on_reading(subject: Subject) -> Iterator[Spot]:
    return iter(())


RULES = (
    Rule(
        FAULTY,
        "error",
        "A row, cell or header that cannot be read as it stands.",
        bad="concept,language,term\ntie,English,buddies\n",
        good="concept,language,term\ntie,en,buddies\n",
        check=_told_on_reading,
    ),
    Rule(
        STATUS,
        "error",
        "A status that is none of preferred, admitted, deprecated, forbidden, garble.",
        bad="concept,language,term,status\ntie,en,buddies,prefered\n",
        good="concept,language,term,status\ntie,en,buddies,preferred\n",
        check=_told_on_reading,
    ),
    Rule(
        DOUBLE,
        "error",
        "The same row twice. `--fix` deletes the second if they agree in every cell.",
        bad="concept,language,term\ntie,en,buddies\ntie,en,buddies\n",
        good="concept,language,term,part_of_speech\nrecord,en,record,noun\nrecord,en,record,verb\n",
        check=_told_on_reading,
        fixable=True,
    ),
)
