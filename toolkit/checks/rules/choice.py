"""Which rules speak: the default ones, all, or those that a user selects by the beginning of their names."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.checks.rules.table import BY_ID, ELSEWHERE
from toolkit.errors import InputError


class RuleChoice(NamedTuple):
    """What a user wants to hear of; without `select` the default rules and whatever the glossary has to say.

    >>> choice().wants("punctuation.final"), choice(ignore=["punctuation"]).wants("punctuation.final")
    (True, False)
    >>> only = choice(select=["quote"])
    >>> only.wants("quote.lost"), only.wants("term.garble"), choice().wants("quote.lost")
    (True, False, False)
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    everything: bool = False

    def wants(self, rule: str) -> bool:
        """Whether findings of this rule are asked for."""
        if any(rule.startswith(name) for name in self.ignore):
            return False
        if self.select:
            return any(rule.startswith(name) for name in self.select)
        return self.everything or rule not in BY_ID or BY_ID[rule].default


def choice(select: Sequence[str] = (), ignore: Sequence[str] = (), everything: bool = False) -> RuleChoice:
    """A choice of rules. Raises InputError for a name that no rule begins with."""
    for name in (*select, *ignore):
        if not name or (not any(rule.startswith(name) for rule in BY_ID) and not _elsewhere(name)):
            families = sorted({rule.partition(".")[0] for rule in (*BY_ID, *ELSEWHERE)})
            near = difflib.get_close_matches(name, [*BY_ID, *families, *ELSEWHERE], n=1)
            hint = f" Did you mean '{near[0].rstrip('.')}'?" if near else ""
            raise InputError(f"No rule is called '{name}'.{hint} The kinds of rules are: {', '.join(families)}.")
    return RuleChoice(tuple(select), tuple(ignore), everything)


def _elsewhere(name: str) -> bool:
    return any(name.startswith(family) or family.startswith(name) for family in ELSEWHERE)
