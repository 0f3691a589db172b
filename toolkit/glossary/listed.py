"""Terms that share a cell: "boot; trunk". No text holds them so.

Only what is surely a list is taken apart. Commas and slashes may belong to the term ("start / stop button",
"transmitter / receiver"); of these `glossary lint` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.model.terms import Concept, Term, primary_subtag

_SEMICOLON = re.compile(r"\s*[;\N{FULLWIDTH SEMICOLON}]\s*")
_LETTERS = re.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
"""A part of a list is a word, and no unit such as km or h, nor a letter."""
_MOST_WORDS = 5
"""A longer part is a clause, and the mark one of a sentence."""
_CLOSED_CLASS = frozenset("and or und oder et ou y o e".split())


def parts(term: Term, concept: Concept) -> tuple[str, ...]:
    """The terms that the cell of `term` lists; the term alone where it lists none.

    A mark that the terms of other languages have too belongs to the concept.

    >>> boot = Concept("boot", (Term("Kofferraum", "de"), Term("boot; trunk", "en")))
    >>> [parts(term, boot) for term in boot.terms]
    [('Kofferraum',), ('boot', 'trunk')]
    """
    text = term.text
    if not _SEMICOLON.search(text) or "(" in text or "[" in text:
        return (text,)
    found = tuple(dict.fromkeys(part.strip() for part in _SEMICOLON.split(text)))
    return found if len(found) > 1 and all(map(_is_term, found)) and not _belongs(term, concept.terms) else (text,)


def _is_term(part: str) -> bool:
    words = part.casefold().split()
    return (
        bool(_LETTERS.search(part)) and len(words) <= _MOST_WORDS and _CLOSED_CLASS.isdisjoint(words[:1] + words[-1:])
    )


def _belongs(term: Term, terms: Iterable[Term]) -> bool:
    here = primary_subtag(term.language)
    return any(_SEMICOLON.search(other.text) for other in terms if primary_subtag(other.language) != here)
