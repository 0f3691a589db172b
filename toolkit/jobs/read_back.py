"""What a translator decided in the workbook of a report: the text, a ledger with verdicts, and pairs to learn from.

A segment's row is known by its id, wherever it was sorted to. Reads the workbook that `toolkit.report.xlsx` wrote and
nothing else; what a translator writes over the text itself counts as their version.
"""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.errors import InputError
from toolkit.formats.archive import UNREADABLE, read_archive
from toolkit.formats.files import read_bytes
from toolkit.model import Edit, Outcome, Span
from toolkit.postedit.ledger import Ledger, around, as_row, digest_of, read_ledger
from toolkit.report.xlsx import HIDDEN, ID, SCHEMA, SHEET, VERDICT, VERDICTS, VERSION
from toolkit.report.xlsx_cells import cell_text, text_of, visible

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

RULE = "human"
"""The rule of an edit that the translator made."""


class Decided(NamedTuple):
    """One segment after the translator."""

    id: str
    source: str | None
    before: str
    """The text before all edits."""
    now: str
    """The text that the workbook showed."""
    text: str
    """What the translator wants."""
    verdict: str | None
    """accept, reject or change; None: nothing was said, and the text stays as it was shown."""
    waiting: tuple[str, ...] = ()
    """Changes that were only proposed, and that an `accept` of the text as it is leaves unmade."""


class ReadBack(NamedTuple):
    """All decisions of a workbook."""

    segments: tuple[Decided, ...]
    """In the order of the text."""
    ledger: str
    """JSON lines for `tqt apply`, from the text before all edits."""
    notes: tuple[str, ...]


def read_back(path: str | Path) -> ReadBack:
    """The decisions of a workbook.

    Raises InputError for a file that is no workbook of ours, for an unknown verdict, and for rows of one segment twice.
    """
    book = _open(read_bytes(path), str(path))
    head, known = _known(book, str(path))
    rows, notes = _rows(book, known, str(path), head.get("shown"))
    segments = tuple(
        _with_waiting(rows.get(name) or _untouched(row), row, str(path), notes) for name, row in known.items()
    )
    missing = [name for name in known if name not in rows]
    if missing:
        notes.append(f"{len(missing)} rows were taken out; their text stays: {', '.join(missing[:6])}.")
    return ReadBack(segments, _ledger(head, known, segments, str(path)), tuple(notes))


def filled(path: str | Path) -> int:
    """In how many rows of a workbook of ours somebody has written something.

    Unlike `read_back` this asks for no sense in it: what is half done is worth keeping too. Raises InputError for a
    file that is none of ours, or is no more as we wrote it.
    """
    book = _open(read_bytes(path), str(path))
    head, known = _known(book, str(path))
    heads, *rows = [[text_of(cell) for cell in cells] for cells in book[SHEET].iter_rows(values_only=True)] or [[]]
    shown = {visible(name): text_of(cell_text(row["now"])).strip() for name, row in known.items()}
    if VERSION not in heads or VERDICT not in heads:
        raise InputError(f"{path}: sheet '{SHEET}' has no columns '{VERSION}' and '{VERDICT}'.")
    yours = [heads.index(VERSION), heads.index(VERDICT)]
    column = text_of(cell_text(str(head.get("shown"))))
    now, name = (heads.index(one) if one in heads else None for one in (column, ID))

    def is_filled(cells: Sequence[str]) -> bool:
        if any(cells[at].strip() for at in yours):
            return True
        if now is None or name is None or cells[name] not in shown:
            return False
        return cells[now].strip() not in ("", shown[cells[name]])

    return sum(map(is_filled, rows))


def lessons(found: ReadBack) -> str:
    """The corrected segments as a TSV that `tqt glossary learn` takes as --before and --after: source, mt, reference.

    Tabs and line breaks become blanks; a segment without text on either side teaches nothing and is left out, and so
    does one that was accepted over a change that was only proposed: nobody knows which of the two was meant.
    """
    lines = ["source\tmt\treference"]
    for one in found.segments:
        if one.verdict is not None and not one.waiting and one.now.strip() and one.text.strip():
            cells = (one.source or "", one.before, one.text)
            lines.append("\t".join(map(_tsv_cell, cells)))
    return "\n".join(lines) + "\n"


def _tsv_cell(text: str) -> str:
    """One line without a tab; in quotation marks where it begins with one, which a reader would take away."""
    flat = " ".join(text.split())
    doubled = flat.replace('"', '""')
    return f'"{doubled}"' if flat.startswith('"') else flat


def plain_text(found: ReadBack) -> tuple[str, tuple[str, ...]]:
    """The text, one segment a line, and the ids of segments whose line breaks became blanks."""
    broken = tuple(one.id for one in found.segments if len(one.text.splitlines()) > 1)
    return "".join(" ".join(one.text.splitlines()) + "\n" for one in found.segments), broken


def _open(data: bytes, path: str) -> Workbook:
    from openpyxl import load_workbook

    if data.startswith(b"PK"):
        read_archive(data, path, ".xlsx workbook")  # refuses what would unpack to more than it says
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book: Workbook = load_workbook(io.BytesIO(data))
    except UNREADABLE as error:
        raise InputError(f"{path}: not a workbook that can be read. Save it as .xlsx.") from error
    if SHEET not in book.sheetnames or HIDDEN not in book.sheetnames:
        raise InputError(f"{path}: no workbook of ours. `tqt postedit --report FILE.xlsx` writes one; keep its sheets.")
    return book


def _known(book: Workbook, path: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Head and segments of the hidden sheet."""
    rows = []
    for cells in book[HIDDEN].iter_rows(values_only=True):
        told = "".join(text_of(cell) for cell in cells if cell is not None)
        try:
            row = json.loads(told)
        except ValueError as error:
            raise InputError(f"{path}: the hidden sheet '{HIDDEN}' is damaged. Write the report anew.") from error
        rows.append(row)
    head, *segments = rows or [{}]
    if not isinstance(head, dict) or head.get("schema") != SCHEMA:
        raise InputError(f"{path}: no workbook of schema {SCHEMA}. Write the report anew with this version.")
    if not all(isinstance(row, dict) and {"id", "before", "now"} <= set(row) for row in segments):
        raise InputError(f"{path}: the hidden sheet '{HIDDEN}' is damaged. Write the report anew.")
    return head, {str(row["id"]): row for row in segments}


def _rows(
    book: Workbook, known: Mapping[str, Mapping[str, Any]], path: str, column: object
) -> tuple[dict[str, Decided], list[str]]:
    lines = list(book[SHEET].iter_rows(values_only=True))
    heads = [text_of(cell) for cell in lines[0]] if lines else []
    for wanted in (ID, VERSION, VERDICT):
        if wanted not in heads:
            raise InputError(f"{path}: sheet '{SHEET}' has no column '{wanted}'. Put the head line back as it was.")
    shown = text_of(cell_text(str(column)))
    now_at = heads.index(shown) if shown in heads else None
    places = {visible(name): name for name in known}
    found: dict[str, Decided] = {}
    notes: list[str] = []
    for number, cells in enumerate(lines[1:], 2):
        name = text_of(cells[heads.index(ID)])
        if not any(text_of(cell).strip() for cell in cells):
            continue
        if name not in places:
            raise InputError(f"{path}: row {number}: there is no segment '{name}'. Put its number back.")
        if places[name] in found:
            raise InputError(f"{path}: row {number}: segment '{name}' has a row already. Take one of them out.")
        said = text_of(cells[heads.index(VERDICT)]).strip().casefold()
        if said and said not in VERDICTS:
            raise InputError(f"{path}: row {number}: verdict '{said}' is not known. Write {', '.join(VERDICTS)}.")
        row = known[places[name]]
        version = text_of(cells[heads.index(VERSION)])
        written = text_of(cells[now_at]) if now_at is not None else ""
        if not version.strip() and written.strip() and written != text_of(cell_text(row["now"])):
            version = written
            notes.append(f"Row {number}: the text was changed in its own column; it counts as your version.")
        if said == "change" and not version.strip():
            raise InputError(f"{path}: row {number}: verdict 'change' without a text in '{VERSION}'. Write it there.")
        if said in ("accept", "reject") and version.strip():
            notes.append(f"Row {number}: verdict '{said}' and a version of your own; the version counts.")
        found[places[name]] = _decided(row, said or None, version)
    return found, notes


def _decided(row: Mapping[str, Any], said: str | None, version: str) -> Decided:
    before, now = str(row["before"]), str(row["now"])
    if version.strip():
        text, said = _with_controls(version, now), "change"
    else:
        text = before if said == "reject" else now
    return Decided(str(row["id"]), row.get("source"), before, now, text, said)


def _with_waiting(one: Decided, row: Mapping[str, Any], path: str, notes: list[str]) -> Decided:
    """The decision with the proposals that it leaves unmade; a note says so, for `accept` may have meant them."""
    if one.verdict != "accept":
        return one
    edits = [entry.edit for entry in _entries(row.get("edits") or [], path).entries]
    waiting = tuple(f"'{e.before}' -> '{e.after}'" for e in edits if e.outcome is Outcome.REVIEW and not e.group)
    if waiting:
        notes.append(
            f"Segment {one.id}: 'accept' keeps the text as the workbook shows it; {', '.join(waiting)} was only "
            f"proposed. To make it, write the line into '{VERSION}'."
        )
    return one._replace(waiting=waiting)


def _untouched(row: Mapping[str, Any]) -> Decided:
    return _decided(row, None, "")


def _with_controls(version: str, now: str) -> str:
    """Pictures of control characters as the characters again, where the text had them."""
    for char in {c for c in now if visible(c) != c and len(visible(c)) == 1}:
        version = version.replace(visible(char), char)
    return version


def _ledger(
    head: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], segments: Sequence[Decided], path: str
) -> str:
    """The edits with their verdicts; a translator's own version is one edit that stands for all of the segment's."""
    keys = ("text", "glossary", "source_used", "segments")
    rows: list[str] = [json.dumps({"schema": 1, **{key: head.get(key) for key in keys}}, ensure_ascii=False)]
    for one in segments:
        verdict = {None: None, "accept": "accept", "reject": "reject", "change": "reject"}[one.verdict]
        for entry in _entries(known[one.id].get("edits") or [], path).entries:
            kept = verdict if entry.edit.outcome is not Outcome.REVIEW or verdict != "accept" else None
            row = as_row(entry.edit, entry.segment_digest, entry.around, kept)
            rows.append(json.dumps(row, ensure_ascii=False))
        if one.verdict == "change" and one.text != one.before:
            edit = own_edit(one)
            row = as_row(edit, digest_of(one.before), around(one.before, edit.span), "accept")
            rows.append(json.dumps(row, ensure_ascii=False))
    return "\n".join(rows) + "\n"


def own_edit(one: Decided) -> Edit:
    """The translator's version as one edit: from the first place that differs to the last.

    >>> edit = own_edit(Decided("3", None, "The flow is large.", "The flow is large.", "The views are many.", "change"))
    >>> edit.before, edit.after
    ('flow is large', 'views are many')
    """
    before, after = one.before, one.text
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    span = Span(start, len(before) - end)
    edit = Edit(f"{one.id}.t", one.id, span, span.of(before), after[start : len(after) - end], RULE, "")
    return replace(edit, reason="A translator wrote it in the workbook.", outcome=Outcome.REVIEW)


def _entries(rows: Sequence[Any], path: str) -> Ledger:
    """The stored edits, read as a ledger is, so that a damaged one is reported."""
    text = "\n".join([json.dumps({"schema": 1}), *(json.dumps(row) for row in rows)])
    return read_ledger(text, f"{path} (sheet {HIDDEN})")
