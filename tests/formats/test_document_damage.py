"""Bad, broken and hostile files: each refused in one message with its place, none read by halves."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from sample_files import archive, docx, word_paragraph, written

from toolkit.errors import InputError
from toolkit.formats import archive as archives
from toolkit.formats import tmx_stream
from toolkit.formats.documents import format_of, read_document, render

XLIFF = '<xliff version="1.2"><file><body><trans-unit id="1"><source>a</source><target>b</target></trans-unit>'
BOMB = "<!DOCTYPE x [" + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)) + "]>"
SOUND = docx(word_paragraph("old iron"))


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", b"<Types/>" + b" " * 30_000_000)
    return stream.getvalue()


def swapped(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xlf", XLIFF, r"a\.xlf:1: no well-formed XML at column \d+: .*cut off"),
        ("a.xlf", "<html/>", r"a\.xlf: this is no XLIFF: its root element is 'html'"),
        ("a.xlf", '<xliff version="9"/>', "XLIFF version '9' is not known"),
        ("a.xlf", "\n\nno mark-up", r"a\.xlf:1: this is no XML"),
        ("a.xlf", "", r"a\.xlf:1: this is no XML"),
        ("a.xlf", "<a>\n<b></a>", r"a\.xlf:2: no well-formed XML at column \d+: mismatched tag"),
        ("a.xlf", "<xliff>\x00</xliff>", "no well-formed XML"),
        ("a.xlf", BOMB + "<xliff>&a9;</xliff>", "declares an entity of its own|document type holds declarations"),
        ("a.xlf", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xliff>&e;</xliff>', "declares|declarations"),
        ("a.xlf", '<!DOCTYPE x [<!ATTLIST x y CDATA "z">]><xliff/>', "its document type holds declarations"),
        ("a.xlf", b'<?xml version="1.0" encoding="UTF-8"?>\n<xliff>\xe9</xliff>', r"a\.xlf:2: .*'UTF-8'.* byte 46"),
        ("a.xlf", b"<xliff>\n\xe9</xliff>", r"a\.xlf:2: it declares no encoding"),
        ("a.xlf", b'<?xml version="1.0" encoding="klingon"?><xliff/>', "'klingon', which nobody knows"),
        ("a.xlf", b'<?xml version="1.0" encoding="UTF-16"?><xliff/>', "its bytes are something else"),
        ("a.xlf", b'\xef\xbb\xbf<?xml version="1.0" encoding="latin-1"?><xliff/>', "its bytes are something else"),
        ("a.xlf", SOUND, "a ZIP archive"),
        ("a.tmx", "<xliff/>", "this is no TMX"),
        ("a.tmx", written("tmx", ["a"], ["b"]).replace(b'"en"', b'"zh"'), "which languages"),
        ("a.po", 'msgid "a"\nmsgstr "b\n', r"a\.po:2: a string that is not closed"),
        ("a.po", 'msgid "a"\nmsgstr "b" c\n', r"a\.po:2: a string that is not closed, or something after it"),
        ("a.po", 'msgid "a"\n', r"a\.po:1: an entry without msgstr.*cut off"),
        ("a.po", 'msgstr "a"\n', r"a\.po: an entry has msgstr and no msgid"),
        ("a.po", 'msgid "a"\nmsgid "c"\nmsgstr "b"', r"a\.po:1: an entry without msgstr"),
        ("a.po", 'msgid "a"\nmsgstr "b"\nmsgstr "c"', r"a\.po:3: 'msgstr' stands twice"),
        ("a.po", "hello there\n", r"a\.po:1: neither a comment nor"),
        ("a.po", b'msgid ""\nmsgstr "charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "\xe9\xe8"\n', "its header says UTF-8"),
        ("a.po", b'msgid ""\nmsgstr "charset=klingon\\n"\n', "its header says charset=klingon"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, r"a\.docx: this file has a password, or is an old Office file"),
        ("a.pptx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "has a password"),
        ("a.docx", b"", r"no readable \.docx document"),
        ("a.docx", SOUND[: len(SOUND) // 2], r"no readable \.docx document .*cut off"),
        ("a.docx", "plain text", r"no readable \.docx document"),
        ("a.docx", archive([("a.txt", "x")]), r"is no \.docx document: it has no \[Content_Types\]"),
        ("a.docx", archive([("[Content_Types].xml", "<Types/>")]), r"is no \.docx document"),
        ("a.docx", written("pptx", ["a"], ["b"]), r"is no \.docx document. Is the suffix right"),
        ("a.docx", docx("<w:p>"), r"a\.docx:word/document\.xml:2: no well-formed XML"),
        ("a.docx", bomb(), r"would unpack from [\d,]+ to [\d,]+ bytes"),
        ("a.html", "just words", "there is no tag in it"),
        ("a.html", b'<meta charset="utf-8"><p>\xe9\xe8', "declares the encoding 'utf-8', which does not fit"),
        ("a.html", b'<meta charset="klingon"><p>x', "which nobody knows"),
        ("a.srt", "hello\n", "there is no time line"),
        ("a.srt", "1\n00:00:01 --> 00:00:02\nhello\n", r"a\.srt:2: this time line cannot be read"),
        ("a.vtt", "00:01.000 --> 00:02.000\nhello\n", r"a\.vtt:1: a WebVTT file begins with"),
        ("a.json", '{"a": "b",}', r"a\.json:1: no valid JSON at column 1\d"),
        ("a.json", '[{"source": "a", "mt": "b"}]', "name it .jsonl"),
        ("a.json", '{"a":' * 100_000, "brackets within brackets|no valid JSON"),
        ("a.yml", "a: 'b\n", r"a\.yml:\d: no valid YAML at column \d"),
        ("a.yml", "a:\n\tb: c\n", r"a\.yml:2: no valid YAML at column 1"),
        ("a.yml", "a: b\x01\n", r"a\.yml:1: YAML cannot hold the character"),
        ("a.yml", "- a\n- b\n", r"a\.yml:1: a YAML resource file holds keys .* this is a list"),
        ("a.yml", "just words\n", r"a\.yml:1: a YAML resource file holds keys"),
        ("a.yml", "a: " + "[" * 3000, r"a\.yml:1: more than 200 levels"),
        ("a.md", SOUND, "a ZIP archive"),
        ("a.srt", b"\x89PNG\r\n", "a picture"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_its_place(name: str, data: bytes | str, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(InputError, match=message) as caught:
        read_document(path)
    assert name in str(caught.value)
    assert len(str(caught.value)) < 600 + len(str(tmp_path))


@pytest.mark.parametrize("name", ["docx", "pptx", "xliff", "tmx", "po"])
def test_a_file_cut_anywhere_is_refused_or_short(name: str, tmp_path: Path) -> None:
    """No prefix of a file brings anything but an InputError or fewer segments."""
    data = written(name, ["old iron", "the goods"], ["a", "b"])
    for size in range(0, len(data), max(1, len(data) // 60)):
        path = tmp_path / f"a.{name}"
        path.write_bytes(data[:size])
        try:
            assert len(read_document(path, columns={"target": "en"} if name == "tmx" else None).segments) <= 2
        except InputError:
            continue


def test_a_damaged_part_is_told(tmp_path: Path) -> None:
    data = bytearray(SOUND)
    with zipfile.ZipFile(io.BytesIO(SOUND)) as opened:
        info = opened.getinfo("word/document.xml")
    data[info.header_offset + 80 : info.header_offset + 120] = b"\xff" * 40
    (tmp_path / "a.docx").write_bytes(bytes(data))
    with pytest.raises(InputError, match=r"its part word/document\.xml is damaged"):
        read_document(tmp_path / "a.docx")


def test_a_part_with_a_password_is_told(tmp_path: Path) -> None:
    data = bytearray(SOUND)
    with zipfile.ZipFile(io.BytesIO(SOUND)) as opened:
        start = opened.start_dir
    data[start + 8] |= 1
    (tmp_path / "a.docx").write_bytes(bytes(data))
    with pytest.raises(InputError, match="has a password"):
        read_document(tmp_path / "a.docx")


def test_limits_of_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.docx").write_bytes(SOUND)
    monkeypatch.setattr(archives, "MOST_BYTES", 100)
    with pytest.raises(InputError, match="it would unpack to"):
        read_document(tmp_path / "a.docx")
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    with pytest.raises(InputError, match="it has 3 parts"):
        read_document(tmp_path / "a.docx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    data = docx(word_paragraph("a"), more=[("x.xml", "<a/>"), ("x.xml", "<b/>")])
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(InputError, match="two of its parts have the same name"):
        read_document(tmp_path / "a.docx")


def test_an_external_document_type_is_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(f'<!DOCTYPE xliff SYSTEM "file:///etc/passwd">{XLIFF}</body></file></xliff>', "utf-8")
    assert read_document(path).segments[0].target == "b"


def test_a_name_of_an_unknown_entity_is_a_tag(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    text = XLIFF.replace("<target>b<", "<target>b&nbsp;c<") + "</body></file></xliff>"
    path.write_text(f'<!DOCTYPE xliff SYSTEM "x.dtd">{text}', "utf-8")
    document = read_document(path)
    assert document.segments[0].target == "b{1}c"
    assert b"<target>x&nbsp;c<" in render(document, {"1": "x{1}c"})


def test_a_control_character_is_not_written(tmp_path: Path) -> None:
    for name in ("xliff", "docx", "html", "tmx"):
        path = tmp_path / f"a.{name}"
        path.write_bytes(written(name, ["old iron"], ["老铁"]))
        document = read_document(path)
        with pytest.raises(InputError, match="control character"):
            render(document, {document.segments[0].id: "new \x01 iron"})


@pytest.mark.parametrize(
    "data",
    [
        b"<tmx><body><tu><tuv>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><tmx/>',
        b'<?xml version="1.0" encoding="klingon"?><tmx/>',
        b'<?xml version="1.0" encoding="UTF-16"?><tmx/>',
        b'<?xml version="1.0"?><tmx>\xe9</tmx>',
        b'<?xml version="1.0" encoding="gb18030"?><tmx>\xff\xff</tmx>',
    ],
)
def test_bad_memories_are_refused_as_a_stream_too(data: bytes) -> None:
    with pytest.raises(InputError, match=r"m\.tmx"):
        list(tmx_stream.units(io.BytesIO(data), "zh", "en", "m.tmx"))


def test_a_huge_segment_right_to_left_text_and_mixed_line_ends_are_kept(tmp_path: Path) -> None:
    huge = "old iron \N{HEBREW LETTER SHIN}\N{RIGHT-TO-LEFT MARK} " * 30_000
    for name in ("xliff", "po", "docx", "html", "markdown", "json"):
        path = tmp_path / f"a.{name}"
        data = written(name, [huge.strip()], ["a"])
        data = data if name == "docx" else data.replace(b"\n", b"\r\n", 1)
        path.write_bytes(data)
        document = read_document(path)
        assert render(document, {}) == data
        [segment] = document.segments
        new = segment.target.replace("old", "new", 1)
        again = tmp_path / f"b.{name}"
        again.write_bytes(render(document, {segment.id: new}))
        assert read_document(again).segments[0].target == new


@pytest.mark.parametrize("name", ["a.odt", "a.doc", "a.ppt", "a.pdf"])
def test_foreign_files_are_told(name: str) -> None:
    with pytest.raises(InputError, match="files are not read"):
        format_of(name)


def test_yaml_constructs_nothing_and_expands_no_alias(tmp_path: Path) -> None:
    """Tags that other programs obey, and a bomb of aliases to aliases, are words that stay where they stand."""
    path = tmp_path / "bomb.yml"
    bomb = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
    hostile = f"{tmp_path}/made"
    path.write_text(f'a0: &a0 old iron\n{bomb}x: !!python/object/apply:os.mkdir ["{hostile}"]\n', "utf-8")
    document = read_document(path)
    assert [s.target for s in document.segments] == ["old iron"]
    assert render(document, {"a0": "buddies"}) == path.read_bytes().replace(b"old iron", b"buddies")
    assert not Path(hostile).exists()


def test_an_address_with_blanks_is_no_text(tmp_path: Path) -> None:
    for address in ("old iron.html", "./old iron", "https://a.example/old iron#x"):
        (tmp_path / "a.md").write_text(f"Buy [old iron]({address}) now (old iron). [x](not an address at all)", "utf-8")
        [segment] = read_document(tmp_path / "a.md").segments
        assert segment.target == "Buy {1}old iron{/1} now (old iron). [x](not an address at all)"
