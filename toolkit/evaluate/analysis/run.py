"""The one call that analyses: buckets, n-gram wins, over-used words, segments to read. Reads no file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.align import Scorable, require_alignment, scorable
from toolkit.evaluate.analysis.buckets import BUCKETINGS, Material, cut
from toolkit.evaluate.analysis.by_length import word_count
from toolkit.evaluate.analysis.readings import readings
from toolkit.evaluate.analysis.table import LEAST, Scored, bucket_table
from toolkit.evaluate.analysis.wins import match, wins
from toolkit.evaluate.analysis.word_frequency import word_frequency
from toolkit.evaluate.analysis.word_use import word_use
from toolkit.evaluate.metrics import METRICS
from toolkit.evaluate.significance import RESAMPLES, SEED
from toolkit.model import Analysis, SegmentView

FREQUENCY = "frequency"
"""The bucketing that cuts words and not segments."""
LEAST_WORDS = 5
"""Shorter references (in words, or characters without blanks) are no segments to read, if there are longer ones."""


class Wanted(NamedTuple):
    """What an analysis is to tell."""

    by: Sequence[str] = ()
    """Bucketings as `cut` takes them, and `frequency`."""
    wins: bool = False
    """Wins of every later system against the first, and over-used words of all."""
    readings: int = 0
    """How many segments to show for each reason."""


NOTHING = Wanted()


def analyse(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]],
    sources: Sequence[str] | None = None,
    wanted: Wanted = NOTHING,
    *,
    metric: str = "chrf",
    target_language: str | None = None,
    labels: Mapping[str, Sequence[str]] | None = None,
    has_term: Callable[[str], bool] | None = None,
    corpus: Sequence[str] | None = None,
    names: Sequence[str] = (),
    least: int = LEAST,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Analysis:
    """The analysis of line-aligned systems. Segments without any reference are left out and counted.

    `names` are what the segments are called, their numbers if they have none.

    Raises AlignmentError where line counts differ, InputError or RegistryError for a bucketing or metric that is
    unknown or lacks what it needs.

    >>> human = ["Buddies, the host is live!", "Sold out!"]
    >>> mt = ["Old iron, the host is live!", "Sold out!"]
    >>> found = analyse({"mt": mt}, [human], wanted=Wanted(["length"]), least=1)
    >>> [(bucket.name, bucket.size) for bucket in found.tables[0].buckets]
    [('under 10 words', 2)]
    """
    _require(systems, references, sources, labels or {}, wanted.by)
    METRICS.get(metric)  # a wrong name is reported before the work
    opposite = scorable(references)
    kept = {name: [text[i] for i in opposite.lines] for name, text in systems.items()}
    refs = [[text[i] for i in opposite.lines] for text in references]
    ids = [names[i] if names else str(i + 1) for i in opposite.lines]
    origin = None if sources is None else [sources[i] for i in opposite.lines]
    matches = match(kept, refs) if wanted.wins else None
    first, *others = kept
    found = Analysis(
        systems=tuple(kept),
        metric=metric,
        segments=len(ids),
        skipped=opposite.skipped,
        wins=tuple(wins(matches, first, other, ids) for other in others) if matches else (),
        use=tuple(word_use(matches, system, ids) for system in kept) if matches else (),
    )
    tables = {
        spec: word_frequency(kept, refs, corpus, resamples=resamples, seed=seed)
        for spec in wanted.by
        if _name(spec) == FREQUENCY
    }
    if len(tables) == len(set(wanted.by)) and not wanted.readings:
        return replace(found, tables=tuple(tables.values()))
    scored = _counted(metric, target_language, kept, opposite)
    of_lines = {name: [given[i] for i in opposite.lines] for name, given in (labels or {}).items()}
    by_segment = dict(zip(kept, scored.by_segment, strict=True))
    material = Material(kept, opposite.references, origin, of_lines, by_segment, has_term)
    for spec in wanted.by:
        if spec not in tables:
            tables[spec] = bucket_table(cut(spec, material), scored.table, least=least, resamples=resamples, seed=seed)
    views = _views(kept, refs, origin, ids) if wanted.readings else []
    long = [word_count(view.references[0]) >= LEAST_WORDS for view in views]
    higher = scored.table.higher_is_better
    return replace(
        found,
        signature=scored.table.signature,
        notes=scored.notes,
        tables=tuple(tables[spec] for spec in dict.fromkeys(wanted.by)),
        readings=readings(views, list(kept), scored.by_segment, wanted.readings, higher, long) if views else (),
    )


def _name(spec: str) -> str:
    return spec.partition("=")[0]


def _views(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]],
    sources: Sequence[str] | None,
    ids: Sequence[str],
) -> list[SegmentView]:
    return [
        SegmentView(
            name,
            sources[n] if sources is not None else None,
            tuple(text[n] for text in references if text[n].strip()),
            tuple((system, text[n]) for system, text in systems.items()),
        )
        for n, name in enumerate(ids)
    ]


def known_bucketings() -> tuple[str, ...]:
    """The names that `Wanted.by` takes."""
    return tuple(sorted((*BUCKETINGS.names(), FREQUENCY)))


class _Counted(NamedTuple):
    table: Scored
    by_segment: tuple[Sequence[float], ...]
    notes: tuple[str, ...]


def _counted(metric: str, language: str | None, systems: Mapping[str, Sequence[str]], opposite: Scorable) -> _Counted:
    """The statistics and segment scores of all systems: the only place that knows the port of metrics."""
    port = METRICS.get(metric)(language)
    rows = [port.rows(text, opposite.references) for text in systems.values()]
    by_segment = tuple(port.segment_values(of_system).tolist() for of_system in rows)
    signature = port.signature(opposite.references)
    table = Scored(tuple(systems), rows, port.values, metric, signature, port.higher_is_better)
    return _Counted(table, by_segment, (port.note,) if port.note else ())


def _require(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]],
    sources: Sequence[str] | None,
    labels: Mapping[str, Sequence[str]],
    by: Sequence[str],
) -> None:
    if not systems or not references:
        raise InputError("An analysis needs at least one system and one reference.")
    known = known_bucketings()
    for spec in by:
        name = _name(spec)
        if name not in known:
            raise InputError(f"There is no bucketing called '{name}'. Available: {', '.join(known)}.")
    require_alignment(systems, references, sources)
    count = len(references[0])
    for name, given in labels.items():
        if len(given) != count:
            raise InputError(f"--by {name}: {len(given)} labels for {count} segments. One label a line is needed.")
    if not any(text[i].strip() for text in references for i in range(count)):
        raise InputError("No segment has a reference: there is nothing to compare with.")
