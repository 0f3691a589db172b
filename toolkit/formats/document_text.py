"""Plain text: one segment a line. Blank lines are no segments but stay where they are, as line ends do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.columns import ENCODING
from toolkit.formats.documents import Content
from toolkit.formats.files import decode, lines
from toolkit.formats.splice import Splices, splice
from toolkit.model.segments import Segment, Span


class PlainText:
    """The format `text`. A segment's id is its line number, counted from 1 over all lines."""

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """One segment for each line that is not blank.

        >>> [(s.id, s.target) for s in FORMAT.read(b"Hello\\r\\n\\r\\nold iron", "a", {}).segments]
        [('1', 'Hello'), ('3', 'old iron')]
        """
        if columns.keys() - {ENCODING}:
            raise InputError(
                f"{path}: this is plain text, without columns. --column is for .csv, .tsv and .xlsx files."
            )
        file = decode(data, path, columns.get(ENCODING))
        full = [line for line in lines(file.text) if line.text.strip()]
        segments = tuple(
            Segment(str(line.number), line.text, document=Path(path).name, origin=f"{path}:{line.number}")
            for line in full
        )
        spans = {str(line.number): Span(line.start, line.start + len(line.text)) for line in full}
        return Content(segments, Splices(data, file, spans), file.encoding if file.guessed else None, of_lines=True)

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The file with these lines. Raises InputError for a text with a line break in it."""
        assert isinstance(layout, Splices)
        return splice(layout, texts, _spell)


FORMAT = PlainText()


def _spell(text: str, before: str) -> str:
    if "\n" in text or "\r" in text:
        raise InputError(f"The new text of a line cannot hold a line break: {text[:60]!r}.")
    return text
