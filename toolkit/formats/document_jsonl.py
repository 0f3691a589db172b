"""JSON lines: one object a line, of which only the translation is ever rewritten."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.columns import ENCODING
from toolkit.formats.documents import Content
from toolkit.formats.files import Line, decode, lines
from toolkit.formats.splice import Splices, splice
from toolkit.model.segments import Segment, Span

TARGET_KEYS = ("mt", "target", "hypothesis")
"""The first of these that an object has is the translation."""

_SPACE = re.compile(r"[ \t]*")
_DECODER = json.JSONDecoder()


class _Value(NamedTuple):
    value: object
    span: Span
    """Within the line."""


class JsonLines:
    """The format `jsonl`: keys source, mt (target, hypothesis), reference(s), id, document; others stay."""

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """One segment for each object; the id is its `id`, or else the line number.

        >>> FORMAT.read(b'{"id": 7, "mt": "old iron"}', "a.jsonl", {}).segments[0].id
        '7'
        """
        file = decode(data, path, columns.get(ENCODING))
        segments: list[Segment] = []
        spans: dict[str, Span] = {}
        seen: dict[str, int] = {}
        named = True
        for line in lines(file.text):
            if not line.text.strip():
                continue
            segment, span, has_id = _segment(line, path)
            named = named and has_id
            first = seen.setdefault(segment.id, line.number)
            if first != line.number:
                raise InputError(f"{path}:{line.number}: the id '{segment.id}' stands in line {first} too.")
            segments.append(segment)
            spans[segment.id] = span.shift(line.start)
        guess = file.encoding if file.guessed else None
        return Content(tuple(segments), Splices(data, file, spans), guess, named=named)

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The lines with these translations; an object without one gets the key `mt`."""
        assert isinstance(layout, Splices)
        return splice(layout, texts, _spell)


FORMAT = JsonLines()


def segment_of(line: Line, path: str) -> Segment:
    """The segment of one line, for those who do not read the whole file. Raises InputError."""
    return _segment(line, path)[0]


def with_translation(line: Line, text: str, path: str) -> str:
    """The line with this translation, as `render` would write it.

    >>> with_translation(Line(1, '{"source": "老铁", "n": 1}', 0), "buddies", "a.jsonl")
    '{"source": "老铁", "n": 1, "mt": "buddies"}'
    """
    segment, span, _ = _segment(line, path)
    if text == segment.target:
        return line.text
    return line.text[: span.start] + _spell(text, span.of(line.text)) + line.text[span.end :]


def _segment(line: Line, path: str) -> tuple[Segment, Span, bool]:
    """The segment, the place of its translation, and whether it has an id of its own."""
    where = f"{path}:{line.number}"
    values = _object(line.text, where)
    key = next((key for key in TARGET_KEYS if key in values), None)
    source = _text(values, "source", where)
    references = _references(values, where)
    if key is None and source is None and not references:
        raise InputError(
            f"{where}: none of the keys {', '.join(TARGET_KEYS)} for the translation; "
            f"found {', '.join(values) or 'none'}."
        )
    end = line.text.rstrip().removesuffix("}").rstrip()
    span = Span(len(end), len(end)) if key is None else values[key].span
    name = values["id"].value if "id" in values else line.number
    document = _text(values, "document", where) or Path(path).name
    target = (_text(values, key, where) if key else None) or ""
    return Segment(str(name), target, source, references, document, where), span, "id" in values


def _object(text: str, where: str) -> dict[str, _Value]:
    """The object's values with their places. The whole is parsed first, so that the walk cannot stumble."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: no valid JSON at column {error.colno}: {error.msg}.") from error
    if not isinstance(whole, dict):
        raise InputError(f"{where}: a JSON object in braces is expected on every line.")
    values = {}
    position = text.index("{") + 1
    while whole:
        key, position = _DECODER.raw_decode(text, _skip(text, position))
        start = _skip(text, _skip(text, position) + 1)
        value, position = _DECODER.raw_decode(text, start)
        values[key] = _Value(value, Span(start, position))
        position = _skip(text, position)
        if text[position] == "}":
            break
        position += 1
    return values


def _skip(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position


def _text(values: Mapping[str, _Value], key: str, where: str) -> str | None:
    value = values[key].value if key in values else None
    if value is None or isinstance(value, str):
        return value
    raise InputError(f"{where}: '{key}' must be a text in quotation marks.")


def _references(values: Mapping[str, _Value], where: str) -> tuple[str, ...]:
    value = next((values[key].value for key in ("references", "reference") if key in values), None)
    texts = []
    for text in value if isinstance(value, list) else [value]:
        if text is not None and not isinstance(text, str):
            raise InputError(f"{where}: a reference must be a text in quotation marks.")
        texts.append(text or "")
    return tuple(text for text in texts if text.strip())


def _spell(text: str, before: str) -> str:
    value = json.dumps(text, ensure_ascii="\\u" in before)
    return value if before else f', "mt": {value}'
