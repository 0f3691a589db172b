"""TBX of every kind, concept by concept: v2 (`martif`, tig and ntig), v3 (`tbx`, both styles), the old TBX-Min.

The kinds differ in names only. A data category is the `type` attribute of an element such as `termNote` (style DCA
and v2) or the element's own name (style DCT and TBX-Min), so that one reader takes them all, mixtures too.
What has a place in our nouns is kept, all else is counted by its category. ISO 30042:2008 and :2019.

Plain concepts come from the text (`toolkit.formats.tbx_text`), the others from a tree; the facts of both mean the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

from toolkit.formats.concept_ids import fresh_id
from toolkit.formats.garbage import uncollected
from toolkit.formats.glossary_reports import ImportResult, Tally
from toolkit.formats.tbx_names import (
    CASE,
    CLIENT,
    CONCEPTS,
    DEFINITION,
    EXTRA,
    FORBIDDEN,
    GENDER,
    NOTE,
    PART,
    STATUS,
    SUBJECT,
    bare,
)
from toolkit.formats.tbx_scan import Layout, plain, plain_texts, title_of
from toolkit.formats.tbx_text import Batch, Found, Row, TbxText
from toolkit.formats.tbx_tree import Fact, facts_of
from toolkit.formats.term_columns import Columns, Details, built, built_concepts, details_of
from toolkit.formats.term_words import YES, take_part_of_speech, take_status
from toolkit.formats.xml_blocks import Head, Unfit, blocks
from toolkit.formats.xml_names import id_of_name
from toolkit.formats.xml_stream import elements, local, text_of
from toolkit.model.terms import Concept, Term

_MOST_DETAILS = 16384
_MOST_FRESH = 64


def read_tbx(path: Path, format_name: str) -> ImportResult:
    """The whole file as a glossary. Raises InputError where it is no safe XML."""
    tally = Tally()
    title: list[str] = []
    with uncollected():
        concepts = list(concepts_of(path, tally, title.append))
    return tally.result(str(path), format_name, title[0] if title else path.name.partition(".")[0], concepts)


def concepts_of(
    path: Path, tally: Tally, title: Callable[[str], object] = lambda _: None, *, trees: bool = False
) -> Iterator[Concept]:
    """One concept after the other, in the memory of some thousand; `title` is called with the term base's own name.

    `trees` reads every concept as a tree, which takes ten times as long. Raises InputError where it is no safe XML.
    """
    reader = _Reader(str(path), tally)
    try:
        if trees:
            raise Unfit
        yield from _from_text(path, reader, title)
    except Unfit:
        yield from _from_trees(path, reader, title)
    finally:
        reader.settle()


def _from_text(path: Path, reader: _Reader, title: Callable[[str], object]) -> Iterator[Concept]:
    """Raises Unfit where the rest of the file must be read as trees."""
    text = TbxText()
    for block in blocks(path, CONCEPTS):
        if isinstance(block, Head):
            text.namespaces = block.namespaces
            if name := title_of(block.text):
                reader.titled = True
                title(name)
            continue
        with uncollected():
            concepts = reader.concepts(text.found(block))
        reader.given += len(concepts)
        yield from concepts
        if text.fresh > _MOST_FRESH and text.fresh * 2 > reader.given:
            raise Unfit  # nearly every concept is laid out in its own way: trees are as fast


def _from_trees(path: Path, reader: _Reader, title: Callable[[str], object]) -> Iterator[Concept]:
    """Those that were not given yet."""
    given = reader.given
    for element in elements(path, (*CONCEPTS, "title")):
        if local(element) == "title":
            if not (reader.given or reader.titled) and (name := text_of(element)):
                title(name)
        elif given:
            given -= 1
        else:
            yield from reader.completed([reader.of_tree(element)])


_Draft = tuple[str | None, tuple[Term, ...], str | None, str | None, str | None]
"""A concept: its id as it is given, its terms, subject, definition and note."""


class _Met:
    """Details of all terms of a concept that were met before, and how often again."""

    __slots__ = ("again", "details", "keys")

    def __init__(self, keys: list[tuple[str, ...]], details: list[Details]):
        self.keys, self.details, self.again = keys, details, 0


class _Reader:
    """The state of one reading: which ids are taken, which words are known."""

    def __init__(self, path: str, tally: Tally):
        self.path = path
        self.tally = tally
        self.given = 0
        self.titled = False
        self._ids: set[str] = set()
        self._details: dict[tuple[str, ...], tuple[Details, Tally]] = {}
        self._again: Counter[tuple[str, ...]] = Counter()
        """How often more the same details were met than counted in the tally."""
        self._met: dict[tuple[Layout, tuple[str, ...]], _Met] = {}

    def concepts(self, found: Found) -> list[Concept]:
        """The concepts, in order."""
        others = {
            "tree": iter([self.of_tree(root, line - 1) for root, line in found.trees]),
            "row": self._of_rows(found.rows),
        }
        drafts = {batch.layout: self._of_layout(batch) for batch in found.batches}
        return self.completed(
            map(next, (others[place] if isinstance(place, str) else drafts[place] for place in found.order))
        )

    def completed(self, drafts: Iterable[_Draft]) -> list[Concept]:
        """The concepts with ids that are taken once."""
        kept = list(drafts)
        names = self._new_ids([draft[0] for draft in kept])
        return built_concepts((name, *draft[1:]) for name, draft in zip(names, kept, strict=True))

    def _of_rows(self, rows: list[Row]) -> Iterator[_Draft]:
        """One after the other, but for their terms."""
        terms = Columns([], [], [], [])
        path = self.path
        for layout, _, said, lines in rows:
            terms.texts.extend(layout.words(said))
            terms.languages.extend(layout.languages)
            terms.places.extend([f"{path}:{line}" for line in lines])
            terms.details.extend(self._details_of_row(layout, layout.details(said)))
        made = iter(built(terms._replace(texts=list(plain_texts(terms.texts)))))
        for layout, given, said, lines in rows:
            mine = tuple(islice(made, len(lines)))
            if not layout.facts:
                yield given, mine, None, None, None
                continue
            facts = [
                Fact(category, plain(said[number]) if number >= 0 else "", of_language)
                for category, number, of_language in layout.facts
            ]
            yield self._draft(given, mine, facts)

    def _details_of_row(self, layout: Layout, said: tuple[str, ...]) -> list[Details]:
        if met := self._met.get((layout, said)):
            met.again += 1
            return met.details
        if len(self._met) > _MOST_DETAILS:
            self.settle()
            self._met.clear()
        texts = iter(said)
        keys: list[tuple[str, ...]] = []
        details: list[Details] = []
        for section in layout.sections:
            keys.append(tuple(part for category in section.categories for part in (category, next(texts))))
            details += [self._details_of(keys[-1])] * len(section.words)
        self._met[layout, said] = _Met(keys, details)
        return details

    def _of_layout(self, batch: Batch) -> Iterator[_Draft]:
        """All of one layout, column by column."""
        layout, count = batch.layout, len(batch.givens)
        said, lines = batch.said, iter(batch.lines)
        terms = Columns([], [], [], [])
        path = self.path
        for section in layout.sections:
            texts = [said[number] if number >= 0 else repeat("", count) for number in section.details]
            details = self._details_of_all(section.categories, texts, count)
            for number in section.words:
                terms.texts.extend(plain_texts(said[number]))
                terms.languages.extend(repeat(section.language, count))
                terms.places.extend([f"{path}:{line}" for line in next(lines)])
                terms.details.extend(details)
        made = built(terms)
        columns = [made[start : start + count] for start in range(0, len(made), count)]
        grouped: Iterable[tuple[Term, ...]] = zip(*columns, strict=True) if columns else repeat((), count)
        plain_said = [plain_texts(said[number]) if number >= 0 else [""] * count for _, number, _ in layout.facts]
        if (fields := self._fields_of(layout, plain_said, count)) is not None:
            return zip(batch.givens, grouped, *fields, strict=False)
        of_all = [
            [Fact(category, text, of_language) for text in texts]
            for (category, _, of_language), texts in zip(layout.facts, plain_said, strict=True)
        ]
        return map(self._draft, batch.givens, grouped, zip(*of_all, strict=True))

    def _fields_of(self, layout: Layout, said: list[Sequence[str]], count: int) -> list[Iterable[str | None]] | None:
        """Subjects, definitions and notes where the layout has one of each at most; None: look at each concept."""
        fields: dict[str, Iterable[str | None]] = {}
        dropped: list[str] = []
        for (category, _, of_language), texts in zip(layout.facts, said, strict=True):
            field = _field_of(category, of_language=of_language)
            if field in fields or field == "id":
                return None
            if field:
                fields[field] = texts if "" not in texts else [text or None for text in texts]
            else:
                dropped.append(category)
        for category in dropped:
            self.tally.drop(category, times=count)
        return [fields.get(field, repeat(None)) for field in ("subject", "definition", "note")]

    def _details_of_all(
        self, categories: tuple[str, ...], texts: Sequence[Iterable[str]], count: int
    ) -> Sequence[Details]:
        if not texts:
            return [self._details_of((), count)] * count
        rows = list(zip(*texts, strict=True))
        times = Counter(rows)
        made = {
            row: self._details_of(tuple(chain.from_iterable(zip(categories, row, strict=True))), again)
            for row, again in times.items()
        }
        return list(map(made.__getitem__, rows))

    def of_tree(self, element: Any, lines_before: int = 0) -> _Draft:
        """A `termEntry` or `conceptEntry`; a term that cannot be used becomes a problem."""
        facts: list[Fact] = []
        columns = Columns([], [], [], [])
        for fact in facts_of(element, self.path, lines_before, self.tally.problems):
            if isinstance(fact, Fact):
                facts.append(fact)
                continue
            details = self._details_of(fact.details)
            for word, line in fact.words:
                columns.texts.append(word)
                columns.languages.append(fact.language)
                columns.places.append(f"{self.path}:{line}")
                columns.details.append(details)
        return self._draft(element.get("id"), tuple(built(columns)), facts)

    def _draft(self, given: str | None, terms: tuple[Term, ...], facts: Iterable[Fact]) -> _Draft:
        subject = definition = None
        notes: list[str] = []
        for category, text, of_language in facts:
            field = _field_of(category, of_language=of_language)
            if field == "subject":
                subject = self._first(subject, text, category)
            elif field == "definition":
                kind = "definition in another language" if of_language else category
                definition = self._first(definition, text, kind)
            elif field == "note":
                notes.append(text)
            elif field == "id":
                given = given or text
            else:
                self.tally.drop(category)
        return given, terms, subject, definition, "\n".join(filter(None, notes)) or None

    def settle(self) -> None:
        """Count what was met again."""
        for met in self._met.values():
            for key in met.keys if met.again else ():
                self._again[key] += met.again
            met.again = 0
        for key, times in self._again.items():
            self.tally.add(self._details[key][1], times)
        self._again.clear()

    def _details_of(self, key: tuple[str, ...], times: int = 1) -> Details:
        """A term's fields from its categories and texts; what was met before is only counted."""
        if known := self._details.get(key):
            self._again[key] += times
            return known[0]
        if len(self._details) > _MOST_DETAILS:
            self.settle()
            self._met.clear()
            self._details.clear()
        tally = Tally()
        details: dict[str, Any] = {}
        for category, text in zip(key[::2], key[1::2], strict=True):
            _take(category, plain(text), details, tally)
        made = details_of(**details)
        self._details[key] = made, tally
        self.tally.add(tally, times)
        return made

    def _first(self, known: str | None, text: str, category: str) -> str | None:
        if known is None:
            return text or None
        if text and text != known:
            self.tally.drop(category, "a concept has room for one")
        return known

    def _new_ids(self, given: Sequence[str | None]) -> list[str]:
        wanted = [id_of_name(name) for name in given if name]
        if len(wanted) == len(given) == len(fresh := set(wanted)) and fresh.isdisjoint(self._ids):
            self._ids |= fresh
            return wanted
        return [self._id(name) for name in given]

    def _id(self, given: str | None) -> str:
        wanted = id_of_name(given) if given else f"concept-{len(self._ids) + 1}"
        name = fresh_id(wanted, self._ids) if wanted in self._ids else wanted
        if name != wanted:
            self.tally.change("id", "stood twice and got a number")
        self._ids.add(name)
        return name


def _field_of(category: str, *, of_language: bool) -> str | None:
    """Which field of a concept a category fills; None: it has none."""
    known = bare(category)
    if known in SUBJECT or known == "conceptid":
        return None if of_language else "subject" if known in SUBJECT else "id"
    return "definition" if known in DEFINITION else "note" if known in NOTE else None


def _take(category: str, value: str, details: dict[str, Any], tally: Tally) -> None:
    """Add to a term's fields what one element says."""
    name = bare(category)
    if name in NOTE:
        known = details.get("note")
        details["note"] = f"{known}\n{value}" if known else value or None
    elif name in PART:
        take_part_of_speech(value, details, tally)
    elif name in STATUS:
        forbidden = details.get("status") == "forbidden"
        take_status(value, details, tally)
        if forbidden:  # a mark beside it says so
            details["status"] = "forbidden"
    elif name in FORBIDDEN or name in CASE:
        if value.casefold() in YES:
            details |= {"status": "forbidden"} if name in FORBIDDEN else {"case": "exact"}
    elif name in GENDER:
        details["gender"] = value or None
    elif name == "source" and "origin" not in details:
        details["origin"] = value or None
    elif name in CLIENT:
        details["client"] = value or None
    elif category in EXTRA and value and EXTRA[category] not in dict(details.get("extra", ())):
        details["extra"] = tuple(sorted((*details.get("extra", ()), (EXTRA[category], value))))
    else:
        tally.drop(category)
