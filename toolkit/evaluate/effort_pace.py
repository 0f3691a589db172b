"""How fast post-editing went, from seconds per segment. A pause is reported and never thrown away silently."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from statistics import median
from typing import NamedTuple

from toolkit.model.effort import Pace

_DEVIATIONS = 3.5
_LEAST_TIMES = 3.0
_LEAST_SECONDS = 60.0
_LEAST_SEGMENTS = 5


class Timed(NamedTuple):
    """A segment with its time."""

    id: str
    size: int
    """Words."""
    seconds: float | None


def pauses(segments: Sequence[Timed]) -> frozenset[str]:
    """Ids of the segments in which somebody was away.

    That is: a minute or more, three times as slow as the median, and 3.5 robust deviations above it on a logarithmic
    scale (Iglewicz and Hoaglin, 1993). Nothing is told of fewer than five segments.

    >>> times = [Timed(str(n), 10, seconds) for n, seconds in enumerate([20, 25, 30, 22, 1800])]
    >>> sorted(pauses(times))
    ['4']
    """
    rates = {one.id: log(one.seconds / one.size) for one in segments if one.seconds and one.size}
    if len(rates) < _LEAST_SEGMENTS:
        return frozenset()
    middle = median(rates.values())
    spread = 1.4826 * median(abs(rate - middle) for rate in rates.values())
    limit = max(middle + _DEVIATIONS * spread, middle + log(_LEAST_TIMES))
    slow = {one.id for one in segments if one.seconds is not None and one.seconds >= _LEAST_SECONDS}
    return frozenset(name for name, rate in rates.items() if rate > limit and name in slow)


def pace(segments: Sequence[Timed]) -> Pace:
    """The speed of the measured segments, in words an hour.

    >>> found = pace([Timed("1", 10, 36.0), Timed("2", 20, 36.0), Timed("3", 5, None)])
    >>> found.measured, found.speed, found.median
    (2, 1500.0, 1500.0)
    """
    measured = [(one, one.seconds) for one in segments if one.seconds is not None]
    away = pauses(segments)
    kept = [(one, seconds) for one, seconds in measured if one.id not in away]
    single = [3600 * one.size / seconds for one, seconds in measured if seconds > 0]
    return Pace(
        measured=len(measured),
        size=sum(one.size for one, _ in measured),
        seconds=sum(seconds for _, seconds in measured),
        speed=_speed(kept),
        speed_with_pauses=_speed(measured),
        median=median(single) if single else None,
        pauses=tuple(one.id for one, _ in measured if one.id in away),
    )


def _speed(segments: Sequence[tuple[Timed, float]]) -> float | None:
    seconds = sum(spent for _, spent in segments)
    return 3600 * sum(one.size for one, _ in segments) / seconds if seconds > 0 else None
