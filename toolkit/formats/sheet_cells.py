"""Cells of an Excel sheet, written into the sheet's own XML: the cell's style stays, and so does everything else.

A new text is an inline string (`<is>`), of which Office Open XML says that it stands where a shared one may (ECMA-376,
18.3.1.53). A text of several looks keeps those of the words that stay.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

from toolkit.errors import InputError
from toolkit.formats.archive import Archive, with_members
from toolkit.formats.columns import column_index
from toolkit.formats.inline import Part, show
from toolkit.formats.respell import Replacement, replacements, spliced
from toolkit.formats.xml_inline import Element, elements, enclosed
from toolkit.formats.xml_scan import Token, read_xml, spell_xml, text_parts, tokens
from toolkit.model.segments import Span

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TYPE = re.compile(r"""\s(?:r|t)\s*=\s*(?:"[^"]*"|'[^']*')""")
_PREFIX = re.compile(r"<((?:[^\s/>:]+:)?)")


def with_cells(archive: Archive, texts: Mapping[str, str]) -> bytes:
    """The workbook with these texts in cells of its first sheet, by place: `{"B2": "buddies"}`. Raises InputError."""
    name = _first_sheet(archive)
    part = read_xml(archive.read(name), f"{archive.path}:{name}")
    made = list(_replacements(part.text, texts, _Shared(archive), part.encoding))
    return with_members(archive, {name: part.encode(spliced(part.text, made))})


def _first_sheet(archive: Archive) -> str:
    """The part of the first sheet with cells."""
    book = next((n for n in _related(archive, "", "/officeDocument").values()), "xl/workbook.xml")
    sheets = _related(archive, book, "/worksheet")
    for token in tokens(read_xml(archive.read(book), f"{archive.path}:{book}").text):
        if token.name == "sheet" and token.kind in ("start", "empty"):
            found = next((sheets[v] for key in ("r:id", "id") if (v := token.get(key) or "") in sheets), None)
            if found is not None:
                return found
    raise InputError(f"{archive.path}: the workbook has no sheet with cells.")


def _related(archive: Archive, part: str, kind: str) -> dict[str, str]:
    """Parts that a part refers to, by the reference's id."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in archive.names():
        return {}
    found = {}
    for token in tokens(read_xml(archive.read(place), f"{archive.path}:{place}").text):
        if token.name == "Relationship" and (token.get("Type") or "").endswith(kind):
            target = token.get("Target") or ""
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[token.get("Id") or ""] = whole
    return found


class _Shared:
    """The shared strings, as they stand in their part; read when the first is asked for."""

    def __init__(self, archive: Archive):
        self._archive = archive
        self._items: list[str] | None = None

    def content(self, number: int) -> str:
        """What stands between the tags of the item; empty where there is none."""
        if self._items is None:
            self._items = self._read()
        return self._items[number] if 0 <= number < len(self._items) else ""

    def _read(self) -> list[str]:
        name = next((n for n in self._archive.names() if n.casefold() == "xl/sharedstrings.xml"), None)
        if name is None:
            return []
        text = read_xml(self._archive.read(name), f"{self._archive.path}:{name}").text
        stream = tokens(text)
        found = (enclosed(stream, t) for t in stream if t.name == "si" and t.kind in ("start", "empty"))
        return [text[e.start.span.end : e.close] for e in found]


def _replacements(text: str, texts: Mapping[str, str], shared: _Shared, encoding: str) -> Iterator[Replacement]:
    wanted: dict[int, dict[str, str]] = {}
    for place, new in texts.items():
        match = _CELL.fullmatch(place)
        assert match is not None, place
        wanted.setdefault(int(match[2]), {})[match[1]] = new
    stream = tokens(text)
    number = 0
    for token in stream:
        if token.name == "row" and token.kind in ("start", "empty"):
            number = int(token.get("r") or number + 1)
            row = enclosed(stream, token)
            if number in wanted:
                yield from _row(text, row, number, wanted.pop(number), shared, encoding)
    if wanted:
        raise InputError(f"row {min(wanted)} of the sheet has no cells, so no text can be put into it.")


def _row(
    text: str, row: Element, number: int, texts: Mapping[str, str], shared: _Shared, encoding: str
) -> Iterator[Replacement]:
    prefix = _prefix(text, row.start)
    cells: list[tuple[int, Element]] = []
    for cell in elements(row.inner):
        named = _CELL.match(cell.start.get("r") or "")
        cells.append((column_index(named[1]) if named else (cells[-1][0] + 1 if cells else 0), cell))
    for column, new in texts.items():
        at = column_index(column)
        there = next((cell for place, cell in cells if place == at), None)
        if there is not None:
            kept = _TYPE.sub("", f" {there.start.attributes.strip().rstrip('/')}").strip()
            made = _cell(prefix, f"{column}{number}", kept, _content(text, there, new, shared, prefix, encoding))
            yield Replacement(Span(there.start.span.start, there.after), made)
            continue
        before = [cell for place, cell in cells if place < at]
        made = _cell(prefix, f"{column}{number}", "", _plain(prefix, new, encoding))
        if row.end is None:  # `<row/>`
            start, end = row.start.span
            yield Replacement(Span(start, end), f"{text[start:end].rstrip('/> ')}>{made}</{prefix}row>")
        else:
            place = before[-1].after if before else row.start.span.end
            yield Replacement(Span(place, place), made)


def _cell(prefix: str, place: str, kept: str, content: str) -> str:
    attributes = f'r="{place}"{" " if kept else ""}{kept} t="inlineStr"'
    return f"<{prefix}c {attributes}><{prefix}is>{content}</{prefix}is></{prefix}c>"


def _content(text: str, cell: Element, new: str, shared: _Shared, prefix: str, encoding: str) -> str:
    """The new text, in the runs of the old one where it has several looks."""
    kind = cell.start.get("t")
    inner = {element.start.name: element for element in elements(cell.inner)}
    old = ""
    if kind == "s" and "v" in inner:
        value = text[inner["v"].start.span.end : inner["v"].close].strip()
        old = shared.content(int(value)) if value.isdecimal() else ""
    elif kind == "inlineStr" and "is" in inner:
        old = text[inner["is"].start.span.end : inner["is"].close]
    runs = f"<{prefix}r>"
    if runs not in old:
        return _plain(prefix, new, encoding)
    parts, nodes = _words(old)
    pieces = show(parts).pieces
    if not parts:
        return _plain(prefix, new, encoding)
    made = list(replacements(pieces, new, lambda words, _: spell_xml(words, "", encoding)))
    return spliced(old, [*made, *_keeping_blanks(old, nodes)])


def _words(content: str) -> tuple[list[Part], list[Token]]:
    """The words of a shared string without its pronunciation (`rPh`), and the tags that open them."""
    parts: list[Part] = []
    nodes: list[Token] = []
    silent, inside = 0, False
    for token in tokens(content):
        if token.name == "rPh":
            silent += (token.kind == "start") - (token.kind == "end")
        elif token.name == "t" and token.kind in ("start", "end"):
            inside = token.kind == "start" and not silent
            nodes += [token] if inside else []
        elif token.kind in ("text", "cdata") and inside:
            parts += text_parts(content, token)
    return parts, nodes


def _keeping_blanks(content: str, nodes: Sequence[Token]) -> Iterator[Replacement]:
    for node in nodes:
        if node.get("xml:space") is None:
            end = node.span.end - 1
            yield Replacement(Span(end, end), ' xml:space="preserve"')


def _plain(prefix: str, text: str, encoding: str) -> str:
    return f'<{prefix}t xml:space="preserve">{spell_xml(text, "", encoding)}</{prefix}t>'


def _prefix(text: str, token: Token) -> str:
    found = _PREFIX.match(text, token.span.start)
    return found[1] if found else ""
