"""Term success of the WMT25 terminology task, track 2 (documents), under its own name and by its own rule.

Over the dictionary's entries that stand in the source and of which some rendering stands in the reference: the mean
of min(1, occurrences of renderings / occurrences of the entry), counted as lower-cased substrings. The rule is weaker
than ours: "AI" is found in "maintain", nested renderings count twice, over-use costs nothing, entries that the
reference does not render are dropped. Use it to compare with published figures, not to judge a translation.

The task's other measure, consistency, is in `wmt25_consistency`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.evaluate.terminology.statistics import Measure, TermStatistics

Dictionary = Mapping[str, Sequence[str]]
"""Entry to its renderings."""

SUCCESS = Measure("wmt25-term-success", "reached", "entries")


def success(
    sources: Sequence[str], references: Sequence[str], outputs: Sequence[str], dictionaries: Sequence[Dictionary]
) -> TermStatistics:
    """One row a document: what was reached, of how many entries.

    >>> success(["直播带货,直播"], ["Livestream sales"], ["A livestream."], [{"直播": ["livestream"]}]).value()
    0.5
    """
    import numpy as np

    rows = np.zeros((len(sources), 2))
    parallel = zip(sources, references, outputs, dictionaries, strict=True)
    for number, (source, reference, output, dictionary) in enumerate(parallel):
        said, good = output.lower(), reference.lower()
        for entry, renderings in dictionary.items():
            asked = source.count(entry) if entry else 0
            wordings = [rendering.lower() for rendering in renderings]
            if asked and any(wording in good for wording in wordings):
                rows[number] += (min(1.0, sum(said.count(wording) for wording in wordings) / asked), 1)
    return TermStatistics(rows, ("reached", "entries"), SUCCESS)


def overuse(sources: Sequence[str], outputs: Sequence[str], dictionaries: Sequence[Dictionary]) -> int:
    """Renderings beyond the occurrences of their entries, of entries that occur. Not part of the task's rule.

    >>> overuse(["直播"], ["A livestream is a livestream."], [{"直播": ["livestream"]}])
    1
    """
    beyond = 0
    for source, output, dictionary in zip(sources, outputs, dictionaries, strict=True):
        said = output.lower()
        for entry, renderings in dictionary.items():
            asked = source.count(entry) if entry else 0
            if asked:
                beyond += max(0, sum(said.count(rendering.lower()) for rendering in renderings) - asked)
    return beyond
