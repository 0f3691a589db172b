"""A changed glossary back into the files that it was read from: rows that did not change keep every byte.

For our folder and a terms.csv under any name; JSON lines are written anew; in a TBX terms, statuses and facts change
(`toolkit.formats.tbx_edit`, `tbx_facts`), or nothing does. The new files are read again before they may take the
place of the old ones.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.errors import InputError
from toolkit.formats.convention_rows import (
    CONVENTION_COLUMNS,
    CONVENTION_REQUIRED,
    EXAMPLE_COLUMNS,
    EXAMPLE_REQUIRED,
    convention_cells,
    example_cells,
)
from toolkit.formats.files import read_bytes
from toolkit.formats.glossaries import GLOSSARY_FORMATS, read_any
from toolkit.formats.glossary_folder import CONCEPT_COLUMNS, concept_cells, load_glossary
from toolkit.formats.glossary_toml import format_heading, read_heading
from toolkit.formats.rows import format_rows
from toolkit.formats.tbx_edit import edit_tbx
from toolkit.formats.tbx_facts import edit_facts
from toolkit.formats.term_rows import cells_of
from toolkit.formats.term_sheet import NewRow, read_sheet, with_cells
from toolkit.glossary.changes.diff import Change, diff
from toolkit.glossary.changes.facts import heading
from toolkit.glossary.changes.reading import Version
from toolkit.model.terms import Concept, Convention, Example, Glossary, Term

Files = tuple[tuple[Path, bytes], ...]


class Written(NamedTuple):
    """The files as they will be; none is on disk yet."""

    files: Files
    notes: tuple[str, ...]


def written_back(version: Version, after: Glossary) -> Written:
    """The files of the version with what `after` says otherwise. Only files that change are among them.

    Raises InputError where the format has no place for it, or where the result would not be read as meant.
    """
    path, before = version.path, version.glossary
    if version.format == "folder":
        files = _folder(path, before, after) if path.is_dir() else _terms_file(path, before, after)
        _require_read_alike(path, files, after)
        return Written(files, ())
    if version.format == "jsonl":
        return Written(((path, GLOSSARY_FORMATS.get("jsonl").render(after, None).data),), ())
    if version.format in ("tbx", "tbx2"):
        return Written(((path, _tbx(version, after)),), ())
    raise InputError(
        f"{path}: a file of the format '{version.format}' is not changed in place. Name a new place with --out, "
        "or make a folder of it first: tqt glossary convert IN FOLDER."
    )


def _tbx(version: Version, after: Glossary) -> bytes:
    """The TBX with what changed. Raises InputError, naming it, where it would not say all of that."""
    path, before = version.path, version.glossary
    data = edit_tbx(read_bytes(path), before, after, str(path))
    data = edit_facts(data, before, after, str(path))
    with tempfile.TemporaryDirectory() as made:
        trial = Path(made) / path.name
        trial.write_bytes(data)
        found, _ = read_any(trial)
    lacking = [change for change in diff(found, after).changes if change.kind != "glossary"]
    if lacking:
        told = "; ".join(dict.fromkeys(f"{c.kind} of '{c.concept}' ({', '.join(_named(c))})" for c in lacking[:5]))
        more = f", and {len(lacking) - 5} more" if len(lacking) > 5 else ""
        raise InputError(
            f"{path}: nothing is written, for these changes have no place in this TBX yet: {told}{more}. "
            "Name a folder or a .jsonl file with --out, which take all of them."
        )
    return data


def _named(change: Change) -> list[str]:
    """The fields that differ."""
    if change.before is None or change.after is None:
        return ["new" if change.before is None else "taken away"]
    return [
        field.name
        for field in fields(change.after)
        if field.name not in ("place", "terms")
        and getattr(change.before, field.name, None) != getattr(change.after, field.name, None)
    ]


def _terms_file(path: Path, before: Glossary, after: Glossary) -> Files:
    told = diff(before, after)
    lost = [c for c in told.changes if c.kind in ("convention", "example") or (c.kind == "concept" and _details(c))]
    if lost:
        raise InputError(
            f"{path}: a terms.csv alone has no place for the {lost[0].kind} that changed in '{lost[0].concept}'; "
            "name the whole folder."
        )
    return _terms(path, told.changes, after)


def _folder(folder: Path, before: Glossary, after: Glossary) -> Files:
    told = diff(before, after)
    by_kind: dict[str, list[Change]] = {}
    for change in told.changes:
        by_kind.setdefault(change.kind, []).append(change)
    files = list(_terms(folder / "terms.csv", told.changes, after))
    if any(_details(change) for change in by_kind.get("concept", ())):
        rows = [concept_cells(c) for c in after.concepts if not c.terms or len(concept_cells(c)) > 1]
        old = {c.id: concept_cells(c) for c in before.concepts}
        edits = []
        for change in by_kind["concept"]:
            item, was = change.after, change.before
            now = concept_cells(item) if isinstance(item, Concept) and len(concept_cells(item)) > 1 else None
            edits.append((old.get(was.id) if isinstance(was, Concept) else None, now))
        files += _table(folder / "concepts.csv", CONCEPT_COLUMNS, ("id",), edits, rows)
    if changes := by_kind.get("convention"):
        rows = [convention_cells(c) for c in after.conventions]
        edits = [
            tuple(convention_cells(c) if isinstance(c, Convention) else None for c in (one.before, one.after))  # type: ignore[misc]
            for one in changes
        ]
        files += _table(folder / "conventions.csv", CONVENTION_COLUMNS, CONVENTION_REQUIRED, edits, rows)
    if before.examples != after.examples:
        files += _examples(folder / "examples.csv", before, after)
    if "glossary" in by_kind:
        files += _heading(folder / "glossary.toml", before, after)
    return tuple(files)


def _details(change: Change) -> bool:
    """Whether a concept says more of itself than its id, before or after."""
    return any(isinstance(c, Concept) and len(concept_cells(c)) > 1 for c in (change.before, change.after))


def _terms(path: Path, changes: Sequence[Change], after: Glossary) -> Files:
    """terms.csv with the changed cells, without the rows that are gone, and with the new ones beside their like."""
    sheet = read_sheet(path)
    cells: dict[tuple[int, str], str] = {}
    gone: set[int] = set()
    added: list[NewRow] = []
    renamed = {
        c.before.id: c.after.id
        for c in changes
        if isinstance(c.before, Concept) and isinstance(c.after, Concept) and c.before.id != c.after.id
    }
    last: dict[tuple[str, str | None], int] = {}
    at_concept, at_language = (sheet.columns.index(name) for name in ("concept", "language"))
    for row in sheet.rows:
        name = row.cells[at_concept].text.strip()
        if name in renamed:
            cells[row.line, "concept"] = renamed[name]
        last[renamed.get(name, name), row.cells[at_language].text.strip().casefold()] = row.line
        last[renamed.get(name, name), None] = row.line
    for change in changes:
        if change.kind != "term":
            continue
        old, new = change.before, change.after
        if isinstance(old, Term) and new is None:
            gone.add(_line(old, path))
        elif isinstance(old, Term) and isinstance(new, Term):
            was, now = cells_of(change.concept, old), cells_of(change.concept, new)
            for name in dict.fromkeys((*was, *now)):
                if was.get(name) != now.get(name):
                    cells[_line(old, path), name] = now.get(name, "")
        elif isinstance(new, Term):
            near = last.get((change.concept, new.language.casefold()), last.get((change.concept, None)))
            added.append(NewRow(cells_of(change.concept, new), near))
    data = with_cells(sheet, cells, gone, added)
    return () if data == sheet.data else ((path, data),)


def _table(
    path: Path,
    columns: Sequence[str],
    required: Sequence[str],
    edits: Sequence[tuple[dict[str, str] | None, dict[str, str] | None]],
    whole: Sequence[dict[str, str]],
) -> Files:
    """A table of few rows: changed, deleted and added rows by their first column; as a whole where it is not there."""
    if not path.exists():
        used = {name for row in whole for name in row} | set(required)
        header = [name for name in columns if name in used]
        rows = [header, *([row.get(name, "") for name in header] for row in whole)]
        return ((path, format_rows(rows).encode()),) if whole else ()
    sheet = read_sheet(path, required)
    lines = {(sheet.value(row, columns[0]) or "").strip(): row.line for row in sheet.rows}
    cells: dict[tuple[int, str], str] = {}
    gone: set[int] = set()
    added: list[NewRow] = []
    for before, after in edits:
        line = None if before is None else lines.get(before[columns[0]])
        if line is None:
            added += [NewRow(after)] if after else []
        elif after is None:
            gone.add(line)
        else:
            cells |= _changed(line, before or {}, after)
    data = with_cells(sheet, cells, gone, added)
    return () if data == sheet.data else ((path, data),)


def _examples(path: Path, before: Glossary, after: Glossary) -> Files:
    rows = [example_cells(example) for example in after.examples]
    if not path.exists():
        return _table(path, EXAMPLE_COLUMNS, EXAMPLE_REQUIRED, (), rows)
    sheet = read_sheet(path, EXAMPLE_REQUIRED)
    told = diff(before, after)
    names = dict(told.renamed)
    cells: dict[tuple[int, str], str] = {}
    for example in before.examples:
        if example.concept in names:
            cells[_line(example, path), "concept"] = names[example.concept]
    gone: set[int] = set()
    added: list[NewRow] = []
    for change in told.changes:
        old, new = change.before, change.after
        if isinstance(old, Example) and isinstance(new, Example):
            cells |= _changed(_line(old, path), example_cells(old), example_cells(new))
        elif isinstance(old, Example):
            gone.add(_line(old, path))
        elif isinstance(new, Example):
            added.append(NewRow(example_cells(new)))
    data = with_cells(sheet, cells, gone, added)
    return () if data == sheet.data else ((path, data),)


def _changed(line: int, before: Mapping[str, str], after: Mapping[str, str]) -> dict[tuple[int, str], str]:
    names = dict.fromkeys((*before, *after))
    return {(line, name): after.get(name, "") for name in names if before.get(name) != after.get(name)}


def _heading(path: Path, before: Glossary, after: Glossary) -> Files:
    """glossary.toml with new lines in the place of old ones, remarks and all; written anew where that is not possible.

    A folder without one says nothing of itself, so that there is nothing to write.
    """
    if not path.exists():
        return ()
    made = read_bytes(path).decode("utf-8-sig")
    old, new = (dict(_settings(glossary)) for glossary in (before, after))
    for name, value in new.items():
        if old.get(name) not in (None, value):
            key = rf"(?m)^([ \t]*(?:[\w-]+\.)*{re.escape(name)}[ \t]*=[ \t]*)"
            made = re.sub(key + re.escape(old[name]), rf"\g<1>{_verbatim(value)}", made)
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_bytes(made.encode())
        read = read_heading(trial, [])
    meant = (after.name, after.version, after.languages, after.licence, after.subject, after.policy)
    if (read.name, read.version, read.languages or (), read.licence, read.subject, read.policy) != meant:
        made = format_heading(after)
    return ((path, made.encode()),)


def _verbatim(text: str) -> str:
    """The text as a replacement in which no sign has a meaning."""
    return text.replace("\\", r"\\")


def _settings(glossary: Glossary) -> Iterator[tuple[str, str]]:
    """The lines of a glossary.toml by key, each key as it is written inside its table too."""
    for line in format_heading(heading(glossary)).splitlines():
        name, equals, value = line.partition(" = ")
        if equals:
            yield name.rpartition(".")[2], value


def _line(item: Any, path: Path) -> int:
    line = (item.place or "").rpartition(":")[2]
    if not line.isdigit():
        raise InputError(
            f"{path}: the row of '{getattr(item, 'text', item)}' cannot be found; read the glossary again."
        )
    return int(line)


def _require_read_alike(path: Path, files: Files, after: Glossary) -> None:
    """Raises InputError where the files, written, would say something else than `after`."""
    new = dict(files)
    with tempfile.TemporaryDirectory() as made:
        trial = Path(made)
        if path.is_dir():
            for name in ("glossary.toml", "terms.csv", "concepts.csv", "conventions.csv", "examples.csv"):
                place = path / name
                if place in new or place.exists():
                    (trial / name).write_bytes(new[place] if place in new else read_bytes(place))
        else:
            trial = trial / path.name
            trial.write_bytes(new.get(path, b"") or read_bytes(path))
        found, problems = load_glossary(trial)
        wrong = [problem for problem in problems if problem.severity == "error"]
        if wrong:
            first = wrong[0]
            raise InputError(
                f"{path}: nothing is written, for the result could not be read again "
                f"({Path(first.path).name}:{first.line}: {first.message})."
            )
        if any(change.kind != "glossary" for change in diff(found, after).changes):
            raise InputError(f"{path}: nothing is written, for the rows cannot say this in place; write a new folder.")
