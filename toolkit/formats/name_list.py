"""A job's list of names: how each person, place or institution is to be written. It becomes a glossary layer.

A table with the columns `name`, `rendering` and, where needed, `variants` (wrong renderings, a bar between them) and
`pinyin` (the syllables with blanks, where the characters have several readings); or lines `薇娅 = Viya | Wei Ya`.
"""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.errors import InputError, Problem
from toolkit.formats.files import read_text
from toolkit.formats.rows import Row, delimiter_of, read_records, rows_of
from toolkit.model import Concept, Glossary, LangPair, Term
from toolkit.text.chinese_names import readings, spellings
from toolkit.text.inflect.en import lemmas

SUBJECT = "names"
"""What the concepts of a name list have for their subject."""
COLUMNS = ("name", "rendering", "variants", "pinyin", "note")
_LINE = re.compile(r"\s*(?P<name>[^=#]+?)\s*=\s*(?P<rest>.+?)\s*$")
_FULL = 3
"""A spelling of so many syllables is nobody else's even where no source can be seen."""


def read_names(path: str | Path, pair: LangPair) -> Glossary:
    """The names as a glossary. Raises InputError with every mistake."""
    path = Path(path)
    problems: list[Problem] = []
    text = read_text(path).text
    rows = _lines(path, text, problems) if _is_plain(text) else _table(path, text, problems)
    concepts: dict[str, Concept] = {}
    for row in rows:
        name, rendering = row.get("name"), row.get("rendering")
        if not name or not rendering:
            problems.append(row.fault("name and rendering must both be there", "rendering" if name else "name"))
            continue
        if name in concepts:
            problems.append(row.fault(f"'{name}' stands twice; put its variants into one row", "name"))
            continue
        syllables = tuple((row.get("pinyin") or "").lower().split())
        if syllables and (len(syllables) != len(name) or not all(s.isascii() and s.isalpha() for s in syllables)):
            problems.append(row.fault(f"'{name}' needs {len(name)} syllables with blanks between them", "pinyin"))
            continue
        concepts[name] = _concept(name, rendering, _split(row.get("variants")), syllables, pair, row)
    if problems:
        raise InputError("The list of names has mistakes:\n" + "\n".join(f"  {problem}" for problem in problems))
    return Glossary("names", tuple(concepts.values()), languages=tuple(pair))


def _concept(
    name: str, rendering: str, variants: tuple[str, ...], syllables: tuple[str, ...], pair: LangPair, row: Row
) -> Concept:
    terms = [
        Term(name, pair.source, part_of_speech="name", place=row.place),
        Term(rendering, pair.target, part_of_speech="name", note=row.get("note"), place=row.place),
    ]
    ways = (syllables,) if syllables else readings(name)
    guessed = {spelling: len(way) >= _FULL for way in ways for spelling in spellings(name, way)}
    listed = {variant: not _is_common(variant) for variant in variants}
    for wrong, unmistakable in (guessed | listed).items():
        if wrong.casefold() != rendering.casefold() and not _is_part(wrong, rendering):
            terms.append(
                Term(
                    wrong, pair.target, "garble", "name", case="exact", unmistakable=unmistakable, place=row.place,
                )
            )  # fmt: skip
    return Concept(f"name:{name}", tuple(terms), subject=SUBJECT)


def _is_common(variant: str) -> bool:
    """Whether an English text may say it and mean something else: "Viva", "Horse Cloud"."""
    return all(lemmas(word) for word in re.findall(r"[^\W\d_]+", variant))


def _is_part(wrong: str, rendering: str) -> bool:
    """Whether the right rendering holds it: "Jack Ma" must not be mended for its "Ma"."""
    return re.search(rf"\b{re.escape(wrong)}\b", rendering, re.IGNORECASE) is not None


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
