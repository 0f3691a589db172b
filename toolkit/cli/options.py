"""Options that several commands share, and the two ways of speaking: data on stdout, talk on stderr."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

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
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def say(text: str) -> None:
    """Talk, for the reader at the terminal."""
    typer.echo(text, err=True)


def print_json(value: object) -> None:
    """Data, for programs."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def command_line() -> str:
    """What the user typed, for a report's "how to reproduce"."""
    return shlex.join(["tqt", *sys.argv[1:]])
