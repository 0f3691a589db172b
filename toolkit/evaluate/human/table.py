"""Scores as a table of systems and segments, and the part of several tables that they all have.

Higher is better in every table, whatever the scores were; a missing score is NaN, and stays out of every statistic.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.evaluate.human.correlation import Floats


class Scored(NamedTuple):
    """Scores by system and segment."""

    name: str
    scores: Mapping[tuple[str, str], float]
    higher_is_better: bool = True


class Tables(NamedTuple):
    """A human table and those of metrics over the same systems and segments, with the same cells filled."""

    systems: tuple[str, ...]
    segments: tuple[str, ...]
    human: Floats
    """Systems times segments; NaN: not judged, or not scored by every metric."""
    metrics: Mapping[str, Floats]
    cells: int
    """How many are filled."""
    judged: int
    """How many the human file has."""
    left_out: tuple[str, ...]
    """One sentence for each thing that is in one table and not in another."""


def common_tables(human: Scored, metrics: Iterable[Scored], without: Collection[str] = ()) -> Tables:
    """The tables of what humans and all metrics scored; `without` are systems to leave out, such as references.

    Raises InputError where fewer than two systems or no cells are common, or a name of `without` is unknown.
    """
    import numpy as np

    metrics = list(metrics)
    left_out: list[str] = []
    systems = _common_systems(human, metrics, without, left_out)
    segments = _names(human, 1)
    judged = _filled(human, systems, segments)
    scored = {metric.name: _filled(metric, systems, segments) for metric in metrics}
    there = ~np.isnan(judged)
    count = int(there.sum())
    for name, values in scored.items():
        missing = int((~np.isnan(judged) & np.isnan(values)).sum())
        if missing:
            left_out.append(f"{name} lacks {missing} of {count} judged outputs: left out for every metric.")
        there &= ~np.isnan(values)
    rows, columns = np.any(there, axis=1), np.any(there, axis=0)
    if rows.sum() < 2:
        raise InputError(
            f"{human.name}: no segments were both judged and scored in two systems. Segments are matched by their ids, "
            f"lines counted from 1; here {_some(segments)} against {_some(_names(metrics[0], 1))}."
        )

    def common(values: Floats) -> Floats:
        cells: Floats = np.where(there, values, np.nan)[rows][:, columns]
        return cells

    return Tables(
        tuple(name for name, kept in zip(systems, rows.tolist(), strict=True) if kept),
        tuple(name for name, kept in zip(segments, columns.tolist(), strict=True) if kept),
        common(judged),
        {name: common(values) for name, values in scored.items()},
        int(there.sum()),
        count,
        tuple(left_out),
    )


def _common_systems(
    human: Scored, metrics: Iterable[Scored], without: Collection[str], left_out: list[str]
) -> list[str]:
    """The systems that humans judged and every metric scored; what drops out is reported in `left_out`."""
    judged = _names(human, 0)
    unknown = sorted(set(without) - set(judged))
    if unknown:
        raise InputError(f"{human.name}: no system called {unknown[0]}. It has {', '.join(judged)}.")
    systems = [name for name in judged if name not in without]
    for metric in metrics:
        scored = set(_names(metric, 0))
        lost = [name for name in systems if name not in scored]
        extra = sorted(scored - set(judged))
        if len(lost) == len(systems):
            raise InputError(
                f"{metric.name} and {human.name} have no system in common: {_some(sorted(scored))} against "
                f"{_some(judged)}. Say which is which: --alias {sorted(scored)[0]}={judged[0]}."
            )
        if lost:
            left_out.append(f"{metric.name} has no scores of {_some(lost)}: left out for every metric.")
        if extra:
            left_out.append(f"{metric.name} has scores of {_some(extra)}, which humans did not judge: left out.")
        systems = [name for name in systems if name in scored]
    if len(systems) < 2:
        raise InputError(
            f"{human.name}: {len(systems)} system{'' if len(systems) == 1 else 's'} judged and scored, "
            "and one must be compared with another: two at least are needed."
        )
    return systems


def _names(scored: Scored, at: int) -> list[str]:
    return list(dict.fromkeys(key[at] for key in scored.scores))


def _filled(scored: Scored, systems: list[str], segments: list[str]) -> Floats:
    import numpy as np

    row = {name: n for n, name in enumerate(systems)}
    column = {name: n for n, name in enumerate(segments)}
    values = np.full((len(systems), len(segments)), np.nan)
    for (system, segment), score in scored.scores.items():
        if system in row and segment in column:
            values[row[system], column[segment]] = score
    return values if scored.higher_is_better else -values


def _some(names: list[str]) -> str:
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
