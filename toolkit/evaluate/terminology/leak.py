"""Is the glossary followed, or would these words have been written anyway? Terms against other words of the reference.

For each occurrence of a source term, other words of the reference's line are drawn at random, as many as the term's
rendering has and none of it: a glossary of the same size from the same vocabulary, that nobody was told. How often a
system writes them is how often it writes the reference's words anyway. What its term success is above that, it owes
to the terms. The `random` dictionaries of the WMT23 and WMT25 terminology tasks serve the same end.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from random import Random
from typing import NamedTuple

from toolkit.evaluate.resampling import RESAMPLES, SEED
from toolkit.evaluate.terminology.accounts import Account
from toolkit.evaluate.terminology.resample import Difference, difference
from toolkit.evaluate.terminology.statistics import Measure, TermStatistics
from toolkit.evaluate.terminology.tiers import tallies
from toolkit.model import Span, primary_subtag
from toolkit.text.closed_classes import NEVER_HEADS
from toolkit.text.tokens import Token, tokens

DRAWS = 20
"""So many random glossaries; a line's hits are their mean."""
HITS = Measure("written", "hits", "asked")


class LeakTest(NamedTuple):
    """The same lines, asked for terms and asked for other words."""

    terms: float | None
    """Share of the terms that an approved rendering answers, on lines where other words could be drawn."""
    others: float | None
    """Share of as many other words of the reference, equally long, that stand in the output."""
    difference: Difference
    """Terms minus others."""
    asked: int
    """Terms that were matched with other words."""


def leak_test(
    outputs: Sequence[str],
    references: Sequence[str],
    of_outputs: Sequence[Account],
    of_references: Sequence[Account],
    language: str,
    documents: Sequence[Hashable] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> LeakTest:
    """Term success beside the success of a random glossary of the same size, from the same reference.

    A line counts with the terms that the reference itself renders, as far as it has other words to draw. Its other
    words weigh as much as its terms, so that the two can change places in a test. `documents` as in `difference`.
    """
    import numpy as np

    chance = Random(seed)
    terms = np.zeros((len(outputs), 2))
    others = np.zeros((len(outputs), 2))
    lines = zip(outputs, references, of_outputs, of_references, strict=True)
    for number, (output, reference, own, good) in enumerate(lines):
        taken = [place.span for place in good.places]
        sizes = [len(tokens(good.places[r.place].text, language)) for r in good.required if r.place is not None]
        wanted = [size for size in sizes if size]
        free = tokens(reference, language)
        choices = {size: list(_runs(free, size, taken, reference, language)) for size in wanted}
        if not wanted or not all(choices.values()):
            continue
        said = [token.stem for token in tokens(output, language)]
        hits = sum(_stands(chance.choice(choices[size]), said) for _ in range(DRAWS) for size in wanted)
        tally = tallies(own).values()
        required, right = sum(t.required for t in tally), sum(t.inflected for t in tally)
        terms[number] = (right, required)
        others[number] = (hits / DRAWS / len(wanted) * required, required)
    names = ("hits", "asked")
    a, b = TermStatistics(others, names, HITS), TermStatistics(terms, names, HITS)
    return LeakTest(b.value(), a.value(), difference(a, b, documents, resamples, seed), int(terms[:, 1].sum()))


def _runs(
    words: Sequence[Token], size: int, taken: Sequence[Span], text: str, language: str
) -> Iterator[tuple[str, ...]]:
    """The runs of so many words that touch no term, and begin and end with no function word (English)."""
    small = NEVER_HEADS if primary_subtag(language) == "en" else frozenset[str]()
    for start in range(len(words) - size + 1):
        run = words[start : start + size]
        edges = {run[0].span.of(text).casefold(), run[-1].span.of(text).casefold()}
        whole = Span(run[0].span.start, run[-1].span.end)
        if edges.isdisjoint(small) and not any(whole.overlaps(span) for span in taken):
            yield tuple(token.stem for token in run)


def _stands(run: tuple[str, ...], said: Sequence[str]) -> bool:
    return any(tuple(said[start : start + len(run)]) == run for start in range(len(said) - len(run) + 1))
