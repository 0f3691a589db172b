"""A new run does not wipe what a reviewer has decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from toolkit.cli.app import app
from toolkit.errors import InputError
from toolkit.jobs.decided import keep_decisions
from toolkit.jobs.read_back import filled


def test_a_list_with_decisions_is_not_written_over(tmp_path: Path) -> None:
    ledger = tmp_path / "edits.jsonl"
    ledger.write_text('{"id": "1.1", "verdict": "reject"}\n{"id": "1.2", "verdict": null}\n', encoding="utf-8")
    with pytest.raises(InputError, match="holds 1 decision of a reviewer"):
        keep_decisions(ledger)


@pytest.mark.parametrize("text", ["", '{"id": "1.1", "verdict": null}\n', "no JSON at all\n", '["verdict"]\n'])
def test_a_list_without_decisions_may_be_made_anew(tmp_path: Path, text: str) -> None:
    ledger = tmp_path / "edits.jsonl"
    ledger.write_text(text, encoding="utf-8")
    keep_decisions(ledger)
    keep_decisions(tmp_path / "not-there.jsonl")
    keep_decisions(None)
    keep_decisions(Path("-"))


def _workbook(path: Path) -> None:
    text, source = path.with_name("mt.txt"), path.with_name("zh.txt")
    text.write_text("The old iron likes to live with goods.\nIt rains.\n", encoding="utf-8")
    source.write_text("老铁喜欢直播带货。\n下雨了。\n", encoding="utf-8")
    command = ["postedit", str(text), "--source", str(source), "-o", str(path.with_name("o.txt"))]
    assert CliRunner().invoke(app, [*command, "--report", str(path)]).exit_code == 0


@pytest.mark.parametrize(
    ("column", "said"), [("Verdict", "reject"), ("Your version", "It pours."), ("Now", "It pours.")]
)
def test_a_workbook_that_was_filled_in_is_kept(tmp_path: Path, column: str, said: str) -> None:
    path = tmp_path / "review.xlsx"
    _workbook(path)
    assert filled(path) == 0
    keep_decisions(None, path)
    book = load_workbook(path)
    sheet = book["Segments"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(3, heads.index(column) + 1, said)
    book.save(path)
    with pytest.raises(InputError, match=r"review\.xlsx: it holds 1 decision .* Name another file with --report"):
        keep_decisions(None, path)


def test_a_workbook_that_is_no_more_ours_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    _workbook(path)
    book = load_workbook(path)
    book["Segments"].title = "Segmente"
    book.save(path)
    with pytest.raises(InputError, match=r"review\.xlsx: there is a workbook here that is no report as we wrote it"):
        keep_decisions(None, path)
