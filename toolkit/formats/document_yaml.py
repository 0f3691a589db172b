"""YAML resource files: a program's texts by nested keys, as Rails and Symfony have them. Comments, anchors, keys stay.

A changed text keeps its style (plain, quoted, a block of lines); where the new words would read as something else
there, it is put in double quotation marks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.columns import ENCODING
from toolkit.formats.document_json import key_path
from toolkit.formats.documents import Content
from toolkit.formats.files import decode
from toolkit.formats.inline import Part, Piece, paragraph, show
from toolkit.formats.plural_choice import with_choices
from toolkit.formats.respell import Pieces, Replacement, respelled, spliced, written
from toolkit.formats.segment_ids import SegmentIds
from toolkit.formats.xml_scan import Lines
from toolkit.formats.yaml_scan import Scalar, parts_of, plain_is_safe, scalars
from toolkit.model.segments import Segment

_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True)
class _Place:
    scalar: Scalar
    before: str
    """What of its value stands before the segment's text."""
    after: str
    tags: Mapping[str, str]
    """Tags to what they stand for."""


@dataclass(frozen=True, slots=True)
class _Layout:
    path: str
    pieces: Pieces
    places: Mapping[str, _Place]


class YamlResources:
    """The format `yaml`. A segment is a text; its id is the path of keys to it, `en.cart.items[0]`."""

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """One segment for each text with words. Raises InputError with the line for what is no YAML.

        >>> [s] = FORMAT.read(b"en:\\n  buy: 'it''s live'  # a comment\\n", "en.yml", {}).segments
        >>> s.id, s.target
        ('en.buy', "it's live")
        """
        file = decode(data, path, columns.get(ENCODING))
        lines = Lines(file.text)
        segments: list[Segment] = []
        pieces: dict[str, tuple[tuple[Piece, ...], ...]] = {}
        places: dict[str, _Place] = {}
        ids = SegmentIds()
        for scalar in scalars(file.text, path):
            parts = parts_of(file.text, scalar) or [Part(scalar.span, scalar.value, mode="whole")]
            shown = show(paragraph(with_choices(parts)))
            if not shown.has_words:
                continue
            key = key_path(list(scalar.keys))
            name = ids.fresh(key)
            origin = f"{path}:{lines.at(scalar.span.start)}"
            segments.append(Segment(name, shown.text, document=Path(path).name, origin=origin, tags=shown.tags))
            pieces[name] = (shown.pieces,)
            places[name] = _place(scalar, parts, shown.pieces)
        layout = _Layout(path, Pieces(data, file, pieces), places)
        return Content(tuple(segments), layout, file.encoding if file.guessed else None, named=True)

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The file with these texts, read again to be sure. Raises TagError, InputError."""
        assert isinstance(layout, _Layout)
        if not texts:
            return layout.pieces.data
        data = written(layout.pieces, [r for name, text in texts.items() for r in _changed(layout, name, text)])
        made = {segment.id: segment.target for segment in self.read(data, layout.path, {}).segments}
        lost = [name for name, text in texts.items() if text.strip() and made.get(name) != text.strip()]
        if lost or made.keys() != layout.places.keys() - {name for name, text in texts.items() if not text.strip()}:
            where = lost[0] if lost else min(texts)
            raise InputError(f"{layout.path}: the new text of {where} has no place in YAML. Nothing was written.")
        return data


FORMAT = YamlResources()


def _place(scalar: Scalar, parts: Sequence[Part], pieces: Sequence[Piece]) -> _Place:
    """Where in the value the segment's text stands."""

    def offset(position: int) -> int:
        count = 0
        for part in parts:
            if part.span.end <= position:
                count += len(part.shown)
            elif part.span.start < position:
                count += position - part.span.start
        return count

    value = scalar.value
    if pieces[0].mode == "whole":
        at = value.find(pieces[0].shown)
        return _Place(scalar, value[:at], value[at + len(pieces[0].shown) :], {})
    tags = {p.shown: value[offset(p.span.start) : offset(p.span.end)] for p in pieces if p.is_tag}
    return _Place(scalar, value[: offset(pieces[0].span.start)], value[offset(pieces[-1].span.end) :], tags)


def _changed(layout: _Layout, name: str, text: str) -> Iterator[Replacement]:
    place = layout.places[name]
    span, style = place.scalar.span, place.scalar.style
    made = list(respelled(layout.pieces, name, text, lambda new, _: new.replace("'", "''") if style == "'" else new))
    if style == '"':
        ascii_only = layout.pieces.file.text.isascii() and "\\u" in layout.pieces.file.text
        yield from respelled(layout.pieces, name, text, lambda new, _: _quoted(new, ascii_only)[1:-1])
        return
    whole = layout.pieces.file.text
    new = spliced(span.of(whole), [Replacement(r.span.shift(-span.start), r.text) for r in made])
    if layout.pieces.places[name][0][0].mode != "whole" and _fits(place, text, new, made):
        yield from made
        return
    value = text
    for tag, meaning in place.tags.items():
        value = value.replace(tag, meaning)
    written_now = span.of(whole)
    tail = written_now[len(written_now.rstrip()) :] if style in ("|", ">") else ""
    yield Replacement(span, _quoted(place.before + value + place.after, False) + tail)


def _fits(place: _Place, text: str, new: str, made: Sequence[Replacement]) -> bool:
    """Whether the text may keep its style."""
    if any(_SPECIAL.search(r.text) for r in made) or not text.strip():
        return False
    if place.scalar.style is None:
        return plain_is_safe(new, place.scalar.in_flow)
    # a line of a block that begins with a blank is told apart by it
    return place.scalar.style == "'" or (text == text.strip() and not any(r.text[:1] == " " for r in made[:1]))


def _quoted(text: str, ascii_only: bool) -> str:
    """Between double quotation marks.

    >>> print(_quoted('say "hi"' + chr(10), False))
    "say \\"hi\\"\\n"
    """
    spelled = json.dumps(text, ensure_ascii=False)
    spelled = _UNPRINTED.sub(lambda found: f"\\u{ord(found.group()):04x}", spelled)
    if not ascii_only:
        return spelled
    spelled = _BEYOND.sub(lambda found: f"\\U{ord(found.group()):08x}", spelled)
    return "".join(char if char.isascii() else f"\\u{ord(char):04x}" for char in spelled)
