"""Word-for-word renderings as hits: the source has a term, and neither a right nor a listed wording answers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.checks.cues import other_script, stands
from toolkit.checks.hits import Ground, Hit, Verdict
from toolkit.checks.literal import as_term, literal_renderings
from toolkit.checks.passages import Passage
from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.side import Occurrence
from toolkit.model import WRONG, Span, Term
from toolkit.text import closed_classes


def with_literal(
    hits: tuple[Hit, ...],
    rights: Sequence[tuple[int, Occurrence]],
    listed: Sequence[tuple[int, Span, bool]],
    in_source: Sequence[Occurrence],
    left: Counter[str],
    passage: Passage,
    targets: Sequence[str],
    index: GlossaryIndex,
    garbled: bool,
) -> tuple[Hit, ...]:
    """The hits, and the word-for-word renderings of source terms that nothing answers; longer source terms first.

    `listed` are the places of wordings that the glossary lists as wrong, and whether for a term that the source has:
    there its rows decide; elsewhere only a rendering of all parts stands against them. More such places than the
    source has terms are not touched: one of them says something else. Where the glossary does not say what
    part of speech its terms are, and where a common word was left in Latin letters, a human is asked; so too, in a text
    not shown to be `garbled`, where all rows of the concept are for a source alone: their words are common ones.
    """
    source = passage.source or ""
    used = Counter(h.concept for h in hits)
    found = list(hits)
    taken = [*((h.segment, h.span) for h in hits), *((segment, o.span) for segment, o in rights)]
    taken += [(segment, span) for segment, span, asked in listed if asked]
    others = [(segment, span) for segment, span, asked in listed if not asked]
    for occurrence in sorted(dict.fromkeys(in_source), key=lambda o: o.span.start - o.span.end):
        concept = occurrence.concept
        waiting = left[concept] - used[concept]
        if waiting <= 0 or not index.preferred(concept):
            continue
        wrong = index.concepts[concept].in_language(index.pair.target, WRONG)
        wording = occurrence.span.of(source)
        places = [
            (segment, sentence, one._replace(span=one.span.shift(sentence.start)))
            for segment, sentence in passage.pieces
            if (made := literal_renderings(wording, source, sentence.of(targets[segment]), index, concept))
            and _may(wrong, sentence.of(targets[segment]), source)
            for one in made
        ]
        places = [
            (segment, sentence, one)
            for segment, sentence, one in places
            if not any(
                s == segment and span.overlaps(one.span) for s, span in (taken if one.complete else taken + others)
            )
        ]
        if not places or len(places) > waiting:
            continue
        for segment, sentence, one in places:
            text = targets[segment]
            term, tag = as_term(one.span.of(text), index, concept, text[sentence.start : one.span.start])
            why = f"it spells {wording} by its sound" if one.by_sound else f"it translates {wording} word for word"
            sure = all(right.part_of_speech for right in index.preferred(concept))
            if one.by_sound:
                sure = sure and any(right.part_of_speech == "name" for right in index.preferred(concept))
            # "goods are gone" is a clause: a noun in its place would leave the sentence without a verb
            clause = term.part_of_speech != "verb" and not closed_classes.BE.isdisjoint(
                one.span.of(text).lower().split()
            )
            listed_so = not wrong or any(row.action == "fix" for row in wrong)
            sure = sure and (garbled or not index.needs_source(concept))
            verdict: Verdict = "fix" if sure and listed_so and not clause else "ask"
            ground = Ground.LITERAL.value
            found.append(
                Hit(segment, one.span, sentence, concept, term, tag, None, verdict, ground, wording, why, literal=True)
            )
            taken.append((segment, one.span))
            used[concept] += 1
    return tuple(sorted(found, key=lambda h: (h.segment, h.span)))


def _may(wrong: Sequence[Term], sentence: str, source: str) -> bool:
    """Whether the concept's own rows let one of its wordings be touched here: their cues know its other senses."""
    against = {cue for row in wrong for cue in row.not_if_near}  # rows by the hundred have the same
    if any(stands(cue, sentence, source) for cue in against):
        return False
    asked: dict[str, bool] = {}
    return not wrong or any(_speaks(row, source, asked) for row in wrong)


def _speaks(row: Term, source: str, asked: dict[str, bool]) -> bool:
    """Whether no cue of the source's language is wanted, or one stands; `asked` remembers which do."""
    cues = [cue for cue in row.only_if_near if other_script(cue, row.text)]
    for cue in cues:
        if cue not in asked:
            asked[cue] = stands(cue, source, None)
    return not cues or any(asked[cue] for cue in cues)
