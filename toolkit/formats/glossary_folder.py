"""A glossary as a folder of plain tables, the form that is kept, edited and compared.

    glossary.toml  terms.csv  conventions.csv  examples.csv  concepts.csv        (docs/formats.md)

Reading tells every mistake at once; writing gives files that differ only where the glossary differs.
Whether the content makes sense is asked by `toolkit.glossary.lint`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from toolkit.errors import GlossaryError, InputError, Problem
from toolkit.formats.convention_rows import (
    CONVENTION_COLUMNS,
    CONVENTION_REQUIRED,
    CONVENTION_VERBATIM,
    EXAMPLE_COLUMNS,
    EXAMPLE_REQUIRED,
    EXAMPLE_VERBATIM,
    convention_cells,
    convention_of,
    example_cells,
    example_of,
)
from toolkit.formats.files import make_folder, write_atomically
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_reports import ImportReport, ImportResult, Rendered
from toolkit.formats.glossary_toml import format_heading, read_heading
from toolkit.formats.rows import Row, delimiter_of, format_rows, read_rows
from toolkit.formats.table_head import first_record, head_text
from toolkit.formats.term_headers import names_own_columns
from toolkit.formats.term_rows import COLUMNS, REQUIRED, cells_of, term_of
from toolkit.model.terms import Concept, Convention, Example, Glossary, Term

FILES = ("glossary.toml", "terms.csv", "concepts.csv", "conventions.csv", "examples.csv")
"""All that is read of a folder when its glossary is used."""
CONCEPT_COLUMNS = ("id", "subject", "definition", "note")

T = TypeVar("T")
Key = TypeVar("Key")


class Loaded(NamedTuple):
    """The good rows of a glossary and all that is wrong with the others."""

    glossary: Glossary
    problems: tuple[Problem, ...]


def read_glossary(path: str | Path, languages: tuple[str, str] | None = None) -> Glossary:
    """The glossary of a folder, of one terms.csv, or of a flat table of two languages.

    `languages` name the columns of a flat table without a header. Raises GlossaryError with every
    problem of every file, InputError where a file cannot be read at all.
    """
    glossary, problems = load_glossary(path, languages)
    if any(problem.severity == "error" for problem in problems):
        raise GlossaryError(problems)
    return glossary


def load_glossary(path: str | Path, languages: tuple[str, str] | None = None) -> Loaded:
    """The same for callers who use the good rows all the same; raises InputError only."""
    path = Path(path)
    if path.is_dir():
        return _load_folder(path)
    from toolkit.formats.glossary_csv import is_flat, load_flat

    if is_flat(path):
        return Loaded(*load_flat(path, languages))
    problems: list[Problem] = []
    concepts = _read_terms(path, problems)
    glossary = Glossary(path.stem, concepts, languages=_languages(concepts))
    return Loaded(glossary, _in_order(problems))


def write_glossary(glossary: Glossary, path: str | Path) -> None:
    """Write the folder, each file as a whole; only columns in use, rows in the glossary's order.

    Tables that have no rows are not written, and one from before is removed. Concepts without a term
    are read back behind the others. Raises InputError.
    """
    folder = Path(path)
    make_folder(folder)
    write_atomically(folder / "glossary.toml", format_heading(glossary).encode())
    terms = [cells_of(concept.id, term) for concept in glossary.concepts for term in concept.terms]
    details = [concept_cells(c) for c in glossary.concepts if not c.terms or len(concept_cells(c)) > 1]
    conventions = [convention_cells(convention) for convention in glossary.conventions]
    examples = [example_cells(example) for example in glossary.examples]
    _write_table(folder / "terms.csv", COLUMNS, REQUIRED, terms)
    _write_table(folder / "concepts.csv", CONCEPT_COLUMNS, ("id",), details)
    _write_table(folder / "conventions.csv", CONVENTION_COLUMNS, CONVENTION_REQUIRED, conventions)
    _write_table(folder / "examples.csv", EXAMPLE_COLUMNS, EXAMPLE_REQUIRED, examples)


class Folder:
    """The format `folder`: the folder itself, and its terms.csv alone under any name."""

    name = "folder"
    suffixes = ("",)
    reads = writes = keeps_garble = True
    is_enforced = False
    loses: tuple[str, ...] = ()

    def sniff(self, head: bytes, path: Path) -> bool:
        """A folder, or a table whose header names terms, concepts and languages."""
        if path.is_dir():
            return True
        text = head_text(head)
        header = first_record(text, delimiter_of(text)) if text else ()
        return names_own_columns(header) or (path.name == "terms.csv" and bool(text))

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """The good rows and all problems."""
        pair = (languages[0], languages[1]) if languages and len(languages) > 1 else None
        glossary, problems = load_glossary(path, pair)
        terms = sum(len(concept.terms) for concept in glossary.concepts)
        report = ImportReport(str(path), self.name, len(glossary.concepts), terms, problems=problems)
        return ImportResult(glossary, report)

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """Raises InputError: a folder is several files, see `write_glossary`."""
        raise InputError("A folder is not one file.")


FORMAT = Folder()


def _load_folder(folder: Path) -> Loaded:
    if not (folder / "terms.csv").exists():
        raise InputError(f"{folder}: no glossary, for it holds no terms.csv. `tqt glossary init` makes one.")
    problems: list[Problem] = []
    heading = read_heading(folder / "glossary.toml", problems)
    concepts = _with_details(_read_terms(folder / "terms.csv", problems), folder, problems)
    conventions = _read_conventions(folder / "conventions.csv", problems)
    known = {concept.id for concept in concepts} | {convention.id for convention in conventions}
    examples = _read_examples(folder / "examples.csv", known, problems)
    glossary = Glossary(
        name=heading.name or folder.resolve().name,
        concepts=concepts,
        version=heading.version or "0",
        languages=_languages(concepts) if heading.languages is None else heading.languages,
        licence=heading.licence,
        subject=heading.subject,
        conventions=conventions,
        examples=examples,
        policy=heading.policy,
    )
    return Loaded(glossary, _in_order(problems))


def _read_terms(path: Path, problems: list[Problem]) -> tuple[Concept, ...]:
    before = len(problems)
    concepts = concepts_of_rows(read_rows(path, COLUMNS, REQUIRED, problems), problems)
    if not concepts and len(problems) == before:
        message = "there is no term in it; write one row for each term below the header"
        problems.append(Problem(str(path), None, message))
    return concepts


def concepts_of_rows(rows: Iterable[Row], problems: list[Problem]) -> tuple[Concept, ...]:
    """The concepts of rows of a terms.csv, or of a sheet with its columns."""
    concepts: dict[str, list[Term]] = {}
    for concept, term in _kept(rows, lambda row: term_of(row, problems), _term_key, "term", problems):
        concepts.setdefault(concept, []).append(term)
    return tuple(Concept(name, tuple(terms)) for name, terms in concepts.items())


def _with_details(concepts: tuple[Concept, ...], folder: Path, problems: list[Problem]) -> tuple[Concept, ...]:
    path = folder / "concepts.csv"
    if not path.exists():
        return concepts
    return with_details(concepts, read_rows(path, CONCEPT_COLUMNS, ("id",), problems), problems)


def with_details(concepts: tuple[Concept, ...], rows: Iterable[Row], problems: list[Problem]) -> tuple[Concept, ...]:
    """The concepts with what rows of a concepts.csv say of them; those without a term come last."""

    def details(row: Row) -> Concept | None:
        if not row.cells["id"]:
            problems.append(row.fault("the id is missing; write the concept's name of terms.csv", "id"))
            return None
        return Concept(row.cells["id"], (), row.get("subject"), row.get("definition"), row.get("note"))

    found = {c.id: c for c in _kept(rows, details, lambda c: c.id, "id", problems)}
    joined = []
    for concept in concepts:
        more = found.pop(concept.id, concept)
        joined.append(Concept(concept.id, concept.terms, more.subject, more.definition, more.note))
    return (*joined, *found.values())


def _read_conventions(path: Path, problems: list[Problem]) -> tuple[Convention, ...]:
    if not path.exists():
        return ()
    rows = read_rows(path, CONVENTION_COLUMNS, CONVENTION_REQUIRED, problems, CONVENTION_VERBATIM)
    return tuple(_kept(rows, lambda row: convention_of(row, problems), lambda c: c.id, "id", problems))


def _read_examples(path: Path, known: set[str], problems: list[Problem]) -> tuple[Example, ...]:
    if not path.exists():
        return ()
    rows = read_rows(path, EXAMPLE_COLUMNS, EXAMPLE_REQUIRED, problems, EXAMPLE_VERBATIM)
    return tuple(example for row in rows if (example := example_of(row, known, problems)))


def _kept(
    rows: Iterable[Row],
    read: Callable[[Row], T | None],
    key: Callable[[T], Key],
    column: str,
    problems: list[Problem],
) -> list[T]:
    """What the rows say, without those that say again what a row before has said."""
    first: dict[Key, int] = {}
    kept = []
    for row in rows:
        item = read(row)
        if item is None:
            continue
        line = first.setdefault(key(item), row.line)
        if line == row.line:
            kept.append(item)
        else:
            message = f"the same as in line {line}; delete one of the two"
            problems.append(Problem(row.path, row.line, message, column, rule="duplicate.row"))
    return kept


def _term_key(item: tuple[str, Term]) -> tuple[str | None, ...]:
    # The same wording may stand twice for different places in a sentence, clients or replacements.
    concept, term = item
    row = (term.status, term.part_of_speech, term.client, term.replace_with)
    return (concept, term.language.casefold(), term.text, *row)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """As a reader meets them: file by file, from top to bottom."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.path, []).append(problem)
    return tuple(p for group in files.values() for p in sorted(group, key=lambda p: p.line or 0))


def _languages(concepts: Iterable[Concept]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.language for concept in concepts for term in concept.terms))


def concept_cells(concept: Concept) -> dict[str, str]:
    """The row of concepts.csv that says what this concept says of itself."""
    values = {column: getattr(concept, column) for column in CONCEPT_COLUMNS}
    return {column: value for column, value in values.items() if value}


def _write_table(path: Path, columns: Sequence[str], required: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    if not rows:
        path.unlink(missing_ok=True)
        return
    used = {column for row in rows for column in row} | set(required)
    own = sorted(used.difference(columns))
    header = [column for column in columns if column in used] + own
    table = [header, *([row.get(column, "") for column in header] for row in rows)]
    write_atomically(path, format_rows(table).encode())
