"""JSON resource files: a program's texts by nested keys, as i18next, ARB and the like have them. Keys stay.

Records with a source and a translation are JSON lines, another format; a list at the top is refused, lest sources be
edited.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.columns import ENCODING
from toolkit.formats.documents import Content
from toolkit.formats.files import decode
from toolkit.formats.inline import Part, Piece, paragraph, show
from toolkit.formats.plural_choice import with_choices
from toolkit.formats.respell import Pieces, rewritten
from toolkit.formats.segment_ids import SegmentIds
from toolkit.formats.xml_scan import Lines
from toolkit.model.segments import Segment, Span

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]+')
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\.")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Resources:
    """The format `json`. A segment is a text; its id is the path of keys to it, `cart.items[0]`."""

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """One segment for each text with words; what stands under a key such as `@title` (ARB) is about the text.

        >>> FORMAT.read(b'{"cart": {"buy": "live the goods"}}', "en.json", {}).segments[0].id
        'cart.buy'
        """
        file = decode(data, path, columns.get(ENCODING))
        _require_object(file.text, path)
        lines = Lines(file.text)
        segments, pieces = [], {}
        ids = SegmentIds()
        for key, span in _strings(file.text):
            shown = show(paragraph(with_choices(_escaped(file.text, Span(span.start + 1, span.end - 1)))))
            if not shown.has_words:
                continue
            name = ids.fresh(key)
            origin = f"{path}:{lines.at(span.start)}"
            segments.append(Segment(name, shown.text, document=Path(path).name, origin=origin, tags=shown.tags))
            pieces[name] = (shown.pieces,)
        return Content(tuple(segments), Pieces(data, file, pieces), file.encoding if file.guessed else None, named=True)

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        r"""The file with these texts; one that is all ASCII with `\u` escapes stays so."""
        assert isinstance(layout, Pieces)
        escaped = layout.file.text.isascii() and "\\u" in layout.file.text
        return rewritten(layout, texts, lambda text, piece: _spell(text, piece, escaped))


FORMAT = Resources()


def _spell(text: str, piece: Piece, escaped: bool) -> str:
    return json.dumps(text, ensure_ascii=escaped or bool(_SURROGATES.search(text)))[1:-1]


def _require_object(text: str, path: str) -> None:
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}: no valid JSON at column {error.colno}: {error.msg}.") from error
    except RecursionError as error:
        raise InputError(f"{path}: brackets within brackets without end; no resource file is like that.") from error
    if not isinstance(whole, dict):
        raise InputError(
            f"{path}: a JSON resource file holds an object in braces. "
            "For a list of records, write one a line and name it .jsonl."
        )


def _strings(text: str) -> Iterator[tuple[str, Span]]:
    """The path and the place of every string that is a value, in order."""
    path: list[str | int] = []
    key: str | None = None
    silent: int | None = None
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in "{[":
            path.append("" if token == "{" else 0)
            key = None
        elif token in "}]":
            path.pop()
            silent = silent if silent is not None and len(path) >= silent else None
        elif token == ",":
            if isinstance(path[-1], int):
                path[-1] += 1
            key = None
        elif token[0] != '"':
            continue
        elif isinstance(path[-1], str) and key is None:
            key = str(json.loads(token))
            path[-1] = key
            if silent is None or len(path) <= silent:
                silent = len(path) if key.startswith("@") or key == "$schema" else None
        elif silent is None:
            yield key_path(path), Span(*match.span())


def key_path(path: list[str | int]) -> str:
    """The path of keys and numbers to a text, as an id.

    >>> key_path(["cart", "items", 0])
    'cart.items[0]'
    """
    said = ""
    for step in path:
        said += f"[{step}]" if isinstance(step, int) else f".{step}" if said else step
    return said


def _escaped(text: str, span: Span) -> Iterator[Part]:
    position = span.start
    for match in _ESCAPE.finditer(text, span.start, span.end):
        if match.start() > position:
            yield Part(Span(position, match.start()), text[position : match.start()])
        shown = json.loads(f'"{match.group()}"')
        lone = _SURROGATES.search(shown)
        yield Part(Span(*match.span()), role="alone") if lone else Part(Span(*match.span()), shown)
        position = match.end()
    if position < span.end:
        yield Part(Span(position, span.end), text[position : span.end])
