"""The one call that scores systems: metrics with intervals, comparisons with the first system, terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.align import Scorable, require_alignment, scorable
from toolkit.evaluate.metrics import DEFAULT_METRICS, METRICS
from toolkit.evaluate.metrics.port import Metric
from toolkit.evaluate.significance import (
    RESAMPLES,
    SEED,
    interval,
    paired_test,
    resampled_sums,
    resampled_values,
    test_name,
)
from toolkit.evaluate.terms import CountTerms, term_scores
from toolkit.model import Comparison, GlossaryUse, Score, TermScore

if TYPE_CHECKING:
    from toolkit.evaluate.significance import Floats


class Evaluation(NamedTuple):
    """All numbers of one evaluation."""

    scores: tuple[Score, ...]
    """Metric by metric, in each the systems in the order given; then the scores of terms."""
    comparisons: tuple[Comparison, ...]
    """Every later system against the first."""
    terms: tuple[TermScore, ...]
    notes: tuple[str, ...] = ()
    """What a reader must know before trusting a number."""


def evaluate(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]],
    sources: Sequence[str] | None = None,
    *,
    metrics: Sequence[str] = DEFAULT_METRICS,
    target_language: str | None = None,
    count_terms: CountTerms | None = None,
    glossary: GlossaryUse | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Evaluation:
    """The scores of line-aligned systems; the first one is what the others are compared with.

    Intervals and p-values are None with fewer than two scored segments; values are None without any.
    Raises AlignmentError where line counts differ, InputError without a system or for a metric named twice,
    RegistryError for an unknown metric.

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
    if references:
        opposite = scorable(references)
        kept = {name: [text[i] for i in opposite.lines] for name, text in systems.items()}
        for port in ports:
            of_metric, tests = _by_metric(port, kept, opposite, resamples, seed)
            scores += of_metric
            comparisons += tests
    terms: tuple[TermScore, ...] = ()
    if count_terms is not None:
        terms, overall = term_scores(systems, references, sources, count_terms, glossary)
        scores += overall
    notes = tuple(port.note for port in ports if port.note) if references else ()
    return Evaluation(tuple(scores), tuple(comparisons), terms, notes)


def _by_metric(
    metric: Metric, systems: Mapping[str, Sequence[str]], opposite: Scorable, resamples: int, seed: int
) -> tuple[list[Score], list[Comparison]]:
    """The scores of all systems and its comparisons with the first; `systems` hold scorable lines only."""
    segments, skipped = len(opposite.lines), opposite.skipped
    if not segments:
        unscored = [
            Score(system, metric.name, None, 0, skipped, "nrefs:0", higher_is_better=metric.higher_is_better)
            for system in systems
        ]
        return unscored, []
    counted = {system: metric.statistics(text, opposite.references) for system, text in systems.items()}
    values = {system: metric.corpus_value(counted[system].rows) for system in systems}
    drawn: dict[str, Floats] = {}
    if segments > 1:  # one segment resampled is the same segment
        sums = resampled_sums([counted[system].rows for system in systems], resamples, seed)
        drawn = {
            system: resampled_values(metric.value_of_sum, of_system)
            for system, of_system in zip(systems, sums, strict=True)
        }
    bands = {system: interval(values_drawn) for system, values_drawn in drawn.items()}
    scores = [
        Score(
            system,
            metric.name,
            values[system],
            segments,
            skipped,
            counted[system].signature,
            low=bands[system].low if bands else None,
            high=bands[system].high if bands else None,
            higher_is_better=metric.higher_is_better,
        )
        for system in systems
    ]
    first, *others = systems
    comparisons: list[Comparison] = []
    for other in others:
        p = low = high = None
        if drawn:
            p, (_, low, high) = paired_test(drawn[first], drawn[other], values[first], values[other])
        delta = values[other] - values[first]
        comparisons.append(Comparison(metric.name, first, other, delta, p, low, high, test_name(resamples, seed)))
    return scores, comparisons
