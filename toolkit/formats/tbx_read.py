"""TBX of every kind, concept by concept: v2 (`martif`, tig and ntig), v3 (`tbx`, both styles), the old TBX-Min.

The kinds differ in names only. A data category is the `type` attribute of an element such as `termNote` (style DCA
and v2) or the element's own name (style DCT and TBX-Min), so that one reader takes them all, mixtures too.
What has a place in our nouns is kept, all else is counted by its category. ISO 30042:2008 and :2019.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from toolkit.errors import Problem
from toolkit.formats.concept_ids import fresh_id
from toolkit.formats.glossary_reports import ImportResult, Tally
from toolkit.formats.term_rows import language_fault
from toolkit.formats.term_words import take_part_of_speech, take_status
from toolkit.formats.xml_names import id_of_name
from toolkit.formats.xml_stream import LANGUAGE, elements, local, text_of
from toolkit.model.terms import Concept, Term

CONCEPTS = ("termEntry", "conceptEntry")
_LANGUAGES = frozenset({"langSet", "langSec"})
_TERMS = frozenset({"tig", "ntig", "termSec"})
_GROUPS = frozenset({"descripGrp", "adminGrp", "termGrp", "termNoteGrp", "noteGrp", "ntig", "tig"})
_TYPED = frozenset({"descrip", "descripNote", "termNote", "admin", "adminNote"})
_TRANSACTIONS = frozenset({"transacGrp", "transac", "transacNote", "date"})

STATUS = frozenset({"administrativeStatus", "normativeAuthorization", "termStatus", "status", "Status", "usageStatus"})
_GENDER = frozenset({"grammaticalGender", "gender"})
_NOTE = frozenset({"note", "Usage note", "usageNote", "Comment", "comment", "remark"})
_CLIENT = frozenset({"customerSubset", "customer"})
EXTRA = {"termType": "term_type", "context": "context", "geographicalUsage": "geographical_usage"}
"""Categories of TBX-Basic without a field of ours: kept as columns of their own and written back."""


def read_tbx(path: Path, format_name: str) -> ImportResult:
    """The whole file as a glossary. Raises InputError where it is no safe XML."""
    tally = Tally()
    title: list[str] = []
    concepts = list(concepts_of(path, tally, title.append))
    return tally.result(str(path), format_name, title[0] if title else path.name.partition(".")[0], concepts)


def concepts_of(path: Path, tally: Tally, title: Callable[[str], object] = lambda _: None) -> Iterator[Concept]:
    """One concept after the other, in the memory of one; `title` is called with the term base's own name."""
    reader = _Reader(str(path), tally)
    for element in elements(path, (*CONCEPTS, "title")):
        if local(element) == "title":
            if name := text_of(element):
                title(name)
        else:
            yield reader.concept(element)


class _Reader:
    """The state of one reading: which ids are taken, which words are known."""

    def __init__(self, path: str, tally: Tally):
        self.path = path
        self.tally = tally
        self.ids: set[str] = set()

    def concept(self, element: Any) -> Concept:
        """A `termEntry` or `conceptEntry` with all languages."""
        subject = definition = given = None
        notes: list[str] = []
        terms: list[Term] = []
        for category, leaf in _leaves(element, self.tally):
            if category in _LANGUAGES:
                definition = self._language(leaf, terms, definition, notes)
            elif category == "subjectField":
                subject = self._first(subject, leaf, category)
            elif category == "definition":
                definition = self._first(definition, leaf, category)
            elif category in _NOTE:
                notes.append(_note(leaf))
            elif category == "conceptId":
                given = text_of(leaf)
            else:
                self.tally.drop(category)
        name = self._id(element.get("id") or given)
        note = "\n".join(filter(None, notes)) or None
        return Concept(name, tuple(terms), subject, definition, note)

    def _language(self, section: Any, terms: list[Term], definition: str | None, notes: list[str]) -> str | None:
        language = section.get(LANGUAGE) or section.get("lang") or ""
        fault = language_fault(language)
        for category, leaf in _leaves(section, self.tally, into=_TERMS):
            if category in _TERMS:
                if fault:
                    where = f"a term stands in a {local(section)} without a usable xml:lang: {fault}"
                    self.tally.problems.append(Problem(self.path, leaf.sourceline, where))
                else:
                    self._term(leaf, language, terms)
            elif category == "definition":
                definition = self._first(definition, leaf, "definition in another language")
            elif category in _NOTE:
                notes.append(_note(leaf))
            else:
                self.tally.drop(category)
        return definition

    def _term(self, group: Any, language: str, terms: list[Term]) -> None:
        details: dict[str, Any] = {}
        texts: list[Any] = []
        for category, leaf in _leaves(group, self.tally):
            if category == "term":
                texts.append(leaf)
            else:
                self._detail(category, leaf, details)
        for leaf in texts:
            text, line = text_of(leaf), leaf.sourceline
            if text:
                terms.append(Term(text, language, place=f"{self.path}:{line}", **details))
            else:
                message = "the term is empty; write it or delete the entry"
                self.tally.problems.append(Problem(self.path, line, message, severity="warning"))

    def _detail(self, category: str, leaf: Any, details: dict[str, Any]) -> None:
        """Add to a term's fields what one element says."""
        if category in _NOTE:
            known = details.get("note")
            details["note"] = f"{known}\n{_note(leaf)}" if known else _note(leaf) or None
            return
        value = text_of(leaf)
        if category == "partOfSpeech":
            take_part_of_speech(value, details, self.tally)
        elif category in STATUS:
            take_status(value, details, self.tally)
        elif category in _GENDER:
            details["gender"] = value or None
        elif category == "source" and "origin" not in details:
            details["origin"] = value or None
        elif category in _CLIENT:
            details["client"] = value or None
        elif category in EXTRA and value and EXTRA[category] not in dict(details.get("extra", ())):
            details["extra"] = tuple(sorted((*details.get("extra", ()), (EXTRA[category], value))))
        else:
            self.tally.drop(category)

    def _first(self, known: str | None, leaf: Any, category: str) -> str | None:
        text = text_of(leaf) or None
        if known is None:
            return text
        if text is not None and text != known:
            self.tally.drop(category, "a concept has room for one")
        return known

    def _id(self, given: str | None) -> str:
        wanted = id_of_name(given) if given else f"concept-{len(self.ids) + 1}"
        name = fresh_id(wanted, self.ids)
        if name != wanted:
            self.tally.change("id", "stood twice and got a number")
        self.ids.add(name)
        return name


def _leaves(element: Any, tally: Tally, into: frozenset[str] = frozenset()) -> list[tuple[str, Any]]:
    """The data categories below an element, groups opened; those named in `into` are given as they are."""
    found: list[tuple[str, Any]] = []
    for child in element:
        name = local(child)
        if name in into:
            found.append((name, child))
        elif name in _GROUPS:
            found += _leaves(child, tally, into)
        elif name in _TYPED:
            found.append((child.get("type") or name, child))
        elif name in _TRANSACTIONS:
            tally.drop("transactions")
        elif name in ("ref", "xref"):
            tally.drop("cross-references")
        elif name:
            found.append((name, child))
    return found


def _note(leaf: Any) -> str:
    """The note; in the old TBX-Min it is a key and a value."""
    pair = [text_of(child) for child in leaf if local(child) in ("noteKey", "noteValue")]
    return ": ".join(filter(None, pair)) if pair else text_of(leaf)
