"""The lines of one subtitle: how long they look, and how words are shared among them again. No files, no times."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

MARK_UP = re.compile(r"<[^<>\n]{0,300}>|\{\\[^{}\n]{0,300}\}")
REFERENCE = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm|quot|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});")
DASH = re.compile(r"(?:<[^<>\n]*>|\{\\[^{}\n]*\})*\s?[-\N{EN DASH}\N{EM DASH}\N{HYPHEN}](?=\s|\w)")
"""A line that another speaker begins."""
_WORD = re.compile(r"(?:<[^<>\n]{0,300}>|\{\\[^{}\n]{0,300}\}|[^\s<{]|[<{])+")
_BREAK = re.compile(r"\r\n|\r|\n")


class _Word(NamedTuple):
    raw: str
    glue: str
    """What stands before it unless it begins a line."""


def length(line: str) -> int:
    """How many columns the line takes on a screen; mark-up takes none, and a Chinese character two.

    >>> length("<i>old</i> &amp; 铁")
    8
    """
    shown = REFERENCE.sub("x", MARK_UP.sub("", line))
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shown)


def is_wide(char: str) -> bool:
    """Whether a line may be broken beside the character without a blank: Chinese and Japanese."""
    return char > "\u2e7f" and unicodedata.east_asian_width(char) in "WF"


def shared(old: str, new: str, longest: int, newline: str) -> str:
    """The new text of a subtitle in as many lines as the old one had, none longer than `longest` if that can be.

    A single line that outgrows it becomes two. Lines that different speakers begin stay apart.

    >>> shared("We live\\nthe goods", "We sell goods via livestream", 20, "\\n")
    'We sell goods\\nvia livestream'
    """
    groups, before = _speakers(new), _speakers(old)
    if len(groups) != len(before):
        return new
    made = []
    for group, was in zip(groups, before, strict=True):
        lines, count = _BREAK.split(group), len(_BREAK.split(was))
        if len(lines) == count and all(length(line) <= longest for line in lines):
            made.append(group)
        else:
            made.append(newline.join(_shared(list(_words(lines)), max(count, 1), longest)))
    return newline.join(made)


def _speakers(text: str) -> list[str]:
    groups: list[str] = []
    for line in _BREAK.split(text):
        if groups and not DASH.match(line):
            groups[-1] += "\n" + line
        else:
            groups.append(line)
    return groups


def _words(lines: Sequence[str]) -> Iterator[_Word]:
    for number, line in enumerate(lines):
        for match in _WORD.finditer(line):
            blank = " " if match.start() or number else ""
            for position, piece in enumerate(_pieces(match.group())):
                yield _Word(piece, "" if position else blank)


def _pieces(word: str) -> Iterator[str]:
    """A word in the pieces between which a line may break: Chinese characters with the marks after them."""
    if MARK_UP.search(word) or not any(map(is_wide, word)):
        yield word
        return
    yield from re.findall(
        r"[\u2e80-\u2fff\u3040-\uff00][^\u2e80-\u2fff\u3040-\uff00]*|[^\u2e80-\u2fff\u3040-\uff00]+", word
    )


def _shared(words: Sequence[_Word], count: int, longest: int) -> list[str]:
    if count == 1 and sum(length(word.glue + word.raw) for word in words) > longest:
        count = 2
    low, high = 1, max(1, sum(length(word.glue + word.raw) for word in words))
    while low < high:
        middle = (low + high) // 2
        if len(_filled(words, middle)) <= count:
            high = middle
        else:
            low = middle + 1
    return _filled(words, low)


def _filled(words: Sequence[_Word], width: int) -> list[str]:
    lines: list[str] = []
    room = 0
    for raw, glue in words:
        needed = length(glue + raw)
        if lines and needed <= room:
            lines[-1] += glue + raw
            room -= needed
        else:
            lines.append(raw)
            room = width - length(raw)
    return lines
