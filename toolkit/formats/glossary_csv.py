"""Flat glossaries: one concept a line, one language a column. Both ways; CSV with comma, semicolon or tab.

What a flat table cannot say (status, garble, conventions) is lost on the way out, by its nature; wrong
wordings are never written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import GlossaryError, InputError, Problem
from toolkit.formats.concept_ids import fresh_id, slug_of
from toolkit.formats.excel_damage import damage
from toolkit.formats.files import read_text, write_atomically
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_reports import ImportResult, Rendered, Tally
from toolkit.formats.language_names import code_of
from toolkit.formats.pairs import pairs_of, two_languages
from toolkit.formats.projection import Keeps
from toolkit.formats.rows import CONFLICT, Row, delimiter_of, format_rows, is_conflict, read_records
from toolkit.formats.table_head import head_line, head_text, table_text
from toolkit.formats.term_headers import heading_of, names_own_columns
from toolkit.formats.term_rows import language_fault, own_column
from toolkit.model.terms import Concept, Glossary, Term

_MARKUP = re.compile(r"\s*<(?:[?!]|[A-Za-z][^\0]*?/)")
"""XML or HTML, which closes something; a term may begin with `<` all the same."""
_SIDES = (("source", "target"), ("src", "tgt"), ("原文", "译文"))
"""Headers that name no language: the caller does."""
KEEPS = Keeps(values={"status": {"preferred": "preferred", "admitted": "preferred"}})
_NOT_FLAT = (".xlsx", ".tbx", ".xml", ".utx", ".json", ".md", ".docx", ".pdf")


class _Columns(NamedTuple):
    languages: tuple[str | None, ...]
    """By column; None: the column holds no terms."""
    header: tuple[str, ...]


def read_flat(path: str | Path, languages: tuple[str, str] | None = None) -> Glossary:
    """The glossary of a flat table; every row is a concept and every term preferred.

    The header names the languages (`zh,en`); without one, `languages` do. Raises GlossaryError with
    every bad row, InputError where the languages are not known.
    """
    glossary, problems = load_flat(path, languages)
    if any(problem.severity == "error" for problem in problems):
        raise GlossaryError(problems)
    return glossary


def load_flat(path: str | Path, languages: Sequence[str] | None = None) -> tuple[Glossary, tuple[Problem, ...]]:
    """The same, with the good rows and all problems side by side."""
    from toolkit.formats.glossary_table import read_table

    path, tally = Path(path), Tally()
    text = read_text(path).text
    records = list(read_records(str(path), text, delimiter_of(text), tally.problems))
    glossary, report = read_table(path, records, languages, tally, "csv")
    return glossary, report.problems


def flat_of(
    path: Path, records: Sequence[tuple[int, list[str]]], tally: Tally, languages: Sequence[str] | None
) -> Glossary:
    """The glossary of records with their lines, wherever they come from; `tally` has the problems of reading them."""
    problems = tally.problems
    if not records and not problems:
        raise InputError(f"{path}: the file is empty; write one concept a line, such as 流量,online traffic")
    columns = _columns(path, records[0][1], languages) if records else _Columns((), ())
    named = _has_names(columns, records)
    if named:  # "id" is the code of Indonesian, too
        columns = columns._replace(languages=(None, *columns.languages[1:]))
    for language, times in Counter(filter(None, columns.languages)).items():
        if times > 1 and columns.header:
            message = f"the header names '{language}' {times} times; all these columns are read as its terms"
            problems.append(Problem(str(path), records[0][0], message, severity="warning"))
    concepts: dict[str, Concept] = {}
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in records[1:] if columns.header else records:
        row = Row(str(path), line, {})
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            continue
        if is_conflict(cells):
            problems.append(row.fault(CONFLICT))
            continue
        missing = columns.languages[len(cells) :]
        if missing and not any(missing):  # a note that is not there
            cells += [""] * len(missing)
        if len(cells) != len(columns.languages):
            message = f"the row has {len(cells)} cells instead of {len(columns.languages)}; "
            hint = "write the empty cells too" if missing else "a cell that holds the separator needs quotation marks"
            problems.append(row.fault(message + hint))
            continue
        if columns.header and [cell.casefold() for cell in cells] == list(columns.header):
            tally.drop("the header once more", "no terms")
            continue
        if len(cells) > 1 and sum(map(bool, cells)) == 1 and len("".join(cells)) == 1 and cells[0].isupper():
            tally.drop("rows of the alphabet", "a letter above the terms that begin with it")
            continue
        first = seen.setdefault(tuple(cells), line)
        if first != line:
            message = f"the same as line {first}; passed over"
            problems.append(Problem(str(path), line, message, severity="warning"))
            continue
        terms = _terms(row, cells, columns, problems)
        if terms:
            for own, _ in terms[0].extra:
                tally.change(f"column '{own}'", "unknown, kept as a column of your own")
            name = fresh_id((named and cells[0]) or slug_of(terms[-1].text) or f"line-{line}", concepts)
            if columns.header:
                said = [c for c, h in zip(cells, columns.header, strict=False) if c and _is_note(h)]
            else:  # what stands behind two terms without a header is a remark, as in OmegaT
                said = [c for c, language in zip(cells, columns.languages, strict=True) if c and language is None]
            note = "\n".join(said) or None
            concepts[name] = Concept(name, terms, note=note, id_is_made=not (named and cells[0]))
    if not concepts and not problems:
        problems.append(Problem(str(path), None, "there is no term in it; write one concept a line"))
    used = tuple(language for language in columns.languages if language)
    return Glossary(path.stem, tuple(concepts.values()), languages=used)


def write_flat(glossary: Glossary, path: str | Path, languages: tuple[str, str] | None = None) -> int:
    """Write `source,target` lines and return how many concepts could not be written.

    Each source term gets the concept's first preferred (else admitted) target term. A name that ends in
    .tsv, .tab or .txt is written with tabs. Raises InputError where the two languages are not clear.
    """
    rendered = render_flat(glossary, languages, "\t" if Path(path).suffix in {".tsv", ".tab", ".txt"} else ",")
    write_atomically(path, rendered.data)
    return sum(loss.count for loss in rendered.losses if loss.what == "concepts")


def render_flat(glossary: Glossary, languages: Sequence[str] | None, delimiter: str) -> Rendered:
    """The same as bytes, with all that is lost."""
    source, target = two_languages(glossary, languages)
    pairs = pairs_of(glossary, source, target, one_a_source=False)
    rows = [(source, target), *((pair.source.text, pair.target.text) for pair in pairs.rows)]
    data = format_rows(rows, delimiter).encode()
    return Rendered(data, pairs.concepts, 2 * len(pairs.rows), (*pairs.losses, *KEEPS.losses(pairs.written())))


def is_flat(path: Path) -> bool:
    """Whether a file is a flat table rather than a terms.csv; raises InputError if it is neither."""
    if path.suffix.casefold() in _NOT_FLAT:
        raise InputError(
            f"{path}: a glossary is read from a folder, a terms.csv or a flat CSV or TSV file; "
            f"save this {path.suffix} as CSV (UTF-8) first."
        )
    text = read_text(path).text
    first = head_line(text)
    header = [cell.strip('" \r').casefold() for cell in first.split(delimiter_of(text))]
    if path.name == "terms.csv":  # by its name the table of a folder, unless its header says plainly what it is
        return sum(map(bool, map(code_of, header))) >= 2 and not {"concept", "language", "term"} & set(header)
    return not names_own_columns(header)


def _columns(path: Path, first: Sequence[str], languages: Sequence[str] | None) -> _Columns:
    header = tuple(cell.strip().casefold() for cell in first)
    codes = [code_of(cell) for cell in first]
    if sum(code is not None for code in codes) >= 2:
        return _Columns(tuple(codes), header)
    if languages is None:
        raise InputError(
            f"{path}:1: the columns have no language codes. Write a first line such as zh,en, "
            "or say them where a command asks for them, the source first: --languages zh,en."
        )
    if len(languages) < 2:
        raise InputError(f"--languages: {path} has two languages; write both codes, such as zh,en.")
    languages = tuple(languages[:2])
    for language in languages:
        if fault := language_fault(language):
            raise InputError(f"--languages: {fault}.")
    if header[:2] in _SIDES:
        return _Columns((*languages, *[None] * (len(header) - 2)), header)
    return _Columns((*languages, *[None] * (len(header) - 2)), ())


def _has_names(columns: _Columns, records: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether the first column names the concepts: it is called `id`, and nothing in it is a phrase or said twice."""
    if columns.header[:1] != ("id",) or sum(language is not None for language in columns.languages[1:]) < 2:
        return False
    names = [cells[0].strip() for _, cells in records[1:] if cells and any(cell.strip() for cell in cells)]
    return len(set(names)) == len(names) and not any(" " in name for name in names)


def _is_note(name: str) -> bool:
    """Whether a column is one of remarks, in whatever language."""
    heading = heading_of(name)
    return heading.meaning == "note" and not heading.language


def _terms(row: Row, cells: Sequence[str], columns: _Columns, problems: list[Problem]) -> tuple[Term, ...]:
    terms: list[Term] = []
    names = columns.header or columns.languages
    extra = sorted(
        (own_column(name), cell)
        for name, cell, language in zip(names, cells, columns.languages, strict=True)
        if language is None and name and cell and not _is_note(name) and name != "id"
    )
    pair = sum(language is not None for language in columns.languages) == 2
    for cell, language in zip(cells, columns.languages, strict=True):
        if language is None or not (cell or pair):
            continue
        fault = damage(cell) if cell else "the term is empty; write it or delete the row"
        if fault:
            problems.append(row.fault(f"'{cell}': {fault}" if cell else fault, language))
            continue
        terms.append(Term(cell, language, extra=() if terms else tuple(extra), place=row.place))
    return tuple(terms)


@dataclass(frozen=True, slots=True)
class FlatTable:
    """The formats `csv` and `tsv`. Cells are not guarded against spreadsheets: no reader would undo it."""

    name: str
    delimiter: str
    suffixes: tuple[str, ...]
    reads: bool = True
    writes: bool = True
    keeps_garble: bool = False
    is_enforced: bool = False
    keeps: Keeps = KEEPS

    @property
    def loses(self) -> tuple[str, ...]:
        """All but pairs of right terms."""
        return ("wrong wordings", "synonyms of the target", "other languages", *self.keeps.loses())

    def sniff(self, head: bytes, path: Path) -> bool:
        """Any text with such a mark in its first line; the formats with customs of their own are asked before."""
        text = head_text(head)
        if text is None or _MARKUP.match(text):
            return False
        found = delimiter_of(text)
        return (found == "\t") == (self.delimiter == "\t") and found in head_line(text)

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """Each row as a concept. Raises InputError where the languages are not known."""
        from toolkit.formats.glossary_table import read_table

        tally = Tally()
        text = table_text(path, tally.problems)  # a damaged file is told with its line
        records = list(read_records(str(path), text, delimiter_of(text), tally.problems))
        return read_table(path, records, languages, tally, self.name)

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """A header of two codes and the pairs. Raises InputError where the languages are not clear."""
        return render_flat(glossary, languages, self.delimiter)


FORMAT = FlatTable("csv", ",", (".csv",))
TABS = FlatTable("tsv", "\t", (".tsv", ".tab", ".txt"))
