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
from toolkit.formats.tbx_scan import Fact, Facts, Odd, Scanned, TermFacts, plain, scanned, title_of
from toolkit.formats.term_columns import Details, built, details_of
from toolkit.formats.term_rows import language_fault
from toolkit.formats.term_words import take_part_of_speech, take_status
from toolkit.formats.xml_blocks import Head, Unfit, blocks
from toolkit.formats.xml_names import id_of_name
from toolkit.formats.xml_stream import LANGUAGE, elements, local, parsed, text_of
from toolkit.model.terms import Concept

_MOST_DETAILS = 16384


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
    namespaces = ""
    for block in blocks(path, CONCEPTS):
        if isinstance(block, Head):
            namespaces = block.namespaces
            if name := title_of(block.text):
                title(name)
        else:
            yield from reader.concepts(scanned(block), namespaces)


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
            facts = reader.facts_of(element)
            yield from reader.concepts([Scanned(element.get("id"), facts)], "")


class _Draft(NamedTuple):
    """A concept before its terms are made."""

    id: str
    terms: int
    """How many."""
    subject: str | None
    definition: str | None
    note: str | None


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

    def concepts(self, found: Iterable[Scanned | Odd], namespaces: str) -> Iterator[Concept]:
        """The concepts of these facts, in order; odd ones are read as trees. Raises Unfit for one that is no tree."""
        drafts: list[_Draft] = []
        rows: list[tuple[str, str, str | None, Details]] = []
        for one in found:
            if isinstance(one, Odd):
                root = parsed(f"<x{namespaces}>{one.raw}</x>")
                if root is None or len(root) != 1:
                    raise Unfit
                one = Scanned(root[0].get("id"), self.facts_of(root[0], one.line - 1))
            drafts.append(self._draft(one, rows))
        terms = built(rows)
        start = 0
        for name, count, subject, definition, note in drafts:
            yield Concept(name, tuple(terms[start : start + count]), subject, definition, note)
            start += count

    def _draft(self, one: Scanned, rows: list[tuple[str, str, str | None, Details]]) -> _Draft:
        subject = definition = None
        given, before, path = one.given, len(rows), self.path
        notes: list[str] = []
        for fact in one.facts:
            if isinstance(fact, TermFacts):
                language, words, key = fact
                details = self._details_of(key)
                for word, line in words:
                    rows.append((word, language, f"{path}:{line}", details))
                continue
            category, text, of_language = fact
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
        return _Draft(self._id(given), len(rows) - before, subject, definition, "\n".join(filter(None, notes)) or None)

    def settle(self) -> None:
        """Count what was met again."""
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

    def facts_of(self, element: Any, lines_before: int = 0) -> Facts:
        """The facts of a `termEntry` or `conceptEntry`; a term that cannot be used becomes a problem."""
        facts: Facts = []
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

    def _term(self, group: Any, language: str, lines_before: int) -> TermFacts:
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
        return TermFacts(language, words, tuple(details))


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
