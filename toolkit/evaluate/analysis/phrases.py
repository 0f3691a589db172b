"""Long phrases out of the n-grams that are windows on them. N-grams are cut at four words; what is said is not."""

from __future__ import annotations

from collections.abc import Hashable, Sequence


def chained(found: Sequence[tuple[tuple[str, ...], Hashable]]) -> list[tuple[str, ...] | None]:
    """Windows on one phrase put together again; the first window has the phrase, the others None.

    Windows overlap in all but a word, and have the same mark beside them: where they stand.

    >>> chained([(("sold", "out"), "line 1"), (("out", "in"), "line 1"), (("in", "May"), "line 2")])
    [('sold', 'out', 'in'), None, ('in', 'May')]
    """
    phrases: list[tuple[str, ...] | None] = [phrase for phrase, _ in found]
    groups: dict[tuple[Hashable, int], list[int]] = {}
    for n, (phrase, mark) in enumerate(found):
        groups.setdefault((mark, len(phrase)), []).append(n)
    for (_, size), members in groups.items():
        starts = {found[n][0][:-1]: n for n in members}
        follows = {n: starts.get(found[n][0][1:]) for n in members} if size > 1 else {}
        later = {n for n in follows.values() if n is not None}
        for head in members:
            chain, step = [head], follows.get(head)
            while head not in later and step is not None and step not in chain:
                chain.append(step)
                step = follows[step]
            if len(chain) > 1:
                whole = found[head][0] + tuple(found[n][0][-1] for n in chain[1:])
                for n in chain:
                    phrases[n] = None
                phrases[min(chain)] = whole
    return phrases
