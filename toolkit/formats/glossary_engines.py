"""The dictionaries that translation engines take: DeepL, Google, Amazon, Microsoft. One small table says each custom.

They are obeyed to the letter, so that only right terms stand in them, each source wording once. Limits are the
vendors' own. Read back, all but DeepL's four columns are plain tables of two columns or more.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import InputError, Problem
from toolkit.formats.concept_ids import fresh_id, slug_of
from toolkit.formats.files import control_characters
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_csv import FORMAT as FLAT
from toolkit.formats.glossary_reports import ImportResult, Loss, Rendered, Tally
from toolkit.formats.language_names import code_of
from toolkit.formats.pairs import Pair, best, pairs_of, two_languages
from toolkit.formats.projection import Keeps
from toolkit.formats.rows import format_rows, quoted, read_records
from toolkit.formats.table_head import head_line, head_text, table_text
from toolkit.model.terms import Concept, Glossary, Term, primary_subtag

_ONLY_RIGHT: dict[str, dict[str, str | None]] = {"status": {"preferred": "preferred", "admitted": "preferred"}}


@dataclass(frozen=True, slots=True)
class Dictionary:
    """An engine's dictionary."""

    name: str
    delimiter: str = ","
    header: bool = False
    """Whether the first line holds the language codes."""
    four: bool = False
    """Whether each row ends with both language codes."""
    all_languages: bool = False
    """A column for each language and a row for each concept."""
    cell_bytes: int | None = None
    file_bytes: int | None = None
    suffixes: tuple[str, ...] = ()
    reads: bool = True
    writes: bool = True
    keeps_garble: bool = False
    is_enforced: bool = True
    keeps: Keeps = field(default_factory=lambda: Keeps(values=_ONLY_RIGHT))

    @property
    def loses(self) -> tuple[str, ...]:
        """All but pairs of right terms."""
        more = "synonyms" if self.all_languages else "synonyms, a source term's second meaning, other languages"
        return ("wrong wordings", more, *self.keeps.loses())

    def sniff(self, head: bytes, path: Path) -> bool:
        """DeepL's four columns show themselves; the others are tables like any other."""
        text = head_text(head)
        if text is None or not self.four:
            return False
        rows = _sample(text, _mark(text))
        return sum(len(row) == 4 and _codes(row) for row in rows) * 2 > len(rows)

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """Each row as a concept. Raises InputError."""
        return _read_four(path, self) if self.four else FLAT.read(path, languages)

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """The rows. Raises InputError where the languages are not clear or the file would be too big."""
        if self.all_languages:
            return _term_set(glossary, languages)
        source, target = two_languages(glossary, languages)
        pairs = pairs_of(glossary, source, target, one_a_source=True, fault=self._fault)
        rows = [(pair.source.text, pair.target.text) for pair in pairs.rows]
        table: list[tuple[str, ...]] = [(*row, source, target) if self.four else row for row in rows]
        if self.header:
            table.insert(0, (source, target))
        data = _table_text(table, self.delimiter).encode()
        if self.file_bytes is not None and len(data) > self.file_bytes:
            raise InputError(f"{glossary.name}: {len(data):,} bytes; {self.name} takes {self.file_bytes:,} at most.")
        return Rendered(data, pairs.concepts, 2 * len(rows), (*pairs.losses, *self.keeps.losses(pairs.written())))

    def _fault(self, pair: Pair) -> str | None:
        for term in (pair.source, pair.target):
            if control_characters(term.text) or "\n" in term.text or "\t" in term.text:
                return "a control character stands in the term"
            if "[" in term.text or "|" in term.text or " ... " in term.text:
                return "the term is a pattern ([optional], (a|b), ' ... '), which an engine would take literally"
            if self.cell_bytes is not None and len(term.text.encode()) > self.cell_bytes:
                return f"longer than {self.cell_bytes} bytes"
        return None


def _table_text(rows: list[tuple[str, ...]], delimiter: str) -> str:
    """With tabs, cells stand as they are, for a term holds no tab; with commas, quoted where they must be.

    A semicolon is quoted too: without a header, a reader would have to guess the separator.
    """
    if delimiter == "\t":
        return "".join("\t".join(row) + "\n" for row in rows)
    cells = ([quoted(cell, ";" if ";" in cell else ",") for cell in row] for row in rows)
    return "".join(",".join(row) + "\n" for row in cells)


def _term_set(glossary: Glossary, languages: Languages | None) -> Rendered:
    """Google's equivalent term set: the best term of each language, a row for each concept that has two."""
    tags: dict[str, str] = {}
    for language in languages or glossary.languages:
        tags.setdefault(primary_subtag(language), language)
    if len(tags) < 2:
        raise InputError(
            f"{glossary.name}: a term set needs two languages or more; say them, such as --languages zh,en."
        )
    rows, terms, left = [tuple(tags.values())], 0, 0
    total = sum(len(concept.terms) for concept in glossary.concepts)
    for concept in glossary.concepts:
        row = tuple(_plain(best(concept, tag)) for tag in tags.values())
        if sum(map(bool, row)) < 2:
            left += 1
            continue
        terms += sum(map(bool, row))
        rows.append(row)
    counts = (
        ("concepts", left, "no right and plain term in two of the languages"),
        ("synonyms, wrong wordings, other languages", total - terms, "one right term for each language"),
    )
    losses = tuple(Loss(what, count, why) for what, count, why in counts if count)
    return Rendered(format_rows(rows).encode(), len(rows) - 1, terms, losses)


def _plain(term: Term | None) -> str:
    if term is None or "[" in term.text or "|" in term.text or control_characters(term.text):
        return ""
    return " ".join(term.text.split())


def _mark(text: str) -> str:
    return "\t" if "\t" in head_line(text) else ","


def _sample(text: str, delimiter: str) -> list[list[str]]:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [row for row, _ in zip((row for row in rows if row), range(50), strict=False)]
    except csv.Error:
        return []


def _codes(row: list[str]) -> bool:
    return all(cell.strip() and (code_of(cell) or "").casefold() == cell.strip().casefold() for cell in row[2:])


def _read_four(path: Path, dictionary: Dictionary) -> ImportResult:
    tally = Tally()
    text = table_text(path, tally.problems)
    concepts: dict[str, Concept] = {}
    for line, cells in read_records(str(path), text, _mark(text), tally.problems):
        row = [cell.strip() for cell in cells]
        if not any(row):
            continue
        if len(row) != 4 or not all(row) or not _codes(row):
            message = "a row is source term, target term, source language, target language; none may be empty"
            tally.problems.append(Problem(str(path), line, message))
            continue
        place = f"{path}:{line}"
        name = fresh_id(slug_of(row[1]) or f"line-{line}", concepts)
        terms = (Term(row[0], row[2], place=place), Term(row[1], row[3], place=place))
        concepts[name] = Concept(name, terms, id_is_made=True)
    return tally.result(str(path), dictionary.name, path.stem, concepts.values())


_MEBIBYTES_10 = 10_485_760
AMAZON = Dictionary("amazon", header=True, file_bytes=_MEBIBYTES_10)
DEEPL = Dictionary("deepl", four=True, cell_bytes=1024, file_bytes=_MEBIBYTES_10)
GOOGLE = Dictionary("google", all_languages=True, header=True)
GOOGLE_PAIRS = Dictionary("google-pairs", file_bytes=_MEBIBYTES_10)
MICROSOFT = Dictionary("microsoft", delimiter="\t")
