"""A term, concept, convention, example or heading as single facts that can be compared and merged one by one.

A fact that is absent is None, an empty tuple or False. Places in files are no facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Literal

from toolkit.model.terms import Concept, Convention, Example, Glossary, Term

Kind = Literal["glossary", "concept", "term", "convention", "example"]
Item = Glossary | Concept | Term | Convention | Example
Facts = dict[str, Any]

EXTRA = "extra."
POLICY = "policy."
_TERM = tuple(f.name for f in fields(Term) if f.compare and f.name != "extra")
_CONCEPT = ("id", "subject", "definition", "note")
_CONVENTION = tuple(f.name for f in fields(Convention) if f.compare)
_EXAMPLE = tuple(f.name for f in fields(Example) if f.compare)
_HEADING = ("name", "version", "languages", "licence", "subject")


def facts_of(item: Item) -> Facts:
    """The facts by name; columns of one's own as `extra.NAME`, house policy as `policy.NAME`.

    >>> facts_of(Concept("lao-tie", (), subject="retail"))
    {'id': 'lao-tie', 'subject': 'retail', 'definition': None, 'note': None}
    """
    if isinstance(item, Term):
        return {n: getattr(item, n) for n in _TERM} | {EXTRA + name: value for name, value in item.extra}
    if isinstance(item, Glossary):
        return {n: getattr(item, n) for n in _HEADING} | {POLICY + name: value for name, value in item.policy}
    names = _CONCEPT if isinstance(item, Concept) else _CONVENTION if isinstance(item, Convention) else _EXAMPLE
    return {name: getattr(item, name) for name in names}


def with_facts(item: Item, facts: Mapping[str, Any]) -> Any:
    """An item of the same kind that says these facts; what facts do not speak of, such as its place, stays."""
    values = {name: value for name, value in facts.items() if not name.startswith((EXTRA, POLICY))}
    if isinstance(item, Term):
        values["extra"] = _pairs(facts, EXTRA)
    elif isinstance(item, Glossary):
        values["policy"] = _pairs(facts, POLICY)
    return replace(item, **values)


def absent(value: object) -> bool:
    """Whether a fact says nothing.

    >>> [absent(value) for value in (None, (), False, "preferred")]
    [True, True, True, False]
    """
    return value is None or value == () or value is False


def shell(concept: Concept) -> Concept:
    """The concept without its terms: what it says of itself."""
    return replace(concept, terms=()) if concept.terms else concept


def heading(glossary: Glossary) -> Glossary:
    """The glossary without its content: name, version, languages, licence, subject and house policy."""
    return replace(glossary, concepts=(), conventions=(), examples=())


def _pairs(facts: Mapping[str, Any], prefix: str) -> tuple[tuple[str, str], ...]:
    found = {name.removeprefix(prefix): value for name, value in facts.items() if name.startswith(prefix)}
    return tuple(sorted((name, value) for name, value in found.items() if value is not None))
