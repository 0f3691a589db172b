"""Which approved wordings answer which source term, where one could answer two or another word explains it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from toolkit.glossary.index import GlossaryIndex, longest
from toolkit.glossary.side import Occurrence
from toolkit.text.glosses import glosses
from toolkit.text.inflect.en import lemmas

Placed = tuple[int, Occurrence]
"""An occurrence in the target segment of that number."""


def effective(
    ours: Iterable[Occurrence], budget: Counter[str], with_source: bool, index: GlossaryIndex
) -> tuple[Occurrence, ...]:
    """Right renderings that count: of what the source asks for; longest first, each span once a concept."""
    wanted = [o for o in ours if not with_source or budget[o.concept] or not index.has_source_terms(o.concept)]
    return longest(wanted)


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
    the answer to 网店 alone. "Goods delivery sold 3,000 bottles" for 带货卖出3000瓶: "sold" is 卖出. `stands` says
    whether a wrong wording would count if its concept had no answer.
    """
    asked = Counter(o.concept for o in in_source)
    given = Counter(o.concept for _, o in rights)
    wrong: dict[str, list[Placed]] = {}
    for place in wrongs:
        if given[place[1].concept] and asked[place[1].concept]:
            wrong.setdefault(place[1].concept, []).append(place)
    if not wrong:
        return ()
    other_words = _unbound_words(in_source, source, index)
    left_out = []
    for segment, right in rights:
        if any(s == segment and w.span.overlaps(right.span) for s, w in wrong.get(right.concept, ())):
            continue
        if not any(map(stands, wrong.get(right.concept, ()))):
            continue
        shared = any(
            s == segment
            and o.concept != right.concept
            and o.span == right.span
            and given[o.concept] <= asked[o.concept]
            for s, o in rights
            if o.concept not in wrong
        )
        if shared or _bases(right.span.of(targets[segment])) & other_words:
            left_out.append((segment, right))
    return tuple(left_out)


def _unbound_words(in_source: Sequence[Occurrence], source: str, index: GlossaryIndex) -> frozenset[str]:
    """The single words by which the parts of the source that belong to no term are translated."""
    table = glosses(index.pair.source, index.pair.target)
    if table is None:
        return frozenset()
    bound = {at for o in in_source for at in range(o.span.start, o.span.end)}
    return frozenset(
        gloss[0]
        for part in table.parts(source)
        if bound.isdisjoint(range(part.start, part.end))
        for gloss in part.glosses
        if len(gloss) == 1
    )


def _bases(wording: str) -> frozenset[str]:
    """The base forms of a single word; none of several."""
    if " " in wording:
        return frozenset()
    return frozenset({wording.lower(), *(base for bases in lemmas(wording.lower()).values() for base in bases)})
