"""Tables of terms whose header follows a tool's own custom: what a column means, and rows as concepts.

A dialect is data (`Dialect`); the custom of each tool stands in `toolkit.formats.glossary_dialects`. One reader
serves them all, for text files and workbooks. Unlike our own tables these were made by other people's software:
short rows are filled up, unknown columns are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.errors import InputError, Problem
from toolkit.formats.concept_ids import fresh_id, slug_of
from toolkit.formats.glossary_csv import code_of
from toolkit.formats.glossary_reports import ImportResult, Tally
from toolkit.formats.term_rows import language_fault, own_column
from toolkit.formats.term_words import NO, YES, take_part_of_speech, take_status
from toolkit.model.terms import Concept, Term

Records = Sequence[tuple[int, list[str]]]
"""Each row with the line that it begins at."""


class Dialect(NamedTuple):
    """How a tool writes its tables. All names without regard to capitals."""

    name: str
    marks: frozenset[str]
    """Columns that such a table has, all of them: how it is told from others."""
    columns: Mapping[str, str]
    """Column -> what it means (see `_MEANINGS`); a language code is a column of terms."""
    after: Mapping[str, str] = {}
    """Columns that belong to the language column before them."""
    endings: Mapping[str, str] = {}
    """Endings of columns that begin with a language code: `de_description`."""
    without: frozenset[str] = frozenset()
    """Columns that such a table never has."""
    terms_by_row: bool = False
    """Whether each row is one term and rows of one id are one concept."""
    sides: int = 0
    """How many languages the header leaves to the caller: columns that mean `source` or `target`."""


_MEANINGS = frozenset(
    "source target term language id subject subsubject definition note term_note status forbidden case "
    "part_of_speech gender origin client example skip".split()
)


class _Column(NamedTuple):
    meaning: str
    language: str | None = None
    name: str = ""


def fits(dialect: Dialect, header: Sequence[str]) -> bool:
    """Whether a table with this header is of the dialect."""
    names = set(header)
    return dialect.marks <= names and not dialect.without & names


def read_dialect(
    path: Path, dialect: Dialect, records: Records, languages: Sequence[str] | None, tally: Tally
) -> ImportResult:
    """The table's rows as a glossary. Raises InputError where its languages are not known."""
    header = [cell.strip().casefold() for cell in records[0][1]] if records else []
    columns = _columns(path, dialect, header, languages, tally)
    rows = [(line, _fitted(path, line, cells, len(columns), tally)) for line, cells in records[1:]]
    filled = [(line, cells) for line, cells in rows if any(cells)]
    made = _by_term(path, columns, filled, tally) if dialect.terms_by_row else _by_concept(path, columns, filled, tally)
    return tally.result(str(path), dialect.name, path.stem, made)


def _columns(
    path: Path, dialect: Dialect, header: Sequence[str], languages: Sequence[str] | None, tally: Tally
) -> list[_Column]:
    given = list(languages or ())
    if len(given) < dialect.sides:
        wanted = "the language of its terms, such as --languages en" if dialect.sides == 1 else "--languages zh,en"
        raise InputError(f"{path}: a table of {dialect.name} does not name its languages; say {wanted}.")
    for language in given:
        if fault := language_fault(language):
            raise InputError(f"--languages: {fault}.")
    columns: list[_Column] = []
    last: str | None = None
    for number, name in enumerate(header):
        column = _column(dialect, name, last, given)
        if column.meaning == "term" and column.language:
            if any(c.meaning == "term" and c.language == column.language for c in columns):
                message = f"column {number + 1} '{name}' stands twice in the header; rename one of the two"
                tally.problems.append(Problem(str(path), 1, message, name))
                column = _Column("skip")
            last = column.language
        columns.append(column)
    return columns


def _column(dialect: Dialect, name: str, last: str | None, given: Sequence[str]) -> _Column:
    if last is not None and name in dialect.after:
        return _Column(dialect.after[name], last, name)
    if name in dialect.columns:
        meaning = dialect.columns[name]
        assert meaning in _MEANINGS, meaning
        if meaning in ("source", "target"):
            return _Column("term", given[0] if meaning == "source" else given[1], name)
        return _Column(meaning, None, name)
    if code := code_of(name):
        return _Column("term", code, name)
    for ending, meaning in dialect.endings.items():
        if name.endswith(ending) and (code := code_of(name.removesuffix(ending))):
            return _Column(meaning, code, name)
    return _Column("extra", None, name)


def _fitted(path: Path, line: int, cells: Sequence[str], width: int, tally: Tally) -> list[str]:
    """The row's cells, trimmed, as many as there are columns."""
    trimmed = [cell.strip() for cell in cells]
    if any(trimmed[width:]):
        message = f"the row has {len(trimmed)} cells, the header {width}; a cell that holds the separator needs quotes"
        tally.problems.append(Problem(str(path), line, message))
        return []
    return [*trimmed, *[""] * (width - len(trimmed))][:width]


def _by_concept(
    path: Path, columns: Sequence[_Column], rows: Iterable[tuple[int, list[str]]], tally: Tally
) -> list[Concept]:
    concepts: dict[str, Concept] = {}
    for line, cells in rows:
        named = list(zip(columns, cells, strict=True))
        shared = _details(path, line, [(c, v) for c, v in named if not c.language], tally)
        texts = [(c, v) for c, v in named if c.meaning == "term" and c.language and v]
        terms: list[Term] = []
        for column, cell in texts:
            assert column.language
            own = [(c, v) for c, v in named if c.language == column.language and c != column]
            details = shared["term"] | _details(path, line, own, tally)["term"]
            if terms:
                details["extra"] = tuple(
                    p for p in details.get("extra", ()) if p not in shared["term"].get("extra", ())
                )
            elif len(texts) > 1:
                details.pop("status", None)  # a forbidden pair forbids the translation, not the source term
            terms.append(Term(cell, column.language, place=f"{path}:{line}", **details))
        if not terms:
            tally.problems.append(Problem(str(path), line, "the row has no term", severity="warning"))
            continue
        name = fresh_id(shared["id"] or slug_of(terms[-1].text) or f"line-{line}", concepts)
        concepts[name] = Concept(name, tuple(terms), **shared["concept"])
    return list(concepts.values())


def _by_term(
    path: Path, columns: Sequence[_Column], rows: Iterable[tuple[int, list[str]]], tally: Tally
) -> list[Concept]:
    concepts: dict[str, tuple[list[Term], dict[str, Any]]] = {}
    for line, cells in rows:
        named = list(zip(columns, cells, strict=True))
        found = _details(path, line, named, tally)
        text = next((cell for column, cell in named if column.meaning == "term"), "")
        language = next((cell for column, cell in named if column.meaning == "language"), "")
        fault = language_fault(language) or (None if text else "the term is empty; write it or delete the row")
        if fault:
            tally.problems.append(Problem(str(path), line, fault))
            continue
        terms, details = concepts.setdefault(found["id"] or f"line-{line}", ([], {}))
        terms.append(Term(text, language, place=f"{path}:{line}", **found["term"]))
        for name, value in found["concept"].items():
            details.setdefault(name, value)
    return [Concept(name, tuple(terms), **details) for name, (terms, details) in concepts.items()]


def _details(path: Path, line: int, cells: Iterable[tuple[_Column, str]], tally: Tally) -> dict[str, Any]:
    """What the cells say beside the terms: of the concept, of its terms, and the id."""
    term: dict[str, Any] = {}
    concept: dict[str, Any] = {}
    extra: list[tuple[str, str]] = []
    name = None
    for column, cell in cells:
        match column.meaning:
            case _ if not cell:
                continue
            case "id":
                name = cell
            case "subject" | "definition" | "note":
                concept[column.meaning] = cell
            case "subsubject":
                concept["subject"] = f"{concept['subject']} / {cell}" if "subject" in concept else cell
            case "term_note":
                term["note"] = cell
            case "gender" | "origin" | "client":
                term[column.meaning] = cell
            case "status":
                take_status(cell, term, tally)
            case "forbidden":
                if _flag(path, line, column, cell, tally):
                    term["status"] = "forbidden"
            case "case":
                if _flag(path, line, column, cell, tally):
                    term["case"] = "exact"
            case "part_of_speech":
                take_part_of_speech(cell, term, tally)
            case "example":
                extra.append(("context", cell))
            case "extra" if column.name:
                extra.append((own_column(column.name), cell))
            case "extra":
                tally.drop("cells of a column without a name")
            case _:
                pass
    if extra:
        term["extra"] = tuple(sorted(extra))
    return {"id": name, "concept": concept, "term": term}


def _flag(path: Path, line: int, column: _Column, cell: str, tally: Tally) -> bool:
    word = cell.casefold()
    if word not in YES and word not in NO:
        tally.problems.append(Problem(str(path), line, f"'{cell}' is neither yes nor no", column.name))
    return word in YES
