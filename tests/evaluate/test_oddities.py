"""Empty outputs, copies of the source and references given as systems are told; the scores stay what they are."""

from __future__ import annotations

from pathlib import Path

from toolkit.evaluate.files import evaluate_files
from toolkit.evaluate.oddities import oddities

GOOD = [f"Valve {n} is open today." for n in range(10)]
SOURCE = [f"Das Ventil {n} ist heute offen." for n in range(10)]


def test_what_is_as_it_should_be_is_not_told() -> None:
    mt = [f"The valve {n} is open today." for n in range(10)]
    assert list(oddities({"mt": mt}, [GOOD], SOURCE)) == []
    assert list(oddities({"mt": GOOD[:3]}, [GOOD[:3]], None)) == [], "three equal lines are no copy"


def test_an_output_that_is_empty_as_its_reference_is_none_to_tell() -> None:
    assert list(oddities({"mt": ["", *GOOD]}, [["", *GOOD]], None)) == [
        "mt: the same as the reference in 10 of 10 lines. Is it one?"
    ]


def test_copies_are_counted() -> None:
    (note,) = oddities({"mt": [*SOURCE[:4], *("x",) * 6]}, [GOOD], SOURCE)
    assert note == "mt: a copy of its source in 4 of 10 lines."


def test_an_evaluation_tells_them(tmp_path: Path) -> None:
    for name, lines in (("mt", ["", *GOOD[1:]]), ("ref", GOOD)):
        (tmp_path / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = evaluate_files({"mt": tmp_path / "mt.txt"}, [tmp_path / "ref.txt"], metrics=["chrf"], made="", command="")
    assert "mt: 1 of 10 outputs is empty, and scored as such." in found.notes
    assert found.report.scores[0].skipped == 0
