"""What changed between two evaluations of one suite: scores, terms, findings, segments. Renders nothing.

Corpus scores are not resampled again, for a report has no statistics: whether a change is luck is asked of the
segments, with the exact sign test on how many got better and how many worse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.analysis.sign_test import sign_test
from toolkit.model import Finding, Report, Score, SegmentView, TermScore

LEADS = ("chrf++", "chrf", "bleu")
"""The first of these that was asked for speaks for a report; without any, the first metric that there is."""
LEAST_DELTA = 0.05
"""Points; a segment that moves less has not moved."""


class ScoreChange(NamedTuple):
    """One metric of one system, then and now."""

    old: Score
    new: Score
    better: int | None
    """Segments that got better; None where no segment scores are known."""
    worse: int | None
    p: float | None
    """Two-sided sign test; None with too little to test."""
    comparable: bool
    """False: the signatures differ, and the numbers are of two kinds."""

    @property
    def delta(self) -> float | None:
        """New value minus old one."""
        if self.old.value is None or self.new.value is None:
            return None
        return self.new.value - self.old.value


class TermChange(NamedTuple):
    """One concept of one system, then and now."""

    old: TermScore
    new: TermScore

    @property
    def broken(self) -> int:
        """How many occurrences fewer are right, and wrong wordings more; negative: it was mended."""
        return self.old.satisfied - self.new.satisfied + self.new.forbidden - self.old.forbidden


class SegmentChange(NamedTuple):
    """One segment of one system whose score moved."""

    system: str
    metric: str
    segment: SegmentView
    before: str
    after: str
    old: float
    new: float
    gain: float
    """Positive: better, whichever way the metric points."""


class Change(NamedTuple):
    """All that changed."""

    old: Report
    new: Report
    scores: tuple[ScoreChange, ...]
    broken: tuple[TermChange, ...]
    """Terms, the most broken first."""
    mended: tuple[TermChange, ...]
    appeared: tuple[tuple[str, Finding], ...]
    """(system, finding) that the old report has not."""
    gone: tuple[tuple[str, Finding], ...]
    worse: tuple[SegmentChange, ...]
    """The greatest losses first."""
    better: tuple[SegmentChange, ...]
    rewritten: int
    """Outputs whose wording changed at all."""
    only_old: tuple[str, ...]
    """Systems that are in one report alone."""
    only_new: tuple[str, ...]


def changes(old: Report, new: Report) -> Change:
    """The changes from `old` to `new`. A system is known by its name; two lone systems are compared in any case.

    Raises InputError where the two are not of one suite: other segments, sources or references.
    """
    _require_one_suite(old, new)
    pairs = _systems(old, new)
    moved = [change for pair in pairs for change in _segments(old, new, *pair)]
    terms = [change for pair in pairs for change in _terms(old, new, *pair)]
    appeared, gone = _findings(old, new, pairs)
    told_old, told_new = {a for a, _ in pairs}, {b for _, b in pairs}
    return Change(
        old,
        new,
        tuple(change for pair in pairs for change in _scores(old, new, *pair)),
        tuple(sorted((t for t in terms if t.broken > 0), key=lambda t: (-t.broken, t.new.concept))),
        tuple(sorted((t for t in terms if t.broken < 0), key=lambda t: (t.broken, t.new.concept))),
        appeared,
        gone,
        tuple(sorted((m for m in moved if m.gain < 0), key=lambda m: m.gain)),
        tuple(sorted((m for m in moved if m.gain > 0), key=lambda m: -m.gain)),
        _rewritten(old, new, pairs),
        tuple(name for name in _names(old) if name not in told_old),
        tuple(name for name in _names(new) if name not in told_new),
    )


def _require_one_suite(old: Report, new: Report) -> None:
    if not old.segments or not new.segments:
        which = "older" if not old.segments else "newer"
        raise InputError(f"The {which} report has no segments. Write it anew with --report FILE.json.")
    if len(old.segments) != len(new.segments):
        raise InputError(
            f"These are reports of two suites: the older has {len(old.segments)} segments, the newer "
            f"{len(new.segments)}. Compare reports of the same sources and references."
        )
    for one, other in zip(old.segments, new.segments, strict=True):
        source_differs = None not in (one.source, other.source) and one.source != other.source
        if one.id != other.id or one.references != other.references or source_differs:
            raise InputError(
                f"These are reports of two suites: segment {other.id} has another "
                f"{'id' if one.id != other.id else 'source' if source_differs else 'reference'} in the older one. "
                "Compare reports of the same sources and references."
            )


def _names(report: Report) -> tuple[str, ...]:
    named = [name for view in report.segments[:1] for name, _ in view.outputs]
    return tuple(dict.fromkeys([*named, *(score.system for score in report.scores)]))


def _systems(old: Report, new: Report) -> list[tuple[str, str]]:
    ours, theirs = _names(old), _names(new)
    if len(ours) == len(theirs) == 1:
        return [(ours[0], theirs[0])]
    pairs = [(name, name) for name in theirs if name in ours]
    if not pairs:
        raise InputError(
            f"No system is in both reports: the older has {', '.join(ours)}, the newer {', '.join(theirs)}. "
            "Give the same names with --system NAME=FILE."
        )
    return pairs


def _scores(old: Report, new: Report, a: str, b: str) -> Iterable[ScoreChange]:
    then = {score.metric: score for score in old.scores if score.system == a}
    for score in new.scores:
        if score.system == b and score.metric in then:
            better, worse, p = _moved(old, new, a, b, score)
            before = then[score.metric]
            yield ScoreChange(before, score, better, worse, p, before.signature == score.signature)


def _values(report: Report, system: str, metric: str) -> tuple[float | None, ...] | None:
    found = [one.values for one in report.segment_scores if one.system == system and one.metric == metric]
    return found[0] if found and len(found[0]) == len(report.segments) else None


def _moved(
    old: Report, new: Report, a: str, b: str, score: Score
) -> tuple[int, int, float | None] | tuple[None, None, None]:
    then, now = _values(old, a, score.metric), _values(new, b, score.metric)
    if then is None or now is None:
        return None, None, None
    sign = 1 if score.higher_is_better else -1
    gains = [sign * (y - x) for x, y in zip(then, now, strict=True) if x is not None and y is not None]
    better, worse = sum(g >= LEAST_DELTA for g in gains), sum(g <= -LEAST_DELTA for g in gains)
    return better, worse, sign_test(better, worse) if better + worse else None


def _terms(old: Report, new: Report, a: str, b: str) -> Iterable[TermChange]:
    then = {term.concept: term for term in old.terms if term.system == a}
    for term in new.terms:
        if term.system == b and term.concept in then:
            yield TermChange(then[term.concept], term)


def _findings(
    old: Report, new: Report, pairs: list[tuple[str, str]]
) -> tuple[tuple[tuple[str, Finding], ...], tuple[tuple[str, Finding], ...]]:
    """What came and what went; a finding is the same where segment, rule and wording are, wherever it stands."""
    then = {one.system: one.findings for one in old.system_findings}
    now = {one.system: one.findings for one in new.system_findings}
    appeared: list[tuple[str, Finding]] = []
    gone: list[tuple[str, Finding]] = []
    if not then or not now:  # one of the two was not checked: nothing can be said
        return (), ()
    for a, b in pairs:
        appeared += [(b, finding) for finding in _beyond(now.get(b, ()), then.get(a, ()))]
        gone += [(b, finding) for finding in _beyond(then.get(a, ()), now.get(b, ()))]
    return tuple(appeared), tuple(gone)


def _beyond(findings: Iterable[Finding], known: Iterable[Finding]) -> Iterable[Finding]:
    left = Counter((f.segment_id, f.rule, f.found, f.concept_id) for f in known)
    for finding in findings:
        key = (finding.segment_id, finding.rule, finding.found, finding.concept_id)
        if left[key]:
            left[key] -= 1
        else:
            yield finding


def _segments(old: Report, new: Report, a: str, b: str) -> Iterable[SegmentChange]:
    metrics = [score.metric for score in new.scores if score.system == b]
    lead = next((name for name in (*LEADS, *metrics) if _values(new, b, name) and _values(old, a, name)), None)
    if lead is None:
        return
    higher = next((s.higher_is_better for s in new.scores if s.metric == lead), True)
    then, now = _values(old, a, lead) or (), _values(new, b, lead) or ()
    for n, (x, y) in enumerate(zip(then, now, strict=True)):
        if x is None or y is None or abs(y - x) < LEAST_DELTA:
            continue
        before, after = dict(old.segments[n].outputs).get(a), dict(new.segments[n].outputs).get(b)
        if before is not None and after is not None:
            gain = y - x if higher else x - y
            yield SegmentChange(b, lead, new.segments[n], before, after, x, y, gain)


def _rewritten(old: Report, new: Report, pairs: list[tuple[str, str]]) -> int:
    return sum(
        dict(one.outputs).get(a) != dict(other.outputs).get(b)
        for one, other in zip(old.segments, new.segments, strict=True)
        for a, b in pairs
    )
