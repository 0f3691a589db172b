"""Comments in a Word document: one on each paragraph that has a note. ECMA-376, part 1, 17.13.4.

The part with the comments is extended, or made with its entry among the content types and its relationship.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple

from toolkit.formats.archive import Archive
from toolkit.formats.office import OfficeLayout
from toolkit.formats.respell import Replacement, spliced
from toolkit.formats.xml_scan import read_xml, spell_xml, tokens
from toolkit.model.segments import Span

AUTHOR = "tqt"
_TYPES = "[Content_Types].xml"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAME = re.compile(r"</((?:[^\s/>:]+:)?)p\s*>")


class Comments(NamedTuple):
    """What comments make of an archive."""

    in_parts: Mapping[str, tuple[Replacement, ...]]
    """Their marks in the text, by part."""
    changed: Mapping[str, bytes]
    added: Mapping[str, bytes]


def commented(layout: OfficeLayout, notes: Mapping[str, str]) -> Comments:
    """The comments for these notes, by segment; those outside of the body's own paragraphs are left out."""
    main = next(iter(layout.parts))
    part = layout.parts[main]
    wanted = {name: note for name, note in notes.items() if name in part.open_places and layout.part_of[name] == main}
    if not wanted:
        return Comments({}, {}, {})
    archive, text = layout.archive, part.pieces.file.text
    place = _place(archive) or posixpath.join(posixpath.dirname(main), "comments.xml")
    exists = place in archive.names()
    file = read_xml(archive.read(place), f"{archive.path}:{place}") if exists else None
    used = [int(found) for found in re.findall(r'[^\s=]*\bid\s*=\s*["\'](\d{1,9})["\']', file.text if file else "")]
    marks: list[Replacement] = []
    made: list[tuple[int, str]] = []
    for number, (name, note) in enumerate(wanted.items(), start=max(used, default=-1) + 1):
        inside = part.open_places[name]
        found = _NAME.match(text, inside.end)
        w = found[1] if found else "w:"
        marks.append(Replacement(Span(inside.start, inside.start), f'<{w}commentRangeStart {w}id="{number}"/>'))
        end = f'<{w}commentRangeEnd {w}id="{number}"/><{w}r><{w}commentReference {w}id="{number}"/></{w}r>'
        marks.append(Replacement(Span(inside.end, inside.end), end))
        made.append((number, note))
    marks_in = {main: tuple(marks)}
    if file is not None:
        root = next(token for token in tokens(file.text) if token.kind in ("start", "empty"))
        w = (found[1] if (found := re.match(r"<((?:[^\s/>:]+:)?)", root.span.of(file.text))) else "") or ""
        items = "".join(_comment(number, note, w, file.encoding) for number, note in made)
        if root.kind == "empty":
            whole = root.span.of(file.text)
            new = spliced(file.text, [Replacement(root.span, f"{whole[:-2]}>{items}</{w}comments>")])
        else:
            at = file.text.rindex("</")
            new = spliced(file.text, [Replacement(Span(at, at), items)])
        return Comments(marks_in, {place: file.encode(new)}, {})
    return _new(archive, main, place, made, text, marks_in)


def _new(
    archive: Archive,
    main: str,
    place: str,
    made: list[tuple[int, str]],
    text: str,
    marks: Mapping[str, tuple[Replacement, ...]],
) -> Comments:
    """A part of its own for the comments."""
    uri = next(token.uri for token in tokens(text) if token.kind == "start")
    items = "".join(_comment(number, note, "w:", "utf-8") for number, note in made)
    added = {place: f'{_HEAD}<w:comments xmlns:w="{uri}">{items}</w:comments>'.encode()}
    types = f'<Override PartName="/{place}" ContentType="{_KIND}"/>'
    changed = {_TYPES: _appended(archive, _TYPES, types)}
    relations = posixpath.join(posixpath.dirname(main), "_rels", f"{posixpath.basename(main)}.rels")
    entry = f'<Relationship Id="rIdTqtComments" Type="{_RELATION}" Target="{posixpath.basename(place)}"/>'
    if relations in archive.names():
        changed[relations] = _appended(archive, relations, entry)
    else:
        added[relations] = f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{entry}</Relationships>'.encode()
    return Comments(marks, changed, added)


def _place(archive: Archive) -> str | None:
    """The part with the comments, by its content type."""
    for token in tokens(read_xml(archive.read(_TYPES), f"{archive.path}:{_TYPES}").text):
        if token.name == "Override" and token.get("ContentType") == _KIND:
            return (token.get("PartName") or "").lstrip("/")
    return None


def _appended(archive: Archive, name: str, entry: str) -> bytes:
    """A part with one more element at the end of its root."""
    file = read_xml(archive.read(name), f"{archive.path}:{name}")
    root = next(token for token in tokens(file.text) if token.kind in ("start", "empty"))
    if root.kind == "empty":
        whole = root.span.of(file.text)
        name_of_root = whole[1:].split()[0].rstrip("/>")
        made = Replacement(root.span, f"{whole[:-2]}>{entry}</{name_of_root}>")
    else:
        at = file.text.rindex("</")
        made = Replacement(Span(at, at), entry)
    return file.encode(spliced(file.text, [made]))


def _comment(number: int, note: str, w: str, encoding: str) -> str:
    """One comment, a paragraph a line."""
    lines = "".join(
        f'<{w}p><{w}r><{w}t xml:space="preserve">{spell_xml(line, "", encoding)}</{w}t></{w}r></{w}p>'
        for line in note.splitlines() or [""]
    )
    told = f'{w}id="{number}" {w}author="{AUTHOR}" {w}initials="{AUTHOR}"'
    return f"<{w}comment {told}>{lines}</{w}comment>"
