"""English wordings whose head noun is a plural, and their singular."""

from __future__ import annotations

import re

from toolkit.text.inflect.en import lemmas

_WORD = re.compile(r"[^\W_]+")
_BEHIND = re.compile(r"(?<=\w) (?:of|for|in|on|with|without|from|per|against|about|between|at) (?=\w)")
"""What stands behind its noun."""


def is_plural(text: str) -> bool:
    """Whether the last word of an English wording, or the last before a preposition, is a plural.

    >>> is_plural("authorized institutions"), is_plural("news"), is_plural("cash back for good reviews")
    (True, False, False)
    """
    return singular(text) is not None


def singular(text: str) -> str | None:
    """The wording with that word in the singular; None where it is no plural.

    >>> singular("asset owners"), singular("Memorandums of Understanding"), singular("basis")
    ('asset owner', 'Memorandum of Understanding', None)
    """
    behind = _BEHIND.search(text)
    words = list(_WORD.finditer(text, 0, behind.start() if behind else len(text)))
    if not words:
        return None
    last = words[-1]
    if re.fullmatch(r"[A-Z]{2,}s", last.group()):
        return text[: last.end() - 1] + text[last.end() :]  # "SMEs"
    lower = last.group().lower()
    bases = lemmas(lower).get("NOUN", ())
    if not bases and lower.endswith("es") and lemmas(lower[:-1]).get("NOUN") == (lower[:-1],):
        bases = (lower[:-1],)  # "programmes", which the lexicon has in the singular only
    if not bases or lower in bases or len(bases) > 1 or not lower.endswith("s"):
        return None
    base = bases[0] if last.group().islower() else bases[0].capitalize()
    return text[: last.start()] + base + text[last.end() :]
