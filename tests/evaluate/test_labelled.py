"""Labelled segments: every state of a wrong span, every fate of an edit, by hand-made repairs."""

from __future__ import annotations

import pytest

from toolkit.evaluate.labelled import Fate, Labelled, Rate, State, score_labelled
from toolkit.model import Edit, Outcome, Repair, Segment, Span, apply_edits
from toolkit.model.labelled import BadSpan, Judgement, Kind, LabelledSegment, Verdict

TEXT = "The anchor said the old irons may live the goods in the anchor room."


def spot(wording: str, *right: str, start: int = 0, kind: str = "term") -> BadSpan:
    at = TEXT.index(wording, start)
    return BadSpan(Span(at, at + len(wording)), wording, "", right, kind)


def edit(before: str, after: str, *, n: int = 1, group: str | None = None, outcome: Outcome = Outcome.APPLIED) -> Edit:
    at = TEXT.index(before)
    span = Span(at, at + len(before))
    return Edit(str(n), "1", span, before, after, "term.garble", "", group=group, outcome=outcome)


def scored(
    bad: list[BadSpan], *edits: Edit, keep: tuple[str, ...] = (), judgements: tuple[Judgement, ...] = ()
) -> Labelled:
    text = apply_edits(TEXT, [e for e in edits if e.outcome is Outcome.APPLIED])
    segment = LabelledSegment(Segment("1", TEXT), Kind.GARBLED, tuple(bad), keep)
    return score_labelled([segment], [Repair("1", TEXT, text, tuple(edits))], judgements)


def test_a_listed_rendering_mends_its_span() -> None:
    result = scored(
        [spot("live the goods", "sell goods by livestream")], edit("live the goods", "sell goods by livestream")
    )
    assert result.spans[0].state is State.LISTED
    assert result.rates["fix"] == result.rates["precision"] == Rate(1, 1)
    assert result.rates["harm"] == Rate(0, 1)


@pytest.mark.parametrize(
    ("after", "state"),
    [
        ("the live-stream host", State.LISTED),  # articles, hyphens and capitals do not matter
        ("The Livestream Host", State.LISTED),
        ("livestream hosts", State.CHANGED),  # number does
        ("the livestream host anchor", State.CHANGED),  # the wrong word is still there
    ],
)
def test_how_near_a_rendering_must_come(after: str, state: State) -> None:
    result = scored([spot("The anchor", "the livestream host")], edit("The anchor", after))
    assert result.spans[0].state is state


def test_an_edit_may_be_wider_than_the_label() -> None:
    """What stands about the label in the edit must be what stood there, or what another label accepts."""
    bad = [spot("old irons", "buddies"), spot("live the goods", "sell goods")]
    wide = edit("old irons may live the goods", "buddies may sell goods")
    assert [s.state for s in scored(bad, wide).spans] == [State.LISTED, State.LISTED]
    wrong = edit("old irons may live the goods", "buddies may not sell goods")
    assert [s.state for s in scored(bad, wrong).spans] == [State.CHANGED, State.CHANGED]


def test_an_article_repair_belongs_to_its_edit() -> None:
    bad = [spot("the old irons", "buddies")]
    term, article = edit("old irons", "buddies", n=1), edit("the ", "", n=2, group="1")
    result = scored(bad, term, article)
    assert result.spans[0].state is State.LISTED
    assert len(result.edits) == 1


def test_left_and_proposed() -> None:
    bad = [spot("old irons", "buddies"), spot("live the goods", "sell goods")]
    result = scored(bad, edit("old irons", "buddies", outcome=Outcome.REVIEW))
    assert [s.state for s in result.spans] == [State.PROPOSED, State.LEFT]
    assert result.rates["fix"] == Rate(0, 2)
    assert result.rates["harm"].value is None


def test_an_edit_where_nothing_was_wrong_is_harm_until_a_reader_says_otherwise() -> None:
    stray = edit("room", "studio")
    assert scored([], stray).edits[0].fate is Fate.HARM
    said = Judgement("1", "room", "studio", Verdict.SAME)
    assert scored([], stray, judgements=(said,)).edits[0].fate is Fate.SAME
    other = Judgement("2", "room", "studio", Verdict.RIGHT)
    assert scored([], stray, judgements=(other,)).edits[0].fate is Fate.HARM


def test_an_unlisted_rendering_waits_for_a_reader() -> None:
    bad, change = [spot("old irons", "buddies")], edit("old irons", "mates")
    waiting = scored(bad, change)
    assert (waiting.spans[0].state, waiting.edits[0].fate) == (State.CHANGED, Fate.OPEN)
    assert waiting.rates["harm"] == waiting.rates["precision"] == Rate(0, 1)
    right = scored(bad, change, judgements=(Judgement("1", "old irons", "mates", Verdict.RIGHT),))
    assert (right.spans[0].state, right.edits[0].fate) == (State.JUDGED, Fate.MENDED)
    assert (right.rates["fix"], right.rates["listed"]) == (Rate(1, 1), Rate(0, 1))
    better = scored(bad, change, judgements=(Judgement("1", "old irons", "mates", Verdict.BETTER),))
    assert (better.spans[0].state, better.edits[0].fate) == (State.CHANGED, Fate.BETTER)


def test_what_must_survive() -> None:
    result = scored([spot("The anchor", "the host")], edit("The anchor", "The host"), keep=("anchor room",))
    assert result.rates["keep"] == Rate(1, 1)
    lost = scored(
        [spot("anchor room", "livestream room")], edit("anchor room", "livestream room"), keep=("anchor room",)
    )
    assert lost.rates["keep"] == Rate(0, 1)
    assert lost.edits[0].fate is Fate.HARM


def test_grammar_is_not_counted_and_an_edit_on_it_waits() -> None:
    result = scored([spot("may live", kind="grammar")], edit("may live", "might live"))
    assert result.rates["fix"].value is None
    assert result.edits[0].fate is Fate.OPEN


def test_quiet_counts_segments_without_labels() -> None:
    assert scored([]).rates["quiet"] == Rate(1, 1)
    assert scored([], edit("room", "studio")).rates["quiet"] == Rate(0, 1)
    assert scored([spot("old irons", "buddies")]).rates["quiet"].value is None


def test_types_are_counted_apart() -> None:
    bad = [spot("old irons", "buddies", kind="slang"), spot("live the goods", "sell goods")]
    assert scored(bad, edit("old irons", "buddies")).by_type == {"slang": Rate(1, 1), "term": Rate(0, 1)}
