"""MultiTerm XML (`mtf`), read: conceptGrp, languageGrp, termGrp. Fields are named by their owners, so by many names.

UTF-16 is as usual there as UTF-8; the XML declaration decides. Files of the `.sdltb` data base are not read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from toolkit.errors import InputError, Problem
from toolkit.formats.concept_ids import fresh_id
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_reports import ImportResult, Rendered, Tally
from toolkit.formats.language_names import code_of
from toolkit.formats.term_rows import language_fault
from toolkit.formats.term_words import gender_of, take_part_of_speech, take_status
from toolkit.formats.xml_stream import elements, local, root_name, text_of
from toolkit.model.terms import Concept, Glossary, Term

_FIELDS = {
    "status": "status termstatus usagestatus approvalstatus usage verwendung",
    "part_of_speech": "partofspeech wordclass pos wortart",
    "gender": "gender genus grammaticalgender",
    "definition": "definition",
    "subject": "subject subjectfield domain sachgebiet",
    "note": "note notes comment remark kommentar anmerkung usagenote",
    "origin": "source quelle",
    "client": "client customer kunde",
    "context": "context example kontext",
}
_MEANING = {name: field for field, names in _FIELDS.items() for name in names.split()}
_OF_CONCEPT = frozenset({"definition", "subject", "note"})


class MultiTerm:
    """The format `multiterm`."""

    name = "multiterm"
    suffixes: tuple[str, ...] = ()
    reads = True
    writes = keeps_garble = False
    is_enforced = False
    loses: tuple[str, ...] = ()

    def sniff(self, head: bytes, path: Path) -> bool:
        """By the first element."""
        return root_name(head) == "mtf"

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """Every concept and term. Raises InputError where it is no safe XML."""
        tally = Tally()
        taken: set[str] = set()
        concepts = [_concept(element, str(path), taken, tally) for element in elements(path, ("conceptGrp",))]
        return tally.result(str(path), self.name, path.name.partition(".")[0], concepts)

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """Raises InputError: this format is read only."""
        raise InputError("multiterm: this format is read, not written.")


FORMAT = MultiTerm()


def _concept(element: Any, path: str, taken: set[str], tally: Tally) -> Concept:
    name: str | None = None
    details: dict[str, Any] = {}
    terms: list[Term] = []
    for child in element:
        match local(child):
            case "concept":
                name = text_of(child) or None
            case "languageGrp":
                _language(child, path, terms, details, tally)
            case "descripGrp":
                _field(child, details, tally)
            case "transacGrp" | "system":
                tally.drop("transactions")
            case other:
                tally.drop(other)
    name = name or f"concept-{len(taken) + 1}"
    fresh = fresh_id(name, taken)
    if fresh != name:
        tally.change("id", "stood twice and got a number")
    taken.add(fresh)
    for lost in details.keys() - _OF_CONCEPT:
        tally.drop(f"{lost} of a concept")
    return Concept(fresh, tuple(terms), details.get("subject"), details.get("definition"), details.get("note"))


def _language(group: Any, path: str, terms: list[Term], concept: dict[str, Any], tally: Tally) -> None:
    language = ""
    for child in group:
        match local(child):
            case "language":
                said = child.get("type") or ""
                language = child.get("lang") or code_of(said) or said
            case "termGrp":
                _term(child, path, language, terms, tally)
            case "descripGrp":
                _field(child, concept, tally)
            case "transacGrp":
                tally.drop("transactions")
            case other:
                tally.drop(other)


def _term(group: Any, path: str, language: str, terms: list[Term], tally: Tally) -> None:
    details: dict[str, Any] = {}
    text, line = "", group.sourceline
    for child in group:
        match local(child):
            case "term":
                text, line = text_of(child), child.sourceline
            case "descripGrp":
                _field(child, details, tally)
            case "transacGrp":
                tally.drop("transactions")
            case other:
                tally.drop(other)
    fault = language_fault(language)
    if fault or not text:
        message = f"a term stands in a languageGrp without a usable lang: {fault}" if fault else "the term is empty"
        tally.problems.append(Problem(path, line, message, severity="error" if fault else "warning"))
        return
    for lost in details.keys() & {"definition", "subject"}:
        tally.drop(f"{lost} of a term")
        del details[lost]
    if context := details.pop("context", None):
        details["extra"] = (("context", context),)
    terms.append(Term(text, language, place=f"{path}:{line}", **details))


def _field(group: Any, details: dict[str, Any], tally: Tally) -> None:
    """A descripGrp: its descrip is the field; what stands below it belongs to the field and has no place."""
    for child in group:
        kind = local(child)
        if kind != "descrip":
            tally.drop("transactions" if kind == "transacGrp" else f"{kind} of a field")
            continue
        name, value = child.get("type") or "descrip", text_of(child)
        meaning = _MEANING.get("".join(name.casefold().split()).replace("_", ""))
        if meaning is None or meaning in details or not value:
            tally.drop(name)
        elif meaning == "status":
            take_status(value, details, tally)
        elif meaning == "part_of_speech":
            take_part_of_speech(value, details, tally)
        else:
            details[meaning] = gender_of(value) if meaning == "gender" else value
