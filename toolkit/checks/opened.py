"""Source terms taken apart where nothing answers them whole: 快手主播 may be rendered as 快手 and 主播."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from toolkit.checks.hits import PassageTerms
from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.side import Occurrence

_Way = Callable[[Occurrence, str], tuple[Occurrence, ...]]


def opened(
    examine: Callable[[Sequence[Occurrence]], PassageTerms],
    in_source: Sequence[Occurrence],
    source: str,
    index: GlossaryIndex,
    standing: frozenset[str] = frozenset(),
) -> PassageTerms:
    """What `examine` finds when missing terms are taken apart until none is left that holds others.

    So are answered terms of which a part is among `standing`, the concepts of wrong wordings in the text, if that part
    is then diagnosed: "electric business into the rural demonstration county" for 电商进农村示范县.

    Where two ways of taking apart differ (明星直播 and 带货, or 明星 and 直播带货), the one that leaves fewer
    characters of the source without an answer or a diagnosis; the first of equals.
    """
    first, wholes = _by_way(examine, in_source, source, index.inside)
    if more := _answered_with_wrong_part(first, in_source, source, index, standing):
        wider, others = _by_way(examine, _replaced(in_source, more, index, source), source, index.inside)
        parts = {part.concept for whole in more for part in index.inside(whole, source)} & standing
        if any(hit.concept in parts for hit in wider.hits):
            own = wider._replace(satisfied=(*wider.satisfied, *((whole.concept, 1) for whole in more)))
            return _as_asked(own, in_source, others, index.inside, source)
    if wholes and first.missing and any(index.inside(o, source) != index.inside_from_end(o, source) for o in wholes):
        second, others = _by_way(examine, in_source, source, index.inside_from_end)
        if _open_characters(second) < _open_characters(first):
            return _as_asked(second, in_source, others, index.inside_from_end, source)
    return _as_asked(first, in_source, wholes, index.inside, source) if wholes else first


def _answered_with_wrong_part(
    found: PassageTerms, in_source: Sequence[Occurrence], source: str, index: GlossaryIndex, standing: frozenset[str]
) -> list[Occurrence]:
    """The answered terms that hold a term with a wrong wording in the text which the source asks for nowhere else."""
    free = standing - {o.concept for o in in_source}
    answered = {concept for concept, count in found.satisfied if count}
    return [
        whole
        for whole in in_source
        if whole.concept in answered and any(part.concept in free for part in index.inside(whole, source))
    ]


def _replaced(
    in_source: Sequence[Occurrence], wholes: Sequence[Occurrence], index: GlossaryIndex, source: str
) -> list[Occurrence]:
    return [part for o in in_source for part in (index.inside(o, source) if o in wholes else (o,))]


def _open_characters(found: PassageTerms) -> int:
    return sum(len(wording) for _, wording in found.missing)


def _by_way(
    examine: Callable[[Sequence[Occurrence]], PassageTerms], in_source: Sequence[Occurrence], source: str, inside: _Way
) -> tuple[PassageTerms, list[Occurrence]]:
    asked, wholes = in_source, list[Occurrence]()
    while True:
        found = examine(asked)
        rest = _taken_apart(asked, found.missing, inside, source)
        if rest is None:
            return found, wholes
        asked, whole = rest
        wholes += whole


def _taken_apart(
    asked: Sequence[Occurrence], missing: Sequence[tuple[str, str]], inside: _Way, source: str
) -> tuple[tuple[Occurrence, ...], list[Occurrence]] | None:
    """The source's terms with those that nothing answers taken apart; None where no missing term holds others."""
    waiting = Counter(concept for concept, _ in missing)
    left: list[Occurrence] = []
    taken: list[Occurrence] = []
    for occurrence in reversed(asked):
        parts = inside(occurrence, source) if waiting[occurrence.concept] else ()
        if parts:
            waiting[occurrence.concept] -= 1
            taken.append(occurrence)
        left += reversed(parts or (occurrence,))
    return (tuple(reversed(left)), taken) if taken else None


def _as_asked(
    found: PassageTerms, in_source: Sequence[Occurrence], wholes: Sequence[Occurrence], inside: _Way, source: str
) -> PassageTerms:
    """The balance by the source's own terms: one taken apart is satisfied where all its parts are."""
    wanting = {concept for concept, _ in found.missing} | {hit.concept for hit in found.hits}
    satisfied = Counter(dict(found.satisfied))
    missing = list(found.missing)
    for whole in wholes:
        parts = {part.concept for part in inside(whole, source)}
        if parts & wanting:
            missing.append((whole.concept, whole.span.of(source)))
        else:
            satisfied[whole.concept] += 1
    asked_for = Counter(o.concept for o in in_source)
    own = [(concept, wording) for concept, wording in missing if asked_for[concept]]
    return found._replace(
        required=tuple((o.concept, o.span.of(source)) for o in in_source),
        satisfied=tuple((c, min(n, satisfied[c])) for c, n in asked_for.items()),
        missing=tuple(own),
    )
