"""The index of a big glossary on the disk: written once, opened in some hundredths of a second.

Most wordings are written out beforehand in every form, so that nothing is inflected or folded at the start.
Terms with a gap and those that stand for many wordings are kept as rows, with the words that they wait for: a row is
read when a text has these words (`toolkit.glossary.waiting`), and then searched as always.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, overload

from toolkit.formats.sections import Bytes, read_sections, write_sections
from toolkit.glossary.by_forms import WithForms, wants_forms
from toolkit.glossary.index import GlossaryIndex, Rows, rows_of
from toolkit.glossary.remembered import Remembered
from toolkit.glossary.side import Entry, Finder, Occurrence, Side, case_fits, entries_of, in_order
from toolkit.glossary.stored.concepts import ById, Marked, StoredConcepts, StoredGlossary, concept_sections
from toolkit.glossary.stored.forms import StoredLists, form_sections
from toolkit.glossary.stored.wordings import Reading, StoredWordings, wording_sections
from toolkit.glossary.waiting import Waiting, waiting_of
from toolkit.model import Concept, Convention, Example, LangPair, Term
from toolkit.text.fold import Folded, fold
from toolkit.text.inflect import inflector
from toolkit.text.variants import GAP, expand

_MOST_WORDINGS = 16
"""Writing more of them out makes writing dearer than reading them later."""
_SIDES = ("source", "right", "wrong")


class StoredRows(Sequence[tuple[str, Term]]):
    """Rows of a side by the numbers of their concept and of the term there, each read when it is wanted."""

    def __init__(self, concepts: StoredConcepts, numbers: Sequence[tuple[int, int]]):
        self._concepts, self._numbers = concepts, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, row: int) -> tuple[str, Term]: ...

    @overload
    def __getitem__(self, row: slice) -> list[tuple[str, Term]]: ...

    def __getitem__(self, row: int | slice) -> tuple[str, Term] | list[tuple[str, Term]]:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        concept, term = self._concepts.term(*self._numbers[row])
        return concept.id, term


class StoredSide:
    """The terms of one language and one set of statuses, as `Side` has them."""

    def __init__(
        self,
        concepts: StoredConcepts,
        wordings: StoredWordings,
        tags: Sequence[str | None],
        others: Side | None,
        language: str,
    ):
        self._concepts, self._wordings, self._tags = concepts, wordings, tags
        self._others = others
        self._words = inflector(language)

    def find_all(self, text: str) -> tuple[Occurrence, ...]:
        """Every occurrence, overlapping ones too, by start and the longest first."""
        found = set(self._found(text, fold(text)))
        if self._others is not None:
            found.update(self._others.find_all(text))
        return tuple(sorted(found, key=in_order))

    def _found(self, text: str, folded: Folded) -> list[Occurrence]:
        found = []
        for start, end, wording, readings in self._wordings.find(folded):
            span = folded.span(start, end)
            for concept_number, term_number, tag_number in readings:
                concept, term = self._concepts.term(concept_number, term_number)
                tag = self._tags[tag_number]
                if term.case is None or self._capitals_fit(concept.id, term, tag, wording, span.of(text)):
                    found.append(Occurrence(span, concept.id, term, tag))
        return found

    def _capitals_fit(self, concept: str, term: Term, tag: str | None, wording: str, standing: str) -> bool:
        return any(
            case_fits(entry, standing)
            for entry in entries_of(self._words, concept, term)
            if entry.tag == tag and _folded(entry) == wording
        )


def store_index(index: GlossaryIndex, path: Path, notes: Sequence[str] = ()) -> None:
    """Write the index of a glossary, with what is to be told about it. Raises OSError."""
    glossary, pair = index.glossary, index.pair
    rows = rows_of(glossary, pair)
    tags: dict[str | None, int] = {}
    further: dict[str, list[Term]] = {}
    sections: dict[str, Bytes] = {}
    kept: dict[str, dict[str, Any]] = {}
    places = {concept.id: (number, concept) for number, concept in enumerate(glossary.concepts)}
    for side, terms, language in _sides(rows, pair):
        numbers = [_number(places[name], term, further) for name, term in terms]
        readings, left = _written_out(terms, numbers, language, tags)
        waiting = waiting_of(terms[row][1] for row in left)
        kept[side] = {"numbers": [numbers[row] for row in left], "waiting": waiting.plain()}
        sections |= wording_sections(side, readings)
        if wants_forms(language, side == "wrong"):
            sections |= form_sections(side, terms, numbers, language)
    answerable = {concept for concept, _ in (*rows.right, *rows.wrong)}
    sections["answerable"] = bytes(concept.id in answerable for concept in glossary.concepts)
    sections |= concept_sections(glossary.concepts, further)
    head = {
        "pair": list(pair),
        "terms": index.term_count(),
        "digest": glossary.digest(),
        "tags": list(tags),
        "rows": kept,
        "notes": list(notes),
        "glossary": {name: getattr(glossary, name) for name in ("name", "version", "languages", "licence", "subject")},
        "policy": glossary.policy,
        "conventions": [_plain(one) for one in glossary.conventions],
        "examples": [_plain(one) for one in glossary.examples],
    }
    write_sections(path, head, sections)


def stored_index(path: Path) -> tuple[GlossaryIndex, tuple[str, ...]]:
    """The index and what is to be told. Raises DamagedError, and OSError where there is none."""
    head, sections = read_sections(path)
    concepts = StoredConcepts(sections)
    pair = LangPair(*head["pair"])
    glossary = StoredGlossary(
        head["glossary"]["name"],
        concepts,  # type: ignore[arg-type]  # a sequence that is not all in memory
        head["glossary"]["version"],
        tuple(head["glossary"]["languages"]),
        head["glossary"]["licence"],
        head["glossary"]["subject"],
        tuple(Convention(**one) for one in head["conventions"]),
        tuple(Example(**one) for one in head["examples"]),
        tuple((name, value) for name, value in head["policy"]),
    )
    object.__setattr__(glossary, "known_digest", head["digest"])
    source, right, wrong = (
        _side(side, language, concepts, sections, head)
        for side, language in zip(_SIDES, (pair.source, pair.target, pair.target), strict=True)
    )
    marked = Marked(concepts, sections["answerable"])
    return GlossaryIndex(glossary, pair, ById(concepts), marked, source, right, wrong, head["terms"]), tuple(
        head["notes"]
    )


def _side(
    side: str, language: str, concepts: StoredConcepts, sections: Mapping[str, memoryview], head: Mapping[str, Any]
) -> Finder:
    kept = head["rows"][side]
    rows = StoredRows(concepts, kept["numbers"])
    others = Side(rows, language, Waiting(**kept["waiting"])) if rows else None
    exact = StoredSide(concepts, StoredWordings(side, sections), head["tags"], others, language)
    if not wants_forms(language, side == "wrong"):
        return Remembered(exact)
    return Remembered(WithForms(exact, StoredLists(concepts, side, sections, language), language))


def _sides(rows: Rows, pair: LangPair) -> list[tuple[str, Sequence[tuple[str, Term]], str]]:
    return list(zip(_SIDES, rows, (pair.source, pair.target, pair.target), strict=True))


def _written_out(
    rows: Sequence[tuple[str, Term]],
    numbers: Sequence[tuple[int, int]],
    language: str,
    tags: dict[str | None, int],
) -> tuple[dict[str, list[Reading]], list[int]]:
    """All wordings with their readings, and the rows that are left as they are."""
    words = inflector(language)
    readings: dict[str, list[Reading]] = {}
    left: list[int] = []
    for row, ((name, term), (number, of_term)) in enumerate(zip(rows, numbers, strict=True)):
        if GAP in term.text or len(expand(term.text)) > _MOST_WORDINGS:
            left.append(row)
            continue
        for entry in entries_of(words, name, term):
            tag = tags.setdefault(entry.tag, len(tags))
            readings.setdefault(_folded(entry), []).append((number, of_term, tag))
    return readings, left


def _number(place: tuple[int, Concept], term: Term, further: dict[str, list[Term]]) -> tuple[int, int]:
    """The number of the concept, and the term's among its terms, or behind them."""
    number, concept = place
    for of_term, one in enumerate(concept.terms):
        if one is term:
            return number, of_term
    beside = further.setdefault(concept.id, [])
    beside.append(term)
    return number, len(concept.terms) + len(beside) - 1


def _folded(entry: Entry) -> str:
    return fold(entry.surface).text.strip(" ")


def _plain(one: Convention | Example) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}
