"""Which concepts of a glossary occur in a corpus, which never, and which of them its translation follows.

What counts as an occurrence, as right and as wrong is asked of `toolkit.checks.terms`, as everywhere. Wordings that
the glossary does not list are not looked for here; `toolkit.evaluate.corpus.evidence` does that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.checks.terms import count_terms
from toolkit.evaluate.corpus.shadows import Shadow, shadows
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import SATISFYING, Concept, same_language
from toolkit.text.words import is_word_char

_PLACES = 5
"""So many segments are named for each concept."""


class ConceptUse(NamedTuple):
    """What a corpus has of one concept."""

    concept: str
    source_term: str | None
    preferred: str | None
    occurrences: int
    """Of its source terms in the source."""
    segments: int
    """In how many segments it occurs."""
    right: int | None
    """Occurrences that an approved rendering answers; None without a target."""
    wrong: int | None
    """Listed wrong wordings in the target, also where the source does not ask for the concept."""
    absent: int | None
    """Occurrences with neither: left out, or in words that the glossary does not list."""
    where: tuple[int, ...]
    """The first segments where the target does not follow (without a target: where it occurs), counted from 0."""


class Coverage(NamedTuple):
    """A glossary over a corpus."""

    segments: int
    covered_segments: int
    """Segments with at least one source term."""
    letters: int
    """Letters and digits of the source."""
    covered_letters: int
    """Those that are part of a term."""
    concepts: tuple[ConceptUse, ...]
    """The concepts that occur: least followed first, then by frequency."""
    never: tuple[str, ...]
    """Concepts with a source term of which none occurs, in the glossary's order."""
    unasked: tuple[str, ...]
    """Concepts without any source term, or without any target term: no source can ask for them."""
    has_target: bool
    shadows: tuple[Shadow, ...]

    @property
    def occurrences(self) -> int:
        """All occurrences of all concepts."""
        return sum(use.occurrences for use in self.concepts)

    @property
    def right(self) -> int:
        """Those that are rendered rightly."""
        return sum(use.right or 0 for use in self.concepts)


def coverage(sources: Sequence[str], targets: Sequence[str] | None, index: GlossaryIndex) -> Coverage:
    """What of the glossary occurs in these segments. `targets` stand opposite the sources; an empty one is absent.

    >>> from toolkit.glossary.index import build_index
    >>> from toolkit.model import Glossary, LangPair, Term
    >>> tea = Concept("tea", (Term("茶叶", "zh"), Term("tea leaves", "en")))
    >>> live = Concept("live", (Term("直播", "zh"), Term("livestream", "en")))
    >>> index = build_index(Glossary("market", (tea, live)), LangPair("zh", "en"))
    >>> found = coverage(["卖茶叶。", "茶叶!"], ["Tea leaves for sale.", "The leaf!"], index)
    >>> [(c.concept, c.occurrences, c.right, c.absent) for c in found.concepts], found.never
    ([('tea', 2, 1, 1)], ('live',))
    """
    occurrences: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    places: dict[str, list[int]] = defaultdict(list)
    unfollowed: dict[str, list[int]] = defaultdict(list)
    letters = covered = with_term = 0
    for number, source in enumerate(sources):
        found = index.in_source(source)
        letters += sum(map(is_word_char, source))
        covered += sum(is_word_char(c) for span in {o.span for o in found} for c in span.of(source))
        with_term += bool(found)
        for concept in dict.fromkeys(o.concept for o in found):
            places[concept].append(number)
        occurrences.update(o.concept for o in found)
        if targets is None or not targets[number].strip():
            continue
        for count in count_terms(source, targets[number], index):
            right[count.concept] += count.satisfied
            wrong[count.concept] += count.wrong
            if count.satisfied < count.required or count.wrong:
                unfollowed[count.concept].append(number)
    seen = dict.fromkeys([*occurrences, *(c for c, n in wrong.items() if n)])
    uses = [
        _use(index, c, occurrences[c], places[c], None if targets is None else (right[c], wrong[c], unfollowed[c]))
        for c in seen
    ]
    askable = {c.id for c in index.glossary.concepts if _askable(c, index)}
    return Coverage(
        segments=len(sources),
        covered_segments=with_term,
        letters=letters,
        covered_letters=covered,
        concepts=tuple(sorted(uses, key=_worst_first)),
        never=tuple(c.id for c in index.glossary.concepts if c.id in askable and c.id not in occurrences),
        unasked=tuple(c.id for c in index.glossary.concepts if c.id not in askable),
        has_target=targets is not None,
        shadows=tuple(one for one in shadows(sources, targets, index) if one.concept in askable),
    )


def _askable(concept: Concept, index: GlossaryIndex) -> bool:
    return bool(concept.in_language(index.pair.source, SATISFYING)) and any(
        same_language(term.language, index.pair.target) for term in concept.terms
    )


def _use(
    index: GlossaryIndex, concept: str, asked: int, places: list[int], answer: tuple[int, int, list[int]] | None
) -> ConceptUse:
    entry = index.concepts[concept]
    ours, theirs = (entry.in_language(tag, frozenset({"preferred"})) for tag in index.pair)
    right, wrong, unfollowed = answer if answer is not None else (None, None, places)
    absent = None if right is None or wrong is None else max(0, asked - right - wrong)
    return ConceptUse(
        concept,
        ours[0].text if ours else None,
        theirs[0].text if theirs else None,
        asked,
        len(places),
        right,
        wrong,
        absent,
        tuple(unfollowed[:_PLACES]),
    )


def _worst_first(use: ConceptUse) -> tuple[int, int, str]:
    return -((use.wrong or 0) + (use.absent or 0)), -use.occurrences, use.concept
