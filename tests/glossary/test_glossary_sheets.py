"""A workbook that people edit: what is written, what comes back, and what Excel may have done to it."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import GlossaryError, InputError
from toolkit.formats.glossaries import GLOSSARY_FORMATS, write_any
from toolkit.formats.term_workbook import ADVANCED, MEMORY, human_name, workbook
from toolkit.formats.term_workbook_read import read_workbook
from toolkit.glossary.changes.diff import diff
from toolkit.jobs.sheet import read_sheet
from toolkit.model.terms import Concept, Convention, Example, Glossary, Term

MARKET = Glossary(
    "market",
    (
        Concept(
            "tie",
            (
                Term("老铁", "zh"),
                Term("=1+1", "en", note='so "they" say', extra=(("x-team", "B"),)),
                Term("old iron", "en", "garble", "noun", only_if_near=("dear",), unmistakable=True),
            ),
            definition="3-15",
        ),
        Concept("views", (Term("流量", "zh"), Term("views", "en", client="Acme", approval="proposed"))),
    ),
    "1",
    ("zh", "en"),
    conventions=(Convention("ti", "en", "Title:", " - "),),
    examples=(Example("tie", " old iron", "buddies"),),
    policy=(("units.jin", "keep"),),
)


def saved(path: Path, change: Any = None, glossary: Glossary = MARKET) -> Path:
    book = openpyxl.load_workbook(io.BytesIO(workbook(glossary)))
    if change is not None:
        change(book)
    book.save(path)
    return path


def test_what_people_see(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(saved(tmp_path / "a.xlsx"))
    assert book.sheetnames == ["Terms", "Garble", "Concepts", "Conventions", "Examples", MEMORY]
    assert book[MEMORY].sheet_state == "veryHidden"
    terms = book["Terms"]
    header = [cell.value for cell in terms[1]]
    assert header[:5] == ["Concept", "Language", "Term", "Status", "Part of speech"]
    assert (terms.freeze_panes, terms.auto_filter.ref) == ("A2", "A1:S5")
    hidden = {
        header[n] for n in range(len(header)) if terms.column_dimensions[terms.cell(1, n + 1).column_letter].hidden
    }
    assert hidden == {human_name(column) for column in ADVANCED}
    formula = next(cell for row in terms.iter_rows() for cell in row if cell.value == "=1+1")
    assert (formula.data_type, formula.number_format) == ("s", "@")
    choices = {rule.formula1 for rule in terms.data_validations.dataValidation}
    assert '"preferred,admitted,deprecated,forbidden,garble"' in choices
    assert '"fix,ask,flag"' in choices


def test_it_comes_back(tmp_path: Path) -> None:
    back = read_workbook(saved(tmp_path / "a.xlsx"))
    assert back.base == MARKET
    assert not diff(MARKET, back.glossary)


WORDS = st.text(st.sampled_from("a老=+-@1'\"<& "), min_size=1, max_size=5).map(str.strip).filter(bool)


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(WORDS, min_size=1, max_size=4, unique=True), note=WORDS)
def test_any_wording_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str], note: str) -> None:
    glossary = Glossary("g", (Concept("c", tuple(Term(text, "en", note=note) for text in texts)),))
    path = tmp_path_factory.mktemp("x") / "a.xlsx"
    path.write_bytes(workbook(glossary))
    assert not diff(glossary, replace(read_workbook(path).glossary, languages=())).changes


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (datetime.datetime(2024, 3, 15), "Excel made the date 2024-03-15"),
        (datetime.time(3, 15), "Excel made the date 03:15:00"),
        (1.5e22, "Excel made the number 1.5e+22"),
        (True, "Excel made the truth value TRUE"),
        ("=1+1", "a formula, which is not evaluated here"),
        ("#NAME?", "left"),
        ("15-Mar", "into a date"),
    ],
)
def test_damaged_cells_are_named(tmp_path: Path, value: Any, told: str) -> None:
    def damage(book: Any) -> None:
        book["Terms"]["C3"] = value

    with pytest.raises(GlossaryError) as caught:
        read_workbook(saved(tmp_path / "a.xlsx", damage))
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.column) == (str(tmp_path / "a.xlsx [Terms]"), 3, "C")
    assert told in problem.message


def test_both_changed(tmp_path: Path) -> None:
    def demote(book: Any) -> None:
        book["Terms"]["D3"] = "admitted"
        book["Garble"].delete_rows(2)

    path = saved(tmp_path / "a.xlsx", demote)
    tie, views = MARKET.concepts
    moved = replace(MARKET, concepts=(tie, replace(views, note="of a page")))
    write_any(moved, tmp_path / "g", GLOSSARY_FORMATS.get("folder"))
    found = read_sheet(path, tmp_path / "g", None, {})
    assert (found.moved_on, found.remembered, found.outcome.conflicts) == (True, True, ())
    after = found.outcome.glossary
    assert [(t.text, t.status) for t in after.concepts[0].terms] == [("老铁", "preferred"), ("=1+1", "admitted")]
    assert after.concepts[1].note == "of a page"


def test_without_its_memory_every_difference_counts(tmp_path: Path) -> None:
    def forget(book: Any) -> None:
        del book[MEMORY]
        book["Terms"]["D3"] = "admitted"

    write_any(MARKET, tmp_path / "g", GLOSSARY_FORMATS.get("folder"))
    found = read_sheet(saved(tmp_path / "a.xlsx", forget), tmp_path / "g", None, {})
    assert (found.moved_on, found.remembered) == (False, False)
    assert [(c.kind, c.what) for c in found.outcome.told.changes] == [("term", "changed")]


@pytest.mark.parametrize("row", [1, 2, 3])
def test_a_memory_that_was_tampered_with_is_told(tmp_path: Path, row: int) -> None:
    def tamper(book: Any) -> None:
        book[MEMORY].cell(row, 1, "zzzz")

    with pytest.raises(InputError, match="hidden sheet '_made_from' is damaged"):
        read_workbook(saved(tmp_path / "a.xlsx", tamper))


def test_other_workbooks_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(InputError, match="no sheet 'Terms'"):
        read_workbook(tmp_path / "other.xlsx")
    (tmp_path / "text.xlsx").write_text("concept,language\n", "utf-8")
    with pytest.raises(InputError, match="not a readable"):
        read_workbook(tmp_path / "text.xlsx")
    with pytest.raises(InputError, match="control character"):
        workbook(Glossary("g", (Concept("c", (Term("a\x01b", "en"),)),)))
