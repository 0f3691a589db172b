"""Which segments of two files belong together by their ids: JSON lines with `id`, resource files with keys.

Only ids that a file gives itself count; line numbers are no names. Where ids tell nothing, files are paired in order.
"""

from __future__ import annotations

from collections.abc import Sequence


def places_by_id(ids: Sequence[str], others: Sequence[str]) -> list[int | None] | None:
    """For each of `ids` the place of the same id among `others`, None where it is not there.

    None as a whole where fewer than half of the ids are found: they are names of different things. A root that all keys
    of a file have, as the language of a Rails file, is passed over.

    >>> places_by_id(["en.buy", "en.sell"], ["zh.sell", "zh.pay", "zh.buy"])
    [2, 0]
    >>> places_by_id(["1", "2"], ["a", "b"]) is None
    True
    """
    found = _places(ids, others)
    if found is None and (ours := _root(ids)) and (theirs := _root(others)) and ours != theirs:
        found = _places([name.partition(".")[2] for name in ids], [name.partition(".")[2] for name in others])
    return found


def _places(ids: Sequence[str], others: Sequence[str]) -> list[int | None] | None:
    known = {name: place for place, name in reversed(list(enumerate(others)))}
    found = [known.get(name) for name in ids]
    return found if ids and 2 * sum(place is not None for place in found) >= len(ids) else None


def _root(ids: Sequence[str]) -> str | None:
    """The first key of all, where it is one."""
    roots = {name.partition(".")[0] for name in ids}
    return roots.pop() if len(roots) == 1 and all("." in name for name in ids) else None
