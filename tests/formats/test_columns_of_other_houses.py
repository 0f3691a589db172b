"""Columns that a terminologist of another language names: taken, or told."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.formats.glossaries import read_any


@pytest.mark.parametrize("name", ["Nicht verwenden", "Ne pas utiliser", "禁用术语", "Verbotene Benennung (EN)"])
def test_words_not_to_use_are_forbidden(tmp_path: Path, name: str) -> None:
    path = tmp_path / "house.csv"
    path.write_text(f"de;en;{name}\nPumpe;pump;dripper\n", "utf-8")
    terms = [term for concept in read_any(path).glossary.concepts for term in concept.terms]
    assert [(term.text, term.language) for term in terms if term.status == "forbidden"] == [("dripper", "en")]


def test_a_column_that_nobody_knows_is_told(tmp_path: Path) -> None:
    path = tmp_path / "house.csv"
    path.write_text("de;en;Chinesisch (vereinfacht)\nPumpe;pump;泵\n", "utf-8")
    told = str(read_any(path).report)
    assert "chinesisch_(vereinfacht)" in told
