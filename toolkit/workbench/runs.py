"""A text cut into runs that carry marks: differences, terms, changes, errors, one over the other. No markup.

Joined, the runs are the text again, sign for sign. Only signs that would change how the text around them is shown
(controls, and orders of writing direction) are replaced by a picture, one for one, so that places stay places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from toolkit.model import Span

_ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Mark(NamedTuple):
    """Something to be shown of a stretch of text."""

    span: Span
    kind: str
    """Becomes a class of the page: `ins`, `del`, `term`, `wrong`, `change`, `error`."""
    title: str | None = None
    """In words, for whoever cannot see colours."""
    ref: str | None = None
    """The id of the change that stands there."""


def runs(text: str, marks: Iterable[Mark] = ()) -> list[dict[str, Any]]:
    """The runs as JSON data: `t` the text, `k` the kinds, `n` what they mean, `e` the change.

    >>> runs("live the goods", [Mark(Span(0, 4), "wrong"), Mark(Span(0, 8), "del")])
    [{'t': 'live', 'k': ['del', 'wrong']}, {'t': ' the', 'k': ['del']}, {'t': ' goods'}]
    """
    held = [mark for mark in marks if mark.span.start < mark.span.end]
    edges = sorted({0, len(text), *(edge for mark in held for edge in mark.span if 0 < edge < len(text))})
    found: list[dict[str, Any]] = []
    for start, end in pairwise(edges):
        here = [mark for mark in held if mark.span.start <= start and end <= mark.span.end]
        run: dict[str, Any] = {"t": visible(text[start:end])}
        if here:
            run["k"] = sorted({mark.kind for mark in here})
        if names := list(dict.fromkeys(mark.title for mark in here if mark.title)):
            run["n"] = "; ".join(names)
        if ref := next((mark.ref for mark in here if mark.ref), None):
            run["e"] = ref
        found.append(run)
    return found


def visible(text: str) -> str:
    r"""The text with signs that act on the page replaced by their pictures, one for one.

    >>> visible("a\x00\N{RIGHT-TO-LEFT OVERRIDE}b") == "a\N{SYMBOL FOR NULL}\N{SYMBOL FOR SUBSTITUTE FORM TWO}b"
    True
    """
    return _ACTIVE.sub(lambda found: _picture(found[0]), text)


def named_signs(text: str) -> list[str]:
    """The names of the signs that `visible` replaces, each once.

    >>> named_signs("\N{RIGHT-TO-LEFT OVERRIDE}x")
    ['RIGHT-TO-LEFT OVERRIDE']
    """
    signs = dict.fromkeys(_ACTIVE.findall(text))
    return [unicodedata.name(sign, f"U+{ord(sign):04X}") for sign in signs]


def _picture(sign: str) -> str:
    if ord(sign) < 0x20:
        return chr(ord("\N{SYMBOL FOR NULL}") + ord(sign))
    return "\N{SYMBOL FOR DELETE}" if sign == "\x7f" else "\N{SYMBOL FOR SUBSTITUTE FORM TWO}"
