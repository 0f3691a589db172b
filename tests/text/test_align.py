"""Alignment of two lists of units: identity, merges, gaps, and the laws of a cover."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.align import Bead, Cues, _band, align, loose

UNITS = st.lists(
    st.builds(Cues, st.integers(1, 200), st.frozensets(st.sampled_from(["55", "1.96", "laotie", "zhubo"]), max_size=3)),
    max_size=8,
)
ARTICLE = [Cues(20 + 7 * n % 31, frozenset({f"#{n}"})) for n in range(12)]


def cover(beads: tuple[Bead, ...], n: int, m: int) -> None:
    assert [i for b in beads for i in b.source] == list(range(n))
    assert [j for b in beads for j in b.target] == list(range(m))


@given(UNITS, UNITS)
def test_every_unit_is_in_exactly_one_bead_in_order(source: list[Cues], target: list[Cues]) -> None:
    beads = align(source, target)
    cover(beads, len(source), len(target))
    assert all(b.source or b.target for b in beads)
    assert 0.0 <= loose(beads) <= 1.0


def test_a_text_with_itself_goes_one_to_one() -> None:
    assert align(ARTICLE, ARTICLE) == tuple(Bead(range(n, n + 1), range(n, n + 1)) for n in range(12))
    assert loose(align(ARTICLE, ARTICLE)) == 0.0


@given(st.integers(0, 11))
def test_a_sentence_that_is_missing_leaves_the_others_paired(gone: int) -> None:
    beads = align(ARTICLE, ARTICLE[:gone] + ARTICLE[gone + 1 :])
    cover(beads, 12, 11)
    for bead in beads:
        if len(bead.source) == len(bead.target) == 1:
            assert bead.source.start - bead.target.start == (0 if bead.source.start < gone else 1)


@given(st.integers(0, 10))
def test_two_that_were_joined_are_found_together(place: int) -> None:
    one, two = ARTICLE[place : place + 2]
    joined = [*ARTICLE[:place], Cues(one.length + two.length, one.marks | two.marks), *ARTICLE[place + 2 :]]
    assert Bead(range(place, place + 2), range(place, place + 1)) in align(ARTICLE, joined)
    assert Bead(range(place, place + 1), range(place, place + 2)) in align(joined, ARTICLE)


def test_cues_outweigh_length() -> None:
    source = [Cues(50, frozenset({"a"})), Cues(50, frozenset({"b"}))]
    target = [Cues(70, frozenset({"a"})), Cues(30, frozenset({"b"}))]
    assert [tuple(b.target) for b in align(source, target)] == [(0,), (1,)]


def test_empty_sides() -> None:
    assert align([], []) == ()
    assert align(ARTICLE, []) == (Bead(range(12), range(0)),)
    assert loose(align(ARTICLE, [])) == 1.0
    assert loose(()) == 0.0


def test_paragraphs_of_up_to_eight_lines_are_found_whole() -> None:
    lines = [Cues(40 + 13 * n % 29, frozenset({f"#{n}", f"name{n // 3}"})) for n in range(30)]
    cuts = [0, 8, 11, 19, 24, 30]
    paragraphs = [
        Cues(sum(u.length for u in lines[a:b]), frozenset().union(*(u.marks for u in lines[a:b])))
        for a, b in itertools.pairwise(cuts)
    ]
    beads = align(lines, paragraphs)
    assert [(b.source.start, b.source.stop) for b in beads] == list(itertools.pairwise(cuts))
    assert [b.source for b in align(paragraphs, lines)] == [b.target for b in beads]


def test_one_huge_unit_does_not_lead_out_of_the_band() -> None:
    lines = [Cues(10, frozenset({f"#{n}"})) for n in range(1000)]
    source = [*lines[:3], Cues(9900, frozenset(f"#{n}" for n in range(3, 993))), *lines[993:]]
    beads = align(source, lines)
    cover(beads, len(source), len(lines))
    assert beads[:3] == tuple(Bead(range(n, n + 1), range(n, n + 1)) for n in range(3))
    assert beads[-1] == Bead(range(10, 11), range(999, 1000))


def test_the_cells_that_are_looked_at_grow_with_the_length_and_not_with_its_square() -> None:
    units = [Cues(10 + n % 7, frozenset()) for n in range(20_000)]
    assert sum(map(len, _band(units, units))) < 130 * len(units)
    assert len(align(units[:300], units[:300])) == 300
