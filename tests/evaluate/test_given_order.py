"""Scores of another program: paired by the numbers of the segments, and better in the direction of their metric."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.evaluate.given import given_scores
from toolkit.formats.scores import read_scores


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_numbered_segments_are_paired_by_their_numbers(tmp_path: Path) -> None:
    told = "system,segment,score\na,10,0.9\na,2,0.2\na,1,0.1\n" + "".join(f"a,{n},0.{n}\n" for n in range(3, 10))
    found = given_scores("comet", read_scores(_file(tmp_path, "s.csv", told)), ["a"], 10)
    assert found.by_system["a"] == (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.9)


def test_named_segments_are_paired_as_the_first_system_has_them(tmp_path: Path) -> None:
    told = "system,segment,score\na,x,0.1\na,y,0.2\nb,y,0.4\nb,x,0.3\n"
    found = given_scores("comet", read_scores(_file(tmp_path, "s.csv", told)), ["a", "b"], 2)
    assert dict(found.by_system) == {"a": (0.1, 0.2), "b": (0.3, 0.4)}


@pytest.mark.parametrize(
    ("name", "higher"), [("metricx", False), ("MetricX-24", False), ("ter", False), ("comet", True)]
)
def test_a_metric_of_errors_is_better_where_it_is_lower(tmp_path: Path, name: str, higher: bool) -> None:
    told = _file(tmp_path, "s.csv", "system,segment,score\na,1,2.5\n")
    assert given_scores(name, read_scores(told), ["a"], 1).higher_is_better is higher
