"""Subtitles, SRT and WebVTT: a cue is a segment; times, settings, notes and styles stay as they are.

A line break inside a cue reads as a blank, so that a term is found across it; where another speaker begins (a dash)
it stays a line break. Cues are never joined or split.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.columns import ENCODING
from toolkit.formats.documents import Content
from toolkit.formats.files import Line, decode, lines
from toolkit.formats.inline import Pairs, Part, Piece, paragraph, show
from toolkit.formats.respell import Pieces, Replacement, respelled, spliced, written
from toolkit.formats.segment_ids import SegmentIds
from toolkit.formats.subtitle_lines import DASH, MARK_UP, REFERENCE, is_wide, length, shared
from toolkit.model.segments import Segment, Span

_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?$")
_NAME = re.compile(r"</?\s*([A-Za-z]+)")
_NO_CUE = re.compile(r"NOTE(?:[ \t].*)?|(?:STYLE|REGION)[ \t]*")
"""The first line of a block that is no cue, in WebVTT alone; a cue may be called NOTEBOOK."""


class _Cue(NamedTuple):
    name: str
    line: int
    span: Span
    """Its text, from the first line to the end of the last, without that line's end."""


@dataclass(frozen=True, slots=True)
class _Layout:
    pieces: Pieces
    cues: Mapping[str, _Cue]
    longest: int


@dataclass(frozen=True, slots=True)
class Subtitles:
    """The formats `srt` and `vtt`. A segment's id is the cue's number or name."""

    web: bool

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        r"""One segment for each cue with a text. Raises InputError for a time line that cannot be read.

        >>> [s] = SRT.read(b"7\n00:00:01,000 --> 00:00:02,000\nWe <i>live\nthe goods</i>\n", "a.srt", {}).segments
        >>> s.id, s.target
        ('7', 'We {1}live the goods{/1}')
        """
        file = decode(data, path, columns.get(ENCODING))
        if self.web and not re.match(r"WEBVTT(?:[ \t\r\n]|\Z)", file.text):
            raise InputError(f"{path}:1: a WebVTT file begins with the line WEBVTT, this one does not.")
        cues = list(_cues(file.text, path, self.web))
        if not cues and file.text.strip() and not self.web:
            raise InputError(f"{path}: there is no time line such as 00:00:01,000 --> 00:00:02,000 in it.")
        segments, pieces = [], {}
        longest = 0
        for cue in cues:
            longest = max([longest, *(length(line.text) for line in lines(cue.span.of(file.text)))])
            shown = show(paragraph(_parts(file.text, cue.span, self.web)))
            if not shown.text.strip():
                continue
            origin = f"{path}:{cue.line}"
            segments.append(Segment(cue.name, shown.text, document=Path(path).name, origin=origin, tags=shown.tags))
            pieces[cue.name] = (shown.pieces,)
        layout = _Layout(Pieces(data, file, pieces), {cue.name: cue for cue in cues}, longest)
        return Content(tuple(segments), layout, file.encoding if file.guessed else None, of_lines=True)

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The file with these cues; lines are shared out anew only where one outgrew the longest of the file."""
        assert isinstance(layout, _Layout)
        if not texts:
            return layout.pieces.data
        made = [self._cue(layout, name, text) for name, text in texts.items()]
        return written(layout.pieces, made)

    def _cue(self, layout: _Layout, name: str, text: str) -> Replacement:
        if re.search(r"\n\s*\n", text.strip()):
            raise InputError(f"Cue {name}: a blank line in its new text would end it.")
        span, file = layout.cues[name].span, layout.pieces.file
        made = respelled(layout.pieces, name, text, self._spell)
        old = span.of(file.text)
        new = spliced(old, [Replacement(r.span.shift(-span.start), r.text) for r in made])
        made_lines = shared(old, new, layout.longest, file.newline)
        if "-->" in made_lines:  # two halves of it may have met
            raise InputError(f"Cue {name}: a subtitle cannot hold '-->'.")
        return Replacement(span, made_lines)

    def _spell(self, text: str, piece: Piece) -> str:
        if self.web:
            text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        elif found := MARK_UP.search(text):
            raise InputError(f"An SRT file cannot hold {found.group()!r} as plain words: it would be mark-up.")
        return text


SRT = Subtitles(web=False)
VTT = Subtitles(web=True)


def _cues(text: str, path: str, web: bool) -> Iterator[_Cue]:
    ids = SegmentIds()
    before: Line | None = None
    inside: list[Line] | None = None
    label, number, skipping = "", 0, False
    every = [*lines(text), Line(0, "", len(text))]
    for line, following in zip(every, [*every[1:], every[-1]], strict=True):
        blank = not line.text.strip()
        if inside is not None:
            if not blank and "-->" not in line.text:
                inside.append(line)
                continue
            if "-->" in line.text and inside:  # no blank line between: the last line was the next one's number
                before = inside.pop()
            if inside:
                yield _Cue(
                    ids.fresh(label), inside[0].number, Span(inside[0].start, inside[-1].start + len(inside[-1].text))
                )
            inside = None
        if blank:
            before, skipping = None, False
        elif web and not skipping and before is None and _NO_CUE.fullmatch(line.text):
            skipping = not _TIMES.match(following.text)  # else it is the name of a cue
            before = None if skipping else line
        elif "-->" in line.text and not skipping:
            if not _TIMES.match(line.text):
                raise InputError(
                    f"{path}:{line.number}: this time line cannot be read: {line.text.strip()[:60]!r}. "
                    "It should look like 00:00:01,000 --> 00:00:02,000."
                )
            number += 1
            label = before.text.strip() if before is not None else str(number)
            inside = []
        else:
            before = line


def _parts(text: str, span: Span, web: bool) -> Iterator[Part]:
    """The cue's text: mark-up as tags, line breaks as blanks unless another speaker follows."""
    pairs = Pairs()
    pattern = re.compile(
        rf"(?P<tag>{MARK_UP.pattern})|(?P<break>[ \t]*(?:\r\n|\r|\n)[ \t]*)|(?P<ref>{REFERENCE.pattern})"
    )
    position = span.start
    for match in pattern.finditer(text, span.start, span.end):
        if match["ref"] and not web:
            continue
        if match.start() > position:
            yield Part(Span(position, match.start()), text[position : match.start()])
        place = Span(*match.span())
        if match["break"]:
            yield Part(place, _as_blank(text, place))
        elif match["ref"]:
            yield Part(place, unescape(match.group()))
        else:
            yield _tag(match.group(), place, pairs)
        position = match.end()
    if position < span.end:
        yield Part(Span(position, span.end), text[position : span.end])


def _tag(raw: str, place: Span, pairs: Pairs) -> Part:
    name = _NAME.match(raw)
    if name is None:
        return Part(place, role="alone")
    if raw.startswith("</"):
        return Part(place, role="close", key=pairs.closing(name[1].lower()))
    return Part(place, role="open", key=pairs.opening(name[1].lower()))


def _as_blank(text: str, place: Span) -> str:
    if DASH.match(text, place.end):
        return "\n"
    before, after = text[place.start - 1 : place.start], text[place.end : place.end + 1]
    return "" if before and after and is_wide(before) and is_wide(after) else " "
