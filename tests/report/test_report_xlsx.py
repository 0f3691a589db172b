"""Workbooks for translators: what they show, that text stays text, and that decisions come back as they were made."""

from __future__ import annotations

import json
import zipfile

import pytest
import report_samples
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from toolkit.errors import InputError
from toolkit.formats.documents import read_document, read_texts
from toolkit.jobs.read_back import lessons, plain_text, read_back
from toolkit.model import Outcome, Report, Segment, SegmentView
from toolkit.postedit.decided import apply_ledger
from toolkit.postedit.ledger import read_ledger
from toolkit.report import rendered
from toolkit.report.xlsx_cells import cell_text, text_of, visible


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(rendered(report_samples.repaired_report(), path))
    return path


def fill(path, cells):
    """Write as a translator does: {(row, head): text}; rows as the sheet counts them."""
    book = load_workbook(path)
    sheet = book["Segments"]
    heads = [cell.value for cell in sheet[1]]
    for (row, head), text in cells.items():
        cell = sheet.cell(row, heads.index(head) + 1)
        cell.value = text
        cell.data_type = "s"
    book.save(path)


def test_the_sheet_is_what_a_translator_works_on(workbook):
    book = load_workbook(workbook)
    assert book.sheetnames == ["Segments", "Scores", "Terms", "About", "tqt"]
    assert book["tqt"].sheet_state == "veryHidden"
    sheet = book["Segments"]
    heads = [cell.value for cell in sheet[1]]
    assert heads == ["Segment", "Source", "Reference", "Before", "Now", "Your version", "Verdict", "Severity", "Why"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:I9"
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"accept,reject,change"'
    assert str(choice.sqref) == "G2:G9"
    now = sheet["E2"]
    assert "老铁" in sheet["E3"].comment.text
    assert "changed: “live room” → “livestream room”" in now.comment.text
    assert now.fill.fgColor.rgb != sheet["E5"].fill.fgColor.rgb
    assert sheet["H7"].value == "major"


def test_no_text_becomes_a_formula(tmp_path):
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "007", "1e5", "\t=1", "TRUE", "=cmd|' /C calc'!A0"]
    views = tuple(SegmentView(text, text, (text,), (("mt", text),)) for text in texts)
    path = tmp_path / "a.xlsx"
    path.write_bytes(rendered(Report("=1", "=2", "=3", (), (), True, views), path))
    book = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.data_type == "s" for cell in cells if isinstance(cell.value, str))
    assert [row[0].value for row in book["Segments"].iter_rows(min_row=2)] == [visible(text) for text in texts]
    assert book["Segments"]["B2"].quotePrefix
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets"))


def test_decisions_come_back_as_text_ledger_and_lessons(workbook, tmp_path):
    fill(
        workbook,
        {
            (2, "Verdict"): "reject",
            (4, "Your version"): "In two hours 30 tonnes were sold.",
            (7, "Verdict"): "Accept",
            (6, "Now"): "Traffic is one thing.",
        },
    )
    found = read_back(workbook)
    report = report_samples.repaired_report()
    wanted = [repair.text for repair in report.repairs]
    wanted[0] = report.repairs[0].original
    wanted[2] = "In two hours 30 tonnes were sold."
    wanted[4] = "Traffic is one thing."
    assert plain_text(found) == ("".join(text + "\n" for text in wanted), ())
    assert found.notes == ("Row 6: the text was changed in its own column; it counts as your version.",)
    # the ledger makes the same text out of the original
    segments = [Segment(repair.segment_id, repair.original) for repair in report.repairs]
    made = apply_ledger(segments, read_ledger(found.ledger, "ledger.jsonl"))
    assert [made.texts[segment.id] for segment in segments] == wanted
    # and `tqt glossary learn` reads the lessons: before, after and source of the decided segments
    table = tmp_path / "lessons.tsv"
    table.write_text(lessons(found), encoding="utf-8")
    document = read_document(table)
    assert [s.target for s in document.segments] == [report.repairs[n].original for n in (0, 2, 4, 5)]
    assert read_texts(table, "reference").texts == tuple(wanted[n] for n in (0, 2, 4, 5))
    assert document.segments[1].source == report.segments[2].source


def test_an_untouched_workbook_changes_nothing(workbook):
    found = read_back(workbook)
    assert [one.text for one in found.segments] == [repair.text for repair in report_samples.repaired_report().repairs]
    assert {one.verdict for one in found.segments} == {None}
    assert lessons(found) == "source\tmt\treference\n"


def test_hostile_text_comes_back_whole(tmp_path):
    path = tmp_path / "hostile.xlsx"
    report = report_samples.hostile_report()
    path.write_bytes(rendered(report, path))
    assert [one.text for one in read_back(path).segments] == [repair.text for repair in report.repairs]
    assert [one.id for one in read_back(path).segments] == report_samples.HOSTILE


def test_rows_may_be_sorted_and_taken_out(workbook):
    book = load_workbook(workbook)
    sheet = book["Segments"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=8)]
    sheet.delete_rows(2, 8)
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    sheet["G2"].value = "reject"
    book.save(workbook)
    found = read_back(workbook)
    assert [one.id for one in found.segments] == [str(n) for n in range(1, 9)]
    assert found.segments[6].verdict == "reject"
    assert found.notes == ("1 rows were taken out; their text stays: 8.",)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({(2, "Verdict"): "maybe"}, "row 2: verdict 'maybe' is not known"),
        ({(3, "Verdict"): "change"}, "row 3: verdict 'change' without a text"),
        ({(4, "Segment"): "1"}, "row 4: segment '1' has a row already"),
        ({(5, "Segment"): "99"}, "row 5: there is no segment '99'"),
        ({(1, "Verdict"): "Urteil"}, "has no column 'Verdict'"),
    ],
)
def test_a_mistake_is_told_with_its_row(workbook, cells, said):
    fill(workbook, cells)
    with pytest.raises(InputError, match=said):
        read_back(workbook)


def test_what_is_no_workbook_of_ours_is_refused(tmp_path, workbook):
    for name, data in (("a.xlsx", b""), ("b.xlsx", b"PK\x03\x04 no"), ("c.xlsx", b"plain")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match="workbook"):
            read_back(tmp_path / name)
    book = load_workbook(workbook)
    book["tqt"]["A2"].value = "{broken"
    book.save(workbook)
    with pytest.raises(InputError, match="damaged"):
        read_back(workbook)
    del book["tqt"]
    book.save(workbook)
    with pytest.raises(InputError, match="no workbook of ours"):
        read_back(workbook)


def test_line_breaks_are_told(workbook):
    fill(workbook, {(2, "Your version"): "one\ntwo"})
    assert plain_text(read_back(workbook))[1] == ("1",)
    assert plain_text(read_back(workbook))[0].startswith("one two\n")


def test_a_text_too_long_for_a_cell_says_so_and_is_not_lost(tmp_path):
    long = "x" * 40_000
    path = tmp_path / "long.xlsx"
    path.write_bytes(
        rendered(Report("t", "d", "c", (), (), False, (SegmentView("1", None, (), (("mt", long),)),)), path)
    )
    assert load_workbook(path)["Segments"]["B2"].value.endswith("[cut: too long for a cell]")
    assert read_back(path).segments[0].text == long


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=30))
def test_a_cell_says_what_was_written(text):
    shown = text_of(cell_text(text))
    assert shown == visible(text).replace("\r", "")
    assert not any(ord(char) < 32 and char not in "\t\n" for char in shown)


def test_a_ledger_line_is_json(workbook):
    fill(workbook, {(2, "Your version"): "x"})
    rows = [json.loads(line) for line in read_back(workbook).ledger.splitlines()]
    assert rows[0]["text"]["path"] == "qingshan.txt"
    assert rows[4]["rule"] == "human"
    assert [row["verdict"] for row in rows[1:5]] == ["reject", "reject", "reject", "accept"]


def test_accepting_a_line_does_not_make_what_is_only_proposed(workbook):
    report = report_samples.repaired_report()
    place, repair = next(
        (n, one) for n, one in enumerate(report.repairs) if any(e.outcome is Outcome.REVIEW for e in one.edits)
    )
    fill(workbook, {(place + 2, "Verdict"): "accept"})
    found = read_back(workbook)
    assert found.segments[place].text == repair.text
    assert "only proposed" in found.notes[0]
    assert lessons(found) == "source\tmt\treference\n"
