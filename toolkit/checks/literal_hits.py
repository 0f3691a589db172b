"""Word-for-word renderings as hits: the source has a term, and neither a right nor a listed wording answers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.checks.hits import Ground, Hit
from toolkit.checks.literal import as_term, literal_renderings
from toolkit.checks.passages import Passage
from toolkit.glossary.index import GlossaryIndex, Occurrence


def with_literal(
    hits: tuple[Hit, ...],
    rights: Sequence[tuple[int, Occurrence]],
    in_source: Sequence[Occurrence],
    left: Counter[str],
    passage: Passage,
    targets: Sequence[str],
    index: GlossaryIndex,
) -> tuple[Hit, ...]:
    """The hits, and the word-for-word renderings of source terms that nothing answers; longer source terms first.

    More such places than the source has terms are not touched: one of them says something else.
    """
    source = passage.source or ""
    used = Counter(h.concept for h in hits)
    found = list(hits)
    taken = [(h.segment, h.span) for h in hits] + [(segment, o.span) for segment, o in rights]
    for occurrence in sorted(dict.fromkeys(in_source), key=lambda o: o.span.start - o.span.end):
        concept = occurrence.concept
        waiting = left[concept] - used[concept]
        if waiting <= 0 or not index.preferred(concept):
            continue
        wording = occurrence.span.of(source)
        places = [
            (segment, sentence, one._replace(span=one.span.shift(sentence.start)))
            for segment, sentence in passage.pieces
            for one in literal_renderings(wording, source, sentence.of(targets[segment]), index, concept)
        ]
        places = [p for p in places if not any(s == p[0] and span.overlaps(p[2].span) for s, span in taken)]
        if not places or len(places) > waiting:
            continue
        for segment, sentence, one in places:
            text = targets[segment]
            term, tag = as_term(text, one, index, concept, text[sentence.start : one.span.start])
            why = f"it translates {wording} word for word"
            ground = Ground.LITERAL.value
            found.append(Hit(segment, one.span, sentence, concept, term, tag, None, "fix", ground, wording, why))
            taken.append((segment, one.span))
            used[concept] += 1
    return tuple(sorted(found, key=lambda h: (h.segment, h.span)))
