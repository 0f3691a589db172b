"""Which approved wordings answer which source term, where one could answer two or another word explains it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from toolkit.glossary.index import GlossaryIndex, longest
from toolkit.glossary.side import Occurrence
from toolkit.text import closed_classes
from toolkit.text.glosses import glosses
from toolkit.text.inflect.en import lemmas

Placed = tuple[int, Occurrence]
"""An occurrence in the target segment of that number."""


def effective(
    ours: Iterable[Occurrence], budget: Counter[str], with_source: bool, index: GlossaryIndex
) -> tuple[Occurrence, ...]:
    """Right renderings that count: of what the source asks for; longest first, each span once a concept.

    A longer one gives way to two names that lie in it and are asked for: "Zhu Guangquan and Li Jiaqi" may be what
    their joint name is called, but where the source names the two men it renders them.
    """
    wanted = [o for o in ours if not with_source or budget[o.concept] or not index.has_source_terms(o.concept)]
    if with_source:
        names = sorted((o for o in wanted if o.term.part_of_speech == "name"), key=lambda o: o.span)
        starts = [name.span.start for name in names]
        wanted = [
            o
            for o in wanted
            if not _holds_two_names(o, names[bisect_left(starts, o.span.start) : bisect_left(starts, o.span.end)])
        ]
    return longest(wanted)


def _holds_two_names(whole: Occurrence, names: Sequence[Occurrence]) -> bool:
    """Whether two of the names that begin in it lie in it."""
    others = (o for o in names if o.concept != whole.concept)
    inside = [o for o in others if whole.span.covers(o.span) and o.span != whole.span]
    return len(inside) > 1 and len({o.concept for o in longest(inside)}) > 1


def not_answering(
    rights: Sequence[Placed],
    wrongs: Sequence[Placed],
    in_source: Sequence[Occurrence],
    source: str,
    targets: Sequence[str],
    index: GlossaryIndex,
    stands: Callable[[Placed], bool],
) -> tuple[Placed, ...]:
    """Those of `rights` that render something else, where a wrong wording of their concept stands in the text.

    "Electric business service stations ... online stores" for 电商 ... 网店: "online stores", which could be either, is
    the answer to 网店 alone. "Goods delivery sold 3,000 bottles" for 带货卖出3000瓶: "sold" is 卖出. Nor is a
    word an answer that lies in the wrong wording of another term. `stands` says whether a wrong wording would count if
    its concept had no answer.
    """
    asked = Counter(o.concept for o in in_source)
    given = Counter(o.concept for _, o in rights)
    wrong: dict[str, list[Placed]] = {}
    for place in wrongs:
        if given[place[1].concept] and asked[place[1].concept]:
            wrong.setdefault(place[1].concept, []).append(place)
    if not wrong:
        return ()
    needed = [r for r in rights if r[1].concept not in wrong and given[r[1].concept] <= asked[r[1].concept]]
    of_others = [place for place in wrongs if asked[place[1].concept]]
    named = {concept for concept, places in wrong.items() if any(map(stands, places))}
    return tuple(
        right
        for right in rights
        if right[1].concept in named
        and not any(_meet(right, place) for place in wrong[right[1].concept])
        and (
            any(_is_same_place(right, other) for other in needed)
            or any(_meet(right, place) and place[1].span.covers(right[1].span) for place in of_others)
            or _explained(
                right[1].span.of(targets[right[0]]), _words_beside(right[1].concept, in_source, source, index)
            )
        )
    )


def _meet(one: Placed, other: Placed) -> bool:
    return one[0] == other[0] and one[1].span.overlaps(other[1].span)


def _is_same_place(one: Placed, other: Placed) -> bool:
    return one[0] == other[0] and one[1].span == other[1].span and one[1].concept != other[1].concept


def _words_beside(concept: str, in_source: Sequence[Occurrence], source: str, index: GlossaryIndex) -> frozenset[str]:
    """The single words by which the parts of the source outside this concept's terms are translated."""
    table = glosses(index.pair.source, index.pair.target)
    if table is None:
        return frozenset()
    own = {at for o in in_source if o.concept == concept for at in range(o.span.start, o.span.end)}
    return frozenset(
        gloss[0]
        for part in table.parts(source)
        if own.isdisjoint(range(part.start, part.end))
        for gloss in part.glosses
        if len(gloss) == 1
    )


def _explained(wording: str, words: frozenset[str]) -> bool:
    """Whether each word of a wording, or its base form, is among the words; small words need not be."""
    content = [word for word in wording.lower().split() if word not in closed_classes.NEVER_HEADS]
    return bool(content) and all(
        not words.isdisjoint({word, *(base for bases in lemmas(word).values() for base in bases)}) for word in content
    )
