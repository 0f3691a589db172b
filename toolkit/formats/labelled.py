"""Labelled segments from JSON lines, and readers' verdicts from a table. Every mistake is reported at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from toolkit.errors import InputError, Problem
from toolkit.formats.files import lines, read_text
from toolkit.formats.rows import nearest, read_rows
from toolkit.model.labelled import BadSpan, Judgement, Kind, LabelledSegment, Verdict
from toolkit.model.segments import Segment, Span

JUDGEMENT_COLUMNS = ("segment", "before", "after", "verdict", "reason")


def read_labelled(path: str | Path) -> tuple[LabelledSegment, ...]:
    """The segments of a file with the keys id, kind, source, mt, reference, bad, keep, pair, document.

    `kind` is `garbled` where it is not given; only id and mt are required. Raises InputError with every mistake.
    """
    problems: list[Problem] = []
    found: list[LabelledSegment] = []
    seen: dict[str, int] = {}
    for line in lines(read_text(path).text):
        if not line.text.strip():
            continue
        where = _Where(str(path), line.number, problems)
        one = _segment(line.text, where)
        if one is None:
            continue
        first = seen.setdefault(one.segment.id, line.number)
        if first != line.number:
            where.fault(f"the id '{one.segment.id}' stands in line {first} too", "id")
        found.append(one)
    if problems:
        raise InputError("The labelled segments have mistakes:\n" + "\n".join(f"  {p}" for p in problems))
    return tuple(found)


def read_judgements(path: str | Path) -> tuple[Judgement, ...]:
    """The verdicts of a table with the columns segment, before, after, verdict, reason. Raises InputError."""
    problems: list[Problem] = []
    found: list[Judgement] = []
    verdicts = [v.value for v in Verdict]
    kept = ("before", "after")
    for row in read_rows(Path(path), JUDGEMENT_COLUMNS, JUDGEMENT_COLUMNS[:4], problems, verbatim=kept):
        verdict = row.get("verdict") or ""
        if verdict not in verdicts:
            problems.append(row.fault(f"unknown verdict '{verdict}'{nearest(verdict, verdicts)}", "verdict"))
            continue
        before, after = row.cells.get("before", ""), row.cells.get("after", "")
        found.append(Judgement(row.get("segment") or "", before, after, Verdict(verdict), row.get("reason") or ""))
    if problems:
        raise InputError("The verdicts have mistakes:\n" + "\n".join(f"  {p}" for p in problems))
    return tuple(found)


class _Where:
    """A line, and the list that its mistakes go to."""

    def __init__(self, path: str, line: int, problems: list[Problem]) -> None:
        self.path, self.line, self.problems = path, line, problems

    def fault(self, message: str, key: str | None = None) -> None:
        self.problems.append(Problem(self.path, self.line, message, key))


def _segment(text: str, where: _Where) -> LabelledSegment | None:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where.fault(f"no valid JSON at column {error.colno}: {error.msg}")
        return None
    except (ValueError, RecursionError):
        where.fault("this JSON holds a number too long or brackets too deep")
        return None
    if not isinstance(data, dict):
        where.fault("a JSON object in braces is expected on every line")
        return None
    target = _text(data, "mt", where)
    name = data.get("id")
    if not isinstance(name, str | int) or target is None:
        where.fault("the keys 'id' and 'mt' are required")
        return None
    kinds = [k.value for k in Kind]
    kind = data.get("kind", Kind.GARBLED.value)
    if kind not in kinds:
        where.fault(f"unknown kind '{kind}'{nearest(str(kind), kinds)}", "kind")
        return None
    reference = _text(data, "reference", where)
    segment = Segment(
        str(name),
        target,
        _text(data, "source", where),
        (reference,) if reference else (),
        _text(data, "document", where),
        f"{where.path}:{where.line}",
    )
    bad = _bad(data.get("bad") or [], segment, where)
    keep = _texts(data.get("keep") or [], "keep", where)
    for wording in keep:
        if wording not in target:
            where.fault(f"'{wording}' does not stand in 'mt'", "keep")
    return LabelledSegment(segment, Kind(kind), bad, keep, _text(data, "pair", where))


def _bad(items: object, segment: Segment, where: _Where) -> tuple[BadSpan, ...]:
    """The wrong spans, each at the first place of its wording that no other has taken; longer wordings choose first."""
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        where.fault("a list of objects with 'wrong' and 'right' is expected", "bad")
        return ()
    taken: list[Span] = []
    found: list[BadSpan] = []
    for item in sorted(items, key=lambda i: -len(str(i.get("wrong", "")))):
        wrong = _text(item, "wrong", where) or ""
        span = _free(wrong, segment.target, taken)
        if span is None:
            where.fault(f"'{wrong}' does not stand in 'mt', or another span has its place", "bad")
            continue
        taken.append(span)
        right = _texts(item.get("right") or [], "right", where)
        found.append(BadSpan(span, wrong, _text(item, "zh", where) or "", right, _text(item, "type", where) or "term"))
    return tuple(sorted(found, key=lambda b: b.span))


def _free(wording: str, text: str, taken: list[Span]) -> Span | None:
    start = text.find(wording) if wording else -1
    while start >= 0:
        span = Span(start, start + len(wording))
        if not any(span.overlaps(other) for other in taken):
            return span
        start = text.find(wording, start + 1)
    return None


def _text(data: Mapping[str, object], key: str, where: _Where) -> str | None:
    value = data.get(key)
    if value is None or isinstance(value, str):
        if value and any("\ud800" <= char <= "\udfff" for char in value):
            where.fault("half of a surrogate pair: this is no text", key)
            return None
        return value or None
    where.fault("a text in quotation marks is expected", key)
    return None


def _texts(value: object, key: str, where: _Where) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    where.fault("a list of texts is expected", key)
    return ()
