"""Two reports of one suite: what broke, what mended, and that two suites are never compared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.evaluate.change import changes
from toolkit.model import (
    Finding,
    InputFile,
    Report,
    Score,
    SegmentScores,
    SegmentView,
    Severity,
    SystemFindings,
    TermScore,
)
from toolkit.report import report_change_markdown as change_markdown
from toolkit.report.json import render
from toolkit.report.reading import read_report

TEXTS = ["Tea is sold live.", "The host is on air.", "He sold 9 boxes.", "The road is mended.", "Orders came in."] * 3
GOOD = [text + " Good." for text in TEXTS]


def made(outputs, values, right, findings=(), system="mt", signature="s", metric="chrf++"):
    views = tuple(SegmentView(str(n), f"源{n}", (GOOD[n],), ((system, text),)) for n, text in enumerate(outputs))
    return Report(
        "Suite",
        "2026-01-05",
        "tqt evaluate",
        (InputFile(f"system {system}", "mt.txt", f"{abs(hash(tuple(outputs))):012x}"[:12]),),
        (),
        True,
        views,
        scores=(Score(system, metric, sum(values) / len(values), 15, 0, signature, 40.0, 60.0),),
        terms=(TermScore("host", system, 4, right, 4 - right, 1.0, "主播", "host"),),
        segment_scores=(SegmentScores(metric, system, tuple(values)),),
        system_findings=(SystemFindings(system, tuple(findings)),),
    )


OLD = made(TEXTS, [50.0] * 15, 3, [Finding("2", "number.missing", Severity.MAJOR, "9 is missing", found="9")])
NEW = made(
    ["Tea is sold.", *TEXTS[1:]],
    [20.0, *([55.0] * 13), 50.0],
    1,
    [Finding("0", "term.missing", Severity.MINOR, "主播 is | missing", found="主播")],
)


def test_what_broke_and_what_mended():
    change = changes(OLD, NEW)
    (score,) = change.scores
    assert (score.better, score.worse) == (13, 1)
    assert score.p == pytest.approx(0.00183, abs=1e-4)
    assert [(t.old.satisfied, t.new.satisfied, t.broken) for t in change.broken] == [(3, 1, 4)]
    assert change.mended == ()
    assert [finding.rule for _, finding in change.appeared] == ["term.missing"]
    assert [finding.rule for _, finding in change.gone] == ["number.missing"]
    assert [(m.segment.id, m.gain) for m in change.worse] == [("0", -30.0)]
    assert len(change.better) == 13
    assert change.rewritten == 1
    back = changes(NEW, OLD)
    assert [t.new.concept for t in back.mended] == ["host"]
    assert back.appeared == change.gone


def test_the_markdown_is_fit_for_a_pull_request():
    text = change_markdown.render(changes(OLD, NEW))
    assert text.index("Terms newly broken") < text.index("Segments that lost most") < text.index("gained most")
    assert "主播 is \\| missing" in text
    assert "  * before: Tea is sold live." in text
    assert "3 more are in the JSON" in text
    assert change_markdown.sentences(changes(OLD, NEW))[0].startswith("chrF++ of mt better: 50.0 to 52.3 (13 segments")


def test_equal_reports_have_not_changed():
    change = changes(OLD, OLD)
    assert (change.broken, change.mended, change.appeared, change.gone, change.worse, change.better) == ((),) * 6
    assert change_markdown.sentences(change)[0] == "chrF++ of mt: unchanged at 50.0."


def test_other_settings_do_not_compare():
    (line, *_) = change_markdown.sentences(changes(OLD, made(TEXTS, [51.0] * 15, 3, signature="other")))
    assert "other settings" in line


def test_less_is_better_where_it_is():
    def ter(values):
        report = made(TEXTS, values, 3, metric="ter")
        return replace(report, scores=tuple(replace(s, higher_is_better=False) for s in report.scores))

    change = changes(ter([50.0] * 15), ter([40.0] * 15))
    assert change.scores[0].better == 15
    assert change.better[0].gain == 10.0
    assert "TER of mt better" in change_markdown.sentences(change)[0]


def test_two_suites_are_never_compared():
    other = replace(NEW, segments=(replace(NEW.segments[0], references=("Other.",)), *NEW.segments[1:]))
    with pytest.raises(InputError, match="segment 0 has another reference"):
        changes(OLD, other)
    with pytest.raises(InputError, match="15 segments, the newer 14"):
        changes(OLD, replace(NEW, segments=NEW.segments[:-1]))
    with pytest.raises(InputError, match="newer report has no segments"):
        changes(OLD, replace(NEW, segments=()))


def test_lone_systems_are_compared_whatever_their_name_and_others_by_name():
    assert changes(OLD, made(TEXTS, [51.0] * 15, 3, system="next")).scores[0].new.system == "next"
    both = [(("a", "x"), ("b", "y")), (("b", "y"), ("c", "z"))]
    old, new = (replace(OLD, segments=tuple(replace(v, outputs=o) for v in OLD.segments), scores=()) for o in both)
    change = changes(old, new)
    assert (change.only_old, change.only_new) == (("a",), ("c",))
    with pytest.raises(InputError, match="No system is in both"):
        changes(old, replace(new, segments=tuple(replace(v, outputs=(("d", ""), ("e", ""))) for v in new.segments)))


def test_a_report_is_read_as_it_was_written():
    again = read_report(render(NEW), "new.json")
    assert again == replace(NEW, terms=again.terms)
    assert again.terms[0].satisfied == 1


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": 2, "scores": []}', '{"schema": 1}', "nul\x00", "[" * 100_000,
     '{"schema": 1, "scores": [{}]}', '{"schema": 1, "scores": [], "title": 1}'],
)  # fmt: skip
def test_what_is_no_report_is_told(text):
    with pytest.raises(InputError, match=r"a\.json"):
        read_report(text, "a.json")


WRONG = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["system", "id", "values"]), inner),
    max_leaves=6,
)


@settings(deadline=None, max_examples=80)
@given(key=st.sampled_from(["scores", "terms", "segments", "segment_scores", "system_findings", "title"]), value=WRONG)
def test_a_damaged_report_is_an_input_error_or_a_report(key, value):
    import json

    data = json.loads(render(NEW)) | {key: value}
    try:
        read_report(json.dumps(data), "a.json")
    except InputError as error:
        assert "a.json" in str(error)
