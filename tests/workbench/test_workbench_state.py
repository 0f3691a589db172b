"""Decisions about one segment, and a segment in the translator's own words told as edits."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.model import Edit, ErrorSpan, Outcome, Repair, Segment, Span, apply_edits
from toolkit.postedit.decided import apply_ledger
from toolkit.postedit.ledger import Entry, Ledger, around, digest_of
from toolkit.workbench import state as states
from toolkit.workbench.state import SegmentState
from toolkit.workbench.written import RULE, told

ORIGINAL = "The town head will live the goods in a live room every Wednesday."


def edit(name: str, before: str, after: str, outcome: Outcome = Outcome.APPLIED, group: str | None = None) -> Edit:
    start = ORIGINAL.index(before)
    return Edit(
        name, "1", Span(start, start + len(before)), before, after, "term.garble", "", group=group, outcome=outcome
    )


EDITS = (
    edit("1.1", "live the goods", "sell goods via livestream"),
    edit("1.2a", "a ", "the ", group="1.2"),
    edit("1.2", "live room", "livestream room"),
    edit("1.3", "every Wednesday", "on Wednesdays", Outcome.REVIEW),
    edit("1.4", "the goods in", "wares in", Outcome.REVIEW),
)
REPAIR = Repair("1", ORIGINAL, apply_edits(ORIGINAL, EDITS[:3]), EDITS)


def decided(*said: tuple[str, str | None, str | None]) -> SegmentState:
    state = SegmentState()
    for name, verdict, after in said:
        state = states.decide(REPAIR, state, name, verdict, after)
    return state


def test_undecided_what_is_made_stands_and_what_asks_does_not() -> None:
    assert states.text_of(REPAIR, SegmentState()) == REPAIR.text
    assert [e.id for e in states.to_decide(REPAIR, SegmentState())] == ["1.3", "1.4"]


def test_a_companion_goes_with_its_change() -> None:
    state = decided(("1.2", "reject", None))
    assert "in a live room" in states.text_of(REPAIR, state)


def test_other_words_and_open_again() -> None:
    state = decided(("1.3", "accept", "each Wednesday"))
    assert states.text_of(REPAIR, state).endswith("each Wednesday.")
    assert states.decide(REPAIR, state, "1.3", None, None) == SegmentState()


def test_two_changes_of_the_same_words_are_not_both_made() -> None:
    with pytest.raises(InputError, match="same words as 'live the goods'"):
        decided(("1.4", "accept", None))
    state = decided(("1.1", "reject", None), ("1.4", "accept", None))
    assert "live wares in" in states.text_of(REPAIR, state)


@pytest.mark.parametrize("text", ["two\nlines", "a\ttab", "a\x00b", "\ud800"])
def test_what_a_line_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        states.write(REPAIR, SegmentState(), text)
    with pytest.raises(InputError):
        decided(("1.1", "accept", text))


def test_a_mark_keeps_its_words_when_the_text_before_it_changes() -> None:
    at = REPAIR.text.index("livestream room")
    marked = states.mark(
        REPAIR, SegmentState(), "edit", ErrorSpan("minor", "Style/Awkward", (Span(at, at + 15),)), None
    )
    moved = states.decide(REPAIR, marked, "1.1", "reject", None)
    [error] = moved.edit.errors
    assert error.spans[0].of(states.text_of(REPAIR, moved)) == "livestream room"
    gone = states.decide(REPAIR, moved, "1.2", "reject", None)
    assert gone.edit.errors[0].spans == ()  # its words are gone, the mark is not


@pytest.mark.parametrize("span", [Span(0, 0), Span(-1, 2), Span(5, 500)])
def test_a_mark_outside_of_the_text_is_refused(span: Span) -> None:
    with pytest.raises(InputError):
        states.mark(REPAIR, SegmentState(), "mt", ErrorSpan("minor", None, (span,)), None)


@pytest.mark.parametrize("value", [-1, 101, float("nan"), float("inf")])
def test_a_score_lies_between_0_and_100(value: float) -> None:
    with pytest.raises(InputError):
        states.score(SegmentState(), "mt", value)


def made_by_ledger(state: SegmentState) -> str:
    digest = digest_of(ORIGINAL)
    entries = tuple(Entry(e, verdict, digest, around(ORIGINAL, e.span)) for e, verdict in told(REPAIR, state))
    assert len({entry.edit.id for entry in entries}) == len(entries)
    return apply_ledger([Segment("1", ORIGINAL)], Ledger({}, entries)).texts["1"]


def test_words_of_ones_own_keep_the_verdicts_that_they_leave_alone() -> None:
    state = states.write(REPAIR, SegmentState(), states.text_of(REPAIR, SegmentState()).replace("The town", "Our town"))
    rows = {e.id: verdict for e, verdict in told(REPAIR, state)}
    assert rows == {
        "1.w1": "accept",
        "1.1": "accept",
        "1.2": "accept",
        "1.2a": "accept",
        "1.3": "reject",
        "1.4": "reject",
    }


VERDICTS = st.lists(st.tuples(st.sampled_from(["1.1", "1.2", "1.3", "1.4"]), st.sampled_from(["accept", "reject"])))
WORDS = st.lists(
    st.sampled_from([*ORIGINAL.split(), "sell", "livestream", "via", "\N{HEBREW LETTER ALEF}", ""]), max_size=14
)


@settings(max_examples=150, deadline=None)
@given(VERDICTS, WORDS)
def test_the_change_list_makes_the_text_whatever_was_written(said: list[tuple[str, str]], words: list[str]) -> None:
    state = SegmentState()
    for name, verdict in said:
        try:
            state = states.decide(REPAIR, state, name, verdict, None)
        except InputError:
            continue
    assert made_by_ledger(state) == states.text_of(REPAIR, state)
    text = " ".join(words)
    assume(text != states.text_of(REPAIR, state))
    written = states.write(REPAIR, state, text)
    assert made_by_ledger(written) == text
    assert all(e.rule == RULE or e.id in {x.id for x in EDITS} for e, _ in told(REPAIR, written))


@settings(max_examples=60, deadline=None)
@given(VERDICTS, st.none() | st.text("ab ", max_size=9), st.booleans())
def test_a_state_comes_back_from_its_data(said: list[tuple[str, str]], text: str | None, done: bool) -> None:
    state = SegmentState(3, {n: states.Verdict(v) for n, v in said}, text, done=done)  # type: ignore[arg-type]
    assert states.of_data(states.as_data(state)) == state
