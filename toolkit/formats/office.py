"""Office files (DOCX, PPTX) as documents: paragraphs are segments, and every part without an edit keeps its bytes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from toolkit.errors import InputError
from toolkit.formats.archive import Archive, read_archive, with_members
from toolkit.formats.documents import Content
from toolkit.formats.office_walk import Dialect, TextNode, walk
from toolkit.formats.respell import Pieces, Replacement, respelled, spliced, written
from toolkit.formats.xml_scan import read_xml, spell_xml, tokens, with_attribute
from toolkit.model.segments import Segment, Span

_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class OfficePart:
    """One part with text."""

    pieces: Pieces
    nodes: Sequence[TextNode]
    open_places: Mapping[str, Span]
    """Of the paragraphs that stand in no text box: where their content is, by segment id."""


@dataclass(frozen=True, slots=True)
class OfficeLayout:
    """What `render` needs."""

    archive: Archive
    parts: Mapping[str, OfficePart]
    part_of: Mapping[str, str]
    """Segment id to the part that holds it."""


@dataclass(frozen=True, slots=True)
class OfficeFormat:
    """A kind of Office file."""

    kind: str
    """What a message calls it: ".docx document"."""
    contents: tuple[str, ...]
    """Patterns of the content types of the parts with text, the main ones first."""
    dialect: Dialect

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """One segment for each paragraph with words. Raises InputError for a damaged, locked or foreign file."""
        archive = read_archive(data, path, self.kind)
        segments: list[Segment] = []
        parts: dict[str, OfficePart] = {}
        part_of: dict[str, str] = {}
        tracked = 0
        for name in self._names(archive):
            content = archive.read(name)
            file = read_xml(content, f"{path}:{name}")
            paragraphs, nodes = walk(file.text, self.dialect)
            places = {}
            for number, paragraph in enumerate(paragraphs, start=1):
                stem = PurePosixPath(name).stem
                own = str(number) if stem == "document" else f"{stem}.{number}"
                shown = paragraph.shown
                segments.append(
                    Segment(own, shown.text, document=Path(path).name, origin=f"{path}:{own}", tags=shown.tags)
                )
                copies = (paragraph.copy.pieces,) if paragraph.copy else ()
                places[own] = (shown.pieces, *copies)
                part_of[own] = name
                tracked += paragraph.tracked
            opened = {own: one.inside for own, one in zip(places, paragraphs, strict=True) if not one.is_inner}
            parts[name] = OfficePart(Pieces(content, file, places), nodes, opened)
        return Content(
            tuple(segments), OfficeLayout(archive, parts, part_of), notes=tuple(_notes(path, archive, tracked))
        )

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The file with these paragraphs. Raises TagError for a lost tag."""
        assert isinstance(layout, OfficeLayout)
        return with_members(layout.archive, changed_parts(layout, texts))

    def _names(self, archive: Archive) -> list[str]:
        """The parts with text, the main one first, by their content types."""
        if _TYPES not in archive.names():
            raise InputError(f"{archive.path}: this ZIP file is no {self.kind}: it has no {_TYPES}.")
        text = read_xml(archive.read(_TYPES), f"{archive.path}:{_TYPES}").text
        types = {
            (token.get("PartName") or "").lstrip("/"): token.get("ContentType") or ""
            for token in tokens(text)
            if token.name == "Override"
        }
        there = set(archive.names())
        found: list[str] = []
        for wanted in self.contents:
            names = [name for name, kind in types.items() if re.search(wanted, kind) and name in there]
            found += sorted(names, key=_by_number)
        if not found:
            raise InputError(f"{archive.path}: this ZIP file is no {self.kind}. Is the suffix right?")
        return found


def _by_number(name: str) -> tuple[int, str]:
    digits = re.findall("[0-9]+", PurePosixPath(name).stem)
    return int(digits[-1]) if digits else 0, name


def changed_parts(
    layout: OfficeLayout, texts: Mapping[str, str], also: Mapping[str, Sequence[Replacement]] | None = None
) -> dict[str, bytes]:
    """The parts that these paragraphs change, by name; `also` are further replacements in them."""
    by_part: dict[str, dict[str, str]] = {}
    for name, text in texts.items():
        by_part.setdefault(layout.part_of[name], {})[name] = text
    more = also or {}
    return {name: _rewritten(layout.parts[name], own, more.get(name, ())) for name, own in by_part.items()}


def _rewritten(part: OfficePart, texts: Mapping[str, str], also: Sequence[Replacement]) -> bytes:
    file = part.pieces.file
    made = [
        replacement
        for name, text in texts.items()
        for replacement in respelled(
            part.pieces, name, text, lambda new, piece: spell_xml(new, piece.mode, file.encoding)
        )
    ]
    return written(part.pieces, [*made, *_blanks_kept(file.text, part.nodes, made), *also])


def _blanks_kept(text: str, nodes: Sequence[TextNode], made: Sequence[Replacement]) -> Iterator[Replacement]:
    """`xml:space="preserve"` for the text nodes that now begin or end with a blank."""
    starts = [node.content.start for node in nodes]
    by_node: dict[int, list[Replacement]] = {}
    for replacement in made:
        by_node.setdefault(bisect_right(starts, replacement.span.start) - 1, []).append(replacement)
    for index, own in by_node.items():
        node = nodes[index]
        start, end = node.content
        inside = [Replacement(r.span.shift(-start), r.text) for r in own]
        new = spliced(text[start:end], inside)
        if not node.keeps_blanks and (new != new.strip() or "  " in new):
            yield with_attribute(text, node.start, "xml:space", "preserve")


def _notes(path: str, archive: Archive, tracked: int) -> Iterator[str]:
    if tracked:
        plural = "paragraph holds" if tracked == 1 else "paragraphs hold"
        yield (
            f"{path}: {tracked} {plural} tracked changes, which are shown as tags and left alone. "
            "Accept or reject them first to have their words checked."
        )
    if any(name.startswith("_xmlsignatures/") for name in archive.names()):
        yield f"{path}: it bears a digital signature, which no longer holds once a text is changed."
