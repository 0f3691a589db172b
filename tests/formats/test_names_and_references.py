"""Names that repeat, references and escapes of file formats, and mark-up that looks like another."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.formats.documents import read_document, render
from toolkit.formats.xml_scan import tokens, with_attribute
from toolkit.model import LangPair


def _read(path: Path, text: str) -> list[tuple[str, str]]:
    path.write_text(text, encoding="utf-8")
    return [(segment.id, segment.target) for segment in read_document(path).segments]


def test_cues_named_like_blocks_are_cues_in_webvtt(tmp_path):
    text = (
        "WEBVTT\n\nNOTE a remark\nmore of it\n\nNOTEBOOK 1\n00:01.000 --> 00:02.000\nHello\n\nSTYLE\n::cue {}\n\n"
        "STYLE guide\n00:03.000 --> 00:04.000\nWorld\n\nNOTE arrows\nsee A --> B\n\n"
        "NOTE\n00:05.000 --> 00:06.000\nThird\n"
    )
    assert _read(tmp_path / "a.vtt", text) == [("NOTEBOOK 1", "Hello"), ("STYLE guide", "World"), ("NOTE", "Third")]


def test_subrip_knows_no_blocks(tmp_path):
    text = "NOTES\n00:00:01,000 --> 00:00:02,000\nHello\n"
    assert _read(tmp_path / "a.srt", text) == [("NOTES", "Hello")]


def test_segments_of_one_name_keep_their_places(tmp_path):
    cues = "".join(
        f"{name}\n00:00:0{n},000 --> 00:00:0{n},500\nText {n}\n\n" for n, name in enumerate(["1", "1", "1#2"])
    )
    path = tmp_path / "a.srt"
    found = _read(path, cues)
    assert found == [("1", "Text 0"), ("1#2", "Text 1"), ("1#2#2", "Text 2")]
    document = read_document(path)
    assert b"Text 0\n" in render(document, {"1#2": "other"})
    assert (
        render(document, {"1#2#2": "last"}).decode().endswith("Text 1\n\n1#2\n00:00:02,000 --> 00:00:02,500\nlast\n\n")
    )


def test_xliff_units_of_one_name_are_all_there(tmp_path):
    units = "".join(
        f'<trans-unit id="{name}"><source>s{n}</source><target>t{n}</target></trans-unit>'
        for n, name in enumerate(["1", "1", "1#2"])
    )
    head = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="f" source-language="de" '
    text = f'{head}target-language="en" datatype="plaintext"><body>{units}</body></file></xliff>'
    assert [target for _, target in _read(tmp_path / "a.xlf", text)] == ["t0", "t1", "t2"]


@pytest.mark.parametrize(
    ("escape", "meant"),
    [(r"caf\303\251", "café"), (r"\x41b", "Ab"), (r"\351t\351", "été"), (r"\303\251\377", "éÿ"), (r"a\tb", "a\tb")],
)
def test_bytes_written_as_numbers_in_a_message_catalog(escape, meant, tmp_path):
    text = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "x"\nmsgstr "{escape}"\n'
    [(_, target)] = _read(tmp_path / "a.po", text)
    assert target == meant


def test_an_attribute_named_in_a_value_is_none():
    tag = """<target note="old state='new' x" state="translated">"""
    [token, *_] = [one for one in tokens(f"<a>{tag}</target></a>") if one.name == "target"]
    whole = f"<a>{tag}</target></a>"
    made = with_attribute(whole, token, "state", "needs-review")
    changed = whole[: made.span.start] + made.text + whole[made.span.end :]
    assert changed == """<a><target note="old state='new' x" state="needs-review"></target></a>"""


def _xliff(path: Path, *languages: str) -> Path:
    files = "".join(
        f'<file original="{n}" source-language="de" target-language="{tag}" datatype="plaintext"><body>'
        f'<trans-unit id="{n}">'
        f"<source>Anlage</source><target>plant</target></trans-unit></body></file>"
        for n, tag in enumerate(languages)
    )
    path.write_text(
        f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">{files}</xliff>', encoding="utf-8"
    )
    return path


def test_an_xliff_of_another_language_is_not_edited_by_the_rules_of_ours(tmp_path):
    pair = LangPair("de", "en")
    with pytest.raises(InputError, match=r"it is de to fr by its own words, .* --from de --to fr"):
        read_document(_xliff(tmp_path / "a.xlf", "fr"), languages=pair)
    both = read_document(_xliff(tmp_path / "b.xlf", "en-GB", "fr", "und"), languages=pair)
    assert [segment.locked for segment in both.segments] == [None, "it is de to fr", None]
    assert not any(segment.locked for segment in read_document(_xliff(tmp_path / "c.xlf", "fr")).segments)
    for said, asked in (("nb-NO", "no"), ("iw", "he")):
        same = read_document(_xliff(tmp_path / f"{said}.xlf", said), languages=LangPair("de", asked))
        assert not any(segment.locked for segment in same.segments)
