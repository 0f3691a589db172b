"""Post-editing effort: HTER is sacrebleu's, edits are told by what they are, times bear a coffee break."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics import TER

from toolkit.errors import AlignmentError, InputError
from toolkit.evaluate.effort import effort
from toolkit.evaluate.effort_edits import effort_edits, keystrokes
from toolkit.evaluate.effort_files import read_times
from toolkit.evaluate.effort_pace import Timed, pace, pauses
from toolkit.evaluate.effort_terms import saving_rows, term_spans
from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Span, Term

BEFORE = ["Old iron, come!", "He sold 600 catties of tea.", "Same here.", "", "gone"]
AFTER = ["Buddies, come!", "He sold 300 kilograms of tea.", "Same here.", "", ""]
INDEX = build_index(
    Glossary(
        "tiny",
        (Concept("tie", (Term("老铁", "zh"), Term("buddies", "en"), Term("old iron", "en", "garble", "noun"))),),
    ),
    LangPair("zh", "en"),
)


def test_hter_is_ter_against_the_post_edit() -> None:
    found = effort(BEFORE, AFTER, language="en")
    oracle = TER()
    kept = [0, 1, 2, 4]
    expected = oracle.corpus_score([BEFORE[n] for n in kept], [[AFTER[n] for n in kept]]).score
    assert found.hter == pytest.approx(expected)
    assert found.low <= found.hter <= found.high
    for segment, n in zip(found.segments, kept, strict=True):
        if AFTER[n]:
            assert segment.hter == pytest.approx(oracle.sentence_score(BEFORE[n], [AFTER[n]]).score)
    assert found.segments[-1].hter is None  # nothing is left to count by
    assert (found.blank, found.untouched) == (1, 1)
    assert [s.id for s in found.segments] == ["1", "2", "3", "5"]


def test_long_segments_are_counted_without_shifts_and_endless_ones_refused() -> None:
    before = [f"word{n}" for n in range(200)]
    found = effort([" ".join(before)], [" ".join([*before[100:], *before[:100]])])
    assert found.segments[0].ter_edits == 200  # TER would have found one shift
    assert "shifts:to-150-words" in found.signature
    with pytest.raises(InputError, match="Line 2 has 20,000 words"):
        effort(["a", "word " * 20_000], ["a", "b"])


def test_chinese_is_counted_by_characters() -> None:
    found = effort(["他现场卖货。"], ["他直播带货。"], language="zh")
    assert found.hter == pytest.approx(100 * 3 / 6)
    assert "asian:yes" in found.signature
    assert effort(["他现场卖货。"], ["他直播带货。"]).hter == found.hter
    assert found.unit == "characters"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The Host came.", "The host came.", [("substitute", "case", "Host", "host")]),
        ("He came , late", "He came, late", [("delete", "punctuation", " ", "")]),
        ("He came; late", "He came, late", [("substitute", "punctuation", ";", ",")]),
        ("sold 60 today", "sold 61 today", [("substitute", "number", "60", "61")]),
        ("sold today", "sold 61 today", [("insert", "number", "", "61 ")]),
        ("a bad day", "a good day", [("substitute", "wording", "bad", "good")]),
        ("a very bad day", "a bad day", [("delete", "wording", "very ", "")]),
        ("yesterday he came home", "he came home yesterday", [("move", "wording", "yesterday ", "yesterday")]),
        ("same", "same", []),
        ("", "new", [("insert", "wording", "", "new")]),
        ("old", "", [("delete", "wording", "old", "")]),
    ],
)
def test_an_edit_is_told_by_what_it_is(before: str, after: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = effort_edits(before, after, "en")
    assert [(e.op, e.kind, e.before, e.after.lstrip() if e.op == "move" else e.after) for e in found] == expected


@given(st.text("aB 直播,.1İß\N{COMBINING ACUTE ACCENT}", max_size=25), st.text("aB 直播,.1İß", max_size=25))
@settings(deadline=None, max_examples=150)
def test_every_difference_lies_in_an_edit(before: str, after: str) -> None:
    edits = effort_edits(before, after)
    assert all(e.before_span.of(before) == e.before and e.after_span.of(after) == e.after for e in edits)
    left, right = list(before), list(after)
    for e in edits:
        left[slice(*e.before_span)] = [""] * len(e.before)
        right[slice(*e.after_span)] = [""] * len(e.after)
    assert "".join("".join(left).split()) == "".join("".join(right).split())
    assert (before.split() == after.split()) <= (not [e for e in edits if e.kind != "punctuation"])
    typed, deleted = keystrokes(before, after)
    assert len(before) + typed - deleted == len(after)


def test_a_change_that_meets_a_term_is_about_the_term() -> None:
    spans = term_spans(INDEX, BEFORE[0], AFTER[0], "老铁，来！")
    assert spans == ((Span(0, 8),), (Span(0, 7),))
    found = effort(BEFORE, AFTER, find_terms=lambda *texts: term_spans(INDEX, *texts))
    assert [edit.kind for edit in found.segments[0].edits] == ["term"]
    assert term_spans(INDEX, BEFORE[0], AFTER[0], "朋友，来！") == ((), ())


def test_rows_that_would_have_saved_edits() -> None:
    before = ["Old iron, come!", "Thanks, old iron.", "My dear ironman, hello!", "Old iron stays."]
    after = ["Buddies, come!", "Thanks, buddies.", "My dear buddies, hello!", "Old iron stays."]
    sources = ["老铁，来！", "谢谢，老铁。", "亲爱的老铁，你好！", "老铁在。"]
    rows = saving_rows(INDEX, ["1", "2", "3", "4"], before, after, sources)
    assert [(row.wrong.lower(), row.times, row.segments, row.listed) for row in rows if row.listed] == [
        ("old iron", 2, ("1", "2"), True)
    ]
    assert [(row.times, row.segments) for row in rows if not row.listed] == [(1, ("3",))]


def test_what_is_corrected_again_and_again_is_told_once() -> None:
    before = ["The live room opens.", "A live room.", "Live room!", "The road."]
    after = ["The studio opens.", "A studio.", "Studio!", "The street."]
    (found,) = effort(before, after).repeated
    assert (found.before, found.after, found.times, found.segments) == ("live room", "studio", 3, ("1", "2", "3"))


def test_a_pause_is_told_and_moves_no_median() -> None:
    times = [20.0, 25.0, 22.0, 30.0, 24.0, 3600.0, None]
    timed = [Timed(str(n), 10, seconds) for n, seconds in enumerate(times)]
    assert pauses(timed) == {"5"}
    found = pace(timed)
    assert (found.measured, found.size, found.pauses) == (6, 60, ("5",))
    assert found.speed == pytest.approx(3600 * 50 / 121)
    assert found.speed_with_pauses == pytest.approx(3600 * 60 / 3721)
    assert 1400 < found.median < 1500
    assert pauses(timed[:3]) == frozenset()
    assert pace([Timed("1", 10, 0.0)]).speed is None
    steady = [Timed(str(n), 10, 20.0) for n in range(10)]
    assert pauses([*steady, Timed("slow", 10, 55.0)]) == frozenset()


def test_times_are_read_in_the_ways_people_write_them(tmp_path: Path) -> None:
    path = tmp_path / "times.txt"
    path.write_text("75\n75.5 s\n1:15\n0:01:15\n\n-\n1,5\n", encoding="utf-8")
    assert read_times(path) == (75.0, 75.5, 75.0, 75.0, None, None, 1.5)
    for bad in ("-5", "soon", "1:75", "nan", "1e3", "inf"):
        path.write_text(f"1\n{bad}\n", encoding="utf-8")
        with pytest.raises(InputError, match=r"times\.txt:2"):
            read_times(path)


def test_what_does_not_fit_is_told() -> None:
    with pytest.raises(AlignmentError, match="2 lines, the final text 1"):
        effort(["a", "b"], ["a"])
    with pytest.raises(AlignmentError, match="the times 2"):
        effort(["a"], ["a"], seconds=[1.0, 2.0])
    with pytest.raises(InputError, match="every line is empty"):
        effort([""], [" "])
    with pytest.raises(InputError, match="every line is empty"):
        effort([], [])
