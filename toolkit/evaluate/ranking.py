"""From all pairs of systems to an order that can be trusted: clusters, twins. Knows numbers and texts, no metric."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple, Protocol

from toolkit.model import Comparison

LEVEL = 0.05
_TWINS = 0.9


class Twins(NamedTuple):
    """Two systems that mostly write the same."""

    a: str
    b: str
    equal: float
    """Share of segments, 0 to 1."""


class Tested(Protocol):
    """Two systems held against each other, by a metric or by people."""

    @property
    def delta(self) -> float | None: ...
    @property
    def holm(self) -> float | None: ...


def is_sure(pair: Tested) -> bool:
    """Whether a difference is hardly chance: below 0.05 after Holm's correction over all pairs.

    >>> [is_sure(Comparison("chrf", "A", "B", 1.0, p, None, None, "", holm=p)) for p in (0.01, 0.05, None)]
    [True, False, False]
    """
    return bool(pair.delta) and pair.holm is not None and pair.holm < LEVEL


def clusters(
    values: Mapping[str, float], comparisons: Iterable[Comparison], higher_is_better: bool = True
) -> tuple[tuple[str, ...], ...]:
    """The systems from best to worst, in groups: each of a group is surely better than each of the groups below.

    Surely: below 0.05 after Holm's correction over all pairs. Within a group the order may be luck (as in the
    rankings of WMT).

    >>> pair = lambda a, b, p: Comparison("chrf", a, b, 1.0, p, None, None, "", holm=p)
    >>> pairs = [pair("Online-B", "Lan-Bridge", 0.4), pair("Online-B", "NLLB", 0.001), pair("Lan-Bridge", "NLLB", 0.01)]
    >>> clusters({"NLLB": 40.2, "Online-B": 56.8, "Lan-Bridge": 56.1}, pairs)
    (('Online-B', 'Lan-Bridge'), ('NLLB',))
    """
    sure = {frozenset((one.a, one.b)) for one in comparisons if is_sure(one)}
    order = sorted(values, key=lambda system: -values[system] if higher_is_better else values[system])
    groups: list[list[str]] = []
    for place, system in enumerate(order):
        above, below = order[:place], order[place:]
        if not above or all(frozenset((a, b)) in sure for a in above for b in below):
            groups.append([])
        groups[-1].append(system)
    return tuple(map(tuple, groups))


def twins(systems: Mapping[str, Sequence[str]]) -> tuple[Twins, ...]:
    """The pairs that have nine in ten lines in common; a test between them is a test of the rest.

    >>> twins({"Online-A": ["Hello!", "Bye!"], "Online-B": ["Hello!", "Bye!"], "NLLB": ["Hi!", "Bye!"]})
    (Twins(a='Online-A', b='Online-B', equal=1.0),)
    """
    found = []
    for (a, one), (b, other) in combinations(systems.items(), 2):
        same = sum(x == y for x, y in zip(one, other, strict=True))
        if one and same >= _TWINS * len(one):
            found.append(Twins(a, b, same / len(one)))
    return tuple(found)


def _share(pair: Twins) -> str:
    """Cut and not rounded: 199 of 200 are no 100 %."""
    return f"{int(100 * pair.equal)}%"


def alike(pairs: Sequence[Twins]) -> tuple[str, ...]:
    """What to tell of them: systems that write the same in a sentence, and all that write nearly the same in another.

    >>> alike([Twins("A", "B", 1.0), Twins("A", "C", 1.0), Twins("B", "C", 1.0), Twins("C", "D", 0.95)])[0]
    'A, B and C write the same in every line.'
    """
    groups: list[list[str]] = []
    for pair in pairs:
        if pair.equal == 1:  # every pair of a group is here, and its first system comes first
            group = next((group for group in groups if pair.a in group), None)
            if group is None:
                groups.append([pair.a, pair.b])
            elif pair.b not in group:
                group.append(pair.b)
    told = [f"{', '.join(group[:-1])} and {group[-1]} write the same in every line." for group in groups]
    near = [pair for pair in pairs if pair.equal < 1]
    if len(near) == 1:
        told.append(
            f"{near[0].a} and {near[0].b} write the same in {_share(near[0])} of the lines: a difference between "
            "them rests on the few others."
        )
    elif near:
        listed = "; ".join(f"{pair.a} and {pair.b} in {_share(pair)}" for pair in near)
        told.append(
            f"{len(near)} pairs of systems write the same in nine of ten lines or more, so that a difference between "
            f"them rests on the few others: {listed}."
        )
    return tuple(told)
