"""Tables as people keep them: cells that say that there is nothing, and four languages with gaps."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.formats.glossaries import read_any


def _terms(folder: Path, text: str) -> set[tuple[str, str, str]]:
    path = folder / "terms.csv"
    path.write_text(text, "utf-8")
    return {(t.language, t.text, t.status) for c in read_any(path).glossary.concepts for t in c.terms}


@pytest.mark.parametrize("cell", ["none", "N/A", "keine", "-", "\N{EM DASH}", "(none)", "?", ".", "OK", "无"])
def test_what_says_nothing_is_not_forbidden(tmp_path: Path, cell: str) -> None:
    found = _terms(tmp_path, f"de;en;Forbidden EN\nAlarm;alarm;{cell}\nPumpe;pump;pumper\n")
    assert {text for _, text, status in found if status == "forbidden"} == {"pumper"}
    assert ("en", "alarm", "preferred") in found


def test_four_languages_with_gaps_are_no_engine_dictionary(tmp_path: Path) -> None:
    found = _terms(tmp_path, "de,en,fr,zh\nPumpe,pump,pompe,泵\nAlarm,alarm,,\n")
    assert len(found) == 6
