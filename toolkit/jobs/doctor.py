"""What is installed, what is missing, and the line that installs it."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

TORCH = "pip install torch==2.13.0   (its own step, CPU build, before the mt extra)"


class Part(NamedTuple):
    """One dependency."""

    name: str
    extra: str | None
    """None: part of the core."""
    version: str | None
    """None: not installed."""
    install: str


_PARTS = {
    None: (
        "ahocorasick-rs",
        "google-re2",
        "jinja2",
        "lemminflect",
        "numpy",
        "openpyxl",
        "rapidfuzz",
        "sacrebleu",
        "typer",
    ),
    "mt": ("ctranslate2", "datasets", "sentencepiece", "transformers"),
    "chat": ("openai",),
    "ray": ("ray",),
    "review": ("starlette", "uvicorn"),
}


def examine() -> tuple[Part, ...]:
    """Every dependency of the core and the extras, with what to type for those that are missing."""
    parts: list[Part] = []
    for extra, names in _PARTS.items():
        line = (
            f"pip install 'translation-quality-toolkit[{extra}]'"
            if extra
            else "pip install translation-quality-toolkit"
        )
        if extra == "mt":
            parts.append(Part("torch", "mt", _version("torch"), TORCH))
        parts += [Part(name, extra, _version(name), line) for name in names]
    return tuple(parts)


def python_version() -> str:
    """The running interpreter and system, in words."""
    return f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
