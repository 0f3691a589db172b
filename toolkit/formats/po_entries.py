"""The entries of a gettext catalogue (PO, POT), as they stand in the file: strings with places, flags, comments.

Only read here. What a string means to a program (`%s`, plural rules) is no business of this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.errors import InputError
from toolkit.formats.files import Line, lines
from toolkit.formats.inline import Part
from toolkit.model.segments import Span

_KEYWORD = re.compile(r"(#~\s*)?(msgctxt|msgid_plural|msgid|msgstr\[([0-9]{1,2})\]|msgstr)\s*(?=\")")
_MORE = re.compile(r"(#~\s*)?(?=\")")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"[ \t]*$')
_BYTE = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3}))")
_ESCAPE = re.compile(rf"(?:{_BYTE.pattern})+|\\.")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


@dataclass(slots=True)
class String:
    """One string of an entry: its quoted lines."""

    keyword: Span
    """From the keyword to the last quotation mark."""
    quoted: list[Span] = field(default_factory=list)
    """Between the quotation marks, line by line."""


@dataclass(slots=True)
class Entry:
    """One message."""

    line: int = 0
    """Of its `msgid`."""
    start: int | None = None
    """Where its first line begins, comments included."""
    keywords: int = 0
    """Where its first keyword's line, or the comment on its previous wording, begins."""
    previous: int | None = None
    flags: Span | None = None
    """Of the flags' line, after `#,`."""
    obsolete: bool = False
    strings: dict[str, String] = field(default_factory=dict)
    """By keyword."""

    def text(self, whole: str, keyword: str) -> str | None:
        """The string as a program reads it; None where the entry has none."""
        if keyword not in self.strings:
            return None
        return "".join(part.shown for part in parts(whole, self.strings[keyword]))


def entries(whole: str, path: str) -> Iterator[Entry]:
    """The entries in order, the header among them. Raises InputError with the line."""
    entry, current = Entry(), None
    for line in lines(whole):
        text = line.text
        if not text.strip():
            if entry.strings:
                yield _complete(entry, path)
                entry = Entry()
            current = None
            continue
        keyword = _KEYWORD.match(text.lstrip())
        indent = len(text) - len(text.lstrip())
        if keyword is None and text.startswith("#") and not (text.startswith("#~") and _MORE.match(text)):
            if "msgstr" in entry.strings or "msgstr[0]" in entry.strings:
                yield _complete(entry, path)
                entry = Entry()
            _comment(entry, line)
            current = None
        elif keyword is not None:
            name = keyword[2]
            if name in ("msgctxt", "msgid") and ("msgid" in entry.strings or name in entry.strings):
                yield _complete(entry, path)
                entry = Entry()
            if name in entry.strings:
                raise InputError(f"{path}:{line.number}: '{name}' stands twice in one entry.")
            entry.start = line.start if entry.start is None else entry.start
            if not entry.strings:
                entry.keywords = line.start if entry.previous is None else entry.previous
            if name == "msgid":
                entry.line = line.number
            entry.obsolete = entry.obsolete or keyword[1] is not None
            at = line.start + indent
            current = String(Span(at, at))
            entry.strings[name] = current
            _add(current, line, indent + keyword.end(), path)
        else:
            more = _MORE.match(text.lstrip())
            if more is None or current is None:
                raise InputError(
                    f"{path}:{line.number}: neither a comment nor a msgid, msgstr or quoted string: {text[:40]!r}."
                )
            _add(current, line, indent + more.end(), path)
    if entry.strings:
        yield _complete(entry, path)


def parts(whole: str, string: String) -> Iterator[Part]:
    """The string's text piece by piece, escapes apart."""
    for span in string.quoted:
        yield Part(Span(span.start, span.start))
        position = span.start
        for match in _ESCAPE.finditer(whole, span.start, span.end):
            if match.start() > position:
                yield Part(Span(position, match.start()), whole[position : match.start()])
            yield Part(Span(*match.span()), _unescaped(match.group()))
            position = match.end()
        if position < span.end:
            yield Part(Span(position, span.end), whole[position : span.end])


def spell_po(text: str) -> str:
    """New text between quotation marks.

    >>> print(spell_po('say "buddies"' + chr(10)))
    say \\"buddies\\"\\n
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for letter, sign in _SIMPLE.items():
        escaped = escaped.replace(sign, "\\" + letter)
    return escaped


def _unescaped(escape: str) -> str:
    r"""What an escape stands for; octal and hexadecimal ones are bytes, several of which may be one character.

    >>> _unescaped(r"\303\251"), _unescaped(r"\x41"), _unescaped(r"\n") == chr(10)
    ('é', 'A', True)
    """
    if not _BYTE.match(escape):
        return _SIMPLE.get(escape[1:], escape[1:])
    data = bytes(
        int(hexadecimal, 16) if hexadecimal else int(octal, 8) & 255 for hexadecimal, octal in _BYTE.findall(escape)
    )
    found = data.decode("utf-8", "surrogateescape")  # a byte that is no UTF-8 is a sign of Latin-1
    return "".join(chr(ord(char) - 0xDC00) if "\udc80" <= char <= "\udcff" else char for char in found)


def _add(string: String, line: Line, at: int, path: str) -> None:
    found = _STRING.match(line.text, at)
    if found is None:
        raise InputError(
            f"{path}:{line.number}: a string that is not closed, or something after it. "
            'Write a quotation mark inside a string as \\".'
        )
    string.quoted.append(Span(*found.span(1)).shift(line.start))
    string.keyword = Span(string.keyword.start, line.start + found.end(1) + 1)


def _comment(entry: Entry, line: Line) -> None:
    entry.start = line.start if entry.start is None else entry.start
    if line.text.startswith("#,") and entry.flags is None:
        entry.flags = Span(line.start + 2, line.start + len(line.text))
    if line.text.startswith(("#|", "#~|")) and entry.previous is None:
        entry.previous = line.start


def _complete(entry: Entry, path: str) -> Entry:
    if "msgid" not in entry.strings:
        raise InputError(f"{path}: an entry has {', '.join(entry.strings)} and no msgid.")
    if not any(name.startswith("msgstr") for name in entry.strings):
        raise InputError(f"{path}:{entry.line}: an entry without msgstr. The file may be cut off.")
    return entry
