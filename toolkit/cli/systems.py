"""What `--system` may say: NAME=FILE, a file, a folder of files. Reads no file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from toolkit.errors import InputError

SystemsOption = Annotated[
    list[str],
    typer.Option(
        "--system",
        "-s",
        metavar="NAME=FILE",
        help="A translation, line by line, or a folder of them; repeat it to compare. The first is the baseline. "
        "With NAME= a folder or ZIP file is one translation, of many documents.",
    ),
]


def systems_of(given: list[str]) -> dict[str, str]:
    """Name to file; a file without a name is called after its stem, a folder without one stands for all its files."""
    from toolkit.formats.files import kind_of

    systems: dict[str, str] = {}
    for item in given:
        name, equals, path = item.partition("=")
        if not equals or kind_of(item):
            name, path = Path(item).stem, item
        if not name or not path:
            raise InputError(f"--system {item}: write NAME=FILE.")
        named = {name: path} if path != item or kind_of(path) != "folder" else _of_folder(Path(path))
        for one, file in named.items():
            if one in systems:
                raise InputError(f"--system {item}: two systems are called '{one}'. Write NAME=FILE with two names.")
            systems[one] = file
    return systems


def _of_folder(folder: Path) -> dict[str, str]:
    """The files of a folder by name. What all names begin and end with is no part of a system's name."""
    files = sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    if not files:
        raise InputError(f"{folder}: there is no file in this folder. Put one translation a file into it.")
    names = [file.name for file in files]
    if len(files) == 1:
        return {files[0].stem: str(files[0])}
    if len({file.suffix for file in files}) > 1:  # the suffix alone would be left of a name
        return {file.name: str(file) for file in files}
    before = _shared_start(names)
    before = before[: max(before.rfind(mark) for mark in ".-_") + 1]
    after = _shared_start([name[::-1] for name in names])[::-1]
    after = after[after.find(".") :] if "." in after else ""
    return {file.name[len(before) : len(file.name) - len(after)]: str(file) for file in files}


def _shared_start(names: Sequence[str]) -> str:
    """The letters that all names begin with."""
    first, last = min(names), max(names)
    return first[: next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]
