"""The house policy: which of its names the checks know, and what they may say.

A glossary may have names of its own besides, for its conventions to write (`{name}`): those are not judged.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable, Mapping

from toolkit.checks.profiles import DEFAULT, PROFILES, profile_named
from toolkit.checks.renderings import POLICIES, consistency_of
from toolkit.errors import InputError
from toolkit.model import Convention

_UNITS = ("convert", "gloss", "keep")
POLICY: dict[str, tuple[str, ...]] = {
    "profile": tuple(PROFILES),
    "consistency": tuple(POLICIES),
    "scare_quotes": ("drop", "keep"),
    "units.jin": _UNITS,
    "units.mu": _UNITS,
    "units.li": _UNITS,
}
"""Every name that a check or the post-editor asks for, with its values."""


def names_in(conventions: Iterable[Convention]) -> frozenset[str]:
    """The names that conventions write.

    >>> names_in([Convention("dateline", "en", "^garble", r"\\1{dateline_sep}")])
    frozenset({'dateline_sep'})
    """
    return frozenset(name for rule in conventions for name in re.findall(r"\{([^{}]+)\}", rule.right))


def policy_notes(policy: Mapping[str, str], own: Container[str] | None = None) -> tuple[str, ...]:
    """What looks like a slip: a name that nothing asks for. Raises InputError for a value that there is not.

    `own` are the glossary's own names; where they are not known (None), only a name that is nearly one of ours is told.

    >>> policy_notes({"profil": "maximal", "dateline_sep": " - "})
    ("House policy 'profil' is asked for by nothing; did you mean 'profile'?",)
    >>> policy_notes({"colour": "red"}, own=())
    ("House policy 'colour' is asked for by nothing.",)
    """
    profile_named(policy.get("profile", DEFAULT))
    consistency_of(dict(policy))
    notes = []
    for name, value in policy.items():
        if name not in POLICY:
            near = difflib.get_close_matches(name.casefold(), POLICY, n=1, cutoff=0.8)
            if (own is not None and name not in own) or near:
                notes.append(f"House policy '{name}' is asked for by nothing")
                notes[-1] += f"; did you mean '{near[0]}'?" if near else "."
        elif value not in POLICY[name]:
            raise InputError(f"House policy '{name}': there is no {value!r}. There are: {', '.join(POLICY[name])}.")
    return tuple(notes)
