"""HTML pages: paragraphs, headings, cells and spoken attributes; all mark-up stays byte for byte."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from toolkit.errors import EncodingError, InputError
from toolkit.formats.columns import ENCODING
from toolkit.formats.documents import Content
from toolkit.formats.files import TextFile, decode
from toolkit.formats.html_scan import blocks
from toolkit.formats.inline import Piece, paragraph, show
from toolkit.formats.respell import Pieces, rewritten
from toolkit.formats.xml_scan import Lines, spell_xml
from toolkit.model.segments import Segment

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252"}
"""What browsers read in place of an encoding."""
_BARE = {"`": "&#96;", "=": "&#61;", " ": "&#32;", "'": "&#39;", '"': "&quot;"}


class Page:
    """The format `html`. A segment is a block's text or an attribute; its id is the line, `12.2` the second of one."""

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """One segment for each block with text and each alt, title, placeholder or aria-label.

        >>> [s] = FORMAT.read(b"<p>We <b>live\\n the goods</b> &amp; more</p>", "a.html", {}).segments
        >>> s.id, s.target
        ('1', 'We {1}live the goods{/1} & more')
        """
        named = columns.get(ENCODING)
        file = decode(data, path, named) if named else _decoded(data, path)
        lines = Lines(file.text)
        found = [(show(paragraph(block.parts)), block.attribute) for block in blocks(file.text)]
        found = sorted(((s, name) for s, name in found if s.has_words), key=lambda one: one[0].pieces[0].span)
        segments, pieces = [], {}
        seen: Counter[str] = Counter()
        for shown, attribute in found:
            line = lines.at(shown.pieces[0].span.start)
            name = f"{line}@{attribute}" if attribute else str(line)
            seen[name] += 1
            name = name if seen[name] == 1 else f"{name}.{seen[name]}"
            origin = f"{path}:{line}"
            segments.append(Segment(name, shown.text, document=Path(path).name, origin=origin, tags=shown.tags))
            pieces[name] = (shown.pieces,)
        return Content(tuple(segments), Pieces(data, file, pieces), file.encoding if file.guessed else None)

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The page with these texts, escaped for their places. Raises TagError for a lost tag."""
        assert isinstance(layout, Pieces)
        return rewritten(layout, texts, lambda text, piece: _spell(text, piece, layout.file.encoding))


FORMAT = Page()


def _spell(text: str, piece: Piece, encoding: str) -> str:
    spelled = spell_xml(text, "", encoding)
    if not piece.mode:
        return spelled
    match piece.mode.removeprefix("attribute "):
        case '"':
            return spelled.replace('"', "&quot;")
        case "'":
            return spelled.replace("'", "&#39;")
        case _:
            return "".join(_BARE.get(char, char) for char in spelled)


def _decoded(data: bytes, path: str) -> TextFile:
    """A byte-order mark decides, then what the page declares, then as any text."""
    head = data[:2048]
    declared = _XML.match(head) or _DECLARED.search(head)
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE))
    if declared is None or marked or b"\0" in head:
        file = decode(data, path)
    else:
        name = declared[1].decode("ascii")
        try:
            known = codecs.lookup(name).name
        except LookupError as error:
            raise EncodingError(f"{path}: it declares the encoding '{name}', which nobody knows.") from error
        file = _fitting(data, path, name, _WIDER.get(known, known), known)
    if file.text.strip() and "<" not in file.text:
        raise InputError(f"{path}: there is no tag in it; a text without mark-up should be named .txt.")
    return file


def _fitting(data: bytes, path: str, name: str, *encodings: str) -> TextFile:
    trouble: Exception | None = None
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError) as error:
            trouble = error
        else:
            return TextFile(text, encoding, newline="\r\n" if "\r\n" in text else "\n")
    raise EncodingError(
        f"{path}: it declares the encoding '{name}', which does not fit ({trouble}). Save it as UTF-8 and run again."
    ) from trouble
