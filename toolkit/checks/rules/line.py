"""What a rule looks at: one segment with its source, and what several rules would work out twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from toolkit.model import LangPair, Span, same_language
from toolkit.text.numbers import Number, find_numbers
from toolkit.text.protect import Protected, protected

FILLER = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for every character of mark-up, addresses and code in `Side.plain`."""
_MAY_HOLD_MARKUP = re.compile(r"[<&{}%$@`]|://|www\.|\[\[")


_OTHER_DIGIT = re.compile(r"(?![0-9])\d")


class Fault(NamedTuple):
    """What one rule says of one segment."""

    rule: str
    message: str
    span: Span | None = None
    """Where in the target; None: about the whole segment."""
    found: str | None = None
    """The wording of the target, or of the source where it is missing from the target."""
    expected: tuple[str, ...] = ()


class Side:
    """One side of a segment. Not frozen: what is asked for is worked out once and kept."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language

    @cached_property
    def protected(self) -> tuple[Protected, ...]:
        """Mark-up, placeholders, addresses and code; numbers are none of them here."""
        if not _MAY_HOLD_MARKUP.search(self.text):
            return ()
        return tuple(part for part in protected(self.text) if part.kind != "number")

    @cached_property
    def plain(self) -> str:
        """The text with mark-up, addresses and code blotted out; of the same length, so that spans hold."""
        pieces: list[str] = []
        position = 0
        for part in self.protected:
            pieces += [self.text[position : part.span.start], FILLER * (part.span.end - part.span.start)]
            position = part.span.end
        return "".join([*pieces, self.text[position:]])

    @cached_property
    def digits(self) -> str:
        """`plain` with the decimal digits of every script as 0 to 9; of the same length."""
        if self.plain.isascii():
            return self.plain
        return _OTHER_DIGIT.sub(lambda match: str(int(match.group())), self.plain)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers by the rules of its language."""
        return find_numbers(self.digits, self.language)

    @cached_property
    def has_words(self) -> bool:
        """Whether there is a letter or a digit at all."""
        return any(char.isalnum() for char in self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """One segment with its source; `source` is None where none was given or none is known to belong to it."""

    target: Side
    source: Side | None

    @property
    def across(self) -> bool:
        """Whether there is a source in another language than the target's."""
        return self.source is not None and not same_language(self.source.language, self.target.language)


def line_of(source: str | None, target: str, pair: LangPair) -> Line:
    """The line of one segment.

    >>> line = line_of("打开{file}", "Open {file} <b>now</b>", LangPair("zh", "en"))
    >>> [part.span.of(line.target.text) for part in line.target.protected]
    ['{file}', '<b>', '</b>']
    """
    return Line(Side(target, pair.target), None if source is None else Side(source, pair.source))
