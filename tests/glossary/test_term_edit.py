"""add, edit, retire: one row changes, every other byte stays, and errors are refused before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import GlossaryError, InputError
from toolkit.glossary.edit import add, edit, retire

TABLE = (
    'concept,language,term,status,x-own,note\r\ntie,zh,老铁,,"a, b",\r\n\r\ntie,en,"buddies",preferred, kept ,\r\n'
    "tie,en,pals,admitted,,\r\nviews,en,views,,,said"
)


@pytest.fixture(params=["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def glossary(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    (tmp_path / "terms.csv").write_bytes(TABLE.encode(request.param))
    return tmp_path, request.param


def test_an_added_row_stands_with_its_concept(glossary: tuple[Path, str]) -> None:
    path, encoding = glossary
    made = add(path, {"concept": "tie", "language": "en", "term": "mates, all", "status": "admitted"})
    assert made.after.decode(encoding) == TABLE.replace("views,en", 'tie,en,"mates, all",admitted,,\r\nviews,en')
    assert (path / "terms.csv").read_bytes() == made.before
    made.write()
    assert (path / "terms.csv").read_bytes() == made.after
    last = add(path, {"concept": "fans", "language": "en", "term": "followers"})
    assert last.after.decode(encoding) == made.after.decode(encoding) + "\r\nfans,en,followers,,,\r\n"


def test_an_edited_cell_is_all_that_changes(glossary: tuple[Path, str]) -> None:
    path, encoding = glossary
    made = edit(path, "tie", "en", "buddies", {"term": "close friends", "note": 'so "they" say'})
    expected = TABLE.replace('"buddies",preferred, kept ,', '"close friends",preferred, kept ,"so ""they"" say"')
    assert made.after.decode(encoding) == expected
    assert (made.line, made.new_columns) == (4, ())


def test_a_retired_term_keeps_its_note(glossary: tuple[Path, str]) -> None:
    path, encoding = glossary
    made = retire(path, "tie", "en", "pals", "too British")
    assert made.after.decode(encoding) == TABLE.replace("pals,admitted,,", "pals,deprecated,,retired: too British")
    with pytest.raises(GlossaryError, match="'views' is deprecated, but the concept 'views' has no preferred"):
        retire(path, "views", "en", "views", "gone")


def test_a_new_column_goes_behind_the_others(glossary: tuple[Path, str]) -> None:
    path, encoding = glossary
    made = edit(path, "tie", "EN", "pals", {"case": "exact"})
    lines = made.after.decode(encoding).split("\r\n")
    assert (lines[0][-10:], lines[4], lines[5]) == (
        ",note,case",
        "tie,en,pals,admitted,,,exact",
        "views,en,views,,,said,",
    )
    assert made.new_columns == ("case",)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"status": "forbiden"}, "unknown status 'forbiden'"),
        ({"term": ""}, "the term is empty"),
        ({"term": "live [the"}, "never closes"),
        ({"colour": "red"}, "There is no column 'colour'"),
        ({"status": "admitted"}, "nothing would change"),
        ({"language": "English"}, "no language code"),
    ],
)
def test_what_is_refused(cells: dict[str, str], message: str, tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text(TABLE, encoding="utf-8", newline="")
    with pytest.raises(InputError, match=message) as error:
        edit(tmp_path, "tie", "en", "pals", cells)
    assert "/tmp" not in str(error.value).replace(str(tmp_path), "")


def test_rows_of_one_wording_are_told_apart_by_line(tmp_path: Path) -> None:
    rows = "concept,language,term,part_of_speech\na,en,record,noun\na,en,record,verb\n"
    (tmp_path / "terms.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(InputError, match=r"2 times \(line 2: noun; line 3: verb\)\. Say which with --line"):
        edit(tmp_path, "a", "en", "record", {"term": "tape"})
    made = edit(tmp_path, "a", "en", "record", {"term": "tape"}, line=3)
    assert made.after.decode() == rows.replace("record,verb", "tape,verb")


def test_a_glossary_with_old_errors_can_be_mended(tmp_path: Path) -> None:
    rows = "concept,language,term,status\na,en,x,bad\na,en,y,worse\n"
    (tmp_path / "terms.csv").write_text(rows, encoding="utf-8")
    assert edit(tmp_path, "a", "en", "x", {"status": "preferred"}).line == 2
