"""The concepts of a TBX in a block of tags and texts: what nearly all concepts of nearly all files look like.

A concept that is written in another way (text with mark-up in it, the notes of the old TBX-Min, a missing language) is
given back as it stands, and read as a tree by `toolkit.formats.tbx_read`. Both ways give the same facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.formats.tbx_names import CONCEPTS, GROUPS, LANGUAGES, TERMS, TYPED, UNREAD
from toolkit.formats.term_rows import language_fault
from toolkit.formats.xml_blocks import Block

_LEAF, _EMPTY, _LANGUAGE, _TERM, _TRANSPARENT, _UNREAD, _END_LANGUAGE, _END_TERM, _CONCEPT, _END_CONCEPT, _ODD = range(
    11
)
_ATTRIBUTE = re.compile(r"([^\s=/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SPACE = re.compile("[ \t\r\n]+")
_SPACES = re.compile("[\t\r\n]")
_TITLE = re.compile(r"<(?:[\w.\-]+:)?title(?:\s[^>]*)?>(.*?)</(?:[\w.\-]+:)?title\s*>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_REFERENCE = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MOST_KINDS = 8192


class Fact(NamedTuple):
    """A data category of a concept, or of all terms of one language."""

    category: str
    text: str
    of_language: bool


class TermFacts(NamedTuple):
    """A term section: usually one term."""

    language: str
    words: list[tuple[str, int]]
    """Each with its line."""
    details: tuple[str, ...]
    """Category, text, category, text."""


Facts = list[Fact | TermFacts]


class Odd(NamedTuple):
    """A concept that is to be read as a tree."""

    raw: str
    line: int


class Scanned(NamedTuple):
    """A concept's id and what is said of it."""

    given: str | None
    facts: Facts


class _Kind(NamedTuple):
    code: int
    category: str = ""
    """Of a leaf; of a language section: its language."""
    closing: str = ""
    """Its end tag."""


def scanned(block: Block) -> Iterator[Scanned | Odd]:
    """Every concept of the block, in order; what stands between them is passed over."""
    tags, texts = block.tags, block.texts
    lines = _Lines(block)
    number, count = 0, len(tags)
    while number < count:
        tag = tags[number]
        if _kind_of_concept(tag) != _CONCEPT:
            number += 1
            continue
        empty = tag.endswith("/")
        end, facts = (number, None) if empty else _facts(tags, texts, number + 1, lines)
        if facts is None:
            yield Odd(block.raw(number, end), lines.at(number))
        else:
            yield Scanned(_id(tag), facts)
        number = end + 1


class _Lines:
    """The line of each tag; counted on the first question."""

    def __init__(self, block: Block):
        self._block = block
        self._known: list[int] | None = None

    def at(self, number: int) -> int:
        """The line in which that tag ends."""
        if self._known is None:
            tags, texts, line, inside = self._block
            self._known = []
            for tag, text in zip(tags, texts, strict=True):
                if inside:
                    line += tag.count("\n")
                self._known.append(line)
                if "\n" in text:
                    line += text.count("\n")
        return self._known[number]


def _facts(tags: list[str], texts: list[str], number: int, lines: _Lines) -> tuple[int, Facts | None]:
    """Where the concept ends, and its facts; None: it is an odd one."""
    found: Facts = []
    language: str | None = None
    words: list[tuple[str, int]] | None = None
    details: list[str] = []
    while True:
        code, category, closing = _KINDS[tags[number]]
        if code <= _EMPTY:
            if code == _LEAF:
                text = texts[number]
                number += 1
                if tags[number] != closing:
                    break
            else:
                text = ""
            if words is None:
                found.append(Fact(category, plain(text), language is not None))
            elif category == "term":
                if not (word := plain(text)):
                    break
                words.append((word, lines.at(number - 1)))
            else:
                details += (category, text)
        elif code == _TERM:
            if words is not None or language is None:
                break
            words, details = [], []
        elif code == _END_TERM:
            if words is None or language is None:
                break
            found.append(TermFacts(language, words, tuple(details)))
            words = None
        elif code == _LANGUAGE:
            if language is not None or language_fault(category):
                break
            language = category
        elif code == _END_LANGUAGE:
            language = None
        elif code == _UNREAD:
            inside = tags[number + 1 : _next(tags, closing, number)]
            if any(tag.startswith(closing[1:]) for tag in inside):
                break
            number += len(inside) + 1
            found.append(Fact(category, "", of_language=True))
        elif code == _END_CONCEPT:
            return number, found
        elif code != _TRANSPARENT:
            break
        number += 1
    while _kind_of_concept(tags[number]) != _END_CONCEPT:
        number += 1
    return number, None


def title_of(head: str) -> str | None:
    """The text of the first title in what stands before the concepts, which holds no comments."""
    for found in _TITLE.findall(head):
        if title := plain(_TAG.sub("", found)):
            return title
    return None


def _next(tags: list[str], closing: str, number: int) -> int:
    """The place of that end tag, or of the last tag."""
    try:
        return tags.index(closing, number)
    except ValueError:
        return len(tags) - 1


def plain(text: str) -> str:
    """The text that is written so: references resolved, blanks and line ends folded; a no-break space is text.

    >>> plain("R&amp;D  and \\n more ")
    'R&D and more'
    """
    if "&" in text:
        text = _REFERENCE.sub(_resolved, text)
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = _SPACE.sub(" ", text)
    return text.strip(" ")


def _id(tag: str) -> str | None:
    """The id in a start tag."""
    before, found, rest = tag.partition(' id="')
    if found and rest.endswith('"') and '"' not in before and rest.count('"') == 1 and "&" not in rest:
        return _SPACES.sub(" ", rest[:-1])
    return _attributes(tag).get("id")


def _attributes(tag: str) -> dict[str, str]:
    return {
        name: _REFERENCE.sub(_resolved, _SPACES.sub(" ", double or single))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def _resolved(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    return _NAMED[name] if name else chr(int(decimal) if decimal else int(hexadecimal, 16))


class _Kinds(dict[str, _Kind]):
    """What a tag is, by the tag as it is written but its id; each is looked at once."""

    def __missing__(self, tag: str) -> _Kind:
        before, found, rest = tag.partition(' id="')
        if found and before.count('"') % 2 == 0 and "'" not in before:
            return self[before + rest.partition('"')[2]]
        if len(self) > _MOST_KINDS:
            self.clear()
        kind = self[tag] = _kind(tag)
        return kind


_KINDS = _Kinds()


def _kind_of_concept(tag: str) -> int:
    """Whether a concept begins or ends here; concepts' own tags are not kept, for each has another id."""
    name = tag[1:] if tag[:1] == "/" else tag
    name = name.split(None, 1)[0].rpartition(":")[2].rstrip("/")
    if name not in CONCEPTS:
        return _TRANSPARENT
    if tag[0] == "/":
        return _END_CONCEPT
    return _CONCEPT


def _kind(tag: str) -> _Kind:
    if tag.startswith("!--"):
        return _Kind(_TRANSPARENT)
    if tag.startswith("/"):
        name = tag[1:].strip().rpartition(":")[2]
        if name in CONCEPTS:
            return _Kind(_END_CONCEPT)
        if name in LANGUAGES:
            return _Kind(_END_LANGUAGE)
        return _Kind(_END_TERM) if name in TERMS else _Kind(_TRANSPARENT) if name in GROUPS else _Kind(_ODD)
    empty = tag.endswith("/")
    written = tag.removesuffix("/").split(None, 1)[0]
    name = written.rpartition(":")[2]
    attributes = _attributes(tag)
    if name in CONCEPTS:
        return _Kind(_ODD)
    if name in LANGUAGES or name in TERMS:
        if empty:
            return _Kind(_TRANSPARENT)
        language = attributes.get("xml:lang") or attributes.get("lang") or ""
        return _Kind(_LANGUAGE, language) if name in LANGUAGES else _Kind(_TERM)
    if name in GROUPS:
        return _Kind(_TRANSPARENT)
    if name in UNREAD:
        return _Kind(_EMPTY if empty else _UNREAD, UNREAD[name], f"/{written}")
    category = attributes.get("type") or name if name in TYPED else name
    return _Kind(_EMPTY if empty else _LEAF, category, f"/{written}")
