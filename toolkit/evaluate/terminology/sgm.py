"""Reads the SGM files of the WMT21 terminology task: segments with `<term ... src= tgt=>` in source and reference.

Line by line, as the task's files are written; no entity or markup is followed. Writes nothing.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.files import read_text

_SEGMENT = re.compile(r"<seg\b([^>]*)>(.*?)</seg>")
_TERM = re.compile(r"<term\b([^>]*)>(.*?)</term>")
_ATTRIBUTE = re.compile(r'([A-Za-z_]+)="([^"]*)"')


class TaggedTerm(NamedTuple):
    """One annotated term."""

    text: str
    """As it stands in this text."""
    source: str
    target: str
    """The approved renderings, parted by `|`."""
    kind: str
    """Such as `src_original_and_tgt_original`: whether it stands here as listed, or as another form of the lemma."""

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The approved renderings, and what stands here if it is none of their text."""
        listed = self.target if self.text in self.target else f"{self.target}|{self.text}"
        return tuple(listed.split("|"))


class TaggedSegment(NamedTuple):
    """One segment without its tags, and its terms in order."""

    id: str
    tokens: tuple[str, ...]
    """Parted at blanks: the task's texts are tokenised."""
    terms: tuple[TaggedTerm, ...]


def read_sgm(path: str | Path) -> tuple[TaggedSegment, ...]:
    """The segments of a file. Raises InputError where there is none, or where an id is missing or comes twice."""
    found: list[TaggedSegment] = []
    seen: set[str] = set()
    for number, line in enumerate(read_text(path).text.splitlines(), start=1):
        for match in _SEGMENT.finditer(line):
            attributes, inner = match.groups()
            name = dict(_ATTRIBUTE.findall(attributes)).get("id")
            if not name:
                raise InputError(f'{path}:{number}: a segment without an id. Each <seg> needs id="...".')
            if name in seen:
                raise InputError(f"{path}:{number}: the segment id {name} comes twice.")
            seen.add(name)
            found.append(TaggedSegment(name, _tokens(_TERM.sub(r" \2 ", inner)), tuple(_terms(inner))))
    if not found:
        raise InputError(f"{path}: there is no <seg ...> ... </seg> in it. Is it an SGM file of the task?")
    return tuple(found)


def _terms(inner: str) -> list[TaggedTerm]:
    terms = []
    for attributes, text in _TERM.findall(inner):
        named = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
        stands = " ".join(_tokens(text))
        terms.append(TaggedTerm(stands, named.get("src", ""), named.get("tgt", ""), named.get("type", "")))
    return terms


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(html.unescape(text).split())
