"""A TBX read from its text and read as trees: the same concepts, places, counts and problems, however it is written."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.formats import tbx_read, xml_blocks
from toolkit.formats.glossary_reports import Tally
from toolkit.formats.tbx_read import concepts_of

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
GAPS = st.sampled_from(("", "\n", "\n  ", " stray ", "<!-- <term>no</term> -->\n", "<?x\n?>"))


@st.composite
def _leaf(draw: st.DrawFn) -> str:
    text = draw(TEXTS)
    kind = draw(st.integers(0, 7))
    if kind == 0:
        return f"<note>{text}</note>"
    if kind == 1:
        return f"<{draw(st.sampled_from(('ref', 'xref', 'date', 'conceptId', 'foo')))} target='x'/>"
    if kind == 2:
        return f"<transacGrp><transac type='x'>{text}</transac>\n<date>2020</date></transacGrp>"
    if kind == 3:
        return (
            f"<descripGrp><descrip type=\n'definition'>{text}</descrip><admin type='source'>{text}</admin></descripGrp>"
        )
    if kind == 4:
        return f'<descrip id="d1" type="subjectField">{text}</descrip>'
    if kind == 5:
        return f"<min:partOfSpeech>{text}</min:partOfSpeech>"
    name = draw(st.sampled_from(("termNote", "descrip", "admin")))
    return f'<{name} type="{draw(CATEGORIES)}" >{text}</{name} >' if kind == 6 else f"<{name}>{text}</{name}>"


@st.composite
def _tbx(draw: st.DrawFn) -> str:
    new = draw(st.booleans())
    concept, language, group = ("conceptEntry", "langSec", "termSec") if new else ("termEntry", "langSet", "tig")
    leaves = st.lists(_leaf(), max_size=3).map("".join)
    parts = []
    for number in range(draw(st.integers(1, 4))):
        parts.append(f'<{concept} id="c{draw(st.sampled_from((number, 1)))}">{draw(GAPS)}{draw(leaves)}')
        for _ in range(draw(st.integers(0, 2))):
            tag = draw(st.sampled_from(('xml:lang="en"', "xml:lang='zh'", 'lang="de"', "", 'xml:lang="Klingon!"')))
            parts.append(f"<{language} {tag}>{draw(GAPS)}{draw(leaves)}")
            for _ in range(draw(st.integers(0, 2))):
                term = "".join(f"<term>{draw(TEXTS)}</term>" for _ in range(draw(st.sampled_from((1, 1, 1, 0, 2)))))
                inner = f"<termGrp>{term}{draw(leaves)}</termGrp>" if draw(st.booleans()) else term + draw(leaves)
                identity = draw(st.sampled_from(("", ' id="t1"', ' id="t2"')))
                parts.append(f"<{group}{identity}>{draw(GAPS)}{inner}</{group}>{draw(GAPS)}")
            parts.append(f"</{language}>{draw(GAPS)}")
        parts.append(f"</{concept}>{draw(GAPS)}")
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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=_tbx(), size=st.sampled_from((1 << 19, 97)), cut=st.sampled_from((None, None, None, 40)))
def test_both_ways_tell_the_same(text: str, size: int, cut: int | None, tmp_path: Path) -> None:
    path = tmp_path / "x.tbx"
    path.write_text(text[: len(text) - cut if cut else None], encoding="utf-8")
    with mock.patch.object(xml_blocks, "_BLOCK", size):
        assert read(path, trees=False) == read(path, trees=True)


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
