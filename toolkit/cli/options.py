"""Options that several commands share, and the two ways of speaking: data on stdout, talk on stderr."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from toolkit.errors import InputError

InputArgument = Annotated[str, typer.Argument(metavar="IN", help="The text to work on; - is standard input.")]
SourceOption = Annotated[
    Path | None,
    typer.Option("--source", help="What it was translated from: line by line, or in any line shape."),
]
GlossariesOption = Annotated[
    list[str] | None,
    typer.Option("--glossary", "-g", help="A folder, a table, or a bundled name; repeat it for layers."),
]
FromOption = Annotated[str | None, typer.Option("--from", help="Source language, such as zh.")]
ToOption = Annotated[str | None, typer.Option("--to", help="Target language, such as en.")]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="ROLE=COLUMN", help="A table's column: source=B, target=C, reference=D."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


ROLES = ("source", "target", "reference")


def columns_of(given: list[str] | None) -> dict[str, str]:
    """Role to column, from `--column`.

    >>> columns_of(["source=B", "target=C"])
    {'source': 'B', 'target': 'C'}
    """
    columns: dict[str, str] = {}
    for item in given or ():
        role, _, column = item.partition("=")
        if role not in ROLES or not column:
            raise InputError(f"--column {item}: write one of {', '.join(ROLES)}, '=' and a column, such as target=C.")
        columns[role] = column
    return columns


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


def print_bytes(data: bytes) -> None:
    """A document, as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def require_own_names(targets: Iterable[Path], inputs: Iterable[str | Path | None]) -> None:
    """Raises InputError where an output would overwrite an input or another output."""
    places = [path.resolve() for path in targets if str(path) != "-"]
    read = {Path(path).resolve() for path in inputs if path is not None}
    if read.intersection(places) or len(set(places)) != len(places):
        raise InputError("An output would overwrite an input or another output. Give every file its own name.")


def command_line() -> str:
    """What the user typed, for a report's "how to reproduce"."""
    return shlex.join(["tqt", *sys.argv[1:]])
