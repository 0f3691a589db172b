"""The three profiles: how sure the checker and the editor must be of a place that no row lists."""

from __future__ import annotations

from typing import NamedTuple

from toolkit.errors import InputError


class Profile(NamedTuple):
    """How sure a located place must be, 0 to 1, and which places count at all."""

    fix: float
    ask: float
    strict: bool
    """Whether another number or order of a term's own words is a wrong wording."""
    listed: bool
    """Whether unlisted wordings are changed, and not only asked about, of concepts whose wrong wordings the glossary
    lists itself: a free rendering or another sense, more often than not."""


PROFILES = {
    "precise": Profile(fix=0.88, ask=0.8, strict=False, listed=False),
    "balanced": Profile(fix=0.65, ask=0.5, strict=True, listed=False),
    "maximal": Profile(fix=0.45, ask=0.35, strict=True, listed=True),
}
DEFAULT = "precise"


def profile_named(name: str) -> Profile:
    """The profile of that name. Raises InputError for another name."""
    if name not in PROFILES:
        raise InputError(f"There is no profile '{name}'. There are: {', '.join(PROFILES)}.")
    return PROFILES[name]
