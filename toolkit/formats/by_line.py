"""Two plain texts with the same number of lines belong together line by line, where one has a blank line too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from statistics import median

from toolkit.formats.files import Line, lines
from toolkit.formats.splice import Splices
from toolkit.model.segments import Segment, Span

_MOST = 4
"""One line in four at most is blank on one side alone: more, and the files are laid out differently."""


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
    pairs = [(source, line.text) for line, source in zip(ours, sources, strict=True)]
    lopsided = [line for line, pair in zip(ours, pairs, strict=True) if _is_lopsided(pair)]
    if not lopsided or _MOST * len(lopsided) > len(ours) or _are_merged(pairs):
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


def _is_lopsided(pair: tuple[str, str]) -> bool:
    return bool(pair[0].strip()) != bool(pair[1].strip())


def _are_merged(pairs: list[tuple[str, str]]) -> bool:
    """Whether a line beside a blank one is so long that it says what should stand there: "A. B." and a blank line."""
    full = [(len(source.strip()), len(text.strip())) for source, text in pairs]
    ratios = [text / source for source, text in full if source and text]
    if not ratios:
        return True
    usual = median(ratios)
    for at, (source, text) in enumerate(full):
        if bool(source) == bool(text):
            continue
        for beside in (at - 1, at + 1):
            if not 0 <= beside < len(full) or not all(full[beside]):
                continue
            one, other = full[beside]
            both = (one + source) * usual - other, one * usual - (other + text)
            if 2 * min(map(abs, both)) < abs(one * usual - other):
                return True
    return False


def _blank(line: Line, path: str) -> Segment:
    return Segment(str(line.number), line.text, document=Path(path).name, origin=f"{path}:{line.number}")
