"""The table of candidates that a human accepts or rejects, and what is taken over from it.

`accept` is left empty; y, yes, x, 1, ok or + takes the row. Everything else may be edited, too: `concept` names an
existing concept that gets the terms, or a new one; without it the id is made of the terms.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.concept_ids import fresh_id, slug_of
from toolkit.formats.files import decode, read_bytes
from toolkit.formats.rows import delimiter_of, format_rows
from toolkit.model import Glossary, primary_subtag
from toolkit.text.fold import fold

COLUMNS = (
    "accept",
    "concept",
    "source",
    "target",
    "count",
    "segments",
    "score",
    "sureness",
    "known",
    "name",
    "variants",
    "example",
    "example_target",
)
_YES = frozenset("y yes x 1 ok + ja oui si да 是".split())
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula."""


class Mined(NamedTuple):
    """One row of the table."""

    source: str
    target: str | None
    times: int
    segments: int
    score: float
    sureness: float | None
    """Of the target; None without one."""
    known: str | None
    """The concept of the glossary that has the source term already."""
    is_name: bool
    variants: tuple[str, ...]
    example: str
    example_target: str | None


class Accepted(NamedTuple):
    """A row that a human took."""

    concept: str | None
    source: str
    target: str | None
    note: str
    line: int


def as_csv(rows: Iterable[Mined]) -> str:
    """The table, one candidate a row."""
    return format_rows([COLUMNS, *(_cells(row) for row in rows)])


def _cells(row: Mined) -> tuple[str, ...]:
    return (
        "",
        row.known or "",
        row.source,
        row.target or "",
        str(row.times),
        str(row.segments),
        f"{row.score:.3f}",
        "" if row.sureness is None else f"{row.sureness:.2f}",
        "yes" if row.known else "",
        "yes" if row.is_name else "",
        _inert(" | ".join(row.variants)),
        _inert(row.example),
        _inert(row.example_target or ""),
    )


def _inert(text: str) -> str:
    text = " ".join(text.split())
    return f"'{text}" if text.startswith(_ACTIVE) else text


def accepted(path: Path) -> tuple[Accepted, ...]:
    """The rows of the table that are marked. Raises InputError where the table lacks its columns."""
    text = decode(read_bytes(path), path).text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text) if text.strip() else ",")
    try:
        records = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: the table is broken: {error}.") from None
    header = [name.strip() for name in records[0][1]] if records else []
    for name in ("accept", "source"):
        if name not in header:
            raise InputError(
                f"{path}: the column '{name}' is missing from the first line. Give the table of "
                "`tqt glossary mine ... -o` with its header."
            )
    found = []
    for line, row in records[1:]:
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        if cells.get("accept", "").casefold() not in _YES:
            continue
        if not cells.get("source"):
            raise InputError(f"{path}:{line}: the row is accepted and has no source term. Fill it, or empty 'accept'.")
        count = cells.get("count") or "?"
        note = f"mined: {count} times"
        found.append(Accepted(cells.get("concept") or None, cells["source"], cells.get("target") or None, note, line))
    return tuple(found)


def as_rows(taken: Sequence[Accepted], languages: tuple[str, str], glossary: Glossary) -> list[dict[str, str]]:
    """The rows for terms.csv, as proposed terms; what the glossary has already is left out.

    A concept without a name gets one that is not taken. A term of a concept that has a preferred one is admitted.

    >>> row = Accepted(None, "坑位费", "slot fee", "mined: 9 times", 2)
    >>> [(r["concept"], r["language"], r["term"]) for r in as_rows([row], ("zh", "en"), Glossary("new", ()))]
    [('slot-fee', 'zh', '坑位费'), ('slot-fee', 'en', 'slot fee')]
    """
    names = {concept.id for concept in glossary.concepts}
    every = [(concept.id, term) for concept in glossary.concepts for term in concept.terms]
    owner = {(primary_subtag(t.language), fold(t.text).text): name for name, t in reversed(every)}
    have = {(name, primary_subtag(t.language), fold(t.text).text) for name, t in every}
    preferred = {(name, primary_subtag(t.language)) for name, t in every if t.status == "preferred"}
    rows: list[dict[str, str]] = []
    for one in taken:
        name = one.concept or owner.get((primary_subtag(languages[0]), fold(one.source).text))
        name = name or fresh_id(slug_of(one.target or one.source) or "term", names)
        names.add(name)
        for language, term in zip(languages, (one.source, one.target), strict=True):
            tag = primary_subtag(language)
            if not term or (name, tag, fold(term).text) in have:
                continue
            have.add((name, tag, fold(term).text))
            owner.setdefault((tag, fold(term).text), name)
            row = {"concept": name, "language": language, "term": term}
            if (name, tag) in preferred:
                row["status"] = "admitted"
            preferred.add((name, tag))
            rows.append(row | {"approval": "proposed", "note": one.note})
    return rows
