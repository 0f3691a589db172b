"""Which of a concept's wordings professionals use, and which the output uses, per 1,000 words.

Wordings are those that the glossary lists, approved and wrong, found by the one matcher and in any form. There is no
source here, so a wording that several concepts list counts for each of them, and a wrong wording is one only by
its status: whether it is wrong in its place, `tqt check` says. Both sides are counted in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from toolkit.evaluate.comparable.texts import Text
from toolkit.evaluate.terminology.wording import listed
from toolkit.glossary.index import GlossaryIndex, longest
from toolkit.glossary.side import Occurrence
from toolkit.model import WRONG, Span
from toolkit.model.terms import Status


class WordingUse(NamedTuple):
    """One wording of a concept on both sides."""

    wording: str
    status: Status
    times: int
    """In the output."""
    per_1000: float
    others: int
    """In the comparable texts."""
    others_per_1000: float
    texts: int
    """How many of the comparable texts have it."""


class ConceptUse(NamedTuple):
    """One concept: the wordings of both sides, the professionals' most frequent ones first."""

    concept: str
    source_term: str | None
    wordings: tuple[WordingUse, ...]

    @property
    def wrong(self) -> tuple[WordingUse, ...]:
        """Wrong wordings that the output uses and no professional does."""
        return tuple(use for use in self.wordings if use.status in WRONG and use.times and not use.others)

    @property
    def professional(self) -> tuple[WordingUse, ...]:
        """What professionals write."""
        return tuple(use for use in self.wordings if use.others)


class UsageProfile(NamedTuple):
    """One output beside the comparable texts."""

    concepts: tuple[ConceptUse, ...]
    wrong_per_1000: float | None
    """Listed wrong wordings of the output; each place once."""
    others_wrong_per_1000: tuple[tuple[str, float | None], ...]
    """The same for each comparable text."""
    shared: float | None
    """Of the output's places with wordings of concepts that professionals mention too, the share whose wording
    professionals use."""
    places: int
    """How many such places there are."""


Found = Counter[tuple[str, str]]
"""(concept, wording) to count."""
_BEST_FIRST: tuple[Status, ...] = ("preferred", "admitted", "deprecated", "forbidden", "garble")


def usage(output: Text, others: Sequence[Text], index: GlossaryIndex) -> UsageProfile:
    """The profile of one output. Concepts that stand on neither side are left out."""
    statuses: dict[tuple[str, str], Status] = {}
    own, own_wrong, places = _found(output, index, statuses)
    theirs: Found = Counter()
    texts: Found = Counter()
    wrong_of: list[tuple[str, float | None]] = []
    for other in others:
        found, wrong, _ = _found(other, index, statuses)
        theirs.update(found)
        texts.update(dict.fromkeys(found, 1))
        wrong_of.append((other.name, _per_1000(wrong, other.word_count)))
    their_size = sum(other.word_count for other in others)
    by_concept: dict[str, list[WordingUse]] = {}
    for key in {**own, **theirs}:
        concept, wording = key
        by_concept.setdefault(concept, []).append(
            WordingUse(
                wording,
                statuses[key],
                own[key],
                _per_1000(own[key], output.word_count) or 0.0,
                theirs[key],
                _per_1000(theirs[key], their_size) or 0.0,
                texts[key],
            )
        )
    concepts = tuple(
        ConceptUse(concept, _source_term(concept, index), tuple(sorted(uses, key=_most_professional)))
        for concept, uses in sorted(by_concept.items())
    )
    known = {concept for concept, _ in theirs}
    relevant = [place for place in places if any(concept in known for concept, _ in place)]
    alike = sum(not theirs.keys().isdisjoint(place) for place in relevant)
    return UsageProfile(
        concepts,
        _per_1000(own_wrong, output.word_count),
        tuple(wrong_of),
        alike / len(relevant) if relevant else None,
        len(relevant),
    )


def _found(
    text: Text, index: GlossaryIndex, statuses: dict[tuple[str, str], Status]
) -> tuple[Found, int, list[frozenset[tuple[str, str]]]]:
    """Wordings, the number of places that have wrong ones only, and the wordings of each place.

    Notes the status of each wording; of one that is listed twice, the better.
    """
    counts: Found = Counter()
    wrong = 0
    places: list[frozenset[tuple[str, str]]] = []
    for line in text.lines:
        by_span: dict[Span, list[Occurrence]] = {}
        for occurrence in longest((*index.right(line), *index.wrong(line))):
            by_span.setdefault(occurrence.span, []).append(occurrence)
        for span, there in by_span.items():
            keys = set()
            for o in there:
                key = (o.concept, listed(o.term, span.of(line), o.gap).casefold())
                keys.add(key)
                statuses[key] = min(statuses.get(key, o.term.status), o.term.status, key=_BEST_FIRST.index)
            counts.update(keys)
            wrong += all(o.term.status in WRONG for o in there)
            places.append(frozenset(keys))
    return counts, wrong, places


def _most_professional(use: WordingUse) -> tuple[int, int, str]:
    return -use.others, -use.times, use.wording


def _per_1000(count: int, size: int) -> float | None:
    return 1000 * count / size if size else None


def _source_term(concept: str, index: GlossaryIndex) -> str | None:
    terms: Iterable[str] = (
        t.text for t in index.concepts[concept].in_language(index.pair.source, frozenset({"preferred", "admitted"}))
    )
    return next(iter(terms), None)
