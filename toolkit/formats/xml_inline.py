"""Elements inside XML: the direct children of one, and a mixed content as parts for `inline.show`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from toolkit.formats.inline import Part, Role
from toolkit.formats.xml_scan import Token, text_parts
from toolkit.model.segments import Span


class Element(NamedTuple):
    """An element with everything between its tags."""

    start: Token
    inner: Sequence[Token]
    end: Token | None
    """None: it is written as one empty tag."""

    @property
    def close(self) -> int:
        """Where its content ends; for an empty tag, where the tag does."""
        return self.start.span.end if self.end is None else self.end.span.start

    @property
    def after(self) -> int:
        """Where the element ends."""
        return self.start.span.end if self.end is None else self.end.span.end


class Treatment(NamedTuple):
    """What becomes of an inline element."""

    how: Literal["pair", "whole", "through"]
    """Its two tags are a pair; it is one tag with all it holds; only its content counts."""
    key: str = ""
    role: Role = "alone"
    """Of a whole one: an opening and a closing may be two elements."""


def elements(tokens: Sequence[Token]) -> Iterator[Element]:
    """The elements that stand in the tokens and in no other of them, in order."""
    depth, first = 0, 0
    for index, token in enumerate(tokens):
        if token.kind == "empty" and not depth:
            yield Element(token, (), None)
        elif token.kind == "start":
            first = first if depth else index
            depth += 1
        elif token.kind == "end":
            depth -= 1
            if not depth:
                yield Element(tokens[first], tokens[first + 1 : index], token)


def enclosed(tokens: Iterator[Token], start: Token) -> Element:
    """The element that begins with this token; its tokens are taken from the iterator."""
    if start.kind == "empty":
        return Element(start, (), None)
    inner: list[Token] = []
    depth = 1
    for token in tokens:
        depth += (token.kind == "start") - (token.kind == "end")
        if not depth:
            return Element(start, inner, token)
        inner.append(token)
    raise AssertionError("the text was not checked")


def mixed_parts(text: str, tokens: Sequence[Token], start: int, treat: Callable[[Token], Treatment]) -> Iterator[Part]:
    """The parts of a mixed content that begins at `start`; between two tags there is always room for new text."""
    yield Part(Span(start, start))
    open_keys: list[str | None] = []
    whole: tuple[int, Treatment] | None = None
    depth = 0
    for token in tokens:
        if whole is not None:
            depth += (token.kind == "start") - (token.kind == "end")
            if not depth:
                yield Part(Span(whole[0], token.span.end), role=whole[1].role, key=whole[1].key)
                yield Part(Span(token.span.end, token.span.end))
                whole = None
        elif token.kind in ("text", "cdata"):
            yield from text_parts(text, token)
        elif token.kind == "end":
            key = open_keys.pop()
            if key is not None:
                yield Part(token.span, role="close", key=key)
                yield Part(Span(token.span.end, token.span.end))
        elif token.kind in ("start", "empty"):
            treatment = treat(token)
            if token.kind == "start" and treatment.how == "whole":
                whole, depth = (token.span.start, treatment), 1
                continue
            if token.kind == "start":
                open_keys.append(treatment.key if treatment.how == "pair" else None)
            if treatment.how == "through":
                continue
            role: Role = treatment.role if treatment.how == "whole" else "open" if token.kind == "start" else "alone"
            yield Part(token.span, role=role, key=treatment.key)
            yield Part(Span(token.span.end, token.span.end))
