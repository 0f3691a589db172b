"""Two plain texts with the same number of lines belong together line by line, where one has a blank line too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from toolkit.formats.files import Line, lines
from toolkit.formats.splice import Splices
from toolkit.model.segments import Segment, Span

_MOST = 3
"""One line in three at most is blank on one side alone: more, and the files are laid out differently."""


def by_line(
    layout: Splices, segments: tuple[Segment, ...], sources: tuple[str, ...], path: str
) -> tuple[Splices, tuple[Segment, ...], tuple[str, ...]] | None:
    """The layout, segments and their sources where `sources`, all lines of the source, fit line by line.

    A line that is blank here and not in the source becomes a segment without text: a missing translation. None where
    the counts differ, the same lines are blank, or too many are blank on one side.
    """
    ours = lines(layout.file.text)
    if len(ours) != len(sources):
        return None
    lopsided = [
        line for line, source in zip(ours, sources, strict=True) if bool(line.text.strip()) != bool(source.strip())
    ]
    if not lopsided or _MOST * len(lopsided) > len(ours):
        return None
    known = {segment.id: segment for segment in segments}
    kept = [
        (known.get(str(line.number)) or _blank(line, path), source)
        for line, source in zip(ours, sources, strict=True)
        if line.text.strip() or source.strip()
    ]
    spans = dict(layout.spans)
    spans |= {str(line.number): Span(line.start, line.start + len(line.text)) for line in lopsided}
    return replace(layout, spans=spans), tuple(segment for segment, _ in kept), tuple(source for _, source in kept)


def _blank(line: Line, path: str) -> Segment:
    return Segment(str(line.number), line.text, document=Path(path).name, origin=f"{path}:{line.number}")
