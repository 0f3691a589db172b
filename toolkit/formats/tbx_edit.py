"""An imported TBX edited in place: terms and statuses change, every other byte stays.

The file's own text is spliced at the places where its terms stand, so that comments, unknown categories, blanks,
the encoding and the document type survive. For v2, v3 and TBX-Min. Terms are told by concept and order, as they were
read; none may be added or taken away here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from toolkit.errors import InputError
from toolkit.formats.tbx_names import CONCEPTS, FORBIDDEN, STATUS, TERMS, bare
from toolkit.formats.tbx_write import STATUS_WORDS
from toolkit.formats.term_words import status_of
from toolkit.formats.xml_stream import true_encoding
from toolkit.model.terms import Glossary, Status, Term

_START_TAG = re.compile(r"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.\-]+)""")
_SPACE = re.compile(r"\s+")
_PLAIN_STATUS = {
    "preferred": "preferred",
    "admitted": "admitted",
    "deprecated": "deprecated",
    "forbidden": "deprecated",
}
"""For files that write the status as a plain word, as TBX-Min and several tools do."""


class _Span(NamedTuple):
    """Bytes of an element's content."""

    start: int
    end: int
    text: str
    name: str


@dataclass(slots=True)
class _Place:
    """Where a term and its status stand."""

    term: _Span
    status: _Span | None = None
    flag: _Span | None = None
    """Where yes or no says whether it is forbidden."""
    after: int = 0
    """Where a status can be written, behind the term's own end tag."""


@dataclass(slots=True)
class _Walk:
    """What expat has met so far."""

    concepts: list[list[_Place]] = field(default_factory=list)
    open: list[tuple[str, str, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    group: list[_Place] = field(default_factory=list)
    status: _Span | None = None
    flag: _Span | None = None
    written: str | None = None
    """The full name of a status element of this file, in the style that names categories by elements."""
    root: str = ""
    style: str = ""


def edit_tbx(data: bytes, before: Glossary, after: Glossary, path: str = "the file") -> bytes:
    """The file's bytes with the terms and statuses of `after`; `before` is what was read from them.

    >>> from toolkit.model.terms import Concept
    >>> tbx = (b'<martif><text><body><termEntry id="c1"><!-- kept --><langSet xml:lang="en"><tig><term>app</term>'
    ...        b'</tig></langSet></termEntry></body></text></martif>')
    >>> old = Glossary("g", (Concept("c1", (Term("app", "en"),)),))
    >>> new = Glossary("g", (Concept("c1", (Term("application", "en"),)),))
    >>> edit_tbx(tbx, old, new) == tbx.replace(b"app</term>", b"application</term>")
    True

    Raises InputError where the glossary has other concepts or terms than the file, or a term does not fit into
    its encoding.
    """
    encoding = encoding_of(data)
    walk = _walked(data, encoding, path)
    places = [place for concept in walk.concepts for place in concept]
    edits: list[tuple[int, int, bytes]] = []
    for place, old, new in zip(places, *_paired(before, after, walk, path), strict=True):
        if new.text != old.text:
            edits.append((place.term.start, place.term.end, written(escape(new.text), encoding, path)))
        if new.status != old.status:
            if place.flag is not None and "forbidden" in (new.status, old.status):
                word = written("true" if new.status == "forbidden" else "false", encoding, path)
                edits.append((place.flag.start, place.flag.end, word))
            if place.flag is None or new.status != "forbidden":
                edits.append(_status_edit(place, new, walk, encoding, path))
    return _spliced(data, _once(edits))


def _paired(before: Glossary, after: Glossary, walk: _Walk, path: str) -> tuple[list[Term], list[Term]]:
    """The terms of both glossaries in the order of the file. Raises InputError where they are not the same ones."""
    later = {concept.id: concept for concept in after.concepts}
    if {concept.id for concept in before.concepts} != later.keys():
        raise InputError(
            f"{path}: concepts were added or taken away, which is not done in its own bytes. "
            "Write a new glossary: a folder or a .jsonl file takes all of it."
        )
    if [len(places) for places in walk.concepts] != [len(concept.terms) for concept in before.concepts]:
        raise InputError(f"{path}: this is not the file that the glossary was read from; read it again.")
    old: list[Term] = []
    new: list[Term] = []
    for concept in before.concepts:
        changed = later[concept.id].terms
        if [term.language for term in changed] != [term.language for term in concept.terms]:
            raise InputError(
                f"{path}: terms of '{concept.id}' were added, taken away or moved, which is not done in its "
                "own bytes. Write a new glossary: a folder or a .jsonl file takes all of it."
            )
        old += concept.terms
        new += changed
    return old, new


def _walked(data: bytes, encoding: str, path: str) -> _Walk:
    walk = _Walk()
    parser = expat.ParserCreate(true_encoding(data[:256]))

    def entity(name: str, *_: object) -> None:
        raise InputError(f"{path}: the document type declares the entity '{name}'; replace it by its text.")

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        position = parser.CurrentByteIndex
        if not walk.open:
            walk.root, walk.style = name, attributes.get("style", "dca")
        if name in CONCEPTS:
            walk.concepts.append([])
        elif name in TERMS:
            walk.group, walk.status, walk.flag = [], None, None
        walk.open.append((name, attributes.get("type", name), position))
        walk.texts.append("")

    def text(characters: str) -> None:
        if walk.texts:
            walk.texts = [*walk.texts[:-1], walk.texts[-1] + characters]

    def end(tag: str) -> None:
        name, category, begin = walk.open.pop()
        inner = walk.texts.pop()
        if name == "term" and walk.concepts:
            span = _content(data, begin, parser.CurrentByteIndex, encoding, inner, tag)
            if span.text:  # an empty term is not read either
                closing = f"</{tag}>".encode(encoding)  # blanks may stand before the last bracket
                rest = data[span.end : span.end + len(closing) + 400].decode(encoding, "ignore")
                after = span.end + len(rest[: rest.index(">") + 1].encode(encoding))
                walk.group.append(_Place(span, after=after))
        elif bare(category) in STATUS and walk.concepts and parser.CurrentByteIndex > begin:
            walk.written = walk.written or tag
            walk.status = _content(data, begin, parser.CurrentByteIndex, encoding, inner, tag)
        elif bare(category) in FORBIDDEN and walk.concepts and parser.CurrentByteIndex > begin:
            walk.flag = _content(data, begin, parser.CurrentByteIndex, encoding, inner, tag)
        elif name in TERMS and walk.concepts:
            for place in walk.group:
                place.status, place.flag = walk.status, walk.flag
            walk.concepts[-1] += walk.group
        elif walk.texts:
            walk.texts[-1] += inner  # <hi> inside a term

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.EntityDeclHandler = text, entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise InputError(f"{path}:{error.lineno}: not well-formed XML: {expat.ErrorString(error.code)}.") from error
    return walk


def _content(data: bytes, begin: int, end: int, encoding: str, text: str, name: str) -> _Span:
    """The content of the element that begins and ends there."""
    tag = _START_TAG.match(data[begin:end].decode(encoding))
    opened = tag.group() if tag else ""
    wide = len(opened.encode(encoding))
    return _Span(begin + wide, end, _SPACE.sub(" ", text).strip(), name)


def _status_edit(place: _Place, term: Term, walk: _Walk, encoding: str, path: str) -> tuple[int, int, bytes]:
    status: Status = term.status
    if place.status is not None:
        plain = status_of(place.status.text) is not None and "-admn-sts" not in place.status.text
        word = _PLAIN_STATUS.get(status, "deprecated") if plain else STATUS_WORDS[status]
        return place.status.start, place.status.end, written(word, encoding, path)
    prefix, colon, _ = place.term.name.rpartition(":")
    if walk.root == "TBX":
        note = f"<termStatus>{_PLAIN_STATUS.get(status, 'deprecated')}</termStatus>"
    elif walk.style != "dct":
        name = f"{prefix}{colon}termNote"
        note = f'<{name} type="administrativeStatus">{STATUS_WORDS[status]}</{name}>'
    elif walk.written is not None:
        note = f"<{walk.written}>{STATUS_WORDS[status]}</{walk.written}>"
    else:
        message = f"'{term.text}' has no status in the file, nor has any other term that shows how it is written there"
        raise InputError(f"{path}: {message}; write a new file instead.")
    return place.after, place.after, written(note, encoding, path)


def _once(edits: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
    """In order; terms that share one status element change it once. Raises InputError where they do not agree."""
    found: dict[tuple[int, int], bytes] = {}
    for start, end, new in sorted(edits):
        if found.setdefault((start, end), new) != new:
            raise InputError("Two terms share one status in the file and cannot get two; part them first.")
    return [(start, end, new) for (start, end), new in found.items()]


def _spliced(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    parts: list[bytes] = []
    position = 0
    for start, end, new in edits:
        parts += [data[position:start], new]
        position = end
    return b"".join([*parts, data[position:]])


def encoding_of(data: bytes) -> str:
    """The encoding that the file's first bytes or its declaration name."""
    if data[:2] == b"\xff\xfe":
        return "utf-16-le"
    if data[:2] == b"\xfe\xff":
        return "utf-16-be"
    if true := true_encoding(data[:256]):
        return true
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    return declared.group(1).decode("ascii") if declared else "utf-8"


def written(text: str, encoding: str, path: str) -> bytes:
    """A text in the file's encoding; what that lacks as a character reference."""
    try:
        return text.encode(encoding, "xmlcharrefreplace")
    except LookupError as error:
        raise InputError(f"{path}: the encoding '{encoding}' is not known.") from error
