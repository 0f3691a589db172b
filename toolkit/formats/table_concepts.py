"""Rows of a table as concepts: a row for each concept, or for each term; what the columns say beside the terms.

Unlike our own tables these were made by other people's software: short rows are filled up, columns and words that are
not understood are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.errors import Problem
from toolkit.formats.concept_ids import fresh_id, slug_of
from toolkit.formats.excel_damage import damage
from toolkit.formats.glossary_reports import Tally
from toolkit.formats.language_names import code_of
from toolkit.formats.rows import CONFLICT, is_conflict
from toolkit.formats.term_rows import language_fault, own_column
from toolkit.formats.term_words import (
    NO,
    NOTHING,
    YES,
    gender_of,
    part_of_speech_of,
    proposed,
    status_of,
    take_part_of_speech,
    take_status,
)
from toolkit.model.terms import SATISFYING, WRONG, Concept, Status, Term

_SEVERAL = re.compile(r"[;\n\N{FULLWIDTH SEMICOLON}\N{IDEOGRAPHIC COMMA}]|\|(?![^(\[]*[)\]])")
"""Between several synonyms in one cell; the bar of "(sell|promote) goods" is the term's own."""
_FLAGS = frozenset(
    "forbidden,is forbidden,prohibited,banned,deprecated,obsolete,verboten,veraltet,interdit,prohibido".split(",")
)
"""Names of columns that say yes or no, where a cell does; another ("forbidden terms", "do not use") holds the words.
A program whose column is known to be one of marks gives it the meaning `forbidden_flag`."""
_SURE_FLAGS = frozenset({"forbidden", "is forbidden", "prohibited", "verboten", "interdit"})
"""Of them those whose cells are never remarks: anything else there is a mistake to be mended."""
_TRUTH = frozenset({"true", "false", "yes", "no"})
Records = Sequence[tuple[int, list[str]]]
"""Each row with the line that it begins at."""


class Column(NamedTuple):
    """A column of such a table."""

    meaning: str
    language: str | None = None
    name: str = ""
    number: int | None = None
    """Of several terms of one language: which of them; None: all."""


def concepts_of_records(
    path: Path, columns: Sequence[Column], records: Records, tally: Tally, *, by_row: bool
) -> list[Concept]:
    """The concepts of the rows below a header: one a row, or one term a row."""
    kept = []
    names = [column.name for column in columns]
    for line, cells in records:
        if is_conflict(cells):
            tally.problems.append(Problem(str(path), line, CONFLICT))
        elif [cell.strip().casefold() for cell in cells] == names:
            tally.drop("the header once more", "no terms")
        else:
            kept.append((line, cells))
    rows = [(line, _fitted(path, line, cells, len(columns), tally)) for line, cells in kept]
    filled = [(line, cells) for line, cells in rows if any(cells)]
    return by_concept(path, columns, filled, tally) if by_row else by_term(path, columns, filled, tally)


def _fitted(path: Path, line: int, cells: Sequence[str], width: int, tally: Tally) -> list[str]:
    """The row's cells, trimmed, as many as there are columns."""
    trimmed = [cell.strip() for cell in cells]
    if any(trimmed[width:]):
        message = f"the row has {len(trimmed)} cells, the header {width}; a cell that holds the separator needs quotes"
        tally.problems.append(Problem(str(path), line, message))
        return []
    return [*trimmed, *[""] * (width - len(trimmed))][:width]


def by_concept(
    path: Path, columns: Sequence[Column], rows: Iterable[tuple[int, list[str]]], tally: Tally
) -> list[Concept]:
    """Each row a concept; rows with the same id are one."""
    concepts: dict[str, Concept] = {}
    rows = list(rows)
    columns = [_as_it_is_filled(c, [cells[at] for _, cells in rows], tally) for at, c in enumerate(columns)]
    flags = frozenset(
        c for at, c in enumerate(columns) if c.name in _FLAGS and _says_yes(cells[at] for _, cells in rows)
    )
    for line, cells in rows:
        named, wrong = _without_wrong(list(zip(_in_languages(columns, cells), cells, strict=True)), flags)
        shared = _details(path, line, [(c, v) for c, v in named if not c.language], tally)
        texts = [
            (c, part.strip())
            for c, v in named
            if c.meaning in ("term", "synonym")
            for part in (_SEVERAL.split(v) if c.meaning == "synonym" else [v])
            if part.strip()
        ]
        terms: list[Term] = []
        for column, cell in texts:
            if fault := language_fault(column.language or "") or damage(cell):
                tally.problems.append(Problem(str(path), line, f"'{cell}': {fault}", column.name))
                continue
            assert column.language
            own = _details(path, line, [(c, v) for c, v in named if c is not column and _about(c, column)], tally)
            _more(shared["concept"], own["concept"], tally)
            details: dict[str, Any] = {"status": "admitted"} if column.meaning == "synonym" else {}
            of_row = shared["term"]
            if column.meaning == "synonym" and of_row.get("status") == "preferred":  # the row approves its main term
                of_row = {name: value for name, value in of_row.items() if name != "status"}
            details |= of_row
            chosen = own if _has_flag(named, column) else shared if terms and _has_flag(named) else None
            if chosen is not None and not chosen["preferred"]:
                details["status"] = details.get("status") if details.get("status") in WRONG else "admitted"
            if terms:
                details["extra"] = ()
            elif len(texts) > 1:
                details.pop("status", None)  # a forbidden pair forbids the translation, not the source term
            extra = (*details.get("extra", ()), *own["term"].pop("extra", ()))
            details |= own["term"] | {"extra": tuple(sorted(dict.fromkeys(extra)))}
            terms.append(Term(cell, column.language, place=f"{path}:{line}", **details))
        for column, cell in wrong if terms else ():
            if not column.language and len({c.language for c in columns if c.meaning == "term"} - {None}) > 2:
                message = f"of which language is '{cell}'? Call the column '{column.name} [{terms[-1].language}]'"
                tally.problems.append(Problem(str(path), line, message, column.name))
                continue
            language = column.language or _language_before(column, columns) or terms[-1].language
            terms.append(Term(cell, language, _wrong_status(column), place=f"{path}:{line}"))
        if not terms:
            if not texts:
                tally.problems.append(Problem(str(path), line, "the row has no term", severity="warning"))
            continue
        if (known := concepts.get(shared["id"] or "")) is not None:
            fresh = [t for t in terms if all((t.text, t.language) != (k.text, k.language) for k in known.terms)]
            said = {name: getattr(known, name) for name in ("subject", "definition", "note") if getattr(known, name)}
            _more(said, shared["concept"], tally)
            concepts[known.id] = replace(known, terms=(*known.terms, *fresh), **said)
            continue
        main = next((t for t in reversed(terms) if t.status == "preferred" and t is not terms[0]), None)
        main = main or next((t for t in reversed(terms) if t.status != "admitted"), terms[-1])
        name = shared["id"] or fresh_id(slug_of(main.text) or f"line-{line}", concepts)
        concepts[name] = Concept(name, tuple(terms), **shared["concept"], id_is_made=not shared["id"])
    return _with_wrong_of_same_source(list(concepts.values()))


def _has_flag(named: Iterable[tuple[Column, str]], term: Column | None = None) -> bool:
    """Whether a column says if the term is preferred; without a term, one that is of no language."""
    flags = (column for column, cell in named if column.meaning == "preferred" and cell)
    return any(_about(column, term) if term else not column.language for column in flags)


def _language_before(column: Column, columns: Sequence[Column]) -> str | None:
    """The language of the last column of terms before it, or of the last of all: the language translated into."""
    terms = [(place, c.language) for place, c in enumerate(columns) if c.meaning == "term" and c.language]
    here = columns.index(column)
    before = [language for place, language in terms if place < here]
    return before[-1] if before else terms[-1][1] if terms else None


def _with_wrong_of_same_source(concepts: list[Concept]) -> list[Concept]:
    """Rows that only forbid a translation join the one concept of their source term that has a right one.

    In a table without ids "主播, anchor, forbidden" says what is wrong for the row "主播, livestreamer".
    """
    right: dict[tuple[str, str], list[int]] = {}
    for place, concept in enumerate(concepts):
        if any(term.status in SATISFYING for term in concept.terms[1:]):
            first = concept.terms[0]
            right.setdefault((first.language, first.text), []).append(place)
    made: list[Concept | None] = list(concepts)
    for place, concept in enumerate(concepts):
        first, *others = concept.terms
        homes = right.get((first.language, first.text), [])
        if not concept.id_is_made or not others or len(homes) != 1 or homes == [place]:
            continue
        home = made[homes[0]]
        if home is not None and home.id_is_made and all(term.status in WRONG for term in others):
            new = [
                term for term in others if all((term.text, term.language) != (t.text, t.language) for t in home.terms)
            ]
            made[homes[0]] = replace(home, terms=(*home.terms, *new))
            made[place] = None
    return [concept for concept in made if concept is not None]


def _as_it_is_filled(column: Column, cells: Sequence[str], tally: Tally) -> Column:
    """A column of a flag's name as what its cells are: marks, words, or something of its owner's ("since 2019")."""
    said = [cell for cell in cells if cell]
    if column.meaning != "forbidden" or column.name not in _FLAGS or not said or _says_yes(said):
        return column
    if all(_may_be_term(cell) or cell.casefold() in NO | NOTHING for cell in said):
        tally.change(f"column '{column.name}'", "read as words not to use")
        return column
    return column if column.name in _SURE_FLAGS else column._replace(meaning="extra")


def _may_be_term(cell: str) -> bool:
    """Whether a cell is a wording, and no status, day, version or truth value."""
    bare = cell.casefold().strip()
    letters = sum(map(str.isalpha, bare))
    return letters > 1 and letters * 2 > len(bare) and not (status_of(bare) or proposed(bare) or bare in _TRUTH)


def _says_yes(cells: Iterable[str]) -> bool:
    """Whether a column of a flag's name holds flags: "yes" somewhere, or no words at all."""
    said = {cell.casefold() for cell in cells}
    return bool(said & YES) or said <= NO | NOTHING


def _without_wrong(
    named: list[tuple[Column, str]], flags: frozenset[Column]
) -> tuple[list[tuple[Column, str]], list[tuple[Column, str]]]:
    """The cells without words in a column that is called forbidden, and these words: "anchor; broadcaster"."""
    words = [column.meaning == "forbidden" and column not in flags and _is_word(cell) for column, cell in named]
    wrong = [(c, part) for (c, v), yes in zip(named, words, strict=True) if yes for part in _parts(v)]
    return [(c, "" if yes else v) for (c, v), yes in zip(named, words, strict=True)], wrong


def _is_word(cell: str) -> bool:
    return bool(cell) and cell.casefold() not in YES | NO


def _wrong_status(column: Column) -> Status:
    """What words or flags of a column that is called forbidden are: "deprecated terms" are deprecated.

    >>> [_wrong_status(Column("forbidden", name=name)) for name in ("do not use", "deprecated terms", "veraltet")]
    ['forbidden', 'deprecated', 'deprecated']
    """
    first = column.name.split()[0] if column.name else ""
    return "deprecated" if status_of(first) == "deprecated" and first != "avoid" else "forbidden"


def _parts(cell: str) -> list[str]:
    """The words of a cell of words not to use: none in "n/a", "(none)" and "--", which would be forbidden else."""
    parts = (part.strip() for part in _SEVERAL.split(cell))
    return [p for p in parts if any(map(str.isalnum, p)) and p.strip("()[]. ").casefold() not in NOTHING]


def _in_languages(columns: Sequence[Column], cells: Sequence[str]) -> Sequence[Column]:
    """The columns of terms with the languages that the row itself names for them."""
    said = {c.meaning: v for c, v in zip(columns, cells, strict=True) if c.meaning.endswith("_language")}
    if not said:
        return columns
    return [
        c._replace(meaning="term", language=said.get(f"{c.meaning}_language") or c.language)
        if c.meaning in ("source", "target")
        else c
        for c in columns
    ]


def _about(detail: Column, term: Column) -> bool:
    """Whether a column says something about the term of another one."""
    if detail.language != term.language or detail.meaning in ("term", "synonym"):
        return False
    return detail.number is None or detail.number == term.number


def _more(concept: dict[str, Any], found: dict[str, Any], tally: Tally) -> None:
    """Add what is said of the concept in another row or language; it has room for one definition."""
    for field, value in found.items():
        known = concept.setdefault(field, value)
        if field == "note" and value not in known.split("\n"):
            concept[field] = f"{known}\n{value}"
        elif known != value and field != "note":
            tally.drop(f"another {field}", "a concept has room for one")


def by_term(
    path: Path, columns: Sequence[Column], rows: Iterable[tuple[int, list[str]]], tally: Tally
) -> list[Concept]:
    """Each row a term; rows with the same id are one concept."""
    concepts: dict[str, tuple[list[tuple[Term, bool]], dict[str, Any]]] = {}
    for line, cells in rows:
        named = list(zip(columns, cells, strict=True))
        found = _details(path, line, named, tally)
        text = next((cell for column, cell in named if column.meaning == "term"), "")
        said = next((cell for column, cell in named if column.meaning == "language"), "")
        language = code_of(said) or said
        fault = language_fault(language) or (None if text else "the term is empty; write it or delete the row")
        if fault := fault or damage(text):
            tally.problems.append(Problem(str(path), line, fault))
            continue
        name = found["id"] or f"line-{line}"
        terms, details = concepts.setdefault(name, ([], {"id_is_made": not found["id"]}))
        terms.append((Term(text, language, place=f"{path}:{line}", **found["term"]), found["preferred"]))
        _more(details, found["concept"], tally)
    return [Concept(name, tuple(_chosen(terms)), **details) for name, (terms, details) in concepts.items()]


def _details(path: Path, line: int, cells: Iterable[tuple[Column, str]], tally: Tally) -> dict[str, Any]:
    """What the cells say beside the terms: of the concept, of its terms, and the id."""
    term: dict[str, Any] = {}
    concept: dict[str, Any] = {}
    preferred = False
    extra: list[tuple[str, str]] = []
    name = None
    for column, cell in cells:
        match column.meaning:
            case _ if not cell:
                continue
            case "id":
                name = cell
            case "subject" | "definition":
                if concept.setdefault(column.meaning, cell) != cell:
                    tally.drop(column.name, f"a concept has room for one {column.meaning}")
            case "note" if not column.language:
                concept["note"] = "\n".join(filter(None, (concept.get("note"), cell)))
            case "subsubject":
                concept["subject"] = f"{concept['subject']} / {cell}" if "subject" in concept else cell
            case "term_note" | "note":
                term["note"] = "\n".join(filter(None, (term.get("note"), cell)))
            case "info":
                _take_info(cell, term)
            case "preferred":
                preferred = _flag(path, line, column, cell, tally)
            case "gender":
                term["gender"] = gender_of(cell)
            case "client":
                term["client"] = cell
            case "status" if status_of(cell) or proposed(cell):
                marked = term.get("status")
                take_status(cell, term, tally)
                if marked in WRONG:  # a mark in a column before says so
                    term["status"] = marked
            case "forbidden" | "forbidden_flag":
                if _flag(path, line, column, cell, tally) and term.get("status") != "forbidden":
                    term["status"] = _wrong_status(column)
            case "case":
                if _flag(path, line, column, cell, tally):
                    term["case"] = "exact"
            case "part_of_speech" if part_of_speech_of(cell):
                take_part_of_speech(cell, term, tally)
            case "example":
                extra.append(("context", cell))
            case "extra" | "status" | "part_of_speech" if column.name:  # a word without a counterpart here is kept
                extra.append((own_column(column.name), cell))
                what = f"column '{column.name}'" if column.meaning == "extra" else f"{column.meaning} '{cell}'"
                tally.change(what, f"unknown, kept as {own_column(column.name)}")
            case "extra":
                tally.drop("cells of a column without a name")
            case _:
                pass
    if extra:
        joined: dict[str, str] = {}
        for own, cell in extra:  # two columns of one name
            joined[own] = f"{joined[own]}\n{cell}" if own in joined else cell
        term["extra"] = tuple(sorted(joined.items()))
    return {"id": name, "concept": concept, "term": term, "preferred": preferred}


def _chosen(terms: Sequence[tuple[Term, bool]]) -> list[Term]:
    """The terms; where a flag chooses one of a language, the other right ones are admitted beside it."""
    languages = {term.language for term, flag in terms if flag}
    return [
        replace(term, status="admitted") if term.status == "preferred" and not flag and term.language in languages
        else term
        for term, flag in terms
    ]  # fmt: skip


def _take_info(cell: str, term: dict[str, Any]) -> None:
    """memoQ's `CasePermissive;HalfPrefix;Forbidden`."""
    words = {word.strip().casefold() for word in cell.split(";")}
    if "forbidden" in words:
        term["status"] = "forbidden"
    if words & {"casesense", "casesensitive", "caseyes"}:
        term["case"] = "exact"


def _flag(path: Path, line: int, column: Column, cell: str, tally: Tally) -> bool:
    word = cell.casefold()
    if not any(map(str.isalnum, word)) or word.strip("()[]. ") in NOTHING:
        return False
    if word not in YES and word not in NO:
        message = f"'{cell}' is neither yes nor no; a column of words not to use is called 'forbidden terms'"
        if column.meaning != "forbidden":
            message = f"'{cell}' is neither yes nor no"
        tally.problems.append(Problem(str(path), line, message, column.name))
    return word in YES
