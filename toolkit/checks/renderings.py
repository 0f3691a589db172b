"""Right renderings of one concept that differ within a document, by house policy; and amounts that changed places.

`consistency` is `any` (the default: every approved rendering is right), `preferred` (the glossary's own choice),
`majority` (what the document says most often) or `first` (what it says first). Only what answers a term of the source
is compared, and only renderings of one kind: a noun is not held against a verb.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.checks.hits import Hit, Verdict
from toolkit.checks.passages import Passage
from toolkit.errors import InputError
from toolkit.glossary.index import GlossaryIndex, longest
from toolkit.glossary.side import Occurrence
from toolkit.model import Span, Term
from toolkit.text.numbers import find_numbers

POLICIES = ("any", "preferred", "majority", "first")
SURE = 0.9
_NOUNS = ("noun", "count", "name", None)
_BETWEEN_ZH = 6
"""So many characters may stand between an amount and its thing: a unit, a measure word."""
_BETWEEN_EN = re.compile(r"\s(?:[a-z]+\s){0,3}")


class Use(NamedTuple):
    """A right rendering in its place."""

    segment: int
    sentence: Span
    found: Occurrence


def consistency_of(policy: dict[str, str]) -> str:
    """The house policy. Raises InputError for one that is not known.

    >>> consistency_of({}), consistency_of({"consistency": "first"})
    ('any', 'first')
    """
    chosen = policy.get("consistency", "any")
    if chosen not in POLICIES:
        raise InputError(f"consistency: {chosen!r} is no policy; known are {', '.join(POLICIES)}.")
    return chosen


def find_other_renderings(
    passages: Sequence[Passage], targets: Sequence[str], index: GlossaryIndex, policy: str
) -> tuple[Hit, ...]:
    """The renderings that the policy would have otherwise, as hits of a wording to be replaced."""
    if policy == "any":
        return ()
    by_concept: dict[str, list[Use]] = defaultdict(list)
    for passage in passages:
        if passage.source:
            for use in _answers(passage, targets, index):
                by_concept[use.found.concept].append(use)
    return tuple(hit for concept, uses in by_concept.items() for hit in _others(concept, uses, index, policy))


def _answers(passage: Passage, targets: Sequence[str], index: GlossaryIndex) -> Iterator[Use]:
    """Right renderings of concepts that stand in the text as often as in the source."""
    asked = Counter(o.concept for o in index.in_source(passage.source or ""))
    uses = [
        Use(segment, sentence, o._replace(span=o.span.shift(sentence.start)))
        for segment, sentence in passage.pieces
        for o in longest(o for o in index.right(sentence.of(targets[segment])) if asked[o.concept])
    ]
    said = Counter(use.found.concept for use in uses)
    return (use for use in uses if said[use.found.concept] == asked[use.found.concept])


def _others(concept: str, uses: list[Use], index: GlossaryIndex, policy: str) -> Iterator[Hit]:
    nouns = [use for use in uses if use.found.term.part_of_speech in _NOUNS]
    listed = [term for term in index.preferred(concept) if term.part_of_speech in _NOUNS]
    chosen = _chosen(nouns, listed, policy)
    if chosen is None:
        return
    preferred = {term.text for term in listed} if policy == "preferred" else {chosen.text}
    for use in nouns:
        term = use.found.term
        if term.text in preferred:
            continue
        why = {"preferred": "the glossary prefers another", "first": "the document said it otherwise before"}
        reason = f"one rendering throughout: {why.get(policy, 'the document says it otherwise more often')}"
        other = Term(term.text, term.language, "deprecated", "name" if chosen.part_of_speech == "name" else "noun",
                     None if policy == "preferred" else chosen.text)  # fmt: skip
        nested = _holds(term.text, chosen.text) or _holds(chosen.text, term.text)
        verdict: Verdict = "ask" if nested else "fix"
        yield Hit(
            use.segment, use.found.span, use.sentence, concept, other, use.found.tag, None, verdict, SURE, None, reason
        )  # fmt: skip


def _chosen(uses: list[Use], listed: list[Term], policy: str) -> Term | None:
    if policy == "preferred":
        return listed[0] if listed else None
    texts = [use.found.term for use in sorted(uses, key=lambda use: (use.segment, use.found.span))]
    if not texts:
        return None
    counted = Counter(term.text for term in texts)
    most = counted.most_common(1)[0][1]
    if policy == "majority" and list(counted.values()).count(most) > 1:
        return next(
            (term for term in texts if term.text in {t.text for t in listed} and counted[term.text] == most), None
        )
    return texts[0] if policy == "first" else next(term for term in texts if counted[term.text] == most)


def _holds(one: str, other: str) -> bool:
    """Whether one wording says the other and more: "the COVID-19 pandemic", "COVID-19"."""
    return set(re.findall(r"\w+", other.lower())) <= set(re.findall(r"\w+", one.lower()))


class Swapped(NamedTuple):
    """Two terms of a passage whose amounts have changed places."""

    one: Use
    other: Use
    reason: str


def find_swapped(passage: Passage, targets: Sequence[str], index: GlossaryIndex) -> Swapped | None:
    """Two terms that stand with each other's amount: 茶30吨、芒果50吨 and "50 tons of tea and 30 tons of mangoes".

    Looked for where both stand once on either side, each beside one amount, and the two amounts differ.
    """
    source = passage.source
    if not source:
        return None
    asked = index.in_source(source)
    theirs = {o.concept: _beside_zh(source, o.span) for o in asked if sum(a.concept == o.concept for a in asked) == 1}
    uses = {use.found.concept: use for use in _answers(passage, targets, index) if use.found.concept in theirs}
    ours = {concept: _beside_en(targets[use.segment], use) for concept, use in uses.items()}
    pairs = [
        (a, b)
        for a in ours
        for b in ours
        if a < b and None not in (theirs[a], theirs[b], ours[a], ours[b]) and theirs[a] != theirs[b]
        if theirs[a] == ours[b] and theirs[b] == ours[a]
    ]
    if len(pairs) != 1:
        return None
    a, b = pairs[0]
    amounts = [str(number.value) for number in find_numbers(source, "zh")]
    if amounts.count(theirs[a] or "") != 1 or amounts.count(theirs[b] or "") != 1:
        return None
    reason = f"the source has {theirs[a]} with the one and {theirs[b]} with the other"
    return Swapped(uses[a], uses[b], reason)


def _beside_zh(text: str, span: Span) -> str | None:
    """The amount that stands right beside a term of the source: 30吨茶, 茶30吨; None unless there is just one."""
    near = [
        str(number.value)
        for number in find_numbers(text, "zh")
        if _is_close(text, number.span.end, span.start) or _is_close(text, span.end, number.span.start)
    ]
    return near[0] if len(near) == 1 else None


def _is_close(text: str, end: int, start: int) -> bool:
    return 0 <= start - end <= _BETWEEN_ZH and not re.search(r"[,，、;；。和与及]", text[end:start])


def _beside_en(text: str, use: Use) -> str | None:
    """The amount before a term of the target: "30 tons of tea"."""
    near = [
        str(number.value)
        for number in find_numbers(use.sentence.of(text), "en")
        if _BETWEEN_EN.fullmatch(text, use.sentence.start + number.span.end, use.found.span.start)
    ]
    return near[0] if len(near) == 1 else None
