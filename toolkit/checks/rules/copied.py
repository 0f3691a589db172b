"""Source that was copied, not translated: the whole segment, or a stretch of it. Names, titles, codes may stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.rules.line import FILLER, Fault, Line, Side
from toolkit.model import Span
from toolkit.text.languages import function_words, scripts_of
from toolkit.text.words import script_of

_WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W\d_]+)*")
_BLANKS = re.compile(r"\s+")
_RUN = 4
"""The shortest copied stretch that counts, in words."""
_QUOTES = '"“”„«»‹›‘’\N{FULLWIDTH QUOTATION MARK}'


def check_whole(line: Line) -> Iterator[Fault]:
    """The target is the source, and the source is text of its language."""
    if line.source is None or not line.across or not line.target.has_words:
        return
    if _folded(line.source.text) == _folded(line.target.text) and _is_prose(line.source, line.target):
        yield Fault("copy.source", "the source was copied, not translated", found=line.target.text.strip())


def check_part(line: Line) -> Iterator[Fault]:
    """A stretch of four words and more, function words and others in small letters, that stands in the source too."""
    if line.source is None or not line.across or not _both_latin(line):
        return
    text = line.target.plain
    ours = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    theirs = [match.group() for match in _WORD.finditer(line.source.plain)]
    if len(ours) <= _RUN or len(theirs) <= _RUN:
        return
    if _folded(line.source.text) == _folded(line.target.text):
        return
    grams = {tuple(theirs[place : place + _RUN]) for place in range(len(theirs) - _RUN + 1)}
    place = 0
    while place + _RUN <= len(ours):
        end = place
        while end + _RUN <= len(ours) and tuple(word for word, _, _ in ours[end : end + _RUN]) in grams:
            end += 1
        if end > place:
            last = end + _RUN - 2
            span = Span(ours[place][1], ours[last][2])
            if _reads_like_source([w for w, _, _ in ours[place : last + 1]], line) and not _is_quoted(text, span):
                found = span.of(line.target.text)
                yield Fault("copy.part", f"'{found}' was copied from the source", span, found)
            place = last
        place += 1


def _is_prose(source: Side, target: Side) -> bool:
    """Whether the source is more than names and codes, and no good text of the target's language as well."""
    scripts = scripts_of(source.language)
    if scripts and not scripts & (scripts_of(target.language) | {"latin"}):
        return sum(script_of(char) in scripts for char in source.plain) >= 2
    if scripts_of(source.language) != scripts_of(target.language) and "han" in scripts:
        return any(script_of(char) == "kana" for char in source.plain)
    words = _WORD.findall(source.plain)
    own = function_words(source.language) - function_words(target.language)
    return len(words) >= 3 and any(word in own for word in words) and any(_is_content(word, source) for word in words)


def _reads_like_source(words: list[str], line: Line) -> bool:
    assert line.source is not None
    own = function_words(line.source.language) - function_words(line.target.language)
    function = sum(word in own for word in words)
    return function >= 2 and any(_is_content(word, line.source) for word in words)


def _is_content(word: str, side: Side) -> bool:
    return word.islower() and word not in function_words(side.language) and len(word) > 2


def _both_latin(line: Line) -> bool:
    assert line.source is not None
    return "latin" in scripts_of(line.source.language) and "latin" in scripts_of(line.target.language)


def _is_quoted(text: str, span: Span) -> bool:
    before, after = text[: span.start], text[span.end :]
    return any(mark in before for mark in _QUOTES) and any(mark in after for mark in _QUOTES)


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", text.replace(FILLER, "")).strip().casefold()
