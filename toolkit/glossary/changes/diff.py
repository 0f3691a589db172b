"""What a newer glossary says otherwise than an older one, concept by concept and term by term; and its use as a patch.

The order of rows and the places in files are no differences. How a difference is told to people is the business of
`toolkit.report.change_text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, cast

from toolkit.glossary.changes.facts import Facts, Item, Kind, absent, facts_of, heading, shell
from toolkit.glossary.changes.pairing import pair_by, pair_concepts, pair_terms
from toolkit.model.terms import STATUSES, Concept, Convention, Example, Glossary, Term

What = Literal["added", "removed", "changed"]

_LOWEST = STATUSES.index("forbidden")
"""A garbled wording is no worse than a forbidden one, only of another origin."""


class FieldChange(NamedTuple):
    """One fact that is said otherwise."""

    name: str
    before: Any
    after: Any


class Change(NamedTuple):
    """One thing that was added, removed or changed."""

    kind: Kind
    concept: str
    """The id of its concept, convention or example's concept: the new one where there are two. "" of the heading."""
    before: Item | None
    after: Item | None
    whole: bool = False
    """Whether the whole concept was added or removed, and this with it."""

    @property
    def what(self) -> What:
        """Which of the three it is."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    def fields(self) -> tuple[FieldChange, ...]:
        """The facts that differ; of something new or gone, all that it says."""
        old: Facts = facts_of(self.before) if self.before is not None else {}
        new: Facts = facts_of(self.after) if self.after is not None else {}
        changes = ((name, old.get(name), new.get(name)) for name in dict.fromkeys((*old, *new)))
        return tuple(FieldChange(*c) for c in changes if c[1] != c[2] and not (absent(c[1]) and absent(c[2])))

    @property
    def turn(self) -> Literal["promoted", "demoted"] | None:
        """Of a term whose status went up or down: preferred, admitted, deprecated, and then forbidden or garble.

        >>> Change("term", "tie", Term("pals", "en"), Term("pals", "en", "forbidden")).turn
        'demoted'
        """
        if not (isinstance(self.before, Term) and isinstance(self.after, Term)):
            return None
        old, new = (min(STATUSES.index(term.status), _LOWEST) for term in (self.before, self.after))
        return None if old == new else "demoted" if new > old else "promoted"


@dataclass(frozen=True, slots=True)
class Diff:
    """All that differs between two glossaries."""

    old: Glossary
    new: Glossary
    changes: tuple[Change, ...]
    """By concept, in the order of the new glossary; then what is gone, conventions and examples."""
    renamed: tuple[tuple[str, str], ...]
    """Ids of the same concept before and after."""

    def __bool__(self) -> bool:
        return bool(self.changes)


def diff(old: Glossary, new: Glossary) -> Diff:
    """The differences.

    >>> tie = Concept("lao-tie", (Term("老铁", "zh"), Term("buddies", "en")))
    >>> told = diff(Glossary("a", (tie,)), Glossary("a", (replace(tie, terms=tie.terms[:1]),)))
    >>> [(change.what, change.before.text) for change in told.changes]
    [('removed', 'buddies')]
    >>> bool(diff(told.new, told.new))
    False
    """
    changes: list[Change] = []
    renamed: list[tuple[str, str]] = []
    if facts_of(heading(old)) != facts_of(heading(new)):
        changes.append(Change("glossary", "", heading(old), heading(new)))
    for i, j in pair_concepts(old.concepts, new.concepts):
        before = None if i is None else old.concepts[i]
        after = None if j is None else new.concepts[j]
        if before is not None and after is not None and before.id != after.id:
            renamed.append((before.id, after.id))
        changes += _of_concept(before, after)
    changes += _of_rules(old, new)
    changes += _of_examples(old, new, dict(renamed))
    return Diff(old, new, tuple(changes), tuple(renamed))


def patch(old: Glossary, told: Diff) -> Glossary:
    """The glossary with the differences made: `patch(old, diff(old, new))` says what `new` says, in some order.

    Raises ValueError where the glossary is not the one that the differences were taken from.
    """
    names = dict(told.renamed)
    gone = [change.before for change in told.changes if change.kind == "concept" and change.after is None]
    kept: list[Concept] = []
    for concept in old.concepts:
        if shell(concept) in gone:
            gone.remove(shell(concept))
        else:
            kept.append(replace(concept, id=names.get(concept.id, concept.id)))
    if gone:
        raise ValueError(f"there is no concept {gone[0]}")
    conventions = list(old.conventions)
    examples = [replace(e, concept=names.get(e.concept, e.concept)) for e in old.examples]
    top = heading(old)
    for change in told.changes:
        if change.kind == "glossary":
            top = cast(Glossary, change.after)
        elif change.kind == "convention":
            _exchange(conventions, change.before, change.after)
        elif change.kind == "example":
            _exchange(examples, change.before, change.after)
        elif not (change.whole and change.after is None):
            _patch_concept(kept, change)
    return replace(top, concepts=tuple(kept), conventions=tuple(conventions), examples=tuple(examples))


def said(glossary: Glossary) -> tuple[object, ...]:
    """What a glossary says whatever the order of its rows; two that say the same compare equal."""
    concepts = sorted(
        (repr(shell(c)), sorted(repr(replace(t, place=None)) for t in c.terms)) for c in glossary.concepts
    )
    rules = sorted(repr(replace(c, place=None)) for c in glossary.conventions)
    examples = sorted(repr(replace(e, place=None)) for e in glossary.examples)
    top = facts_of(heading(glossary))
    return (sorted(top["languages"]), {**top, "languages": ()}, concepts, rules, examples)


def _of_concept(before: Concept | None, after: Concept | None) -> Iterator[Change]:
    name = cast(Concept, after if after is not None else before).id
    old, new = (None if c is None else shell(c) for c in (before, after))
    whole = old is None or new is None
    if old != new:
        yield Change("concept", name, old, new, whole)
    old_terms, new_terms = (() if c is None else c.terms for c in (before, after))
    if old_terms != new_terms:
        for i, j in pair_terms(old_terms, new_terms):
            was, now = (None if i is None else old_terms[i]), (None if j is None else new_terms[j])
            if was != now:
                yield Change("term", name, was, now, whole)


def _of_rules(old: Glossary, new: Glossary) -> Iterator[Change]:
    for i, j in pair_by(old.conventions, new.conventions, lambda c: c.id):
        before, after = (None if i is None else old.conventions[i]), (None if j is None else new.conventions[j])
        if before != after:
            yield Change("convention", cast(Convention, after or before).id, before, after)


def _of_examples(old: Glossary, new: Glossary, names: dict[str, str]) -> Iterator[Change]:
    moved = [replace(e, concept=names.get(e.concept, e.concept)) for e in old.examples]
    for i, j in pair_by(moved, new.examples, example_key):
        before, after = (None if i is None else moved[i]), (None if j is None else new.examples[j])
        if before != after:
            yield Change("example", cast(Example, after or before).concept, before, after)


def example_key(example: Example) -> tuple[str, str | None, str]:
    """What makes it the same example though its result or note changes."""
    return example.concept, example.source, example.before


def _exchange(items: list[Any], before: object, after: object) -> None:
    if before is None:
        items.append(after)
        return
    where = items.index(before)
    items[where : where + 1] = [] if after is None else [after]


def _patch_concept(concepts: list[Concept], change: Change) -> None:
    if change.kind == "concept" and change.before is None:
        concepts.append(cast(Concept, change.after))
        return
    where = next((n for n, concept in enumerate(concepts) if concept.id == change.concept), None)
    if where is None:
        raise ValueError(f"there is no concept '{change.concept}'")
    if change.kind == "term":
        terms = list(concepts[where].terms)
        _exchange(terms, change.before, change.after)
        concepts[where] = replace(concepts[where], terms=tuple(terms))
    else:
        concepts[where] = replace(cast(Concept, change.after), terms=concepts[where].terms)
