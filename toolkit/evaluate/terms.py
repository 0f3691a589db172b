"""Term success: how often each system answered a concept of the source with an approved rendering.

What counts as a right term is decided in one place for all verbs (`toolkit.checks.terms`); the counting
function is handed in here. The references are counted in the same way, for they use other words too: their
own rate is the ceiling that a system can be held to.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from toolkit.evaluate.proportion import wilson
from toolkit.evaluate.resampling import RESAMPLES, SEED
from toolkit.evaluate.terminology.band import band_of
from toolkit.evaluate.terminology.statistics import Measure, TermStatistics
from toolkit.model import Concept, GlossaryUse, LangPair, Score, TermScore


class TermCount(Protocol):
    """What one segment has of one concept; `toolkit.checks.terms.TermCount` is one."""

    @property
    def concept(self) -> str:
        """The concept's id."""

    @property
    def required(self) -> int:
        """Occurrences of its source terms in the source."""

    @property
    def satisfied(self) -> int:
        """How many of these an approved rendering answers."""

    @property
    def wrong(self) -> int:
        """Garbled, forbidden or deprecated wordings in the target."""


CountTerms = Callable[[str | None, str], Iterable[TermCount]]
"""From source (or None) and target of a segment to its counts."""


class TermScores(NamedTuple):
    """Term by term, and over all terms."""

    terms: tuple[TermScore, ...]
    """System by system, in each the concepts in the order of their first appearance."""
    scores: tuple[Score, ...]
    """Per system: term-success (share of occurrences), garble-left (share of segments); both 0 to 1."""


SUCCESS = Measure("term-success", "hits", "of")
GARBLE = Measure("garble-left", "hits", "of", higher_is_better=False)


class _Tally(NamedTuple):
    required: int = 0
    satisfied: int = 0
    wrong: int = 0

    def plus(self, count: TermCount) -> _Tally:
        return _Tally(self.required + count.required, self.satisfied + count.satisfied, self.wrong + count.wrong)

    @property
    def rate(self) -> float | None:
        return self.satisfied / self.required if self.required else None


def term_scores(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]],
    sources: Sequence[str] | None,
    count_terms: CountTerms,
    glossary: GlossaryUse | None = None,
    documents: Sequence[str] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> TermScores:
    """Term scores of every system. Without a source nothing is required and only wrong wordings are counted.

    The ceiling of a concept is the mean over the references of their own rate; lines that a reference
    leaves empty do not count against it. With `documents`, one for each line, the intervals over all terms are
    bootstrapped from whole documents, whose lines are not independent of one another.
    """
    pairs: Sequence[str | None] = sources if sources is not None else [None] * _length(systems)
    by_reference = [_tally(pairs, reference, count_terms, skip_empty=True)[0] for reference in references]
    terms: list[TermScore] = []
    scores: list[Score] = []
    named = "none" if glossary is None else f"{glossary.name}@{glossary.version}|digest:{glossary.digest}"
    counted = {system: _tally(pairs, texts, count_terms) for system, texts in systems.items()}
    seen = dict.fromkeys(concept for tallies, _ in counted.values() for concept in tallies)
    for system, texts in systems.items():
        tallies, lines = counted[system]
        for concept in seen:  # a concept that one system has got rid of still stands in its rows, with zero
            tally = tallies.get(concept, _Tally())
            ceiling = _mean(reference.get(concept, _Tally()).rate for reference in by_reference)
            low, high = wilson(tally.satisfied, tally.required) or (None, None)
            terms.append(TermScore(concept, system, *tally, ceiling, low=low, high=high))
        for measure, unit, rows in (
            (SUCCESS, "source-occurrences", [(line.satisfied, line.required) for line in lines]),
            (GARBLE, "segments", [(int(line.wrong > 0), 1) for line in lines]),
        ):
            hits, of = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0)
            band, kind = wilson(hits, of), "wilson-95"
            if documents is not None and rows:
                import numpy as np

                table = TermStatistics(np.array(rows), ("hits", "of"), measure)
                band, kind = band_of(table, documents, resamples, seed)
                kind += f"|documents:{len(set(documents))}"
            low, high = band or (None, None)
            signature = f"glossary:{named}|unit:{unit}|n:{of}|interval:{kind}"
            value = hits / of if of else None
            higher = measure.higher_is_better
            scores.append(Score(system, measure.name, value, len(texts), 0, signature, low, high, higher))
    return TermScores(tuple(terms), tuple(scores))


def with_wordings(terms: Iterable[TermScore], concepts: Mapping[str, Concept], pair: LangPair) -> tuple[TermScore, ...]:
    """The same scores with each concept's first source term and first preferred wording, for readers.

    >>> from toolkit.model import Term
    >>> tie = Concept("lao-tie", (Term("老铁", "zh"), Term("lao tie", "en")))
    >>> score = TermScore("lao-tie", "nllb", 1, 0, 0, None)
    >>> (named,) = with_wordings([score], {tie.id: tie}, LangPair("zh-Hans", "en"))
    >>> named.source_term, named.preferred
    ('老铁', 'lao tie')
    """

    def first(concept_id: str, language: str) -> str | None:
        concept = concepts.get(concept_id)
        found = concept.in_language(language, frozenset({"preferred"})) if concept else ()
        return found[0].text if found else None

    return tuple(
        replace(term, source_term=first(term.concept, pair.source), preferred=first(term.concept, pair.target))
        for term in terms
    )


def _tally(
    sources: Sequence[str | None], targets: Sequence[str], count_terms: CountTerms, skip_empty: bool = False
) -> tuple[dict[str, _Tally], list[_Tally]]:
    """The sums per concept, and per segment."""
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    lines = []
    for source, target in zip(sources, targets, strict=True):
        line = _Tally()
        for count in () if skip_empty and not target.strip() else count_terms(source, target):
            tallies[count.concept] = tallies[count.concept].plus(count)
            line = line.plus(count)
        lines.append(line)
    return dict(tallies), lines


def _length(systems: Mapping[str, Sequence[str]]) -> int:
    return len(next(iter(systems.values()), ()))


def _mean(rates: Iterable[float | None]) -> float | None:
    known = [rate for rate in rates if rate is not None]
    return math.fsum(known) / len(known) if known else None
