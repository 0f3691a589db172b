"""A glossary as JSON lines: our own interchange, one concept a line, nothing lost.

The first line is the heading, with its mark; then concepts, conventions and examples, one object a line, fields at
their default left out. Line-oriented, so that a version-control system shows what changed.
"""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_type_hints

from toolkit.errors import InputError, Problem
from toolkit.formats.files import lines, read_text
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_reports import ImportReport, ImportResult, Rendered
from toolkit.formats.rows import nearest
from toolkit.formats.term_rows import language_fault
from toolkit.model.terms import Concept, Convention, Example, Glossary, Term

MARK = "toolkit-glossary"
_HEADING = ("name", "version", "languages", "licence", "subject", "policy")
_PARTS: dict[str, type[Any]] = {"concept": Concept, "convention": Convention, "example": Example}
T = TypeVar("T")


class JsonLines:
    """The format `jsonl`."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")
    reads = writes = keeps_garble = True
    is_enforced = False
    loses: tuple[str, ...] = ()

    def sniff(self, head: bytes, path: Path) -> bool:
        """By the mark in the first line."""
        first = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
        return first.startswith(b"{") and b'"format"' in first and MARK.encode() in first

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """The good lines; the others are problems with their place. Raises InputError for a heading of another kind."""
        problems: list[Problem] = []
        heading: dict[str, Any] | None = None
        found: dict[str, list[Any]] = {kind: [] for kind in _PARTS}
        for line in lines(read_text(path).text):
            if not line.text.strip():
                continue
            try:
                data = json.loads(line.text)
                if heading is None:
                    heading = _heading(data, f"{path}:{line.number}")
                    continue
                kind, value = _part(data)
                found[kind].append(_built(_PARTS[kind], value, f"{path}:{line.number}"))
            except (ValueError, RecursionError) as error:
                why = f"no JSON: {error}" if isinstance(error, json.JSONDecodeError) else str(error)
                problems.append(Problem(str(path), line.number, why))
        concepts = tuple(found["concept"])
        heading = heading or {}
        if heading.get("languages") is None:
            heading["languages"] = tuple(dict.fromkeys(term.language for concept in concepts for term in concept.terms))
        name = heading.pop("name", None) or path.stem
        glossary = Glossary(
            name, concepts, conventions=tuple(found["convention"]), examples=tuple(found["example"]), **heading
        )
        terms = sum(len(concept.terms) for concept in concepts)
        report = ImportReport(str(path), self.name, len(concepts), terms, problems=tuple(problems))
        return ImportResult(glossary, report)

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """All of it, UTF-8, in the glossary's order."""
        heading = {"format": MARK, "edition": 1} | {name: getattr(glossary, name) for name in _HEADING}
        parts = [heading]
        parts += [{"concept": _plain(concept)} for concept in glossary.concepts]
        parts += [{"convention": _plain(convention)} for convention in glossary.conventions]
        parts += [{"example": _plain(example)} for example in glossary.examples]
        text = "".join(json.dumps(part, ensure_ascii=False) + "\n" for part in parts)
        terms = sum(len(concept.terms) for concept in glossary.concepts)
        return Rendered(text.encode(), len(glossary.concepts), terms)


FORMAT = JsonLines()


def _plain(thing: Any) -> dict[str, Any]:
    """The fields that are not at their default; a concept's terms as objects of their own."""
    plain = {}
    for column in fields(thing):
        value = getattr(thing, column.name)
        if column.compare and value != column.default:
            plain[column.name] = [_plain(term) for term in value] if column.name == "terms" else value
    return plain


def _heading(data: Any, place: str) -> dict[str, Any]:
    if not isinstance(data, dict) or data.get("format") != MARK or data.get("edition") != 1:
        raise InputError(f'{place}: the first line is not {{"format": "{MARK}", "edition": 1, ...}}; nothing was read')
    heading = {name: _frozen(data[name]) for name in _HEADING if data.get(name) is not None}
    for name, value in heading.items():
        fits = isinstance(value, tuple) if name in ("languages", "policy") else isinstance(value, str)
        if not fits:
            raise InputError(f"{place}: the heading's '{name}' is of the wrong kind")
    return heading


def _part(data: Any) -> tuple[str, dict[str, Any]]:
    if not isinstance(data, dict) or len(data) != 1 or not isinstance(value := next(iter(data.values())), dict):
        raise ValueError('a line is one object such as {"concept": {...}}')
    kind = next(iter(data))
    if kind not in _PARTS:
        raise ValueError(f"unknown kind '{kind}'{nearest(kind, _PARTS)}")
    return kind, value


def _built(kind: type[T], data: dict[str, Any], place: str) -> T:
    """The dataclass of an object; raises ValueError that names the wrong field."""
    values: dict[str, Any] = {}
    known = _kinds(cast(Hashable, kind))
    for name, value in data.items():
        if name not in known or name == "place":
            raise ValueError(f"unknown field '{name}'{nearest(name, known)}")
        if name == "terms":
            if not isinstance(value, list) or not all(isinstance(term, dict) for term in value):
                raise ValueError("'terms' is a list of objects")
            values[name] = tuple(_built(Term, term, place) for term in value)
        else:
            values[name] = _checked(name, _frozen(value), known[name])
    if "place" in known:
        values["place"] = place
    missing = [f.name for f in fields(cast(Any, kind)) if f.name not in values and f.default is f.default_factory]
    if missing:
        raise ValueError(f"the field '{missing[0]}' is missing")
    if kind is Term:
        if not values["text"].strip():
            raise ValueError("the term is empty; write it or delete it")
        if fault := language_fault(values["language"]):
            raise ValueError(fault)
    return kind(**values)


@cache
def _kinds(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(cast("type[Any]", kind))


def _checked(name: str, value: Any, kind: Any) -> Any:
    options = [option for part in (get_args(kind) or (kind,)) for option in (get_args(part) or (part,))]
    words = [option for option in options if isinstance(option, str)]
    if words and value is not None and value not in words:
        raise ValueError(f"'{name}': unknown value '{value}'{nearest(str(value), words)}")
    text = all(isinstance(one, str) for one in _strings(value))
    listed = "tuple" in str(kind)
    if isinstance(value, tuple) is not listed or (kind is bool) is not isinstance(value, bool) or not text:
        raise ValueError(f"'{name}' is of the wrong kind")
    if name in ("forms", "extra") and not all(isinstance(pair, tuple) and len(pair) == 2 for pair in value):
        raise ValueError(f"'{name}' is a list of pairs")
    return value


def _strings(value: Any) -> list[Any]:
    if isinstance(value, tuple):
        return [leaf for item in value for leaf in _strings(item)]
    return [] if value is None or isinstance(value, bool) else [value]


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
