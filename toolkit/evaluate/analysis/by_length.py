"""Buckets by length: of the reference, of the source, or by how much an output is shorter or longer.

Lengths are in words; in writing without blanks each character is one. Of several references the mean counts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from toolkit.errors import InputError
from toolkit.evaluate.analysis.buckets import Material
from toolkit.evaluate.analysis.table import Cut
from toolkit.text.words import is_spaced, words

_EDGES = {"words": (10, 20, 30, 40, 60), "characters": (15, 30, 45, 60, 90)}
"""A bucket begins at each; those of compare-mt, with fewer at the long end."""
_APART = (-5, -2, 0, 1, 3, 6)


def length(material: Material, argument: str | None) -> Cut:
    """By the length of the reference; the argument are edges: `10,20,40`."""
    lines = zip(*material.references, strict=True)
    sizes = [_mean(word_count(text) for text in line if text is not None) for line in lines]
    return _cut("length of the reference", sizes, unit_of(t for text in material.references for t in text), argument)


def source_length(material: Material, argument: str | None) -> Cut:
    """By the length of the source; the argument are edges."""
    if material.sources is None:
        raise InputError("Buckets by source-length need the source text: give --source FILE.")
    sizes = [float(word_count(text)) for text in material.sources]
    return _cut("length of the source", sizes, unit_of(material.sources), argument)


def length_difference(material: Material, argument: str | None) -> Cut:
    """By how much longer than the reference a system's segments are; the argument names it, else it is the first."""
    system = system_named(argument, material, "length-difference")
    lines = zip(*material.references, strict=True)
    sizes = [_mean(word_count(text) for text in line if text is not None) for line in lines]
    apart = [round(word_count(text) - size) for text, size in zip(material.systems[system], sizes, strict=True)]
    unit = unit_of(t for text in material.references for t in text)
    names = (
        *(f"{size} {unit} shorter" for size in ("6 or more", "3-5", "1-2")),
        "same length",
        *(f"{size} {unit} longer" for size in ("1-2", "3-5", "6 or more")),
    )
    return Cut(
        f"length of {system} against the reference, in {unit}", names, tuple(bisect_right(_APART, n) for n in apart)
    )


def word_count(text: str) -> int:
    """How many words a text has.

    >>> word_count("It's 9 yuan."), word_count("直播带货")
    (3, 4)
    """
    return len(words(text))


def unit_of(texts: Iterable[str | None]) -> str:
    """`words`, or `characters` where most letters belong to writing without blanks.

    >>> unit_of(["直播带货 OK"]), unit_of(["The 直播 host"])
    ('characters', 'words')
    """
    letters = [char for text in texts for char in (text or "")[:200] if char.isalpha()][:20_000]
    return "characters" if sum(not is_spaced(char) for char in letters) * 2 > len(letters) else "words"


def system_named(argument: str | None, material: Material, name: str) -> str:
    """The system that an argument names, the first without one. Raises InputError for an unknown one."""
    system = argument if argument is not None else next(iter(material.systems), None)
    if system is None or system not in material.systems:
        known = ", ".join(material.systems)
        raise InputError(f"Buckets by {name}={argument}: there is no system of that name. There are: {known}.")
    return system


def _mean(sizes: Iterable[int]) -> float:
    found = list(sizes)
    return sum(found) / max(len(found), 1)


def _cut(by: str, sizes: Sequence[float], unit: str, argument: str | None) -> Cut:
    edges = _EDGES[unit] if argument is None else _edges(argument)
    inner = [f"{low}-{high - 1} {unit}" if high - low > 1 else f"{low} {unit}" for low, high in pairwise(edges)]
    names = (f"under {edges[0]} {unit}", *inner, f"{edges[-1]} {unit} or more")
    return Cut(f"{by}, in {unit}", names, tuple(bisect_right(edges, size) for size in sizes))


def _edges(argument: str) -> tuple[int, ...]:
    cells = [cell.strip() for cell in argument.split(",")]
    edges = tuple(int(cell) for cell in cells if cell.isdecimal() and len(cell) < 10)
    if len(edges) != len(cells) or list(edges) != sorted(set(edges)) or edges[0] < 1:
        raise InputError(f"'{argument}': edges of buckets are rising whole numbers, such as 10,20,40.")
    return edges
