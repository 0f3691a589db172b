"""Where an unanswered term of the source was rendered, found through the rest of the sentence.

Word alignment finds the place in nine of ten cases and the exact words in fewer than six, so it only votes. Every
run of words is a candidate, scored by what its words translate, what of the term they leave untranslated, what they
leave unexplained in the sentence, their length, their likeness to an approved rendering, and by what other sentences
of the job have for the same term. A margin over the second place is required.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from numpy.typing import NDArray

from toolkit.checks.passages import Passage
from toolkit.glossary.side import Occurrence
from toolkit.model import Span, primary_subtag
from toolkit.text import closed_classes
from toolkit.text.inflect.en import lemmas
from toolkit.text.lexicon import Floats, Lexicon
from toolkit.text.tokens import Token

MOST_WORDS = 9
"""No rendering of a term is longer."""
MARGIN = 0.1
"""So much better than any candidate elsewhere a place must be."""
_SMALL = (
    closed_classes.BE
    | closed_classes.MODALS
    | closed_classes.HAVE
    | closed_classes.DETERMINERS
    | closed_classes.PREPOSITIONS
    | closed_classes.PRONOUNS
    | closed_classes.CLAUSE_STARTERS
    | frozenset("to not also there here what how its our his her s t re ve ll than then so very more most up out".split())
)
"""Words that neither begin nor end a rendering, and that translate no term."""
_BREAKS = frozenset(".,;:!?\n\N{EM DASH}\N{BULLET}|")
_OPEN = {"(": 0, "[": 1, "\N{LEFT DOUBLE QUOTATION MARK}": 2}
_CLOSE = {")": 0, "]": 1, "\N{RIGHT DOUBLE QUOTATION MARK}": 2}
_LINKS = frozenset({"of", "and"})
_LINKED = 0.4
_EXPECTED = 0.4
"""Words below this share of alignment with the term speak against the run that they stand in."""


class Place(NamedTuple):
    """A run of words that may render a term."""

    segment: int
    sentence: Span
    span: Span
    score: float
    margin: float
    features: tuple[float, ...]
    """By `FEATURES`."""


FEATURES = ("aligned", "covered", "residue", "overlap", "length", "together", "orphans", "free", "named", "votes")
import os
WEIGHTS = tuple(map(float,os.environ.get('W','1.0 1.0 1.0 0.6 -0.35 0.4 -0.8 0.6 0.8 0.4').split()))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage ready to be searched: both sides in tokens, the target's with their homes."""

    source: tuple[Token, ...]
    target: tuple[Token, ...]
    homes: tuple[int, ...]
    """For each target token, the piece of the passage it stands in."""
    small: tuple[bool, ...]
    joined: tuple[bool, ...]
    """For each target token but the first, whether it may stand in one rendering with the token before it."""
    glued: tuple[bool, ...]
    """The same, whether a hyphen or an apostrophe ties it to the token before it."""
    marks: tuple[str, ...]
    """The brackets and quotation marks before each target token."""
    nominal: tuple[bool, ...]
    """For each target token, whether it may belong to a noun phrase."""


def ready(
    passage: Passage,
    targets: Sequence[str],
    source: Sequence[Token],
    target: Sequence[Sequence[Token]],
    language: str,
) -> Sentence:
    """A passage with its tokens; `target` has those of each piece, spans in the segment's text."""
    flat = [(token, n) for n, piece in enumerate(target) for token in piece]
    small, joined, glued, marks, nominal = [], [], [], [], []
    for at, (token, home) in enumerate(flat):
        text = targets[passage.pieces[home].segment]
        word = token.span.of(text)
        small.append(word.lower() in _SMALL)
        nominal.append(not small[-1] and _is_nominal(word, language))
        marks.append("")
        if at:
            before, at_home = flat[at - 1]
            between = text[before.span.end : token.span.start] if at_home == home else "\n"
            joined.append(not _BREAKS & set(between))
            marks[-1] = "".join(c for c in between if c in _OPEN or c in _CLOSE or c == '"')
            glued.append(bool(between) and not any(c.isspace() for c in between))
    return Sentence(
        tuple(source),
        tuple(t for t, _ in flat),
        tuple(n for _, n in flat),
        tuple(small),
        tuple(joined),
        tuple(glued),
        tuple(marks),
        tuple(nominal),
    )


@lru_cache(maxsize=50_000)
def _is_nominal(word: str, language: str) -> bool:
    """Whether a word may belong to a noun phrase; every word of a language that we know no forms of."""
    if primary_subtag(language) != "en" or word[:1].isupper():
        return True
    kinds = set(lemmas(word.lower()))
    return not kinds or (bool(kinds & {"NOUN", "ADJ"}) and not word.endswith("ed"))


class Runs(NamedTuple):
    """Candidate runs of a passage: first and last token of each, in arrays."""

    first: np.ndarray[tuple[int], np.dtype[np.int64]]
    last: np.ndarray[tuple[int], np.dtype[np.int64]]


def runs(sentence: Sentence, blocked: Collection[int], most: int = MOST_WORDS) -> Runs:
    """Every run of up to `most` words with a content word at both edges, no break inside, no blocked token."""
    firsts, lasts = [], []
    count = len(sentence.target)
    for first in range(count):
        if sentence.small[first] or first in blocked or (first and sentence.glued[first - 1]):
            continue
        inside = ""
        for last in range(first, min(first + most, count)):
            if last > first and not sentence.joined[last - 1]:
                break
            if last in blocked:
                break
            inside += sentence.marks[last] if last > first else ""
            tied = last < count - 1 and sentence.glued[last]
            if not sentence.small[last] and not tied and (not inside or _is_balanced(inside)):
                firsts.append(first)
                lasts.append(last)
    return Runs(np.array(firsts, dtype=np.int64), np.array(lasts, dtype=np.int64))


def _is_balanced(marks: str) -> bool:
    """Whether every bracket and quotation mark that opens also closes, and none closes first."""
    depth = [0, 0, 0]
    for mark in marks:
        if mark in _OPEN:
            depth[_OPEN[mark]] += 1
        elif mark in _CLOSE:
            depth[_CLOSE[mark]] -= 1
            if min(depth) < 0:
                return False
    return not any(depth) and marks.count('"') % 2 == 0


def term_tokens(sentence: Sentence, occurrence: Occurrence) -> list[int]:
    """The source tokens that a term is made of."""
    return [n for n, token in enumerate(sentence.source) if occurrence.span.covers(token.span)]


def scores(
    sentence: Sentence,
    found: Runs,
    ahead: Floats,
    back: Floats,
    term: Sequence[int],
    wording: str,
    approved: Collection[frozenset[str]],
    together: Mapping[tuple[str, ...], float],
    votes: Mapping[tuple[str, ...], float],
    capitals: NDArray[np.bool_],
    is_name: bool,
) -> Floats:
    """The features of every run for a term, one row a run. `wording` is the term in the source."""
    stems = [t.stem for t in sentence.target]
    content = ~np.array(sentence.small, dtype=bool)
    mine = ahead[list(term)].sum(axis=0)
    sizes = np.array([sentence.source[z].span.end - sentence.source[z].span.start for z in term], dtype=float)
    reached = (back[list(term)] * (sizes / sizes.sum())[:, None]).sum(axis=0)
    excess = np.where(content, mine - _EXPECTED, 0.0)
    sums = [np.concatenate([[0.0], np.cumsum(x)]) for x in (np.where(content, mine, 0.0), content * 1.0, reached, excess)]
    of_mine, of_content, of_reached, of_excess = (s[found.last + 1] - s[found.first] for s in sums)
    words = np.maximum(of_content, 1.0)
    every = max(0.8, float(np.maximum(excess, 0.0).sum()))
    natural = max(1.0, len(wording) / 2) if any(ord(c) > 0x2E80 for c in wording) else max(1, len(wording.split()))
    grams = [tuple(stems[a : b + 1]) for a, b in zip(found.first, found.last, strict=True)]
    overlap = [max((_likeness(frozenset(gram), one) for one in approved), default=0.0) for gram in grams]
    short = np.minimum(1.0, words / natural)
    free = np.clip(1.0 - ahead.sum(axis=0) + mine, 0.0, 1.0)
    of_free, of_capitals = (
        np.concatenate([[0.0], np.cumsum(np.where(content, x, 0.0))]) for x in (free, capitals * 1.0)
    )
    mean_free = (of_free[found.last + 1] - of_free[found.first]) / words
    named = np.where((of_capitals[found.last + 1] - of_capitals[found.first]) == of_content, mean_free, 0.0)
    unexplained = np.where(np.array(sentence.nominal), free, 0.0)
    before = np.array([_beside(sentence, n, -1, unexplained) for n in range(len(stems))])
    behind = np.array([_beside(sentence, n, 1, unexplained) for n in range(len(stems))])
    return np.column_stack(
        [
            of_mine / words,
            of_reached,
            of_excess / every,
            np.array(overlap),
            np.abs(np.log(words / natural)),
            np.array([together.get(gram, 0.0) for gram in grams]) * short,
            before[found.first] + behind[found.last],
            mean_free,
            named if is_name else -named,
            np.array([votes.get(gram, 0.0) for gram in grams]),
        ]
    )


def _beside(sentence: Sentence, at: int, step: int, unexplained: Floats) -> float:
    """How far the word next to a run, on this side of its noun phrase's edge, has no source but the term.

    Beyond "of" and "and" half as much.
    """
    weight = 1.0
    other = at + step
    while 0 <= other < len(sentence.target) and sentence.joined[min(other, other - step)]:
        if not sentence.small[other]:
            return weight * float(unexplained[other])
        if weight < 1.0 or sentence.target[other].stem not in _LINKS:
            break
        weight = _LINKED
        other += step
    return 0.0


def _likeness(gram: frozenset[str], approved: frozenset[str]) -> float:
    """The Dice overlap of two sets of stems."""
    return 2 * len(gram & approved) / (len(gram) + len(approved)) if approved else 0.0


def best(found: Runs, values: Floats) -> tuple[int, float] | None:
    """The best run and its margin over the best one that does not touch it; None where there is none."""
    if not len(values):
        return None
    at = int(np.argmax(values))
    apart = (found.last < found.first[at]) | (found.first > found.last[at])
    second = float(values[apart].max()) if apart.any() else -math.inf
    return at, float(values[at]) - second


def associations(
    sentences: Sequence[Sentence], wanting: Mapping[str, Sequence[int]]
) -> dict[str, dict[tuple[str, ...], float]]:
    """For each concept, how strongly runs of words go with the passages where it is unanswered (Dice, 0 to 1).

    `wanting` has those passages. A run counts that stands in at least two of them; how often it stands elsewhere
    speaks against it.
    """
    often = {concept: places for concept, places in wanting.items() if len(set(places)) > 1}
    if not often:
        return {}
    grams_of: dict[int, frozenset[tuple[str, ...]]] = {}
    totals: Counter[tuple[str, ...]] = Counter()
    for number, sentence in enumerate(sentences):
        grams = frozenset(_grams(sentence))
        totals.update(grams)
        grams_of[number] = grams
    result: dict[str, dict[tuple[str, ...], float]] = {}
    for concept, places in often.items():
        joint = Counter(gram for n in set(places) for gram in grams_of[n])
        here = len(set(places))
        result[concept] = {g: 2 * n / (here + totals[g]) for g, n in joint.items() if n > 1}
    return result


def _grams(sentence: Sentence) -> list[tuple[str, ...]]:
    found = runs(sentence, (), 5)
    stems = [t.stem for t in sentence.target]
    return [tuple(stems[a : b + 1]) for a, b in zip(found.first, found.last, strict=True)]
