"""Scores as plain text: one number a line, what `comet-score` prints, mt-metrics-eval's files, tables with a header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from toolkit.errors import InputError, Problem
from toolkit.formats.files import Line, lines
from toolkit.formats.rows import delimiter_of, read_records
from toolkit.formats.score_columns import score_columns, score_value
from toolkit.formats.scores import ScoreContent, ScoreRow

_COMET = re.compile(r"(?P<system>[^\t]+)\t(?:Segment (?P<segment>\d+)\t)?score:\s*(?P<score>\S+)(?:\tvariance:.*)?\s*$")
_COMET_TALK = "Predictions saved in:"
_NO_NUMBER = "'{}' is no score; write a number, or None where it is missing"


def read_table_scores(text: str, path: str, columns: Mapping[str, str]) -> ScoreContent:
    """The scores of a text file. Raises InputError where its columns cannot be determined."""
    rows = lines(text)
    first = next(line.text for line in rows if line.text.strip())
    if any(_COMET.match(line.text) for line in rows[:20]):
        return _comet_text(rows, path)
    if _is_score(first):
        return _plain_lines(rows, path)
    cells = first.split("\t")
    if len(cells) == 2 and _is_score(cells[1]):
        return _by_system(rows, path)
    return _table(text, path, columns)


def _comet_text(rows: Sequence[Line], path: str) -> ScoreContent:
    """`file<TAB>Segment 0<TAB>score: 0.81`, counted from 0; the lines of whole systems are passed over."""
    found: list[ScoreRow] = []
    problems: list[Problem] = []
    for line in rows:
        match = _COMET.match(line.text)
        if match is None:
            if line.text.strip() and not line.text.startswith(_COMET_TALK):
                problems.append(Problem(path, line.number, "not a line of comet-score"))
        elif match["segment"] is not None:
            score = _value(match["score"], path, line.number, problems)
            found.append(ScoreRow(match["system"], str(int(match["segment"]) + 1), score))
    return ScoreContent("comet-text", tuple(found), tuple(problems), higher_is_better=True)


def _plain_lines(rows: Sequence[Line], path: str) -> ScoreContent:
    """One score a line; a blank line keeps its place and has none."""
    problems: list[Problem] = []
    found = [
        ScoreRow(None, str(number), _value(line.text, path, line.number, problems))
        for number, line in enumerate(rows, start=1)
    ]
    return ScoreContent("lines", tuple(found), tuple(problems))


def _by_system(rows: Sequence[Line], path: str) -> ScoreContent:
    """`system<TAB>score`, the n-th line of a system being the n-th segment."""
    found: list[ScoreRow] = []
    problems: list[Problem] = []
    counts: dict[str, int] = {}
    for line in rows:
        system, tab, text = line.text.partition("\t")
        if not tab:
            if line.text.strip():
                problems.append(Problem(path, line.number, "a system and a score are expected, parted by a tab"))
            continue
        counts[system] = counts.get(system, 0) + 1
        found.append(ScoreRow(system, str(counts[system]), _value(text, path, line.number, problems)))
    return ScoreContent("mtme", tuple(found), tuple(problems))


def _table(text: str, path: str, columns: Mapping[str, str]) -> ScoreContent:
    problems: list[Problem] = []
    first = next(line.text for line in lines(text) if line.text.strip())
    if re.search("[\t,;]", first):
        records = list(read_records(path, text, delimiter_of(text), problems))
    else:  # some files of WMT are parted by blanks
        records = [(line.number, line.text.split()) for line in lines(text) if line.text.strip()]
    header, body = [name.strip() for name in records[0][1]], records[1:]
    repeated = next((name for n, name in enumerate(header) if name and name in header[:n]), None)
    if repeated is not None:
        raise InputError(f"{path}:{records[0][0]}: the column '{repeated}' stands twice in the header.")
    sample = [cells for _, cells in body[:50] if len(cells) == len(header)]
    numeric = [name for n, name in enumerate(header) if sample and all(_is_score(cells[n]) for cells in sample)]
    named = score_columns(header, columns, numeric, path)
    at = {role: header.index(name) for role, name in named._asdict().items() if name is not None}
    counts: dict[str | None, int] = {}
    found: list[ScoreRow] = []
    for number, cells in body:
        if len(cells) != len(header):
            count = f"the row has {len(cells)} cell{'s' if len(cells) != 1 else ''}, the header {len(header)}"
            problems.append(Problem(path, number, count))
            continue
        system = cells[at["system"]].strip() or None if "system" in at else None
        counts[system] = counts.get(system, 0) + 1
        segment = cells[at["segment"]].strip() if "segment" in at else str(counts[system])
        if not segment:
            problems.append(Problem(path, number, "the segment's id is missing", named.segment))
            continue
        found.append(ScoreRow(system, segment, _value(cells[at["score"]], path, number, problems)))
    return ScoreContent("table", tuple(found), tuple(problems), named.score)


def _value(text: str, path: str, line: int, problems: list[Problem]) -> float | None:
    try:
        return score_value(text)
    except ValueError:
        problems.append(Problem(path, line, _NO_NUMBER.format(text.strip()[:40])))
        return None


def _is_score(text: str) -> bool:
    try:
        return score_value(text) is not None or text.strip().casefold() in ("none", "nan")
    except ValueError:
        return False
