"""Scores of segments that are given, not counted: of another program, or of the estimate. Their mean is the score.

They go the way of every metric: intervals, all pairs tested, rankings. A segment without a score is left out of the
mean of its system, and counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.evaluate.metrics.port import Floats, Lines, Rows
    from toolkit.formats.scores import ImportedScores


@dataclass(frozen=True, slots=True)
class GivenScores:
    """A metric's score of every segment, for one or more systems."""

    name: str
    by_system: Mapping[str, Sequence[float | None]]
    made_by: str
    """Where the scores come from: the signature."""
    higher_is_better: bool = True
    note: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    """Where the scores of a system come from, if each has a file of its own; else `made_by` says it."""

    @property
    def settings(self) -> str:
        """See `Metric.settings`."""
        return self.made_by

    def signature(self, references: Sequence[Lines]) -> str:
        """See `Metric.signature`; the references are none of ours."""
        return self.made_by

    def made_of(self, system: str) -> str:
        """Where the scores of this system come from."""
        return self.files.get(system, self.made_by)

    def rows_of(self, system: str, segments: int) -> Rows:
        """Score and 1 of each segment; two zeros where it has none, or the system has none at all."""
        given = self.by_system.get(system, (None,) * segments)
        return np.array([(0.0, 0.0) if value is None else (value, 1.0) for value in given]).reshape(-1, 2)

    def rows(self, hypotheses: Sequence[str], references: Sequence[Lines]) -> Rows:
        """Never asked: given scores are not counted from texts."""
        raise NotImplementedError(self.name)

    def values(self, sums: Floats) -> Floats:
        """The means; NaN for resamples without any score."""
        with np.errstate(invalid="ignore", divide="ignore"):
            means: Floats = sums[:, 0] / sums[:, 1]
        return means

    def segment_values(self, rows: Rows) -> Floats:
        """The scores; NaN where there is none."""
        return self.values(rows)


def _system_of(named: str | None, systems: Sequence[str]) -> str | None:
    """The system that a file of scores names, by its name or by that of its file: "outputs/nllb.txt" is "nllb"."""
    if named is None or named in systems:
        return named
    path = PurePath(named)
    return next((name for name in (path.name, path.stem) if name in systems), named)


def given_scores(
    name: str, imported: ImportedScores, systems: Sequence[str], segments: int, system: str | None = None
) -> GivenScores:
    """The scores of a file for the systems of an evaluation.

    `system` says whose scores a file has that names no system. Raises InputError where it is not clear whose they
    are, or where their number is not that of the segments.

    >>> from toolkit.formats.scores import ImportedScores, ScoreRow
    >>> rows = (ScoreRow(None, "1", 0.5), ScoreRow(None, "2", 0.7))
    >>> file = ImportedScores("comet.txt", "lines", "0123456789ab", rows)
    >>> given_scores("comet", file, ["nllb"], 2).by_system
    {'nllb': (0.5, 0.7)}
    """
    found: dict[str, tuple[float | None, ...]] = {}
    note: str | None = None
    for named in imported.systems:
        owner = _system_of(named, systems) or system or (systems[0] if len(systems) == 1 else None)
        if owner is None:
            raise InputError(
                f"--scores {name}={imported.path}: the file does not say whose scores these are. Write "
                f"--scores {name}@SYSTEM=FILE with one of {', '.join(systems)}."
            )
        if owner not in systems:
            if named is not None and system is None:
                continue  # a file of many systems may hold more than are compared
            raise InputError(f"--scores {name}@{owner}: there is no system '{owner}'. Systems: {', '.join(systems)}.")
        if owner in found:
            raise InputError(f"{imported.path}: two kinds of scores are those of '{owner}' by their names.")
        values = _in_order(imported, named)
        if len(values) != segments:
            raise InputError(
                f"{imported.path}: {len(values)} scores of '{owner}' for {segments} segments. "
                "One score for each segment is needed, in their order."
            )
        found[owner] = values
    if not found:
        raise InputError(
            f"{imported.path}: scores of {', '.join(str(s) for s in imported.systems)}, and none of them is compared "
            f"here. Systems: {', '.join(systems)}."
        )
    if lost := [(owner, sum(value is None for value in values)) for owner, values in found.items() if None in values]:
        note = f"{imported.path}: " + ", ".join(
            f"{owner} has no score in {n} of {segments} segments" for owner, n in lost
        )
        note += f" ({imported.problems[0]})." if imported.problems else "."
    column = f"|column:{imported.column}" if imported.column else ""
    made_by = f"imported:{imported.kind}|file:{imported.digest}{column}|mean:segments"
    return GivenScores(name, found, made_by, imported.is_higher_better(name), note)


def _in_order(imported: ImportedScores, system: str | None) -> tuple[float | None, ...]:
    """The scores in the order of the segments: by their numbers, or where these are names as the first system has them.

    A file that names its segments may have them in any order, and each system in another.

    >>> from toolkit.formats.scores import ImportedScores, ScoreRow
    >>> _in_order(ImportedScores("s.tsv", "table", "", (ScoreRow("a", "2", 0.2), ScoreRow("a", "1", 0.1))), "a")
    (0.1, 0.2)
    """
    rows = {row.segment: row.score for row in imported.rows if row.system == system}
    values = imported.of(system)
    if len(rows) != len(values):
        return values
    if all(name.isascii() and name.isdigit() for name in rows):
        numbers = sorted(map(int, rows))
        if numbers == [*range(numbers[0], numbers[0] + len(rows))] and numbers[0] in (0, 1):
            return tuple(score for _, score in sorted(rows.items(), key=lambda row: int(row[0])))
    first = [row.segment for row in imported.rows if row.system == imported.systems[0]]
    return tuple(rows[name] for name in first) if {*first} == {*rows} else values
