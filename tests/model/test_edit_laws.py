"""The laws that bind texts and edits, over edits that hypothesis makes up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Edit, Outcome, Repair, Span, apply_edits, mirrored, undo_edits

LETTERS = st.sampled_from("ab c\"'.直播\n\N{COMBINING ACUTE ACCENT}\N{GRINNING FACE}")
TEXTS = st.text(LETTERS, max_size=24)


def make(number: int, text: str, start: int, end: int, after: str) -> Edit:
    return Edit(f"1.{number}", "1", Span(start, end), text[start:end], after, "term.garble", "a reason")


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    """A text and edits of it that do not overlap, some of them insertions and deletions."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, tuple(make(n, text, start, end, draw(TEXTS)) for n, (start, end) in enumerate(pairs))


@given(edited())
def test_undo_gives_the_original_back(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    assert undo_edits(apply_edits(text, edits), edits) == text


@given(edited())
def test_mirrored_twice_is_the_edits_again(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    twice = mirrored(mirrored(edits))
    assert [(e.span, e.before, e.after) for e in twice] == [(e.span, e.before, e.after) for e in edits]
    assert apply_edits(text, twice) == apply_edits(text, edits)


@given(edited())
def test_mirrored_spans_cover_what_was_written(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    after = apply_edits(text, edits)
    assert all(back.span.of(after) == back.before for back in mirrored(edits))


@given(edited())
def test_the_order_of_the_list_does_not_matter_where_places_differ(
    case: tuple[str, tuple[Edit, ...]],
) -> None:
    text, edits = case
    if len({e.span for e in edits}) == len(edits):
        assert apply_edits(text, tuple(reversed(edits))) == apply_edits(text, edits)


@given(edited())
def test_text_outside_the_edits_stays(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    grown = sum(len(e.after) - len(e.before) for e in edits)
    assert len(apply_edits(text, edits)) == len(text) + grown


def test_no_edits_no_change() -> None:
    assert apply_edits("sold goods via livestream", ()) == "sold goods via livestream"
    assert mirrored(()) == ()


@pytest.mark.parametrize(
    "edits",
    [
        [Edit("1.1", "1", Span(0, 4), "live", "sell", "r", "")],
        [Edit("1.1", "1", Span(4, 8), "live", "sell", "r", ""), Edit("1.2", "1", Span(6, 12), "ve the", "", "r", "")],
        [Edit("1.1", "1", Span(4, 8), "Live", "sell", "r", "")],
    ],
    ids=["another place", "overlap", "another case"],
)
def test_edits_that_do_not_fit_are_refused_by_name(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match=r"edit 1\.[12] does not fit"):
        apply_edits("now live the goods", edits)


def test_an_edit_beyond_the_end_does_not_fit() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply_edits("now live the goods", [Edit("1.1", "1", Span(4, 99), "live the goods", "", "r", "")])


def test_a_repair_knows_its_applied_edits() -> None:
    done = Edit("1.1", "1", Span(0, 1), "a", "b", "r", "")
    asked = Edit("1.2", "1", Span(1, 2), "c", "d", "r", "", outcome=Outcome.REVIEW)
    refused = Edit("1.3", "1", Span(2, 3), "e", "f", "r", "", outcome=Outcome.REFUSED)
    assert Repair("1", "ace", "bce", (done, asked, refused)).applied == (done,)


@pytest.mark.parametrize("span", [Span(7, 4), Span(-3, 0), Span(19, 19)], ids=["backwards", "negative", "behind"])
def test_a_span_that_is_no_place_of_the_text_does_not_fit(span: Span) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply_edits("now live the goods", [Edit("1.1", "1", span, span.of("now live the goods"), "!", "r", "")])


def test_an_insertion_at_the_very_end_fits() -> None:
    assert (
        apply_edits("now live the goods", [Edit("1.1", "1", Span(18, 18), "", "!", "r", "")]) == "now live the goods!"
    )
