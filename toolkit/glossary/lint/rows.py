"""Rows that reading refuses. Their messages come from the readers; here they get their rule."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.errors import Problem
from toolkit.glossary.lint.rule import Finding, Rule, Spot, Subject

DOUBLE = "duplicate.row"
FAULTY = "row.faulty"
STATUS = "status.unknown"


def of_reading(problem: Problem) -> Finding:
    """The finding that a reader's problem is."""
    rule = problem.rule or (STATUS if problem.column == "status" else FAULTY)
    severity = "error" if problem.severity == "error" else "warning"
    return Finding(rule, severity, problem.message, problem.path, problem.line, problem.column, None, None, False)


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
