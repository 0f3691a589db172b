"""Writes docs/reference.md from the command line itself: `python docs/make_reference.py`. A test compares the two."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast, get_type_hints

from typer.main import get_command

from toolkit.cli.app import app
from toolkit.cli.lazy import every_command

PLACE = Path(__file__).with_name("reference.md")
HEAD = """\
# The commands

Written by `docs/make_reference.py` from the commands themselves; change the help texts, not this page.

Data goes to standard output, messages go to standard error; `-` as a file is standard input. Exit code 0: done, also
with findings. 1: `check`, `gate`, `glossary lint` or `glossary test` found something. 2: an error, in one message.
An option that takes several values is repeated.
"""


def reference() -> str:
    """The page, in Markdown."""
    sections = [_section(f"tqt {path}", command) for path, command in every_command(cast(Any, get_command(app)))]
    return "\n".join([HEAD, *sections])


def _section(path: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    usage = " ".join([path, *(_argument(a) for a in arguments), "[OPTIONS]"])
    lines = [f"## {path}", "", f"    {usage}", "", _plain(command.help), ""]
    rows = [(f"`{a.metavar or a.name.upper()}`", _plain(a.help)) for a in arguments if a.help]
    hints = get_type_hints(command.callback)
    rows += [(_names(o, hints.get(o.name)), _meaning(o)) for o in options]
    lines += ["| | |", "|---|---|", *(f"| {left} | {right} |" for left, right in rows), ""]
    return "\n".join(lines)


def _argument(argument: Any) -> str:
    name = argument.metavar or argument.name.upper()
    return name if argument.required else f"[{name}]"


def _names(option: Any, hint: object) -> str:
    value = "FILE" if "Path" in str(hint) else "NUMBER" if "int" in re.findall(r"\w+", str(hint)) else "NAME"
    kind = "" if option.is_flag else f" {option.metavar or value}"
    return ", ".join(f"`{name}{kind}`" for name in (*option.opts, *option.secondary_opts))


def _meaning(option: Any) -> str:
    more = ["required"] if option.required else []
    more += ["may be repeated"] if option.multiple else []
    if option.secondary_opts:  # --cache, --no-cache: the name says it, True does not
        more.append(f"default `{(option.opts if option.default else option.secondary_opts)[0]}`")
    elif option.default not in (None, False) and not option.multiple:
        more.append(f"default `{option.default}`")
    return _plain(option.help) + (f" ({'; '.join(more)})" if more else "")


def _plain(text: str | None) -> str:
    """One line, with bars that do not end a table's cell."""
    return re.sub(r"\s+", " ", (text or "").replace("|", "\\|")).strip()


if __name__ == "__main__":
    PLACE.write_text(reference(), encoding="utf-8", newline="\n")
