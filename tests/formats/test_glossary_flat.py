"""Flat tables of two languages, both ways."""

import csv
import io
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import GlossaryError, InputError
from toolkit.formats.glossaries import open_glossary
from toolkit.formats.glossary_csv import load_flat, read_flat, write_flat
from toolkit.formats.glossary_folder import read_glossary
from toolkit.model.terms import Concept, Glossary, Term

DATA = Path(os.environ.get("TOOLKIT_SHARED_DATA", Path(__file__).parents[2] / "../shared/data"))


def table(tmp_path: Path, text: str, name: str = "terms-of-mine.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "zh,en\n直播带货,livestream selling\n",
        "zh;en\r\n直播带货;livestream selling\r\n",
        "zh\ten\n直播带货\tlivestream selling\n",
        "中文,English\n直播带货,livestream selling\n",
        '\ufeffzh,en\n"直播带货","livestream selling"',
    ],
)
def test_a_header_names_the_languages(tmp_path: Path, text: str) -> None:
    [concept] = read_glossary(table(tmp_path, text)).concepts
    assert concept == Concept("livestream-selling", (Term("直播带货", "zh"), Term("livestream selling", "en")))


def test_without_a_header_the_caller_names_them(tmp_path: Path) -> None:
    path = table(tmp_path, "老铁;buddies, folks, fam\n流量;views\n")
    assert [c.id for c in read_flat(path, ("zh", "en")).concepts] == ["buddies-folks-fam", "views"]
    with pytest.raises(InputError, match=r"csv:1: the columns have no language codes"):
        read_glossary(path)
    with pytest.raises(InputError, match="'English' is no language code"):
        read_flat(path, ("zh", "English"))


def test_more_columns_are_kept(tmp_path: Path) -> None:
    path = table(tmp_path, "zh,en,note,team\n老铁,buddies,slang,B\n")
    [concept] = read_flat(path).concepts
    assert concept.note == "slang"
    assert concept.terms[0].extra == (("team", "B"),)


def test_the_same_source_twice_makes_two_concepts(tmp_path: Path) -> None:
    glossary, problems = load_flat(table(tmp_path, "zh,en\n老铁,buddy\n铁子,Buddy\n老铁,buddy\n"))
    assert [c.id for c in glossary.concepts] == ["buddy", "buddy-2"]
    assert [(p.line, p.severity) for p in problems] == [(4, "warning")]


def test_every_bad_row_is_told(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError) as error:
        read_flat(table(tmp_path, "zh,en\n老铁,\n流量,flow,views\n,,\n点赞,Apr-22\n关注,follow [us\n"))
    assert [(p.line, p.column) for p in error.value.problems] == [(2, "en"), (3, None), (5, "en")]
    with pytest.raises(InputError, match="the file is empty"):
        read_flat(table(tmp_path, ""))
    with pytest.raises(GlossaryError, match="no term in it"):
        read_flat(table(tmp_path, "zh,en\n"))


def test_wrong_wordings_are_not_written(tmp_path: Path) -> None:
    glossary = Glossary(
        "x",
        (
            Concept(
                "a",
                (
                    Term("老铁", "zh"),
                    Term("铁子", "zh"),
                    Term("folks", "en", "admitted"),
                    Term("buddies", "en"),
                ),
            ),
            Concept("b", (Term("流量", "zh"), Term("flow", "en", "garble"))),
        ),
        languages=("zh", "en"),
    )
    assert write_flat(glossary, tmp_path / "x.csv") == 1
    assert (tmp_path / "x.csv").read_bytes() == "zh,en\n老铁,buddies\n铁子,buddies\n".encode()
    with pytest.raises(InputError, match="needs two languages, the glossary names zh, en, de"):
        write_flat(Glossary("x", (), languages=("zh", "en", "de")), tmp_path / "y.csv")


word = st.text('abcé老铁 ,;"', min_size=1, max_size=9).map(str.strip).filter(bool)


@given(st.lists(st.tuples(word, word), min_size=1, max_size=6, unique=True), st.sampled_from([".csv", ".tsv"]))
def test_flat_tables_come_back(rows: list[tuple[str, str]], suffix: str) -> None:
    concepts = tuple(Concept(str(i), (Term(a, "zh"), Term(b, "en"))) for i, (a, b) in enumerate(rows))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"flat{suffix}"
        write_flat(Glossary("x", concepts, languages=("zh", "en")), path)
        back = read_flat(path)
        text = path.read_text(encoding="utf-8")
    assert [tuple(t.text for t in c.terms) for c in back.concepts] == rows
    delimiter = "," if suffix == ".csv" else "\t"
    assert [tuple(r) for r in csv.reader(io.StringIO(text), delimiter=delimiter)] == [("zh", "en"), *rows]


@pytest.mark.skipif(not DATA.is_dir(), reason="the external data folder is not here")
def test_a_table_of_the_wild_loses_no_term() -> None:
    path = DATA / "glossary-samples/cncf-glossary-titles.csv"
    glossary, problems = load_flat(path)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert not [p for p in problems if p.severity == "error"]
    assert len(glossary.concepts) == len(rows)
    read = {(t.language, t.text) for c in glossary.concepts for t in c.terms}
    assert {(code, row[code].strip()) for row in rows for code in ("en", "zh-cn", "ja") if row[code]} <= read


def test_a_term_may_begin_with_a_bracket(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("<b,less than b\n≤,at most\n", encoding="utf-8")
    glossary = open_glossary(path, ("zxx", "en")).glossary
    assert [concept.terms[0].text for concept in glossary.concepts] == ["<b", "≤"]
