"""Metrics against human judgement, from files: reads the human file and the metrics' scores, pairs their systems."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError, Problem
from toolkit.evaluate.human.meta import Meta, meta
from toolkit.evaluate.human.mqm import HIGHER_IS_BETTER, MEASURES, measures_of, segment_scores, signature, unweighed
from toolkit.evaluate.human.table import Scored
from toolkit.evaluate.significance import RESAMPLES, SEED
from toolkit.formats.files import STREAM
from toolkit.formats.judgements import holds_ratings, read_ratings
from toolkit.formats.scores import ImportedScores, read_scores
from toolkit.model import DEFAULT_WEIGHTS, InputFile, MqmWeights

HUMAN = "human"


class MetricFile(NamedTuple):
    """One file of a metric's scores."""

    name: str
    system: str | None
    """Which system a file speaks of that names none."""
    path: str


class Measured(NamedTuple):
    """What was found, and what to tell beside it."""

    meta: Meta
    human: str
    """What the human scores are: measure and settings."""
    inputs: tuple[InputFile, ...]
    notes: tuple[str, ...]


def metric_file(given: str) -> MetricFile:
    """`NAME=FILE`, or `NAME@SYSTEM=FILE` for the scores of one system. Raises InputError.

    >>> metric_file("comet@Online-A=scores/comet.A.txt")
    MetricFile(name='comet', system='Online-A', path='scores/comet.A.txt')
    """
    head, _, path = given.partition("=")
    name, _, system = head.partition("@")
    if not name or not path or ("@" in head and not system):
        raise InputError(f"--metric {given}: write NAME=FILE, or NAME@SYSTEM=FILE for a file of one system.")
    return MetricFile(name, system or None, path)


def run(
    human: str | Path,
    metrics: Sequence[MetricFile],
    *,
    weights: MqmWeights = DEFAULT_WEIGHTS,
    measure: str | None = None,
    pair: str | None = None,
    aliases: Mapping[str, str] | None = None,
    lower: Collection[str] = (),
    without: Collection[str] = (),
    human_columns: Mapping[str, str] | None = None,
    metric_columns: Mapping[str, str] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Measured:
    """Every statistic of every metric. `lower` names metrics (or `human`) of which lower is better.

    `aliases` say what a system of a score file is called in the human file. Raises InputError.
    """
    if str(human) == STREAM:
        raise InputError("--human -: standard input cannot be looked at twice. Name a file.")
    names = [one.name for one in metrics]
    unknown = sorted(set(lower) - {*names, HUMAN})
    if unknown:
        raise InputError(f"--lower {unknown[0]}: there is no such metric here; named are {', '.join(names)}.")
    notes: list[str] = []
    judged, what, human_file = _human(human, weights, measure, pair, human_columns, HUMAN in lower, notes)
    systems = {system for system, _ in judged.scores}
    scored: list[Scored] = []
    inputs = [human_file]
    for name in dict.fromkeys(names):
        scores: dict[tuple[str, str], float] = {}
        better = True
        for one in (one for one in metrics if one.name == name):
            imported = read_scores(one.path, metric_columns)
            inputs.append(InputFile(f"metric {name}", one.path, imported.digest))
            notes += _told(imported.problems)
            new = _by_item(imported, one.system, systems, aliases or {}, notes, f"--metric {name}@SYSTEM={one.path}")
            if scores.keys() & new.keys():
                twice = next(iter(scores.keys() & new.keys()))
                raise InputError(f"{one.path}: the metric {name} has scores of {twice[0]} in another file too.")
            scores |= new
            better = better and imported.is_higher_better(name)
        scored.append(Scored(name, scores, better and name not in lower))
    found = meta(judged, scored, without=without, resamples=resamples, seed=seed)
    return Measured(found, what, tuple(inputs), (*notes, *found.tables.left_out))


def _human(
    path: str | Path,
    weights: MqmWeights,
    measure: str | None,
    pair: str | None,
    columns: Mapping[str, str] | None,
    lower: bool,
    notes: list[str],
) -> tuple[Scored, str, InputFile]:
    if holds_ratings(path):
        file = read_ratings(path, pair)
        notes += file.notes()
        there = measures_of(file.ratings)
        chosen = next((m for m in MEASURES if m == measure), None) if measure is not None else there[0]
        if chosen is None or chosen not in there:
            raise InputError(f"{path}: no scores of the measure '{measure}'; it has {', '.join(there)}.")
        notes += unweighed_notes(unweighed(file.ratings, weights)) if chosen == "mqm" else ()
        scores = segment_scores(file.ratings, chosen, weights)
        what = f"{chosen}|{signature(chosen, weights, file.digest)}"
        return Scored(str(path), scores, HIGHER_IS_BETTER[chosen]), what, InputFile(HUMAN, str(path), file.digest)
    if measure is not None or pair is not None:
        option = "--measure" if measure is not None else "--pair"
        raise InputError(f"{path}: {option} is for files of ratings, and this is a table of scores.")
    imported = read_scores(path, columns)
    notes += _told(imported.problems)
    scores = _by_item(imported, None, set(), {}, notes, "a column 'system'")
    what = f"scores|column:{imported.column}|file:{imported.digest}"
    return Scored(str(path), scores, not lower), what, InputFile(HUMAN, str(path), imported.digest)


def unweighed_notes(counts: Mapping[str, int]) -> tuple[str, ...]:
    """What to say of severities without a weight.

    >>> unweighed_notes({"undecided": 2})
    ("2 errors are 'undecided', of which the weights say nothing: their ratings have no score. Name it in --weights.",)
    """
    return tuple(
        f"{count} error{'s are' if count != 1 else ' is'} '{severity}', of which the weights say nothing: "
        f"their ratings have no score. Name it in --weights."
        for severity, count in counts.items()
    )


def _by_item(
    imported: ImportedScores,
    system: str | None,
    judged: Collection[str],
    aliases: Mapping[str, str],
    notes: list[str],
    way_out: str,
) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], list[float]] = {}
    missing = 0
    for row in imported.rows:
        named = row.system if row.system is not None else system
        if named is None:
            raise InputError(f"{imported.path}: the file does not say of which system its scores are. Use {way_out}.")
        if row.score is None:
            missing += 1
        else:
            found.setdefault((_resolved(named, judged, aliases), row.segment), []).append(row.score)
    repeated = sum(len(values) > 1 for values in found.values())
    if missing:
        notes.append(f"{imported.path}: missing scores: {missing} of {len(imported.rows)}.")
    if repeated:
        notes.append(f"{imported.path}: outputs with several scores, whose mean counts: {repeated}.")
    return {item: sum(values) / len(values) for item, values in found.items()}


def _resolved(name: str, judged: Collection[str], aliases: Mapping[str, str]) -> str:
    """The system's name in the human file: by alias, as it is, or as the name of the file that COMET writes."""
    if name in aliases:
        return aliases[name]
    stem = Path(name).stem
    return stem if name not in judged and stem in judged else name


def _told(problems: Sequence[Problem]) -> list[str]:
    if not problems:
        return []
    more = f" ({len(problems)} rows have faults, this is the first)" if len(problems) > 1 else ""
    return [f"{problems[0]}{more}: no score."]
