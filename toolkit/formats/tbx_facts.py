"""What a TBX says of its concepts and terms besides wordings and statuses, changed in its own bytes.

A definition, a subject, a note or a part of speech that stands in the file gets its new text; every other byte stays.
What is new or gone is left to the caller, who reads the result again and sees what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from toolkit.errors import InputError
from toolkit.formats.tbx_edit import encoding_of, written
from toolkit.formats.tbx_names import CONCEPTS, DEFINITION, NOTE, PART, SUBJECT, bare
from toolkit.formats.xml_stream import true_encoding
from toolkit.model.terms import Concept, Glossary, Term

_START_TAG = re.compile(r"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_OF_CONCEPTS = {"subject": SUBJECT, "definition": DEFINITION, "note": NOTE}
_OF_TERMS = {"part_of_speech": PART, "note": NOTE}


class _Fact(NamedTuple):
    """An element that holds text alone."""

    concept: int
    term: int | None
    """Which one of its concept, in the order of the file; None above the terms."""
    category: str
    start: int
    end: int
    text: str


def edit_facts(data: bytes, before: Glossary, after: Glossary, path: str = "the file") -> bytes:
    """The file's bytes with the changed facts of `after`, whose terms are those of `before` in the same order.

    A fact changes where just one element of its concept (or term) says the old one. Raises InputError for a file that
    is no XML.

    >>> from toolkit.model.terms import Concept, Term
    >>> tbx = (b'<martif><text><body><termEntry id="c1"><descrip type="definition">a bank &amp; more</descrip>'
    ...        b'<langSet xml:lang="en"><tig><term>app</term></tig></langSet></termEntry></body></text></martif>')
    >>> old = Glossary("g", (Concept("c1", (Term("app", "en"),), definition="a bank & more"),))
    >>> new = Glossary("g", (Concept("c1", (Term("app", "en"),), definition="a < b"),))
    >>> edit_facts(tbx, old, new) == tbx.replace(b"a bank &amp; more", b"a &lt; b")
    True
    """
    changes = list(_changes(before, after))
    if not changes:
        return data
    encoding = encoding_of(data)
    facts = _facts(data, encoding, path)
    edits: list[tuple[int, int, bytes]] = []
    for concept, term, categories, old, new in changes:
        found = [
            fact
            for fact in facts
            if (fact.concept, fact.term) == (concept, term) and fact.category in categories and fact.text == _flat(old)
        ]
        if len(found) == 1:
            edits.append((found[0].start, found[0].end, written(escape(new), encoding, path)))
    for start, end, new_bytes in sorted(edits, reverse=True):
        data = data[:start] + new_bytes + data[end:]
    return data


def _changes(before: Glossary, after: Glossary) -> Iterator[tuple[int, int | None, frozenset[str], str, str]]:
    """Concept, term (None: the concept's own), categories, old text and new text; both say something."""
    later = {concept.id: concept for concept in after.concepts}
    for number, old in enumerate(before.concepts):
        new = later.get(old.id, old)
        for categories, was, now in _both(_OF_CONCEPTS, old, new):
            yield number, None, categories, was, now
        for place, (one, other) in enumerate(zip(old.terms, new.terms, strict=False)):
            for categories, was, now in _both(_OF_TERMS, one, other):
                yield number, place, categories, was, now


def _both(
    names: Mapping[str, frozenset[str]], old: Concept | Term, new: Concept | Term
) -> Iterator[tuple[frozenset[str], str, str]]:
    """What both say, each something else."""
    for name, categories in names.items():
        was, now = getattr(old, name), getattr(new, name)
        if was and now and was != now:
            yield categories, was, now


def _facts(data: bytes, encoding: str, path: str) -> list[_Fact]:
    """Every element without children inside a concept, with its place."""
    facts: list[_Fact] = []
    stack: list[tuple[str, int, list[str], bool]] = []
    at = {"concept": -1, "term": -1}
    parser = expat.ParserCreate(true_encoding(data[:256]))

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if stack:
            stack[-1] = (*stack[-1][:3], False)
        if name in CONCEPTS:
            at["concept"], at["term"] = at["concept"] + 1, -1
        stack.append((attributes.get("type", name), parser.CurrentByteIndex, [], True))
        inside.append(name)

    def end(tag: str) -> None:
        category, begin, texts, is_leaf = stack.pop()
        name = inside.pop()
        text = _flat("".join(texts))
        if name == "term" and text:
            at["term"] += 1
        elif is_leaf and text and at["concept"] >= 0:
            opened = _START_TAG.match(data[begin : parser.CurrentByteIndex].decode(encoding))
            wide = len(opened.group().encode(encoding)) if opened else 0
            term = at["term"] if _LEVELS & set(inside) else None
            facts.append(_Fact(at["concept"], term, bare(category), begin + wide, parser.CurrentByteIndex, text))

    inside: list[str] = []
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda characters: stack[-1][2].append(characters)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise InputError(f"{path}:{error.lineno}: not well-formed XML: {expat.ErrorString(error.code)}.") from error
    return facts


_LEVELS = frozenset({"tig", "ntig", "termSec", "termGroup"})


def _flat(text: str) -> str:
    return " ".join(text.split())
