"""Candidate terms of a text and of its translation, put together: which probably renders which.

Two candidates belong together by how their words explain each other in the segments where both stand (IBM Model 1 in
both directions, `toolkit.text.lexicon`) and by how often they stand in the same segments (Dice). Each candidate is
given away once, best pairs first (competitive linking, Melamed 2000). A pair is a proposal: what stands once only, with
words that the tables do not know, is a guess.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from toolkit.glossary.mining.candidates import MOST_UNITS, Candidate, Key
from toolkit.glossary.mining.units import Run, runs_of
from toolkit.model import LangPair, Span
from toolkit.text.known import prior, vocabulary
from toolkit.text.lexicon import Floats, Lexicon, learn
from toolkit.text.tokens import Token, tokens

_MOST = 3000
"""So many of the best candidates of either side are paired."""
_MOST_LEARNT = 20_000
_LEAST = 0.3
"""A weaker pair is none."""
_WHERE = 3


class Pairing(NamedTuple):
    """A source candidate with the target candidate that probably renders it."""

    source: Key
    target: Key
    sureness: float
    """0 to 1: how well the two explain each other, by words and by segments."""
    together: int
    """Segments where both stand."""
    where: tuple[int, ...]


class _Place(NamedTuple):
    key: Key
    words: tuple[int, ...]
    """Which tokens of the segment."""


def pairings(
    sources: Sequence[str],
    targets: Sequence[str],
    found: tuple[Sequence[Candidate], Sequence[Candidate]],
    pair: LangPair,
) -> dict[Key, Pairing]:
    """For each source candidate that has one its pairing; segments stand opposite one another."""
    ours, theirs = ({c.key for c in side[:_MOST]} for side in found)
    left = [tokens(text, pair.source, vocabulary(*pair)) for text in sources]
    right = [tokens(text, pair.target, vocabulary(pair.target, pair.source)) for text in targets]
    lexicon = _lexicon(left, right, pair)
    in_source = _places(sources, left, runs_of(sources, pair.source, pair), ours)
    in_target = _places(targets, right, runs_of(targets, pair.target), theirs)
    often: tuple[Counter[Key], Counter[Key]] = (Counter(), Counter())
    links: dict[tuple[Key, Key], list[tuple[float, int]]] = defaultdict(list)
    for number, (a, b) in enumerate(zip(in_source, in_target, strict=True)):
        often[0].update({place.key for place in a})
        often[1].update({place.key for place in b})
        if a and b:
            for key, value in _links(a, b, lexicon, left[number], right[number]).items():
                links[key].append((value, number))
    rated = []
    for (one, other), seen in links.items():
        mean = sum(value for value, _ in seen) / len(seen)
        dice = 2 * len(seen) / (often[0][one] + often[1][other])
        rated.append((mean * (0.5 + 0.5 * dice), one, other, tuple(number for _, number in seen)))
    return _one_to_one(rated)


def _lexicon(left: Sequence[Sequence[Token]], right: Sequence[Sequence[Token]], pair: LangPair) -> Lexicon:
    step = 1 + len(left) // _MOST_LEARNT
    job = [
        ([t.stem for t in a], [t.stem for t in b]) for a, b in zip(left[::step], right[::step], strict=True) if a and b
    ]
    return learn(job, [], prior({word for words, _ in job for word in words}, *pair))


def _places(
    texts: Sequence[str], cut: Sequence[Sequence[Token]], runs: Iterable[Sequence[Run]], wanted: set[Key]
) -> list[list[_Place]]:
    """Where the wanted candidates stand, by the tokens that they cover."""
    found: list[list[_Place]] = []
    for _, pieces, in_text in zip(texts, cut, runs, strict=True):
        begins = {token.span.start: n for n, token in enumerate(pieces)}
        places: list[_Place] = []
        for run in in_text:
            for start in range(len(run)):
                for end in range(start + 1, min(len(run), start + MOST_UNITS) + 1):
                    key = tuple(unit.key for unit in run[start:end])
                    if key in wanted:
                        span = Span(run[start].span.start, run[end - 1].span.end)
                        covered = tuple(n for at, n in begins.items() if span.start <= at < span.end)
                        if covered:
                            places.append(_Place(key, covered))
        found.append(places)
    return found


def _links(
    ours: Sequence[_Place], theirs: Sequence[_Place], lexicon: Lexicon, left: Sequence[Token], right: Sequence[Token]
) -> Mapping[tuple[Key, Key], float]:
    """How well each pair of places of one segment explains each other: the best pair of places of two candidates."""
    ahead, back = lexicon.posteriors([t.stem for t in left], [t.stem for t in right])
    rows, columns = _indicator(ours, len(left)), _indicator(theirs, len(right))
    explained = rows @ ahead @ columns.T / columns.sum(axis=1)[None, :]
    rendered = rows @ back @ columns.T / rows.sum(axis=1)[:, None]
    values: Floats = np.sqrt(explained * rendered)
    best: dict[tuple[Key, Key], float] = {}
    for a, b in zip(*np.nonzero(values >= _LEAST), strict=True):
        key = (ours[a].key, theirs[b].key)
        best[key] = max(best.get(key, 0.0), float(values[a, b]))
    return best


def _indicator(places: Sequence[_Place], size: int) -> Floats:
    table = np.zeros((len(places), size))
    for row, place in enumerate(places):
        table[row, list(place.words)] = 1.0
    return table


def _one_to_one(rated: Sequence[tuple[float, Key, Key, tuple[int, ...]]]) -> dict[Key, Pairing]:
    """Best first, each side once; of equals the longer pair, which leaves less behind."""
    kept: dict[Key, Pairing] = {}
    taken: set[Key] = set()
    for value, one, other, seen in sorted(rated, key=lambda r: (-round(r[0], 3), -len(r[1]) - len(r[2]), r[1], r[2])):
        if value >= _LEAST and one not in kept and other not in taken:
            kept[one] = Pairing(one, other, min(1.0, value), len(seen), seen[:_WHERE])
            taken.add(other)
    return kept
