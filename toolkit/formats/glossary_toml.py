"""glossary.toml: what a glossary says about itself, and its house policy."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import Problem
from toolkit.formats.term_rows import language_fault
from toolkit.formats.toml_keys import flattened, line_of, read_toml, text_list, text_value, unknown_keys
from toolkit.model.terms import Glossary

KEYS = ("name", "version", "languages", "licence", "subject", "policy")

_BARE = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")


@dataclass(frozen=True, slots=True)
class Heading:
    """The content of glossary.toml."""

    name: str | None = None
    version: str | None = None
    languages: tuple[str, ...] | None = None
    """None: not said; the terms say it."""
    licence: str | None = None
    subject: str | None = None
    policy: tuple[tuple[str, str], ...] = ()
    """Sorted by name."""


def read_heading(path: Path, problems: list[Problem]) -> Heading:
    """The heading; an empty one where the file is absent. Mistakes go to `problems`."""
    if not path.exists():
        return Heading()
    text, table = read_toml(path, problems)
    problems += unknown_keys(path, text, table, KEYS)
    policy = table.get("policy", {})
    if not isinstance(policy, dict):
        message = "'policy' must be a table: a line [policy], then name = value"
        problems.append(Problem(str(path), line_of(text, "policy"), message))
    languages = text_list(path, text, table, "languages", problems) if "languages" in table else None
    for language in languages or ():
        if fault := language_fault(language):
            problems.append(Problem(str(path), line_of(text, "languages"), fault))
    name, version, licence, subject = (
        text_value(path, text, table, key, problems) for key in ("name", "version", "licence", "subject")
    )
    return Heading(name, version, languages, licence, subject, tuple(flattened(policy).items()))


def format_heading(glossary: Glossary) -> str:
    """The text of glossary.toml that `read_heading` reads as this glossary's heading."""
    values = {
        "name": _quote(glossary.name),
        "version": _quote(glossary.version),
        "languages": f"[{', '.join(map(_quote, glossary.languages))}]",
        "licence": glossary.licence and _quote(glossary.licence),
        "subject": glossary.subject and _quote(glossary.subject),
    }
    rows = [f"{key} = {value}" for key, value in values.items() if value]
    if glossary.policy:
        rows += ["", "[policy]", *(f"{_key(name, glossary)} = {_quote(v)}" for name, v in glossary.policy)]
    return "\n".join(rows) + "\n"


def _key(name: str, glossary: Glossary) -> str:
    # A dotted key opens a table, which must not have the name of another value.
    clash = any(name.startswith(f"{other}.") or other.startswith(f"{name}.") for other, _ in glossary.policy)
    return name if _BARE.fullmatch(name) and not clash else _quote(name)


def _quote(text: str) -> str:
    # JSON's escapes are TOML's, but JSON lets DELETE stand bare.
    return json.dumps(text, ensure_ascii=False).replace("\N{DELETE}", "\\u007F")
