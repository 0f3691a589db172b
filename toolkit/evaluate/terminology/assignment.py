"""Which occurrence is answered by which place: a maximum assignment, each place used once.

Augmenting paths (Berge, 1957; the algorithm of Kuhn, 1955, for graphs without weights). Small graphs: the terms of a
segment. Knows nothing of terms.
"""

from __future__ import annotations

from collections.abc import Sequence


def assign(wanted: Sequence[Sequence[int]]) -> tuple[int | None, ...]:
    """For each of the wanted its place, or None; as many as possible have one. `wanted` lists the places that would do.

    Of places that would do equally well the first listed is tried first.

    >>> assign([[0], [0, 1], [1]])
    (0, 1, None)
    """
    taken: dict[int, int] = {}
    for one in range(len(wanted)):
        _augment(one, wanted, taken)
    answer: list[int | None] = [None] * len(wanted)
    for place, one in taken.items():
        answer[one] = place
    return tuple(answer)


def _augment(start: int, wanted: Sequence[Sequence[int]], taken: dict[int, int]) -> bool:
    """Give `start` a place, moving others to their next best; whether that was possible. Without recursion."""
    tried: set[int] = set()
    path: list[tuple[int, int]] = []
    """(who, which of its places it tries now)"""
    path.append((start, 0))
    while path:
        one, number = path[-1]
        places = wanted[one]
        while number < len(places) and places[number] in tried:
            number += 1
        if number == len(places):
            path.pop()
            if path:
                path[-1] = (path[-1][0], path[-1][1] + 1)
            continue
        path[-1] = (one, number)
        place = places[number]
        tried.add(place)
        if place not in taken:
            for who, which in path:
                taken[wanted[who][which]] = who
            return True
        path.append((taken[place], 0))
    return False
