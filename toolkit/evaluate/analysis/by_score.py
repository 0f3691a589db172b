"""Buckets by how well segments were scored: the hardest quarter of the text, the easiest."""

from __future__ import annotations

from bisect import bisect_left

from toolkit.errors import InputError
from toolkit.evaluate.analysis.buckets import Material
from toolkit.evaluate.analysis.by_length import system_named
from toolkit.evaluate.analysis.table import Cut

_NAMES = ("lowest quarter", "second quarter", "third quarter", "highest quarter")


def score(material: Material, argument: str | None) -> Cut:
    """Quarters by the mean segment score of all systems, or by the score of the system that the argument names.

    Segments with the same score stay together, so that quarters may differ in size.

    >>> score(Material({"mt": "abcd"}, [], scores={"mt": [4.0, 1.0, 1.0, 9.0]}), None).of
    (2, 0, 0, 3)
    """
    if not material.scores:
        raise InputError("Buckets by score need segment scores.")
    chosen = [system_named(argument, material, "score")] if argument is not None else list(material.systems)
    columns = zip(*(material.scores[name] for name in chosen), strict=True)
    means = [sum(column) / len(column) for column in columns]
    ordered = sorted(means)
    whose = argument if argument is not None else "all systems"
    note = (
        f"Cut by the scores of {argument} itself: in its lowest quarter the others look better than they are, in its "
        "highest worse."
        if argument is not None and len(material.systems) > 1
        else None
    )
    of = tuple(min(3, 4 * bisect_left(ordered, mean) // max(len(ordered), 1)) for mean in means)
    return Cut(f"segment score of {whose}", _NAMES, of, note)
