"""The small pattern language of glossary terms: `[optional]`, `(a|b)` and one gap ` ... `. Nothing more.

Patterns are expanded into plain strings, so that one automaton finds them all in linear time.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import NamedTuple

MOST_VARIANTS = 1024
"""A term that expands into more is refused: it is a regular expression in disguise."""
GAP = " ... "
_PIECE = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*\|[^\[\]()]*)\)")


class Choice(NamedTuple):
    """A piece of a pattern: the texts that may stand there, and whether it may be left out."""

    texts: tuple[str, ...]
    optional: bool


def pieces(text: str) -> tuple[Choice, ...]:
    """A pattern's plain texts, choices and optional words in their order.

    >>> [(piece.texts, piece.optional) for piece in pieces("live [the] (goods|cargo)")]
    [(('live ',), False), (('the',), True), ((' ',), False), (('goods', 'cargo'), False)]
    """
    found: list[Choice] = []
    position = 0
    for piece in _PIECE.finditer(text):
        found.append(Choice((text[position : piece.start()],), False))
        inner = piece.group(1) if piece.group(1) is not None else piece.group(2)
        found.append(Choice(tuple(inner.split("|")), piece.group(1) is not None))
        position = piece.end()
    found.append(Choice((text[position:],), False))
    return tuple(one for one in found if any(one.texts))


@lru_cache(maxsize=65536)
def expand(text: str) -> tuple[str, ...]:
    """Every plain string that the pattern stands for, the fullest first, without doubles.

    Brackets do not nest. A parenthesis without `|` stands for itself.

    >>> expand("live [the] goods")
    ('live the goods', 'live goods')
    >>> expand("live (and|with) goods")
    ('live and goods', 'live with goods')
    >>> expand("under with (RMB)")
    ('under with (RMB)',)

    Raises ValueError for unbalanced brackets, an empty pattern and too many variants.
    """
    choices: list[tuple[str, ...]] = []
    position = 0
    for piece in _PIECE.finditer(text):
        choices.append((text[position : piece.start()],))
        if piece.group(1) is not None:
            choices.append((*piece.group(1).split("|"), ""))
        else:
            choices.append(tuple(piece.group(2).split("|")))
        position = piece.end()
    choices.append((text[position:],))
    plain = "".join(part for options in choices[::2] for part in options)
    if "[" in plain or "]" in plain:
        raise ValueError(f"the brackets of {text!r} do not match; write [optional] or (one|other), not nested")
    count = 1
    for options in choices:
        count *= len(options)
    if count > MOST_VARIANTS:
        raise ValueError(f"{text!r} stands for {count} wordings; {MOST_VARIANTS} are the limit. Split the row.")
    found: dict[str, None] = {}
    for parts in product(*choices):
        joined = " ".join("".join(parts).split())
        if not joined:
            raise ValueError(f"{text!r} can stand for nothing at all; leave at least one word outside brackets")
        if joined.count("...") > 1:
            raise ValueError(f"{text!r} has more than one gap")
        found.setdefault(joined)
    return tuple(found)


def at_mention(replacement: str, first: bool) -> str:
    """A replacement with its `[first mention only]` part, or without it.

    >>> at_mention('lao tie [("old iron", or buddies)]', first=True)
    'lao tie ("old iron", or buddies)'
    >>> at_mention('lao tie [("old iron", or buddies)]', first=False)
    'lao tie'
    """
    kept = re.sub(r"\s*\[([^\[\]]*)\]", lambda m: " " + m.group(1) if first else "", replacement)
    return kept.strip()
