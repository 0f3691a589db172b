"""Workbooks: edited in place, texts stay texts, losses are refused."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
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
        ("text.xlsx", b"zh,en", r"no readable \.xlsx|not a readable \.xlsx"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1", "password"),
        ("zip.xlsx", _archive("a.txt"), r"no readable \.xlsx|not a readable \.xlsx"),
    ]:
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=message):
            read_document(tmp_path / name)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_pictures_macros_and_all_other_parts_keep_their_bytes(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsm", [["zh", "en", "n"], ["老铁", "old iron", 1.5], ["流量", None, None]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"picture")
        archive.writestr("xl/vbaProject.bin", b"macro")
    found = read_document(path)
    made = render(found, {"2": "buddies & <friends>", "3": " views"})
    before, after = members(path.read_bytes()), members(made)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]
    sheet = opened(made).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet] == [
        ["zh", "en", "n"],
        ["老铁", "buddies & <friends>", 1.5],
        ["流量", " views", None],
    ]
    assert sheet["B2"].font.bold
    path.write_bytes(made)
    again = read_document(path)
    path.write_bytes(render(again, {"2": "old iron", "3": ""}))
    assert [(s.source, s.target) for s in read_document(path).segments] == [("老铁", "old iron"), ("流量", "")]


def test_words_that_stay_keep_their_looks(tmp_path: Path) -> None:
    rich = CellRichText("Hello ", TextBlock(InlineFont(b=True), "old iron"), TextBlock(InlineFont(i=True), ", come"))
    path = workbook(tmp_path / "a.xlsx", [["zh", "en"], ["老铁", rich]])
    made = render(read_document(path), {"2": "Hello buddies, come"})
    cell = openpyxl.load_workbook(io.BytesIO(made), rich_text=True).worksheets[0]["B2"].value
    assert str(cell) == "Hello buddies, come"
    assert [(bool(one.font.b), bool(one.font.i), one.text) for one in cell if isinstance(one, TextBlock)] == [
        (True, False, "buddies"),
        (False, True, ", come"),
    ]


def test_a_cell_that_is_not_there_goes_to_its_column(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["zh", "en", "note"], ["老铁", "x", "stays"]])
    bare = re.sub(rb'<c r="B2".*?</c>', b"", members(path.read_bytes())["xl/worksheets/sheet1.xml"])
    parts = {**members(path.read_bytes()), "xl/worksheets/sheet1.xml": bare}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    made = render(read_document(path), {"2": "buddies"})
    assert re.findall(rb'<c r="([A-Z]\d)"', members(made)["xl/worksheets/sheet1.xml"])[-3:] == [b"A2", b"B2", b"C2"]
    assert opened(made).worksheets[0]["B2"].value == "buddies"


def _archive(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()
