"""UTX, both ways: a header of comments, then source TAB target TAB part of speech and more. Versions 1.0 to 1.20.

The header names the languages (`#UTX 1.20; en-US/ja-JP; ...`), its last line the columns. Real files end the first
line with a semicolon or without, and lines with LF or CR LF. A row without a concept id is a concept of its own.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from toolkit.errors import InputError, Problem
from toolkit.formats.concept_ids import fresh_id, slug_of
from toolkit.formats.files import lines
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_reports import ImportResult, Loss, Rendered, Tally
from toolkit.formats.pairs import two_languages
from toolkit.formats.projection import Keeps
from toolkit.formats.table_head import head_text, table_text
from toolkit.formats.term_words import part_of_speech_of, status_of
from toolkit.model.terms import SATISFYING, Concept, Glossary, Status, Term, same_language

_PAIR = re.compile(r"\b([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)/([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)\b")
_LICENCE = re.compile(r"licen[sc]e:\s*([^;/]+)", re.IGNORECASE)
_STATUS: dict[Status, str] = {
    "preferred": "approved",
    "admitted": "non-standard",
    "deprecated": "forbidden",
    "forbidden": "forbidden",
    "garble": "forbidden",
}
_PARTS = {
    "noun": "noun",
    "count": "noun",
    "mod": "noun",
    "name": "properNoun",
    "verb": "verb",
    "adjective": "adjective",
    "adverb": "adverb",
    "phrase": "sentence",
}
_PARTS_BACK = {"noun": "noun", "properNoun": "name", "sentence": "phrase"}
KEEPS = Keeps(
    term=frozenset({"part_of_speech"}),
    concept=frozenset({"id", "note"}),
    values={
        "status": {ours: status_of(theirs) for ours, theirs in _STATUS.items()},
        "part_of_speech": {ours: _PARTS_BACK.get(theirs, theirs) for ours, theirs in _PARTS.items()},
    },
)
_COLUMNS = ("src", "tgt", "src:pos", "tgt:pos", "term status", "concept ID", "comment")


class Utx:
    """The format `utx`."""

    name = "utx"
    suffixes = (".utx",)
    reads = writes = True
    keeps_garble = False
    is_enforced = False
    keeps = KEEPS
    loses = ("other languages than two", "admitted source terms (approved instead)", *KEEPS.loses())

    def sniff(self, head: bytes, path: Path) -> bool:
        """By the first word."""
        text = head_text(head)
        return text is not None and text.lstrip().upper().startswith("#UTX")

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """Every row. Raises InputError where neither the header nor the caller names the languages."""
        return _Reader(path, languages).result()

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """Each source term with each target term of its concept. Raises InputError where languages are not clear."""
        return _render(glossary, languages)


FORMAT = Utx()


class _Reader:
    """One reading: the header's columns, the concepts so far."""

    def __init__(self, path: Path, languages: Languages | None):
        self.path = path
        self.tally = Tally()
        self.columns: tuple[str, ...] = ("src", "tgt", "src:pos")
        self.languages = tuple(languages or ())[:2]
        self.licence: str | None = None
        self.concepts: dict[str, Concept] = {}

    def result(self) -> ImportResult:
        for line in lines(table_text(self.path, self.tally.problems)):
            if line.text.startswith("#"):
                self._header(line.text[1:])
            elif line.text.strip():
                self._row(line.number, [cell.strip() for cell in line.text.split("\t")])
        name, concepts = self.path.stem, self.concepts.values()
        return self.tally.result(str(self.path), "utx", name, concepts, self.languages, licence=self.licence)

    def _header(self, text: str) -> None:
        cells = [cell.strip() for cell in text.split("\t")]
        if cells[0].casefold() == "src":
            self.columns = tuple(cell.casefold() for cell in cells)
            if self.columns[1:2] != ("tgt",):
                raise InputError(f"{self.path}: the line of columns begins with #src, a tab and tgt; mend it there.")
        elif text.upper().startswith("UTX"):
            if not self.languages and (found := _PAIR.search(text)):
                self.languages = (found.group(1), found.group(2))
            if found := _LICENCE.search(text):
                self.licence = found.group(1).strip()

    def _row(self, number: int, cells: list[str]) -> None:
        if len(self.languages) < 2:
            raise InputError(
                f"{self.path}:1: the header names no languages (en-US/ja-JP); say them: --languages zh,en."
            )
        if len(cells) < 2 or not all(cells[:2]):
            message = "a row has a source and a target term with a tab between them"
            self.tally.problems.append(Problem(str(self.path), number, message))
            return
        named = {c: v for c, v in zip(self.columns, cells, strict=False) if v}
        place = f"{self.path}:{number}"
        source = Term(named["src"], self.languages[0], place=place, **self._part(named.get("src:pos")))
        target = Term(
            named["tgt"], self.languages[1], place=place, **self._part(named.get("tgt:pos")), **self._status(named)
        )
        for column in named.keys() - {"src", "tgt", "src:pos", "tgt:pos", "term status", "concept id", "comment"}:
            self.tally.drop(column)
        given = named.get("concept id")
        if given is not None and given in self.concepts:
            known = self.concepts[given]
            new = [term for term in (source, target) if term not in known.terms]
            self.concepts[given] = Concept(given, (*known.terms, *new), note=known.note or named.get("comment"))
            return
        name = given or fresh_id(slug_of(target.text) or f"line-{number}", self.concepts)
        self.concepts[name] = Concept(name, (source, target), note=named.get("comment"), id_is_made=not given)

    def _part(self, word: str | None) -> dict[str, Any]:
        part = part_of_speech_of(word) if word else None
        if word and part is None:
            self.tally.drop(f"part of speech '{word}'", "no counterpart here")
        return {"part_of_speech": part}

    def _status(self, named: dict[str, str]) -> dict[str, Any]:
        word = named.get("term status")
        if word is None:
            return {}
        status = status_of(word)
        if status is None:
            return {"approval": "proposed"} if word.casefold() == "provisional" else {}
        return {"status": status}


def _render(glossary: Glossary, languages: Languages | None) -> Rendered:
    source, target = two_languages(glossary, languages)
    licence = f"; license: {glossary.licence}" if glossary.licence else ""
    head = [f"#UTX 1.20; {source}/{target}{_cell(licence)};", "#" + "\t".join(_COLUMNS)]
    rows: list[str] = []
    written: list[Concept] = []
    left = elsewhere = folded = wrong_sources = 0
    for concept in glossary.concepts:
        sources = concept.in_language(source, SATISFYING)
        targets = [term for term in concept.terms if same_language(term.language, target)]
        usable = [term for term in sources if not term.text.startswith("#")]
        elsewhere += sum(not any(same_language(t.language, one) for one in (source, target)) for t in concept.terms)
        wrong_sources += sum(same_language(t.language, source) for t in concept.terms) - len(usable)
        if not usable or not targets:
            left += 1
            continue
        written.append(Concept(concept.id, (*usable, *targets), concept.subject, concept.definition, concept.note))
        for one in usable:
            for other in targets:
                parts = (_PARTS.get(term.part_of_speech or "", "") for term in (one, other))
                cells = [one.text, other.text, *parts, _STATUS[other.status], concept.id, concept.note or ""]
                folded += sum(cell != _cell(cell) for cell in cells)
                rows.append("\t".join(map(_cell, cells)))
    counts = (
        ("concepts", left, "no right source term with a target term"),
        ("terms of other languages", elsewhere, "the format has two"),
        ("wrong source terms", wrong_sources, "the format has a status for the target term only"),
        ("tabs and line breaks", folded, "written as blanks"),
    )
    losses = [Loss(what, count, why) for what, count, why in counts if count]
    terms = sum(len(concept.terms) for concept in written)
    text = "\n".join([*head, *rows, ""])
    kept = Glossary(glossary.name, tuple(written), policy=glossary.policy)
    return Rendered(text.encode(), len(written), terms, (*losses, *KEEPS.losses(kept)))


def _cell(text: str) -> str:
    return " ".join(text.split())
