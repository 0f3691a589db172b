"""All term measures of several systems over one text, with intervals, ceilings, tests and the list of misses.

Counts, and renders nothing. The references are counted as the systems are: their own values are the ceiling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.align import require_alignment
from toolkit.evaluate.corrections import holm
from toolkit.evaluate.resampling import RESAMPLES, SEED
from toolkit.evaluate.terminology import consistency, tiers
from toolkit.evaluate.terminology.accounts import EMPTY, Account, account
from toolkit.evaluate.terminology.band import band_of
from toolkit.evaluate.terminology.leak import LeakTest, leak_test
from toolkit.evaluate.terminology.renderings import Rendering, renderings
from toolkit.evaluate.terminology.resample import differences, trials
from toolkit.evaluate.terminology.statistics import TermStatistics
from toolkit.evaluate.terminology.tiers import Tally, tallies
from toolkit.model import Comparison, GlossaryUse, Score

if TYPE_CHECKING:
    from toolkit.glossary.index import GlossaryIndex


class Miss(NamedTuple):
    """An occurrence without an approved rendering."""

    segment: str
    written: str | None
    """The wrong wording in its place; None: not known, or nothing."""


class TermLine(NamedTuple):
    """One concept in one system."""

    concept: str
    source_term: str
    preferred: str | None
    system: str
    tally: Tally
    wrong: int
    ceiling: float | None
    """The references' own rate (inflected)."""
    renderings: tuple[tuple[str, int], ...]
    entropy: float | None
    misses: tuple[Miss, ...]
    strays: tuple[Miss, ...]
    """Wrong wordings beyond the occurrences of the source."""


class TermJudgement(NamedTuple):
    """Everything that was counted."""

    scores: tuple[Score, ...]
    """Measure by measure, in each the systems in the order given."""
    ceilings: Mapping[str, float | None]
    """Measure to the mean of the references' own values; empty without a reference."""
    comparisons: tuple[Comparison, ...]
    """Every pair of systems by every measure; p is corrected for the number of pairs (Holm)."""
    terms: tuple[TermLine, ...]
    """Concept by concept in the order of the source, in each the systems."""
    required: int
    """Occurrences of source terms."""
    segments: int
    documents: int | None
    """How many were drawn from, where documents were named; None: segments were drawn."""
    leaks: Mapping[str, LeakTest]
    """System to terms beside other words of the first reference; empty without a reference."""


class _System(NamedTuple):
    accounts: tuple[Account, ...]
    renderings: tuple[Rendering, ...]
    statistics: Mapping[str, TermStatistics]


def judge_terms(
    systems: Mapping[str, Sequence[str]],
    sources: Sequence[str],
    index: GlossaryIndex,
    references: Sequence[Sequence[str]] = (),
    *,
    documents: Sequence[Hashable] | None = None,
    ids: Sequence[str] | None = None,
    glossary: GlossaryUse | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> TermJudgement:
    """The term measures of line-aligned systems. `documents` names each line's document: then documents are drawn.

    A line that a reference leaves empty does not count against it. Raises AlignmentError where line counts differ,
    InputError without a system.
    """
    if not systems:
        raise InputError("There is no system to judge. Name at least one text.")
    require_alignment(systems, references, sources)
    if documents is not None and len(documents) != len(sources):
        raise InputError(
            f"There are {len(documents)} names of documents for {len(sources)} lines. Give one name for each line."
        )
    asked = frozenset(o.concept for line in sources for o in index.in_source(line))
    counted = {name: _counted(sources, texts, index, asked, documents) for name, texts in systems.items()}
    opposite = [_counted(sources, texts, index, asked, documents, skip_empty=True) for texts in references]
    names = [measure.name for measure in tiers.MEASURES] + [consistency.CONSISTENCY.name]
    kinds = dict.fromkeys(documents) if documents is not None else None
    drawn = "documents" if kinds else "segments"
    settings = "none" if glossary is None else f"{glossary.name}@{glossary.version}|digest:{glossary.digest}"
    signature = f"glossary:{settings}|resampled:{drawn}|resamples:{resamples}|seed:{seed}"
    scores: list[Score] = []
    comparisons: list[Comparison] = []
    ceilings: dict[str, float | None] = {}
    for name in names:
        by_document = name == consistency.CONSISTENCY.name
        blocks = None if by_document else documents  # the rows of consistency are documents already
        of_measure = {system: one.statistics[name] for system, one in counted.items()}
        for system, found in of_measure.items():
            scores.append(_score(system, found, blocks, len(sources), signature, resamples, seed))
        if references:
            known = [value for one in opposite if (value := one.statistics[name].value()) is not None]
            ceilings[name] = sum(known) / len(known) if known else None
        comparisons += _compared(name, of_measure, blocks, resamples, seed)
    terms = _lines(counted, opposite, index, ids or [str(n) for n in range(1, len(sources) + 1)])
    required = len(next(iter(counted.values())).renderings)
    leaks: dict[str, LeakTest] = {}
    if references:
        good = opposite[0].accounts
        for system, one in counted.items():
            leaks[system] = leak_test(
                systems[system], references[0], one.accounts, good, index.pair.target, documents, resamples, seed
            )
    amount = len(kinds) if kinds else None
    return TermJudgement(tuple(scores), ceilings, tuple(comparisons), terms, required, len(sources), amount, leaks)


def _counted(
    sources: Sequence[str],
    targets: Sequence[str],
    index: GlossaryIndex,
    asked: frozenset[str],
    documents: Sequence[Hashable] | None,
    skip_empty: bool = False,
) -> _System:
    accounts = tuple(
        EMPTY if skip_empty and not target.strip() else account(source, target, index, asked)
        for source, target in zip(sources, targets, strict=True)
    )
    rows = tiers.table(accounts)
    found = renderings(accounts)
    whole = documents if documents is not None else ["the text"] * len(accounts)
    statistics = {measure.name: tiers.statistics(rows, measure) for measure in tiers.MEASURES}
    statistics[consistency.CONSISTENCY.name] = consistency.statistics(found, whole)
    return _System(accounts, found, statistics)


def _score(
    system: str,
    found: TermStatistics,
    documents: Sequence[Hashable] | None,
    segments: int,
    signature: str,
    resamples: int,
    seed: int,
) -> Score:
    """The value with its interval."""
    band, kind = band_of(found, documents, resamples, seed)
    low, high = band or (None, None)
    measure = found.measure
    of = int(found.rows[:, found.names.index(measure.denominator)].sum())
    text = f"unit:{measure.denominator}|n:{of}|interval:{kind}|{signature}"
    return Score(system, measure.name, found.value(), segments, 0, text, low, high, measure.higher_is_better)


def _compared(
    name: str,
    systems: Mapping[str, TermStatistics],
    documents: Sequence[Hashable] | None,
    resamples: int,
    seed: int,
) -> list[Comparison]:
    pairs = list(combinations(systems, 2))
    found = differences(list(systems.values()), documents, resamples, seed)
    corrected = holm([one.p for one in found])
    test = f"approximate randomisation, n={trials(resamples)} (rates: paired bootstrap, n={resamples}), seed={seed}"
    if len(pairs) > 1:
        test += ", Holm"
    return [
        Comparison(name, a, b, one.delta, p, one.low, one.high, test)
        for (a, b), one, p in zip(pairs, found, corrected, strict=True)
    ]


def _lines(
    systems: Mapping[str, _System], references: Sequence[_System], index: GlossaryIndex, ids: Sequence[str]
) -> tuple[TermLine, ...]:
    sums = {name: _per_concept(one.accounts) for name, one in systems.items()}
    ceilings = [_per_concept(one.accounts) for one in references]
    kinds = {name: {c.concept: c for c in consistency.by_concept(one.renderings)} for name, one in systems.items()}
    wordings: dict[str, str] = {}
    for one in systems.values():
        for rendering in one.renderings:
            wordings.setdefault(rendering.concept, rendering.source_wording)
        for wrong in (wrong for counted in one.accounts for wrong in counted.wrongs):
            wordings.setdefault(wrong.concept, _source_term(wrong.concept, index))
    lines = []
    for concept, wording in wordings.items():
        rates = [t.inflected / t.required for tally in ceilings if (t := tally.get(concept, Tally())).required]
        preferred = index.preferred(concept)
        for name, one in systems.items():
            misses = tuple(
                Miss(ids[r.segment], r.written) for r in one.renderings if r.concept == concept and r.kind != "approved"
            )
            written: list[tuple[str, str | None]] = [
                (ids[n], w.text) for n, a in enumerate(one.accounts) for w in a.wrongs if w.concept == concept
            ]
            strays = Counter(written) - Counter((miss.segment, miss.written) for miss in misses)
            kind = kinds[name].get(concept)
            lines.append(
                TermLine(
                    concept,
                    wording,
                    preferred[0].text if preferred else None,
                    name,
                    sums[name].get(concept, Tally()),
                    len(written),
                    sum(rates) / len(rates) if rates else None,
                    kind.renderings if kind else (),
                    kind.entropy if kind else None,
                    misses,
                    tuple(Miss(*stray) for stray in strays.elements()),
                )
            )
    return tuple(lines)


def _source_term(concept: str, index: GlossaryIndex) -> str:
    terms = index.concepts[concept].in_language(index.pair.source, frozenset({"preferred", "admitted"}))
    return terms[0].text if terms else concept


def _per_concept(accounts: Iterable[Account]) -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for one in accounts:
        for concept, tally in tallies(one).items():
            total[concept] = total.get(concept, Tally()).plus(tally)
    return total
