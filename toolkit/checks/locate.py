"""How well a run of words answers for a term that no approved rendering answers, by the rest of the sentence.

Word alignment finds the place in nine of ten cases and the exact words in fewer than six, so it only votes. Beside it
count what of the term a run leaves untranslated, what it leaves unexplained around it, what it takes that has a
source of its own, its length, its likeness to an approved rendering, and what other sentences of the job have for
the same term.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from toolkit.checks.runs import Runs, Sentence, runs
from toolkit.glossary.side import Occurrence
from toolkit.text.lexicon import Floats

Gram = tuple[str, ...]
"""A run of words as stems."""

WEIGHTS = {
    "aligned": 1.0,
    "covered": 1.4,
    "residue": 1.0,
    "overlap": 0.6,
    "short": -1.0,
    "long": -0.35,
    "together": 0.4,
    "orphans": -1.2,
    "free": 0.6,
    "named": 0.8,
    "foreign": -0.5,
    "known": 0.3,
    "votes": 0.4,
    "head": 0.0,
    "lone": 0.0,
}
"""What each feature counts when runs of one sentence are compared; of no weight is what only tells how sure one is."""
_BY_VOTE = list(WEIGHTS).index("votes")
_WEIGHTS = np.array(list(WEIGHTS.values()))
_EXPECTED = 0.4
"""Words below this share of alignment with the term speak against the run that they stand in."""
_AHEAD, _BEHIND = 4, 2
"""A word beside a run may well translate a source word so many places before or behind the term."""
_LINKS = frozenset({"of", "and"})
_LINKED = 0.4
_LONGEST_PAIRED = 5
"""Longer runs of words are not counted over the job."""


def term_tokens(sentence: Sentence, occurrence: Occurrence) -> list[int]:
    """The source tokens that a term is made of."""
    return [n for n, token in enumerate(sentence.source) if occurrence.span.covers(token.span)]


def features(
    sentence: Sentence,
    found: Runs,
    matrices: tuple[Floats, Floats],
    term: Sequence[int],
    approved: Collection[Gram],
    together: Mapping[Gram, float],
    is_name: bool,
    known: Collection[str],
) -> Floats:
    """The features of every run for a term, one row a run and one column a key of `WEIGHTS`; no votes yet.

    `matrices` are the lexicon's posteriors, `approved` each approved rendering as stems,
    `known` the stems that are known to translate the term's words.
    """
    ahead, back = matrices
    content = sentence.content
    mine = ahead[list(term)].sum(axis=0)
    sizes = np.array([sentence.source[z].span.end - sentence.source[z].span.start for z in term], dtype=float)
    elsewhere = np.where(content, np.clip(ahead.sum(axis=0) - mine, 0.0, 1.0), 0.0)
    excess = np.where(content, mine - _EXPECTED, 0.0)
    words = np.maximum(_over(found, np.where(content, 1.0, 0.0)), 1.0)
    natural = _natural_length(sentence, term)
    grams = grams_of(sentence, found)
    bags = [frozenset(gram) for gram in approved]
    heads = {gram[-1] for gram in approved if gram}
    several = all(len(gram) > 1 for gram in approved)
    free = _over(found, np.where(content, 1.0 - elsewhere, 0.0)) / words
    capitals = _over(found, np.where(content & sentence.capital, 1.0, 0.0)) == _over(found, np.where(content, 1.0, 0.0))
    near = [z for z in range(max(0, term[0] - _AHEAD), min(len(ahead), term[-1] + 1 + _BEHIND)) if z not in term]
    orphans = np.where(sentence.nominal, np.clip(1.0 - ahead[near].sum(axis=0), 0.0, 1.0), 0.0)
    before = np.array([_beside(sentence, n, -1, orphans) for n in range(len(content))])
    behind = np.array([_beside(sentence, n, 1, orphans) for n in range(len(content))])
    columns = {
        "aligned": _over(found, np.where(content, mine, 0.0)) / words,
        "covered": _over(found, (back[list(term)] * (sizes / sizes.sum())[:, None]).sum(axis=0)),
        "residue": _over(found, excess) / max(0.8, float(np.maximum(excess, 0.0).sum())),
        "overlap": np.array([max((_likeness(gram, one) for one in bags), default=0.0) for gram in grams]),
        "short": np.maximum(0.0, np.log(natural / words)),
        "long": np.maximum(0.0, np.log(words / natural)),
        "together": np.array([together.get(gram, 0.0) for gram in grams]) * np.minimum(1.0, words / natural),
        "orphans": before[found.first] + behind[found.last],
        "free": free,
        "named": np.where(capitals, free, 0.0) * (1.0 if is_name else -1.0),
        "foreign": np.array([elsewhere[a : b + 1].max() for a, b in zip(*found, strict=True)]),
        "known": _over(found, content * np.array([stem in known for stem in sentence.stems], dtype=float)) / words,
        "votes": np.zeros(len(grams)),
        "head": np.array([float(gram[-1] in heads) for gram in grams]),
        "lone": np.array([float(several and len(gram) == 1) for gram in grams]),
    }
    return np.column_stack([columns[name] for name in WEIGHTS])


def _over(found: Runs, values: Floats) -> Floats:
    """The sum of the values over each run."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    total: Floats = sums[found.last + 1] - sums[found.first]
    return total


def _natural_length(sentence: Sentence, term: Sequence[int]) -> float:
    """How many words a rendering of the term has: two characters a word in scripts without spaces."""
    tokens = [sentence.source[z] for z in term]
    letters = sum(token.span.end - token.span.start for token in tokens if ord(token.stem[:1] or " ") > 0x2E80)
    spaced = sum(ord(token.stem[:1] or " ") <= 0x2E80 for token in tokens)
    return max(1.0, letters / 2 + spaced)


def _beside(sentence: Sentence, at: int, step: int, orphans: Floats) -> float:
    """How far the word next to a run, on this side of its noun phrase's edge, has no source but the term.

    Beyond "of" and "and" less.
    """
    words = sentence.target
    weight = 1.0
    other = at + step
    while 0 <= other < len(words) and words[max(other, other - step)].joined:
        if not words[other].is_small:
            return weight * float(orphans[other])
        if weight < 1.0 or words[other].token.stem not in _LINKS:
            break
        weight = _LINKED
        other += step
    return 0.0


def _likeness(gram: Gram, approved: frozenset[str]) -> float:
    """The Dice overlap of two sets of stems."""
    own = frozenset(gram)
    return 2 * len(own & approved) / (len(own) + len(approved)) if approved else 0.0


def grams_of(sentence: Sentence, found: Runs) -> list[Gram]:
    """Each run as stems."""
    stems = sentence.stems
    return [tuple(stems[a : b + 1]) for a, b in zip(*found, strict=True)]


def values(table: Floats) -> Floats:
    """How the runs of one sentence compare, for each row of their features."""
    compared: Floats = table @ _WEIGHTS
    return compared


def with_votes(table: Floats, grams: Sequence[Gram], votes: Mapping[Gram, float]) -> Floats:
    """The features with the share of the job's votes that each run has."""
    voted = table.copy()
    voted[:, _BY_VOTE] = [votes.get(gram, 0.0) for gram in grams]
    return voted


def best(found: Runs, compared: Floats) -> tuple[int, float] | None:
    """The best run and its margin over the best one that does not touch it; None where there is none."""
    if not len(compared):
        return None
    at = int(np.argmax(compared))
    apart = (found.last < found.first[at]) | (found.first > found.last[at])
    second = float(compared[apart].max()) if apart.any() else -math.inf
    return at, float(compared[at]) - second


def associations(sentences: Sequence[Sentence], wanting: Mapping[str, Collection[int]]) -> dict[str, dict[Gram, float]]:
    """For each concept, how strongly runs of words go with the passages where it is unanswered (Dice, 0 to 1).

    `wanting` has those passages. A run counts that stands in at least two of them; how often it stands elsewhere
    speaks against it.
    """
    often = {concept: frozenset(places) for concept, places in wanting.items() if len(set(places)) > 1}
    if not often:
        return {}
    grams = [frozenset(grams_of(one, runs(one, most=_LONGEST_PAIRED))) for one in sentences]
    totals = Counter(gram for each in grams for gram in each)
    found: dict[str, dict[Gram, float]] = {}
    for concept, places in often.items():
        joint = Counter(gram for n in places for gram in grams[n])
        found[concept] = {g: 2 * n / (len(places) + totals[g]) for g, n in joint.items() if n > 1}
    return found
