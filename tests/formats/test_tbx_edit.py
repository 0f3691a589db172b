"""TBX edited in place: what was changed is changed, every other byte stays."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from glossary_samples import DATA

from toolkit.errors import InputError
from toolkit.formats.glossaries import open_glossary
from toolkit.formats.tbx_edit import edit_tbx
from toolkit.model.terms import Concept, Glossary, Term

V2 = """\
<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<!-- kept -->
<martif type="TBX" xml:lang="en"><text><body>
  <termEntry id='c1'>
    <descrip type="Translation needed">Yes</descrip>
    <langSet xml:lang="en"><tig id="t1"><term  class="a>b">data  bus</term >
      <termNote type="administrativeStatus">obsolete</termNote><x:y xmlns:x="u">&amp;</x:y></tig>
      <ntig><termGrp><term>bus &lt;system&gt;</term></termGrp></ntig></langSet>
    <langSet xml:lang="fr"><tig><term><hi>bus</hi> de données</term></tig></langSet>
  </termEntry>
</body></text></martif>
"""


def read(path: Path, data: bytes) -> Glossary:
    path.write_bytes(data)
    return open_glossary(path).glossary


def changed(glossary: Glossary, old: str, **new: str) -> Glossary:
    concepts = tuple(
        dataclasses.replace(c, terms=tuple(dataclasses.replace(t, **new) if t.text == old else t for t in c.terms))
        for c in glossary.concepts
    )
    return dataclasses.replace(glossary, concepts=concepts)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_only_the_term_changes(encoding: str, tmp_path: Path) -> None:
    text = V2.format(encoding=encoding)
    data = text.encode(encoding)
    before = read(tmp_path / "a.tbx", data)
    assert [t.text for t in before.concepts[0].terms] == ["data bus", "bus <system>", "bus de données"]
    assert edit_tbx(data, before, before) == data
    after = edit_tbx(data, before, changed(before, "data bus", text="data bus & more"))
    assert after == text.replace("data  bus", "data bus &amp; more").encode(encoding)
    after = edit_tbx(data, before, changed(before, "bus de données", text="bus é"))
    assert after == text.replace("<hi>bus</hi> de données", "bus é").encode(encoding)


def test_what_the_encoding_lacks_is_a_reference(tmp_path: Path) -> None:
    data = V2.format(encoding="iso-8859-1").encode("iso-8859-1")
    before = read(tmp_path / "a.tbx", data)
    after = edit_tbx(data, before, changed(before, "data bus", text="总线"))
    assert '<term  class="a>b">&#24635;&#32447;</term >' in after.decode("iso-8859-1")
    assert read(tmp_path / "b.tbx", after).concepts[0].terms[0].text == "总线"


def test_a_status_is_changed_in_the_words_of_the_file(tmp_path: Path) -> None:
    text = V2.format(encoding="utf-8")
    before = read(tmp_path / "a.tbx", text.encode())
    after = edit_tbx(text.encode(), before, changed(before, "data bus", status="preferred")).decode()
    assert after == text.replace(">obsolete<", ">preferred<")
    after = edit_tbx(text.encode(), before, changed(before, "bus <system>", status="forbidden")).decode()
    note = '<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>'
    assert after == text.replace("&lt;system&gt;</term>", f"&lt;system&gt;</term>{note}")
    assert read(tmp_path / "b.tbx", after.encode()).concepts[0].terms[1].status == "deprecated"


def test_both_styles_of_version_3(tmp_path: Path) -> None:
    text = (
        '<t:tbx type="TBX-Min" style="dct" xml:lang="en" xmlns:t="urn:iso:std:iso:30042:ed-2" xmlns:min="m">'
        '<t:text><t:body><t:conceptEntry id="c"><t:langSec xml:lang="en"><t:termSec><t:term>app</t:term>'
        "<min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></t:termSec>"
        "<t:termSec><t:term>tool</t:term></t:termSec></t:langSec></t:conceptEntry></t:body></t:text></t:tbx>"
    )
    before = read(tmp_path / "a.tbx", text.encode())
    assert [t.status for t in before.concepts[0].terms] == ["admitted", "preferred"]
    after = edit_tbx(text.encode(), before, changed(before, "tool", status="deprecated")).decode()
    inserted = "<min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus>"
    assert after == text.replace("tool</t:term>", f"tool</t:term>{inserted}")
    bare = re.sub("<min:.*?</min:administrativeStatus>", "", text)
    before = read(tmp_path / "b.tbx", bare.encode())
    with pytest.raises(InputError, match="'tool' has no status in the file"):
        edit_tbx(bare.encode(), before, changed(before, "tool", status="deprecated"))


def test_the_old_minimal_dialect(tmp_path: Path) -> None:
    text = (
        '<TBX dialect="TBX-Min"><body><termEntry id="C1"><langSet xml:lang="en"><tig><term>dog</term></tig>'
        "</langSet></termEntry></body></TBX>"
    )
    before = read(tmp_path / "a.tbx", text.encode())
    after = edit_tbx(text.encode(), before, changed(before, "dog", status="deprecated")).decode()
    assert after == text.replace("</term>", "</term><termStatus>deprecated</termStatus>")
    assert read(tmp_path / "b.tbx", after.encode()).concepts[0].terms[0].status == "deprecated"


def test_what_cannot_be_edited_is_told(tmp_path: Path) -> None:
    data = V2.format(encoding="utf-8").encode()
    before = read(tmp_path / "a.tbx", data)
    concept = before.concepts[0]
    fewer = dataclasses.replace(before, concepts=(dataclasses.replace(concept, terms=concept.terms[:-1]),))
    with pytest.raises(InputError, match="terms of 'c1' were added, taken away or moved"):
        edit_tbx(data, before, fewer)
    with pytest.raises(InputError, match="concepts were added or taken away"):
        edit_tbx(data, before, Glossary("g", (Concept("other", concept.terms),)))
    with pytest.raises(InputError, match="not the file that the glossary was read from"):
        edit_tbx(data, fewer, fewer)
    with pytest.raises(InputError, match=r"mine\.tbx:\d+: not well-formed"):
        edit_tbx(data[:-40], before, before, "mine.tbx")
    bomb = b'<!DOCTYPE martif [<!ENTITY a "b">]><martif><text/></martif>'
    with pytest.raises(InputError, match="declares the entity 'a'"):
        edit_tbx(bomb, before, before)


def test_two_terms_with_one_status_cannot_part(tmp_path: Path) -> None:
    text = V2.replace("<term>bus &lt;system&gt;</term>", "<term>a</term><term>b</term>").format(encoding="utf-8")
    text = text.replace("</termGrp>", '<termNote type="administrativeStatus">preferred</termNote></termGrp>')
    before = read(tmp_path / "a.tbx", text.encode())
    with pytest.raises(InputError, match="share one status"):
        edit_tbx(text.encode(), before, changed(changed(before, "a", status="admitted"), "b", status="deprecated"))
    both = changed(changed(before, "a", status="admitted"), "b", status="admitted")
    assert edit_tbx(text.encode(), before, both).decode() == text.replace(">preferred<", ">admitted<")


@pytest.mark.skipif(not DATA.is_dir(), reason="the external data folder is not here")
@pytest.mark.parametrize("name", [p.name for p in sorted(DATA.glob("*.tbx*"))])
def test_files_of_the_wild_come_back_byte_for_byte_but_for_one_term(name: str) -> None:
    data = (DATA / name).read_bytes()
    before = open_glossary(DATA / name).glossary
    assert edit_tbx(data, before, before) == data
    last = before.concepts[-1]
    new = dataclasses.replace(last, terms=(*last.terms[:-1], dataclasses.replace(last.terms[-1], text="changed 词")))
    after = edit_tbx(data, before, dataclasses.replace(before, concepts=(*before.concepts[:-1], new)))
    gone = len(data) - len(after) + len("changed 词".encode())
    at = after.index("changed 词".encode())
    assert data[:at] + data[at : at + gone] + data[at + gone :] == data
    assert after[:at] == data[:at]
    assert after[at + len("changed 词".encode()) :] == data[at + gone :]


def test_a_term_of_one_character_is_no_other(tmp_path: Path) -> None:
    data = b'<martif><text><body><termEntry id="c"><langSet xml:lang="en"><tig><term>a</term></tig><tig><term>a</term>'
    data += b"</tig></langSet></termEntry></body></text></martif>"
    before = read(tmp_path / "a.tbx", data)
    second = dataclasses.replace(before.concepts[0].terms[1], text="b")
    after = Glossary("g", (Concept("c", (before.concepts[0].terms[0], second)),))
    assert edit_tbx(data, before, after) == b"<term>b</term>".join(data.rsplit(b"<term>a</term>", 1))
    assert Term("a", "en") in before.concepts[0].terms
