"""Documents: what is read, and that nothing but the edited texts changes."""

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InputError, RegistryError
from toolkit.formats.document_jsonl import FORMAT as JSONL
from toolkit.formats.document_table import CSV, TSV
from toolkit.formats.document_text import FORMAT as TEXT
from toolkit.formats.documents import FORMATS, Document, format_of, read_document, read_texts, render
from toolkit.formats.files import read_text
from toolkit.model import LangPair

DATA = Path(os.environ.get("TOOLKIT_SHARED_DATA", Path(__file__).parents[2] / "../shared/data"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the external data folder is not here")


def document(tmp_path: Path, name: str, data: bytes | str, **options: dict[str, str]) -> Document:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_document(path, **options)  # type: ignore[arg-type]


def pairs(found: Document) -> list[tuple[str, str | None, str]]:
    return [(s.id, s.source, s.target) for s in found.segments]


def test_every_format_of_the_table_loads() -> None:
    assert " ".join(FORMATS.names()) == (
        "csv docx html json jsonl markdown parquet po pptx srt text tmx tsv vtt xliff xlsx yaml"
    )
    for _, plug_in in FORMATS:
        assert callable(plug_in.read)
        assert callable(plug_in.render)


def test_formats_are_told_by_suffix() -> None:
    assert [format_of(p) for p in ("a.TSV", "a.tab", "a.ndjson", "-", "README", "a.xlsx")] == [
        "tsv", "tsv", "jsonl", "text", "text", "xlsx",
    ]  # fmt: skip
    assert [format_of(p) for p in ("a.sdlxliff", "a.pot", "a.docm", "a.htm", "a.arb", "a.md")] == [
        "xliff", "po", "docx", "html", "json", "markdown",
    ]  # fmt: skip
    with pytest.raises(InputError, match=r"\.odt files are not read"):
        format_of("article.odt")
    with pytest.raises(RegistryError, match="did you mean 'jsonl'"):
        read_document("a.txt", format="jsonlines")


def test_a_text_keeps_blank_lines_and_mixed_line_ends(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfHello\r\n\r\n  live the goods \n\xe3\x80\x80\rold iron"
    found = document(tmp_path, "a.txt", data)
    assert pairs(found) == [("1", None, "Hello"), ("3", None, "  live the goods "), ("5", None, "old iron")]
    assert found.segments[1].origin == f"{tmp_path / 'a.txt'}:3"
    assert found.segments[1].document == "a.txt"
    assert render(found, {}) == data
    assert render(found, {"3": "sell goods"}) == data.replace(b"  live the goods ", b"sell goods")


def test_texts_of_another_document_are_refused(tmp_path: Path) -> None:
    found = document(tmp_path, "a.txt", "Hello\n")
    with pytest.raises(ValueError, match="the document lacks: 7"):
        render(found, {"7": "x"})
    with pytest.raises(InputError, match="line break"):
        render(found, {"1": "two\nlines"})


def test_columns_belong_to_tables(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hello\n", "utf-8")
    with pytest.raises(InputError, match="without columns"):
        read_document(tmp_path / "a.txt", columns={"target": "B"})


@settings(deadline=None)
@given(st.binary(max_size=60), st.sampled_from([TEXT, TSV]))
def test_any_bytes_come_back_or_are_refused(data: bytes, plug_in: object) -> None:
    try:
        content = plug_in.read(data, "a", {"target": "1"} if plug_in is TSV else {})  # type: ignore[attr-defined]
    except InputError:
        return
    assert plug_in.render(content.layout, {}) == data  # type: ignore[attr-defined]


CELLS = st.text(alphabet='ab老 ",;\r\n', min_size=1, max_size=8).filter(lambda cell: cell.strip() != "")


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.data())
def test_an_edited_cell_is_read_back_and_the_others_stay(rows: list[tuple[str, str]], data: st.DataObject) -> None:
    import csv

    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("zh", "en"), *rows])
    content = CSV.read(stream.getvalue().encode(), "a.csv", {})
    assert [(s.source, s.target) for s in content.segments] == rows
    row = data.draw(st.integers(0, len(rows) - 1))
    text = data.draw(CELLS)
    written = CSV.render(content.layout, {content.segments[row].id: text})
    rows[row] = (rows[row][0], text)
    assert list(csv.reader(io.StringIO(written.decode(), newline=""))) == [["zh", "en"], *map(list, rows)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "中文,英文\n老铁,old iron\n"),
        ("a.csv", "source;mt\n老铁;old iron\n"),
        ("a.tsv", "Translation (DeepL)\t原文\nold iron\t老铁\n"),
        ("a.csv", "id,zh,en,MT,reference\n7,老铁,buddy,old iron,buddies\n"),
    ],
)
def test_headers_name_the_columns(tmp_path: Path, name: str, text: str) -> None:
    found = document(tmp_path, name, text)
    assert pairs(found) == [("2", "老铁", "old iron")]
    assert found.segments[0].references == (("buddies",) if "reference" in text else ())


def test_without_a_header_the_script_decides(tmp_path: Path) -> None:
    found = document(tmp_path, "a.csv", '"Hello, old iron.",老铁们好。\r\nWe live the goods.,我们直播带货。')
    assert pairs(found) == [
        ("1", "老铁们好。", "Hello, old iron."),
        ("2", "我们直播带货。", "We live the goods."),
    ]
    edited = render(found, {"2": "We sell goods, live."})
    assert edited == '"Hello, old iron.",老铁们好。\r\n"We sell goods, live.",我们直播带货。'.encode()


def test_columns_that_cannot_be_told_are_listed(tmp_path: Path) -> None:
    text = "老铁们好。,Hello old iron.,Hello buddies.\n"
    with pytest.raises(InputError, match=r"Columns: A '老铁们好。', B 'Hello old iron\.'.*--column target=B"):
        document(tmp_path, "a.csv", text)
    assert pairs(document(tmp_path, "a.csv", text, columns={"target": "C", "source": "1"})) == [
        ("1", "老铁们好。", "Hello buddies.")
    ]
    with pytest.raises(InputError, match="no column 'Z'"):
        document(tmp_path, "a.csv", text, columns={"target": "Z"})
    with pytest.raises(InputError, match="unknown role 'goal'"):
        document(tmp_path, "a.csv", text, columns={"goal": "A"})


def test_a_header_stays_a_header_when_columns_are_given_by_letter(tmp_path: Path) -> None:
    found = document(tmp_path, "a.tsv", "zh\tx\n老铁\told iron\n", columns={"source": "1", "target": "B"})
    assert pairs(found) == [("2", "老铁", "old iron")]


def test_loose_quotes_of_a_tsv_do_not_swallow_lines(tmp_path: Path) -> None:
    text = '大家好\t"Hello everyone\n欢迎\twelcome here"\n老铁\t"old iron"\n'
    found = document(tmp_path, "a.tsv", "zh\ten\n" + text)
    assert [s.target for s in found.segments] == ['"Hello everyone', 'welcome here"', "old iron"]
    assert render(found, {"4": "buddies"}).decode().endswith('老铁\t"buddies"\n')


def test_broken_tables_say_where(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.csv:3: a quotation mark opens a cell and never closes"):
        document(tmp_path, "a.csv", 'zh,en\n老铁,old iron\n流量,"flow\n')
    with pytest.raises(InputError, match=r"a\.csv:3: the row has 1 cells and no column B"):
        document(tmp_path, "a.csv", "zh,en\n老铁,old iron\n流量\n")


def test_json_lines_change_only_the_translation(tmp_path: Path) -> None:
    text = (
        '{"id": "x-1", "n": [1, {"mt": "}"}],  "source": "老铁", '
        '"mt" : "old \\"iron\\"", "reference": "buddies"}\r\n'
        "\r\n"
        '{"target": null, "source": "流量", "references": ["views", ""], "document": "b"}\r\n'
        '{"source": "点赞"}'
    )
    found = document(tmp_path, "a.jsonl", text)
    assert pairs(found) == [("x-1", "老铁", 'old "iron"'), ("3", "流量", ""), ("4", "点赞", "")]
    assert [s.references for s in found.segments] == [("buddies",), ("views",), ()]
    assert [s.document for s in found.segments] == ["a.jsonl", "b", "a.jsonl"]
    assert render(found, {}) == text.encode()
    edited = render(found, {"x-1": 'the "buddies"', "3": "views", "4": "likes"}).decode()
    assert edited == (
        text.replace('old \\"iron\\"', 'the \\"buddies\\"')
        .replace("null", '"views"')
        .replace('"点赞"}', '"点赞", "mt": "likes"}')
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"mt": "a"}\n{"mt": }', r"a\.jsonl:2: no valid JSON at column 8"),
        ('["mt"]', r"a\.jsonl:1: a JSON object in braces"),
        ('{"mt": 7}', r"a\.jsonl:1: 'mt' must be a text"),
        ('{"hyp": "a"}', r"a\.jsonl:1: none of the keys mt, target, hypothesis.*found hyp"),
        ('{"id": 1, "mt": "a"}\n{"id": "1", "mt": "b"}', r"a\.jsonl:2: the id '1' stands in line 1 too"),
        ('{"mt": "a", "references": [3]}', "a reference must be a text"),
    ],
)
def test_broken_json_lines_say_where(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        document(tmp_path, "a.jsonl", text)


@given(
    st.dictionaries(st.text(max_size=5), st.none() | st.text() | st.lists(st.integers())),
    st.text(),
    st.text(),
)
def test_json_objects_of_any_shape(extra: dict[str, object], before: str, after: str) -> None:
    keys = ("mt", "target", "hypothesis", "source", "reference", "references", "id", "document")
    row = {**{k: v for k, v in extra.items() if k not in keys}, "mt": before, "z": 1}
    content = JSONL.read(json.dumps(row).encode(), "a", {})
    assert content.segments[0].target == before
    try:
        written = JSONL.render(content.layout, {"1": after})
    except UnicodeEncodeError:
        pytest.fail("a lone surrogate must be escaped")
    assert json.loads(written) == row | {"mt": after}


def test_source_lines_of_every_format(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("老铁\n\n流量\n", encoding="utf-8")
    (tmp_path / "s.csv").write_text("id,中文\n1,老铁\n2,流量\n", encoding="utf-8")
    (tmp_path / "s.jsonl").write_text('{"source": "老铁"}\n{"source": "流量"}', encoding="utf-8")
    for name in ("s.txt", "s.csv", "s.jsonl"):
        assert read_texts(tmp_path / name).texts == ("老铁", "流量"), name
    (tmp_path / "t.txt").write_text("old iron\nflow", encoding="utf-8")
    source = read_document(tmp_path / "t.txt", source=tmp_path / "s.txt").source
    assert source is not None and source.texts == ("老铁", "流量")


@needs_data
@pytest.mark.parametrize("name", ["cns/article.mt.txt", "cns/segments.jsonl", "garbled-renderings.tsv"])
def test_real_files_come_back_byte_for_byte(name: str) -> None:
    columns = {"target": "garbled_en"} if name.endswith("tsv") else None
    found = read_document(DATA / name, columns=columns)
    assert len(found.segments) >= 14
    assert render(found, {}) == (DATA / name).read_bytes()
    first = found.segments[0]
    edited = FORMATS.get(found.format).read(
        render(found, {first.id: first.target + " edited"}), found.path, columns or {}
    )
    assert [s.target for s in edited.segments[1:]] == [s.target for s in found.segments[1:]]
    assert edited.segments[0].target == first.target + " edited"


@pytest.mark.parametrize(("header", "expected"), [
    ("key,en,de", ("The load exam runs.", "Die Belastprobe jetzt.")),
    ("id,English,Deutsch", ("The load exam runs.", "Die Belastprobe jetzt.")),
    ("id,en-GB,de_AT", ("The load exam runs.", "Die Belastprobe jetzt.")),
])  # fmt: skip
def test_the_languages_of_the_job_name_the_columns(tmp_path, header, expected):
    path = tmp_path / "e.csv"
    path.write_text(f"{header}\n1,The load exam runs.,Die Belastprobe jetzt.\n", encoding="utf-8")
    (segment,) = read_document(path, languages=LangPair("en", "de")).segments
    assert (segment.source, segment.target) == expected
    (other,) = read_document(path, languages=LangPair("de", "en")).segments
    assert (other.target, other.source) == expected


def test_a_column_called_mt_is_the_translation_whatever_the_languages(tmp_path):
    path = tmp_path / "e.csv"
    path.write_text("zh,en,mt\n老铁,lao tie,old iron\n", encoding="utf-8")
    (segment,) = read_document(path, languages=LangPair("zh", "en")).segments
    assert (segment.source, segment.target) == ("老铁", "old iron")


@pytest.mark.parametrize("text", ["à la carte;menu\nère;era\n", "señor;sir\nniño;child\n", "não;no\ncoração;heart\n",
                                  "Prüfung;test\nStraße;street\n"])  # fmt: skip
def test_short_western_texts_are_read_as_such(tmp_path, text):
    path = tmp_path / "old.csv"
    path.write_bytes(f"a;en\n{text}".encode("cp1252"))
    assert read_text(path).text == f"a;en\n{text}"
