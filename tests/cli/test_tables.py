"""A translator's table, Chinese beside the machine's English, there and back: only the translations change."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
import transcripts
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

HEADER = ("中文", "MT", "Remarks")
MT = (transcripts.SHARED / "mt.txt").read_text("utf-8").splitlines()
ZH = (transcripts.SHARED / "zh.txt").read_text("utf-8").splitlines()
REMARKS = ("", 'see "style"', "=1+1", "a, b", "ok")
EDITED = [
    "Buddies, the town head is coming!",
    "The town head will sell goods via livestream every Wednesday.",
    "He sold 300 kilograms of tea.",
    *MT[3:],
]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    shutil.copytree(transcripts.SHARED / "terms", tmp_path / "terms")
    return tmp_path


def write_table(path: Path, delimiter: str, newline: str = "\r\n", bom: bool = False) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=newline)
    writer.writerows([HEADER, *zip(ZH, MT, REMARKS, strict=True)])
    path.write_bytes(stream.getvalue().encode("utf-8-sig" if bom else "utf-8"))


def read_table(path: Path, delimiter: str) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=delimiter))


@pytest.mark.parametrize(
    ("name", "delimiter", "newline", "bom"),
    [("t.csv", ",", "\r\n", True), ("t.csv", ";", "\n", False), ("t.tsv", "\t", "\n", False)],
)
def test_csv_and_tsv(work: Path, name: str, delimiter: str, newline: str, bom: bool) -> None:
    write_table(work / name, delimiter, newline, bom)
    line = ("postedit", name, "-g", "terms", "-o", f"out.{name}", "--ledger", "l.jsonl", "--report", "r.md")
    assert transcripts.tqt(*line, folder=work).code == 0
    rows = read_table(work / f"out.{name}", delimiter)
    assert rows == [list(HEADER), *map(list, zip(ZH, EDITED, REMARKS, strict=True))]
    before, after = (work / name).read_bytes(), (work / f"out.{name}").read_bytes()
    assert (after.startswith(b"\xef\xbb\xbf"), b"\r\n" in after) == (bom, newline == "\r\n")
    assert transcripts.tqt("apply", name, "l.jsonl", folder=work).out == after
    assert read_table_bytes(transcripts.tqt("apply", f"out.{name}", "l.jsonl", "--undo", folder=work).out) == (
        read_table_bytes(before)
    )


def read_table_bytes(data: bytes) -> str:
    """Quotation marks may go where they are not needed; nothing else may."""
    return data.decode("utf-8").replace('"', "")


def test_xlsx(work: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in [HEADER, *zip(ZH, MT, REMARKS, strict=True)]:
        sheet.append(row)
    sheet["C4"].data_type = "s"
    sheet["B3"].font = Font(bold=True)
    sheet.column_dimensions["B"].width = 60
    book.create_sheet("Notes")["A1"] = "keep me"
    book.save(work / "t.xlsx")
    line = ("postedit", "t.xlsx", "-g", "terms", "-o", "out.xlsx", "--ledger", "l.jsonl")
    assert transcripts.tqt(*line, folder=work).code == 0
    after = load_workbook(work / "out.xlsx")
    rows = list(after.worksheets[0].iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["MT", *EDITED]
    assert [row[0] for row in rows] == ["中文", *ZH]
    assert after.worksheets[0]["B3"].font.bold
    assert after.worksheets[0].column_dimensions["B"].width == 60
    assert after["Notes"]["A1"].value == "keep me"
    undone = transcripts.tqt("apply", "out.xlsx", "l.jsonl", "--undo", folder=work).out
    rows = list(load_workbook(io.BytesIO(undone)).worksheets[0].iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["MT", *MT]


def test_the_three_formats_get_the_same_edits(work: Path) -> None:
    write_table(work / "t.csv", ",")
    write_table(work / "t.tsv", "\t")
    book = Workbook()
    for row in zip(ZH, MT, strict=True):
        book.active.append(row)
    book.active.insert_rows(1)
    book.active["A1"], book.active["B1"] = "zh", "en"
    book.save(work / "t.xlsx")
    answers = [transcripts.tqt("postedit", name, "-g", "terms", "--json", folder=work) for name in
               ("t.csv", "t.tsv", "t.xlsx")]  # fmt: skip
    assert len({answer.out for answer in answers}) == 1
    assert '"segment": "2"' in answers[0].text


def test_a_table_without_a_translation_is_told_with_its_columns(work: Path) -> None:
    (work / "t.csv").write_text("name,price\ntea,12\nrice,3\n", "utf-8")
    answer = transcripts.tqt("postedit", "t.csv", "-g", "terms", folder=work)
    assert (answer.code, answer.out) == (2, b"")
    assert "A 'name', B 'price'" in answer.err


def test_a_formula_among_the_translations_is_refused(work: Path) -> None:
    book = Workbook()
    for row in (("zh", "en"), (ZH[0], '=CONCAT("Old"," iron")')):
        book.active.append(row)
    book.save(work / "t.xlsx")
    answer = transcripts.tqt("postedit", "t.xlsx", "-g", "terms", "-o", "out.xlsx", folder=work)
    assert answer.code == 2
    assert "cell B2 is a formula" in answer.err
    assert not (work / "out.xlsx").exists()
