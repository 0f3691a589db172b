"""Sentences about human judgement, for a reader at the terminal. The tables beside them are the command line's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.evaluate.human.agreement import Agreement
from toolkit.evaluate.human.meta import Meta, MetaFigure
from toolkit.evaluate.human.mqm import HumanScore
from toolkit.evaluate.human.paired import Paired
from toolkit.evaluate.ranking import LEVEL, is_sure
from toolkit.report.words import counted, told_p

_SMALL_ITEMS = 30
_FEW_PAIRS = 15


def score_lines(scores: Sequence[HumanScore], pairs: Sequence[Paired] = ()) -> list[str]:
    """What the scores say, one line for each measure; then how surely the best system is better than each other one."""
    said = []
    for measure in dict.fromkeys(one.measure for one in scores):
        systems = [one for one in scores if one.measure == measure and one.group is None and one.value is not None]
        if not systems:
            continue
        direction = "higher is better" if measure == "esa" else "lower is better"
        best = systems[0]
        line = f"{measure.upper()} ({direction}): {best.system} has the best mean, {best.value:.2f}"
        close = [one.system for one in systems[1:] if _overlap(best, one)] if not pairs else []
        if len(systems) == 1:
            line = f"{measure.upper()} ({direction}): {best.system} has {best.value:.2f}; there is one system only"
        elif close:
            line += f"; the intervals of {_listed(close)} reach into its own"
        part = [one for one in systems if one.segments < one.of]
        if part:
            least = min(part, key=lambda one: one.segments)
            line += f". Not everything was rated: {least.system} in {least.segments} of {least.of} segments"
        said.append(line + ".")
        ours = [one for one in pairs if one.measure == measure]
        told = [one for one in ours if len(systems) <= 3 or best.system in (one.a, one.b)]
        said += _pair_lines(told, best.system, len(ours) > 1)
    return said


_FEW = 3


def _pair_lines(told: Sequence[Paired], best: str, many: bool) -> Iterator[str]:
    """A line for each pair; of many pairs those that the best system surely wins share one."""
    won = [one for one in told if len(told) > _FEW and one.better == best and is_sure(one)]
    if won:
        others = [one.a if one.b == best else one.b for one in won]
        p = told_p(max(one.holm or 0.0 for one in won))
        yield (
            f"{won[0].measure.upper()}: {best} is surely better than {_listed(others)}, each on the segments that both "
            f"have ({p} or less, corrected for all pairs)."
        )
    for one in told:
        if one not in won:
            yield pair_line(one, many)


def pair_line(pair: Paired, many: bool = False) -> str:
    """One pair of systems on the segments that both have; `many`: p is that after the correction for all pairs.

    >>> pair_line(Paired("mqm", "A", "B", 20, -2.75, -3.5, -2.0, 0.0004, 0.0004))
    'MQM: B is better than A by 2.75 (2.00 to 3.50) over the 20 segments that both have. Hardly chance (p < 0.001).'
    """
    name = pair.measure.upper()
    if pair.delta is None:
        return f"{name}: {pair.a} and {pair.b} have no segment in common, and cannot be compared."
    where = f"over the {counted(pair.segments, 'segment')} that both have"
    if pair.better is None:
        return f"{name}: {pair.a} and {pair.b} have the same mean {where}."
    worse = pair.a if pair.better == pair.b else pair.b
    text = f"{name}: {pair.better} is better than {worse} by {abs(pair.delta):.2f}"
    if pair.low is not None and pair.high is not None:
        low, high = sorted(((1 if pair.delta > 0 else -1) * pair.low, (1 if pair.delta > 0 else -1) * pair.high))
        text += f" ({low:.2f} to {high:.2f})"
    p = pair.holm if many else pair.p
    if p is None:
        return f"{text} {where}. Too few for a test."
    corrected = ", corrected for all pairs" if many else ""
    return f"{text} {where}. {'Hardly chance' if p < LEVEL else 'May be chance'} ({told_p(p)}{corrected})."


def agreement_paragraph(found: Agreement) -> str:
    """What the figures mean, in plain words."""
    raters = len(found.raters)
    scale = "0 to 100, higher is better" if found.higher_is_better else "error points, lower is better"
    head = (
        f"{raters} rater{'s' if raters != 1 else ''} gave scores ({found.measure.upper()}: {scale}) to {found.items} "
        f"output{'s' if found.items != 1 else ''}; {found.shared} of them have two raters or more."
    )
    if raters == 1:
        return (
            f"{head} With one rater there is no agreement to measure: let a second one rate some of the same segments."
        )
    if not found.shared:
        return (
            f"{head} No output was rated twice, so nothing can be said of agreement: "
            "let two raters rate some of the same segments."
        )
    parts = [head]
    if found.alpha is None:
        parts.append("All shared scores are the same, so agreement beyond chance cannot be told.")
    else:
        parts.append(f"Krippendorff's alpha is {found.alpha:.2f} ({_verdict(found.alpha)}; 1 is perfect, 0 is chance).")
    if found.shared < _SMALL_ITEMS:
        parts.append(f"{found.shared} shared outputs are few: read every figure below as a hint.")
    strict = [one for one in found.raters if one.low is not None and one.high is not None and one.low * one.high > 0]
    for one in sorted(strict, key=lambda one: -abs(one.bias or 0))[:2]:
        assert one.bias is not None
        milder = (one.bias > 0) == found.higher_is_better
        unit = "points"
        parts.append(
            f"{one.rater} is {'milder' if milder else 'stricter'} than the others by {abs(one.bias):.1f} {unit}."
        )
    if found.outliers:
        first = found.outliers[0]
        parts.append(f"The largest gap is {first.gap:g}, on segment {first.segment_id} of {first.system}.")
    if found.unscored:
        parts.append(f"{found.unscored} ratings could not be scored and are left out.")
    return " ".join(parts)


def meta_lines(found: Meta) -> list[str]:
    """What was compared, how each metric did beside chance, and what the tests say."""
    tables = found.tables
    chance = {one.statistic: one for one in found.figures if one.metric == "random"}
    lines = [
        f"Systems: {len(tables.systems)}; segments: {len(tables.segments)}; outputs with a human score and scores of "
        f"every metric: {tables.cells} of {tables.judged} judged."
    ]
    pairs = len(tables.systems) * (len(tables.systems) - 1) // 2
    if pairs < _FEW_PAIRS:
        lines.append(f"Of {pairs} pair{'s' if pairs != 1 else ''} of systems many metrics get all right by luck.")
    for name in tables.metrics:
        own = {one.statistic: one for one in found.figures if one.metric == name and not one.chance}
        order, items = own["pairwise-accuracy"], own["acc-eq"]
        by_chance = _percent(chance["pairwise-accuracy"]), _percent(chance["acc-eq"])
        lines.append(
            f"{name}: right about {_percent(order)} of the pairs of systems (chance {by_chance[0]}) "
            f"and {_percent(items)} of the pairs of outputs (chance {by_chance[1]})."
        )
    for test in found.tests:
        if test.p is None or test.delta is None:
            lines.append(f"{test.statistic}: {test.b} and {test.a} were {test.test}.")
            continue
        surely = "Hardly chance" if test.p < 0.05 else "May be chance"
        lines.append(
            f"{test.statistic}: {test.b} is {test.delta:+.3f} from {test.a}. {surely} ({told_p(test.p)}; {test.test})."
        )
    return lines


def _percent(figure: MetaFigure) -> str:
    return "-" if figure.value is None else f"{100 * figure.value:.1f} %"


def _overlap(best: HumanScore, other: HumanScore) -> bool:
    if None in (best.low, best.high, other.low, other.high):
        return False
    assert best.low is not None and best.high is not None and other.low is not None and other.high is not None
    return best.low <= other.high and other.low <= best.high


def _verdict(alpha: float) -> str:
    """Krippendorff's own limits."""
    if alpha >= 0.8:
        return "reliable"
    if alpha >= 0.667:
        return "enough for tentative conclusions"
    return "low: single scores say little, means of many may still" if alpha > 0 else "no better than chance"


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
