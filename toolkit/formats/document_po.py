"""Gettext catalogues (PO, POT): only `msgstr` is ever rewritten, wrapped as the file wraps its lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import EncodingError
from toolkit.formats.columns import ENCODING
from toolkit.formats.documents import Content, Marks
from toolkit.formats.files import TextFile, decode
from toolkit.formats.inline import paragraph, show
from toolkit.formats.po_entries import Entry, String, entries, parts, spell_po
from toolkit.formats.respell import Pieces, Replacement, respelled, spliced, written
from toolkit.model.segments import Segment, Span

WIDTH = 79
"""Where gettext itself breaks lines."""
_CHARSET = re.compile(rb'charset=([A-Za-z0-9._:-]{1,40})(?=[\\";\s])')
_FUZZY = re.compile(r"(?:^|[\s,])fuzzy(?=[\s,]|$)")
_BREAK = re.compile(r"(?:\\n|(?:[^\\ ]|\\[^n])(?:[^\\ ]|\\[^n])*(?: +|\\n)?| +)")


@dataclass(frozen=True, slots=True)
class _Place:
    entry: Entry
    string: String


@dataclass(frozen=True, slots=True)
class _Layout:
    pieces: Pieces
    places: Mapping[str, _Place]
    width: int


class Catalogue:
    """The format `po`. A segment is a message, or one of its plural forms; its id is the line of its `msgid`."""

    has_states = True

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        r"""One segment for each `msgstr`, the header apart; blanks and line ends around it are left outside.

        >>> [s] = FORMAT.read(b'msgid "old"\nmsgstr "say \\"hi\\"\\n"\n', "a.po", {}).segments
        >>> s.id, s.source, s.target
        ('1', 'old', 'say "hi"')
        """
        named = columns.get(ENCODING)
        file = decode(data, path, named) if named else _decoded(data, path)
        segments: list[Segment] = []
        pieces, places = {}, {}
        longest = 0
        one_form = re.search(r"nplurals\s*=\s*1\b", file.text[:20000]) is not None
        for entry in entries(file.text, path):
            longest = max(
                [longest, *(_columns(line.of(file.text)) + 2 for s in entry.strings.values() for line in s.quoted)]
            )
            if not entry.text(file.text, "msgid") and "msgctxt" not in entry.strings:
                continue  # the header
            for keyword, string in entry.strings.items():
                if not keyword.startswith("msgstr"):
                    continue
                other = keyword not in ("msgstr", "msgstr[0]") or (keyword == "msgstr[0]" and one_form)
                source = entry.text(file.text, "msgid_plural" if other else "msgid")
                name = f"{entry.line}{keyword[6:]}"
                given = list(parts(file.text, string))
                shown = show(paragraph(given) or given[:1])
                segments.append(
                    Segment(
                        name,
                        shown.text,
                        (source or "").strip(),
                        document=Path(path).name,
                        origin=f"{path}:{entry.line}",
                        locked="obsolete" if entry.obsolete else None,
                    )
                )
                pieces[name] = (shown.pieces,)
                places[name] = _Place(entry, string)
        layout = _Layout(Pieces(data, file, pieces), places, max(WIDTH, longest))
        return Content(tuple(segments), layout, file.encoding if file.guessed else None)

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The catalogue with these translations. Raises EncodingError for what its charset lacks."""
        return self.render_marked(layout, texts, Marks())

    def render_marked(self, layout: object, texts: Mapping[str, str], marks: Marks) -> bytes:
        """The same, with changed messages flagged fuzzy and translator's comments, where asked for."""
        assert isinstance(layout, _Layout)
        if not texts:
            return layout.pieces.data
        whole = layout.pieces.file.text
        made: list[Replacement] = []
        for name, text in texts.items():
            made += _string(layout, name, text)
        by_entry: dict[int, tuple[Entry, list[str]]] = {}
        for name in texts:
            entry = layout.places[name].entry
            _, notes = by_entry.setdefault(entry.line, (entry, []))
            if note := marks.notes.get(name):
                notes.append(note)
        newline = layout.pieces.file.newline
        for entry, notes in by_entry.values():
            made += _marked(whole, entry, notes, newline, marks.review)
        return written(layout.pieces, made)


FORMAT = Catalogue()


def _decoded(data: bytes, path: str) -> TextFile:
    """The charset of the header counts; where it names none, as any text."""
    declared = _CHARSET.search(data[:20000])
    name = declared[1].decode("ascii") if declared else "CHARSET"
    if name.upper() in ("CHARSET", "UTF-8", "UTF8"):
        file = decode(data, path)
        if file.guessed and name != "CHARSET":
            raise EncodingError(f"{path}: its header says {name}, and its bytes are something else. Save it as UTF-8.")
        return file
    try:
        text = data.decode(name)
    except (LookupError, UnicodeDecodeError) as error:
        raise EncodingError(f"{path}: its header says charset={name}, which does not fit: {error}.") from error
    return TextFile(text, name, newline="\r\n" if "\r\n" in text else "\n")


def _string(layout: _Layout, name: str, text: str) -> Iterator[Replacement]:
    """The edited string; wrapped anew only where a line outgrew the longest of the file."""
    whole = layout.pieces.file.text
    string = layout.places[name].string
    made = list(respelled(layout.pieces, name, text, lambda new, piece: spell_po(new)))
    lines: list[str] = []
    for quoted in string.quoted:
        own = [Replacement(r.span.shift(-quoted.start), r.text) for r in made if quoted.covers(r.span)]
        lines.append(spliced(quoted.of(whole), own))
    first = string.quoted[0]
    head = whole[string.keyword.start : first.start - 1]
    if all(_columns(line) + 2 + (len(head) if n == 0 else 0) <= layout.width for n, line in enumerate(lines)):
        yield from made
        return
    newline = layout.pieces.file.newline
    wrapped = [f'"{line}"' for line in _wrapped("".join(lines), layout.width - 2)]
    yield Replacement(Span(string.keyword.start, string.keyword.end), newline.join([f'{head}""', *wrapped]))


def _wrapped(escaped: str, width: int) -> Iterator[str]:
    """The string in lines, broken after blanks and after every `\\n`, as gettext breaks it."""
    line: list[str] = []
    room = width
    for word in _BREAK.findall(escaped):
        if line and _columns(word.rstrip(" ")) > room:
            yield "".join(line)
            line, room = [], width
        line.append(word)
        room -= _columns(word)
        if word.endswith("\\n"):
            yield "".join(line)
            line, room = [], width
    if line:
        yield "".join(line)


def _columns(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text if char > "\u1100")


def _marked(whole: str, entry: Entry, notes: list[str], newline: str, review: bool) -> Iterator[Replacement]:
    if notes:
        start = entry.start if entry.start is not None else entry.keywords
        comments = "".join(f"# {line}{newline}" for note in notes for line in note.splitlines())
        yield Replacement(Span(start, start), comments)
    if not review:
        return
    if entry.flags is None:
        yield Replacement(Span(entry.keywords, entry.keywords), f"#, fuzzy{newline}")
    elif not _FUZZY.search(entry.flags.of(whole)):
        yield Replacement(Span(entry.flags.start, entry.flags.start), " fuzzy,")
