"""Plain texts with equally many lines are paired line by line, a blank one in one of them too."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.formats.documents import read_document, render

SOURCE = "银行通过了压力测试。\n他们种了大麦和小麦。\n这里的农产品很好。\n这一行没有术语。\n"


def pair(tmp_path: Path, target: str, source: str = SOURCE) -> tuple[list[str], list[str], tuple[str, ...]]:
    (tmp_path / "zh.txt").write_text(source, encoding="utf-8")
    (tmp_path / "en.txt").write_text(target, encoding="utf-8")
    document = read_document(tmp_path / "en.txt", source=tmp_path / "zh.txt")
    assert document.source is not None
    assert render(document, {s.id: s.target for s in document.segments}) == target.encode()
    return [s.id for s in document.segments], [s.target for s in document.segments], document.source.texts


@pytest.mark.parametrize("missing", [1, 2, 3, 4])
def test_a_missing_translation_is_a_segment_of_its_own(tmp_path: Path, missing: int) -> None:
    said = [
        "The bank passed the stress test.",
        "They planted barley and wheat.",
        "Farm produce is good.",
        "A line without terms.",
    ]
    said[missing - 1] = ""
    ids, targets, sources = pair(tmp_path, "\n".join(said) + "\n")
    assert ids == ["1", "2", "3", "4"]
    assert targets == said
    assert sources == tuple(SOURCE.splitlines())


def test_a_line_without_source_keeps_its_place(tmp_path: Path) -> None:
    ids, _, sources = pair(
        tmp_path,
        "One is here.\nTwo is here.\nThree is here.\nFour is here.\n",
        "一在这里。\n\n三在这里。\n四在这里。\n",
    )
    assert ids == ["1", "2", "3", "4"]
    assert sources == ("一在这里。", "", "三在这里。", "四在这里。")


def test_the_same_blank_lines_are_no_segments(tmp_path: Path) -> None:
    ids, _, sources = pair(tmp_path, "One.\n\nThree.\n", "一。\n\n三。\n")
    assert ids == ["1", "3"]
    assert sources == ("一。", "三。")


def test_another_layout_is_not_paired_by_line(tmp_path: Path) -> None:
    ids, _, sources = pair(tmp_path, "One.\n\nThree.\n\nFive.\n\n", "一。\n二。\n三。\n四。\n五。\n六。\n")
    assert ids == ["1", "3", "5"]
    assert len(sources) == 6


def test_a_paragraph_that_says_two_lines_is_not_paired_by_line(tmp_path: Path) -> None:
    both = "The bank passed the stress test. They planted barley and wheat."
    ids, _, sources = pair(tmp_path, f"{both}\n\nFarm produce is good.\nA line without terms.\n")
    assert ids == ["1", "3", "4"]
    assert len(sources) == 4


def test_blanks_in_an_empty_line_stay(tmp_path: Path) -> None:
    ids, targets, _ = pair(
        tmp_path, "The bank passed the stress test.\n  \nFarm produce is good.\nA line without terms.\n"
    )
    assert ids == ["1", "2", "3", "4"]
    assert targets[1] == "  "
