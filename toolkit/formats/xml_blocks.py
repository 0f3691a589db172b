"""XML as tags and texts in turn, some hundred elements at a time: the fast way through a big file of one kind.

expat checks every byte and calls nobody, which costs a quarter of a second for 45 MB; the tags are then told from the
text by splitting, which is safe in a text that was checked. Comments, instructions and CDATA are put out of the way
before. What does not fit (another encoding than UTF-8, a document type with declarations, damage) is told by `Unfit`,
and the reader takes `toolkit.formats.xml_stream` from there on, which also knows what to say about damage.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
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


class Unfit(Exception):  # noqa: N818
    """The file, or the rest of it, is for the other reader."""


class Head(NamedTuple):
    """What stands before the first element that is asked for."""

    text: str
    namespaces: str
    """All declarations of it as attributes: ` xmlns:min="..."`; with them an element can be read by itself."""


class Block(NamedTuple):
    """A stretch of the file that ends where an element ends."""

    tags: list[str]
    """Without their brackets: `termEntry id="c1"`, `/termEntry`. A comment is `!----`."""
    texts: list[str]
    """`texts[n]` is what stands between `tags[n]` and the next one, as it is written, references included."""
    line: int
    """Of its first tag, counted from 1."""

    def raw(self, start: int, end: int) -> str:
        """The text from one tag to another one, which is part of it."""
        between = zip(self.tags[start:end], self.texts[start:end], strict=True)
        return "".join(f"<{tag}>{text}" for tag, text in between) + f"<{self.tags[end]}>"


def blocks(path: Path, names: Sequence[str]) -> Iterator[Head | Block]:
    """The head, and then the rest in blocks that end after an element of one of these local names.

    Raises Unfit, before the head or later.
    """
    require_inputs(path)
    first = re.compile(rf"<((?:[\w.\-]+:)?(?:{'|'.join(map(re.escape, names))}))[\s/>]")
    parser = expat.ParserCreate()
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    buffer, line, closing, begun = "", 1, "", False
    with path.open("rb") as stream:
        while True:
            data = stream.read(_BLOCK)
            if not begun and not _is_utf8(data):
                raise Unfit
            begun = True
            try:
                parser.Parse(data, not data)
                buffer += decoder.decode(data, not data)
            except (expat.ExpatError, UnicodeDecodeError) as error:
                raise Unfit from error
            buffer, whole = _quiet(buffer)
            if not closing:
                found = first.search(buffer, 0, whole)
                if found is None:
                    if not data or len(buffer) > _MOST_HEAD:
                        raise Unfit
                    continue
                head = _head(buffer[: found.start()])
                yield head
                line += head.text.count("\n")
                buffer = buffer[found.start() :]
                whole -= found.start()
                closing = f"</{found.group(1)}"
            cut = whole if not data else _end_of_last(buffer, closing, whole)
            if cut:
                yield _split(buffer[:cut], line)
                line += buffer.count("\n", 0, cut)
                buffer = buffer[cut:]
            if not data:
                return
            if len(buffer) > _MOST_OPEN:
                raise Unfit


def _is_utf8(data: bytes) -> bool:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        return False
    declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    return declared is None or declared.group(1).decode("ascii").casefold() in ("utf-8", "utf8", "us-ascii")


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


def _end_of_last(text: str, closing: str, before: int) -> int:
    """The place behind the last end tag of that kind; 0 where none is whole."""
    start = text.rfind(closing, 0, before)
    while start >= 0:
        end = text.find(">", start, before)
        if end >= 0 and not text[start + len(closing) : end].strip():
            return end + 1
        start = text.rfind(closing, 0, start)
    return 0


def _split(text: str, line: int) -> Block:
    if "&" in text and _REFERENCE.search(text):
        raise Unfit  # an entity that is declared elsewhere
    if text.count("<") != text.count(">"):
        text = _TAG_OR_BRACKET.sub(_without_brackets, text)
    parts = text.replace(">", "<").split("<")
    tags, texts = parts[1::2], parts[2::2]
    return Block(tags, texts, line + parts[0].count("\n"))


def _without_brackets(found: re.Match[str]) -> str:
    tag = found.group()
    return f"<{tag[1:-1].replace('>', '&gt;')}>" if len(tag) > 1 else "&gt;"
