"""The ledger: written, read, decided on, made, undone; and what a changed text or a broken line does to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from postedit_cases import bundled, cases

from toolkit.errors import InputError, StaleLedgerError
from toolkit.model import Edit, Outcome, Repair, Segment, Span
from toolkit.postedit.decided import apply_ledger, undo_ledger
from toolkit.postedit.editor import postedit
from toolkit.postedit.ledger import Entry, Ledger, around, as_row, digest_of, read_ledger, write_ledger

HEAD: dict[str, object] = {"text": {"path": "article.txt", "digest": "0"}, "source_used": True, "segments": 4}
TEXTS = [
    'The mayor "lived the goods" twice; a web anchor called her fans "old iron".',
    "Nothing is wrong here.",
    "The hosts came with the goods.",
    'Officials "live the goods" should not last.',
]
SOURCES = ["市长两次直播带货;网络主播称粉丝为老铁。", "这里没有问题。", "主播带货。", "官员“直播带货”不应长久。"]
SEGMENTS = [Segment(str(n), text) for n, text in enumerate(TEXTS, start=1)]


@pytest.fixture(scope="module")
def repairs() -> tuple[Repair, ...]:
    return postedit(SEGMENTS, bundled(), SOURCES)


@pytest.fixture
def written(repairs: tuple[Repair, ...]) -> str:
    return write_ledger(HEAD, repairs)


def decided(text: str, **changes: Callable[[dict[str, object]], object]) -> Ledger:
    """The ledger after a person has gone through its lines."""
    head, *rows = (json.loads(line) for line in text.splitlines())
    for row in rows:
        for key, change in changes.items():
            row[key] = change(row)
    return read_ledger("\n".join(json.dumps(r) for r in [head, *rows]), "ledger.jsonl")


def texts(segments: list[Segment], ledger: Ledger, strict: bool = True) -> list[str]:
    made = apply_ledger(segments, ledger, strict)
    return [made.texts[s.id] for s in segments]


def test_written_and_read_again_nothing_is_lost(repairs: tuple[Repair, ...], written: str) -> None:
    ledger = read_ledger(written, "ledger.jsonl")
    assert [e.edit for e in ledger.entries] == [edit for r in repairs for edit in r.edits]
    assert ledger.head == {"schema": 1, **HEAD}
    assert all(e.verdict is None for e in ledger.entries)
    by_id = {r.segment_id: r.original for r in repairs}
    assert all(e.around == around(by_id[e.edit.segment_id], e.edit.span) for e in ledger.entries)
    assert {e.edit.segment_id: e.segment_digest for e in ledger.entries} == {
        r.segment_id: digest_of(r.original) for r in repairs if r.edits
    }


def test_without_verdicts_the_applied_edits_are_made(repairs: tuple[Repair, ...], written: str) -> None:
    ledger = read_ledger(written, "ledger.jsonl")
    made = apply_ledger(SEGMENTS, ledger)
    assert [made.texts[r.segment_id] for r in repairs] == [r.text for r in repairs]
    assert made.made == sum(edit.group is None for r in repairs for edit in r.applied)
    assert (made.moved, made.stale) == ((), ())


def test_undo_gives_the_original(repairs: tuple[Repair, ...], written: str) -> None:
    edited = [Segment(r.segment_id, r.text) for r in repairs]
    undone = undo_ledger(edited, read_ledger(written, "ledger.jsonl"))
    assert [undone.texts[s.id] for s in SEGMENTS] == TEXTS


def test_reject_all_is_the_text_as_it_was(written: str) -> None:
    assert texts(SEGMENTS, decided(written, verdict=lambda row: "reject")) == TEXTS


def test_a_rejected_edit_takes_its_companions_along(written: str) -> None:
    only_main = decided(written, verdict=lambda row: "reject" if row["group"] is None else None)
    assert texts(SEGMENTS, only_main) == TEXTS


def test_one_verdict_alone(written: str) -> None:
    one = decided(written, verdict=lambda row: "reject" if "web anchor" in str(row["before"]) else None)
    made = texts(SEGMENTS, one)
    assert "a web anchor called" in made[0]
    assert "sold goods via livestream" in made[0]


def test_an_accepted_proposal_with_the_wording_of_a_person(written: str) -> None:
    def verdict(row: dict[str, object]) -> object:
        return "accept" if row["outcome"] == "review" else None

    def after(row: dict[str, object]) -> object:
        return "to sell goods" if row["outcome"] == "review" else row["after"]

    assert texts(SEGMENTS, decided(written, verdict=verdict, after=after))[2] == "The hosts came to sell goods."


def test_a_changed_line_is_made_where_the_wording_still_stands_once(written: str) -> None:
    moved = [replace(SEGMENTS[0], target="On Monday, " + TEXTS[0]), *SEGMENTS[1:]]
    ledger = read_ledger(written, "ledger.jsonl")
    made = apply_ledger(moved, ledger)
    assert made.texts["1"] == "On Monday, " + texts(SEGMENTS, ledger)[0]
    assert set(made.moved) == {e.edit.id for e in ledger.entries if e.edit.segment_id == "1"}


def test_a_line_that_lost_the_wording_is_named(written: str) -> None:
    changed = [replace(SEGMENTS[0], target="The mayor spoke."), *SEGMENTS[1:]]
    ledger = read_ledger(written, "ledger.jsonl")
    with pytest.raises(StaleLedgerError, match=r"(?s)1\.1: .*no longer stands there \(segment 1\).*--skip-stale"):
        apply_ledger(changed, ledger)
    made = apply_ledger(changed, ledger, strict=False)
    assert made.texts["1"] == "The mayor spoke."
    assert made.texts["4"] != TEXTS[3]
    assert len(made.stale) == sum(e.edit.segment_id == "1" for e in ledger.entries)


def test_a_wording_that_stands_twice_now_is_not_guessed() -> None:
    segment = Segment("1", "The web anchor smiled.")
    ledger = read_ledger(write_ledger({}, postedit([segment], bundled(), ["网络主播笑了。"])), "l")
    twice = Segment("1", "The web anchor smiled. The web anchor left.")
    assert apply_ledger([twice], ledger, strict=False).texts["1"] == twice.target


def test_a_segment_that_is_gone_is_named(written: str) -> None:
    with pytest.raises(StaleLedgerError, match="the text has no segment 4"):
        apply_ledger(SEGMENTS[:3], read_ledger(written, "ledger.jsonl"))


def test_overlapping_accepted_edits_are_not_both_made() -> None:
    segment = Segment("1", "live the goods")
    edits = (
        Edit("1.1", "1", Span(0, 14), "live the goods", "sell goods", "r", ""),
        Edit("1.2", "1", Span(5, 8), "the", "our", "r", "", outcome=Outcome.REVIEW, refusal="asked"),
    )
    ledger = read_ledger(write_ledger({}, [Repair("1", segment.target, "sell goods", edits)]), "l")
    both = Ledger(ledger.head, tuple(e._replace(verdict="accept") for e in ledger.entries))
    made = apply_ledger([segment], both, strict=False)
    assert made.texts["1"] == "sell goods"
    assert made.stale == ("1.2: it overlaps another accepted edit (segment 1)",)


def test_every_case_survives_write_read_apply_undo() -> None:
    segments = [Segment(str(n), c.mt, c.source) for n, c in enumerate(cases("in-the-wild"), start=1)]
    made = postedit(segments, bundled())
    ledger = read_ledger(write_ledger({}, made), "l")
    assert texts(segments, ledger) == [r.text for r in made]
    back = undo_ledger([Segment(r.segment_id, r.text) for r in made], ledger)
    assert [back.texts[s.id] for s in segments] == [s.target for s in segments]


def test_undo_brings_back_a_wrong_article() -> None:
    text = "We saw an live the goods."
    edits = (
        Edit("1.1", "1", Span(10, 24), "live the goods", "live sale", "r", ""),
        Edit("1.2", "1", Span(7, 9), "an", "a", "r", "", group="1.1"),
    )
    ledger = read_ledger(write_ledger({}, [Repair("1", text, "We saw a live sale.", edits)]), "l")
    made = apply_ledger([Segment("1", text)], ledger).texts["1"]
    assert made == "We saw a live sale."
    assert undo_ledger([Segment("1", made)], ledger).texts["1"] == text


ROW = as_row(Edit("1.1", "1", Span(0, 4), "live", "sell", "term.garble", "reason"), "0")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{not json", r"ledger\.jsonl:3: not a line of JSON"),
        ("[1, 2]", r"ledger\.jsonl:3: a change list has one JSON object a line"),
        (json.dumps({**ROW, "span": [0]}), r"ledger\.jsonl:3: .*a span is two numbers"),
        (json.dumps({**ROW, "span": ["0", "4"]}), r"ledger\.jsonl:3: .*a span is two numbers"),
        (json.dumps({k: v for k, v in ROW.items() if k != "after"}), r"ledger\.jsonl:3: .*after"),
        (json.dumps({**ROW, "around": "live"}), r"ledger\.jsonl:3: .*'around' is two texts"),
        (json.dumps({**ROW, "outcome": "perhaps"}), r"ledger\.jsonl:3: .*perhaps"),
        (json.dumps({**ROW, "confidence": "sure"}), r"ledger\.jsonl:3: .*sure"),
        (json.dumps({**ROW, "verdict": "yes"}), r"ledger\.jsonl:3: verdict 'yes' is not known\. Write \"accept\""),
    ],
    ids=[
        "no json",
        "no object",
        "short span",
        "span of strings",
        "no after",
        "around",
        "outcome",
        "confidence",
        "verdict",
    ],
)
def test_a_broken_line_is_told_with_its_place(line: str, message: str) -> None:
    text = "\n".join(['{"schema": 1}', "", line])
    with pytest.raises(InputError, match=message):
        read_ledger(text, "ledger.jsonl")


@pytest.mark.parametrize("text", ["", " \n\n", '{"schema": 2}\n', json.dumps(ROW)])
def test_what_is_no_ledger_is_told(text: str) -> None:
    with pytest.raises(InputError, match="tqt postedit --ledger FILE"):
        read_ledger(text, "ledger.jsonl")


def test_unknown_keys_are_passed_over() -> None:
    ledger = read_ledger('{"schema": 1, "later": 1}\n' + json.dumps({**ROW, "colour": "red"}), "l")
    assert ledger.entries[0].edit.after == "sell"


def test_applying_twice_changes_nothing_more() -> None:
    segment = Segment("1", 'A web anchor called her fans "old iron".')
    ledger = read_ledger(write_ledger({}, postedit([segment], bundled(), ["一位网络主播称粉丝为“老铁”。"])), "l")
    (once,) = texts([segment], ledger)
    again = apply_ledger([Segment("1", once)], ledger, strict=False)
    assert again.texts["1"] == once
    assert again.made == 0
    glosses = {e.edit.id for e in ledger.entries if e.edit.before in e.edit.after}
    assert glosses
    assert set(again.already) == glosses


def test_one_of_two_places_that_is_made_already_leaves_the_other_to_be_made() -> None:
    edit = Edit("1.1", "1", Span(0, 8), "old iron", 'lao tie ("old iron")', "term.garble", "")
    ledger = read_ledger(write_ledger({}, [Repair("1", "old iron!", "", (edit,))]), "l")
    half = Segment("1", 'Well, lao tie ("old iron") and old iron.')
    made = apply_ledger([half], ledger)
    assert made.texts["1"] == 'Well, lao tie ("old iron") and lao tie ("old iron").'
    assert made.already == ()


def test_a_group_falls_together_on_a_changed_line(written: str) -> None:
    changed = [*SEGMENTS[:3], replace(SEGMENTS[3], target="Yes, " + TEXTS[3].lower())]
    made = texts(changed, read_ledger(written, "ledger.jsonl"))[3]
    assert made == "Yes, officials' livestream selling should not last."


def test_a_companion_whose_neighbour_has_changed_keeps_its_main_edit_back(written: str) -> None:
    changed = [*SEGMENTS[:3], replace(SEGMENTS[3], target='Men "live the goods" should not last.')]
    made = apply_ledger(changed, read_ledger(written, "ledger.jsonl"), strict=False)
    assert made.texts["4"] == changed[3].target
    main, *companions = (line for line in made.stale if line.startswith("4."))
    assert companions
    assert all(" goes with " in line for line in companions)
    assert "have changed" in main or "no longer stands there" in main


def test_an_insertion_without_surroundings_finds_no_place_on_a_changed_line(written: str) -> None:
    bare = decided(written, around=lambda row: None)
    changed = [*SEGMENTS[:3], replace(SEGMENTS[3], target="Yes, " + TEXTS[3].lower())]
    assert texts(changed, bare, strict=False)[3] == changed[3].target
    assert texts(SEGMENTS, bare) == texts(SEGMENTS, decided(written))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Yes, tea and rice.", "Yes, tea, and rice."),
        ("Yes, tea, and rice.", "Yes, tea, and rice."),
        ("Yes, tea or rice.", "Yes, tea or rice."),
        ("tea and rice. tea and rice.", "tea and rice. tea and rice."),
    ],
    ids=["moved", "made already", "gone", "twice"],
)
def test_an_insertion_is_found_by_what_stands_around_it(line: str, expected: str) -> None:
    edit = Edit("1.1", "1", Span(3, 3), "", ",", "surface", "")
    ledger = read_ledger(write_ledger({}, [Repair("1", "tea and rice.", "", (edit,))]), "l")
    assert texts([Segment("1", line)], ledger, strict=False) == [expected]


def test_undo_of_a_changed_line_takes_a_group_back_whole_or_not_at_all(written: str) -> None:
    ledger = read_ledger(written, "ledger.jsonl")
    edited = texts(SEGMENTS, ledger)
    changed = [Segment("4", edited[3].replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"))]
    made = undo_ledger(
        changed, Ledger(ledger.head, tuple(e for e in ledger.entries if e.edit.segment_id == "4")), False
    )
    assert made.texts["4"] == changed[0].target


def test_thousands_of_edits_of_one_line_are_made_at_once() -> None:
    line = "Old iron. " * 5_000
    edits = tuple(Edit(f"1.{n}", "1", Span(n, n + 8), "Old iron", "Lao tie", "r", "") for n in range(0, len(line), 10))
    ledger = read_ledger(write_ledger({}, [Repair("1", line, "", edits)]), "l")
    assert texts([Segment("1", line)], ledger) == ["Lao tie. " * 5_000]


def test_a_line_separator_in_a_wording_survives() -> None:
    before = f"live{chr(0x2028)}goods"
    edit = Edit("1.1", "1", Span(0, len(before)), before, "sell goods", "r", "")
    ledger = read_ledger(write_ledger({}, [Repair("1", before, "sell goods", (edit,))]), "l")
    assert ledger.entries[0].edit.before == before


PLAIN: dict[str, object] = {"id": "1.1", "segment": "1", "span": [0, 3], "before": "abc", "after": "x"}


def lines_of(*rows: dict[str, object]) -> str:
    return "\n".join(json.dumps(row) for row in [{"schema": 1}, *({**PLAIN, **row} for row in rows)])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"span": [3, 0]}, "from a start to an end"),
        ({"span": [-1, 3]}, "from a start to an end"),
        ({"span": [True, 3]}, "two numbers"),
        ({"after": None}, "'after' is a text in quotation marks, not null"),
        ({"before": 5}, "'before' is a text"),
        ({"id": 1}, "'id' is a text"),
        ({"segment": 1}, "'segment' is a text"),
        ({"alternatives": "abc"}, "list of texts"),
        ({"alternatives": ["a", 1]}, "list of texts"),
        ({"confidence": 1.5}, "0 to 1"),
        ({"confidence": float("nan")}, "0 to 1"),
        ({"confidence": "high"}, "0 to 1"),
    ],
)
def test_values_of_the_wrong_kind_are_told_with_their_line(change: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=rf"^l\.jsonl:2: .*{words}"):
        read_ledger(lines_of(change), "l.jsonl")


def test_an_id_stands_once() -> None:
    with pytest.raises(InputError, match=r"^l\.jsonl:3: the edit id '1\.1' stands in line 2 too"):
        read_ledger(lines_of({}, {"span": [4, 5]}), "l.jsonl")


@pytest.mark.parametrize("strict", [True, False])
def test_a_group_that_overlaps_itself_is_refused_by_name(strict: bool) -> None:
    text = lines_of({"outcome": "applied"}, {"id": "1.2", "span": [2, 4], "before": "cd", "group": "1.1"})
    ledger = read_ledger(text, "l.jsonl")
    segments = [Segment("1", "abcd")]
    for work in (apply_ledger, undo_ledger):
        with pytest.raises(InputError, match=r"Edits 1\.1 and 1\.2 of segment 1 belong together and overlap"):
            work(segments, ledger, strict)


def test_locked_segments_and_lost_tags_are_all_named_and_can_be_left_out() -> None:
    segments = [
        Segment("1", "old iron", locked="final"),
        Segment("2", "old {1}iron", tags=(Span(4, 7),)),
        Segment("3", "old iron"),
    ]
    edits = [Edit(f"{s.id}.1", s.id, Span(0, len(s.target)), s.target, "buddy", "r", "") for s in segments]
    ledger = Ledger(
        {}, tuple(Entry(edit, "accept", digest_of(s.target)) for edit, s in zip(edits, segments, strict=True))
    )
    with pytest.raises(
        StaleLedgerError, match=r"(?s)cannot be made:.*1\.1: .*locked \(final\).*2\.1: the tag \{1\} is miss"
    ):
        apply_ledger(segments, ledger)
    made = apply_ledger(segments, ledger, strict=False)
    assert made.texts == {"1": "old iron", "2": "old {1}iron", "3": "buddy"}
