"""Scores that other programs made: every kind of file, missing scores, wrong columns; and scores made of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.evaluate.given import given_scores
from toolkit.evaluate.run import evaluate
from toolkit.formats.scores import ImportedScores, read_scores


def read(tmp_path: Path, text: str, columns: dict[str, str] | None = None) -> ImportedScores:
    path = tmp_path / "scores"
    path.write_text(text, encoding="utf-8", newline="")
    return read_scores(path, columns)


COMET = {"a.txt": [{"src": "茶", "mt": "tea", "ref": "tea", "COMET": 0.9}, {"src": "", "mt": "", "COMET": 0.5}],
         "b.txt": [{"src": "茶", "mt": "rice", "ref": "tea", "COMET": 0.1}, {"mt": "", "COMET": None}]}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "rows"),
    [
        (json.dumps(COMET, indent=1), "comet-json",
         [("a.txt", "1", 0.9), ("a.txt", "2", 0.5), ("b.txt", "1", 0.1), ("b.txt", "2", None)]),
        (json.dumps(COMET), "comet-json",
         [("a.txt", "1", 0.9), ("a.txt", "2", 0.5), ("b.txt", "1", 0.1), ("b.txt", "2", None)]),
        ("a.txt\tSegment 0\tscore: 0.8\n"
         "a.txt\tSegment 1\tscore: 0.6\tvariance: 0.1\na.txt\tscore: 0.7\nPredictions saved in: x.\n", "comet-text",
         [("a.txt", "1", 0.8), ("a.txt", "2", 0.6)]),
        ("0.25\n\nNone\n-1e-3\n", "lines",
         [(None, "1", 0.25), (None, "2", None), (None, "3", None), (None, "4", -0.001)]),
        ('{"scores": [0.5, NaN], "system_score": 0.5}', "comet-json", [(None, "1", 0.5), (None, "2", None)]),
        ("[0.5, null]", "comet-json", [(None, "1", 0.5), (None, "2", None)]),
        ('{"hypothesis": "tea", "prediction": 2.5}\n{"hypothesis": "rice", "prediction": 20}\n', "metricx",
         [(None, "1", 2.5), (None, "2", 20.0)]),
        ('{"system": "A", "line": 4, "score": "88"}\n{"system": "A", "line": 5, "score": null}\n', "jsonl",
         [("A", "4", 88.0), ("A", "5", None)]),
        ('[{"system": "A", "gemba": 3}]', "jsonl", [("A", "1", 3.0)]),
        ("A\t0.5\nA\tNone\nB\t0.25\n", "mtme", [("A", "1", 0.5), ("A", "2", None), ("B", "1", 0.25)]),
        ("system,segment,score\nA,7,0.5\nB,7,nan\n", "table", [("A", "7", 0.5), ("B", "7", None)]),
        ("Model;Line;Score\n\"A;x\";7;0.5\n", "table", [("A;x", "7", 0.5)]),
        ("SYS SID RAW.SCR Z.SCR N \nA.1 618 93.5 0.47 2 \n", "table", [("A.1", "618", 0.47)]),
        ("system\tbleurt\nA\t0.5\nA\t0.6\n", "table", [("A", "1", 0.5), ("A", "2", 0.6)]),
    ],
)  # fmt: skip
def test_kinds_of_files(tmp_path: Path, text: str, kind: str, rows: list[tuple[str | None, str, float | None]]) -> None:
    found = read(tmp_path, text)
    assert (found.kind, [tuple(row) for row in found.rows], found.problems) == (kind, rows, ())
    assert found.higher_is_better is {"metricx": False, "comet-text": True}.get(kind, found.higher_is_better)


def test_columns_by_name(tmp_path: Path) -> None:
    text = "sys\tx\ty\nA\t1\t2\n"
    with pytest.raises(InputError, match=r"which column holds the scores.*Name the column, such as score=x"):
        read(tmp_path, text)
    assert read(tmp_path, text, {"score": "y", "segment": "x"}).rows[0] == ("A", "1", 2.0)
    with pytest.raises(InputError, match="no column 'z' for the score; it has sys, x, y"):
        read(tmp_path, text, {"score": "z"})


def test_bad_rows_are_told_and_have_no_score(tmp_path: Path) -> None:
    found = read(tmp_path, "system,segment,score\nA,1,0.5\nA,2,good\nA,3\nA,,0.4\nA,4,inf\n")
    assert [tuple(row) for row in found.rows] == [("A", "1", 0.5), ("A", "2", None), ("A", "4", None)]
    assert [(problem.line, problem.message[:30]) for problem in found.problems] == [
        (3, "'good' is no score; write a nu"),
        (4, "the row has 2 cells, the heade"),
        (5, "the segment's id is missing"),
        (6, "'inf' is no score; write a num"),
    ]
    lines = read(tmp_path, '{"score": 1}\n[]\n{"score": true}\n{"score": "x"}\n')
    assert [row.score for row in lines.rows] == [1.0, None, None]
    assert [problem.line for problem in lines.problems] == [2, 3, 4]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("None\nNone\n", "no score could be read"),
        ("system,score\n", "no score could be read"),
        ("just some prose\nand more of it\n", "which column holds the scores"),
        ("score,score\n1,2\n", "'score' stands twice"),
        ("{", "no valid JSON"),
        ('{"a": "x"}', "which key holds the scores"),
        ('{"a": {"b": 1},\n "c": 2}', "JSON without scores"),
        ("[[1, 2]]", "no score could be read"),
        ("{}", "no key at all"),
        ("9" * 5000, "no score|which column"),
        ("[" + "9" * 5000 + "]", "too many digits"),
        ("A\t1e200\n", "which column|no score"),
        ("[" * 100_000, "nested too deeply|no valid JSON"),
    ],
)
def test_files_without_scores(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, text)


def scored(found, systems, segments, **options):
    given = given_scores("comet", found, systems, segments, **options)
    texts = {name: ["x"] * segments for name in systems}
    return evaluate(texts, [], given=[given])


def test_scores_of_a_file(tmp_path: Path) -> None:
    found = read(tmp_path, json.dumps(COMET))
    result = scored(found, ["a.txt", "b.txt"], 2)
    a, b = result.scores
    first = COMET["a.txt"][0]["COMET"]
    # b lacks the second score: both are compared on the first segment
    assert (a.system, a.metric, a.value, a.segments, a.skipped) == ("a.txt", "comet", first, 1, 1)
    assert (b.value, b.segments, b.skipped) == (0.1, 1, 1)
    assert any("scored and compared on the 1 of 2 segments" in note for note in result.notes)
    assert a.higher_is_better
    assert (a.low, a.high) == (None, None)  # two segments show no spread
    assert a.signature == f"imported:comet-json|file:{found.digest}|column:COMET|mean:segments"


def test_given_scores_are_compared_like_any_other(tmp_path: Path) -> None:
    rows = "".join(f"A\t{0.5 + n % 3 / 100}\nB\t{0.6 + n % 2 / 100}\n" for n in range(40))
    result = scored(read(tmp_path, rows), ["A", "B"], 40)
    [pair] = result.comparisons
    assert pair.delta == pytest.approx(0.0953, abs=0.001)
    assert pair.p is not None and pair.p < 0.01
    assert result.rankings[0].clusters == (("B",), ("A",))


def test_a_system_without_any_score_has_no_value(tmp_path: Path) -> None:
    result = scored(read(tmp_path, "A\t0.5\nB\tNone\n"), ["A", "B"], 1)
    assert [(s.value, s.segments, s.skipped) for s in result.scores] == [(0.5, 1, 0), (None, 0, 1)]
    assert result.comparisons == ()


def test_whose_scores_they_are_must_be_clear(tmp_path: Path) -> None:
    metricx = read(tmp_path, '{"prediction": 2.5}\n')
    assert not given_scores("metricx", metricx, ["ours"], 1).higher_is_better
    assert given_scores("metricx", metricx, ["ours", "theirs"], 1, "theirs").by_system == {"theirs": (2.5,)}
    with pytest.raises(InputError, match="does not say whose scores"):
        given_scores("metricx", metricx, ["ours", "theirs"], 1)
    with pytest.raises(InputError, match="no system 'mine'"):
        given_scores("metricx", metricx, ["ours"], 1, "mine")
    with pytest.raises(InputError, match="1 scores of 'ours' for 3 segments"):
        given_scores("metricx", metricx, ["ours"], 3)
    with pytest.raises(InputError, match="none of them is compared"):
        given_scores("comet", read(tmp_path, "A\t0.5\n"), ["B"], 1)


@pytest.mark.parametrize("name", ["ours", "ours.txt", "outputs/ours.txt"])
def test_scores_may_name_a_system_by_its_file(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, f"{name}\t0.5\n{name}\t0.7\n")
    assert given_scores("comet", found, ["ours", "theirs"], 2).by_system == {"ours": (0.5, 0.7)}


def test_two_files_of_one_system_are_not_mixed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="two kinds of scores"):
        given_scores("comet", read(tmp_path, "a/ours.txt\t0.5\nb/ours.txt\t0.7\n"), ["ours"], 1)
