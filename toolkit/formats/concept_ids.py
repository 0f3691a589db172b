"""Names for concepts that come without one: readable, and each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container


def slug_of(text: str) -> str:
    """A readable id, in small letters: "Sell goods via livestream" is sell-goods-via-livestream.

    Letters stay what they are: schön is not schon, and バス (a bus) not ハス (a lotus).

    >>> slug_of("Sell goods (online)"), slug_of("schön"), slug_of("バス")
    ('sell-goods-online', 'schön', 'バス')
    """
    lower = unicodedata.normalize("NFKC", text.lower())
    parted = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" or c == "_" else "-" for c in lower)
    return re.sub("-+", "-", parted).strip("-")[:60]


def fresh_id(name: str, taken: Container[str]) -> str:
    """The name, with a number where it is taken.

    >>> fresh_id("views", {"views"})
    'views-2'
    """
    number, fresh = 1, name
    while fresh in taken:
        number += 1
        fresh = f"{name}-{number}"
    return fresh
