"""A finished translation against the one before it: scores as figures, a sure loss or a broken term as a fault.

The gate of a machine translation system: the new output must not be surely worse by any metric (paired bootstrap,
corrected for nothing: a gate would rather ask once too often), and no term may be right less often than before.
"""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING, NamedTuple

from toolkit.evaluate.files import evaluate_files
from toolkit.evaluate.ranking import LEVEL

if TYPE_CHECKING:
    from toolkit.formats.suite import CorpusSet
    from toolkit.glossary.index import GlossaryIndex
    from toolkit.model import Report, Score

BEFORE, NOW = "before", "now"
_NO_LUCK = 5
"""So many fewer, none gained, are one chance in 32; a term that stands there once is lost by any rewording."""
_SHOWN = ("chrf++", "bleu", "ter")


class Compared(NamedTuple):
    """The scores of the new translation, and what is wrong with it."""

    scores: tuple[Score, ...]
    faults: tuple[str, ...]


def compare(one: CorpusSet, index: GlossaryIndex | None, target: str | None = None) -> Compared:
    """Score a set of the kind `compared`; without an index no terms. Raises InputError and AlignmentError."""
    assert one.before is not None
    report = evaluate_files(
        {BEFORE: one.before, NOW: one.file},
        [one.reference] if one.reference else [],
        one.source,
        index=index if one.source else None,
        target_language=index.pair.target if index else target,
        metrics=_SHOWN,
        made="",
        command="",
    ).report
    scores = tuple(score for score in report.scores if score.system == NOW)
    return Compared(scores, (*_losses(one.name, report), *_broken_terms(one.name, report)))


def _losses(name: str, report: Report) -> list[str]:
    higher = {score.metric: score.higher_is_better for score in report.scores}
    return [
        f"{name}: {pair.metric} is worse than before by {abs(pair.delta):.1f} (p = {pair.p:.3f})"
        for pair in report.comparisons
        if pair.delta is not None
        and pair.p is not None
        and pair.p < LEVEL
        and (pair.delta < 0) is higher[pair.metric]
        and pair.delta
    ]


def _broken_terms(name: str, report: Report) -> list[str]:
    before = {term.concept: term for term in report.terms if term.system == BEFORE}
    broken = []
    lost = gained = 0
    for term in report.terms:
        was = before.get(term.concept)
        if term.system == NOW and was is not None:
            lost += max(0, was.satisfied - term.satisfied)
            gained += max(0, term.satisfied - was.satisfied)
        if term.system == NOW and was is not None and was.satisfied - term.satisfied >= _NO_LUCK:
            called = term.source_term or term.concept
            broken.append(
                f"{name}: {called} is right {term.satisfied} of {term.required} times, before {was.satisfied}"
            )
    if not broken and lost > gained and _by_chance(lost, lost + gained) < LEVEL:
        broken.append(f"{name}: terms are right {lost} times fewer and {gained} times more than before")
    return broken


def _by_chance(lost: int, changed: int) -> float:
    """The probability of so many losses among so many changes, or more, if either were as likely."""
    return float(sum(comb(changed, n) for n in range(lost, changed + 1)) / 2**changed)
