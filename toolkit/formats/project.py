"""The project file tqt.toml: what every command in a folder should know without being told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import InputError, Problem
from toolkit.formats.bundled import resolve_glossary
from toolkit.formats.files import kind_of
from toolkit.formats.term_rows import language_fault
from toolkit.formats.toml_keys import flattened, line_of, read_toml, text_list, text_value, unknown_keys
from toolkit.model.segments import LangPair

FILE_NAME = "tqt.toml"
_KEYS = ("languages", "glossaries", "names", "client", "policy", "privacy")


@dataclass(frozen=True, slots=True)
class Project:
    """The content of a tqt.toml."""

    path: Path
    pair: LangPair | None = None
    """None: not said."""
    glossaries: tuple[Path, ...] = ()
    """In the order of the layers: a later one wins."""
    names: tuple[Path, ...] = ()
    """Lists of names (`toolkit.formats.name_list`)."""
    client: str | None = None
    policy: tuple[tuple[str, str], ...] = ()
    """House policy by dotted name; wins over the glossaries' own."""
    text_may_leave: bool = False
    """Whether text may be sent to another computer."""


def find_project(start: str | Path) -> Project | None:
    """The project of a file or folder: the nearest tqt.toml from there upwards; None if there is none.

    Raises InputError with every mistake in it.
    """
    place = Path(start).resolve()
    for folder in (place, *place.parents):
        candidate = folder / FILE_NAME
        if candidate.is_file():
            return read_project(candidate)
    return None


def project_near(near: str | Path | None) -> Project | None:
    """The project of a job on the file `near`; of standard input, and of a file to come, that of the folder we are in.

    None where there is none, and where `near` is None. Raises InputError with every mistake in it.
    """
    if near is None:
        return None
    return find_project(near if kind_of(near) else ".")


def read_project(path: str | Path) -> Project:
    """The project that a tqt.toml describes. Raises InputError with every mistake in it."""
    path = Path(path)
    problems: list[Problem] = []
    text, table = read_toml(path, problems)
    problems += unknown_keys(path, text, table, _KEYS)
    project = Project(
        path=path,
        pair=_pair(path, text, table, problems),
        glossaries=_glossaries(path, text, table, problems),
        names=_names(path, text, table, problems),
        client=text_value(path, text, table, "client", problems),
        policy=tuple(flattened(_table(path, text, table, "policy", problems)).items()),
        text_may_leave=_may_leave(path, text, table, problems),
    )
    if problems:
        raise InputError("The project file has mistakes:\n" + "\n".join(f"  {p}" for p in problems))
    return project


def _table(path: Path, text: str, table: dict[str, object], key: str, problems: list[Problem]) -> dict[str, object]:
    value = table.get(key, {})
    if isinstance(value, dict):
        return value
    problems.append(Problem(str(path), line_of(text, key), f"'{key}' must be a table: a line [{key}]"))
    return {}


def _pair(path: Path, text: str, table: dict[str, object], problems: list[Problem]) -> LangPair | None:
    languages = _table(path, text, table, "languages", problems)
    if not languages:
        return None
    problems += unknown_keys(path, text, languages, ("source", "target"))
    codes = []
    for side in ("source", "target"):
        code = text_value(path, text, languages, side, problems) or ""
        if fault := language_fault(code):
            problems.append(Problem(str(path), line_of(text, side) or line_of(text, "languages"), fault, side))
        codes.append(code)
    return LangPair(*codes)


def _glossaries(path: Path, text: str, table: dict[str, object], problems: list[Problem]) -> tuple[Path, ...]:
    found = []
    for name in text_list(path, text, table, "glossaries", problems):
        beside = path.parent / name
        try:
            found.append(beside if beside.exists() else resolve_glossary(name))
        except InputError as error:
            problems.append(Problem(str(path), line_of(text, "glossaries"), str(error), "glossaries"))
    return tuple(found)


def _names(path: Path, text: str, table: dict[str, object], problems: list[Problem]) -> tuple[Path, ...]:
    named = [path.parent / name for name in text_list(path, text, table, "names", problems)]
    gone = [place for place in named if not place.is_file()]
    problems += [
        Problem(str(path), line_of(text, "names"), f"{place}: there is no such file", "names") for place in gone
    ]
    return tuple(named)


def _may_leave(path: Path, text: str, table: dict[str, object], problems: list[Problem]) -> bool:
    privacy = _table(path, text, table, "privacy", problems)
    problems += unknown_keys(path, text, privacy, ("text_may_leave",))
    value = privacy.get("text_may_leave", False)
    if not isinstance(value, bool):
        line = line_of(text, "text_may_leave")
        problems.append(Problem(str(path), line, "'text_may_leave' must be true or false, without quotation marks"))
    return value is True
