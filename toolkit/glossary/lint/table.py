"""Every rule, in the order in which findings are told. A new rule is a line in its family's `RULES`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from toolkit.errors import InputError
from toolkit.formats.rows import nearest
from toolkit.glossary.lint import (
    corpus,
    cycles,
    duplicates,
    evidence,
    house,
    languages,
    mechanical,
    overlap,
    rows,
    status,
    waivers,
    wording,
    writing,
)
from toolkit.glossary.lint.rule import SEVERITIES, Rule

_FAMILIES = (rows, house, status, cycles, mechanical, wording, writing, duplicates, evidence, overlap, languages)
RULES: tuple[Rule, ...] = tuple(
    sorted(
        chain.from_iterable(family.RULES for family in (*_FAMILIES, corpus, waivers)),
        key=lambda rule: SEVERITIES.index(rule.severity),
    )
)
"""Errors first, then warnings, then what is worth one look."""

AT_USE = (
    "term.too-many-wordings",
    "status.contradiction",
    "replacement.circle",
    "status.no-replacement",
    "status.mistaken-unmistakable",
    "status.ambiguous-wrong",
    "language.without-terms",
    "language.script",
    "policy.without-value",
    "policy.unknown-value",
)
"""The rules that are asked whenever a glossary is used, in the order in which they are told."""


def rule_named(name: str) -> Rule:
    """The rule of that id. Raises InputError that names the nearest."""
    found = next((rule for rule in RULES if rule.id == name), None)
    if found is None:
        near = nearest(name, [rule.id for rule in RULES]) if len(name) > 3 else ""
        hint = near if near.endswith("?") else ". `tqt glossary rules` lists them all."
        raise InputError(f"There is no rule '{name}'{hint}")
    return found


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules whose id begins with one of `select` (all, if it is empty) and with none of `ignore`.

    >>> [rule.id for rule in chosen(["waiver"], ["waiver.un"])]
    ['waiver.no-reason']

    Raises InputError for a name that no rule begins with.
    """
    select, ignore = tuple(select), tuple(ignore)
    for name in (*select, *ignore):
        if not name or not any(waivers.matches(rule.id, name) for rule in RULES):
            raise InputError(f"No rule begins with '{name}'. `tqt glossary rules` lists them all.")
    return tuple(
        rule
        for rule in RULES
        if (not select or any(waivers.matches(rule.id, name) for name in select))
        and not any(waivers.matches(rule.id, name) for name in ignore)
    )
