"""A TBX read from its text and read as trees: the same concepts, places, counts and problems, however it is written."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from unittest import mock

import pytest
from glossary_samples import DATA
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.formats import tbx_read, xml_blocks
from toolkit.formats.glossary_reports import Tally
from toolkit.formats.tbx_read import concepts_of
from toolkit.formats.term_columns import Columns, built, built_concepts, details_of
from toolkit.model.terms import Concept, Term

TEXTS = st.sampled_from(
    (
        "app",
        "  two  words ", "R&amp;D &#8211; &lt;x&gt;", "a > b", "a\nb", "<![CDATA[a & <b>\n]]>", "a<!-- > \n -->b",
        "a <hi>b</hi>", "", " ", "\N{NO-BREAK SPACE}术语", "&#x9;tab&#133;", "<?pi > ?>x", "noun", "preferred", "Draft",
        "deprecatedTerm-admn-sts", "acronym",
    )
)  # fmt: skip
CATEGORIES = st.sampled_from(
    (
        "partOfSpeech",
        "administrativeStatus",
        "grammaticalGender",
        "context",
        "termType",
        "source",
        "unheard",
        "a&quot;b",
    )
)
BLANKS = st.sampled_from(("", "\n", "\n  "))
GAPS = st.sampled_from(("", "\n", "\n  ", " stray ", "<!-- <term>no</term> -->\n", "<?x\n?>"))


TEXT = "\ue000"
"""Stands in an entry for a text that is drawn for each time that the entry is written."""
IDENTITY = "\ue001"
BROKEN = (
    "<", "&", "&nbsp;", "]]>", "\x01", "\ufffe", "</tig>", "</termEntry>", "<tig>", '"', ">", "&#0;", "&#xD800;", "<!",
    "&amp", "<termEntry/>", '<termEntry id="z"/>', "<a b='1' b='2'/>", "<!-- a -- b -->", "</body></text></tbx>", " ",
    "\n", "&#32;", ' id="x"', "\N{NO-BREAK SPACE}", "\u2028", "\r", "",
)  # fmt: skip


@st.composite
def _leaf(draw: st.DrawFn) -> str:
    kind = draw(st.integers(0, 7))
    if kind == 0:
        return f"<note>{TEXT}</note>"
    if kind == 1:
        return f"<{draw(st.sampled_from(('ref', 'xref', 'date', 'conceptId', 'foo')))} target='x'/>"
    if kind == 2:
        closing = draw(st.sampled_from(("</transacGrp>", "</transacGrp >")))
        return f"<transacGrp><transac type='x'>{TEXT}</transac>\n<date>2020</date>{closing}"
    if kind == 3:
        return (
            f"<descripGrp><descrip type=\n'definition'>{TEXT}</descrip><admin type='source'>{TEXT}</admin></descripGrp>"
        )
    if kind == 4:
        return f'<descrip id="d1" type="subjectField">{TEXT}</descrip>'
    if kind == 5:
        return f"<min:partOfSpeech>{TEXT}</min:partOfSpeech>"
    name = draw(st.sampled_from(("termNote", "descrip", "admin")))
    return f'<{name} type="{draw(CATEGORIES)}" >{TEXT}</{name} >' if kind == 6 else f"<{name}>{TEXT}</{name}>"


@st.composite
def _entry(draw: st.DrawFn, names: tuple[str, str, str], *, plain: bool) -> str:
    concept, language, group = names
    leaves = st.lists(_leaf(), max_size=2 if plain else 3).map("".join)
    gaps = BLANKS if plain else GAPS
    usual = f' id="{IDENTITY}"'
    named = usual if plain else draw(st.sampled_from((usual, f" id='{IDENTITY}'", "", ' x="1>2"')))
    parts = [f"<{concept}{named}>{draw(gaps)}{draw(leaves)}"]
    for _ in range(draw(st.integers(1 if plain else 0, 2))):
        tags = ('xml:lang="en"', "xml:lang='zh'", 'lang="de"', "", 'xml:lang="K!"')
        parts.append(f"<{language} {draw(st.sampled_from(tags[: 3 if plain else 5]))}>{draw(gaps)}{draw(leaves)}")
        for _ in range(draw(st.integers(0, 2))):
            term = f"<term>{TEXT}</term>" * draw(st.sampled_from((1, 1, 1, 0, 2)))
            inner = f"<termGrp>{term}{draw(leaves)}</termGrp>" if draw(st.booleans()) else term + draw(leaves)
            identity = draw(st.sampled_from(("", usual, " id='t2'", ' id="a" x="b"')))
            parts.append(f"<{group}{identity}>{draw(gaps)}{inner}</{group}>{draw(gaps)}")
        parts.append(f"</{language}>{draw(gaps)}")
    parts.append(f"</{concept}>{draw(gaps)}")
    return "".join(parts)


@st.composite
def _tbx(draw: st.DrawFn) -> str:
    """Entries of few kinds, some of them many times; now and then something is broken."""
    names = ("conceptEntry", "langSec", "termSec") if draw(st.booleans()) else ("termEntry", "langSet", "tig")
    plain = draw(st.booleans())
    kinds = draw(st.lists(_entry(names, plain=plain), min_size=1, max_size=2 if plain else 3))
    texts = st.sampled_from(("app", "two words", "R&amp;D", "noun")) if plain else TEXTS
    parts = []
    for kind in draw(st.lists(st.sampled_from(kinds), min_size=6 if plain else 1, max_size=14)):
        pieces = re.split(f"({TEXT}|{IDENTITY})", kind)
        for place in range(1, len(pieces), 2):
            ids = st.sampled_from((str(len(parts)), "c1", "lao_x0020_tie", "", " a", "a&amp;b")[: 3 if plain else 6])
            pieces[place] = draw(texts if pieces[place] == TEXT else ids)
        parts.append("".join(pieces))
    if draw(st.integers(0, 3)) == 0:
        number = draw(st.integers(0, len(parts) - 1))
        place = draw(st.integers(0, len(parts[number])))
        parts[number] = parts[number][:place] + draw(st.sampled_from(BROKEN)) + parts[number][place:]
    head = '<tbx xmlns="urn:x" xmlns:min="urn:y"><h><title>A &amp; B</title></h><text><body>\n'
    return f'<?xml version="1.0"?>\n{head}{"".join(parts)}</body></text></tbx>'


def read(path: Path, *, trees: bool) -> tuple[object, ...]:
    tally, titles = Tally(), list[str]()
    try:
        concepts = list(concepts_of(path, tally, titles.append, trees=trees))
    except InputError as error:
        return (str(error),)
    result = tally.result(str(path), "tbx", "x", concepts).report
    places = [term.place for concept in concepts for term in concept.terms]
    return concepts, places, titles, sorted(map(str, (*result.changed, *result.dropped))), tally.problems


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(text=_tbx(), size=st.sampled_from((1 << 19, 997, 97)), cut=st.sampled_from((None, None, None, 40)))
def test_both_ways_tell_the_same(text: str, size: int, cut: int | None, tmp_path: Path) -> None:
    path = tmp_path / "x.tbx"
    path.write_bytes(text[: len(text) - cut if cut else None].encode())
    with mock.patch.object(xml_blocks, "_BLOCK", size):
        assert read(path, trees=False) == read(path, trees=True)


@pytest.mark.parametrize("size", [300, 1 << 19])
@pytest.mark.parametrize("place", ["\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"])
def test_what_breaks_a_run_is_told_as_ever(place: str, size: int, tmp_path: Path) -> None:
    """Of forty concepts that are written alike, one has something else in its id, term, note, tags or before it."""
    entry = (
        '\ue005<termEntry id="c{}\ue001"><langSet \ue003xml:lang="en"><tig><term>app\ue000</term>'
        "<note>\ue002</note></tig>\ue004</langSet></termEntry>\n"
    )
    marks = re.compile("[\ue000-\ue005]")
    usual = [marks.sub("", entry.format(number)) for number in range(40)]
    path = tmp_path / "x.tbx"
    for broken in BROKEN:
        other = marks.sub("", entry.format(30).replace(place, broken))
        body = "".join([*usual[:30], other, *usual[31:]])
        path.write_bytes(f"<martif><text><body>{body}</body></text></martif>".encode())
        with mock.patch.object(xml_blocks, "_BLOCK", size):
            assert read(path, trees=False) == read(path, trees=True), broken


@pytest.mark.parametrize("most", [0, 10_000])
def test_many_layouts_are_read_as_trees(most: int, tmp_path: Path) -> None:
    """With a limit of none the file is given up after its first block: nothing is read twice, nothing is lost."""
    entries = (
        f'<termEntry id="c{n}"><langSet xml:lang="en">' + "<tig><term>app</term></tig>" * n + "</langSet></termEntry>\n"
        for n in range(1, 40)
    )
    path = tmp_path / "x.tbx"
    path.write_text(f"<martif><text><body>{''.join(entries)}</body></text></martif>", encoding="utf-8")
    with mock.patch.object(xml_blocks, "_BLOCK", 2048), mock.patch.object(tbx_read, "_MOST_FRESH", most):
        assert read(path, trees=False) == read(path, trees=True)


@pytest.mark.skipif(not DATA.is_dir(), reason=f"no external data at {DATA}")
@pytest.mark.parametrize("size", [997, 1 << 19])
def test_term_bases_of_the_wild_are_the_same_both_ways(size: int) -> None:
    """Every TBX among the samples, of all versions and styles."""
    files = [
        path for path in sorted(DATA.iterdir()) if path.suffix in (".tbx", ".xml") and "multiterm" not in path.name
    ]
    assert len(files) >= 6
    for path in files:
        with mock.patch.object(xml_blocks, "_BLOCK", size):
            assert read(path, trees=False) == read(path, trees=True), path.name


def test_terms_that_are_built_at_once_are_terms() -> None:
    """Of the same class, equal, with the same hash, frozen, and every field in its place."""
    said = dict.fromkeys(field.name for field in dataclasses.fields(Term))
    told = {name: f"the {name}" for name in said if name not in ("text", "language", "place")}
    one = built(Columns(["app"], ["en"], ["x:1"], [details_of(**told)]))[0]
    other = Term("app", "en", place="x:1", **told)
    assert (type(one), one, hash(one), one.place) == (Term, other, hash(other), "x:1")
    assert dataclasses.asdict(one) == dataclasses.asdict(other)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.text = "x"  # type: ignore[misc]
    concept = built_concepts([("c1", (one,), "trade", "what it is", "a note")])[0]
    assert (type(concept), concept) == (Concept, Concept("c1", (other,), "trade", "what it is", "a note"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        concept.id = "x"  # type: ignore[misc]


def test_an_unknown_entity_far_down_is_told_with_its_line(tmp_path: Path) -> None:
    entry = '<termEntry><langSet xml:lang="en"><tig><term>{}</term></tig></langSet></termEntry>\n'
    text = entry.format("app") * 50 + entry.format("&nbsp;")
    path = tmp_path / "x.tbx"
    path.write_text(
        f"<!DOCTYPE martif SYSTEM 'x.dtd'>\n<martif><text><body>\n{text}</body></text></martif>", encoding="utf-8"
    )
    with (
        mock.patch.object(xml_blocks, "_BLOCK", 512),
        pytest.raises(InputError, match=r"x\.tbx:53: the entity &nbsp; is declared in another file"),
    ):
        list(concepts_of(path, Tally()))
