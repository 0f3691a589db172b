"""Tables of terms as people keep them: rows above the header, columns that say what they are, one row a term or many.

A plain table (languages and notes) is read by `toolkit.formats.glossary_csv`; one whose header says more, by its
headings (`toolkit.formats.term_headers`). Text files, workbooks and JSON all come here as records.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.glossary_csv import flat_of
from toolkit.formats.glossary_reports import ImportResult, Tally
from toolkit.formats.table_concepts import Column, Records, concepts_of_records
from toolkit.formats.term_headers import TERMS, Heading, has_terms, headings_of, is_described
from toolkit.formats.term_rows import language_fault
from toolkit.model.terms import Concept, primary_subtag, same_language

_MOST_ABOVE = 12
_SAME = frozenset(
    "id status preferred forbidden case part_of_speech gender definition note subject subsubject client info "
    "synonym".split()
)


def read_table(
    path: Path, records: Records, languages: Sequence[str] | None, tally: Tally, format_name: str
) -> ImportResult:
    """The terms of the records; `tally` has the problems met so far. Raises InputError where languages are missing."""
    records = below_title(records, tally)
    headings = headings_of(records[0][1]) if records else ()
    if not is_described(headings):
        glossary = flat_of(path, records, tally, languages)
        terms = sum(len(concept.terms) for concept in glossary.concepts)
        report = tally.result(str(path), format_name, path.stem, ()).report
        return ImportResult(glossary, report._replace(concepts=len(glossary.concepts), terms=terms))
    by_row = _is_by_row(headings)
    columns = columns_of(path, headings, languages, by_row=by_row)
    concepts = concepts_of_records(path, columns, records[1:], tally, by_row=by_row)
    if not by_row and _id_column(headings) is None:
        _refuse_loose(path, concepts)
    return tally.result(str(path), format_name, path.stem, concepts)


def below_title(records: Records, tally: Tally) -> Records:
    """The records from the header on, where nothing but single cells stands above it.

    >>> below_title([(1, ["Glossary of pumps", ""]), (3, ["de", "en"]), (4, ["Welle", "shaft"])], Tally())
    [(3, ['de', 'en']), (4, ['Welle', 'shaft'])]
    """
    for number, (_, cells) in enumerate(records[:_MOST_ABOVE]):
        if has_terms(headings_of(cells)):
            if number:
                tally.drop("rows above the header", "no terms", times=number)
            return records[number:]
        if sum(bool(cell.strip()) for cell in cells) > 1:
            break
    return records


def _refuse_loose(path: Path, concepts: Sequence[Concept]) -> None:
    """Raises InputError where terms of several languages stand there and nothing says which belong together."""
    languages = dict.fromkeys(primary_subtag(term.language) for concept in concepts for term in concept.terms)
    if len(languages) > 1:
        raise InputError(
            f"{path}:1: the rows are terms in {', '.join(languages)}, and no column says which of them belong "
            "together. Add a column 'concept' with the same name for the terms of one meaning."
        )


def _is_by_row(headings: Sequence[Heading]) -> bool:
    """Whether a row holds all of a concept's terms, and not one term and its language."""
    alone = {heading.meaning for heading in headings if not heading.language}
    return "target" in alone or not {"term", "language"} <= alone


def columns_of(
    path: Path, headings: Sequence[Heading], languages: Sequence[str] | None, *, by_row: bool
) -> list[Column]:
    """What the columns mean to the reader of rows. Raises InputError where a language is missing."""
    alone = {heading.meaning for heading in headings if not heading.language}
    first = "source" if "source" in alone else "term"
    told = {heading.meaning for heading in headings}
    if by_row and "target" in alone and "language" in told and "target_language" not in told:
        headings = [h._replace(meaning="target_language") if h.meaning == "language" else h for h in headings]
        told.add("target_language")
    sides = [side for side in (first, "target") if side in alone] if by_row else []
    given = _given(path, headings, languages, sides, told)
    name = _id_column(headings)
    headings = [_of_terms(heading, headings) for heading in headings]
    columns: list[Column] = []
    for place, heading in enumerate(headings):
        meaning, language = heading.meaning, heading.language
        if by_row and not language and meaning in given:
            side = "source" if meaning == first else "target"
            columns.append(Column(side if f"{side}_language" in told else "term", given[meaning], heading.name))
        elif language and meaning in ("term", "source", "target"):
            columns.append(Column("term", language, heading.name, heading.number))
        elif meaning == "term" or (meaning == "language" and not by_row) or meaning.endswith("_language"):
            columns.append(Column(meaning, None, heading.name))
        elif meaning == "note" and not by_row and not heading.name.startswith(("concept", "entry")):
            columns.append(Column("term_note", None, heading.name))
        elif meaning == "synonym" and not language:
            kind = "synonym" if sides else "extra"
            columns.append(Column(kind, given.get(sides[-1]) if sides else None, heading.name))
        elif meaning in _SAME and (meaning != "id" or place == name):
            columns.append(Column(meaning, language, heading.name, heading.number))
        else:
            kind = "example" if meaning == "example" else "extra"
            columns.append(Column(kind, language, heading.name, heading.number))
    return columns


def _given(
    path: Path, headings: Sequence[Heading], languages: Sequence[str] | None, sides: Sequence[str], told: set[str]
) -> dict[str, str | None]:
    """The languages of columns that name none, from the caller; None: each row names it.

    Raises InputError where nobody does.
    """
    found: dict[str, str | None] = {}
    for place, side in enumerate(sides):
        rows_say = ("target_language" if side == "target" else "source_language") in told
        code = languages[place] if languages and len(languages) > place else None
        if code is not None and (fault := language_fault(code)):
            raise InputError(f"--languages: {fault}.")
        if code is None and not rows_say:
            name = next(h.name for h in headings if h.meaning == side and not h.language)
            wanted = "en" if len(sides) == 1 else "zh,en"
            raise InputError(
                f"{path}:1: the column '{name}' does not say its language. Write its code into the header, "
                f"or say it where a command asks for it, the source first: --languages {wanted}."
            )
        found[side] = code
    return found


def _of_terms(heading: Heading, headings: Sequence[Heading]) -> Heading:
    """A detail in the language of the terms that it is about: `German: Note` beside `de-AT`; else in none."""
    languages = [h.language for h in headings if h.language and h.meaning in TERMS]
    if not heading.language or heading.meaning in TERMS or heading.language in languages:
        return heading
    near = next((language for language in languages if same_language(language, heading.language)), None)
    return heading._replace(language=near) if near else Heading("own", None, heading.name)


def _id_column(headings: Sequence[Heading]) -> int | None:
    """Of several columns with numbers, the one that counts concepts."""
    ids = [place for place, heading in enumerate(headings) if heading.meaning == "id"]
    of_concepts = [place for place in ids if "concept" in headings[place].name or "entry" in headings[place].name]
    return next(iter(of_concepts or ids), None)
