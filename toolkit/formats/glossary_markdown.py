"""Glossaries kept as tables in Markdown, read: the header names the languages, further columns are notes.

Alphabet rows (`**A**` and nothing else) are passed over. A cell is one term, as it stands: what lists several with
commas inside is for `tqt glossary lint` and its owner to part, for a comma may belong to the term.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.concept_ids import fresh_id, slug_of
from toolkit.formats.files import lines
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_reports import ImportResult, Rendered, Tally
from toolkit.formats.glossary_table import columns_of
from toolkit.formats.language_names import code_of
from toolkit.formats.table_concepts import Column, concepts_of_records
from toolkit.formats.table_head import head_text, table_text
from toolkit.formats.term_headers import Heading, heading_of, headings_of, is_described
from toolkit.formats.term_words import part_of_speech_of
from toolkit.model.terms import Concept, Glossary, PartOfSpeech, Term

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*")
_SPLIT = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`|<br\s*/?>")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PRIVATE = 0xF0000
_SHOWN = {_PRIVATE + code: chr(code) for code in range(0x21, 0x7F)}
_PART = re.compile(r"\s*\((n|v|adj|adv|noun|verb|adjective|adverb)\.?\)$")
_NOTES = ("note", "notes", "comment", "remark", "备注", "說明", "说明", "description")


class Markdown:
    """The format `markdown`."""

    name = "markdown"
    suffixes: tuple[str, ...] = ()
    reads = True
    writes = keeps_garble = False
    is_enforced = False
    loses: tuple[str, ...] = ()

    def sniff(self, head: bytes, path: Path) -> bool:
        """A line of dashes and bars below a line with bars."""
        rows = (head_text(head) or "").splitlines()
        return any(_RULE.fullmatch(row) and "|" in above for above, row in pairwise(rows))

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """The rows of every table whose header names two languages, or of the first ones if the caller does."""
        tally = Tally()
        concepts: dict[str, Concept] = {}
        columns: list[str | None] = []
        described: list[Column] = []
        header: list[str] = []
        above: list[str] = []
        for line in lines(table_text(path, tally.problems)):
            if _RULE.fullmatch(line.text) and above:
                header = [cell.casefold() for cell in above]
                columns = _columns(above, languages)
                headings = headings_of(above)
                described = columns_of(path, headings, languages, by_row=True) if _by_headings(headings) else []
            elif "|" not in line.text:
                columns, described = [], []
            elif described:
                cells = [_plain(cell) for cell in _cells(line.text)]
                records = [(line.number, cells)]
                for concept in concepts_of_records(path, described, records, tally, by_row=True):
                    fresh = fresh_id(concept.id, concepts)
                    concepts[fresh] = replace(concept, id=fresh)
            elif sum(map(bool, columns)) >= 2:
                _row(f"{path}:{line.number}", _cells(line.text), columns, header, concepts, tally)
            above = _cells(line.text) if "|" in line.text else []
        if not concepts:
            raise InputError(
                f"{path}: no table in it names two languages in its header, such as | zh | en |. "
                "Name them there, or say --languages zh,en for the first two columns."
            )
        return tally.result(str(path), self.name, path.stem, concepts.values())

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """Raises InputError: this format is read only."""
        raise InputError("markdown: this format is read, not written.")


FORMAT = Markdown()


def _columns(header: list[str], languages: Languages | None) -> list[str | None]:
    codes = [code_of(cell) for cell in header]
    if sum(map(bool, codes)) < 2 and languages and len(languages) <= len(header):
        return [*languages, *[None] * (len(header) - len(languages))]
    return codes


def _by_headings(headings: Sequence[Heading]) -> bool:
    """Whether columns say more of the terms than notes do: a status, a part of speech, a definition."""
    told = {"status", "forbidden", "preferred", "part_of_speech", "gender", "definition", "subject", "synonym"}
    return is_described(headings) and any(heading.meaning in told for heading in headings)


def _cells(row: str) -> list[str]:
    stripped = row.strip().removeprefix("|")
    if stripped.endswith("|") and not stripped.endswith("\\|"):
        stripped = stripped[:-1]
    return [cell.replace("\\|", "|").strip() for cell in _SPLIT.split(stripped)]


def _row(
    place: str,
    cells: list[str],
    columns: list[str | None],
    header: list[str],
    concepts: dict[str, Concept],
    tally: Tally,
) -> None:
    terms: list[Term] = []
    notes: list[str] = []
    for number, cell in enumerate(cells):
        language = columns[number] if number < len(columns) else None
        text = _plain(cell)
        if not text:
            continue
        if language is not None:
            text, part = _with_part(text)
            terms.append(Term(text, language, part_of_speech=part, place=place))
        elif number < len(header) and _is_note(header[number]):
            notes.append(text)
        else:
            tally.drop(f"column '{header[number]}'" if number < len(header) else "cells beyond the header")
    if len(terms) == 1 and len(terms[0].text) == 1 and "**" in "".join(cells):
        tally.drop("rows of the alphabet", "a letter in bold and nothing else")
        return
    if terms:
        name = fresh_id(slug_of(terms[0].text) or f"line-{place.rpartition(':')[2]}", concepts)
        concepts[name] = Concept(name, tuple(terms), note=" ".join(notes) or None, id_is_made=True)


def _is_note(name: str) -> bool:
    return any(one in name for one in _NOTES) or heading_of(name).meaning == "note"


def _plain(cell: str) -> str:
    bare = _MARKS.sub(lambda m: " " if m.group().startswith("<") else "", _LINK.sub(r"\1", _ESCAPED.sub(_hidden, cell)))
    return " ".join(unescape(bare.translate(_SHOWN)).split())


def _hidden(found: re.Match[str]) -> str:
    """A mark behind a backslash is no mark of Markdown: out of the way until those are gone."""
    return chr(_PRIVATE + ord(found.group(1)))


def _with_part(text: str) -> tuple[str, PartOfSpeech | None]:
    """ "address (n.)" is the noun "address"."""
    found = _PART.search(text)
    if found is None or found.start() == 0:
        return text, None
    return text[: found.start()], part_of_speech_of(found.group(1))
