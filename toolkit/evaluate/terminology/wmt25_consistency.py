"""Term consistency of the WMT25 terminology task, under its own name: does each entry have one rendering throughout?

Each entry gets a pseudo-reference, the rendering that the others are held to: its most frequent one (of equally
frequent ones the first of the alphabet), its first one, or the dictionary's where that was ever written. The measure
is the share of occurrences that have it: over all occurrences (micro), or the mean of the shares of the
pseudo-references (macro; entries with the same one are taken together). An occurrence without a rendering is never
right; an entry for which nothing is the usual answer has no pseudo-reference, and all its occurrences are wrong.

That is the task's rule. Its renderings were found by a language model and brought to their lemmas by Stanza, so that
its published figures cannot be had; here they are handed in, from `renderings` for instance, which knows what the
glossary lists and nothing else. Reads no file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

Against = Literal["frequent", "first", "predefined"]


class WMT25Consistency(NamedTuple):
    """The measure, both ways of averaging; None where no entry occurs."""

    micro: float | None
    macro: float | None
    against: Mapping[str, str | None]
    """The pseudo-reference of each entry."""


def consistency(
    occurrences: Iterable[tuple[str, str | None]],
    against: Against = "frequent",
    predefined: Mapping[str, str] | None = None,
) -> WMT25Consistency:
    """Of every occurrence of an entry, in the order of the text, its entry and its rendering (None: none was found).

    `predefined` is the dictionary, for `against="predefined"`; an entry that it lacks has no pseudo-reference.

    >>> found = [("带货", "livestream selling"), ("带货", "sell goods"), ("带货", "livestream selling"), ("老铁", None)]
    >>> consistency(found)[:2]
    (0.5, 0.3333333333333333)
    >>> consistency(found, "predefined", {"带货": "sell goods"}).micro
    0.25
    """
    rows = list(occurrences)
    written: dict[str, list[str | None]] = {}
    for entry, rendering in rows:
        written.setdefault(entry, []).append(rendering)
    chosen = {entry: _chosen(found, against, (predefined or {}).get(entry)) for entry, found in written.items()}
    # entries without a pseudo-reference are classes of their own
    classes: dict[tuple[bool, str], list[bool]] = {}
    for entry, rendering in rows:
        wanted = chosen[entry]
        name = (True, entry) if wanted is None else (False, wanted)
        classes.setdefault(name, []).append(wanted is not None and rendering == wanted)
    if not rows:
        return WMT25Consistency(None, None, chosen)
    right = sum(map(sum, classes.values()))
    shares = [sum(one) / len(one) for one in classes.values()]
    return WMT25Consistency(right / len(rows), sum(shares) / len(shares), chosen)


def _chosen(found: list[str | None], against: Against, listed: str | None) -> str | None:
    if against == "first":
        return found[0]
    if against == "predefined":
        return listed if listed in found else None
    counts = Counter(found)
    most = max(counts.values())
    # what was not found sorts after every rendering, as in the task's script
    return min((one for one in counts if counts[one] == most), key=lambda one: (one is None, one or ""))
