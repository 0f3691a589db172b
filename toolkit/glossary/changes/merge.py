"""Three versions of a glossary become one: what one side changed is taken, what both changed alike is taken once.

Merged are concepts, terms and each of their facts. Where both sides say the same fact differently, or one deletes
what the other changed, there is a conflict; the caller decides it or is told. Without a base (two glossaries that
grew apart) what only one says is taken, and what both say differently is a conflict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple, TypeVar, cast

from toolkit.formats.concept_ids import fresh_id
from toolkit.glossary.changes.diff import example_key
from toolkit.glossary.changes.facts import Facts, Item, Kind, absent, facts_of, heading, shell, with_facts
from toolkit.glossary.changes.pairing import pair_by, pair_concepts, pair_terms
from toolkit.glossary.changes.triples import Triple, one, triples_of
from toolkit.glossary.namesakes import told_apart
from toolkit.model.terms import Concept, Glossary, Term, same_language

Side = Literal["ours", "theirs"]
T = TypeVar("T")


class Conflict(NamedTuple):
    """One thing that both sides changed, each in its own way."""

    id: str
    """Such as `lao-tie/en/buddies:status`; stays the same while the versions do."""
    kind: Kind
    field: str | None
    """The fact; None where a whole concept or term is at stake."""
    base: Any
    ours: Any
    theirs: Any
    """The values of the fact, or the things themselves; None: not there."""
    places: tuple[str | None, str | None]
    """`path:line` in ours and theirs."""
    taken: Side | None = None
    """How it was decided; None: not yet, and ours stands in the result."""


class Merged(NamedTuple):
    """The result of a merge."""

    glossary: Glossary
    conflicts: tuple[Conflict, ...]

    @property
    def open(self) -> tuple[Conflict, ...]:
        """The conflicts that nobody has decided."""
        return tuple(conflict for conflict in self.conflicts if conflict.taken is None)


def merge(
    base: Glossary | None,
    ours: Glossary,
    theirs: Glossary,
    prefer: Side | None = None,
    take: Mapping[str, Side] | None = None,
) -> Merged:
    """Both sides' changes to the base, with the conflicts; `prefer` decides those that `take` does not, by their id.

    >>> tie = Concept("lao-tie", (Term("老铁", "zh"), Term("buddies", "en"), Term("pals", "en", "admitted")))
    >>> def said(*terms): return Glossary("g", (replace(tie, terms=terms),))
    >>> zh, buddies, pals = tie.terms
    >>> done = merge(said(*tie.terms), said(zh, buddies), said(zh, replace(buddies, note="many"), pals))
    >>> [(term.text, term.note) for term in done.glossary.concepts[0].terms], done.conflicts
    ([('老铁', None), ('buddies', 'many')], ())
    >>> both = merge(said(zh, buddies), said(zh, Term("mates", "en")), said(zh, Term("dear viewers", "en")))
    >>> [(conflict.id, conflict.ours, conflict.theirs) for conflict in both.conflicts]
    [('lao-tie/en/buddies:text', 'mates', 'dear viewers')]
    """
    source = next(iter(ours.languages), None)
    desk = _Desk(prefer, dict(take or {}), base is None, source)
    before = base if base is not None else Glossary(ours.name, ())
    top = cast(Glossary, desk.facts(_named("glossary"), "glossary", _tops(base, ours, theirs)))
    theirs = _told_apart(base, ours, theirs, source)
    triples = triples_of(
        (before.concepts, ours.concepts, theirs.concepts), lambda a, b, added: pair_concepts(a, b, added, source)
    )
    names: tuple[dict[str, str], dict[str, str], dict[str, str]] = ({}, {}, {})
    concepts: list[Concept] = []
    taken = {concept.id for side in (ours, theirs) for concept in side.concepts}
    mine = {concept.id for concept in ours.concepts}
    for triple in triples:
        other = triple[2]
        if desk.two_way and triple[1] is None and other is not None and other.id in mine:
            # another concept than ours of this id, which has its partner already
            fresh = fresh_id(other.id, taken)
            taken.add(fresh)
            names[2][other.id] = fresh
            concepts.append(replace(other, id=fresh))
            continue
        for made in _concept(desk, triple):
            concepts.append(made)
            for known, side in zip(names, triple, strict=True):
                if side is not None:
                    known[side.id] = made.id
    rules = triples_of(
        (before.conventions, ours.conventions, theirs.conventions), lambda a, b, added: pair_by(a, b, lambda c: c.id)
    )
    conventions = [desk.whole(f"convention {one(t).id}", "convention", t) for t in rules]
    sides = [
        [replace(e, concept=known.get(e.concept, e.concept)) for e in side.examples]
        for known, side in zip(names, (before, ours, theirs), strict=True)
    ]
    cases = triples_of((sides[0], sides[1], sides[2]), lambda a, b, added: pair_by(a, b, example_key))
    examples = [desk.whole(f"example {one(t).concept}: {one(t).before[:40]}", "example", t) for t in cases]
    glossary = replace(
        top,
        concepts=tuple(_without_same_ids(desk, concepts)),
        conventions=tuple(c for c in conventions if c is not None),
        examples=tuple(e for e in examples if e is not None),
    )
    return Merged(glossary, tuple(desk.conflicts))


@dataclass(slots=True)
class _Desk:
    """Decides facts and things, and keeps the conflicts."""

    prefer: Side | None
    take: dict[str, Side]
    two_way: bool
    """Without a base: the id of a concept is ours, for theirs is another's name for it."""
    source: str | None
    """The source language, as far as ours says it."""
    conflicts: list[Conflict] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)

    def decide(
        self, name: str, kind: Kind, fact: str | None, values: Triple[Any], places: tuple[str | None, str | None]
    ) -> Any:
        """One side's value, and the conflict on the list."""
        self.names[name] += 1
        if self.names[name] > 1:
            name = f"{name}#{self.names[name]}"
        taken = self.take.get(name, self.prefer)
        self.conflicts.append(Conflict(name, kind, fact, *values, places, taken))
        return values[2] if taken == "theirs" else values[1]

    def facts(self, name: Callable[[str | None], str], kind: Kind, triple: Triple[Item]) -> Item:
        """The thing that both sides have, fact by fact."""
        base, ours, theirs = triple
        assert ours is not None and theirs is not None
        if ours == theirs or theirs == base:
            return ours
        if ours == base:
            return _at(theirs, ours)
        old: Facts = facts_of(base) if base is not None else {}
        mine, other = facts_of(ours), facts_of(theirs)
        made: Facts = {}
        for fact in dict.fromkeys((*mine, *other, *old)):
            a, b, c = old.get(fact), mine.get(fact), other.get(fact)
            if base is None:
                a = b if absent(b) else c if absent(c) else a
            if b == c or c == a or (fact == "id" and self.two_way):
                made[fact] = b
            elif b == a:
                made[fact] = c
            elif fact == "languages":
                made[fact] = _joined(a or (), b or (), c or ())
            else:
                made[fact] = self.decide(name(fact), kind, fact, (a, b, c), (_place(ours), _place(theirs)))
        return cast(Item, with_facts(ours, made))

    def rival(self, name: str, triple: Triple[Term]) -> Term:
        """One of two terms that no version has in common, with all that is said of it."""
        _, ours, theirs = triple
        assert ours is not None and theirs is not None
        texts = (None, ours.text, theirs.text)
        taken = self.decide(f"{name}:text", "term", "text", texts, (ours.place, theirs.place))
        return cast(Term, _at(theirs, ours)) if taken == theirs.text else ours

    def whole(self, name: str, kind: Kind, triple: Triple[Any]) -> Any:
        """The thing, or None where it is gone."""
        base, ours, theirs = triple
        if ours is not None and theirs is not None:
            return self.facts(_named(name), kind, triple)
        side = theirs if ours is None else ours
        if base is None:
            return side
        if side is None or side == base:
            return None
        return self.decide(name, kind, None, triple, (_place(ours), _place(theirs)))


def _concept(desk: _Desk, triple: Triple[Concept]) -> list[Concept]:
    base, ours, theirs = triple
    name = one(triple).id
    if ours is not None and theirs is not None:
        if base is None and not _alike(ours, theirs):
            kept = desk.decide(f"{name}:id", "concept", "id", triple, (_place(ours), _place(theirs)))
            return [kept]
        top = cast(Concept, desk.facts(_named(name), "concept", (_shell(base), shell(ours), shell(theirs))))
        if ours.terms == theirs.terms or (base is not None and theirs.terms == base.terms):
            return [replace(top, terms=ours.terms)]
        if base is not None and ours.terms == base.terms:
            return [replace(top, terms=theirs.terms)]
        return [replace(top, terms=_terms(desk, name, (base.terms if base else (), ours.terms, theirs.terms)))]
    side = theirs if ours is None else ours
    if base is None:
        return [cast(Concept, side)]
    if side is None or (side.terms == base.terms and shell(side) == shell(base)):
        return []
    kept = desk.decide(name, "concept", None, triple, (_place(ours), _place(theirs)))
    return [] if kept is None else [kept]


def _terms(desk: _Desk, concept: str, sides: tuple[Sequence[Term], Sequence[Term], Sequence[Term]]) -> tuple[Term, ...]:
    made: list[Term] = []
    alone: dict[tuple[object, ...], tuple[int, Term]] = {}
    for triple in _with_rivals(
        triples_of(sides, lambda a, b, added: pair_terms(a, b, reworded=not added)), desk.source
    ):
        first = one(triple)
        name = f"{concept}/{first.language}/{first.text}"
        term = desk.rival(name, triple) if _rivals(triple) else desk.whole(name, "term", triple)
        if term is None:
            continue
        row = (term.language.casefold(), term.text, term.status, term.part_of_speech, term.client, term.replace_with)
        twin = alone.get(row)
        if twin is not None and sum(side is None for side in triple[1:]) == 1:
            # said by each side alone, in the place of different terms: one row holds both
            made[twin[0]] = cast(Term, desk.facts(_named(name), "term", (None, twin[1], term)))
            continue
        alone.setdefault(row, (len(made), term))
        made.append(term)
    return _with_one_preferred(desk, made, sides[1]) if desk.two_way and desk.prefer != "theirs" else tuple(made)


def _with_one_preferred(desk: _Desk, made: Sequence[Term], ours: Sequence[Term]) -> tuple[Term, ...]:
    """Where ours stays preferred, what theirs prefers beside it is admitted."""
    own = {(t.language.casefold(), t.text) for t in ours}
    kept = [t for t in made if t.status == "preferred" and (t.language.casefold(), t.text) in own]
    return tuple(
        replace(t, status="admitted")
        if t.status == "preferred"
        and (t.language.casefold(), t.text) not in own
        and any(t.language.casefold() == k.language.casefold() and _is_same_part(t, k) for k in kept)
        and desk.source is not None
        and not same_language(t.language, desk.source)
        else t
        for t in made
    )


def _is_same_part(one: Term, other: Term) -> bool:
    """Whether two terms may be of one part of speech: a table that names none says nothing against it."""
    return one.part_of_speech is None or other.part_of_speech in (None, one.part_of_speech)


def _with_rivals(triples: list[Triple[Term]], source: str | None) -> list[Triple[Term]]:
    """The same, but the preferred term that each side replaced by, or has, another one is one term with two new texts.

    Without that both would be taken, and the concept would prefer two. Two source terms are no rivals.
    """
    lone: dict[tuple[int, str], list[int]] = {}
    agreed: set[str] = set()
    for number, triple in enumerate(triples):
        there = [side for side, term in enumerate(triple) if term is not None]
        if (term := one(triple)).status != "preferred":
            continue
        if len(there) == 1:
            lone.setdefault((there[0], term.language.casefold()), []).append(number)
        elif all(side is None or side.status == "preferred" for side in triple[1:]):
            agreed.add(term.language.casefold())
    rivals: dict[int, tuple[int | None, int]] = {}
    for (side, language), (number, *more) in lone.items():
        gone, theirs = lone.get((0, language), []), lone.get((2, language), [])
        if side != 1 or more or len(theirs) != 1 or len(gone) > 1:
            continue
        if not gone and (language in agreed or source is None or same_language(language, source)):
            continue
        mine, other = one(triples[number]), one(triples[theirs[0]])
        if mine.text != other.text and _is_same_part(mine, other):
            rivals[number] = gone[0] if gone else None, theirs[0]
    joined = {number for pair in rivals.values() for number in pair}
    made: list[Triple[Term]] = []
    for number, triple in enumerate(triples):
        if number in rivals:
            base, theirs_at = rivals[number]
            made.append((None if base is None else triples[base][0], triple[1], triples[theirs_at][2]))
        elif number not in joined:
            made.append(triple)
    return made


def _rivals(triple: Triple[Term]) -> bool:
    base, ours, theirs = triple
    return base is None and ours is not None and theirs is not None and ours.text != theirs.text


def _told_apart(base: Glossary | None, ours: Glossary, theirs: Glossary, source: str | None) -> Glossary:
    """Theirs with new ids for concepts whose ids are ours by accident; what the base has is the same in both."""
    old = {concept.id for concept in base.concepts} if base is not None else set()
    new = [replace(g, concepts=tuple(c for c in g.concepts if c.id not in old)) for g in (ours, theirs)]
    renamed = iter(told_apart(new, source, old)[1].concepts)
    concepts = tuple(concept if concept.id in old else next(renamed) for concept in theirs.concepts)
    names = {one.id: other.id for one, other in zip(theirs.concepts, concepts, strict=True) if one.id != other.id}
    if not names:
        return theirs
    examples = tuple(replace(e, concept=names.get(e.concept, e.concept)) for e in theirs.examples)
    return replace(theirs, concepts=concepts, examples=examples)


def _without_same_ids(desk: _Desk, concepts: list[Concept]) -> list[Concept]:
    """Two concepts that got the same id from two sides: a conflict, for a glossary tells them apart by it."""
    first: dict[str, int] = {}
    kept: list[Concept] = []
    for concept in concepts:
        known = first.setdefault(concept.id, len(kept))
        if known == len(kept):
            kept.append(concept)
        elif shell(kept[known]) == shell(concept) and kept[known].terms == concept.terms:
            continue
        else:
            values = (None, kept[known], concept)
            kept[known] = desk.decide(
                f"{concept.id}:id", "concept", "id", values, (_place(kept[known]), _place(concept))
            )
    return kept


def _alike(ours: Concept, theirs: Concept) -> bool:
    if not (ours.terms and theirs.terms):
        return True
    return any(i is not None and j is not None for i, j in pair_terms(ours.terms, theirs.terms, reworded=False))


def _tops(base: Glossary | None, ours: Glossary, theirs: Glossary) -> Triple[Item]:
    return (heading(base) if base is not None else None, heading(ours), heading(theirs))


def _shell(concept: Concept | None) -> Concept | None:
    return None if concept is None else shell(concept)


def _named(name: str) -> Callable[[str | None], str]:
    return lambda fact: f"{name}:{fact}"


def _joined(base: Iterable[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """A list without what one side took out, with what either put in."""
    gone = {item for item in base if item not in ours or item not in theirs}
    return tuple(dict.fromkeys(item for item in (*ours, *theirs) if item not in gone))


def _place(item: Item | None) -> str | None:
    if isinstance(item, Concept):
        return item.terms[0].place if item.terms else None
    return None if item is None or isinstance(item, Glossary) else item.place


def _at(theirs: Item, ours: Item) -> Item:
    """Their facts at our place, for that is the row that will be written."""
    if isinstance(theirs, Concept | Glossary) or isinstance(ours, Concept | Glossary):
        return theirs
    return replace(theirs, place=ours.place)
