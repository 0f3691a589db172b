"""HTML as it stands in the file: its blocks of text and its spoken attributes, with places. Nothing is mended.

The scanner follows the HTML standard's tokens, not its tree: what a browser moves or closes by itself stays where it
is. Code, scripts, styles, preformatted text, drawings and what is marked as not to be translated are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

from toolkit.formats.inline import Pairs, Part
from toolkit.model.segments import Span

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>")
_LOOSE_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)([^>]*)>")
_OTHER = re.compile(r"<!--(?:>|->|.*?(?:-->|--!>|\Z))|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?/][^>]*(?:>|\Z)", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s=/\"'>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TEXT = re.compile(
    r"(?P<blank>[ \t\r\n\f]+)|(?P<ref>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?)"
)

_MOST_LOOSE = 50
"""Broken tags after which quotation marks count no more: no page that people read has so many."""
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite del dfn em font i ins label mark q rb rp rt rtc ruby s small span strike strong "
    "sub sup time u".split()
)
_CODE = frozenset("code kbd samp tt var".split())
_EMPTY = frozenset("br img wbr input embed".split())
_VOID = _EMPTY | frozenset("area base col hr link meta param source track".split())
_RAW = frozenset("script style textarea xmp iframe noembed noframes".split())
_SKIPPED = _RAW | frozenset("pre svg math object audio video canvas select datalist".split())
_SPOKEN = frozenset("alt title placeholder aria-label".split())


class Block(NamedTuple):
    """A stretch of text between two blocks' tags, or the value of an attribute."""

    parts: list[Part]
    attribute: str | None = None


class _Tag(NamedTuple):
    kind: Literal["open", "close"]
    name: str
    span: Span
    attributes: Span
    closed: bool


def blocks(text: str) -> Iterator[Block]:
    """The blocks in order; an attribute stands before the block whose tag it is in ends."""
    parts: list[Part] = []
    pairs = Pairs()
    aside: list[Block] = []
    ends = _Ends(text)
    position = 0
    skipped_until = 0
    for tag in _tags(text):
        if tag.span.start < skipped_until:
            continue
        parts += _text(text, Span(max(position, skipped_until), tag.span.start))
        position = tag.span.end
        opening = tag.kind == "open"
        away = opening and _is_away(text, tag)
        if opening and not away:
            aside += _spoken(text, tag)
        if away or (opening and tag.name in _CODE):
            skipped_until = position = ends.of(tag)
            if tag.name in _INLINE | _CODE | _EMPTY:
                parts.append(Part(Span(tag.span.start, position), role="alone"))
                continue
        elif tag.name in _INLINE:
            key = pairs.opening(tag.name) if opening else pairs.closing(tag.name)
            parts.append(Part(tag.span, role="open" if opening else "close", key=key))
            continue
        elif tag.name in _EMPTY or tag.name == "":
            parts.append(Part(tag.span, role="alone") if tag.name else Part(tag.span))
            continue
        yield Block(parts)
        yield from aside
        parts, aside, pairs = [], [], Pairs()
    parts += _text(text, Span(max(position, skipped_until), len(text)))
    yield Block(parts)
    yield from aside


def attributes(text: str, span: Span) -> Iterator[tuple[str, Span, str]]:
    """Name, place of the value, and the quotation mark around it ("" where there is none)."""
    for match in _ATTRIBUTE.finditer(text, span.start, span.end):
        group = next(number for number in (2, 3, 4) if match[number] is not None)
        yield match[1].lower(), Span(*match.span(group)), ("", '"', "'", "")[group - 1]


def _tags(text: str) -> Iterator[_Tag]:
    """Every tag; a comment or the like has no name."""
    position = loose = 0
    last = text.rfind(">")  # what begins behind it is no tag, and each look for its end would go through the rest
    while (start := text.find("<", position)) >= 0:
        match = _TAG.match(text, start) if start < last and loose < _MOST_LOOSE else None
        if match is None:
            match = _LOOSE_TAG.match(text, start) if start < last else None
            loose += match is not None  # a quotation mark that never closes: each look goes through the whole file
        if match is None:
            other = _OTHER.match(text, start)
            position = other.end() if other else start + 1
            if other:
                yield _Tag("open", "", Span(start, position), Span(start, start), True)
            continue
        position = match.end()
        name = match[2].lower()
        yield _Tag(
            "close" if match[1] else "open",
            name,
            Span(start, position),
            Span(*match.span(3)),
            text[position - 2] == "/",
        )
        if name in _RAW and not match[1]:
            ends = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, position)
            position = ends.start() if ends else len(text)


def _is_away(text: str, tag: _Tag) -> bool:
    """Whether the element with all it holds is passed over."""
    if tag.name in _SKIPPED:
        return True
    for name, span, _ in attributes(text, tag.attributes):
        value = span.of(text).lower()
        if (name == "translate" and value == "no") or (name == "class" and "notranslate" in value.split()):
            return True
    return False


class _Ends:
    """Where elements end; one that is never closed ends with its tag, but what is skipped altogether with the file."""

    def __init__(self, text: str):
        self._text = text
        self._known: dict[str, dict[int, int]] = {}

    def of(self, tag: _Tag) -> int:
        """The end of the element that this tag opens."""
        if tag.name in _VOID or (tag.closed and tag.name in ("svg", "math")):
            return tag.span.end
        if tag.name not in self._known:
            self._known[tag.name] = self._matched(tag.name)
        lost = len(self._text) if tag.name in _SKIPPED else tag.span.end
        return self._known[tag.name].get(tag.span.start, lost)

    def _matched(self, name: str) -> dict[int, int]:
        ends: dict[int, int] = {}
        waiting: list[int] = []
        for match in re.finditer(rf"<(/?){re.escape(name)}(?=[\s/>])[^>]*>", self._text, re.IGNORECASE):
            if match[1]:
                while waiting:  # raw text holds no elements: the first end closes it
                    ends[waiting.pop()] = match.end()
                    if name not in _RAW:
                        break
            elif not match.group().endswith("/>"):
                waiting.append(match.start())
        return ends


def _spoken(text: str, tag: _Tag) -> Iterator[Block]:
    for name, span, quote in attributes(text, tag.attributes):
        if name in _SPOKEN and not (name == "title" and tag.name == "link"):
            yield Block(list(_text(text, span, f"attribute {quote}")), name)


def _text(text: str, span: Span, mode: str = "") -> Iterator[Part]:
    """A stretch of text: blanks as a browser shows them, references as what they stand for."""
    position = span.start
    for match in _TEXT.finditer(text, span.start, span.end):
        raw = match.group()
        shown = " " if match["blank"] else unescape(raw)
        if shown == raw:
            continue
        if match.start() > position:
            yield Part(Span(position, match.start()), text[position : match.start()], mode=mode)
        yield Part(Span(*match.span()), shown, mode=mode)
        position = match.end()
    if position < span.end:
        yield Part(Span(position, span.end), text[position : span.end], mode=mode)
