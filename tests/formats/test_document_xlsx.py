"""Workbooks: edited in place, texts stay texts, losses are refused."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from toolkit.errors import InputError
from toolkit.formats.documents import read_document, render


def workbook(path: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    sheet["B2"].font = Font(bold=True)
    book.create_sheet("Notes")["A1"] = "leave me"
    book.save(path)
    return path


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_only_the_translation_changes(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [["中文", "英文", "n"], ["老铁", "old iron", 7], [None] * 3, ["流量", "flow", 8]]
    )
    found = read_document(path)
    assert [(s.id, s.source, s.target) for s in found.segments] == [
        ("2", "老铁", "old iron"),
        ("4", "流量", "flow"),
    ]
    assert render(found, {"2": "old iron"}) == path.read_bytes()
    book = opened(render(found, {"2": "buddies"}))
    assert book.worksheets[0]["B2"].value == "buddies"
    assert book.worksheets[0]["B2"].font.bold
    assert book.worksheets[0]["C4"].value == 8
    assert book["Notes"]["A1"].value == "leave me"


@pytest.mark.parametrize("text", ["=1+1", "#N/A", "-2", "@SUM(A1)"])
def test_a_text_never_becomes_a_formula(tmp_path: Path, text: str) -> None:
    found = read_document(workbook(tmp_path / "a.xlsx", [["zh", "en"], ["等于", "equals"]]))
    cell = opened(render(found, {"2": text})).worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_formulas_among_the_translations_are_read_but_not_written_over(tmp_path: Path) -> None:
    found = read_document(workbook(tmp_path / "a.xlsx", [["zh", "en"], ["老铁", "x"], ["流量", "=A2"]]))
    assert [s.target for s in found.segments] == ["x", "=A2"]
    for texts in ({}, {"2": "buddies"}, {"3": "views"}):
        with pytest.raises(InputError, match="cell B3 is a formula"):
            render(found, texts)


def test_control_characters_are_refused(tmp_path: Path) -> None:
    found = read_document(workbook(tmp_path / "a.xlsx", [["zh", "en"], ["老铁", "x"]]))
    with pytest.raises(InputError, match="control character"):
        render(found, {"2": "a\x00"})


def test_files_that_are_no_workbooks(tmp_path: Path) -> None:
    for name, data, message in [
        ("text.xlsx", b"zh,en", "not a readable .xlsx"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1", "password"),
        ("zip.xlsx", _archive("a.txt"), "not a readable .xlsx"),
    ]:
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=message):
            read_document(tmp_path / name)


def test_pictures_are_not_lost_silently(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["zh", "en"], ["老铁", "x"]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"")
    found = read_document(path)
    with pytest.raises(InputError, match="pictures, charts or macros"):
        render(found, {"2": "buddies"})


def _archive(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()
