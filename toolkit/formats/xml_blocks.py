"""XML as text, half a megabyte at a time, cut where an element ends: the fast way through a big file of one kind.

What is read is told from the text itself, which is safe in a text that was checked. So every piece of it is either
shown to expat, which checks each byte and calls nobody, or equals a piece that was shown, tag by tag, with texts in
which nothing can be wrong; the reader says which. Comments, instructions and CDATA are put out of the way before. What
does not fit (another encoding than UTF-8, a document type with declarations, damage) is told by `Unfit`, and the reader
takes `toolkit.formats.xml_stream` from there on, which also knows what to say about damage.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from toolkit.formats.files import require_inputs

_BLOCK = 1 << 19
_MOST_HEAD = 1 << 20
_MOST_OPEN = 8 << 20
"""An element of more bytes than that is left to the reader that has limits for its texts."""

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._\-]{1,40})[\"']")
_OTHER = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE(?:[^>\[\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_UNFINISHED = re.compile(r"<!(?!--\n*-->)|<\?")
_NAMESPACE = re.compile(r"\s(xmlns(?::[\w.\-]+)?)\s*=\s*(\"[^\"]*\"|'[^']*')")
_TAG_OR_BRACKET = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|>")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_NAMED = ("&amp;", "&lt;", "&gt;", "&quot;", "&apos;")
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r")


class Unfit(Exception):  # noqa: N818
    """The file, or the rest of it, is for the other reader."""


class Head(NamedTuple):
    """What stands before the first element that is asked for."""

    text: str
    namespaces: str
    """All declarations of it as attributes: ` xmlns:min="..."`; with them an element can be read by itself."""


class Stretch(NamedTuple):
    """Some of the file that ends where an element ends; at the end of the file: the rest."""

    text: str
    """A comment in it is `<!---->`."""
    line: int
    """Of its first character, counted from 1."""
    check: Callable[[str], object]
    """To be called with all parts of the text, in order, but those that are known to be well-formed. Raises Unfit.

    Nothing but tags can make the text ill-formed: its characters and references are known to be right.
    """


def blocks(path: Path, names: Sequence[str]) -> Iterator[Head | Stretch]:
    """The head, and then the rest in stretches that end after an element of one of these local names.

    Raises Unfit, before the head or later.
    """
    require_inputs(path)
    first = re.compile(rf"<((?:[\w.\-]+:)?(?:{'|'.join(map(re.escape, names))}))[\s/>]")
    checker = _Checker()
    buffer, line, closing = "", 1, ""
    seen = 0  # so much of the buffer was shown to expat
    with path.open("rb") as stream:
        decoder = _decoder(stream.peek(256)[:256])
        while True:
            data = stream.read(_BLOCK)
            try:
                buffer += decoder.decode(data, not data)
            except UnicodeDecodeError as error:
                raise Unfit from error
            whole = len(buffer)
            if not _harmless(data, buffer):
                checker.show(buffer[seen:])
                buffer, whole = _quiet(buffer)
                seen = len(buffer)
            if not closing:
                found = first.search(buffer, 0, whole)
                if found is None:
                    if not data or len(buffer) > _MOST_HEAD:
                        raise Unfit
                    continue
                head, buffer = buffer[: found.start()], buffer[found.start() :]
                checker.show(head[seen:])
                _refuse_references(head)
                yield _head(head)
                seen = max(0, seen - len(head))
                line += head.count("\n")
                whole -= len(head)
                closing = f"</{found.group(1)}"
            cut = whole if not data else _end_of_last(buffer, closing, whole)
            if cut:
                if seen:
                    checker.show(buffer[seen:cut])
                    _refuse_references(buffer[:cut])
                yield Stretch(buffer[:cut], line, checker.seen if seen else checker.show)
                seen = max(0, seen - cut)
                line += buffer.count("\n", 0, cut)
                buffer = buffer[cut:]
            if not data:
                checker.end()
                return
            if len(buffer) > _MOST_OPEN:
                raise Unfit


class _Checker:
    """expat without anyone to call."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()

    def show(self, text: str) -> None:
        """The next piece. Raises Unfit where the text cannot go on like this."""
        self._parse(text.encode(), last=False)

    def seen(self, text: str) -> None:
        """A piece that was shown before."""

    def end(self) -> None:
        """There is no more. Raises Unfit where something is open."""
        self._parse(b"", last=True)

    def _parse(self, data: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            raise Unfit from error


def _decoder(head: bytes) -> codecs.IncrementalDecoder:
    """For the encoding that the file declares. Raises Unfit where it is another one than UTF-8."""
    declared = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8))
    name = declared.group(1).decode("ascii").casefold() if declared else "utf-8"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4] or name not in ("utf-8", "utf8", "us-ascii"):
        raise Unfit
    return codecs.getincrementaldecoder("ascii" if name == "us-ascii" else "utf-8-sig")()


def _harmless(data: bytes, text: str) -> bool:
    """Whether there is nothing but tags and plain texts: what was read last, and all that is not yet done with.

    Single characters are looked for before marks of two, which is many times as fast.
    """
    return not (
        ("!" in text and "<!" in text)
        or ("?" in text and "<?" in text)
        or ("]" in text and "]]>" in text)
        or ("&" in text and text.count("&") != sum(map(text.count, _NAMED)))
        or "\ufffe" in text
        or "\uffff" in text
        or len(data.translate(None, _CONTROL)) != len(data)
    )


def _quiet(text: str) -> tuple[str, int]:
    """The text with empty comments for comments and instructions, and up to where nothing is left half open."""
    if "<!" not in text and "<?" not in text:
        return text, len(text)
    quiet = _OTHER.sub(_quieted, text)
    unfinished = _UNFINISHED.search(quiet)
    return quiet, unfinished.start() if unfinished else len(quiet)


def _quieted(found: re.Match[str]) -> str:
    """No bracket is left inside, and as many lines as before."""
    if found.group().startswith("<![CDATA["):
        return escape(found.group()[9:-3], quote=False)
    return f"<!--{chr(10) * found.group().count(chr(10))}-->"


def _head(text: str) -> Head:
    if "<!DOCTYPE" in text:
        raise Unfit  # with declarations of its own: the others are gone
    return Head(text, "".join(f" {name}={value}" for name, value in dict(_NAMESPACE.findall(text)).items()))


def _refuse_references(text: str) -> None:
    if "&" in text and _REFERENCE.search(text):
        raise Unfit  # to an entity that is declared elsewhere


def _end_of_last(text: str, closing: str, before: int) -> int:
    """The place behind the last end tag of that kind; 0 where none is whole."""
    start = text.rfind(closing, 0, before)
    while start >= 0:
        end = text.find(">", start, before)
        if end >= 0 and not text[start + len(closing) : end].strip():
            return end + 1
        start = text.rfind(closing, 0, start)
    return 0


def tags_and_texts(text: str) -> tuple[list[str], list[str]]:
    """Well-formed XML in turns: its tags, without their brackets, and what stands behind each, as it is written.

    >>> tags_and_texts('<term id="c1">a &amp; b</term> ')
    (['term id="c1"', '/term'], ['a &amp; b', ' '])
    """
    if text.count("<") != text.count(">"):
        text = _TAG_OR_BRACKET.sub(_without_brackets, text)
    parts = text.replace(">", "<").split("<")
    return parts[1::2], parts[2::2]


def _without_brackets(found: re.Match[str]) -> str:
    tag = found.group()
    return f"<{tag[1:-1].replace('>', '&gt;')}>" if len(tag) > 1 else "&gt;"
