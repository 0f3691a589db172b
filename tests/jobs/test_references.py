"""A text beside its reference, whatever line shape the two have."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import AlignmentError
from toolkit.jobs.references import pair_references

CORPUS = Path(__file__).parents[2] / "corpus" / "officials-livestream.jsonl"
ROWS = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
MT = [r["mt"] for r in ROWS]
REFERENCE = [r["reference"] for r in ROWS]
PARAGRAPHS = [" ".join(r["mt"] for r in rows) for _, rows in groupby(ROWS, key=lambda r: r["paragraph"])]


@given(st.lists(st.text(max_size=9), max_size=6))
def test_equal_counts_are_paired_as_they_stand(lines: list[str]) -> None:
    units = pair_references(lines, lines[::-1], lines)
    assert units.before == tuple(lines)
    assert units.after == tuple(lines[::-1])
    assert units.members == tuple((n,) for n in range(len(lines)))


def test_paragraphs_against_lines() -> None:
    units = pair_references(PARAGRAPHS, [p.upper() for p in PARAGRAPHS], REFERENCE)
    assert len(units.before) == len(units.after) == len(units.reference) == len(units.members)
    assert [b.upper() for b in units.before] == list(units.after)
    assert [n for group in units.members for n in group] == list(range(len(PARAGRAPHS)))
    assert " ".join(units.before) == " ".join(PARAGRAPHS)
    assert " ".join(units.reference) == " ".join(REFERENCE)


def test_lines_against_paragraphs_cut_at_the_same_places() -> None:
    paragraphs = [" ".join(r["reference"] for r in rows) for _, rows in groupby(ROWS, key=lambda r: r["paragraph"])]
    units = pair_references(MT, MT, paragraphs)
    right = 0
    for members, reference in zip(units.members, units.reference, strict=True):
        right += sum(ROWS[n]["reference"] in reference for n in members)
    assert right / len(ROWS) >= 0.9


def test_pairs_of_lines_against_lines() -> None:
    pairs = [" ".join(MT[n : n + 2]) for n in range(0, len(MT), 2)]
    units = pair_references(pairs, pairs, REFERENCE)
    assert " ".join(units.before) == " ".join(pairs)
    assert " ".join(units.reference) == " ".join(REFERENCE)
    found = sum(
        ROWS[2 * n + k]["reference"] in reference
        for group, reference in zip(units.members, units.reference, strict=True)
        for n in group
        for k in (0, 1)
    )
    assert found / len(ROWS) >= 0.9


def test_a_line_that_was_left_out_costs_nothing_else() -> None:
    units = pair_references(MT[:20] + MT[21:], MT[:20] + MT[21:], REFERENCE)
    wrong = [
        n
        for group, text in zip(units.members, units.reference, strict=True)
        for n in group
        if ROWS[n if n < 20 else n + 1]["reference"] not in text
    ]
    assert len(wrong) <= 1


def test_another_text_is_refused_with_both_counts() -> None:
    with pytest.raises(AlignmentError, match=r"The reference has 50 lines and the text 2"):
        pair_references(["Hello.", "Bye."], ["Hello.", "Bye."], REFERENCE)


@pytest.mark.parametrize(("text", "reference"), [(MT[:1], REFERENCE[:5]), (MT[:5], REFERENCE[:1]), (MT[:5], ["", ""])])
def test_far_too_little_text_is_refused_with_both_counts(text: list[str], reference: list[str]) -> None:
    counts = rf"The reference has {len(reference)} lines? and the text {len(text)},"
    with pytest.raises(AlignmentError, match=counts):
        pair_references(text, text, reference)


def test_a_paragraph_against_its_five_lines_is_one_unit() -> None:
    units = pair_references([" ".join(MT[2:7])], ["x"], REFERENCE[2:7])
    assert units.reference == (" ".join(REFERENCE[2:7]),)
    assert units.members == ((0,),)
