"""The one call that scores systems: metrics with intervals, all pairs of systems tested, terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.align import Scorable, require_alignment, scorable
from toolkit.evaluate.fit import tokenizer_note
from toolkit.evaluate.given import GivenScores
from toolkit.evaluate.judged import Counted, Design, judged
from toolkit.evaluate.metrics import DEFAULT_METRICS, METRICS
from toolkit.evaluate.metrics.port import Metric, corpus_value
from toolkit.evaluate.ranking import alike, twins
from toolkit.evaluate.store import Store
from toolkit.evaluate.terms import CountTerms, term_scores
from toolkit.model import Comparison, GlossaryUse, Ranking, Score, SegmentScores, TermScore


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
    given: Sequence[GivenScores] = (),
) -> Evaluation:
    """The scores of line-aligned systems, and every pair of them compared.

    Intervals and p-values are None with fewer than five segments (documents, where these are drawn); values
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
            by_line = design._replace(documents=_documents(design, opposite.lines, len(references[0])))
            counted = [(port, _counted(port, kept, opposite, store or Store(None))) for port in ports]
            found = judged(counted, by_line)
            scores += found.scores
            comparisons += found.comparisons
            rankings += found.rankings
            by_segment += [one for port, of in counted for one in _by_segment(port, of, opposite, len(references[0]))]
        else:
            scores = [
                Score(system, port.name, None, 0, opposite.skipped, "nrefs:0", higher_is_better=port.higher_is_better)
                for port in ports
                for system in systems
            ]
        notes += [port.note for port in ports if port.note]
        notes += tokenizer_note(references, target_language, metrics)
        notes += alike(twins(kept))
    segments = len(next(iter(systems.values())))
    given = [_on_shared_segments(one) for one in given]
    if given and segments:
        by_line = design._replace(documents=_documents(design, range(segments), segments))
        # apart from the counted ones: their sums are no whole numbers
        found = judged([(one, _of_given(one, systems)) for one in given], by_line)
        scores += found.scores
        comparisons += found.comparisons
        rankings += found.rankings
        notes += [one.note for one in given if one.note]
    terms: tuple[TermScore, ...] = ()
    if count_terms is not None:
        documents = _documents(design, range(segments), segments)
        terms, overall = term_scores(
            systems, references, sources, count_terms, glossary, documents, design.resamples, design.seed
        )
        scores += overall
    return Evaluation(tuple(scores), tuple(comparisons), terms, tuple(notes), tuple(rankings), tuple(by_segment))


def _on_shared_segments(scores: GivenScores) -> GivenScores:
    """Systems are compared on the segments that all of them have a score for; else a difference may be one of lines."""
    columns = list(scores.by_system.values())
    shared = [all(value is not None for value in values) for values in zip(*columns, strict=True)]
    if all(shared) or not any(shared):
        return scores
    kept = {
        system: tuple(value if both else None for value, both in zip(values, shared, strict=True))
        for system, values in scores.by_system.items()
    }
    told = f"{scores.name}: scored and compared on the {sum(shared)} of {len(shared)} segments that all systems have."
    return replace(scores, by_system=kept, note=" ".join(filter(None, (scores.note, told))))


def _documents(design: Design, lines: Sequence[int], segments: int) -> tuple[str, ...] | None:
    if design.documents is None:
        return None
    if len(design.documents) != segments:
        raise InputError(
            f"The list of documents has {len(design.documents)} lines, the texts have {segments}. "
            "Line n must name the document of segment n."
        )
    if blank := next((n for n, name in enumerate(design.documents, 1) if not name.strip()), None):
        raise InputError(
            f"The list of documents names none in line {blank}. Line n must name the document of segment n."
        )
    return tuple(design.documents[i] for i in lines)


def _counted(
    metric: Metric, systems: Mapping[str, Sequence[str]], opposite: Scorable, store: Store
) -> dict[str, Counted]:
    found = {}
    for name, text in systems.items():
        rows, signature = store.statistics(metric, text, opposite.references)
        found[name] = Counted(rows, corpus_value(metric, rows), signature, len(opposite.lines), opposite.skipped)
    return found


def _of_given(scores: GivenScores, systems: Mapping[str, Sequence[str]]) -> dict[str, Counted]:
    found = {}
    for name, text in systems.items():
        rows = scores.rows_of(name, len(text))
        known = int(rows[:, 1].sum())
        value = corpus_value(scores, rows) if known else None
        found[name] = Counted(rows, value, scores.made_of(name), known, len(text) - known)
    return found


def _by_segment(
    metric: Metric, counted: Mapping[str, Counted], opposite: Scorable, segments: int
) -> list[SegmentScores]:
    found = []
    for system, one in counted.items():
        values: list[float | None] = [None] * segments
        for line, value in zip(opposite.lines, metric.segment_values(one.rows).tolist(), strict=True):
            values[line] = value
        found.append(SegmentScores(metric.name, system, tuple(values)))
    return found
