"""A suite of measurements (TOML) and the limits that its figures are held to (JSON)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError, Problem
from toolkit.formats.files import read_text, write_atomically
from toolkit.formats.rows import nearest
from toolkit.formats.toml_keys import line_of, read_toml, text_list, text_value, unknown_keys

KINDS = ("labelled", "quiet", "scored", "compared")
"""labelled: wrong spans are marked; quiet: nothing may change; scored: there are references to score against;
compared: a finished translation is held against the one before it."""
_KEYS = ("title", "glossaries", "sets")
_SET_KEYS = ("name", "kind", "file", "judgements", "before", "reference", "source", "note")


@dataclass(frozen=True, slots=True)
class CorpusSet:
    """One text of a suite."""

    name: str
    kind: str
    file: Path
    judgements: Path | None = None
    before: Path | None = None
    """Of a compared set: the translation that it must not be worse than."""
    reference: Path | None = None
    source: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """The texts that the figures depend on. The translation itself is what is measured."""
        own = () if self.kind == "compared" else (self.file,)
        others = (self.judgements, self.before, self.reference, self.source)
        return (*own, *(file for file in others if file is not None))


@dataclass(frozen=True, slots=True)
class Suite:
    """What is measured, and with which glossaries."""

    path: Path
    title: str
    glossaries: tuple[str, ...]
    sets: tuple[CorpusSet, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """The texts that the figures depend on, and the verdicts on them."""
        return tuple(file for one in self.sets for file in one.files)


class Baseline(NamedTuple):
    """What the figures may not fall below, and the bytes of the corpora that they were taken on."""

    corpora: Mapping[str, str]
    """Path relative to the suite, with forward slashes, to digest."""
    limits: Mapping[str, float]
    """Name of a measure to its worst value that passes."""


def read_suite(path: str | Path) -> Suite:
    """The suite of a TOML file; paths in it are relative to it. Raises InputError with every mistake."""
    path = Path(path)
    problems: list[Problem] = []
    text, table = read_toml(path, problems)
    problems += unknown_keys(path, text, table, _KEYS)
    title = text_value(path, text, table, "title", problems) or path.stem
    glossaries = text_list(path, text, table, "glossaries", problems)
    rows = table.get("sets", [])
    sets: list[CorpusSet] = []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or not rows:
        problems.append(Problem(str(path), line_of(text, "sets"), "name the texts, each under a line [[sets]]"))
    else:
        sets = [found for row in rows if (found := _set(path, text, row, problems))]
    names = [one.name for one in sets]
    for name in sorted({n for n in names if names.count(n) > 1}):
        problems.append(Problem(str(path), None, f"two sets are named '{name}'"))
    if problems:
        raise InputError("The suite has mistakes:\n" + "\n".join(f"  {p}" for p in problems))
    return Suite(path, title, tuple(_beside(path, name) for name in glossaries), tuple(sets))


def read_baseline(path: str | Path) -> Baseline:
    """The limits of a baseline file. Raises InputError where it is no such file."""
    try:
        data = json.loads(read_text(path).text)
        corpora, limits = data["corpora"], data["limits"]
        if all(isinstance(v, str) for v in corpora.values()) and all(_number(v) for v in limits.values()):
            return Baseline(corpora, limits)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}: no valid JSON: {error.msg}.") from error
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError, OverflowError):
        pass
    raise InputError(f"{path}: this is no baseline: 'corpora' with digests and 'limits' with numbers are expected.")


def write_baseline(path: str | Path, baseline: Baseline) -> None:
    """Write the limits, sorted, so that a lowered one shows as one changed line."""
    data = {
        "schema": 1,
        "corpora": dict(sorted(baseline.corpora.items())),
        "limits": dict(sorted(baseline.limits.items())),
    }
    write_atomically(path, (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode())


def _set(path: Path, text: str, row: dict[str, object], problems: list[Problem]) -> CorpusSet | None:
    problems += unknown_keys(path, text, row, _SET_KEYS)
    values = {key: text_value(path, text, row, key, problems) for key in _SET_KEYS}
    name, kind, file = values["name"], values["kind"], values["file"]
    if not name or not kind or not file:
        problems.append(Problem(str(path), line_of(text, "sets"), "each of [[sets]] needs 'name', 'kind' and 'file'"))
        return None
    if any("\0" in (value or "") for value in values.values()):
        problems.append(Problem(str(path), line_of(text, "sets"), "a name holds a NUL character"))
        return None
    if kind not in KINDS:
        problems.append(
            Problem(str(path), line_of(text, "kind"), f"unknown kind '{kind}'{nearest(kind, KINDS)}", "kind")
        )
        return None
    if kind == "compared" and not (values["before"] and (values["reference"] or values["source"])):
        message = "a compared set needs 'before', and 'reference' or 'source' to be judged by"
        problems.append(Problem(str(path), line_of(text, "kind"), message, "kind"))
        return None
    places = {
        key: path.parent / value if (value := values[key]) else None
        for key in ("judgements", "before", "reference", "source")
    }
    return CorpusSet(name, kind, path.parent / file, **places)


def _beside(path: Path, name: str) -> str:
    """A glossary beside the suite, else the bundled one of that name; a folder without terms is no glossary."""
    beside = path.parent / name
    return str(beside) if beside.is_file() or (beside / "terms.csv").is_file() else name


def _number(value: object) -> bool:
    """A finite number of a size that a figure can have."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12
