"""The report's plain words: names of metrics, numbers, verdicts. For translators, not for statisticians."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.evaluate.ranking import LEVEL, is_sure
from toolkit.model import Comparison, Edit, Finding, Ranking, Report, Reread, Score

HONEST_LINE = "This repairs terms, units and formulas; it does not check meaning."
HONEST_ABOUT_SCORES = "Scores compare wording with a reference; they do not check meaning."
JUDGE_BY_READING = "Scores hardly see a repaired term. Judge by reading."

_METRICS = {
    "bleu": "BLEU",
    "chrf": "chrF",
    "chrf++": "chrF++",
    "ter": "TER",
    "term-success": "Terms right",
    "garble-left": "Lines with a wrong term",
}
_RATES = frozenset({"term-success", "garble-left"})
_TO_DECIDE = re.compile(r"\d+ changes? to decide")
_KINDS = {
    "term": "term",
    "convention": "formula",
    "number": "number",
    "unit": "unit",
    "name": "name",
    "surface": "punctuation or spacing",
    "agreement": "grammar around a change",
}


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "change"), counted(1200, "change"), counted(0, "line")
    ('1 change', '1,200 changes', '0 lines')
    """
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def line_name(segment_id: str) -> str:
    """What a reader calls a segment.

    >>> line_name("12"), line_name("cns-03")
    ('line 12', 'cns-03')
    """
    return f"line {segment_id}" if segment_id.isdecimal() else segment_id


def metric_name(metric: str) -> str:
    """The usual spelling of a metric's name.

    >>> metric_name("chrf++"), metric_name("comet")
    ('chrF++', 'comet')
    """
    return _METRICS.get(metric, metric)


def number(metric: str, value: float | None) -> str:
    r"""A value as a reader wants it: one decimal, rates in per cent, an en dash where nothing was scored.

    >>> number("chrf++", 62.5518), number("bleu", -0.01)
    ('62.6', '0.0')
    >>> number("term-success", 0.8) == "80\N{NO-BREAK SPACE}%", number("bleu", None) == "\N{EN DASH}"
    (True, True)
    """
    if value is None:
        return "\N{EN DASH}"
    if metric in _RATES:
        return f"{100 * value:.0f}\N{NO-BREAK SPACE}%"
    # scores of other programs may run from 0 to 1
    places = 1 if metric in ("", *_METRICS) or abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{round(value, places) + 0.0:.{places}f}".replace("-", "\N{MINUS SIGN}")  # + 0.0: no minus before a zero


def band(score: Score) -> str:
    """The 95 % interval, or an en dash.

    >>> band(Score("after", "bleu", 50.0, 30, 0, "", 44.04, 55.96))
    '44.0 to 56.0'
    """
    if score.low is None or score.high is None:
        return "\N{EN DASH}"
    return f"{number(score.metric, score.low)} to {number(score.metric, score.high)}"


def verdict(comparison: Comparison, higher_is_better: bool = True) -> str:
    """A comparison as a sentence or two.

    >>> verdict(Comparison("ter", "raw", "repaired", -14.3, 0.001, -18.0, -10.2, ""), higher_is_better=False)
    'TER: repaired is better than raw by 14.3 points (10.2 to 18.0). Hardly chance (p = 0.001).'
    """
    name, a, b = metric_name(comparison.metric), comparison.a, comparison.b
    if comparison.delta is None:
        return f"{name}: {a} and {b} could not be compared."
    if comparison.delta == 0:
        return f"{name}: {a} and {b} have the same score."
    sign = 1 if higher_is_better else -1
    better = "better" if sign * comparison.delta > 0 else "worse"
    text = f"{name}: {b} is {better} than {a} by {_size(comparison.metric, abs(comparison.delta))} points"
    if comparison.low is not None and comparison.high is not None:
        # seen from the side that the sentence takes, so that the interval belongs to its number
        flip = 1 if comparison.delta > 0 else -1
        low, high = sorted((flip * comparison.low, flip * comparison.high))
        text += f" ({number(comparison.metric, low)} to {number(comparison.metric, high)})"
    if comparison.p is None:
        return f"{text}. Too few lines (or documents) for a test."
    p = comparison.p if comparison.holm is None else comparison.holm
    many = "" if told_p(p) == told_p(comparison.p) else f", {told_p(p)} after the correction for all pairs"
    chance = "Hardly chance" if p < LEVEL else "May be chance"
    return f"{text}. {chance} ({told_p(comparison.p)}{many})."


def _size(metric: str, value: float) -> str:
    """A difference that is not nothing, with digits enough to say so.

    >>> _size("chrf++", 14.32), _size("chrf++", 0.0042), _size("term-success", 0.004) == "0.4\N{NO-BREAK SPACE}%"
    ('14.3', '0.004', True)
    """
    usual = number(metric, value)
    if any(digit in usual for digit in "123456789"):
        return usual
    shown, unit = (100 * value, "\N{NO-BREAK SPACE}%") if metric in _RATES else (value, "")
    return next((f"{shown:.{n}f}{unit}" for n in range(1, 7) if round(shown, n)), f"less than 0.000001{unit}")


def told_p(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def told_pairs(report: Report) -> tuple[Comparison, ...]:
    """The comparisons worth a sentence: all of up to three systems, else those with the first system."""
    first = next((one.a for one in report.comparisons), None)
    systems = {name for one in report.comparisons for name in (one.a, one.b)}
    return tuple(one for one in report.comparisons if len(systems) <= 3 or one.a == first)


def told_rankings(report: Report) -> tuple[Ranking, ...]:
    """The rankings worth a sentence: of more than two systems, for two are told by their comparison."""
    return tuple(one for one in report.rankings if sum(map(len, one.clusters)) > 2)


_MOST_NAMED = 3


def within(group: Sequence[str], metric: str, comparisons: Sequence[Comparison]) -> str:
    """What is known inside a group of a ranking: nothing, or which of its systems are surely apart all the same.

    >>> pairs = [Comparison("chrf", "A", "B", -1.0, 0.4, None, None, "", holm=0.4),
    ...     Comparison("chrf", "A", "C", -2.0, 0.001, None, None, "", holm=0.003)]
    >>> within(("A", "B"), "chrf", pairs), within(("A", "B", "C"), "chrf", pairs)
    ('may be luck among them', 'no line between them all, though A is surely apart from C')
    """
    sure = [
        (one.a, one.b) if group.index(one.a) < group.index(one.b) else (one.b, one.a)
        for one in comparisons
        if one.metric == metric and {one.a, one.b} <= set(group) and is_sure(one)
    ]
    if not sure:
        return "may be luck among them"
    sure.sort(key=lambda pair: (group.index(pair[0]), -group.index(pair[1])))
    told = ", ".join(f"{a} is surely apart from {b}" for a, b in sure[:_MOST_NAMED])
    more = f" and {counted(len(sure) - _MOST_NAMED, 'more pair')} too" if len(sure) > _MOST_NAMED else ""
    return f"no line between them all, though {told}{more}"


def standing(ranking: Ranking, comparisons: Sequence[Comparison] = ()) -> str:
    """The order of the systems, as far as it can be trusted.

    >>> standing(Ranking("chrf++", (("Online-B", "Lan-Bridge"), ("NLLB",)), 0.84, ""))
    'chrF++, best first: 1. Online-B, Lan-Bridge (may be luck among them); 2. NLLB. With so much text, a difference of 0.8 points between two such systems is seen four times in five; smaller ones may be missed.'
    """  # noqa: E501
    groups = "; ".join(
        f"{place}. {', '.join(group)}{f' ({within(group, ranking.metric, comparisons)})' if len(group) > 1 else ''}"
        for place, group in enumerate(ranking.clusters, 1)
    )
    least = ranking.smallest_difference
    limit = (
        f" With so much text, a difference of {number(ranking.metric, least)} points between two such systems is seen "
        "four times in five; smaller ones may be missed."
        if least is not None and round(least, 1) > 0
        else ""
    )
    return f"{metric_name(ranking.metric)}, best first: {groups}.{limit}"


SURE = 0.95
"""From this confidence on an edit is called sure."""


def sureness(edit: Edit) -> str:
    """How sure an edit is, in words; the number stands beside it in the change list."""
    if edit.confidence >= SURE:
        return "sure"
    return "fairly sure" if edit.confidence >= 0.8 else "unsure"


def why(edit: Edit) -> str:
    """The reason of an edit, and why it was not simply made.

    >>> edit = Edit("1.1", "1", (0, 4), "live", "livestream", "term.garble", "the source has the term")
    >>> from dataclasses import replace
    >>> why(replace(edit, refusal="the glossary asks", evidence="直播", alternatives=("livestreaming",)))
    'the source has the term; the glossary asks. Speaks for it: 直播. Right too: livestreaming'
    """
    told = edit.reason.rstrip(".")
    if edit.refusal and edit.refusal.rstrip(".") not in told:
        told += f"; {edit.refusal.rstrip('.')}"
    if edit.evidence:
        told += f". Speaks for it: {edit.evidence}"
    if edit.alternatives:
        told += f". Right too: {', '.join(edit.alternatives)}"
    return told


def other_reasons(again: Reread) -> tuple[str, ...]:
    """Why a line should be read again, apart from changes to decide, which stand beside it.

    >>> other_reasons(Reread("1", ("2 changes to decide", "4 changes in one sentence")))
    ('4 changes in one sentence',)
    """
    return tuple(reason for reason in again.reasons if not _TO_DECIDE.fullmatch(reason))


def asks_about(edit: Edit, finding: Finding) -> bool:
    """Whether a proposal already says what a finding says: of the same concept, on the same words."""
    if finding.concept_id != edit.concept_id or not finding.found or not edit.before:
        return False
    return finding.found in edit.before or edit.before in finding.found


def kind(item: Edit | Finding) -> str:
    """What an edit or a finding is about: `term`, `unit`, `formula`.

    >>> kind(Finding("1", "unit.jin", severity=None, message=""))
    'unit'
    """
    family = item.rule.split(".")[0]
    return _KINDS.get(family, family)


def told(finding: Finding) -> str:
    """A finding as a line: what stands there, what is wrong with it, what would be right.

    >>> told(Finding("1", "term.garble", severity=None, message="the source has the term", found="live room",
    ...     expected=("livestream", "livestreaming studio", "studio")))
    '“live room”: the source has the term. Wanted: livestream, livestreaming studio'
    """
    found, wanted = finding.found, [one for one in finding.expected[:2] if one not in finding.message]
    start = f"“{found}”: " if found and found not in finding.message else ""
    end = f". Wanted: {', '.join(wanted)}" if wanted else ""
    return start + (finding.message.rstrip(".") + end if end else finding.message)
