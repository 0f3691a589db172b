"""German compounds with the same head: gender, number and case stay, so that nothing beside them changes.

"Garantieansprüche" becomes "Gewährleistungsansprüche": the last part is taken over in the form in which it stands.
"""

from __future__ import annotations

import re

from toolkit.text.word_forms import may_be_form

_COMPOUND = re.compile(r"[A-ZÄÖÜ][\w-]*")
_LEAST_HEAD = 4
_LEAST_LEFT = 2
_MOST_ENDING = 3


def with_head_of(standing: str, wording: str) -> str | None:
    """The wording with the head as it stands in the text; None where the two share none.

    >>> with_head_of("Garantieansprüche", "Gewährleistungsanspruch")
    'Gewährleistungsansprüche'
    >>> with_head_of("Dichtungen", "Flachdichtung"), with_head_of("Kugelventile", "Kugelhahn")
    ('Flachdichtungen', None)
    >>> with_head_of("Daten Banken", "Datenbank")
    'Datenbanken'
    """
    if standing.replace(" ", "").lower().startswith(wording.lower()):
        standing = standing.replace(" ", "-")
    if not (_COMPOUND.fullmatch(standing) and _COMPOUND.fullmatch(wording)):
        return None
    for start in range(_LEAST_LEFT, len(wording) - _LEAST_HEAD + 1):
        head = wording[start:].lstrip("-").lower()
        if len(head) < _LEAST_HEAD:
            break
        for length in range(len(head) - 1, len(head) + _MOST_ENDING + 1):
            there = standing[-length:].lower() if length <= len(standing) else ""
            if there[:1] == head[:1] and may_be_form(there, head, "de") and _same_core(there, head):
                return wording[: len(wording) - len(head)] + there
    return None


def _same_core(there: str, head: str) -> bool:
    """Whether only an umlaut and an ending differ."""
    plain = str.maketrans("äöü", "aou")
    one, other = there.translate(plain), head.translate(plain)
    return one.startswith(other[: max(_LEAST_HEAD, len(other) - 1)])
