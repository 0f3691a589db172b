"""The maximum assignment against brute force over all orders."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.evaluate.terminology.assignment import assign

GRAPHS = st.lists(st.lists(st.integers(0, 4), max_size=4, unique=True), max_size=6)


def most(wanted: list[list[int]]) -> int:
    """The largest assignment: every order in which the wanted may choose, each takes the first free place."""

    def greedy(order: tuple[int, ...]) -> int:
        taken: set[int] = set()
        for one in order:
            place = next((p for p in wanted[one] if p not in taken), None)
            if place is not None:
                taken.add(place)
        return len(taken)

    return max(greedy(order) for order in permutations(range(len(wanted))))


@given(GRAPHS)
def test_as_many_as_brute_force_and_each_place_once(wanted: list[list[int]]) -> None:
    given_places = assign(wanted)
    held = [place for place in given_places if place is not None]
    assert len(held) == len(set(held))
    assert all(place is None or place in options for place, options in zip(given_places, wanted, strict=True))
    assert len(held) == most(wanted)


def test_an_earlier_one_moves_for_a_later_one() -> None:
    assert assign([[0, 1], [0]]) == (1, 0)
    assert assign([[0, 1], [0, 2], [0], [1, 3]]).count(None) == 0
    assert assign([]) == ()
    assert assign([[], [0]]) == (None, 0)


def test_a_long_chain_needs_no_recursion() -> None:
    count = 3000
    wanted = [[n, n + 1] for n in range(count)] + [[0]]
    assert None not in assign(wanted)
