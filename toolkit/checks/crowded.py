"""A plain word that stands more often than the term it may render: which of the places is meant is not known.

"The plant stands next to the plant." for "Die Pflanze steht neben der Anlage.": one of the two is right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from toolkit.glossary.side import Occurrence
from toolkit.model import LangPair, Span
from toolkit.text.known import prior, vocabulary
from toolkit.text.stems import stem
from toolkit.text.tokens import tokens

WHY = "the source has the term fewer times than this word stands here, and another word of the source may be meant"
_WORD = re.compile(r"[^\W\d_]+")
_WHOLE = 1.0
"""The weight of a word's own translations; those of its parts weigh less."""


def crowded(
    places: Iterable[tuple[int, Occurrence]],
    left: Counter[str],
    in_source: Sequence[Occurrence],
    source: str,
    pair: LangPair,
) -> frozenset[str]:
    """The concepts with more places for a single word than the source has terms, where the rest may say another thing.

    `places` are wrong wordings that the source's own term speaks against, by segment. Where a dictionary of the pair
    is at hand, another word of the source must translate as the word; without one, nothing tells that none does.
    """
    said: dict[str, set[tuple[int, Span]]] = {}
    words: dict[str, set[str]] = {}
    for segment, one in places:
        if _WORD.fullmatch(one.term.text) and not one.term.unmistakable:
            said.setdefault(one.concept, set()).add((segment, one.span))
            words.setdefault(one.concept, set()).add(stem(one.term.text, pair.target))
    many = [concept for concept, spans in said.items() if len(spans) > left[concept] > 0]
    return frozenset(c for c in many if _is_meant_elsewhere(words[c], c, in_source, source, pair))


def _is_meant_elsewhere(
    words: set[str], concept: str, in_source: Sequence[Occurrence], source: str, pair: LangPair
) -> bool:
    known = vocabulary(pair.source, pair.target)
    if not known:
        return True
    rest = source
    for occurrence in in_source:
        if occurrence.concept == concept:
            rest = rest.replace(occurrence.span.of(source), "\n")
    others = prior([token.stem for token in tokens(rest, pair.source, known)], pair.source, pair.target)
    return any(weights.get(word, 0.0) >= _WHOLE for weights in others.values() for word in words)
