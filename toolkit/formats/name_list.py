"""A job's list of names: how each person, place or institution is to be written.

A table with the columns `name`, `rendering` and, where needed, `variants` (wrong renderings, a bar between them) and
`pinyin` (the syllables with blanks, where the characters have several readings); or lines `薇娅 = Viya | Wei Ya`.
"""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.errors import InputError, Problem
from toolkit.formats.files import read_text
from toolkit.formats.rows import Row, delimiter_of, read_records, rows_of
from toolkit.model import Name

COLUMNS = ("name", "rendering", "variants", "pinyin", "note")
_LINE = re.compile(r"\s*(?P<name>[^=#]+?)\s*=\s*(?P<rest>.+?)\s*$")


def read_names(path: str | Path) -> tuple[Name, ...]:
    """The names of a list, in its order. Raises InputError with every mistake."""
    path = Path(path)
    problems: list[Problem] = []
    text = read_text(path).text
    rows = _lines(path, text, problems) if _is_plain(text) else _table(path, text, problems)
    names: dict[str, Name] = {}
    for row in rows:
        name, rendering = row.get("name"), row.get("rendering")
        if not name or not rendering:
            problems.append(row.fault("name and rendering must both be there", "rendering" if name else "name"))
            continue
        if name in names:
            problems.append(row.fault(f"'{name}' stands twice; put its variants into one row", "name"))
            continue
        syllables = tuple((row.get("pinyin") or "").lower().split())
        if syllables and (len(syllables) != len(name) or not all(s.isascii() and s.isalpha() for s in syllables)):
            problems.append(row.fault(f"'{name}' needs {len(name)} syllables with blanks between them", "pinyin"))
            continue
        names[name] = Name(name, rendering, _split(row.get("variants")), syllables, row.get("note"), row.place)
    if problems:
        raise InputError("The list of names has mistakes:\n" + "\n".join(f"  {problem}" for problem in problems))
    return tuple(names.values())


def _is_plain(text: str) -> bool:
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    return _LINE.fullmatch(first) is not None


def _lines(path: Path, text: str, problems: list[Problem]) -> list[Row]:
    rows: list[Row] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            problems.append(Problem(str(path), number, "write name = rendering, such as 薇娅 = Viya | Wei Ya"))
            continue
        rendering, *variants = (part.strip() for part in found["rest"].split("|"))
        rows.append(
            Row(str(path), number, {"name": found["name"], "rendering": rendering, "variants": "|".join(variants)})
        )
    return rows


def _table(path: Path, text: str, problems: list[Problem]) -> list[Row]:
    records = read_records(str(path), text, delimiter_of(text), problems)
    return rows_of(path, records, COLUMNS, COLUMNS[:2], problems)


def _split(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip()) if cell else ()
