"""Which concepts and terms of two glossaries are the same, though ids, wordings or details may differ.

Concepts: by id; where ids differ or were given anew, by the wordings they share. Terms of one concept: by language,
wording and place in the sentence, then by language and wording, at last by a wording that was slightly changed.
Nothing is paired twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from toolkit.glossary.namesakes import namesakes
from toolkit.model.terms import Concept, Term, primary_subtag

T = TypeVar("T")
Pairs = list[tuple[int | None, int | None]]
"""Positions on both sides; None: nothing there."""

_MOSTLY = 0.5
"""So much of the smaller concept's terms is shared where ids differ."""
_REWORDED = 75.0
"""rapidfuzz's ratio of two wordings of which one was made of the other."""


def pair_concepts(
    old: Sequence[Concept], new: Sequence[Concept], apart: bool = False, source: str | None = None
) -> Pairs:
    """Every concept of both sides once, those of `new` in their order and then what is left of `old`.

    `apart`: neither side was made of the other, so that one shared translation, or an id that was made up, makes no
    two concepts one: Bank and Ufer are both "bank" in English. `source` is the source language, where it is known.

    >>> tie, views = Concept("1", (Term("老铁", "zh"),)), Concept("2", (Term("流量", "zh"),))
    >>> pair_concepts([tie, views], [Concept("1", views.terms), Concept("9", tie.terms)])
    [(1, 0), (0, 1)]
    """
    link = _Links(len(old), len(new))
    link.by(old, new, lambda c: c)

    def one(a: Concept, b: Concept) -> bool:
        return not (apart and namesakes(a, b, source))

    _same_id(link, old, new, lambda a, b: one(a, b) and (not (a.terms or b.terms) or bool(_wordings(a) & _wordings(b))))
    _shared_wordings(link, old, new, source if apart else None)
    _same_id(link, old, new, one)
    return link.pairs()


def pair_terms(old: Sequence[Term], new: Sequence[Term], reworded: bool = True) -> Pairs:
    """The same for the terms of one concept; `reworded`: a wording that was slightly changed is the same term.

    >>> pair_terms([Term("buddies", "en")], [Term("Buddies", "en", "admitted"), Term("pals", "en")])
    [(0, 0), (None, 1)]
    """
    link = _Links(len(old), len(new))
    link.by(old, new, lambda t: t)
    link.by(old, new, lambda t: (t.language.casefold(), t.text, t.status, t.part_of_speech, t.client, t.replace_with))
    link.by(old, new, lambda t: (t.language.casefold(), t.text, t.part_of_speech, t.client))
    link.by(old, new, lambda t: (t.language.casefold(), t.text, t.part_of_speech))
    link.by(old, new, lambda t: (t.language.casefold(), t.text))
    if reworded:
        link.by(old, new, lambda t: (primary_subtag(t.language), " ".join(t.text.casefold().split())))
        _reworded(link, old, new)
    return link.pairs()


def pair_by(old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable]) -> Pairs:
    """The same for whatever has a key of its own."""
    link = _Links(len(old), len(new))
    link.by(old, new, lambda item: item)
    link.by(old, new, key)
    return link.pairs()


class _Links:
    """Who belongs to whom, as far as it is known."""

    def __init__(self, old: int, new: int) -> None:
        self.to_new: list[int | None] = [None] * old
        self.to_old: list[int | None] = [None] * new

    def join(self, old: int, new: int) -> None:
        self.to_new[old], self.to_old[new] = new, old

    def free_old(self) -> list[int]:
        return [i for i, other in enumerate(self.to_new) if other is None]

    def free_new(self) -> list[int]:
        return [j for j, other in enumerate(self.to_old) if other is None]

    def by(self, old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable]) -> None:
        """Join the free ones that have the same key, in order."""
        free_new = self.free_new()
        if not free_new:
            return
        there: dict[Hashable, list[int]] = defaultdict(list)
        for i in self.free_old():
            there[key(old[i])].append(i)
        for j in free_new if there else ():
            if found := there.get(key(new[j])):
                self.join(found.pop(0), j)

    def pairs(self) -> Pairs:
        return [(i, j) for j, i in enumerate(self.to_old)] + [(i, None) for i in self.free_old()]


def _same_id(
    link: _Links, old: Sequence[Concept], new: Sequence[Concept], likely: Callable[[Concept, Concept], bool]
) -> None:
    by_id: dict[str, list[int]] = defaultdict(list)
    for i in link.free_old():
        by_id[old[i].id].append(i)
    for j in link.free_new():
        for i in by_id.get(new[j].id, ()):
            if link.to_new[i] is None and likely(old[i], new[j]):
                link.join(i, j)
                break


def _shared_wordings(link: _Links, old: Sequence[Concept], new: Sequence[Concept], source: str | None) -> None:
    """Join what shares at least half of its wordings, the most first; a tie goes to the first.

    With a source language half of them is enough only where a term of it is among them.
    """
    homes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i in link.free_old():
        for wording in _wordings(old[i]):
            homes[wording].append(i)
    candidates: list[tuple[float, int, int, int]] = []
    for j in link.free_new():
        wordings = _wordings(new[j])
        shared = Counter(i for wording in wordings for i in homes.get(wording, ()))
        for i, count in shared.items():
            share = count / min(len(wordings), len(_wordings(old[i])))
            if share > _MOSTLY or (share == _MOSTLY and _of_source(wordings & _wordings(old[i]), source)):
                candidates.append((-share, -count, i, j))
    _join_best(link, candidates)


def _of_source(shared: set[tuple[str, str]], source: str | None) -> bool:
    return source is None or any(language == primary_subtag(source) for language, _ in shared)


def _reworded(link: _Links, old: Sequence[Term], new: Sequence[Term]) -> None:
    free_old, free_new = link.free_old(), link.free_new()
    if not free_old or not free_new:
        return
    from rapidfuzz import fuzz

    candidates: list[tuple[float, int, int, int]] = []
    for i in free_old:
        for j in free_new:
            if primary_subtag(old[i].language) == primary_subtag(new[j].language):
                likeness = fuzz.ratio(old[i].text.casefold(), new[j].text.casefold(), score_cutoff=_REWORDED)
                if likeness:
                    candidates.append((-likeness, int(old[i].status != new[j].status), i, j))
    _join_best(link, candidates)


def _join_best(link: _Links, candidates: Iterable[tuple[float, int, int, int]]) -> None:
    for *_, i, j in sorted(candidates):
        if link.to_new[i] is None and link.to_old[j] is None:
            link.join(i, j)


def _wordings(concept: Concept) -> set[tuple[str, str]]:
    return {(primary_subtag(term.language), term.text.casefold()) for term in concept.terms}
