"""Options that several commands share, and the two ways of speaking: data on stdout, talk on stderr."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from toolkit.errors import InputError

InputArgument = Annotated[str, typer.Argument(metavar="IN", help="The text to work on; - is standard input.")]
SourceOption = Annotated[
    Path | None,
    typer.Option("--source", help="The source text: line by line, or broken into lines in any other way."),
]
GlossariesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--glossary",
        "-g",
        help="A glossary: folder, file or bundled name. Repeat it for layers; the last wins.",
    ),
]
FromOption = Annotated[str | None, typer.Option("--from", help="Source language, such as zh.")]
ToOption = Annotated[str | None, typer.Option("--to", help="Target language, such as en.")]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="ROLE=COLUMN", help="A table's column: source=B, target=C, reference=D."),
]
EncodingOption = Annotated[
    str | None,
    typer.Option("--encoding", help="The encoding of a text file IN, if the guess is wrong: cp1250, gb18030 ..."),
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="PROFILE",
        help="How boldly to change wordings that no glossary lists: precise (the default), balanced or maximal.",
    ),
]
ConsistencyOption = Annotated[
    str | None,
    typer.Option(
        "--consistency",
        metavar="POLICY",
        help="One rendering per concept: preferred, majority or first; any (the default) accepts all approved ones.",
    ),
]
NamesOption = Annotated[
    list[Path] | None,
    typer.Option("--names", help="How names are written: a table, or lines such as 薇娅 = Viya | Wei Ya."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]

ROLES = ("source", "target", "reference")
_WINDOWS = os.name == "nt"


def columns_of(given: list[str] | None, encoding: str | None = None) -> dict[str, str]:
    """Role to column, from `--column`; and the encoding, from `--encoding`, as `documents.ENCODING` has it.

    >>> columns_of(["source=B", "target=C"])
    {'source': 'B', 'target': 'C'}
    """
    columns: dict[str, str] = {} if encoding is None else {"encoding": encoding}
    for item in given or ():
        role, _, column = item.partition("=")
        if role not in ROLES or not column:
            raise InputError(f"--column {item}: write one of {', '.join(ROLES)}, '=' and a column, such as target=C.")
        columns[role] = column
    return columns


def key_values(given: Iterable[str] | None, option: str) -> dict[str, str]:
    """What an option that is repeated says. Raises InputError for an item without a key.

    >>> key_values(["beam=4"], "--engine-option")
    {'beam': '4'}
    """
    values: dict[str, str] = {}
    for item in given or ():
        key, found, value = item.partition("=")
        if not found or not key:
            raise InputError(f"{option} {item}: write KEY=VALUE, such as beam=4.")
        values[key] = value
    return values


def policy_of(profile: str | None, consistency: str | None = None) -> dict[str, str]:
    """The house policy that options say. Raises InputError for an unknown value."""
    from toolkit.checks.profiles import profile_named
    from toolkit.checks.renderings import consistency_of

    said = {name: value for name, value in (("profile", profile), ("consistency", consistency)) if value is not None}
    if profile is not None:
        profile_named(profile)
    consistency_of(said)
    return said


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show on a terminal that something is going on; a pipe sees nothing of it."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} ..."):
        yield


def say(text: str) -> None:
    """Talk, for the reader at the terminal."""
    typer.echo(text, err=True)


def print_json(value: object) -> None:
    """Data, for programs."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def answer(
    notes: Iterable[str], data: Callable[[], object], lines: Callable[[], Iterable[str]], *, as_json: bool
) -> None:
    """The notes for the reader at the terminal; then what was found, as data or as lines, whichever is asked for."""
    for note in notes:
        say(note)
    if as_json:
        print_json(data())
        return
    for line in lines():
        typer.echo(line)


def print_bytes(data: bytes) -> None:
    """A document, as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def require_own_names(targets: Iterable[Path], inputs: Iterable[str | Path | None], kept: Iterable[Path] = ()) -> None:
    """Raises InputError where an output would overwrite an input, another output, or what is kept.

    `kept` are files and folders that no output may touch, see `kept_places`.
    """
    places = [path.resolve() for path in targets if str(path) != "-"]
    read = {Path(path).resolve() for path in inputs if path is not None}
    if read.intersection(places) or len(set(places)) != len(places):
        raise InputError("An output would overwrite an input or another output. Give every file its own name.")
    for keep in kept:
        for place in places:
            if keep.resolve() in (place, *place.parents):
                raise InputError(
                    f"{place.name}: this would be written over or into {keep}, which the work needs. "
                    "Name another place for it."
                )


def kept_places(glossaries: Sequence[str] | None, near: str | Path) -> tuple[Path, ...]:
    """The glossaries in use on the file `near` and the project file, which no output may overwrite.

    A glossary that is not there is passed over: to tell of it is the business of whoever reads it.
    """
    from toolkit.formats.bundled import bundled_glossaries, bundled_glossary
    from toolkit.formats.files import kind_of
    from toolkit.formats.project import project_near

    named = [Path(name) for name in glossaries or () if kind_of(name)]
    bundled = [
        bundled_glossary(name) for name in glossaries or () if not kind_of(name) and name in bundled_glossaries()
    ]
    project = project_near(near)
    return (*named, *bundled, *((*project.glossaries, project.path) if project else ()))


def require_one_voice(voices: dict[str, bool]) -> None:
    """Raises InputError where more than one of these options, by name, would write to standard output."""
    speaking = [name for name, speaks in voices.items() if speaks]
    if len(speaking) > 1:
        raise InputError(f"{' and '.join(speaking)} would both write to standard output. Give only one of them.")


def require_reports(paths: Iterable[Path] | None) -> None:
    """Raises InputError or RegistryError for the first report whose suffix names no format."""
    from toolkit.report import RENDERERS, renderer_for

    for path in paths or ():
        if str(path) == "-":
            raise InputError(
                f"--report -: a report goes to a file, whose suffix tells the format: {', '.join(RENDERERS.names())}."
            )
        renderer_for(path)


def command_line() -> str:
    """What the user typed, for a report's "how to reproduce", as the system's own shell would take it."""
    words = ["tqt", *sys.argv[1:]]
    return subprocess.list2cmdline(words) if _WINDOWS else shlex.join(words)
