"""Laws over texts that nobody would write, for every format; and tags, spelling and places in the small."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_files import docx, word_paragraph, written

from toolkit.errors import InputError
from toolkit.formats import tmx_stream
from toolkit.formats.document_po import FORMAT as PO
from toolkit.formats.documents import FORMATS
from toolkit.formats.inline import Part, Piece, show
from toolkit.formats.respell import changes, replacements, spliced
from toolkit.formats.subtitle_lines import length, shared
from toolkit.model.segments import Span

NAMES = [name for name in FORMATS.names() if name not in ("xlsx", "csv", "tsv", "jsonl", "parquet", "text")]
WORDS = (
    "old iron 老铁 שלום R&D <b> </b> a_b *x* `c` [l](u) \"q\" 'q' {1} {/1} {name} %s \\ \\n & &amp; | # - 1. ]]> --> "
    "a\u00a0b"
)
LINE = st.lists(st.sampled_from(WORDS.split(" ")), min_size=1, max_size=6).map(" ".join)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None)
@given(lines=st.lists(LINE, min_size=1, max_size=3), new=LINE, data=st.data())
def test_any_line_is_read_kept_and_changed(name: str, lines: list[str], new: str, data: st.DataObject) -> None:
    """Unedited: the same bytes. Edited: the other segments are as they were, or the text is refused."""
    plug_in = FORMATS.get(name)
    file = written(name, lines, lines)
    try:
        content = plug_in.read(file, f"a.{name}", {})
    except InputError:
        assert name in ("srt", "vtt", "html")  # a line with --> in a cue, a page without a tag
        return
    assert plug_in.render(content.layout, {}) == file
    if not content.segments:
        return
    chosen = data.draw(st.sampled_from(content.segments))
    text = new + "".join(span.of(chosen.target) for span in chosen.tags)
    try:
        edited = plug_in.render(content.layout, {chosen.id: text})
    except InputError:
        return
    after = plug_in.read(edited, f"a.{name}", {})
    if len(after.segments) == len(content.segments):
        others = [s.target for s in content.segments if s.id != chosen.id]
        assert [
            s.target for s, was in zip(after.segments, content.segments, strict=True) if was.id != chosen.id
        ] == others


@given(st.lists(LINE, min_size=1, max_size=4), st.data())
@settings(max_examples=60, deadline=None)
def test_runs_cut_anywhere_are_one_text(lines: list[str], data: st.DataObject) -> None:
    """A Word paragraph cut into runs at random places reads, and takes every edit, as one text."""
    text = " ".join(lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    runs = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    content = FORMATS.get("docx").read(docx(word_paragraph(*runs)), "a.docx", {})
    if not content.segments:
        return
    assert [s.target for s in content.segments] == [text]
    new = data.draw(LINE)
    after = FORMATS.get("docx").read(FORMATS.get("docx").render(content.layout, {"1": new}), "a.docx", {})
    assert [s.target for s in after.segments] == ([new] if any(map(str.isalnum, new)) else [])


@given(st.text("ab \n", max_size=12), st.text("ab \n", max_size=12))
def test_changes_make_the_new_from_the_old(old: str, new: str) -> None:
    parts, position = [], 0
    for span, text in changes(old, new):
        parts += [old[position : span.start], text]
        position = span.end
    assert "".join([*parts, old[position:]]) == new


@given(st.lists(st.text("ab ", max_size=4), min_size=1, max_size=5), st.text("ab ", max_size=12))
def test_pieces_take_any_text_and_touch_nothing_between_them(pieces: list[str], new: str) -> None:
    whole, made = "", []
    for piece in pieces:
        made.append(Piece(Span(len(whole), len(whole) + len(piece)), piece))
        whole += piece + "#"
    changed = spliced(whole, replacements(made, new, lambda text, _: text))
    assert changed.replace("#", "") == new
    assert changed.count("#") == len(pieces)


def test_numbers_of_tags_do_not_meet_those_of_the_text() -> None:
    parts = [Part(Span(0, 4), "{2} "), Part(Span(4, 5), role="alone"), Part(Span(5, 6), "x")]
    assert show(parts).text == "{2} {3}x"


def test_tags_around_everything_are_left_outside() -> None:
    bold = [Part(Span(0, 3), role="open", key="b"), Part(Span(3, 4), "x"), Part(Span(4, 8), role="close", key="b")]
    assert show(bold).text == "x"
    assert show([Part(Span(0, 1), role="alone"), *bold]).text == "x"
    assert show([*bold, Part(Span(8, 9), "y")]).text == "{1}x{/1}y"
    assert show([bold[0], bold[1]]).text == "x"


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=12), st.integers(1, 3), st.integers(5, 40))
def test_subtitle_lines_keep_words_and_number(words: list[str], count: int, longest: int) -> None:
    old = "\n".join(["x"] * count)
    made = shared(old, " ".join(words), longest, "\n")
    assert made.split() == words
    lines = made.split("\n")
    assert len(lines) <= (max(count, 2) if length(" ".join(words)) > longest else count)
    if len(words) >= 2 and count < 3 and max(map(length, lines)) > longest:
        cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
        assert min(max(length(a), length(b)) for a, b in cuts) == max(map(length, lines))  # no better cut in two


@given(st.lists(st.text('ab老 \\"\n\t', max_size=40), min_size=1, max_size=3))
def test_wrapped_strings_say_the_same(texts: list[str]) -> None:
    file = b'msgid "long enough to be read"\nmsgstr "x"\n'
    content = PO.read(file, "a.po", {})
    new = ("y" + " ".join(texts) * 3).strip()
    made = PO.render(content.layout, {"1": new})
    assert PO.read(made, "a.po", {}).segments[0].target == new


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_memory_in_chunks_of_any_size(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(7)
    declared = encoding.removesuffix("-sig").upper()
    body = written(
        "tmx", [f"old iron é {n} " + "x" * rng.randint(0, 90) for n in range(40)], [f"s {n}" for n in range(40)]
    )
    data = f'<?xml version="1.0" encoding="{declared}"?>\r\n<!-- <tu> --> '.encode(encoding) + body.decode().encode(
        encoding.replace("-sig", "").replace("utf-16", "utf-16-le")
    )
    expected = data.replace(
        "iron é 7 ".encode(codec := encoding.replace("-sig", "").replace("utf-16", "utf-16-le")),
        "gold & 7 ".replace("&", "&amp;").encode(codec),
    )
    for size in (150, 151, 163, 1000, 1 << 18):
        monkeypatch.setattr(tmx_stream, "CHUNK", size)
        out = io.BytesIO()
        assert tmx_stream.rewrite(io.BytesIO(data), out, lambda s: s.target, "zh", "en") == 0
        assert out.getvalue() == data
        out = io.BytesIO()
        assert (
            tmx_stream.rewrite(io.BytesIO(data), out, lambda s: s.target.replace("iron é 7 ", "gold & 7 "), "zh", "en")
            == 1
        )
        assert out.getvalue() == expected
        assert [s.source for s in tmx_stream.units(io.BytesIO(data), "zh", "en")] == [f"s {n}" for n in range(40)]


def test_streamed_units_are_those_of_the_document() -> None:
    from pathlib import Path

    path = Path(__file__).parent / "cases" / "tmx" / "memory.tmx"
    document = FORMATS.get("tmx").read(path.read_bytes(), "memory.tmx", {})
    with path.open("rb") as stream:
        streamed = list(tmx_stream.units(stream, "zh-CN", "en-US"))
    assert [(s.source, s.target, s.tags) for s in streamed] == [(s.source, s.target, s.tags) for s in document.segments]
