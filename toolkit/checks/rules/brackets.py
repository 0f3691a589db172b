"""Brackets and quotation marks that do not close, and pairs of the source that have gone.

Enumerations (1), smileys and inches are no brackets and quotes. Where the source does not close its own, the mark
may stand in the next segment, and nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.rules.line import Fault, Line
from toolkit.model import Span

_PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "《": "》", "「": "」", "『": "』", "〈": "〉"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_SAME = {"（": "(", "）": ")"}
_BRACKET = re.compile(r"[()\[\]{}（）【】《》「」『』〈〉]")
_NO_BRACKET = re.compile(r"(?<![\w)])[\w.]{1,5}[)）]|[:;=8xX]'?-?[()\[\]]+|[()]-?[:;=]")
_ROUND_OR_SQUARE = re.compile(r"[()\[\]（）]")
_QUOTE = re.compile('["“”„‟«»\N{FULLWIDTH QUOTATION MARK}]')
_INCHES = re.compile(r"(?<=\d)\s?[\"”]")
_HAS_QUOTES = re.compile("[\"“”„‟«»「」『』\N{FULLWIDTH QUOTATION MARK}‘’']")


def check_brackets(line: Line) -> Iterator[Fault]:
    """At most one finding: the first bracket of the target without its partner."""
    text = line.target.plain
    if not _BRACKET.search(text):
        return
    alone = _alone(text)
    if alone is None or (line.source is not None and _alone(line.source.plain) is not None):
        return
    mark = alone.of(text)
    partner = _PAIRS.get(mark) or _CLOSING[mark]
    yield Fault("bracket.unbalanced", f"'{mark}' without '{partner}'", alone, mark)


def _alone(text: str) -> Span | None:
    if _NO_BRACKET.search(text):
        text = _without_enumerations(text)
    waiting: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text):
        mark = match.group()
        if mark in _PAIRS:
            waiting.append((_SAME.get(mark, mark), match.start()))
            continue
        opening = _CLOSING[mark]
        if not waiting or waiting[-1][0] != _SAME.get(opening, opening):
            return Span(*match.span())
        waiting.pop()
    return Span(waiting[0][1], waiting[0][1] + 1) if waiting else None


def _without_enumerations(text: str) -> str:
    """The text with the brackets of 1), a) and smileys blotted out; where an opening one waits, they close it."""
    pieces: list[str] = []
    position = opened = 0
    for match in _NO_BRACKET.finditer(text):
        before, found = text[position : match.start()], match.group()
        opened += sum(before.count(mark) for mark in "(（") - sum(before.count(mark) for mark in ")）")
        kept = found if opened > 0 else _ROUND_OR_SQUARE.sub("_", found)
        opened += sum(kept.count(mark) for mark in "(（") - sum(kept.count(mark) for mark in ")）")
        pieces += [before, kept]
        position = match.end()
    return "".join([*pieces, text[position:]])


def check_quotes(line: Line) -> Iterator[Fault]:
    """At most one finding: an odd number of quotation marks, where the source's are paired."""
    marks = _quotes(line.target.plain)
    if len(marks) % 2 == 0:
        return
    if line.source is not None and (len(_quotes(line.source.plain)) % 2 or _alone(line.source.plain) is not None):
        return
    place = marks[_odd_one([line.target.plain[place] for place in marks])]
    mark = line.target.plain[place]
    yield Fault("quote.unbalanced", f"'{mark}' without its partner", Span(place, place + 1), mark)


def _quotes(text: str) -> list[int]:
    if not _QUOTE.search(text):
        return []
    inches = {match.end() - 1 for match in _INCHES.finditer(text)}
    found = [match.start() for match in _QUOTE.finditer(text)]
    kept = [place for place in found if place not in inches]
    return kept if len(kept) % 2 == 0 else found


def _odd_one(marks: list[str]) -> int:
    """Which mark has no partner: of “, „ and « the last that nothing closes, else the last of all."""
    openers = [place for place, mark in enumerate(marks) if mark in "„«“"]
    closers = [place for place, mark in enumerate(marks) if mark in "”»"]
    if openers and len(openers) > len(closers):
        return openers[-1]
    return len(marks) - 1


def check_counts(line: Line) -> Iterator[Fault]:
    """The source has brackets, or quotation marks, and the target has none at all."""
    if line.source is None or not line.target.has_words:
        return
    source, target = line.source.plain, line.target.plain
    if re.search(r"[(（][^()（）]+[)）]", source) and not re.search(r"[(（\[—–,]", target):
        yield Fault("bracket.lost", "the brackets of the source have gone")
    if len(re.findall('["“”„«»「」『』]', source)) >= 2 and not _HAS_QUOTES.search(target):
        yield Fault("quote.lost", "the quotation marks of the source have gone")
