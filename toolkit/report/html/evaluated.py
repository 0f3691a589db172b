"""What the page of an evaluation shows beside the segments: the answer, terms of every system, checks by severity."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from toolkit.model import Report, Severity, TermScore
from toolkit.report import words
from toolkit.report.answer import answer
from toolkit.report.html.rows import Rows

MOST_TERMS = 400
"""Concepts that stand in the table; the JSON report has all."""
FIRST_TERMS = 30
"""Of these, so many are seen at once; a button, a word or a sorting shows the others."""
_MOST_WORDINGS = 3


class TermGroup(NamedTuple):
    """One concept, and how every system rendered it."""

    concept: str
    name: str
    preferred: str | None
    required: int
    ceiling: float | None
    worst: float | None
    """The lowest success among the systems, 0 to 1."""
    wrong: int
    systems: tuple[TermScore, ...]


class CheckRow(NamedTuple):
    """One rule, and how often each system broke it."""

    severity: Severity
    rule: str
    counts: tuple[int, ...]
    example: str


class EvaluatedPage(NamedTuple):
    """The parts that only a page of an evaluation has."""

    answer: tuple[str, ...]
    systems: tuple[str, ...]
    terms: tuple[TermGroup, ...]
    terms_left_out: int
    checks: tuple[CheckRow, ...]
    rows: Rows


def evaluated_page(report: Report) -> EvaluatedPage:
    """The parts of the page of a report without repairs."""
    rows = Rows(report)
    terms = _terms(report)
    return EvaluatedPage(
        answer(report), rows.systems, terms[:MOST_TERMS], max(0, len(terms) - MOST_TERMS), _checks(report), rows
    )


def wordings(term: TermScore) -> tuple[tuple[str, int], ...]:
    """What a system wrote most often for a term."""
    return term.renderings[:_MOST_WORDINGS]


def success(term: TermScore) -> float | None:
    """The share of occurrences that an approved rendering answers; None where nothing was asked."""
    return term.satisfied / term.required if term.required else None


def _terms(report: Report) -> tuple[TermGroup, ...]:
    """The concepts, those with the most left to do first."""
    by_concept: dict[str, list[TermScore]] = {}
    for term in report.terms:
        by_concept.setdefault(term.concept, []).append(term)
    groups = []
    for concept, systems in by_concept.items():
        one = systems[0]
        known = [value for term in systems if (value := success(term)) is not None]
        groups.append(
            TermGroup(
                concept,
                one.source_term or one.preferred or concept,
                one.preferred,
                max(term.required for term in systems),
                one.ceiling,
                min(known, default=None),
                sum(term.forbidden for term in systems),
                tuple(systems),
            )
        )
    return tuple(sorted(groups, key=lambda g: (-_left(g), -g.required, g.concept)))


def _left(group: TermGroup) -> int:
    return sum(max(term.required - term.satisfied, term.forbidden) for term in group.systems)


def _checks(report: Report) -> tuple[CheckRow, ...]:
    """Rules that found something, the gravest and most frequent first."""
    counts: dict[tuple[Severity, str], Counter[str]] = {}
    examples: dict[tuple[Severity, str], str] = {}
    systems = [one.system for one in report.system_findings]
    for one in report.system_findings:
        for finding in one.findings:
            key = (finding.severity, finding.rule)
            counts.setdefault(key, Counter())[one.system] += 1
            examples.setdefault(key, words.told(finding))
    levels = list(Severity)
    rows = [
        CheckRow(severity, rule, tuple(found[name] for name in systems), examples[severity, rule])
        for (severity, rule), found in counts.items()
    ]
    return tuple(sorted(rows, key=lambda row: (levels.index(row.severity), -sum(row.counts), row.rule)))
