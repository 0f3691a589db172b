"""Concepts on the disk, each read on the first touch: a text needs few of a hundred thousand."""

from __future__ import annotations

import json
from array import array
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, overload

from toolkit.formats.sections import Bytes
from toolkit.model.terms import Concept, Glossary, Term

_COLUMNS = tuple((column.name, column.default) for column in fields(Term))[2:]
_LISTS = frozenset({"only_if_near", "not_if_near"})
_PAIRS = frozenset({"forms", "extra"})


def concept_sections(concepts: Iterable[Concept], further: Mapping[str, Sequence[Term]]) -> dict[str, Bytes]:
    """What `StoredConcepts` reads; `further` are wordings of a concept that are none of its terms."""
    ends, names = array("Q"), []
    blob = bytearray()
    for concept in concepts:
        names.append(concept.id)
        terms = [[_record(term) for term in group] for group in (concept.terms, further.get(concept.id, ()))]
        blob += json.dumps(
            [concept.id, concept.subject, concept.definition, concept.note, *terms], ensure_ascii=False
        ).encode("utf-8", "surrogatepass")
        ends.append(len(blob))
    return {"concepts": blob, "concept-ends": ends.tobytes(), "concept-ids": json.dumps(names).encode()}


class StoredConcepts(Sequence[Concept]):
    """The concepts in their order."""

    def __init__(self, sections: Mapping[str, memoryview]):
        self._blob = sections["concepts"]
        self._ends = sections["concept-ends"].cast("Q")
        self._ids = sections["concept-ids"]
        self._known: dict[int, tuple[Concept, tuple[Term, ...]]] = {}
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[Concept]:
        return (self._read(number)[0] for number in range(len(self)))

    @overload
    def __getitem__(self, number: int) -> Concept: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Concept, ...]: ...

    def __getitem__(self, number: int | slice) -> Concept | tuple[Concept, ...]:
        if isinstance(number, slice):
            return tuple(self._read(one)[0] for one in range(*number.indices(len(self))))
        return self._touched(range(len(self))[number])[0]

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)  # another process gets them as they are

    def term(self, concept: int, number: int) -> tuple[Concept, Term]:
        """A concept and one of its terms; numbers behind its last term are those of further wordings."""
        found, further = self._touched(concept)
        mine = len(found.terms)
        return found, found.terms[number] if number < mine else further[number - mine]

    def number(self, concept_id: str) -> int | None:
        """The place of the concept of that id, or None."""
        if concept_id not in self._numbers and len(self._numbers) < len(self):
            self._numbers = {name: number for number, name in enumerate(json.loads(bytes(self._ids)))}
        return self._numbers.get(concept_id)

    def _touched(self, number: int) -> tuple[Concept, tuple[Term, ...]]:
        if number not in self._known:
            self._known[number] = self._read(number)
            self._numbers.setdefault(self._known[number][0].id, number)
        return self._known[number]

    def _read(self, number: int) -> tuple[Concept, tuple[Term, ...]]:
        start = self._ends[number - 1] if number else 0
        text = str(self._blob[start : self._ends[number]], "utf-8", "surrogatepass")
        name, subject, definition, note, terms, further = json.loads(text)
        concept = Concept(name, tuple(map(_term, terms)), subject, definition, note)
        return concept, tuple(map(_term, further))


class ById(Mapping[str, Concept]):
    """The same concepts by their ids."""

    def __init__(self, concepts: StoredConcepts):
        self._concepts = concepts

    def __getitem__(self, concept_id: str) -> Concept:
        number = self._concepts.number(concept_id)
        if number is None:
            raise KeyError(concept_id)
        return self._concepts[number]

    def __iter__(self) -> Iterator[str]:
        return (concept.id for concept in self._concepts)

    def __len__(self) -> int:
        return len(self._concepts)


class Marked(Container[str]):
    """The ids of some of the concepts: a byte for each of them."""

    def __init__(self, concepts: StoredConcepts, marks: memoryview):
        self._concepts, self._marks = concepts, marks

    def __contains__(self, concept_id: object) -> bool:
        number = self._concepts.number(concept_id) if isinstance(concept_id, str) else None
        return number is not None and bool(self._marks[number])


class StoredGlossary(Glossary):
    """A glossary whose concepts are read from the disk when they are asked for, and whose digest is known."""

    __slots__ = ("known_digest",)

    def digest(self) -> str:
        """As a `Glossary` reckons it."""
        known: str | None = getattr(self, "known_digest", None)
        return known or super().digest()

    def concept(self, concept_id: str) -> Concept | None:
        """The concept of that id, or None."""
        if not isinstance(self.concepts, StoredConcepts):
            return super().concept(concept_id)
        number = self.concepts.number(concept_id)
        return None if number is None else self.concepts[number]


def _record(term: Term) -> list[object]:
    """Text, language, and what differs from the default."""
    said = {name: value for name, default in _COLUMNS if (value := getattr(term, name)) != default}
    return [term.text, term.language, said] if said else [term.text, term.language]


def _term(record: Sequence[Any]) -> Term:
    if len(record) == 2:
        return Term(record[0], record[1])
    text, language, said = record
    for name in said.keys() & _LISTS:
        said[name] = tuple(said[name])
    for name in said.keys() & _PAIRS:
        said[name] = tuple(map(tuple, said[name]))
    return Term(text, language, **said)
