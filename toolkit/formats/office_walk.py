"""The paragraphs of one XML part of an Office file, runs joined: what a reader sees as one text is one text.

How letters look is no tag here: Word cuts a sentence into runs wherever it was ever touched. Fields, tracked changes,
pictures, breaks and notes' marks are tags, and keep what they hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.formats.inline import Pairs, Part, Shown, show
from toolkit.formats.xml_scan import Token, text_parts, tokens
from toolkit.model.segments import Span

_ALTERNATE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


class Dialect(NamedTuple):
    """The words of one kind of Office mark-up; all by local name, in one of the namespaces."""

    namespaces: frozenset[str]
    pair: frozenset[str]
    """Elements whose two tags the reader sees: links."""
    whole: frozenset[str]
    """Elements that are one tag with all they hold."""
    silent: frozenset[str]
    """Elements that hold no text of the paragraph: properties."""
    tracked: frozenset[str]
    """Those of `whole` that are changes somebody has still to decide on."""
    trims: bool
    """Whether blanks at the ends of a text node count only where it says so."""


class TextNode(NamedTuple):
    """One element of text."""

    start: Token
    content: Span
    keeps_blanks: bool


@dataclass(slots=True)
class Paragraph:
    """A paragraph with its text; `copy` is the same text as older programs read it, further on in the file."""

    shown: Shown
    tracked: bool
    inside: Span
    """From behind its properties to before its end tag."""
    is_inner: bool
    """Whether it stands in a text box, within another paragraph."""
    copy: Shown | None = None


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read."""

    branch: tuple[int, str] | None
    start: int
    """Where its content begins, properties apart."""
    is_inner: bool
    end: int = 0
    parts: list[Part] = field(default_factory=list)
    pairs: Pairs = field(default_factory=Pairs)
    links: list[str] = field(default_factory=list)
    whole: int | None = None
    """Where the element began that is one tag or is passed over; None: we are in none."""
    depth: int = 0
    is_silent: bool = False
    field_depth: int = 0
    field_start: int = 0
    tracked: bool = False


def walk(text: str, dialect: Dialect) -> tuple[list[Paragraph], list[TextNode]]:
    """The paragraphs with words, in the order in which they end, and all text nodes in order of the file."""
    waiting: list[_Open] = []
    done: list[tuple[_Open, Shown]] = []
    nodes: list[TextNode] = []
    branches: list[tuple[int, str]] = []
    alternates = 0
    node: Token | None = None
    for token in tokens(text):
        own = token.uri in dialect.namespaces
        if token.uri == _ALTERNATE and token.name in ("Choice", "Fallback"):
            if token.kind == "start":
                alternates += token.name == "Choice"
                branches.append((alternates, token.name))
            elif token.kind == "end":
                branches.pop()
        if own and token.name == "p" and token.kind == "start":
            waiting.append(_Open(branches[-1] if branches else None, token.span.end, bool(waiting)))
        elif own and token.name == "p" and token.kind == "end":
            ended = waiting.pop()
            ended.end = token.span.start
            shown = show(ended.parts)
            if shown.has_words:
                done.append((ended, shown))
        elif waiting:
            if own and token.name == "t" and token.kind in ("start", "end"):
                node = token if token.kind == "start" else None
            if token.kind in ("text", "cdata") and node is not None:
                nodes.append(TextNode(node, token.span, node.get("xml:space") == "preserve"))
            _read(text, token, own, waiting[-1], node, dialect)
    return _joined(done), nodes


def _read(text: str, token: Token, own: bool, into: _Open, node: Token | None, dialect: Dialect) -> None:
    if into.whole is not None:
        into.depth += (token.kind == "start") - (token.kind == "end")
        if not into.depth:
            if not into.is_silent and not into.field_depth:
                into.parts.append(Part(Span(into.whole, token.span.end), role="alone"))
            if into.is_silent and not text[into.start : into.whole].strip():  # the paragraph's own properties
                into.start = token.span.end
            into.whole = None
        return
    if token.kind in ("text", "cdata"):
        if node is not None and not into.field_depth:
            into.parts += _node_parts(text, token, dialect.trims and node.get("xml:space") != "preserve")
        return
    if own and token.name == "fldChar" and token.kind in ("start", "empty"):
        _field(token, into)
        return
    is_whole = (own and token.name in dialect.whole) or token.uri == _ALTERNATE or token.name in ("oMath", "oMathPara")
    is_silent = own and token.name in dialect.silent
    if token.kind == "start" and (is_whole or is_silent):
        into.whole, into.depth, into.is_silent = token.span.start, 1, is_silent
        into.tracked = into.tracked or (own and token.name in dialect.tracked)
    elif token.kind == "empty" and is_silent and not text[into.start : token.span.start].strip():
        into.start = token.span.end
    elif token.kind == "empty" and is_whole and not into.field_depth:
        into.parts.append(Part(token.span, role="alone"))
    elif own and token.name in dialect.pair and not into.field_depth:
        if token.kind == "start":
            into.links.append(into.pairs.opening(token.name))
            into.parts.append(Part(token.span, role="open", key=into.links[-1]))
        elif token.kind == "end" and into.links:
            into.parts.append(Part(token.span, role="close", key=into.links.pop()))


def _field(token: Token, into: _Open) -> None:
    """A field from its begin to its end, fields within it included, is one tag."""
    kind = token.get("fldCharType")
    if kind == "begin":
        into.field_start = into.field_start if into.field_depth else token.span.start
        into.field_depth += 1
    elif kind == "end" and into.field_depth:
        into.field_depth -= 1
        if not into.field_depth:
            into.parts.append(Part(Span(into.field_start, token.span.end), role="alone"))


_BLANKS = " \t\r\n"
"""What XML calls white space: a no-break or an ideographic space is text."""


def _node_parts(text: str, token: Token, trimmed: bool) -> Iterator[Part]:
    if trimmed and token.kind == "text":
        start, end = token.span
        raw = text[start:end]
        start += len(raw) - len(raw.lstrip(_BLANKS))
        token = token._replace(span=Span(start, max(start, end - len(raw) + len(raw.rstrip(_BLANKS)))))
    yield from text_parts(text, token)


def _joined(done: list[tuple[_Open, Shown]]) -> list[Paragraph]:
    """The paragraphs; a text box that is there twice, for new and for old programs, is one."""
    firsts: dict[int, list[Paragraph]] = {}
    seconds: dict[int, list[tuple[Paragraph, Shown]]] = {}
    found: list[Paragraph] = []
    for one, shown in done:
        paragraph = Paragraph(shown, one.tracked, Span(one.start, one.end), one.is_inner)
        found.append(paragraph)
        if one.branch and one.branch[1] == "Choice":
            firsts.setdefault(one.branch[0], []).append(paragraph)
        elif one.branch:
            seconds.setdefault(one.branch[0], []).append((paragraph, shown))
    copies: set[int] = set()
    for number, others in seconds.items():
        same = firsts.get(number, [])
        if [p.shown.text for p in same] == [shown.text for _, shown in others]:
            for paragraph, (copy, shown) in zip(same, others, strict=True):
                paragraph.copy = shown
                copies.add(id(copy))
    return sorted((p for p in found if id(p) not in copies), key=lambda p: p.shown.pieces[0].span)
