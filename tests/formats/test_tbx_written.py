"""Written TBX keeps to the standard's structure and picklists: schemas of our own, after ISO 30042:2019 and :2008.

The one here says what we write, the one in `tbx_core` all that the standard allows. No schema of others is copied.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from glossary_samples import DATA, SMALL, glossaries
from hypothesis import given, settings
from lxml import etree
from tbx_core import CORE, dialect_faults

from toolkit.errors import InputError
from toolkit.formats.glossaries import GLOSSARY_FORMATS, open_glossary
from toolkit.model.terms import Concept, Glossary, Term

_SCHEMA = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{ns}"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="{root}"><attribute name="type"><value>TBX-Basic</value></attribute>{style}<ref name="lang"/>
  <element name="{header}"><element name="fileDesc"><element name="titleStmt"><element name="title"><text/></element>
    </element><oneOrMore><element name="sourceDesc"><oneOrMore><element name="p"><text/></element></oneOrMore></element>
    </oneOrMore></element>{encoding}</element>
  <element name="text"><element name="body"><oneOrMore><ref name="entry"/></oneOrMore></element></element>
</element></start>
<define name="lang"><attribute name="xml:lang"><data type="language"/></attribute></define>
<define name="content"><data type="string"><param name="minLength">1</param></data></define>
<define name="entry"><element name="{entry}"><attribute name="id"><data type="ID"/></attribute>
  <zeroOrMore><element name="descrip"><attribute name="type"><choice><value>subjectField</value>
    <value>definition</value></choice></attribute><ref name="content"/></element></zeroOrMore>
  <zeroOrMore><element name="note"><ref name="content"/></element></zeroOrMore>
  <oneOrMore><element name="{language}"><ref name="lang"/><oneOrMore><ref name="term"/></oneOrMore></element>
  </oneOrMore>
</element></define>
<define name="term"><element name="{section}"><element name="term"><ref name="content"/></element>
  <zeroOrMore><element name="termNote"><choice>
    <group><attribute name="type"><value>partOfSpeech</value></attribute><choice><value>noun</value><value>verb</value>
      <value>adjective</value><value>adverb</value><value>other</value></choice></group>
    <group><attribute name="type"><value>administrativeStatus</value></attribute><choice>
      <value>preferredTerm-admn-sts</value><value>admittedTerm-admn-sts</value><value>deprecatedTerm-admn-sts</value>
      <value>supersededTerm-admn-sts</value></choice></group>
    <group><attribute name="type"><value>grammaticalGender</value></attribute><choice><value>masculine</value>
      <value>feminine</value><value>neuter</value><value>other</value></choice></group>
    <group><attribute name="type"><value>termType</value></attribute><choice><value>fullForm</value>
      <value>acronym</value><value>abbreviation</value><value>shortForm</value><value>variant</value>
      <value>phrase</value></choice></group>
    <group><attribute name="type"><value>geographicalUsage</value></attribute><ref name="content"/></group>
  </choice></element></zeroOrMore>
  <optional><element name="descrip"><attribute name="type"><value>context</value></attribute><ref name="content"/>
    </element></optional>
  <zeroOrMore><element name="admin"><attribute name="type"><choice><value>source</value><value>customerSubset</value>
    </choice></attribute><ref name="content"/></element></zeroOrMore>
  <zeroOrMore><element name="note"><ref name="content"/></element></zeroOrMore>
</element></define>
</grammar>"""
NAMES = {
    "tbx": {
        "ns": "urn:iso:std:iso:30042:ed-2", "root": "tbx", "header": "tbxHeader", "entry": "conceptEntry",
        "language": "langSec", "section": "termSec", "encoding": "",
        "style": '<attribute name="style"><value>dca</value></attribute>',
    },
    "tbx2": {
        "ns": "", "root": "martif", "header": "martifHeader", "entry": "termEntry", "language": "langSet",
        "section": "tig", "style": "", "encoding": '<element name="encodingDesc"><element name="p"><attribute '
        'name="type"><value>XCSURI</value></attribute><text/></element></element>',
    },
}  # fmt: skip
SCHEMAS = {name: etree.RelaxNG(etree.fromstring(_SCHEMA.format(**names))) for name, names in NAMES.items()}


@pytest.mark.parametrize("name", ["tbx", "tbx2"])
@settings(max_examples=12, deadline=None)
@given(glossary=glossaries(languages=("zh", "en", "pt-BR")))
def test_what_is_written_is_valid(name: str, glossary: Glossary) -> None:
    tree = etree.fromstring(GLOSSARY_FORMATS.get(name).render(glossary, None).data)
    assert SCHEMAS[name].validate(tree), SCHEMAS[name].error_log.last_error
    if name == "tbx":
        assert CORE.validate(tree), CORE.error_log.last_error
        assert dialect_faults(tree) == []


@pytest.mark.parametrize("name", ["tbx", "tbx2"])
def test_the_schema_finds_what_is_wrong(name: str) -> None:
    data = GLOSSARY_FORMATS.get(name).render(SMALL, None).data
    assert SCHEMAS[name].validate(etree.fromstring(data))
    for old, new in (
        (b"preferredTerm-admn-sts", b"nonsense"),
        (b' xml:lang="zh"', b""),
        (b' id="liuliang"', b' id="zhibo-daihuo"'),
        (b">noun<", b">mod<"),
        (b"<term>", b"<note>x</note><term>"),
    ):
        assert old in data
        assert not SCHEMAS[name].validate(etree.fromstring(data.replace(old, new))), old


@pytest.mark.skipif(not DATA.is_dir(), reason=f"no external data at {DATA}")
@pytest.mark.parametrize("name", ["tbx3-basic-dca", "tbx3-core-dca", "tbx3-min-dca"])
def test_our_statement_of_the_standard_takes_its_own_examples(name: str) -> None:
    tree = etree.parse(str(DATA / f"{name}-astronomy.tbx"))
    assert CORE.validate(tree), CORE.error_log.last_error
    if "basic" in name:
        assert dialect_faults(tree.getroot()) == []


@pytest.mark.parametrize(
    ("old", "new", "fits_core"),
    [
        (b"preferredTerm-admn-sts", b"nonsense", True),
        (b'termNote type="administrativeStatus"', b'termNote type="usageNote"', True),
        (b'descrip type="subjectField"', b'descrip type="context"', True),
        (b' id="liuliang"', b' id="zhibo-daihuo"', False),
        (b' xml:lang="zh"', b"", False),
        (b"<term>", b"<note>x</note><term>", False),
        (b"<termSec>", b"<tig>", False),
        (b'style="dca"', b'style="dct"', True),
    ],
)
def test_the_core_and_the_dialect_find_what_is_wrong(old: bytes, new: bytes, fits_core: bool) -> None:
    data = GLOSSARY_FORMATS.get("tbx").render(SMALL, None).data
    broken = data.replace(old, new).replace(b"</termSec>", b"</tig>" if new == b"<tig>" else b"</termSec>")
    assert broken != data
    tree = etree.fromstring(broken)
    assert CORE.validate(tree) is fits_core
    assert not fits_core or dialect_faults(tree)


def test_every_word_is_escaped_and_named(tmp_path: Path) -> None:
    path = tmp_path / "x.tbx"
    path.write_bytes(GLOSSARY_FORMATS.get("tbx").render(SMALL, ("zh", "en")).data)
    glossary = open_glossary(path).glossary
    assert glossary.name == "market day"
    assert [c.id for c in glossary.concepts] == ["zhibo-daihuo", "lao tie", "liuliang"]
    assert glossary.concepts[2].terms[1].text == '=1+1, "quoted" & <b>'
    bad = dataclasses.replace(SMALL, concepts=(Concept("a", (Term("a\x00b", "en"),)),))
    with pytest.raises(InputError, match=r"the character U\+0000 cannot stand in XML"):
        GLOSSARY_FORMATS.get("tbx").render(bad, None)
