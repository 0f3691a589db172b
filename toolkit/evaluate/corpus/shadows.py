"""Source terms that a corpus holds and that are not found there on their own: longer ones cover them, or words do.

Measured, where `tqt glossary lint` guesses from the glossary alone. A term that is covered is no mistake; one that is
always covered never comes to bear, and one character that mostly stands inside other words fires by chance.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.checks.terms import count_terms
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Term


class Shadow(NamedTuple):
    """A source term that stands in the corpus, and is passed over there at least once; or one of a single character."""

    concept: str
    term: str
    place: str | None
    """`path:line` of its row."""
    hits: int
    """Places where its letters stand as a term may."""
    counted: int
    """Of them, places where it is asked for."""
    inside: tuple[tuple[str, int], ...]
    """Longer terms that cover it, the most frequent first."""
    cuts: int
    """Places where it would cut other words in two, or crosses another term."""
    unanswered: int | None
    """Where it is asked for, occurrences that the target does not answer; None without a target."""

    @property
    def never(self) -> bool:
        """Whether it never comes to bear in this corpus."""
        return not self.counted


def shadows(sources: Sequence[str], targets: Sequence[str] | None, index: GlossaryIndex) -> tuple[Shadow, ...]:
    """The terms that are passed over, those that never come to bear first, then by how often.

    >>> from toolkit.glossary.index import build_index
    >>> from toolkit.model import Concept, Glossary, LangPair
    >>> live = Concept("live", (Term("直播", "zh"), Term("livestream", "en")))
    >>> room = Concept("room", (Term("直播间", "zh"), Term("livestream room", "en")))
    >>> index = build_index(Glossary("market", (live, room)), LangPair("zh", "en"))
    >>> [(s.term, s.hits, s.counted, s.inside) for s in shadows(["他走进直播间。"], None, index)]
    [('直播', 1, 0, (('直播间', 1),))]
    """
    hits: Counter[tuple[str, Term]] = Counter()
    counted: Counter[tuple[str, Term]] = Counter()
    cuts: Counter[tuple[str, Term]] = Counter()
    unanswered: Counter[tuple[str, Term]] = Counter()
    inside: dict[tuple[str, Term], Counter[str]] = defaultdict(Counter)
    for number, source in enumerate(sources):
        every = index.all_in_source(source)
        if not every:
            continue
        kept = index.in_source(source)
        asked = {(o.span, o.concept, o.term) for o in kept}
        for o in every:
            key = (o.concept, o.term)
            hits[key] += 1
            if (o.span, o.concept, o.term) in asked:
                counted[key] += 1
                continue
            cover = next((w for w in kept if w.span.covers(o.span)), None)
            if cover is None:
                cuts[key] += 1
            elif cover.span != o.span:
                inside[key][cover.term.text] += 1
            else:
                counted[key] += cover.concept == o.concept  # another wording of the same concept at the same place
        if targets is not None and any(len(o.term.text) == 1 for o in kept):
            missing = Counter(
                {c.concept: c.required - c.satisfied for c in count_terms(source, targets[number], index)}
            )
            for o in kept:
                if missing[o.concept] > 0:
                    missing[o.concept] -= 1
                    unanswered[o.concept, o.term] += 1
    found = [
        Shadow(
            key[0],
            key[1].text,
            key[1].place,
            hits[key],
            counted[key],
            tuple(inside[key].most_common(3)),
            cuts[key],
            unanswered[key] if targets is not None and len(key[1].text) == 1 else None,
        )
        for key in hits
        if counted[key] < hits[key] or len(key[1].text) == 1
    ]
    return tuple(sorted(found, key=lambda s: (not s.never, -s.hits, s.concept, s.term)))
