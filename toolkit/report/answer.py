"""The answer of an evaluation in plain sentences, with its uncertainty. Says nothing that no test has shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.evaluate.change import LEADS
from toolkit.evaluate.ranking import LEVEL, is_sure
from toolkit.model import Comparison, Ranking, Report, Score, Severity
from toolkit.report import words

_TERMS = "term-success"
_OF_TERMS = frozenset({_TERMS, "garble-left"})


def lead_metric(report: Report) -> str | None:
    """The metric that the first screen speaks of; None where nothing but terms was scored.

    >>> lead_metric(Report("t", "d", "c", (), (), False, (), (Score("mt", "bleu", 30.0, 5, 0, ""),)))
    'bleu'
    """
    names = [score.metric for score in report.scores if score.metric not in _OF_TERMS]
    return next((name for name in (*LEADS, *names) if name in names), None)


def answer(report: Report) -> tuple[str, ...]:
    """Which system is better and how surely, then terms, then checks: one sentence or two each."""
    return tuple(line for line in (_by_score(report), _by_terms(report), _by_checks(report)) if line)


def _by_score(report: Report) -> str | None:
    lead = lead_metric(report)
    scores = [score for score in report.scores if score.metric == lead and score.value is not None]
    if not scores:
        return None
    compared = [one for one in report.comparisons if one.metric == lead]
    if len(scores) == 1:
        return f"{scores[0].system} reaches {_value(scores[0])}."
    if len(scores) == 2 and compared:
        return words.verdict(compared[0], scores[0].higher_is_better) + _against(report, compared[0], scores[0])
    ranking = next((one for one in report.rankings if one.metric == lead), None)
    if ranking is None:
        values = ", ".join(f"{score.system} {words.number(score.metric, score.value)}" for score in scores)
        return f"{words.metric_name(scores[0].metric)}: {values}. Too few lines to tell them apart."
    return _ranked(ranking, {score.system: score for score in scores}, compared)


def _against(report: Report, lead: Comparison, score: Score) -> str:
    """The metrics that surely say the opposite, in a sentence of their own."""
    higher = {one.metric: one.higher_is_better for one in report.scores}
    side = (lead.delta or 0.0) * (1 if score.higher_is_better else -1)
    opposed = [
        one
        for one in report.comparisons
        if one.metric not in {lead.metric, *_OF_TERMS} and (one.a, one.b) == (lead.a, lead.b) and one.delta
        if side * one.delta * (1 if higher.get(one.metric, True) else -1) < 0 and one.p is not None and one.p < LEVEL
    ]
    told = "".join(f" {words.verdict(one, higher.get(one.metric, True))}" for one in opposed)
    return f" The metrics do not agree.{told}" if told else ""


def _ranked(ranking: Ranking, scores: dict[str, Score], compared: Sequence[Comparison]) -> str:
    first, *rest = ranking.clusters
    worse = [name for group in rest for name in group]
    best = scores[first[0]]
    if len(first) == 1:
        return f"{first[0]} is the best of {len(scores)}: {_value(best)}. Surely worse: {_listed(worse)}."
    metric = words.metric_name(best.metric)
    reached = f"{_value(best)} for {first[0]}, {_value(scores[first[-1]], False)} for {first[-1]}."
    pair = next((one for one in compared if {one.a, one.b} == {first[0], first[-1]}), None)
    if any(is_sure(one) for one in compared if {one.a, one.b} <= {*first}):
        ends = f", though {first[0]} is surely better than {first[-1]}" if pair is not None and is_sure(pair) else ""
        told = (
            f"{_listed(first)} are one group by {metric}, for no line can be drawn between neighbours{ends}: {reached}"
        )
    else:
        told = f"{_listed(first)} cannot be told apart by {metric}: {reached}"
    if pair is not None and pair.delta is not None and pair.low is not None and pair.high is not None:
        low, high = sorted((abs(pair.low), abs(pair.high))) if pair.low * pair.high > 0 else (0.0, 0.0)
        reach = max(abs(pair.low), abs(pair.high))
        told += f" Their difference is {words.number(best.metric, abs(pair.delta))}, and could be "
        told += (
            f"{words.number(best.metric, low)} to {words.number(best.metric, high)}."
            if low
            else (f"anything from nothing to {words.number(best.metric, reach)}.")
        )
    return told + (f" Surely worse: {_listed(worse)}." if worse else "")


def _by_terms(report: Report) -> str | None:
    scores = [score for score in report.scores if score.metric == _TERMS and score.value is not None]
    if not scores:
        return None
    ranked = sorted(scores, key=lambda score: -(score.value or 0.0))
    told = "; ".join(f"{s.system} {words.number(s.metric, s.value)} ({words.band(s)})" for s in ranked)
    return f"Terms of the glossary rendered with an approved wording: {told}."


def _by_checks(report: Report) -> str | None:
    if not report.system_findings:
        return None
    told = []
    for one in report.system_findings:
        counts = Counter(finding.severity for finding in one.findings)
        parts = [f"{counts[level]:,} {level.value}" for level in Severity if counts[level]]
        told.append(f"{one.system} {', '.join(parts) or 'nothing'}")
    return f"The checks found: {'; '.join(told)}."


def _value(score: Score, named: bool = True) -> str:
    name = f"{words.metric_name(score.metric)} " if named else ""
    value = f"{name}{words.number(score.metric, score.value)}"
    return value if score.low is None else f"{value} (95 % interval {words.band(score)})"


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
