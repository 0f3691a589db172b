"""What is installed, what is missing, and the line that installs it."""

from __future__ import annotations

import platform
import re
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from typing import NamedTuple

from toolkit.postedit.editor import EDITORS

DISTRIBUTION = "translation-quality-toolkit"
TORCH = "pip install torch==2.13.0   (its own step, CPU build, before the mt extra)"


class Part(NamedTuple):
    """One dependency."""

    name: str
    extra: str | None
    """None: part of the core."""
    version: str | None
    """None: not installed."""
    install: str


_NAME = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r"""extra\s*==\s*["']([\w.-]+)["']""")


def examine() -> tuple[Part, ...]:
    """Every dependency of the core and of the extras that users have, with what to type for those that are missing.

    PyTorch stands before the extra that needs it: a resolver that sees both takes the CUDA build.
    """
    parts: list[Part] = []
    for name, extra in _requirements():
        found = _version(name)
        if extra == "mt" and not any(part.name == "torch" for part in parts):
            parts.append(Part("torch", "mt", _version("torch"), TORCH))
        if extra != "dev":
            line = f"pip install '{DISTRIBUTION}[{extra}]'" if extra else f"pip install {DISTRIBUTION}"
            parts.append(Part(name, extra, found, line))
    return tuple(parts)


def state(name: str, extra: str) -> str:
    """What is there of an optional dependency, in words, with the line that installs it where it is missing."""
    found = _version(name)
    return f"{name} {found}" if found else f"{name} missing: pip install '{DISTRIBUTION}[{extra}]'"


class EditorState(NamedTuple):
    """One post-editor and whether it could work."""

    name: str
    what: str
    missing: str | None
    """The line that installs what it needs; None: nothing is missing."""


def editors() -> tuple[EditorState, ...]:
    """The post-editors; a server or a model that they need besides is the user's to name."""
    made: list[EditorState] = []
    for name, kind in EDITORS:
        ready = not kind.needs or any(find_spec(module) is not None for module in kind.needs)
        made.append(EditorState(name, kind.what, None if ready else f"pip install '{DISTRIBUTION}[mt]'"))
    return tuple(made)


def _requirements() -> list[tuple[str, str | None]]:
    """Names and extras out of the installed package's own metadata; none where only the source tree is there."""
    try:
        lines = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        return []
    named = [(_NAME.match(line), _EXTRA.search(line)) for line in lines]
    return [(name[0], extra[1] if extra else None) for name, extra in named if name]


def python_version() -> str:
    """The running interpreter and system, in words."""
    return f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
