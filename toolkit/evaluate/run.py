"""The one call that scores systems: metrics with intervals, all pairs of systems tested, terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.align import Scorable, require_alignment, scorable
from toolkit.evaluate.fit import tokenizer_note
from toolkit.evaluate.metrics import DEFAULT_METRICS, METRICS
from toolkit.evaluate.metrics.port import Metric, Statistics, corpus_value
from toolkit.evaluate.ranking import Twins, clusters, twins
from toolkit.evaluate.resampling import RESAMPLES, SEED, TRIALS, by_document, exchanged_sums, resampled_sums
from toolkit.evaluate.significance import (
    benjamini_hochberg,
    exchange_test,
    holm,
    interval,
    paired_test,
    smallest_difference,
    test_name,
)
from toolkit.evaluate.store import Store
from toolkit.evaluate.terms import CountTerms, term_scores
from toolkit.model import Comparison, GlossaryUse, Ranking, Score, SegmentScores, TermScore

if TYPE_CHECKING:
    from toolkit.evaluate.metrics.port import Floats

Test = Literal["bootstrap", "randomisation"]


class Design(NamedTuple):
    """How intervals and p-values are come by."""

    resamples: int = RESAMPLES
    seed: int = SEED
    documents: tuple[str, ...] | None = None
    """The document of every segment: whole documents are then drawn. None: segments are."""
    test: Test = "bootstrap"
    trials: int = TRIALS
    """Of the randomisation test."""


class Evaluation(NamedTuple):
    """All numbers of one evaluation."""

    scores: tuple[Score, ...]
    """Metric by metric, in each the systems in the order given; then the scores of terms."""
    comparisons: tuple[Comparison, ...]
    """Metric by metric all pairs, those with the first system first."""
    terms: tuple[TermScore, ...]
    notes: tuple[str, ...] = ()
    """What a reader must know before trusting a number."""
    rankings: tuple[Ranking, ...] = ()
    segment_scores: tuple[SegmentScores, ...] = ()


class _Counted(NamedTuple):
    """One metric over all systems."""

    metric: Metric
    statistics: Mapping[str, Statistics]
    values: Mapping[str, float]


def evaluate(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]],
    sources: Sequence[str] | None = None,
    *,
    metrics: Sequence[str] = DEFAULT_METRICS,
    target_language: str | None = None,
    count_terms: CountTerms | None = None,
    glossary: GlossaryUse | None = None,
    design: Design = Design(),  # noqa: B008 - a named tuple cannot change
    store: Store | None = None,
) -> Evaluation:
    """The scores of line-aligned systems, and every pair of them compared.

    Intervals and p-values are None with fewer than two scored segments (documents, where these are drawn); values
    are None without any. Raises AlignmentError where line counts differ, InputError without a system or for a metric
    named twice, RegistryError for an unknown metric.

    >>> before, after = ["Officials live the goods."], ["Officials turn to livestream selling."]
    >>> result = evaluate({"before": before, "after": after}, [after], metrics=["chrf++"])
    >>> [(score.system, round(score.value, 1)) for score in result.scores]
    [('before', 28.0), ('after', 100.0)]
    """
    if not systems:
        raise InputError("There is no system to score. Name at least one text.")
    if len(set(metrics)) != len(metrics):
        raise InputError(f"A metric is named twice: {', '.join(metrics)}. Name each once.")
    require_alignment(systems, references, sources)
    ports = [METRICS.get(name)(target_language) for name in metrics]
    scores: list[Score] = []
    comparisons: list[Comparison] = []
    rankings: list[Ranking] = []
    notes: list[str] = []
    by_segment: list[SegmentScores] = []
    if references:
        opposite = scorable(references)
        kept = {name: [text[i] for i in opposite.lines] for name, text in systems.items()}
        if opposite.lines:
            units = design._replace(documents=_documents(design, opposite, len(references[0])))
            counted = [_count(port, kept, opposite, store or Store(None)) for port in ports]
            scores, comparisons, rankings = _judged(counted, opposite, units)
            by_segment = [one for metric in counted for one in _by_segment(metric, opposite, len(references[0]))]
        else:
            scores = [
                Score(system, port.name, None, 0, opposite.skipped, "nrefs:0", higher_is_better=port.higher_is_better)
                for port in ports
                for system in systems
            ]
        notes += [port.note for port in ports if port.note]
        notes += tokenizer_note(references, target_language, metrics)
        notes += [_told(pair) for pair in twins(kept)]
    terms: tuple[TermScore, ...] = ()
    if count_terms is not None:
        terms, overall = term_scores(systems, references, sources, count_terms, glossary)
        scores += overall
    return Evaluation(tuple(scores), tuple(comparisons), terms, tuple(notes), tuple(rankings), tuple(by_segment))


def _told(pair: Twins) -> str:
    if pair.equal == 1:
        return f"{pair.a} and {pair.b} write the same in every line."
    return (
        f"{pair.a} and {pair.b} write the same in {pair.equal:.0%} of the lines: a difference between them rests on "
        "the few others."
    )


def _documents(design: Design, opposite: Scorable, segments: int) -> tuple[str, ...] | None:
    if design.documents is None:
        return None
    if len(design.documents) != segments:
        raise InputError(
            f"The list of documents has {len(design.documents)} lines, the texts have {segments}. "
            "Line n must name the document of segment n."
        )
    return tuple(design.documents[i] for i in opposite.lines)


def _count(metric: Metric, systems: Mapping[str, Sequence[str]], opposite: Scorable, store: Store) -> _Counted:
    counted = {name: store.statistics(metric, text, opposite.references) for name, text in systems.items()}
    return _Counted(metric, counted, {name: corpus_value(metric, one.rows) for name, one in counted.items()})


def _by_segment(counted: _Counted, opposite: Scorable, segments: int) -> list[SegmentScores]:
    found = []
    for system, one in counted.statistics.items():
        values: list[float | None] = [None] * segments
        for line, value in zip(opposite.lines, counted.metric.segment_values(one.rows).tolist(), strict=True):
            values[line] = value
        found.append(SegmentScores(counted.metric.name, system, tuple(values)))
    return found


def _judged(
    counted: Sequence[_Counted], opposite: Scorable, design: Design
) -> tuple[list[Score], list[Comparison], list[Ranking]]:
    """Scores, comparisons and rankings of all metrics, from one set of resamples."""
    rows = [one.rows for metric in counted for one in metric.statistics.values()]
    if design.documents is not None:
        rows = [by_document(one, design.documents) for one in rows]
    units = len(rows[0])
    enough = units > 1  # one segment resampled is the same segment
    drawn = iter(resampled_sums(rows, design.resamples, design.seed) if enough else ())
    halves = iter(exchanged_sums(rows, design.trials, design.seed) if enough and design.test == "randomisation" else ())
    totals = iter(one.sum(0) for one in rows)
    scores: list[Score] = []
    comparisons: list[Comparison] = []
    rankings: list[Ranking] = []
    for metric in counted:
        port, names = metric.metric, list(metric.statistics)
        samples = {name: port.values(next(drawn)) for name in names} if enough else {}
        exchanged = (
            {name: (next(halves), next(totals)) for name in names} if enough and design.test != "bootstrap" else {}
        )
        for name, value in metric.values.items():
            low, high = interval(samples[name])[1:] if enough else (None, None)
            signature = metric.statistics[name].signature
            scores.append(
                Score(name, port.name, value, len(opposite.lines), opposite.skipped, signature, low, high,
                      port.higher_is_better)
            )  # fmt: skip
        tested = _pairs(metric, samples, exchanged, _name(design, units))
        comparisons += tested
        if len(names) > 1 and enough:
            spread = [samples[b] - samples[a] for a, b in combinations(names, 2)]
            ranks = clusters(metric.values, tested, port.higher_is_better)
            rankings.append(Ranking(port.name, ranks, smallest_difference(spread), _name(design, units)))
    return scores, comparisons, rankings


def _pairs(
    metric: _Counted,
    samples: Mapping[str, Floats],
    exchanged: Mapping[str, tuple[Floats, Floats]],
    test: str,
) -> list[Comparison]:
    """Every pair of systems by one metric; p-values are corrected for all of them together."""
    found: list[Comparison] = []
    for a, b in combinations(metric.values, 2):
        p = low = high = None
        one, other = metric.values[a], metric.values[b]
        if samples:
            p, (_, low, high) = paired_test(samples[a], samples[b], one, other)
        if exchanged:
            (half_a, total_a), (half_b, total_b) = exchanged[a], exchanged[b]
            values = metric.metric.values
            p = exchange_test(values(half_a + (total_b - half_b)), values(half_b + (total_a - half_a)), one, other)
        found.append(Comparison(metric.metric.name, a, b, other - one, p, low, high, test))
    ps = [one.p for one in found if one.p is not None]
    if not ps:
        return found
    return [
        Comparison(one.metric, one.a, one.b, one.delta, one.p, one.low, one.high, one.test, family, rate)
        for one, family, rate in zip(found, holm(ps), benjamini_hochberg(ps), strict=True)
    ]


def _name(design: Design, units: int) -> str:
    unit = "segments" if design.documents is None else "documents"
    if design.test == "bootstrap":
        return test_name(design.resamples, design.seed, unit, units)
    drawn = "" if unit == "segments" else f" of {units} {unit}"
    return f"approximate randomisation{drawn}, n={design.trials}, seed={design.seed}"
