"""Glossaries that cannot be worked with: every mistake at once, with its place, and no text is touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import transcripts

HEADER = "concept,language,term,status,replace_with,unmistakable\n"
RIGHT = "liuliang,zh,流量,,,\nliuliang,en,views,,,\n"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    shutil.copytree(transcripts.SHARED, tmp_path / "work", ignore=shutil.ignore_patterns("terms"))
    (tmp_path / "work" / "sick").mkdir()
    return tmp_path / "work"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (RIGHT + "liuliang,en,flow,garbel,,\n", ["terms.csv:4", "'status'", "did you mean 'garble'?"]),
        (RIGHT + "liuliang,en,(flow|,garble,,\n", ["terms.csv:4", "'term'"]),
        (RIGHT + "liuliang,en,flow [of,garble,,\n", ["terms.csv:4", "'term'"]),
        (RIGHT + "x,en,2024-04-22 00:00:00,,,\n", ["terms.csv:4", "spreadsheet"]),
        (RIGHT + "x,en,22-Apr,,,\nx,en,1.2E+05,,,\n", ["terms.csv:4", "terms.csv:5", "spreadsheet"]),
        (RIGHT + "liuliang,en,views,,,\n", ["terms.csv:4", "line 3"]),
        (RIGHT + "liuliang,en,Views,garble,,\n", ["terms.csv:4", "both garble and preferred"]),
        (
            RIGHT + "a,en,flow,garble,traffic,\nb,en,traffic,garble,flow,\n",
            ["circle", "'flow'", "'traffic'"],
        ),
        (RIGHT + "x,en,wide goods,garble,,yes\n", ["terms.csv:4", "no preferred or admitted"]),
        ("", ["terms.csv", "no term"]),
        (RIGHT + "liuliang,english,flow rate,,,\n", ["terms.csv:4", "'language'"]),
    ],
    ids=[
        "unknown status", "open choice", "open bracket", "date", "date and number", "double",
        "garble is preferred", "circle", "no way out", "zero terms", "language",
    ],
)  # fmt: skip
def test_a_sick_glossary(work: Path, rows: str, words: list[str]) -> None:
    (work / "sick" / "terms.csv").write_text(HEADER + rows, "utf-8", newline="")
    for line in ("postedit mt.txt --source zh.txt -g sick -o o.txt", "check mt.txt -g sick", "demo -g sick --out d"):
        answer = transcripts.tqt(*line.split(), folder=work)
        assert (answer.code, answer.out) == (2, b""), line
        for word in words:
            assert word in answer.err, line
    assert sorted(p.name for p in work.iterdir()) == ["good.txt", "mt.txt", "sick", "zh.txt"]
    lint = transcripts.tqt("glossary", "lint", "sick", folder=work)
    assert lint.code == 1
    assert all(word in lint.text for word in words)


@pytest.mark.parametrize("pattern", ["(Question", "(?=x)Question", "[z-a]"])
def test_a_bad_pattern_of_a_convention(work: Path, pattern: str) -> None:
    (work / "sick" / "terms.csv").write_text(HEADER + RIGHT, "utf-8")
    (work / "sick" / "conventions.csv").write_text(f"id,language,wrong,right\nti,en,{pattern},x\n", "utf-8")
    answer = transcripts.tqt("check", "mt.txt", "-g", "sick", folder=work)
    assert answer.code == 2
    assert "conventions.csv:2" in answer.err
    assert "'wrong'" in answer.err


def test_all_mistakes_are_told_at_once(work: Path) -> None:
    rows = "".join(f"c{n},en,term {n},wrong,,\n" for n in range(30))
    (work / "sick" / "terms.csv").write_text(HEADER + rows, "utf-8")
    answer = transcripts.tqt("check", "mt.txt", "-g", "sick", folder=work)
    assert "30 problems" in answer.err
    assert all(f"terms.csv:{line}:" in answer.err for line in range(2, 32))


def test_an_empty_folder_is_no_glossary(work: Path) -> None:
    answer = transcripts.tqt("check", "mt.txt", "-g", "sick", folder=work)
    assert answer.code == 2
    assert "`tqt glossary init` makes one" in answer.err


def test_a_flat_table_may_be_called_terms(work: Path) -> None:
    (work / "terms.csv").write_text("zh,en\n老铁,buddies\n", "utf-8")
    assert transcripts.tqt("glossary", "stats", "terms.csv", folder=work).code == 0


def test_a_flat_table_with_the_header_of_a_folder_is_none(work: Path) -> None:
    (work / "terms.csv").write_text("zh,note\n老铁,buddies\n", "utf-8")
    answer = transcripts.tqt("glossary", "stats", "terms.csv", folder=work)
    assert answer.code == 2
    assert "terms.csv:1" in answer.err


def test_a_bar_in_replace_with_is_no_mistake(work: Path) -> None:
    rows = RIGHT + "liuliang,en,flow,garble,views|online traffic,\n"
    (work / "sick" / "terms.csv").write_text(HEADER.replace("unmistakable", "action") + rows.replace(
        "traffic,", "traffic,fix"), "utf-8", newline="")  # fmt: skip
    answer = transcripts.tqt("glossary", "lint", "sick", folder=work)
    assert (answer.code, answer.out) == (0, b"")
