"""TBX of every kind, concept by concept: v2 (`martif`, tig and ntig), v3 (`tbx`, both styles), the old TBX-Min.

The kinds differ in names only. A data category is the `type` attribute of an element such as `termNote` (style DCA
and v2) or the element's own name (style DCT and TBX-Min), so that one reader takes them all, mixtures too.
What has a place in our nouns is kept, all else is counted by its category. ISO 30042:2008 and :2019.

Plain concepts come from the text (`toolkit.formats.tbx_scan`), the others from a tree; the facts of both mean the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.errors import Problem
from toolkit.formats.concept_ids import fresh_id
from toolkit.formats.glossary_reports import ImportResult, Tally
from toolkit.formats.tbx_names import (
    CLIENT,
    CONCEPTS,
    EXTRA,
    GENDER,
    GROUPS,
    LANGUAGES,
    NOTE,
    STATUS,
    TERMS,
    TYPED,
    UNREAD,
)
from toolkit.formats.tbx_scan import Layout, Layouts, Odd, Scanned, plain, scanned, title_of
from toolkit.formats.term_columns import Columns, Details, built, details_of
from toolkit.formats.term_rows import language_fault
from toolkit.formats.term_words import take_part_of_speech, take_status
from toolkit.formats.xml_blocks import Head, Unfit, blocks
from toolkit.formats.xml_names import id_of_name
from toolkit.formats.xml_stream import LANGUAGE, elements, local, parsed, text_of
from toolkit.model.terms import Concept

_MOST_DETAILS = 16384
_MOST_FRESH = 64


def read_tbx(path: Path, format_name: str) -> ImportResult:
    """The whole file as a glossary. Raises InputError where it is no safe XML."""
    tally = Tally()
    title: list[str] = []
    concepts = list(concepts_of(path, tally, title.append))
    return tally.result(str(path), format_name, title[0] if title else path.name.partition(".")[0], concepts)


def concepts_of(
    path: Path, tally: Tally, title: Callable[[str], object] = lambda _: None, *, trees: bool = False
) -> Iterator[Concept]:
    """One concept after the other, in the memory of some hundred; `title` is called with the term base's own name.

    `trees` reads every concept as a tree, which takes five times as long. Raises InputError where it is no safe XML.
    """
    reader = _Reader(str(path), tally)
    try:
        if trees:
            raise Unfit
        for concept in _from_text(path, reader, title):
            reader.given += 1
            yield concept
    except Unfit:
        yield from _from_trees(path, reader, title)
    finally:
        reader.settle()


def _from_text(path: Path, reader: _Reader, title: Callable[[str], object]) -> Iterator[Concept]:
    """Raises Unfit where the rest of the file must be read as trees."""
    namespaces, layouts = "", Layouts()
    for block in blocks(path, CONCEPTS):
        if isinstance(block, Head):
            namespaces = block.namespaces
            if name := title_of(block.text):
                title(name)
        else:
            yield from reader.concepts(scanned(block, layouts), namespaces)
            if layouts.fresh > _MOST_FRESH and layouts.fresh * 2 > reader.given:
                raise Unfit  # nearly every concept is laid out in its own way: trees are as fast


def _from_trees(path: Path, reader: _Reader, title: Callable[[str], object]) -> Iterator[Concept]:
    """Those that were not given yet."""
    given = reader.given
    for element in elements(path, (*CONCEPTS, "title")):
        if local(element) == "title":
            if not reader.given and (name := text_of(element)):
                title(name)
        elif given:
            given -= 1
        else:
            columns = Columns([], [], [], [])
            yield from completed([reader.of_tree(element, columns)], columns)


class Fact(NamedTuple):
    """A data category of a concept, or of all terms of one language."""

    category: str
    text: str
    of_language: bool


class _TermFacts(NamedTuple):
    """A term section of a tree."""

    language: str
    words: list[tuple[str, int]]
    """Each with its line."""
    details: tuple[str, ...]
    """Category, text, category, text."""


class _Draft(NamedTuple):
    """A concept before its terms are made."""

    id: str
    terms: int
    """How many."""
    subject: str | None
    definition: str | None
    note: str | None


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
        self._ids: set[str] = set()
        self._details: dict[tuple[str, ...], tuple[Details, Tally]] = {}
        self._again: Counter[tuple[str, ...]] = Counter()
        """How often more the same details were met than counted in the tally."""
        self._met: dict[tuple[Layout, tuple[str, ...]], _Met] = {}

    def concepts(self, found: Iterable[Scanned | Odd], namespaces: str) -> Iterator[Concept]:
        """The concepts, in order; odd ones are read as trees. Raises Unfit for one that is no tree."""
        columns = Columns([], [], [], [])
        drafts: list[_Draft] = []
        for one in found:
            if isinstance(one, Scanned):
                drafts.append(self._of_layout(one, columns))
                continue
            root = parsed(f"<x{namespaces}>{one.raw}</x>")
            if root is None or len(root) != 1:
                raise Unfit
            drafts.append(self.of_tree(root[0], columns, one.line - 1))
        yield from completed(drafts, columns)

    def _of_layout(self, one: Scanned, columns: Columns) -> _Draft:
        given, layout, texts, words, lines = one
        facts = [
            Fact(category, plain(texts[number]) if number >= 0 else "", of_language)
            for category, number, of_language in layout.facts
        ]
        columns.texts.extend(words)
        columns.languages.extend(layout.languages)
        path = self.path
        columns.places.extend([f"{path}:{line}" for line in lines])
        columns.details.extend(self._details_of_all(layout, layout.details(texts)))
        return self._draft(given, facts, len(layout.languages))

    def _details_of_all(self, layout: Layout, said: tuple[str, ...]) -> list[Details]:
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

    def of_tree(self, element: Any, columns: Columns, lines_before: int = 0) -> _Draft:
        """A `termEntry` or `conceptEntry`; a term that cannot be used becomes a problem."""
        facts: list[Fact] = []
        before = len(columns.texts)
        for fact in self._facts_of(element, lines_before):
            if isinstance(fact, Fact):
                facts.append(fact)
                continue
            details = self._details_of(fact.details)
            for word, line in fact.words:
                columns.texts.append(word)
                columns.languages.append(fact.language)
                columns.places.append(f"{self.path}:{line}")
                columns.details.append(details)
        return self._draft(element.get("id"), facts, len(columns.texts) - before)

    def _draft(self, given: str | None, facts: list[Fact], terms: int) -> _Draft:
        subject = definition = None
        notes: list[str] = []
        for category, text, of_language in facts:
            if category == "subjectField" and not of_language:
                subject = self._first(subject, text, category)
            elif category == "definition":
                kind = "definition in another language" if of_language else category
                definition = self._first(definition, text, kind)
            elif category in NOTE:
                notes.append(text)
            elif category == "conceptId" and not of_language:
                given = given or text
            else:
                self.tally.drop(category)
        return _Draft(self._id(given), terms, subject, definition, "\n".join(filter(None, notes)) or None)

    def settle(self) -> None:
        """Count what was met again."""
        for met in self._met.values():
            for key in met.keys if met.again else ():
                self._again[key] += met.again
            met.again = 0
        for key, times in self._again.items():
            self.tally.add(self._details[key][1], times)
        self._again.clear()

    def _details_of(self, key: tuple[str, ...]) -> Details:
        """A term's fields from its categories and texts; what was met before is only counted."""
        if known := self._details.get(key):
            self._again[key] += 1
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
        self.tally.add(tally)
        return made

    def _first(self, known: str | None, text: str, category: str) -> str | None:
        if known is None:
            return text or None
        if text and text != known:
            self.tally.drop(category, "a concept has room for one")
        return known

    def _id(self, given: str | None) -> str:
        wanted = id_of_name(given) if given else f"concept-{len(self._ids) + 1}"
        name = fresh_id(wanted, self._ids) if wanted in self._ids else wanted
        if name != wanted:
            self.tally.change("id", "stood twice and got a number")
        self._ids.add(name)
        return name

    def _facts_of(self, element: Any, lines_before: int) -> list[Fact | _TermFacts]:
        facts: list[Fact | _TermFacts] = []
        for category, leaf in _leaves(element):
            if category not in LANGUAGES:
                facts.append(Fact(category, _said(category, leaf), of_language=False))
                continue
            language = leaf.get(LANGUAGE) or leaf.get("lang") or ""
            fault = language_fault(language)
            for inner, part in _leaves(leaf, into=TERMS):
                if inner not in TERMS:
                    facts.append(Fact(inner, _said(inner, part), of_language=True))
                elif fault:
                    where = f"a term stands in a {local(leaf)} without a usable xml:lang: {fault}"
                    self.tally.problems.append(Problem(self.path, part.sourceline + lines_before, where))
                else:
                    facts.append(self._term(part, language, lines_before))
        return facts

    def _term(self, group: Any, language: str, lines_before: int) -> _TermFacts:
        words: list[tuple[str, int]] = []
        details: list[str] = []
        for category, leaf in _leaves(group):
            if category != "term":
                details += (category, _written(_said(category, leaf)))
                continue
            text, line = text_of(leaf), leaf.sourceline + lines_before
            if text:
                words.append((text, line))
            else:
                message = "the term is empty; write it or delete the entry"
                self.tally.problems.append(Problem(self.path, line, message, severity="warning"))
        return _TermFacts(language, words, tuple(details))


def completed(drafts: list[_Draft], columns: Columns) -> Iterator[Concept]:
    """The concepts with their terms."""
    terms = built(columns)
    start = 0
    for name, count, subject, definition, note in drafts:
        yield Concept(name, tuple(terms[start : start + count]), subject, definition, note)
        start += count


def _take(category: str, value: str, details: dict[str, Any], tally: Tally) -> None:
    """Add to a term's fields what one element says."""
    if category in NOTE:
        known = details.get("note")
        details["note"] = f"{known}\n{value}" if known else value or None
    elif category == "partOfSpeech":
        take_part_of_speech(value, details, tally)
    elif category in STATUS:
        take_status(value, details, tally)
    elif category in GENDER:
        details["gender"] = value or None
    elif category == "source" and "origin" not in details:
        details["origin"] = value or None
    elif category in CLIENT:
        details["client"] = value or None
    elif category in EXTRA and value and EXTRA[category] not in dict(details.get("extra", ())):
        details["extra"] = tuple(sorted((*details.get("extra", ()), (EXTRA[category], value))))
    else:
        tally.drop(category)


def _leaves(element: Any, into: frozenset[str] = frozenset()) -> list[tuple[str, Any]]:
    """The data categories below an element, groups opened; those named in `into` are given as they are."""
    found: list[tuple[str, Any]] = []
    for child in element:
        name = local(child)
        if name in into:
            found.append((name, child))
        elif name in GROUPS:
            found += _leaves(child, into)
        elif name in TYPED:
            found.append((child.get("type") or name, child))
        elif name:
            found.append((UNREAD.get(name, name), child))
    return found


def _said(category: str, leaf: Any) -> str:
    """The text; a note of the old TBX-Min is a key and a value."""
    if category in NOTE:
        pair = [text_of(child) for child in leaf if local(child) in ("noteKey", "noteValue")]
        if pair:
            return ": ".join(filter(None, pair))
    return text_of(leaf)


def _written(text: str) -> str:
    """As it would stand in the file, as the details of a term are kept."""
    return text.replace("&", "&amp;")
