"""The option `--system NAME=FILE`, for commands that compare several translations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.errors import InputError

SystemsOption = Annotated[
    list[str],
    typer.Option("--system", "-s", metavar="NAME=FILE", help="A translation, line by line; repeat it to compare."),
]


def systems_of(given: list[str]) -> dict[str, str]:
    """Name to file; a file without a name is called after its stem. Raises InputError."""
    from toolkit.formats.files import kind_of

    systems: dict[str, str] = {}
    for item in given:
        name, equals, path = item.partition("=")
        if not equals or kind_of(item) == "file":
            name, path = Path(item).stem, item
        if not name or not path:
            raise InputError(f"--system {item}: write NAME=FILE.")
        if name in systems:
            raise InputError(f"--system {item}: two systems are called '{name}'. Write NAME=FILE with two names.")
        systems[name] = path
    return systems
