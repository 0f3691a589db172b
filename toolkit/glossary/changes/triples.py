"""What belongs together in three versions, in one order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from toolkit.glossary.changes.pairing import Pairs

T = TypeVar("T")
Triple = tuple[T | None, T | None, T | None]
"""The same thing in the base, ours and theirs."""


def triples_of(sides: tuple[Sequence[T], Sequence[T], Sequence[T]], pairs: Callable[..., Pairs]) -> list[Triple[T]]:
    """What belongs together in base, ours and theirs, in the order of the side that changed it, ours first."""
    base, ours, theirs = sides
    in_ours = {i: j for i, j in pairs(base, ours, False) if i is not None}
    in_theirs = {i: j for i, j in pairs(base, theirs, False) if i is not None}
    found: list[tuple[int | None, int | None, int | None]] = [
        (i, in_ours.get(i), in_theirs.get(i)) for i in range(len(base))
    ]
    taken = ({j for _, j, _ in found}, {k for _, _, k in found})
    new_ours = [j for j in range(len(ours)) if j not in taken[0]]
    new_theirs = [k for k in range(len(theirs)) if k not in taken[1]]
    for j, k in pairs([ours[j] for j in new_ours], [theirs[k] for k in new_theirs], True):
        found.append((None, None if j is None else new_ours[j], None if k is None else new_theirs[k]))
    return [
        (None if i is None else base[i], None if j is None else ours[j], None if k is None else theirs[k])
        for i, j, k in _in_order(found)
    ]


def _in_order(
    found: list[tuple[int | None, int | None, int | None]],
) -> list[tuple[int | None, int | None, int | None]]:
    """As in ours, or as in theirs where ours left the order alone; the rest behind what it stood behind."""
    by_ours = sorted((t for t in found if t[1] is not None), key=lambda t: cast(int, t[1]))
    by_theirs = sorted((t for t in found if t[2] is not None), key=lambda t: cast(int, t[2]))
    by_base = sorted((t for t in found if t[0] is not None), key=lambda t: cast(int, t[0]))
    lead, other = (by_theirs, by_ours) if by_ours == by_base else (by_ours, by_theirs)
    order = {t: [t] for t in lead}
    heads = list(lead)
    before: list[tuple[int | None, int | None, int | None]] = []
    for follow in (other, by_base):
        previous = None
        for t in follow:
            if t not in order:
                order[t] = order[previous] if previous is not None else before
                order[t].append(t)
            previous = t
    return [*before, *(t for head in heads for t in order[head])]


def one(triple: Triple[T]) -> T:
    """The thing as the base has it, or else whoever has it."""
    return next(item for item in triple if item is not None)
