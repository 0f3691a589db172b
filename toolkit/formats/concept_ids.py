"""Names for concepts that come without one: readable, and each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container


def slug_of(text: str) -> str:
    """A readable id: "Sell goods via livestream" is sell-goods-via-livestream."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", plain).strip("-")[:60]


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
