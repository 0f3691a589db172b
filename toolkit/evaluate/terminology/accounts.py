"""What one segment has of the glossary's terms: asked for, answered where, wrong where, written unasked.

The verdicts are those of `toolkit.checks.terms`, read once per segment; every measure of this package counts from
these accounts. Nothing is counted here over segments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from toolkit.checks.hits import Hit, counts_as_wrong
from toolkit.checks.passages import Passage, Piece
from toolkit.checks.terms import examine
from toolkit.evaluate.terminology.assignment import assign
from toolkit.evaluate.terminology.wording import is_listed, listed
from toolkit.glossary.index import GlossaryIndex, longest
from toolkit.glossary.side import Occurrence
from toolkit.model import Span
from toolkit.text.words import words


class Place(NamedTuple):
    """A place of the target where approved renderings stand."""

    span: Span
    text: str
    """As written."""
    terms: Mapping[str, str]
    """Concept to the rendering as the glossary lists it."""
    exact: frozenset[str]
    """Concepts whose rendering stands here just as listed, but for capitals, quotes and hyphens."""


class Wrong(NamedTuple):
    """A garbled, forbidden or deprecated wording."""

    concept: str
    span: Span
    text: str
    """As written."""
    listed: str | None
    """As the glossary lists it; None where it is listed nowhere (a word-for-word translation)."""


class Required(NamedTuple):
    """One occurrence of a source term."""

    concept: str
    wording: str
    place: int | None
    """Its own place in the target, of `Account.places`; None: it has none to itself."""
    whole: bool = False
    """Whether it is answered in parts that have a place each: 快手主播 as 快手 and 主播."""


class Account(NamedTuple):
    """One segment's account of all its concepts."""

    required: tuple[Required, ...]
    satisfied: Mapping[str, int]
    """Occurrences that an approved rendering answers, as `count_terms` counts them."""
    places: tuple[Place, ...]
    wrongs: tuple[Wrong, ...]
    overused: tuple[Place, ...]
    """Places with preferred terms of asked-for concepts that answer no occurrence of this segment. Admitted ones are
    left out: "market" and "sales" stand in any text."""
    words: int
    """Of the target; in scripts without blanks, characters."""
    counted: bool = True
    """False: a line that a reference leaves empty."""


EMPTY = Account((), {}, (), (), (), 0, counted=False)


def account(source: str | None, target: str, index: GlossaryIndex, asked: Collection[str] = ()) -> Account:
    """The account of one segment. `asked` are the concepts that the whole text asks for: only these can be over-used.

    >>> from toolkit.glossary.index import build_index
    >>> from toolkit.model import Concept, Glossary, LangPair, Term
    >>> tie = Concept("lao-tie", (Term("老铁", "zh"), Term("buddy", "en"), Term("old iron", "en", "garble", "noun")))
    >>> index = build_index(Glossary("live", (tie,)), LangPair("zh", "en"))
    >>> found = account("老铁,老铁!", "Buddies! Old iron!", index)
    >>> [(r.concept, r.place) for r in found.required], found.places[0].text, found.places[0].exact
    ([('lao-tie', 0), ('lao-tie', None)], 'Buddies', frozenset())
    >>> [(w.text, w.listed) for w in found.wrongs]
    [('Old iron', 'old iron')]
    """
    source = source or None
    whole = Span(0, len(target))
    found = examine(Passage((Piece(0, whole),), source), [target], index, garbled=True)
    in_source = tuple(o for o in index.in_source(source) if index.can_say(o.concept)) if source else ()
    held = {span for _, span in found.held}
    right = index.right(target)
    parts = {o.concept: tuple(p.concept for p in index.inside(o, source or "")) for o in in_source}
    needed = {o.concept for o in in_source} | {part for inner in parts.values() for part in inner}
    places = _places(longest(o for o in right if o.span in held and o.concept in needed), target)
    satisfied = {concept: count for concept, count in found.satisfied if count}
    required = _answered(in_source, satisfied, places, parts, source or "")
    wrongs = tuple(
        Wrong(h.concept, h.span, h.span.of(target), None if h.literal or h.located else _listed(h, target))
        for h in found.hits
        if counts_as_wrong(h)
    )
    answering = [places[r.place].span for r in required if r.place is not None]
    beyond = _places(longest(o for o in right if o.concept in asked and o.term.status == "preferred"), target)
    overused = tuple(p for p in beyond if not any(p.span.overlaps(span) for span in answering))
    return Account(required, satisfied, places, wrongs, _unanswered(overused, required), len(words(target)))


def _listed(hit: Hit, target: str) -> str:
    return listed(hit.term, hit.span.of(target), hit.gap)


def _places(occurrences: Iterable[Occurrence], text: str) -> tuple[Place, ...]:
    """The occurrences by place; at one place stand the terms of several concepts."""
    by_span: dict[Span, list[Occurrence]] = {}
    for occurrence in occurrences:
        by_span.setdefault(occurrence.span, []).append(occurrence)
    return tuple(
        Place(
            span,
            span.of(text),
            {o.concept: listed(o.term, span.of(text), o.gap) for o in there},
            frozenset(o.concept for o in there if is_listed(o.term, span.of(text), o.gap)),
        )
        for span, there in by_span.items()
    )


def _answered(
    in_source: Iterable[Occurrence],
    satisfied: Mapping[str, int],
    places: tuple[Place, ...],
    parts: Mapping[str, tuple[str, ...]],
    source: str,
) -> tuple[Required, ...]:
    """Every occurrence with its own place, as many as can have one; places with the exact wording are tried first."""
    here = {concept for place in places for concept in place.terms}
    left = Counter(satisfied)
    wanted: list[tuple[int, ...]] = []
    owners: list[tuple[Occurrence, range]] = []
    for occurrence in in_source:
        concepts: tuple[str, ...] = (occurrence.concept,)
        if occurrence.concept not in here and left[occurrence.concept] and parts[occurrence.concept]:
            concepts = parts[occurrence.concept]
        owners.append((occurrence, range(len(wanted), len(wanted) + len(concepts))))
        for concept in concepts:
            fitting = [number for number, place in enumerate(places) if concept in place.terms]
            wanted.append(tuple(sorted(fitting, key=lambda number: concept not in places[number].exact)))
    given = assign(wanted)
    answered = []
    for occurrence, nodes in owners:
        own = [given[node] for node in nodes]
        apart = occurrence.concept not in here
        answered.append(
            Required(
                occurrence.concept,
                occurrence.span.of(source),
                place=None if apart else own[0],
                whole=apart and None not in own,
            )
        )
    return tuple(answered)


def _unanswered(beyond: Iterable[Place], required: Iterable[Required]) -> tuple[Place, ...]:
    """Without the places that a compound of the source may be answered by."""
    if any(r.whole for r in required):
        return ()
    return tuple(beyond)
