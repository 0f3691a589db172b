"""The engine `memory`: what humans translated before, exact first, then nearly the same. It never invents a text.

A near match is worth its likeness (Levenshtein, as rapidfuzz normalises it), less a penalty where numbers or tags
differ: a wrong amount in a text that reads well is what nobody sees. Below `least` there is no answer. Every near
match is to be looked at.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from toolkit.engines.lines import bytes_of, digest_of
from toolkit.engines.memory_files import read_pairs
from toolkit.engines.options import Option, Options
from toolkit.engines.port import Engine, EngineKind, Outcome, Request, Traits, describe, rough_tokens
from toolkit.errors import InputError
from toolkit.model import LangPair

NUMBERS_DIFFER = 0.15
TAGS_DIFFER = 0.10
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TAG = re.compile(r"<[^<>]{1,300}>|\{[^{}]{0,80}\}|%(?:\d\$)?[sdif]\b")


class Memory:
    """A translation memory, sorted by length."""

    traits = Traits()

    def __init__(self, options: Options, pair: LangPair) -> None:
        self._least = options.number("least")
        if not 0 < self._least <= 1:
            raise InputError(f"Engine 'memory', option 'least': {self._least:g} is not between 0 and 1.")
        names = [name for name in options.required("file").split(";") if name]
        digests: list[str] = []
        exact: dict[str, str] = {}
        for name in names:
            data = bytes_of(name, "file")
            digests.append(digest_of(data))
            for source, target in read_pairs(data, name, pair):
                exact[_plain(source)] = target  # the later translation is the better one
        if not exact:
            raise InputError(f"file={';'.join(names)}: no pair of {pair} was found.")
        self._exact = exact
        self._sources = sorted(exact, key=len)
        self._lengths = [len(source) for source in self._sources]
        self._signature = describe("memory", digest_of("".join(digests).encode()), {"least": self._least})

    def signature(self) -> str:
        """The digest of the memories and the least likeness."""
        return self._signature

    def count(self, text: str) -> int:
        """About as many tokens as a model would see."""
        return rough_tokens(text)

    def translate(self, batch: Sequence[Request]) -> list[Outcome]:
        """The best match of each; an error where none is good enough."""
        return [self._one(request.source) for request in batch]

    def close(self) -> None:
        """Let go of the memory."""
        self._exact, self._sources, self._lengths = {}, [], []

    def _one(self, source: str) -> Outcome:
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        text = _plain(source)
        if text in self._exact:
            return Outcome(self._exact[text], score=1.0)
        length = len(text)
        shortest, longest = int(length * self._least), int(length / self._least) + 1
        near = self._sources[bisect_left(self._lengths, shortest) : bisect_right(self._lengths, longest)]
        found = process.extract(
            text, near, scorer=Levenshtein.normalized_similarity, score_cutoff=self._least, limit=20
        )
        best, value = None, 0.0
        for candidate, likeness, _ in found:
            worth = float(likeness) - _penalty(text, candidate)
            if worth > value:
                best, value = candidate, worth
        if best is None or value < self._least:
            return Outcome(None, "the memory has nothing like it")
        return Outcome(self._exact[best], score=value, note=f"near match, {value:.0%}: {best}")


def _penalty(text: str, candidate: str) -> float:
    """What differing numbers and tags cost.

    >>> _penalty("卖了20箱", "卖了30箱")
    0.15
    """
    numbers = Counter(_NUMBER.findall(text)) != Counter(_NUMBER.findall(candidate))
    tags = Counter(_TAG.findall(text)) != Counter(_TAG.findall(candidate))
    return NUMBERS_DIFFER * numbers + TAGS_DIFFER * tags


def _plain(text: str) -> str:
    """Composed letters and single spaces: what two people type differently without meaning it."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _open(options: Options, pair: LangPair) -> Engine:
    return Memory(options, pair)


ENGINE = EngineKind(
    (
        Option("file", "TMX, TSV, JSON lines or the journal of an earlier job; several with ;", required=True),
        Option("least", "the least likeness of a near match; 1 takes exact ones only", 0.85, float),
    ),
    _open,
    "translations of earlier jobs and TMX files, exact and nearly so",
)
