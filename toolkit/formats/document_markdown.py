"""Markdown: paragraphs, headings, list items, quotes and table cells; code, HTML blocks and front matter stay.

The blocks are those of CommonMark with tables, as markdown-it finds them; their places in the file are found here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.formats.columns import ENCODING
from toolkit.formats.documents import Content
from toolkit.formats.files import Line, decode, lines
from toolkit.formats.inline import paragraph, show
from toolkit.formats.markdown_inline import Row, inline_parts, spell_markdown
from toolkit.formats.respell import Pieces, rewritten
from toolkit.model.segments import Segment

_FENCE = re.compile(r"(---|\+\+\+)\s*$")


class _Block(NamedTuple):
    line: int
    rows: list[Row]
    mode: str


class Markdown:
    """The format `markdown`. A segment is a block's text; its id is the line, `12.2` the second cell of one."""

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """One segment for each block with words.

        >>> [s] = FORMAT.read(b"> We **live**\\n> the goods", "a.md", {}).segments
        >>> s.id, s.target
        ('1', 'We {1}live{/1} the goods')
        """
        file = decode(data, path, columns.get(ENCODING))
        all_lines = lines(file.text)
        blocks, labels = _blocks(all_lines)
        segments, pieces = [], {}
        seen: Counter[int] = Counter()
        for block in blocks:
            shown = show(paragraph(inline_parts(block.rows, labels, block.mode)))
            if not shown.has_words:
                continue
            seen[block.line] += 1
            name = str(block.line) if seen[block.line] == 1 else f"{block.line}.{seen[block.line]}"
            origin = f"{path}:{block.line}"
            segments.append(Segment(name, shown.text, document=Path(path).name, origin=origin, tags=shown.tags))
            pieces[name] = (shown.pieces,)
        return Content(tuple(segments), Pieces(data, file, pieces), file.encoding if file.guessed else None)

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The file with these texts, their own `*`, `_`, `[` and the like escaped. Raises TagError for a lost tag."""
        assert isinstance(layout, Pieces)
        return rewritten(layout, texts, lambda text, piece: spell_markdown(text, piece.mode))


FORMAT = Markdown()


def _blocks(all_lines: Sequence[Line]) -> tuple[list[_Block], frozenset[str]]:
    """The blocks with text, and the names of the link definitions."""
    from markdown_it import MarkdownIt

    front = _front_matter(all_lines)
    source = "\n".join("" if number < front else line.text for number, line in enumerate(all_lines))
    environment: dict[str, dict[str, object]] = {}
    parser = MarkdownIt("commonmark").enable(["table"]).disable(["inline"])
    found: list[_Block] = []
    cell_line, cell_end = -1, 0
    previous = ""
    for token in parser.parse(source, environment):
        if token.type == "inline" and token.map:
            first, last = token.map
            if previous in ("th_open", "td_open"):
                cell_end = cell_end if first == cell_line else 0
                cell_line = first
                row = _cell(all_lines[first], token.content, cell_end)
                if row is not None:
                    found.append(_Block(first + 1, [row], "cell"))
                    cell_end = row.start - all_lines[first].start + len(row.text)
            else:
                found.append(_Block(first + 1, list(_rows(all_lines[first:last], token.content)), ""))
        previous = token.type
    return found, frozenset(environment.get("references", {}))


def _front_matter(all_lines: Sequence[Line]) -> int:
    """How many lines of front matter the file begins with."""
    if not all_lines or not (fence := _FENCE.match(all_lines[0].text)):
        return 0
    for number, line in enumerate(all_lines[1:], start=1):
        if line.text.rstrip() == fence[1]:
            return number + 1
    return 0


def _rows(raw: Sequence[Line], content: str) -> Iterator[Row]:
    """The lines of a block where they stand: each is the end of a line of the file, or within a heading's."""
    for line, text in zip(raw, content.split("\n"), strict=False):
        wanted = text.strip(" \t")
        body = line.text.rstrip(" \t")
        at = len(body) - len(wanted) if body.endswith(wanted) else line.text.rfind(wanted)
        if wanted and at >= 0:
            trailing = line.text[at + len(wanted) :]
            yield Row(wanted + (trailing if not trailing.strip() else ""), line.start + at)


def _cell(line: Line, content: str, position: int) -> Row | None:
    if not content:
        return None
    for text in (content, content.replace("|", "\\|")):
        at = line.text.find(text, position)
        if at >= 0:
            return Row(text, line.start + at)
    return None
