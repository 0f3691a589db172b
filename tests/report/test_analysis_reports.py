"""Analyses and efforts as Markdown and JSON: nothing from data becomes markup, nothing unscored becomes a number."""

from __future__ import annotations

import json
import re

import pytest

from toolkit.evaluate.effort import effort
from toolkit.model import (
    Analysis,
    Bucket,
    BucketTable,
    BucketValue,
    Reading,
    Readings,
    SegmentView,
    Use,
    Win,
    Wins,
    WordUse,
)
from toolkit.report import analysis_json, analysis_markdown, effort_markdown
from toolkit.report.padded import padded_table

HOSTILE = "<script>alert(1)</script>|`x`\n# [a](javascript:y)\x1b[2J"


def hostile() -> Analysis:
    values = (BucketValue(HOSTILE, 1.0, 0.5, 1.5), BucketValue("b", 2.0, 1.5, 2.5, 1.0, 0.5, 1.5))
    buckets = (
        Bucket(HOSTILE, 12, values),
        Bucket("small" + HOSTILE, 1, (BucketValue(HOSTILE, None), BucketValue("b", None))),
    )
    win = Win(HOSTILE, 1, 9, 0, 0.01, 0.02, HOSTILE, HOSTILE, 9)
    use = Use(HOSTILE, 9, (0,), 9, 0, 0.01, 0.02, HOSTILE)
    view = SegmentView(HOSTILE, HOSTILE, (HOSTILE,), ((HOSTILE, HOSTILE), ("b", HOSTILE)))
    return Analysis(
        systems=(HOSTILE, "b"),
        metric="chrf",
        segments=13,
        skipped=1,
        tables=(BucketTable(HOSTILE, "chrf", "nrefs:1", buckets, left_out=2, least=10, note=HOSTILE),),
        wins=(Wins(HOSTILE, "b", (win,), (win,), 13, 20, "test:sign-exact"),),
        use=(WordUse(HOSTILE, (use,), (use,), 20, "words"),),
        readings=(Readings(f"{HOSTILE} better", (Reading(view, (1.0, 2.0), 1.0),), (HOSTILE, "b")),),
    )


def test_hostile_text_becomes_no_markup() -> None:
    text = analysis_markdown.render(hostile())
    assert "<script>" not in text
    assert "\x1b" not in text
    assert not re.search(r"(?<!\\)\]\(javascript:", text)
    assert not re.search(r"(?m)^# \\?\[a", text)
    widths = {
        len(line.replace("\\|", "")) - len(re.sub(r"(?<!\\)\|", "", line.replace("\\|", "")))
        for line in text.splitlines()
        if line.startswith("| ")
    }
    assert widths <= {6, 7}  # no cell of data opens a column
    assert json.loads(analysis_json.render(hostile()))["systems"][0] == HOSTILE


def test_small_buckets_and_differences_are_told() -> None:
    text = analysis_markdown.render(hostile())
    assert "Too small to say (fewer than 10 segments): 1 bucket with 1 together" in text
    assert "2 segments in no bucket" in text
    assert "+1.0 (+0.5 to +1.5) \N{DAGGER}" in text
    assert "\N{DAGGER} the 95 % interval of the difference" in text
    assert "1 segment without a reference left out" in text
    assert json.loads(analysis_json.render(hostile()))["tables"][0]["buckets"][1]["values"][0]["value"] is None


def test_many_systems_stand_side_by_side() -> None:
    names = [f"s{n}" for n in range(6)]
    values = tuple(
        BucketValue(name, 50.0 + n, 49, 51, float(n) if n else None, n - 0.5, n + 0.5) for n, name in enumerate(names)
    )
    table = BucketTable("length", "ter", "x", (Bucket("all", 20, values),), higher_is_better=False)
    text = analysis_markdown.render(Analysis(tuple(names), "ter", 20, 0, tables=(table,)))
    assert "| 50.0 | 51.0 +1.0\N{DAGGER} |" in text
    assert "Of TER, less is better." in text


@pytest.mark.parametrize("systems", [(), ("a",)])
def test_nothing_found_is_a_page_too(systems: tuple[str, ...]) -> None:
    assert analysis_markdown.render(Analysis(systems, "chrf", 0, 0)).startswith("# Analysis of")


def test_long_lists_say_what_is_left_out() -> None:
    many = tuple(Win(f"word{n}", 1, 9, 0, 0.01, 0.02, "1") for n in range(20))
    text = analysis_markdown.render(Analysis(("a", "b"), "chrf", 9, 0, wins=(Wins("a", "b", many, (), 9, 20, "x"),)))
    assert "word14" in text
    assert "word15" not in text
    assert "5 more are in the JSON." in text


def test_effort_escapes_and_stays_honest() -> None:
    found = effort([HOSTILE, "same"], ["<b>new</b> | text\x1b", "same"], [HOSTILE, "x"], seconds=[10.0, None])
    text = effort_markdown.render(found)
    assert "<b>" not in text
    assert "\x1b" not in text
    assert "Untouched is not flawless" in text
    assert "words an hour" in text
    assert json.loads(analysis_json.render(found))["segments"][1]["seconds"] is None
    gone = effort_markdown.render(effort(["gone"], [""]))
    assert "HTER" in gone


def test_a_table_stands_straight_with_wide_characters() -> None:
    lines = padded_table(["a", "b"], [["直播", "x"], ["live", "\N{COMBINING ACUTE ACCENT}e"]]).splitlines()
    assert lines[2] == "| 直播 | x   |"
    assert lines[3].startswith("| live | ")
    assert padded_table(["a"], []) == ""
