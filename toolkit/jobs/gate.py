"""The gate: the figures of a suite, held against the limits of a baseline.

A figure worse than its limit, a limit whose figure is gone and a corpus with other bytes than those that the
limits were taken on close the gate. Limits are only ever raised, unless the user says that they may be lowered.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.labelled import Labelled, Rate, score_labelled
from toolkit.evaluate.run import evaluate
from toolkit.formats.documents import read_document
from toolkit.formats.files import digest, kind_of
from toolkit.formats.labelled import read_judgements, read_labelled
from toolkit.formats.project import project_near
from toolkit.formats.suite import Baseline, CorpusSet, Suite, read_baseline, read_suite
from toolkit.glossary.index import GlossaryIndex
from toolkit.jobs.gate_compared import compare
from toolkit.jobs.setting import setting
from toolkit.model import GlossaryUse, Repair, Score, Segment
from toolkit.postedit.editor import postedit

MODES = ("with-source", "without-source")
_TOLERANCE = 1e-9
"""Limits are written in full; only rounding in the last place is passed over."""
_LOWER_IS_BETTER = ("harm", "edits", "ter", "garble-left")
_SHOWN = ("chrf++", "bleu", "ter")


class Measure(NamedTuple):
    """One figure of a suite."""

    name: str
    """`set/mode/what`."""
    value: float | None
    """Rates 0 to 1, metrics 0 to 100, `edits` a count; None: nothing to count."""
    of: int
    """How many spans, edits or segments it is taken over."""
    low: float | None = None
    high: float | None = None
    gated: bool = True

    @property
    def higher_is_better(self) -> bool:
        """The direction, by the last part of the name."""
        return self.name.rsplit("/", 1)[-1] not in _LOWER_IS_BETTER


class Checked(NamedTuple):
    """A figure beside its limit."""

    measure: Measure
    limit: float | None
    """None: no limit was set."""

    @property
    def passed(self) -> bool:
        """Whether the figure is no worse than its limit."""
        if self.limit is None:
            return True
        if self.measure.value is None:  # no edit: none that was wrong
            return self.measure.of == 0 and self.measure.name.rsplit("/", 1)[-1] in ("harm", "precision")
        gain = self.measure.value - self.limit
        return (gain if self.measure.higher_is_better else -gain) >= -_TOLERANCE


class Gate(NamedTuple):
    """The result of a run."""

    title: str
    glossary: GlossaryUse | None
    """None: a suite of finished translations names none, and no term is counted."""
    checked: tuple[Checked, ...]
    faults: tuple[str, ...]
    """Changed corpora, limits without a figure, and what is new, in words."""
    corpora: dict[str, str]
    additions: frozenset[str] = frozenset()
    """Those of the faults that say of a text or a figure that it has no limit yet: writing one lowers nothing."""
    losses: frozenset[str] = frozenset()
    """Those that say of a system that it lost against the one before: no limit has to do with them."""

    @property
    def passed(self) -> bool:
        """Whether the gate is open."""
        return not self.faults and all(one.passed for one in self.checked)

    def baseline(self, old: Baseline | None, *, allow_lower: bool = False) -> Baseline:
        """Today's figures as limits. Raises InputError where a limit would fall, unless that is allowed."""
        limits = {
            c.measure.name: limit  # a figure that is not there today, for want of edits, keeps its limit
            for c in self.checked
            if c.measure.gated and (limit := c.limit if c.measure.value is None else c.measure.value) is not None
        }
        fallen = [c.measure.name for c in self.checked if not c.passed]
        lost = [*fallen, *(fault for fault in self.faults if fault not in self.additions | self.losses)]
        if old is not None and not allow_lower and lost:
            raise InputError(
                "These limits would be lowered or lose their ground: "
                + "; ".join(lost)
                + ". If that is meant, say --allow-lower and give the reason in the commit."
            )
        return Baseline(self.corpora, limits)


def run(suite: Suite | str | Path, baseline: str | Path | None = None) -> Gate:
    """Measure the suite and hold it against the baseline, if there is one. Raises InputError and GlossaryError."""
    suite = suite if isinstance(suite, Suite) else read_suite(suite)
    project = project_near(suite.path)
    named = suite.glossaries or (project and project.glossaries)
    blind = not named and all(one.kind == "compared" for one in suite.sets)
    found = None if blind else setting(suite.glossaries, near=suite.path)
    old = read_baseline(baseline) if baseline is not None and kind_of(baseline) else None
    measures = [
        measure
        for one in suite.sets
        if one.kind != "compared" and found is not None
        for measure in _not_empty(one, _measured(one, found.index))
    ]
    worse: list[str] = []
    for one in suite.sets:
        if one.kind == "compared":
            target = project.pair.target if project and project.pair else None
            scores, faults_found = compare(one, found.index if found else None, target)
            measures += _not_empty(one, [_score(one, score) for score in scores])
            worse += faults_found
    corpora = {_relative(file, suite.path.parent): digest(file) for file in suite.files}
    limits = dict(old.limits) if old else {}
    checked = tuple(Checked(m, limits.pop(m.name, None)) for m in measures)
    faults = [*worse, *(f"{name} has a limit, and no figure" for name in limits)]
    additions: list[str] = []
    if old:
        faults += [f"{name} has changed" for name, was in old.corpora.items() if corpora.get(name) != was]
        additions += [f"{name} is new" for name in corpora if name not in old.corpora]
        new = [c.measure for c in checked if c.limit is None and c.measure.gated and c.measure.value is not None]
        additions += [f"{measure.name} has no limit yet" for measure in new]
    return Gate(
        suite.title,
        found.use(0) if found else None,
        checked,
        (*faults, *additions),
        corpora,
        frozenset(additions),
        frozenset(worse),
    )


def labelled(one: CorpusSet, index: GlossaryIndex, *, with_source: bool) -> Labelled:
    """The span-by-span result on a labelled set, its segments read as one document."""
    segments = read_labelled(one.file)
    judgements = read_judgements(one.judgements) if one.judgements else ()
    return score_labelled(segments, _edited([s.segment for s in segments], index, with_source), judgements)


def _measured(one: CorpusSet, index: GlossaryIndex) -> list[Measure]:
    by_kind = {"labelled": _of_labels, "quiet": _of_quiet, "scored": _of_scores}
    return [m for mode in MODES for m in by_kind[one.kind](one, index, mode)]


def _not_empty(one: CorpusSet, measures: list[Measure]) -> list[Measure]:
    """The figures of a set. Raises InputError where there is nothing to count."""
    if any(measure.of for measure in measures):
        return measures
    lack = " with a reference" if one.kind == "scored" else ""
    raise InputError(f"{one.file}: set '{one.name}' holds no segment{lack}, so that there is nothing to measure.")


def _of_labels(one: CorpusSet, index: GlossaryIndex, mode: str) -> list[Measure]:
    result = labelled(one, index, with_source=mode == "with-source")
    found = [_rate(f"{one.name}/{mode}/{what}", rate) for what, rate in result.rates.items()]
    by_type = [_rate(f"{one.name}/{mode}/fix of type/{what}", rate) for what, rate in result.by_type.items()]
    return found + [m._replace(gated=False) for m in by_type]


def _of_quiet(one: CorpusSet, index: GlossaryIndex, mode: str) -> list[Measure]:
    segments = _segments(one)
    if mode == "with-source" and not any(s.source for s in segments):
        return []
    repairs = _edited(segments, index, mode == "with-source")
    still = sum(r.text == r.original for r in repairs)
    made = sum(e.group is None for r in repairs for e in r.applied)
    return [
        _rate(f"{one.name}/{mode}/quiet", Rate(still, len(repairs))),
        Measure(f"{one.name}/{mode}/edits", made, len(repairs)),
    ]


def _of_scores(one: CorpusSet, index: GlossaryIndex, mode: str) -> list[Measure]:
    segments = [s for s in _segments(one) if s.references]
    if not segments or (mode == "with-source" and not any(s.source for s in segments)):
        return []
    texts = [r.text for r in _edited(segments, index, mode == "with-source")]
    systems = {"raw": [s.target for s in segments], "edited": texts}
    references = [[s.references[0] for s in segments]]
    scores = evaluate(systems, references, metrics=_SHOWN, target_language=index.pair.target).scores
    return [
        Measure(f"{one.name}/{s.system if s.system == 'raw' else mode}/{s.metric}", s.value, s.segments, s.low, s.high,
                gated=s.system != "raw")
        for s in scores
        if s.system != "raw" or mode == MODES[0]
    ]  # fmt: skip


def _segments(one: CorpusSet) -> Sequence[Segment]:
    return read_document(one.file).segments


def _edited(segments: Sequence[Segment], index: GlossaryIndex, with_source: bool) -> Sequence[Repair]:
    """The repairs; without a source, none is left in the segments either."""
    return postedit([s if with_source else replace(s, source=None) for s in segments], index)


def _relative(file: Path, folder: Path) -> str:
    """With forward slashes on every system, so that a baseline can be shared."""
    return Path(os.path.relpath(file, folder)).as_posix()


def _score(one: CorpusSet, score: Score) -> Measure:
    return Measure(f"{one.name}/{score.metric}", score.value, score.segments, score.low, score.high)


def _rate(name: str, rate: Rate) -> Measure:
    low, high = rate.interval or (None, None)
    return Measure(name, rate.value, rate.of, low, high)
