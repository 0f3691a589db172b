"""The report as a workbook for translators: a row a segment, a column for their version and one for their verdict.

`tqt report read-back` reads the decisions (`toolkit.jobs.read_back`). What it needs to know of the texts stands on a
hidden sheet, so that a translator may sort, colour and comment at will. Formats; computes no score.
"""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from toolkit.model import Edit, Finding, Outcome, Repair, Report, Severity
from toolkit.postedit.ledger import around, as_row, digest_of
from toolkit.report import words
from toolkit.report.answer import answer
from toolkit.report.html.evaluated import success
from toolkit.report.summary import still_wrong
from toolkit.report.xlsx_cells import MOST, put, visible

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET, HIDDEN = "Segments", "tqt"
SCHEMA = 1
VERSION, VERDICT, ID = "Your version", "Verdict", "Segment"
VERDICTS = ("accept", "reject", "change")
_HEAD = PatternFill("solid", fgColor="DDE6EC")
_YOURS = PatternFill("solid", fgColor="FFF9DB")
_CHANGED = PatternFill("solid", fgColor="E0F1E2")
_ASK = PatternFill("solid", fgColor="FBEFDC")
_BAD = PatternFill("solid", fgColor="FBE6E4")
_TOP = Alignment(wrap_text=True, vertical="top")
_MOST_NOTE = 2000


def render(report: Report) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    _segments(sheet, report)
    _scores(book.create_sheet("Scores"), report)
    if report.terms:
        _terms(book.create_sheet("Terms"), report)
    _about(book.create_sheet("About"), report)
    _hidden(book.create_sheet(HIDDEN), report)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def base_system(report: Report) -> str | None:
    """The system whose text a translator corrects: of repairs the repaired one, else the first."""
    systems = [name for view in report.segments[:1] for name, _ in view.outputs]
    if not systems:
        return None
    return systems[-1] if report.repairs else systems[0]


def column_title(system: str, report: Report) -> str:
    """The head of a system's column; one that is called as a column of ours is called otherwise."""
    systems = [name for view in report.segments[:1] for name, _ in view.outputs]
    if report.repairs and len(systems) > 1 and system in (systems[0], systems[-1]):
        return "Before" if system == systems[0] else "Now"
    return f"{system} (system)" if system in (ID, "Source", VERSION, VERDICT, "Severity", "Why", "Now") else system


def _segments(sheet: Worksheet, report: Report) -> None:
    sheet.title = SHEET
    base = base_system(report)
    systems = list(dict.fromkeys(name for view in report.segments for name, _ in view.outputs))
    references = max((len(view.references) for view in report.segments), default=0)
    source = ["Source"] if report.source_used else []
    heads = [ID, *source, *_numbered("Reference", references), *(column_title(name, report) for name in systems)]
    heads += [VERSION, VERDICT, "Severity", "Why"]
    _head(sheet, heads)
    repairs = {repair.segment_id: repair for repair in report.repairs}
    findings = _by_segment(report)
    base_column = 1 + len(source) + references + (systems.index(base) if base else 0) + 1
    yours = heads.index(VERSION) + 1
    for row, view in enumerate(report.segments, 2):
        outputs = dict(view.outputs)
        texts = [view.id, *([view.source or ""] if source else [])]
        texts += [view.references[n] if n < len(view.references) else "" for n in range(references)]
        texts += [outputs.get(name, "") for name in systems]
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column)
            put(cell, text)  # type: ignore[arg-type]
            cell.alignment = _TOP
        for column in (yours, yours + 1):
            cell = sheet.cell(row, column)
            cell.fill, cell.alignment, cell.number_format = _YOURS, _TOP, "@"
        _reasons(sheet, row, base_column, yours + 2, repairs.get(view.id), findings.get(view.id, []))
    last = max(2, len(report.segments) + 1)
    choice = DataValidation(type="list", formula1=f'"{",".join(VERDICTS)}"', allow_blank=True)
    choice.error, choice.errorTitle = "accept, reject or change", VERDICT
    choice.prompt = "accept: as it is now. reject: as it was before. change: your version counts."
    sheet.add_data_validation(choice)
    letter = get_column_letter(yours + 1)
    choice.add(f"{letter}2:{letter}{last}")
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{last}"
    widths = {ID: 9, VERDICT: 10, "Severity": 10, "Why": 46}
    for number, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = widths.get(head, 44)


def _reasons(
    sheet: Worksheet, row: int, base: int, column: int, repair: Repair | None, findings: Sequence[Finding]
) -> None:
    """Severity, reasons as text, the same as a comment on the text, and its colour."""
    edits = [edit for edit in repair.edits if edit.outcome is not Outcome.REFUSED] if repair else []
    levels = list(Severity)
    worst = min((levels.index(finding.severity) for finding in findings), default=None)
    told = [*map(_edit, edits), *(f"{f.severity.value}: {words.told(f)}" for f in findings)]
    if repair and repair.reread:
        told += [f"re-read: {reason}" for reason in repair.reread.reasons]
    if not told:
        return
    cell = sheet.cell(row, base)
    if any(edit.outcome is Outcome.APPLIED for edit in edits):
        cell.fill = _CHANGED
    if any(edit.outcome is Outcome.REVIEW for edit in edits) or (repair and repair.reread):
        cell.fill = _ASK
    text = "\n".join(told)
    note = visible(text)
    cell.comment = Comment(
        note if len(note) <= _MOST_NOTE else note[:_MOST_NOTE] + " ...", "tqt", height=160, width=420
    )
    if worst is not None:
        grade = sheet.cell(row, column)
        put(grade, levels[worst].value)  # type: ignore[arg-type]
        grade.fill, grade.alignment = (_BAD if worst < levels.index(Severity.MINOR) else _ASK), _TOP
    why = sheet.cell(row, column + 1)
    put(why, text)  # type: ignore[arg-type]
    why.alignment = _TOP


def _edit(edit: Edit) -> str:
    done = "changed" if edit.outcome is Outcome.APPLIED else "to decide"
    other = f" Or: {', '.join(edit.alternatives)}." if edit.alternatives else ""
    return f"{done}: “{edit.before}” → “{edit.after}”. {edit.reason}{other}"


def _by_segment(report: Report) -> dict[str, list[Finding]]:
    """What is still wrong in the text that is corrected."""
    base = base_system(report)
    of_base = [f for one in report.system_findings if one.system == base for f in one.findings]
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in (*still_wrong(report), *([] if report.repairs else of_base)):
        found[finding.segment_id].append(finding)
    return found


def _scores(sheet: Worksheet, report: Report) -> None:
    heads = ["Score", "System", "Value", "95 % from", "95 % to", "Segments", "Left out", "Better is", "Settings"]
    _head(sheet, heads)
    for place, s in enumerate(report.scores, 2):
        better = "higher" if s.higher_is_better else "lower"
        name = words.metric_name(s.metric)
        _row(sheet, place, [name, s.system, s.value, s.low, s.high, s.segments, s.skipped, better, s.signature])
    told = [*answer(report), *(words.standing(ranking, report.comparisons) for ranking in words.told_rankings(report))]
    for place, line in enumerate(told, len(report.scores) + 3):
        _row(sheet, place, [line])
    _widths(sheet, (22, 20, 10, 10, 10, 10, 10, 10, 70))


def _terms(sheet: Worksheet, report: Report) -> None:
    heads = ["Term", "Preferred", "System", "In the source", "Right", "Success", "95 % from", "95 % to"]
    _head(sheet, [*heads, "Wrong wordings", "It wrote", "Same wording", "References", "Concept"])
    for place, t in enumerate(report.terms, 2):
        wrote = ", ".join(f"{wording} ({times})" for wording, times in t.renderings)
        numbers = [t.required, t.satisfied, success(t), t.low, t.high, t.forbidden]
        known = [t.source_term or t.concept, t.preferred or "", t.system, *numbers]
        _row(sheet, place, [*known, wrote, t.consistency, t.ceiling, t.concept])
    for column in (6, 7, 8, 11, 12):
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, column).number_format = "0 %"
    sheet.auto_filter.ref = sheet.dimensions
    _widths(sheet, (20, 26, 16, 10, 8, 9, 9, 9, 10, 44, 10, 10, 24))


def _about(sheet: Worksheet, report: Report) -> None:
    honest = words.HONEST_LINE if report.repairs else words.HONEST_ABOUT_SCORES
    rows: list[list[Any]] = [[report.title], ["made", report.made], ["command", report.command], [honest], []]
    rows += [["How to use this workbook"]]
    rows += [["Verdict accept", "the text as it is now"], ["Verdict reject", "the text as it was before"]]
    rows += [["Verdict change", f"your text in the column “{VERSION}”; writing there is enough"]]
    rows += [["then", "tqt report read-back THIS.xlsx -o TEXT --ledger LEDGER --learn LESSONS.tsv"], []]
    rows += [["green", "changed"], ["amber", "to decide, or to re-read"], ["red", "major or critical"], []]
    rows += [["file", "path", "digest"], *([i.role, i.path, i.digest] for i in report.inputs)]
    rows += [["glossary", f"{g.name} {g.version}", g.digest] for g in report.glossaries]
    for place, values in enumerate(rows, 1):
        _row(sheet, place, values)
    _widths(sheet, (26, 80, 16))


def _hidden(sheet: Worksheet, report: Report) -> None:
    """What reading back needs, as JSON: one row a segment, cut into cells where it is long."""
    sheet.sheet_state = "veryHidden"
    text = next((i for i in report.inputs if i.role in ("text", "translation")), None)
    base = base_system(report)
    glossary = next(iter(report.glossaries), None)
    head = {
        "schema": SCHEMA,
        "shown": column_title(base, report) if base else None,
        "text": {"path": text.path, "digest": text.digest} if text else None,
        "glossary": {"name": glossary.name, "version": glossary.version, "digest": glossary.digest}
        if glossary
        else None,
        "source_used": report.source_used,
        "segments": len(report.segments),
    }
    repairs = {repair.segment_id: repair for repair in report.repairs}
    rows: list[dict[str, Any]] = [head]
    for view in report.segments:
        repair = repairs.get(view.id)
        now = repair.text if repair else dict(view.outputs).get(base or "", "")
        before = repair.original if repair else now
        edits = [as_row(e, digest_of(before), around(before, e.span)) for e in repair.edits] if repair else []
        rows.append({"id": view.id, "source": view.source, "before": before, "now": now, "edits": edits})
    for number, row in enumerate(rows, 1):
        told = json.dumps(row)  # ASCII: no character that a cell would change
        for column, start in enumerate(range(0, len(told), MOST - 10), 1):
            put(sheet.cell(number, column), told[start : start + MOST - 10])  # type: ignore[arg-type]


def _head(sheet: Worksheet, heads: Sequence[str]) -> None:
    _row(sheet, 1, heads)
    for cell in sheet[1]:
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, _TOP
    sheet.freeze_panes = "B2"


def _row(sheet: Worksheet, row: int, values: Iterable[object]) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            put(cell, value)  # type: ignore[arg-type]
        elif isinstance(value, int | float):
            cell.value = round(value, 4)


def _widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _numbered(name: str, count: int) -> list[str]:
    return [name] if count == 1 else [f"{name} {n}" for n in range(1, count + 1)]
