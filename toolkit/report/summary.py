"""What the first screen says: counts, what to re-read, worst terms, riskiest changes. No wording, no markup.

With repairs at hand, what is "still wrong" is what the checks found in the repaired text; the report's own
findings count only where nothing was repaired.
"""

from __future__ import annotations

from typing import NamedTuple

from toolkit.model import Edit, Finding, Outcome, Report, Reread, TermScore
from toolkit.report.words import SURE


class TermLine(NamedTuple):
    """One concept in the first system (before) and in the last (now)."""

    concept: str
    source_term: str | None
    preferred: str | None
    required: int
    """Occurrences in the source; 0 without a source."""
    right_before: int | None
    """None: there is one system only."""
    right_now: int
    wrong_before: int | None
    wrong_now: int
    ceiling: float | None
    """The rate that the references themselves reach."""

    @property
    def name(self) -> str:
        """What a reader knows the concept by."""
        return self.source_term or self.preferred or self.concept

    @property
    def open(self) -> int:
        """Occurrences that still want work."""
        return max(self.required - self.right_now, self.wrong_now)


class Summary(NamedTuple):
    """The first screen in numbers."""

    changes: tuple[Edit, ...]
    """Applied, in text order."""
    adjustments: tuple[Edit, ...]
    """Applied repairs of an article or a verb that go with a change."""
    to_decide: tuple[Edit, ...]
    changed_lines: int
    reread: tuple[Reread, ...]
    still_wrong: tuple[Finding, ...]
    numbers: tuple[Finding, ...]
    """Numbers and units lost or doubtful."""
    names: tuple[Finding, ...]
    missing_terms: tuple[Finding, ...]
    terms: tuple[TermLine, ...]
    """Every concept, those with the most left to do first."""
    riskiest: tuple[Edit, ...]
    """At most three: the least sure changes, then those to decide."""

    @property
    def worst_terms(self) -> tuple[TermLine, ...]:
        """At most five terms that still want work."""
        return tuple(term for term in self.terms if term.open)[:5]


def summary(report: Report) -> Summary:
    """The numbers of the first screen."""
    main = [edit for edit in report.edits if edit.group in (None, edit.id)]
    changes = [edit for edit in main if edit.outcome is Outcome.APPLIED]
    to_decide = [edit for edit in main if edit.outcome is Outcome.REVIEW]
    wrong = still_wrong(report)
    by_risk = sorted((e for e in changes if e.confidence < SURE), key=_confidence) + sorted(to_decide, key=_confidence)
    return Summary(
        changes=tuple(changes),
        adjustments=tuple(
            edit for edit in report.edits if edit.group not in (None, edit.id) and edit.outcome is Outcome.APPLIED
        ),
        to_decide=tuple(to_decide),
        changed_lines=sum(repair.text != repair.original for repair in report.repairs),
        reread=tuple(repair.reread for repair in report.repairs if repair.reread),
        still_wrong=wrong,
        numbers=tuple(finding for finding in wrong if finding.rule.startswith(("number.", "unit."))),
        names=tuple(finding for finding in wrong if finding.rule.startswith("name.")),
        missing_terms=tuple(finding for finding in wrong if finding.rule == "term.missing"),
        terms=term_lines(report.terms),
        riskiest=tuple(by_risk[:3]),
    )


def still_wrong(report: Report) -> tuple[Finding, ...]:
    """What is wrong in the text as it stands now."""
    if report.repairs:
        return tuple(finding for repair in report.repairs for finding in repair.remaining)
    return report.findings


def term_lines(terms: tuple[TermScore, ...]) -> tuple[TermLine, ...]:
    """Each concept once, first and last system side by side; those with the most left to do come first."""
    systems = list(dict.fromkeys(term.system for term in terms))
    if not systems:
        return ()
    first, last = systems[0], systems[-1]
    by_key = {(term.concept, term.system): term for term in terms}
    lines: list[TermLine] = []
    for concept in dict.fromkeys(term.concept for term in terms):
        before, now = by_key.get((concept, first)), by_key.get((concept, last))
        known = now or before or next(term for term in terms if term.concept == concept)
        alone = first == last
        lines.append(
            TermLine(
                concept,
                known.source_term,
                known.preferred,
                known.required,
                None if alone else before.satisfied if before else 0,
                now.satisfied if now else 0,
                None if alone else before.forbidden if before else 0,
                now.forbidden if now else 0,
                known.ceiling,
            )
        )
    return tuple(sorted(lines, key=lambda line: (-line.open, -line.required, line.concept)))


def _confidence(edit: Edit) -> float:
    return edit.confidence
