"""The concepts of a TBX in a block of tags and texts: what nearly all concepts of nearly all files look like.

A concept that is written in another way (text with mark-up in it, the notes of the old TBX-Min, a missing language) is
given back as it stands, and read as a tree by `toolkit.formats.tbx_read`. Both ways give the same facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from toolkit.formats.tbx_names import CONCEPTS, GROUPS, LANGUAGES, TERMS, TYPED, UNREAD
from toolkit.formats.term_rows import language_fault
from toolkit.formats.xml_blocks import Unfit, tags_and_texts

_LEAF, _EMPTY, _LANGUAGE, _TERM, _TRANSPARENT, _UNREAD, _END_LANGUAGE, _END_TERM, _ODD = range(9)
_ATTRIBUTE = re.compile(r"([^\s=/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ID = re.compile(r' id="[^"\n]*"')
_SPACE = re.compile("[ \t\r\n]+")
_SPACES = re.compile("[\t\r\n]")
_TITLE = re.compile(r"<(?:[\w.\-]+:)?title(?:\s[^>]*)?>(.*?)</(?:[\w.\-]+:)?title\s*>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_REFERENCE = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MOST_KINDS = 8192
_MOST_LAYOUTS = 2048
_CONCEPT = re.compile(rf"<((?:[\w.\-]+:)?(?:{'|'.join(CONCEPTS)}))(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_MOST_COUNTED = 512
_MAY_SAY_NOTHING = ("", " ", "\t", "\r", "\n", "&")


class _Kind(NamedTuple):
    code: int
    category: str = ""
    """Of a leaf; of a language section: its language."""
    closing: str = ""
    """Its end tag."""


class Odd(NamedTuple):
    """A concept that is to be read as a tree."""

    raw: str


class Section(NamedTuple):
    """Where in a concept a term section has what: numbers of its texts."""

    language: str
    words: tuple[int, ...]
    """Usually one term."""
    categories: tuple[str, ...]
    details: tuple[int, ...]
    """What stands under each of the categories; -1: nothing."""


class Layout:
    """What a concept with these tags says, whatever its texts are; big files have few layouts."""

    def __init__(self, tags: Sequence[str], facts: list[tuple[str, int, bool]], sections: list[Section]):
        self.word_numbers = tuple(word for section in sections for word in section.words)
        numbers = {*self.word_numbers, *(n for _, n, _ in facts), *(n for section in sections for n in section.details)}
        said = self.said_numbers = sorted(numbers - {-1})
        at = {-1: -1, **{number: place for place, number in enumerate(said)}}
        self.facts = tuple((category, at[number], of_language) for category, number, of_language in facts)
        """Category, number of what is said (-1: nothing), and whether all terms of one language are meant."""
        self.sections = tuple(
            Section(language, tuple(map(at.__getitem__, words)), categories, tuple(map(at.__getitem__, details)))
            for language, words, categories, details in sections
        )
        """The numbers in it are those of what is said."""
        self.words = _getter([at[number] for number in self.word_numbers])
        """Takes the terms out of what is said, as they are written."""
        self.languages = tuple(section.language for section in sections for _ in section.words)
        """One for each term."""
        self.said = _getter(said)
        """Takes what is said out of all texts, in order: terms, and all that stands under a category."""
        self.between_numbers = [number for number in range(len(tags)) if number not in numbers]
        self.between = _getter(self.between_numbers)
        """The other texts: blanks, or something that is not read."""
        self._breaks = [tag.count("\n") for tag in tags]
        self._below: dict[tuple[str, ...], tuple[int, ...]] = {}
        self.details = _getter([number for section in self.sections for number in section.details])
        """Takes the texts of all term sections' details out of what is said."""

    def below(self, texts: Sequence[str]) -> tuple[int, ...]:
        """How many lines below the concept's first tag each term stands."""
        if "\n" in "".join(self.said(texts)):
            return self._counted(texts)
        between = self.between(texts)
        if between not in self._below:
            if len(self._below) > _MOST_COUNTED:
                self._below.clear()
            self._below[between] = self._counted(texts)
        return self._below[between]

    def _counted(self, texts: Sequence[str]) -> tuple[int, ...]:
        before: list[int] = []
        line = 0
        for text, breaks in zip(texts, self._breaks, strict=True):
            line += breaks
            before.append(line)
            line += text.count("\n")
        return tuple(before[number] for number in self.word_numbers)


class Scanned(NamedTuple):
    """A concept: its id, how it is laid out, and its texts."""

    given: str | None
    layout: Layout
    tags: list[str]
    texts: list[str]
    """`texts[n]` stands behind `tags[n]`; the end tag has none."""
    said: tuple[str, ...]


class Layouts:
    """The layouts of one file."""

    def __init__(self) -> None:
        self._known: dict[str, Layout | None] = {}
        self.fresh = 0
        """How many concepts were laid out as none before."""

    def of(self, tags: list[str]) -> Layout | None:
        """How a concept with these tags, its own and all others, is laid out; None: it is an odd one."""
        shape = "<".join(tags)
        if ' id="' in shape and "'" not in shape:
            shape = _ID.sub("", shape)
        if shape not in self._known:
            self.fresh += 1
            if len(self._known) > _MOST_LAYOUTS:
                self._known.clear()
            self._known[shape] = _laid_out(tags)
        return self._known[shape]


def _getter(numbers: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """What takes these texts out of a list, in C where it can; -1 stands for an empty text."""
    if -1 in numbers or len(numbers) < 2:
        return lambda texts: tuple("" if number < 0 else texts[number] for number in numbers)
    return itemgetter(*numbers)


def next_concept(text: str, position: int) -> tuple[int, int] | None:
    """From where to where the next concept goes; None: there is no other one. Raises Unfit for one without an end."""
    found = _CONCEPT.search(text, position)
    if found is None:
        return None
    if found.group().endswith("/>"):
        return found.span()
    closing = f"</{found.group(1)}"
    end = text.find(closing, found.end()) + len(closing)
    if text[end : end + 1] == ">":
        return found.start(), end + 1
    other = re.compile(rf"{re.escape(closing)}\s*>").search(text, found.end())
    if other is None:
        raise Unfit
    return found.start(), other.end()


def scanned(raw: str, layouts: Layouts) -> Scanned | Odd:
    """What is written in a concept."""
    tags, texts = tags_and_texts(raw)
    layout = layouts.of(tags)
    if layout is None:
        return Odd(raw)
    del texts[-1]
    said = layout.said(texts)
    if not all(map(_says_something, layout.words(said))):
        return Odd(raw)
    return Scanned(_id(tags[0]), layout, tags, texts, said)


def _says_something(text: str) -> bool:
    return text[:1] not in _MAY_SAY_NOTHING or bool(plain(text))


def _laid_out(tags: list[str]) -> Layout | None:
    if len(tags) < 2:
        return None
    facts: list[tuple[str, int, bool]] = []
    sections: list[Section] = []
    language: str | None = None
    words: list[int] | None = None
    details: list[tuple[str, int]] = []
    number, count = 1, len(tags) - 1
    while number < count:
        code, category, closing = _KINDS[tags[number]]
        if code <= _EMPTY:
            place = -1
            if code == _LEAF:
                place = number
                number += 1
                if number == count or tags[number] != closing:
                    return None
            if words is None:
                facts.append((category, place, language is not None))
            elif category != "term":
                details.append((category, place))
            elif place < 0:
                return None
            else:
                words.append(place)
        elif code == _TERM:
            if words is not None or language is None:
                return None
            words, details = [], []
        elif code == _END_TERM:
            if words is None or language is None:
                return None
            sections.append(Section(language, tuple(words), *(zip(*details, strict=True) if details else ((), ()))))
            words = None
        elif code == _LANGUAGE:
            if language is not None or language_fault(category):
                return None
            language = category
        elif code == _END_LANGUAGE:
            language = None
        elif code == _UNREAD:
            if closing not in tags[number:]:
                return None
            inside = tags[number + 1 : tags.index(closing, number)]
            if any(tag.startswith(closing[1:]) for tag in inside):
                return None
            number += len(inside) + 1
            facts.append((category, -1, True))
        elif code != _TRANSPARENT:
            return None
        number += 1
    return Layout(tags[:-1], facts, sections)


def title_of(head: str) -> str | None:
    """The text of the first title in what stands before the concepts, which holds no comments."""
    for found in _TITLE.findall(head):
        if title := plain(_TAG.sub("", found)):
            return title
    return None


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


def plain_texts(texts: Sequence[str]) -> Sequence[str]:
    """The same for many, which are looked at once together."""
    together = "\n".join(("", *texts, ""))
    odd = ("&", "  ", "\t", "\r", " \n", "\n ")
    if together.count("\n") == len(texts) + 1 and not any(one in together for one in odd):
        return texts
    return list(map(plain, texts))


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


def _kind(tag: str) -> _Kind:
    if tag.startswith("!--"):
        return _Kind(_TRANSPARENT)
    if tag.startswith("/"):
        name = tag[1:].strip().rpartition(":")[2]
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
