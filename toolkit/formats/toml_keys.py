"""TOML files with a closed set of keys: where a key stands, which keys are unknown, what type a value has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from toolkit.errors import Problem
from toolkit.formats.files import read_text
from toolkit.formats.rows import nearest


def read_toml(path: Path, problems: list[Problem]) -> tuple[str, dict[str, object]]:
    """The file's text and its tables; both empty where it is no TOML (told in `problems`)."""
    text = read_text(path).text.replace("\r\n", "\n")
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.rstrip().count("\n") + 1
        problems.append(Problem(str(path), line, f"not valid TOML: {error}; texts need quotation marks"))
        return "", {}


def unknown_keys(path: Path, text: str, table: Mapping[str, object], known: Iterable[str]) -> list[Problem]:
    """One error per key that is not known, with its line and the nearest known key."""
    known = list(known)
    return [
        Problem(str(path), line_of(text, key), f"unknown key '{key}'{nearest(key, known)}")
        for key in table
        if key not in known
    ]


def line_of(text: str, key: str) -> int | None:
    """The first line that sets the key or opens the table of that name.

    >>> line_of('name = "livestream"\\n[policy]\\n', "policy")
    2
    """
    name = re.escape(key)
    found = re.search(rf"""^[ \t]*(?:\[[ \t]*)?["']?{name}["']?[ \t]*[=.\]]""", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


def text_value(path: Path, text: str, table: Mapping[str, object], key: str, problems: list[Problem]) -> str | None:
    """The key's text; None where it is absent, empty or (told in `problems`) something else."""
    value = table.get(key)
    if value is None or isinstance(value, str):
        return value or None
    problems.append(Problem(str(path), line_of(text, key), f"'{key}' must be a text in quotation marks"))
    return None


def text_list(path: Path, text: str, table: Mapping[str, object], key: str, problems: list[Problem]) -> tuple[str, ...]:
    """The key's list of texts; empty where it is absent or (told in `problems`) something else."""
    value = table.get(key, [])
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    message = f'\'{key}\' must be a list of texts, such as ["zh", "en"]'
    problems.append(Problem(str(path), line_of(text, key), message))
    return ()


def flattened(table: object) -> dict[str, str]:
    """Nested tables as dotted names, every value as text, sorted by name.

    >>> flattened({"units": {"jin": "kilogram"}, "first_mention": True, "end_mark": ["完", "(完)"]})
    {'end_mark': '完|(完)', 'first_mention': 'yes', 'units.jin': 'kilogram'}
    """
    if not isinstance(table, Mapping):
        return {}
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            flat |= {f"{key}.{rest}": text for rest, text in flattened(value).items()}
        else:
            flat[key] = _as_text(value)
    return dict(sorted(flat.items()))


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "|".join(map(_as_text, value))
    return str(value)
