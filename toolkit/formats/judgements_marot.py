"""MQM rows as Marot and Google's releases have them: one error a line, its place marked by `<v>...</v>`.

Both layouts are read: system, doc, doc_id, seg_id, rater, source, target, category, severity (2020 to 2022) and
system, doc, docSegId, globalSegId, rater, source, target, category, severity, metadata (since 2023). Written is the
first. Quotation marks are letters here, not the quoting of cells: translations are full of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.errors import Problem
from toolkit.formats.files import Line
from toolkit.formats.judgements import Content, Written
from toolkit.formats.span_marks import CLOSE, OPEN, marked, overlapping, unmarked
from toolkit.model.judgements import ErrorSpan, Rating

COLUMNS = ("system", "doc", "doc_id", "seg_id", "rater", "source", "target", "category", "severity")
NO_ERROR = "No-error"
_ALIASES = {
    "docsegid": "doc_id",
    "globalsegid": "seg_id",
    "seg": "seg_id",
    "document": "doc",
    "comment": "metadata",
    "note": "metadata",
}
_REQUIRED = ("system", "seg_id", "target", "category", "severity")
_MAY_BE_EMPTY = frozenset({"target", "category"})
_NO_ERRORS = frozenset({"no-error", "no error", "noerror", "none"})
_SEVERITIES = frozenset({"critical", "major", "minor", "neutral", "trivial", *_NO_ERRORS})
_BLANKS = re.compile("[\t\r\n]")


class _Row(NamedTuple):
    rating: Rating
    error: ErrorSpan | None


class MarotRows:
    """The format `marot`."""

    def sniff(self, first: str) -> bool:
        """A header with the columns of an error, or a first row that ends in a severity.

        >>> FORMAT.sniff("system\\tdoc\\tdocSegId\\tglobalSegId\\trater\\tsource\\ttarget\\tcategory\\tseverity")
        True
        """
        cells = first.split("\t")
        return set(_REQUIRED) <= set(_header(cells)) or _is_bare_row(cells)

    def read(self, rows: Sequence[Line], path: str) -> Content:
        """One rating for all rows of a rater, a system and a segment."""
        first = rows[0].text.split("\t")
        header = [*COLUMNS, "metadata"] if _is_bare_row(first) else _header(first)
        body = rows if _is_bare_row(first) else rows[1:]
        problems: list[Problem] = []
        found: list[_Row] = []
        for line in body:
            cells = line.text.split("\t")
            try:
                found.append(
                    _row(dict(zip(header, cells, strict=False)), len(cells), f"{path}:{line.number}", problems)
                )
            except ValueError as error:
                problems.append(Problem(path, line.number, str(error)))
        return Content(tuple(_gathered(_with_own_ids(found), problems)), len(body), tuple(problems))

    def write(self, ratings: Sequence[Rating]) -> Written:
        """A row for each error, and one `No-error` row for a rating without any."""
        out = ["\t".join(COLUMNS)]
        lost = _Lost()
        numbers: dict[str, dict[str, int]] = {}
        for rating in ratings:
            if rating.score is not None:
                lost.scores += 1
            if rating.languages is not None:
                lost.languages += 1
            if rating.errors is None:
                lost.unmarked += 1
                continue
            if any(mark in (text or "") for text in (rating.source, rating.target) for mark in (OPEN, CLOSE)):
                lost.marks += 1
                continue
            document = numbers.setdefault(rating.document or "", {})
            place = document.setdefault(rating.segment_id, len(document) + 1)
            lost.errors += sum(error.score is not None or error.note is not None for error in rating.errors)
            lost.overlaps += sum(overlapping(e.spans) or overlapping(e.source_spans) for e in rating.errors)
            for error in rating.errors or (None,):
                cells = _cells(rating, error, place)
                clean = [_BLANKS.sub(" ", cell) for cell in cells]
                lost.blanks += clean != cells
                out.append("\t".join(clean))
        kept = len(ratings) - lost.unmarked - lost.marks
        return Written("\n".join(out) + "\n", kept, tuple(lost.sentences()))


FORMAT = MarotRows()


def _header(cells: Sequence[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    return [_ALIASES.get(name, name) for name in names]


def _is_bare_row(cells: Sequence[str]) -> bool:
    """A row of the old layout in a file that has lost its header."""
    return len(cells) in (9, 10) and cells[8].strip().casefold() in _SEVERITIES


def _row(cells: Mapping[str, str], count: int, place: str, problems: list[Problem]) -> _Row:
    missing = [n for n in _REQUIRED if n not in cells or not (cells[n].strip() or n in _MAY_BE_EMPTY)]
    if missing:
        raise ValueError(f"the row has {count} cells and nothing under {', '.join(missing)}")
    category, severity = cells["category"].strip(), cells["severity"].strip()
    if category.casefold().startswith("hotw-test") or severity.casefold().startswith("hotw-test"):
        raise ValueError("a planted test of the rater's attention, not a rating")
    target, spans, target_broken = unmarked(cells["target"])
    source, source_spans, source_broken = unmarked(cells.get("source") or "")
    if target_broken or source_broken:
        path, _, line = place.rpartition(":")
        fault = f"the place of the error cannot be told: {OPEN} and {CLOSE} do not pair"
        problems.append(Problem(path, int(line), fault, severity="warning"))
    rating = Rating(
        system=cells["system"].strip(),
        segment_id=cells["seg_id"].strip(),
        rater=(cells.get("rater") or "").strip() or None,
        document=(cells.get("doc") or "").strip() or None,
        source=source if "source" in cells else None,
        target=target,
        place=place,
    )
    if severity.casefold() in _NO_ERRORS:
        return _Row(rating, None)
    note, more = _note(cells.get("metadata"))
    if more:
        path, _, line = place.rpartition(":")
        problems.append(Problem(path, int(line), "metadata besides the rater's note is not kept", severity="warning"))
    return _Row(rating, ErrorSpan(severity.casefold(), category or None, spans, source_spans, note=note))


def _note(metadata: str | None) -> tuple[str | None, bool]:
    """The rater's remark, and whether there is more: Marot keeps it in an object beside times and versions."""
    text = (metadata or "").strip()
    if not text.startswith("{"):
        return text or None, False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text, False
    if not isinstance(value, dict):
        return text, False
    note = value.pop("note", None)
    return (note if isinstance(note, str) and note.strip() else None), bool(value)


def _with_own_ids(rows: Sequence[_Row]) -> list[_Row]:
    """The same, but where documents count their segments anew, the ids carry the document's name."""
    documents: dict[str, set[str | None]] = {}
    for rating, _ in rows:
        documents.setdefault(rating.segment_id, set()).add(rating.document)
    if all(len(named) == 1 for named in documents.values()):
        return list(rows)
    return [
        _Row(replace(rating, segment_id=f"{rating.document or ''}:{rating.segment_id}"), error)
        for rating, error in rows
    ]


def _gathered(rows: Sequence[_Row], problems: list[Problem]) -> Iterator[Rating]:
    together: dict[tuple[str, str, str | None], list[_Row]] = {}
    for row in rows:
        together.setdefault((*row.rating.item, row.rating.rater), []).append(row)
    for group in together.values():
        rating = group[0].rating
        for other, _ in group[1:]:
            if other.target != rating.target:
                path, _, line = (other.place or "").rpartition(":")
                fault = "the translation differs from that of the same system and segment above"
                problems.append(Problem(path, int(line), fault, severity="warning"))
        errors = tuple(error for _, error in group if error is not None)
        yield replace(rating, errors=errors)


def _cells(rating: Rating, error: ErrorSpan | None, place: int) -> list[str]:
    source, target = rating.source or "", rating.target or ""
    if error is not None:
        source, target = marked(source, error.source_spans), marked(target, error.spans)
    severity = error.severity.capitalize() if error else NO_ERROR
    category = (error.category or "") if error else NO_ERROR
    where = [rating.system, rating.document or "", str(place), rating.segment_id, rating.rater or ""]
    return [*where, source, target, category, severity]


class _Lost:
    """Counts what the table cannot hold."""

    def __init__(self) -> None:
        self.scores = self.languages = self.unmarked = self.marks = self.errors = self.blanks = self.overlaps = 0

    def sentences(self) -> Iterator[str]:
        told = (
            (self.unmarked, "ratings left out, which were not asked for errors (no row would say there are none)"),
            (self.marks, f"ratings left out, whose text holds {OPEN} or {CLOSE}, which mark errors here"),
            (self.scores, "scores of 0 to 100 left out, for which there is no column"),
            (self.languages, "ratings that lose their language pair"),
            (self.errors, "errors that lose their own score or note"),
            (self.overlaps, "errors with overlapping parts, marked as one stretch"),
            (self.blanks, "rows with tabs or line ends in a cell, written as blanks"),
        )
        return (f"{what}: {count}." for count, what in told if count)
