"""Glossaries that are broken or meant to do harm: a message with the place, never an empty term or a full memory."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from toolkit.errors import GlossaryError, InputError, ToolkitError
from toolkit.formats import glossary_xlsx
from toolkit.formats.glossaries import open_glossary, read_any

TBX = """<?xml version="1.0"?>{doctype}
<martif type="TBX"><text><body><termEntry id="c">
<langSet xml:lang="en"><tig><term>{term}</term></tig></langSet></termEntry></body></text></martif>"""
HEAD = '{"format": "toolkit-glossary", "edition": 1}\n'
BOMB = "<!DOCTYPE martif [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>]>"


def saved(folder: Path, data: str | bytes, name: str = "x.tbx") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    ("doctype", "term", "words"),
    [
        (BOMB, "&c;", "declares entities (a, b, c)"),
        ("<!DOCTYPE martif [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>", "&x;", "declares entities (x)"),
        ("<!DOCTYPE martif [<!ENTITY % p SYSTEM 'http://a.invalid/x'>]>", "app", "declares entities"),
        ("<!DOCTYPE martif [<!ENTITY unused 'x'>]>", "app", "declares entities (unused)"),
        ("<!DOCTYPE martif SYSTEM 'x.dtd'>", "&nbsp;", ":3: the entity &nbsp; is declared in another file"),
        ("", "&nbsp;", ":3: not well-formed XML from here on"),
        ("", "a <b>", "not well-formed"),
        ("", "\x01", ":3: not well-formed"),
        ("", "x" * 11_000_000, "No term base needs that much"),
        ("", "<hi>" * 400, "not well-formed"),
    ],
)
def test_xml_that_is_refused(doctype: str, term: str, words: str, tmp_path: Path) -> None:
    path = saved(tmp_path, TBX.format(doctype=doctype, term=term))
    with pytest.raises(InputError) as raised:
        result = open_glossary(path)
        raise AssertionError(result.glossary.concepts)
    assert words in str(raised.value)
    assert str(raised.value).startswith(str(path))


def test_a_plain_document_type_is_no_harm(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd" [<!ELEMENT x (#PCDATA)>]>'
    [concept] = open_glossary(saved(tmp_path, TBX.format(doctype=doctype, term="R&amp;D &#8211; x"))).glossary.concepts
    assert concept.terms[0].text == "R&D \N{EN DASH} x"


def test_a_cut_file_names_the_line(tmp_path: Path) -> None:
    whole = TBX.format(doctype="", term="app")
    for cut in range(90, len(whole) - 10, 11):
        with pytest.raises(InputError, match=r"x\.tbx:\d: not well-formed XML"):
            open_glossary(saved(tmp_path, whole[:cut]))


def test_a_wrong_encoding_is_told(tmp_path: Path) -> None:
    text = TBX.format(doctype="", term="术语").replace('version="1.0"', 'version="1.0" encoding="{}"')
    with pytest.raises(InputError, match="probably not the one that the file was saved in"):
        open_glossary(saved(tmp_path, text.format("utf-8").encode("gb18030")))
    with pytest.raises(InputError, match="ncoding"):
        open_glossary(saved(tmp_path, text.format("no-such-thing").encode()))
    read = open_glossary(saved(tmp_path, text.format("gb18030").encode("gb18030"))).glossary
    assert read.concepts[0].terms[0].text == "术语"
    wide = open_glossary(saved(tmp_path, text.format("utf-16").encode("utf-16"), "y.xml")).glossary
    assert wide.concepts[0].terms[0].text == "术语"


def test_terms_without_a_language_are_no_terms_lost_in_silence(tmp_path: Path) -> None:
    path = saved(tmp_path, TBX.format(doctype="", term="app").replace(' xml:lang="en"', ""))
    with pytest.raises(GlossaryError, match=r"x\.tbx:3: a term stands in a langSet without a usable xml:lang"):
        read_any(path)
    empty = open_glossary(saved(tmp_path, TBX.format(doctype="", term=" ")))
    assert [p.message for p in empty.report.problems] == ["the term is empty; write it or delete the entry"]


def test_the_same_id_twice_makes_two_concepts(tmp_path: Path) -> None:
    entry = '<termEntry id="c"><langSet xml:lang="en"><tig><term>a</term></tig></langSet></termEntry>'
    result = open_glossary(saved(tmp_path, f"<martif><text><body>{entry * 2}</body></text></martif>"))
    assert [c.id for c in result.glossary.concepts] == ["c", "c-2"]
    assert [loss.what for loss in result.report.changed] == ["id"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("zh,en\n老铁,buddies\n流量,vi\0ews\n", ":3: the control character U+0000"),
        ("zh,en\n老铁," + "x" * 10_000_000 + "\n", ":2: not a table from here on (field larger"),
        ("zh,en\n老铁,buddies,more\n", ":2: the row has 3 cells instead of 2"),
        ("concept,language,term\na,en,b\na,xx-,c\n", ":3: column 'language'"),
        ("concept,language,term,term\na,en,b,c\n", ":1: column 'term': this column stands twice"),
        ("Forbidden,Domain,Subdomain,Definition,en,en\n,,,,a,b\n", ":1: column 'en': column 6 'en' stands twice"),
        ("Forbidden,Domain,Subdomain,Definition,en,de\nperhaps,,,,a,b\n", ":2: column 'forbidden': 'perhaps' is"),
        ("Forbidden,Domain,Subdomain,Definition,en,de\n,,,,a,b,c\n", ":2: the row has 7 cells, the header 6"),
        ("E_ID|L_CODE|T_TERM\n1|elvish|bus\n", ":2: 'elvish' is no language code"),
        ("a,b,en,de\nc,d,en\ne,f,en,de\n", ":2: a row is source term, target term"),
        ("#UTX 1.20; en/de;\n#src\ttgt\nbus\n", ":3: a row has a source and a target term"),
        ("#UTX 1.20;\n#src\ttgt\nbus\tBus\n", ":1: the header names no languages"),
        (HEAD + '{"concept": {"id": "a", "terms": [{"text": "b"}]}}\n', ":2: the field"),
        (HEAD + '{"concpt": {}}\n', ":2: unknown kind 'concpt'; did you mean"),
        (HEAD + '{"concept": \n', ":2: no JSON"),
        ('{"format": "toolkit-glossary", "edition": 2}\n', ":1: the first line is not"),
        ("| a | b |\n|---|---|\n| x | y |\n", "no table in it names two languages"),
        ("just some prose\nwithout any table\n", "this is no glossary in a format that we know"),
    ],
)  # fmt: skip
def test_tables_that_are_refused(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ToolkitError) as raised:
        result = read_any(saved(tmp_path, text, "x.csv"))
        raise AssertionError(result.glossary.concepts)
    assert f"x.csv{words}" in str(raised.value) or words in str(raised.value)
    assert "x.csv" in str(raised.value)


def test_short_rows_of_other_tools_are_filled_up(tmp_path: Path) -> None:
    text = "term;description;casesensitive;translatable;forbidden;tags;de;de_description\nbus;a line;yes;yes;yes;;Bus\n"
    [concept] = read_any(saved(tmp_path, text, "x.csv"), ("en",)).glossary.concepts
    assert concept.definition == "a line"
    assert [(t.language, t.text, t.status, t.case) for t in concept.terms] == [
        ("en", "bus", "preferred", "exact"),
        ("de", "Bus", "forbidden", "exact"),
    ]
    with pytest.raises(InputError, match="does not name its languages; say the language of its terms"):
        read_any(tmp_path / "x.csv")


def workbook(folder: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "x.xlsx")
    return folder / "x.xlsx"


def test_a_formula_is_told_and_never_run(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["zh", "en"], ["老铁", '=HYPERLINK("http://a.invalid", "buddies")'])
    with pytest.raises(GlossaryError, match=r"x\.xlsx:2: column 'B': a formula"):
        read_any(path)


def test_cells_are_text(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["zh", "en"], ["二〇二四", 2024], ["三", 3.0], [None, None], ["真", True])
    assert [c.terms[1].text for c in read_any(path).glossary.concepts] == ["2024", "3", "TRUE"]


def test_a_workbook_of_another_tool(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, ["Forbidden", "Domain", "Subdomain", "Definition", "en", "de"], ["WAHR", "", "", "", "a", "b"]
    )
    [concept] = read_any(path).glossary.concepts
    assert [t.status for t in concept.terms] == ["preferred", "forbidden"]


def test_an_archive_that_unpacks_to_too_much_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 3_000_000)
    monkeypatch.setattr(glossary_xlsx, "MOST_BYTES", 2_000_000)
    with pytest.raises(InputError, match=r"unpacks to 3,000,000 bytes in 1 parts, more than any glossary needs"):
        open_glossary(saved(tmp_path, stream.getvalue(), "x.xlsx"))
    monkeypatch.undo()
    with pytest.raises(InputError, match="not a readable"):
        open_glossary(tmp_path / "x.xlsx")
    with pytest.raises(InputError, match="not a readable"):
        open_glossary(saved(tmp_path, b"PK\x03\x04xl/" + bytes(99), "y.xlsx"))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "x.csv",
            "en,de\na,b\n<<<<<<< HEAD\nc,d\n=======\nc,e\n>>>>>>> theirs\n",
            "x.csv:3: a mark of version control",
        ),
        ("x.csv", "concept,language,term\n<<<<<<< ours\na,en,b\n", "x.csv:2: a mark of version control"),
        ("x.jsonl", '{"concept": \n', "x.jsonl:1: no JSON"),
        ("x.xlsx", "PK\x03\x04 cut off", "x.xlsx: this archive is damaged"),
    ],
)
def test_what_stands_there_is_named(name: str, text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_any(path)
    assert words in str(error.value)


def test_a_language_that_the_header_names_twice_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("en,de,en\nterm,Wort,word\n", encoding="utf-8")
    glossary, report = read_any(path)
    assert [term.text for term in glossary.concepts[0].terms] == ["term", "Wort", "word"]
    assert str(report.problems[0]).endswith(
        "x.csv:1: the header names 'en' 2 times; all these columns are read as its terms"
    )


def test_a_damaged_workbook_is_told(tmp_path: Path) -> None:
    data = bytearray(workbook(tmp_path, ["zh", "en"], ["老铁", "buddies"]).read_bytes())
    name = b"xl/worksheets/sheet1.xml"
    # in the packed cells; the version that is needed to unpack them
    for place, value in ((data.index(name) + 40, b"\xff" * 8), (data.rindex(name) - 40, b"\x4b")):
        damaged = bytearray(data)
        damaged[place : place + len(value)] = value
        (tmp_path / "y.xlsx").write_bytes(damaged)
        with pytest.raises(InputError, match=r"y\.xlsx"):
            read_any(tmp_path / "y.xlsx")


def test_a_utx_without_a_column_of_targets_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.utx").write_text("#UTX 1.11; de/en\n#src\tsrc:pos\nWelle\tnoun\n", "utf-8")
    with pytest.raises(InputError, match="the line of columns begins with #src, a tab and tgt"):
        read_any(tmp_path / "x.utx")
