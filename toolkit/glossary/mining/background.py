"""How common a unit is in the language at large: what a term is weird against.

From a text that the user gives, or from the toolkit's own general word tables: an English word is as common as the
number of Chinese words it renders, a Chinese word as the number of renderings it has (frequent words have many
meanings; Zipf, 1945). Without either, every unit is equally common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from toolkit.glossary.mining.units import key_of, runs_of
from toolkit.model import primary_subtag
from toolkit.text.glosses import glosses


class Background(NamedTuple):
    """Counts of unit keys in general language."""

    counts: Counter[str]
    total: int
    name: str
    """For the report: where the counts come from."""

    def share(self, key: str) -> float:
        """The unit's share of the background, never zero (half a hit for none); 0.0 where there is no background."""
        return (self.counts[key] + 0.5) / (self.total + 1) if self.total else 0.0


def background_of(texts: Iterable[str], language: str, name: str) -> Background:
    """The background of a text of the language."""
    counts = Counter(unit.key for runs in runs_of(list(texts), language) for run in runs for unit in run)
    return Background(counts, counts.total(), name)


@cache
def general(language: str) -> Background:
    """The background from our own tables; empty for a language without one.

    >>> english = general("en")
    >>> english.share("price") > english.share("livestream"), general("sw").total
    (True, 0)
    """
    table = glosses("zh", "en", ("words",))
    counts: Counter[str] = Counter()
    tag = primary_subtag(language)
    if table is not None and tag == "zh":
        counts.update({word: len(renderings) ** 2 for word, renderings in table.entries.items()})
    elif table is not None and tag == "en":
        for renderings in table.entries.values():
            counts.update(key_of(word, "en") for rendering in renderings for word in rendering)
    return Background(counts, counts.total(), "general words" if counts else "none")
