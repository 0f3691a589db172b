"""Flat glossaries: one concept a line, one language a column. Both ways; CSV with comma, semicolon or tab.

What a flat table cannot say (status, garble, conventions) is lost on the way out, by its nature; wrong
wordings are never written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import GlossaryError, InputError, Problem
from toolkit.formats.excel_damage import damage
from toolkit.formats.files import read_text, write_atomically
from toolkit.formats.rows import Row, delimiter_of, format_rows, read_records
from toolkit.formats.term_rows import REQUIRED, language_fault
from toolkit.formats.term_syntax import syntax_fault
from toolkit.model.terms import SATISFYING, Concept, Glossary, Term

_CODE_LIST = """
    af am ar as az be bg bn bo bs ca cs cy da de el en eo es et eu fa fi fil fr ga gl gu ha he hi hr
    hu hy id ig is it ja jv ka kk km kn ko ky lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no or
    pa pl ps pt ro ru sd si sk sl so sq sr su sv sw ta te tg th tk tl tr tt ug uk ur uz vi wo xh yi
    yo yue zh cmn zu
"""
_CODES = frozenset(_CODE_LIST.split())
"""Two columns so named are a header. Only well-known codes: "cat,dog" is a row of terms."""
_NAMES = {"chinese": "zh", "中文": "zh", "汉语": "zh", "english": "en", "英文": "en", "英语": "en"}
_SIDES = (("source", "target"), ("src", "tgt"), ("原文", "译文"))
"""Headers that name no language: the caller does."""
_NOTES = frozenset({"note", "notes", "comment", "备注"})
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


def load_flat(path: str | Path, languages: tuple[str, str] | None = None) -> tuple[Glossary, tuple[Problem, ...]]:
    """The same, with the good rows and all problems side by side."""
    path = Path(path)
    text = read_text(path).text
    problems: list[Problem] = []
    records = list(read_records(str(path), text, delimiter_of(text), problems))
    if not records and not problems:
        raise InputError(f"{path}: the file is empty; write one concept a line, such as 流量,online traffic")
    columns = _columns(path, records[0][1], languages) if records else _Columns((), ())
    concepts: dict[str, Concept] = {}
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in records[1:] if columns.header else records:
        row = Row(str(path), line, {})
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            continue
        if len(cells) != len(columns.languages):
            message = f"the row has {len(cells)} cells instead of {len(columns.languages)}; "
            problems.append(row.fault(message + "a cell that holds the separator needs quotation marks"))
            continue
        first = seen.setdefault(tuple(cells), line)
        if first != line:
            message = f"the same as line {first}; passed over"
            problems.append(Problem(str(path), line, message, severity="warning"))
            continue
        terms = _terms(row, cells, columns, problems)
        if terms:
            name = _fresh(_slug(terms[-1].text) or f"line-{line}", concepts)
            note = next((c for c, h in zip(cells, columns.header, strict=False) if c and h in _NOTES), None)
            concepts[name] = Concept(name, terms, note=note)
    if not concepts and not problems:
        problems.append(Problem(str(path), None, "there is no term in it; write one concept a line"))
    used = tuple(language for language in columns.languages if language)
    return Glossary(path.stem, tuple(concepts.values()), languages=used), tuple(problems)


def write_flat(glossary: Glossary, path: str | Path, languages: tuple[str, str] | None = None) -> int:
    """Write `source,target` lines and return how many concepts could not be written.

    Each source term gets the concept's first preferred (else admitted) target term. A name that ends in
    .tsv, .tab or .txt is written with tabs. Raises InputError where the two languages are not clear.
    """
    if languages is None:
        if len(glossary.languages) != 2:
            known = ", ".join(glossary.languages) or "none"
            raise InputError(
                f"{glossary.name}: a flat table needs two languages, the glossary names {known}. "
                "Say which two with --languages, for example --languages zh,en."
            )
        languages = (glossary.languages[0], glossary.languages[1])
    source, target = languages
    rows, left_out = [(source, target)], 0
    for concept in glossary.concepts:
        targets = concept.in_language(target, SATISFYING)
        sources = concept.in_language(source, SATISFYING)
        best = next((t for t in targets if t.status == "preferred"), targets[0] if targets else None)
        if best is None or not sources:
            left_out += 1
            continue
        rows += [(term.text, best.text) for term in sources]
    delimiter = "\t" if Path(path).suffix in {".tsv", ".tab", ".txt"} else ","
    write_atomically(path, format_rows(dict.fromkeys(rows), delimiter).encode())
    return left_out


def is_flat(path: Path) -> bool:
    """Whether a file is a flat table rather than a terms.csv; raises InputError if it is neither."""
    if path.suffix.casefold() in _NOT_FLAT:
        raise InputError(
            f"{path}: a glossary is read from a folder, a terms.csv or a flat CSV or TSV file; "
            f"save this {path.suffix} as CSV (UTF-8) first."
        )
    text = read_text(path).text
    first = text.lstrip("\r\n").split("\n", 1)[0]
    header = [cell.strip('" \r').casefold() for cell in first.split(delimiter_of(text))]
    if path.name == "terms.csv":  # by its name the table of a folder, unless its header says plainly what it is
        return len(header) >= 2 and all(map(_code, header))
    return sum(name in header for name in REQUIRED) < 2


def _columns(path: Path, first: Sequence[str], languages: tuple[str, str] | None) -> _Columns:
    header = tuple(cell.strip().casefold() for cell in first)
    codes = [_code(cell) for cell in header]
    if sum(code is not None for code in codes) >= 2:
        return _Columns(tuple(codes), header)
    if languages is None:
        raise InputError(
            f"{path}:1: the columns have no language codes. Write a first line such as zh,en "
            "(`tqt glossary convert` takes --languages zh,en instead)."
        )
    for language in languages:
        if fault := language_fault(language):
            raise InputError(f"--languages: {fault}.")
    if header[:2] in _SIDES:
        return _Columns((*languages, *[None] * (len(header) - 2)), header)
    return _Columns((*languages, *[None] * (len(header) - 2)), ())


def _code(cell: str) -> str | None:
    if cell in _NAMES:
        return _NAMES[cell]
    return cell if not language_fault(cell) and re.split("[-_]", cell)[0] in _CODES else None


def _terms(row: Row, cells: Sequence[str], columns: _Columns, problems: list[Problem]) -> tuple[Term, ...]:
    terms: list[Term] = []
    names = columns.header or columns.languages
    extra = sorted(
        (name, cell)
        for name, cell, language in zip(names, cells, columns.languages, strict=True)
        if language is None and name and cell and name not in _NOTES
    )
    pair = sum(language is not None for language in columns.languages) == 2
    for cell, language in zip(cells, columns.languages, strict=True):
        if language is None or not (cell or pair):
            continue
        fault = (damage(cell) or syntax_fault(cell)) if cell else "the term is empty; write it or delete the row"
        if fault:
            problems.append(row.fault(f"'{cell}': {fault}" if cell else fault, language))
            continue
        terms.append(Term(cell, language, extra=() if terms else tuple(extra), place=row.place))
    return tuple(terms)


def _slug(text: str) -> str:
    """A readable id: "Sell goods via livestream" is sell-goods-via-livestream."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", plain).strip("-")[:60]


def _fresh(name: str, taken: dict[str, Concept]) -> str:
    number, fresh = 1, name
    while fresh in taken:
        number += 1
        fresh = f"{name}-{number}"
    return fresh
