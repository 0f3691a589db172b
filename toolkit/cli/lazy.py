"""Commands that are loaded when they are called: `tqt --help` must not pay for thirty modules and their options."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


@dataclass(frozen=True)
class Command:
    """Where a command's function lies in this package ("check:check"), and the line that `--help` lists it with.

    The line is the first paragraph of the function's docstring, told twice because reading it there would load the
    module; a test compares the two.
    """

    place: str
    line: str

    def load(self, name: str) -> Any:
        """The real command, with its arguments and options."""
        module, _, function = self.place.partition(":")
        program = typer.Typer(add_completion=False)
        program.command(name)(getattr(importlib.import_module(f"toolkit.cli.{module}"), function))
        return get_command(program)


@dataclass(frozen=True)
class Group:
    """Commands under a common name: `tqt glossary lint`."""

    line: str
    commands: Mapping[str, Command]

    def load(self, name: str) -> TyperGroup:
        """The group, whose own commands are not loaded yet."""

        class Commands(LazyGroup):
            table = self.commands

        return Commands(name=name, help=self.line, no_args_is_help=True)


class LazyGroup(TyperGroup):
    """A group that knows names and lines of its commands, and loads the one that is called."""

    table: ClassVar[Mapping[str, Command | Group]] = {}

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = {name: TyperCommand(name, help=entry.line) for name, entry in self.table.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the words call, loaded; a usage error for a name that there is not."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, self.table[name].load(name) if name else command, rest


def every_command(group: LazyGroup, path: str = "") -> Iterator[tuple[str, Any]]:
    """Path ("glossary lint") and loaded command of all that does something, in the order of `--help`."""
    for name, entry in group.table.items():
        loaded = entry.load(name)
        inner = f"{path} {name}".strip()
        yield from every_command(loaded, inner) if isinstance(loaded, LazyGroup) else [(inner, loaded)]
