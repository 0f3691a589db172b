"""What human corrections teach a glossary: wrong wordings of its terms, and where they may not be touched.

Texts before and after correction are compared word by word. Where an approved rendering stands after and did not
before, what stood in its place is a wrong wording of the concept, if the source asks for the concept or no source is
given. How often a human replaced a wording and how often one let it stand decides what is proposed: a row to fix, a row
that asks, or one that needs a cue. Nothing is learnt from places where more was rewritten than the term.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from toolkit.glossary.index import GlossaryIndex, longest
from toolkit.glossary.side import Occurrence
from toolkit.model import Example, Glossary, Span, Term, same_language
from toolkit.text import closed_classes
from toolkit.text.diff import DiffPart, diff
from toolkit.text.inflect import inflector
from toolkit.text.inflect.en import lemmas
from toolkit.text.plurals import singular

_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W_]+)*")
_CLAUSE = (
    closed_classes.CLAUSE_STARTERS - {"and", "or"}
    | closed_classes.PRONOUNS
    | closed_classes.FINITE
    | closed_classes.BE
    | closed_classes.HAVE
)
"""Words that no wording of a term holds: with one of them more than the term was rewritten."""
_PLAIN = re.compile(r"[^\W_]+")
_NOT_IN_WORDING = re.compile(r"[\d,.;:!?()\[\]|\n]")
_MOST_WORDS = 8
"""A longer stretch was rewritten, not replaced."""
_SPARE = frozenset("a an the of to in on for and with".split())
"""Words that may have changed beside the term without its being a rewrite."""
_MOST_CUES = 4
_MOST_EXAMPLES = 2
_OFTEN = 2
"""A cue must have stood in so many corrected sentences, or in all."""


class Correction(NamedTuple):
    """A text before and after a human corrected it."""

    before: str
    after: str
    source: str | None = None
    place: str = ""
    """Where it stands, for the reader: a line number."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A wrong wording of a concept, learnt from corrections."""

    concept: str
    term: Term
    """The row that is proposed."""
    became: tuple[str, ...]
    """What humans wrote instead, the most frequent first."""
    corrected: tuple[str, ...]
    """Places where it was replaced."""
    kept: tuple[str, ...]
    """Places where a human let it stand."""
    examples: tuple[Example, ...] = ()


_Seen = list[tuple[Correction, str, Occurrence, str]]
"""Each correction with the wording, the rendering that took its place, and that rendering as written."""


def learn(corrections: Sequence[Correction], index: GlossaryIndex, least: int = 1) -> tuple[Lesson, ...]:
    """The wordings that were corrected at least `least` times, the most frequent first.

    Wordings that the glossary already lists for their concept are left out.

    >>> from toolkit.glossary.index import build_index
    >>> from toolkit.model import Concept, Glossary, LangPair, Term
    >>> tie = Concept("lao-tie", (Term("老铁", "zh"), Term("buddies", "en", part_of_speech="noun")))
    >>> index = build_index(Glossary("tiny", (tie,)), LangPair("zh", "en"))
    >>> lesson, = learn([Correction("Thank you, old irons!", "Thank you, buddies!", "谢谢老铁!", "1")], index)
    >>> lesson.term.text, lesson.term.status, lesson.became, lesson.corrected
    ('old iron', 'garble', ('buddies',), ('1',))
    """
    found: dict[tuple[str, str], list[tuple[Correction, str, Occurrence, str]]] = defaultdict(list)
    for correction in corrections:
        for wording, occurrence, became in _replaced(correction, index):
            wording = _base_form(wording, occurrence, index.pair.target)
            found[occurrence.concept, wording.casefold()].append((correction, wording, occurrence, became))
    merged = _merged(found, index)
    blind = Counter(wording for (_, wording), seen in merged.items() if any(c.source is None for c, *_ in seen))
    shared = frozenset(wording for wording, concepts in blind.items() if concepts > 1)
    lessons = [
        _lesson(concept, seen, corrections, index, shared)
        for (concept, _), seen in merged.items()
        if len(seen) >= least
    ]
    return tuple(sorted(lessons, key=lambda one: (-len(one.corrected), one.concept, one.term.text)))


def as_glossary(lessons: Sequence[Lesson], index: GlossaryIndex) -> Glossary:
    """The concepts that lessons touch, with all their terms, the new rows and their examples: a layer of its own."""
    rows: dict[str, list[Term]] = defaultdict(list)
    for lesson in lessons:
        rows[lesson.concept].append(lesson.term)
    concepts = tuple(
        replace(index.concepts[concept], terms=(*index.concepts[concept].terms, *new)) for concept, new in rows.items()
    )
    examples = tuple(dict.fromkeys(example for lesson in lessons for example in lesson.examples))
    base = index.glossary
    return Glossary(f"{base.name}-learnt", concepts, languages=tuple(index.pair), examples=examples)


def _base_form(wording: str, rendering: Occurrence, language: str) -> str:
    """An English wording as a glossary lists it: singular, or with its first word as the verb that it is."""
    if not same_language(language, "en"):
        return wording
    if rendering.term.part_of_speech in ("noun", "count", None) and rendering.tag in ("NNS", None):
        return singular(wording) or wording
    first, *rest = wording.split(" ")
    bases = lemmas(first.lower()).get("VERB", ())
    if rendering.term.part_of_speech == "verb" and rendering.tag not in ("VB", None) and bases:
        return " ".join([bases[0], *rest])
    return wording


def _replaced(correction: Correction, index: GlossaryIndex) -> list[tuple[str, Occurrence, str]]:
    """Each wording of the text before that became an approved rendering: (wording, rendering, as written)."""
    before, after, source = correction.before, correction.after, correction.source
    if before == after:
        return []
    asked = {o.concept for o in index.in_source(source)} if source is not None else None
    parts = diff(before, after, index.pair.target)
    listed = {(o.concept, o.span) for o in index.wrong(before)}
    right_before = {(o.concept, o.span) for o in index.right(before)}
    found = []
    for occurrence in longest(o for o in index.right(after) if _wanted(o.concept, asked, index)):
        touched = [p for p in parts if p.op != "equal" and _meets(p.after, occurrence.span)]
        if not touched or _is_rewrite(touched, occurrence.span, after):
            continue
        place = _trimmed(before, _mapped(parts, occurrence.span))
        wording = place.of(before)
        known = any((occurrence.concept, span) in listed | right_before for span in _spans_over(place, before))
        if known or not _may_be_wording(wording, occurrence.span.of(after)):
            continue
        found.append((wording, occurrence, occurrence.span.of(after)))
    return found


def _wanted(concept: str, asked: set[str] | None, index: GlossaryIndex) -> bool:
    return asked is None or concept in asked or not index.has_source_terms(concept)


def _meets(part: Span, place: Span) -> bool:
    """Whether a part overlaps the place, or, being empty, lies within it."""
    return part.overlaps(place) or (part.start == part.end and place.start < part.start < place.end)


def _is_rewrite(touched: Sequence[DiffPart], place: Span, after: str) -> bool:
    """Whether the changes reach beyond the rendering by more than a small word."""
    outside = [
        word
        for part in touched
        for stretch in (Span(part.after.start, max(part.after.start, place.start)), Span(place.end, part.after.end))
        if stretch.start < stretch.end
        for word in _WORD.findall(stretch.of(after))
    ]
    return any(word.lower() not in _SPARE for word in outside)


def _mapped(parts: Sequence[DiffPart], place: Span) -> Span:
    """The stretch of the first text that became the place in the second."""
    start = end = 0
    for part in parts:
        if part.after.start <= place.start < part.after.end or part.after == Span(place.start, place.start):
            start = part.before.start + (place.start - part.after.start if part.op == "equal" else 0)
            break
    for part in parts:
        if part.after.start < place.end <= part.after.end:
            end = part.before.start + (place.end - part.after.start) if part.op == "equal" else part.before.end
    return Span(start, max(start, end))


def _trimmed(text: str, place: Span) -> Span:
    """The place without articles, marks and blanks at its edges."""
    words = [Span(m.start() + place.start, m.end() + place.start) for m in _WORD.finditer(place.of(text))]
    while words and words[0].of(text).lower() in closed_classes.DETERMINERS | {"of"}:
        words = words[1:]
    while words and words[-1].of(text).lower() in _SPARE - {"in", "on"}:
        words = words[:-1]
    return Span(words[0].start, words[-1].end) if words else Span(place.start, place.start)


def _spans_over(place: Span, text: str) -> list[Span]:
    """The place, with and without the word before it, for comparison with listed wordings that begin with "the"."""
    lead = re.search(r"\w+\s+$", text[: place.start])
    return [place, Span(lead.start(), place.end)] if lead else [place]


def _may_be_wording(wording: str, rendering: str) -> bool:
    words = _WORD.findall(wording)
    if not 1 <= len(words) <= _MOST_WORDS or _NOT_IN_WORDING.search(wording):
        return False
    if any(word.lower() in _CLAUSE for word in words):
        return False
    if len(words) == 1 and words[0].lower() in closed_classes.NEVER_HEADS:
        return False
    return wording.casefold() != rendering.casefold()


def _merged(found: dict[tuple[str, str], _Seen], index: GlossaryIndex) -> dict[tuple[str, str], _Seen]:
    """Forms of one wording as one: "old iron" and "old irons"."""
    words = inflector(index.pair.target)
    merged: dict[tuple[str, str], _Seen] = {}
    for (concept, wording), seen in sorted(found.items(), key=lambda item: (len(item[0][1]), item[0])):
        pos = seen[0][2].term.part_of_speech
        home = next(
            (
                key
                for key in merged
                if key[0] == concept and wording in {form.text.casefold() for form in words.forms(key[1], (), pos)}
            ),
            (concept, wording),
        )
        merged.setdefault(home, []).extend(seen)
    return merged


def _lesson(
    concept: str, seen: _Seen, corrections: Sequence[Correction], index: GlossaryIndex, shared: Collection[str]
) -> Lesson:
    wording = Counter(written for _, written, _, _ in seen).most_common(1)[0][0]
    plainest = min((written for _, written, _, _ in seen), key=lambda w: (len(w), w != w.lower(), w))
    text = plainest if plainest.casefold() in wording.casefold() else wording
    text = text if any(c.isupper() for c in text[1:]) else text[:1].lower() + text[1:]
    corrected = [correction for correction, *_ in seen]
    kept = _kept(text, corrections, corrected, concept, index)
    kinds = Counter(o.term.part_of_speech for _, _, o, _ in seen if o.term.part_of_speech)
    blind = all(c.source is None for c in corrected)
    cues = _cues(text, corrected, kept) if kept and blind else ()
    term = Term(
        text,
        index.pair.target,
        "garble",
        kinds.most_common(1)[0][0] if kinds else None,
        action="fix" if cues or not (kept or _is_thin(text, seen) or text.casefold() in shared) else "ask",
        only_if_near=cues,
        note=_note(corrected, kept),
        origin="learnt from corrections",
    )
    examples = [Example(concept, c.before, c.after, c.source) for c in corrected if _is_clean(c, text)]
    examples += [Example(concept, c.after, c.after, c.source) for c in kept]
    became = tuple(wording for wording, _ in Counter(written for _, _, _, written in seen).most_common())
    places = tuple(dict.fromkeys(c.place for c in corrected))
    return Lesson(concept, term, became, places, tuple(c.place for c in kept), _few(examples))


def _is_thin(text: str, seen: _Seen) -> bool:
    """Whether one correction is all there is, of words that say many things or may be more than the term.

    One word ("price"), words that the rendering has too ("host" for "livestream host"), words with a preposition or a
    past form among them ("fans in the live room", "fans ordered"), or far more of them than the rendering has.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    rendering = [word.lower() for word in _WORD.findall(seen[0][3])]
    if set(words) < set(rendering):
        return True
    if len(seen) > 1:
        return False
    prepositions = closed_classes.PREPOSITIONS - {"of"}
    spread = any(w in prepositions or (w.endswith("ed") and lemmas(w).get("VERB")) for w in words)
    return (len(words) == 1 and text.islower()) or spread or len(words) > 2 * len(rendering) + 1


def _kept(
    text: str, corrections: Sequence[Correction], corrected: Sequence[Correction], concept: str, index: GlossaryIndex
) -> list[Correction]:
    """Corrections that let the wording stand where it would be changed: the source asks for it, or is absent."""
    pattern = re.compile(rf"(?<!\w){re.escape(text)}(?:e?s)?(?!\w)", re.I)
    standing = [c for c in corrections if pattern.search(c.before) and pattern.search(c.after)]
    return [
        c
        for c in standing
        if c.source is None
        or not index.has_source_terms(concept)
        or any(o.concept == concept for o in index.in_source(c.source))
    ]


def _cues(text: str, corrected: Sequence[Correction], kept: Sequence[Correction]) -> tuple[str, ...]:
    """Words that stand beside the wording where it was corrected and never where it was kept."""
    own = set(text.lower().split())
    small = closed_classes.NEVER_HEADS | _SPARE
    against = {word.lower() for c in kept for word in _PLAIN.findall(c.after)}
    counts = Counter(word for c in corrected for word in {w.lower() for w in _PLAIN.findall(c.before)})
    wanted = min(_OFTEN, len(corrected))
    chosen = [w for w, n in counts.most_common() if n >= wanted and w not in own | small | against and len(w) > 2]
    return tuple(chosen[:_MOST_CUES]) if len(corrected) >= _OFTEN else ()


def _note(corrected: Sequence[Correction], kept: Sequence[Correction]) -> str:
    where = ", ".join(dict.fromkeys(c.place for c in corrected if c.place))
    stood = f"; kept {_times(len(kept))}" if kept else ""
    return f"corrected {_times(len(corrected))}{f' ({where[:80]})' if where else ''}{stood}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _is_clean(correction: Correction, text: str) -> bool:
    """Whether the correction changed this wording and nothing else, so that it may serve as an example."""
    changes = [part for part in diff(correction.before, correction.after) if part.op != "equal"]
    return len(changes) == 1 and text.split()[-1][:3].casefold() in correction.before.casefold()


def _few(examples: Sequence[Example]) -> tuple[Example, ...]:
    positive = [e for e in examples if e.before != e.after][:_MOST_EXAMPLES]
    return (*positive, *[e for e in examples if e.before == e.after][:_MOST_EXAMPLES])
