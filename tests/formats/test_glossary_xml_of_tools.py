"""XML term bases as tools write them beside the standard: every term, its language and its status."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.formats.glossaries import GLOSSARY_FORMATS, read_any, write_any
from toolkit.formats.tbx_edit import edit_tbx
from toolkit.model import Concept, Glossary, Term

MARTIF = '<martif type="TBX"><text><body>{}</body></text></martif>'
PUMP = (
    '<termEntry id="a"><langSet xml:lang="el"><tig><term>αντλία</term></tig></langSet>'
    '<langSet xml:lang="en"><tig><term>pump</term></tig></langSet></termEntry>'
)
FILES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "drafts of TBX-Min": (
        '<TBX dialect="TBX-Min"><header><languages source="de" target="es"/></header><body><entry id="C002">'
        '<subjectField>biology</subjectField><langGroup xml:lang="de"><termGroup><term>Zelle</term>'
        '<termStatus>preferred</termStatus></termGroup></langGroup><langGroup xml:lang="es"><termGroup>'
        "<term>celda</term><termStatus>notRecommended</termStatus><noteGroup><note><noteKey>source</noteKey>"
        "<noteValue>old book</noteValue></note></noteGroup></termGroup></langGroup></entry></body></TBX>",
        [("de", "Zelle", "preferred"), ("es", "celda", "deprecated")],
    ),
    "UTF-16 that is UTF-8": (
        '<?xml version="1.0" encoding="utf-16"?>' + MARTIF.format(PUMP),
        [("el", "αντλία", "preferred"), ("en", "pump", "preferred")],
    ),
    "flags of a translation system": (
        MARTIF.format(
            '<termEntry><langSet xml:lang="en"><ntig><termGrp><term>valve</term>'
            '<termNote type="x-isForbidden">false</termNote></termGrp></ntig><ntig><termGrp><term>faucet</term>'
            '<termNote type="x-isForbidden">true</termNote></termGrp></ntig></langSet></termEntry>'
        ),
        [("en", "valve", "preferred"), ("en", "faucet", "forbidden")],
    ),
    "categories in words": (
        MARTIF.format(
            '<termEntry><langSet xml:lang="en"><tig><term>mover</term><termNote type="Usage status">notRecommended'
            '</termNote><termNote type="Part of speech">noun</termNote></tig></langSet></termEntry>'
        ),
        [("en", "mover", "deprecated")],
    ),
    "MultiTerm that names a language without a code": (
        '<mtf><conceptGrp><languageGrp><language type="Spanish (Mexico)"/><termGrp><term>tornillo</term></termGrp>'
        "</languageGrp></conceptGrp></mtf>",
        [("es-MX", "tornillo", "preferred")],
    ),
    "TMX with codes in the segment": (
        '<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg><bpt i="1">&lt;b&gt;</bpt>gear'
        '<ept i="1">&lt;/b&gt;</ept> wheel</seg></tuv></tu></body></tmx>',
        [("en", "gear wheel", "preferred")],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_every_term_is_read(name: str, tmp_path: Path) -> None:
    text, expected = FILES[name]
    (tmp_path / "x.xml").write_text(text, "utf-8")
    glossary = read_any(tmp_path / "x.xml").glossary
    assert [(t.language, t.text, t.status) for c in glossary.concepts for t in c.terms] == expected


def changed(path: Path, **fields: str) -> str:
    """The file after one of its terms was changed in place."""
    before = read_any(path).glossary
    *others, last = before.concepts[0].terms
    concept = replace(before.concepts[0], terms=(*others, replace(last, **fields)))
    data = edit_tbx(path.read_bytes(), before, replace(before, concepts=(concept, *before.concepts[1:])))
    path.write_bytes(data)
    assert read_any(path).glossary.concepts[0].terms[-1].status == fields.get("status", last.status)
    return data.decode()


@pytest.mark.parametrize(
    ("name", "fields", "old", "new"),
    [
        ("drafts of TBX-Min", {"text": "célula"}, "celda", "célula"),
        ("drafts of TBX-Min", {"status": "preferred"}, "notRecommended", "preferred"),
        ("UTF-16 that is UTF-8", {"text": "πομπη"}, "pump", "πομπη"),
        ("flags of a translation system", {"text": "tap"}, "faucet", "tap"),
        (
            "flags of a translation system",
            {"status": "admitted"},
            'faucet</term><termNote type="x-isForbidden">true',
            'faucet</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>'
            '<termNote type="x-isForbidden">false',
        ),
    ],
)
def test_they_are_changed_in_place(name: str, fields: dict[str, str], old: str, new: str, tmp_path: Path) -> None:
    text = FILES[name][0]
    (tmp_path / "x.tbx").write_text(text, "utf-8")
    assert changed(tmp_path / "x.tbx", **fields) == text.replace(old, new)


@pytest.mark.parametrize("name", ["tbx", "tbx2"])
def test_lines_of_notes_come_back(name: str, tmp_path: Path) -> None:
    term = Term("泵", "zh_CN", note="spoken\nnot written")
    glossary = Glossary("x", (Concept("a", (term,), note="one\n\ntwo"),), languages=("zh_CN",))
    report = write_any(glossary, tmp_path / "x.tbx", GLOSSARY_FORMATS.get(name))
    [back] = read_any(tmp_path / "x.tbx").glossary.concepts
    assert (back.note, back.terms[0].note, back.terms[0].language) == ("one\ntwo", term.note, "zh-CN")
    assert ("language tags with _", 1) in {(loss.what, loss.count) for loss in report.losses}
