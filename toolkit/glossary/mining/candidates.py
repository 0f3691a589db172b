"""Candidate terms of one text: sequences of units counted, with their variants merged, and scored.

The score is C-value (Frantzi, Ananiadou and Mima, 2000: frequency less what longer candidates explain, weighted by
length) times weirdness (Ahmad et al., 1999: frequency here over frequency at large) times how firmly the parts hang
together: the lowest pointwise mutual information over all splits and the entropy of the neighbours on either side.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.glossary.mining.background import Background
from toolkit.glossary.mining.function_words import ELIDED, LINKS
from toolkit.glossary.mining.names import is_name
from toolkit.glossary.mining.units import SYLLABIC, Run, runs_of
from toolkit.model import LangPair, primary_subtag
from toolkit.text.inflect.en import lemmas
from toolkit.text.known import vocabulary
from toolkit.text.words import is_spaced

MOST_UNITS = 5
_MOST_SYLLABLES = 9
_MOST_LETTERS = 12
"""Of a candidate in a script without spaces."""
_WHERE = 3
_NAME = 0.2
"""A name counts so much of a term."""
_COMMON = 0.6
_ONCE = 0.5
"""What stands once only says nothing of its edges: each unit beyond the second makes it so much less likely."""
Key = tuple[str, ...]


class Candidate(NamedTuple):
    """A sequence of words that may be a term."""

    key: Key
    text: str
    """Its most frequent spelling."""
    variants: tuple[str, ...]
    """Other spellings: capitals, plural, hyphen."""
    times: int
    segments: int
    c_value: float
    weirdness: float
    """Logarithm (base 2) of the mean ratio to the background; 0.0 without one."""
    firmness: float
    """0 to 1: how firmly its parts hang together; 1 for a single unit."""
    is_name: bool
    score: float
    where: tuple[int, ...]
    """The first segments, counted from 0."""


class _Tally:
    """What is counted of one key."""

    __slots__ = ("left", "right", "spelled", "where")

    def __init__(self) -> None:
        self.spelled: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.where: list[int] = []


def candidates(
    texts: Sequence[str], language: str, background: Background, pair: LangPair | None = None, least: int = 1
) -> tuple[Candidate, ...]:
    """The candidates that occur at least `least` times, best first.

    >>> from toolkit.glossary.mining.background import general
    >>> found = candidates(["The slot fee rose.", "Slot fees are high, and a slot fee is paid."], "en", general("en"))
    >>> found[0].text, found[0].times, found[0].variants
    ('slot fee', 3, ('Slot fees',))
    """
    runs = runs_of(texts, language, pair)
    tallies, units = _counted(runs, language)
    nested = _nested(tallies)
    known = vocabulary(*(pair or LangPair(language, "en")))
    total = max(1, units.total())
    found = [
        _candidate(key, tally, tallies, nested.get(key), units, total, background, language, known)
        for key, tally in tallies.items()
        if tally.spelled.total() >= least and not _is_part(tally.spelled.total(), nested.get(key))
    ]
    return tuple(sorted(found, key=lambda c: (-c.score, -c.times, c.text)))


def _counted(runs: Sequence[Sequence[Run]], language: str) -> tuple[dict[Key, _Tally], Counter[str]]:
    most = _MOST_SYLLABLES if primary_subtag(language) in SYLLABIC else MOST_UNITS
    tallies: dict[Key, _Tally] = defaultdict(_Tally)
    units: Counter[str] = Counter()
    for number, in_text in enumerate(runs):
        for run in in_text:
            units.update(unit.key for unit in run)
            for start in range(len(run)):
                for end in range(start + 1, min(len(run), start + most) + 1):
                    part = run[start:end]
                    if not may_be_term(part, language):
                        continue
                    tally = tallies[tuple(unit.key for unit in part)]
                    tally.spelled[_spelling(part)] += 1
                    # the edge of a run is a neighbour of its own each time
                    tally.left[run[start - 1].key if start else f"#{number}.{part[0].span.start}"] += 1
                    tally.right[run[end].key if end < len(run) else f"#{number}.{part[0].span.start}"] += 1
                    if not tally.where or tally.where[-1] != number:
                        tally.where.append(number)
    return dict(tallies), units


def _spelling(part: Run) -> str:
    """As written; a hyphen between two words is kept, for it is one of the variants."""
    words = [part[0].text]
    for before, unit in pairwise(part):
        gap = unit.span.start - before.span.end
        joined = gap == 0 or not (is_spaced(before.text[-1]) and is_spaced(unit.text[0]))
        elided = gap == 1 and before.text.casefold() in ELIDED
        words.append(("" if joined else "'" if elided else " ") + unit.text)
    return "".join(words)


def may_be_term(part: Run, language: str) -> bool:
    """Whether the form is a term's: for English something like a noun phrase, elsewhere not too short or long."""
    if not is_spaced(part[0].text[0]) or not is_spaced(part[-1].text[-1]):
        return 2 <= sum(len(unit.text) for unit in part) <= _MOST_LETTERS
    if len(part) == 1 and len(part[0].text) < 3 and not part[0].text.isupper():
        return False
    if primary_subtag(language) != "en":
        links = LINKS.get(primary_subtag(language), frozenset())
        if part[0].text.casefold() in links or part[-1].text.casefold() in links or _meet(part, links):
            return False
        return len(part[-1].text) > 2 and len(part[0].text) > 1
    last = part[-1].text
    if len(part) == 1 and last.endswith("ing") and "VERB" in lemmas(last.lower()):
        return False
    if not _can_be(last, ("NOUN", "PROPN")) or len(last) < 2:
        return False
    first = part[0].text
    if len(part) > 1 and _only(first, "ADV"):
        return False
    return all(_can_be(unit.text, ("NOUN", "ADJ", "PROPN", "VERB")) for unit in part[:-1]) and not any(
        _is_finite(unit.text) for unit in part
    )


def _meet(part: Run, links: frozenset[str]) -> bool:
    """Whether two linking words stand side by side: `au cours de la`."""
    return any(one.text.casefold() in links and other.text.casefold() in links for one, other in pairwise(part))


def _can_be(word: str, parts: tuple[str, ...]) -> bool:
    known = lemmas(word.lower())
    return not known or any(part in known for part in parts)


def _only(word: str, part: str) -> bool:
    return set(lemmas(word.lower())) == {part}


def _is_finite(word: str) -> bool:
    """A verb that is nothing else and no participle in -ing or -ed, which may stand before a noun."""
    return _only(word, "VERB") and not word.lower().endswith(("ing", "ed"))


def _nested(tallies: dict[Key, _Tally]) -> dict[Key, list[int]]:
    """For each key the counts of the longer candidates that hold it."""
    inside: dict[Key, list[int]] = defaultdict(list)
    for key, tally in tallies.items():
        count = tally.spelled.total()
        parts = {key[a:b] for a in range(len(key)) for b in range(a + 1, len(key) + 1) if b - a < len(key)}
        for part in parts:
            if part in tallies:
                inside[part].append(count)
    return inside


def _is_part(count: int, longer: list[int] | None) -> bool:
    """Whether it stands only inside one longer candidate; of what stands once nobody can tell."""
    return count > 1 and bool(longer) and max(longer or [0]) >= count


def _candidate(
    key: Key,
    tally: _Tally,
    tallies: dict[Key, _Tally],
    longer: list[int] | None,
    units: Counter[str],
    total: int,
    background: Background,
    language: str,
    known: Collection[str],
) -> Candidate:
    count = tally.spelled.total()
    alone = count - (sum(longer) / len(longer) if longer else 0.0)
    c_value = math.log2(len(key) + 1) * max(alone, 0.05)
    weird = _weirdness(key, units, total, background)
    firm = _firmness(key, tally, tallies, units, total)
    spellings = [text for text, _ in sorted(tally.spelled.items(), key=lambda item: (-item[1], item[0]))]
    lower = next((text for text in spellings if text[:1].islower()), None)
    best = lower if lower is not None and tally.spelled[lower] * 2 >= tally.spelled[spellings[0]] else spellings[0]
    variants = tuple(text for text in spellings if text != best)
    best = _small(best, language)
    name = is_name(key, spellings, language, known)
    if len(key) == 1 and (key[0] in known or (is_spaced(key[0][-1]) and lemmas(key[0]))):
        firm = _COMMON  # a single word of a general table: most terms are phrases, or unknown to it
    score = c_value * max(weird, 0.1) * firm * (_NAME if name else 1.0)
    return Candidate(
        key, best, variants, count, len(tally.where), c_value, weird, firm, name, score, tuple(tally.where[:_WHERE])
    )


def _small(text: str, language: str) -> str:
    """Without the capital of an English sentence's first word, where the lexicon knows the word."""
    first = text.split()[0]
    known = primary_subtag(language) == "en" and first[1:].islower() and lemmas(first.lower())
    others = text.split()[1:]
    return text[0].lower() + text[1:] if known and not any(word[:1].isupper() for word in others) else text


def _weirdness(key: Key, units: Counter[str], total: int, background: Background) -> float:
    if not background.total:
        return 1.0
    ratios = [math.log2(1 + (units[unit] / total) / background.share(unit)) for unit in key]
    return sum(ratios) / len(ratios)


def _firmness(key: Key, tally: _Tally, tallies: dict[Key, _Tally], units: Counter[str], total: int) -> float:
    """Entropy of the neighbours and mutual information, each brought to 0 to 1."""
    if len(key) == 1:
        return 1.0
    count = tally.spelled.total()
    lowest = math.inf
    for split in range(1, len(key)):
        ours, theirs = (_count(part, tallies, units) for part in (key[:split], key[split:]))
        lowest = min(lowest, math.log2(count * total / (ours * theirs)))
    bound = lowest / (lowest + 3.0) if lowest > 0 else 0.05
    if count == 1:
        return 0.35 * bound * float(_ONCE ** (len(key) - 2))
    free = min(_entropy(tally.left), _entropy(tally.right))
    return bound * (0.35 + 0.65 * min(1.0, free / 1.5))


def _count(part: Key, tallies: dict[Key, _Tally], units: Counter[str]) -> int:
    if len(part) == 1:
        return max(1, units[part[0]])
    tally = tallies.get(part)
    return tally.spelled.total() if tally else 1


def _entropy(counts: Counter[str]) -> float:
    total = counts.total()
    return -sum(n / total * math.log2(n / total) for n in counts.values())
