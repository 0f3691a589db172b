"""Tables of terms whose header follows a tool's own custom: what a column means, and rows as concepts.

A dialect is data (`Dialect`); the custom of each tool stands in `toolkit.formats.glossary_dialects`. One reader
serves them all, for text files and workbooks. The rows are read by `toolkit.formats.table_concepts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError, Problem
from toolkit.formats.glossary_reports import ImportResult, Tally
from toolkit.formats.language_names import code_of
from toolkit.formats.table_concepts import Column, Records, concepts_of_records
from toolkit.formats.term_rows import language_fault

_MEANINGS = frozenset(
    "source target term language id subject subsubject definition note term_note status forbidden_flag case "
    "part_of_speech gender client example skip".split()
)
"""What a column can mean."""


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


def fits(dialect: Dialect, header: Sequence[str]) -> bool:
    """Whether a table with this header is of the dialect."""
    names = set(header)
    return dialect.marks <= names and not dialect.without & names


def read_dialect(
    path: Path, dialect: Dialect, records: Records, languages: Sequence[str] | None, tally: Tally
) -> ImportResult:
    """The table's rows as a glossary. Raises InputError where its languages are not known."""
    header = [cell.strip() for cell in records[0][1]] if records else []
    columns = _columns(path, dialect, header, languages, tally)
    made = concepts_of_records(path, columns, records[1:], tally, by_row=not dialect.terms_by_row)
    return tally.result(str(path), dialect.name, path.stem, made)


def _columns(
    path: Path, dialect: Dialect, header: Sequence[str], languages: Sequence[str] | None, tally: Tally
) -> list[Column]:
    given = list(languages or ())
    if len(given) < dialect.sides:
        wanted = "the language of its terms, such as --languages en" if dialect.sides == 1 else "--languages zh,en"
        raise InputError(f"{path}: a table of {dialect.name} does not name its languages; say {wanted}.")
    for language in given:
        if fault := language_fault(language):
            raise InputError(f"--languages: {fault}.")
    columns: list[Column] = []
    last: str | None = None
    for number, cell in enumerate(header):
        name = cell.casefold()
        column = _column(dialect, name, last, given, cell)
        if column.meaning == "term" and column.language:
            if any(c.meaning == "term" and c.language == column.language for c in columns):
                message = f"column {number + 1} '{name}' stands twice in the header; rename one of the two"
                tally.problems.append(Problem(str(path), 1, message, name))
                column = Column("skip")
            last = column.language
        columns.append(column)
    return columns


def _column(dialect: Dialect, name: str, last: str | None, given: Sequence[str], cell: str) -> Column:
    if last is not None and name in dialect.after:
        return Column(dialect.after[name], last, name)
    if name in dialect.columns:
        meaning = dialect.columns[name]
        assert meaning in _MEANINGS, meaning
        if meaning in ("source", "target"):
            return Column("term", given[0] if meaning == "source" else given[1], name)
        return Column(meaning, None, name)
    if code := code_of(cell):
        return Column("term", code, name)
    for ending, meaning in dialect.endings.items():
        if name.endswith(ending) and (code := code_of(cell[: -len(ending)])):
            return Column(meaning, code, name)
    return Column("extra", None, name)
