"""Where a rendering ends: which words beside or inside a run belong to other words of the source, told by the table.

Alignment is a sum over the sentence and blurs at the edges of a phrase. A word that the table of words gives for
something else in the source is no part of the term, where that something has no other word to be said by; one that it
gives for a part of the term alone belongs to it. "And" in a run joins two things where the source joins two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from toolkit.checks.runs import Flags, Runs, Sentence
from toolkit.glossary.side import Occurrence
from toolkit.model import LangPair
from toolkit.text.known import prior
from toolkit.text.words import is_spaced

_SUFFIXES = frozenset("们 們 的 等".split())
"""They say nothing of their own: "folks" for 老铁们 is not taken up by 们."""
_JOINING = frozenset("及 和 與 与 或 、 跟 暨 並 并 and or und oder et ou y e o".split())
_AND = frozenset({"and", "or"})
_ANSWERS = _AND | {"with", "plus", "including"}
_LINKS = frozenset({"of", "on", "for"})
_ARTICLES = frozenset("the a an its their other".split())
_PASSED = _ARTICLES | {"s"}
"""What stands in a noun phrase beside its nouns: "the nation's"."""
_MARKS = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT CORNER BRACKET}" + (
    "\N{RIGHT CORNER BRACKET}\N{LEFT DOUBLE ANGLE BRACKET}\N{RIGHT DOUBLE ANGLE BRACKET} "
)
_WHOLE = 0.6
"""What translates only a part of a source word, or with another word, weighs less in the table."""
_LEAST = 3
"""Shorter words tell nothing."""
_REACH = 8
"""So many words on either side of a run must not translate what the run leaves out."""
_NEAR = 80
"""So many characters beside a term are looked at; no word is longer."""


class Edges(NamedTuple):
    """What is known of the words around a term, one entry a word of the target."""

    foreign: Flags
    """Whether the word says something else of the source, which nothing else would say without it."""
    own: Flags
    """Whether the word translates a part of the term, and nothing else of the source."""
    elsewhere: Flags
    """Whether the word may translate something else of the source."""
    parts: tuple[frozenset[str], ...]
    """For each source word of the term, the stems that translate it."""
    spelt: frozenset[str]
    """Stems that translate single characters of the term, and nothing else of the source."""
    joined: tuple[bool, bool]
    """Whether the source joins something to the term by "and" or "or": before it, behind it."""
    joins: bool
    """Whether the term itself joins two things."""


def edges(
    sentence: Sentence,
    term: Sequence[int],
    approved: Collection[str],
    source: str,
    occurrence: Occurrence,
    pair: LangPair,
) -> Edges:
    """What the table of words says of a term's neighbourhood; `approved` are the stems of its approved renderings."""
    table = prior([token.stem for token in sentence.source], *pair)
    inside = [table.get(sentence.source[z].stem, {}) for z in term]
    own = set(term)
    outside = [
        table.get(token.stem, {})
        for z, token in enumerate(sentence.source)
        if z not in own and token.stem not in _SUFFIXES
    ]
    ours = {stem for word in inside for stem in word} | set(approved)
    said = Counter(sentence.stems)
    asked = Counter(stem for word in outside for stem in word)
    again = {sentence.source[z].stem for z in term}  # the term's own words said a second time are nothing else
    others = {stem for token in sentence.source if token.stem not in again for stem in table.get(token.stem, {})}
    parts = tuple(
        frozenset(stem for stem, weight in table.get(word, {}).items() if weight > _WHOLE)
        for word in (sentence.source[z].stem for z in term)
        if len(word) > 1 or is_spaced(word)
    )
    singles = [table.get(sentence.source[z].stem, {}) for z in term if len(sentence.source[z].stem) == 1]
    fully = {stem for part in parts for stem in part if not asked[stem]}
    wholly = [{stem for stem, weight in word.items() if weight > _WHOLE} for word in outside]
    foreign = {stem for stem in said if stem not in ours and _is_needed(stem, wholly, said, ours)}
    wording = occurrence.span.of(source)
    content = [w and len(word.said) >= _LEAST for w, word in zip(sentence.content, sentence.target, strict=True)]
    return Edges(
        np.array([c and stem in foreign for stem, c in zip(sentence.stems, content, strict=True)]),
        np.array([c and stem in fully for stem, c in zip(sentence.stems, content, strict=True)]),
        np.array([stem in others for stem in sentence.stems]),
        parts,
        frozenset(stem for word in singles for stem, weight in word.items() if weight > _WHOLE and not asked[stem]),
        _joined(source, occurrence),
        any(sign in _JOINING for sign in wording) or any(word in _JOINING for word in wording.split()),
    )


def _is_needed(stem: str, outside: Sequence[set[str]], said: Mapping[str, int], ours: Collection[str]) -> bool:
    """Whether the source has as many words to be said by this stem, or one like it, as there are of these."""
    alike = {other for word in outside if stem in word for other in word if other in said and other not in ours}
    return 0 < sum(said[other] for other in alike) <= sum(not alike.isdisjoint(word) for word in outside)


def _joined(source: str, occurrence: Occurrence) -> tuple[bool, bool]:
    before = source[max(0, occurrence.span.start - _NEAR) : occurrence.span.start].rstrip(_MARKS)
    behind = source[occurrence.span.end :][:_NEAR].lstrip(_MARKS)
    words = (before.split() or [""])[-1], (behind.split() or [""])[0]
    return (
        before[-1:] in _JOINING or words[0] in _JOINING,
        behind[:1] in _JOINING or words[1] in _JOINING,
    )


def clean(found: Runs, sentence: Sentence, known: Edges, approved: Collection[str]) -> Flags:
    """For each run whether neither of its edges says something else, and no "and" cuts a phrase in two.

    With "deposits and balances" for 余额 in 存款及余额 the deposits would be lost.
    """
    allowed: Flags = ~(known.foreign[found.first] | known.foreign[found.last])
    words = [word.said.lower() for word in sentence.target]
    joins = not _AND.isdisjoint(approved)
    for number, (first, last) in enumerate(zip(found.first.tolist(), found.last.tolist(), strict=True)):
        if not allowed[number]:
            continue
        if last > first and _says_twice(sentence, first, last, approved):
            allowed[number] = False
            continue
        inside = not _AND.isdisjoint(words[first + 1 : last])
        if inside and not joins and not known.joins:
            allowed[number] = not _takes_along(sentence, words, first, last, known)
        elif joins and known.joins and not inside:
            beside = _beside(sentence, words, first, -1), _beside(sentence, words, last, 1)
            allowed[number] = _AND.isdisjoint(beside)
    return allowed


def _says_twice(sentence: Sentence, first: int, last: int, approved: Collection[str]) -> bool:
    """Whether a content word stands in the run twice that no rendering has: "EPS licences under the EPS"."""
    said = [
        s
        for s, content in zip(sentence.stems[first : last + 1], sentence.content[first : last + 1], strict=True)
        if content
    ]
    return any(n > 1 and stem not in approved for stem, n in Counter(said).items())


def _takes_along(sentence: Sentence, words: Sequence[str], first: int, last: int, known: Edges) -> bool:
    """Whether the "and" in the run is the one that stands beside the term in the source, not one of its own."""
    content = sentence.content[first : last + 1]
    if bool(sentence.capital[first : last + 1][content].all()):
        return False  # a name
    before, behind = known.joined
    return (before and _beside(sentence, words, first, -1) not in _ANSWERS) or (
        behind and _beside(sentence, words, last, 1) not in _ANSWERS
    )


def _beside(sentence: Sentence, words: Sequence[str], at: int, step: int) -> str:
    """The word next to a run, articles passed over; beyond a mark only a word for "and"."""
    other = at + step
    while 0 <= other < len(words) and words[other] in _ARTICLES:
        other += step
    if not 0 <= other < len(words):
        return ""
    return words[other] if sentence.target[max(other, other - step)].joined or words[other] in _AND else ""


def stretched(first: int, last: int, sentence: Sentence, known: Edges) -> tuple[int, int]:
    """The run with the words directly beside it that belong to the term: "activities" (业务) after "financing"."""
    words = sentence.target
    mine = [own and (word.is_nominal or word.said.endswith("ing")) for own, word in zip(known.own, words, strict=True)]
    while first and words[first].joined and not words[first].marks and mine[first - 1]:
        first -= 1
    while last + 1 < len(words) and words[last + 1].joined and not words[last + 1].marks and mine[last + 1]:
        last += 1
    return first, last


def taken_along(first: int, last: int, sentence: Sentence, known: Edges) -> str | None:
    """The doubt about a run with words that say something else of the source; None where it has none."""
    lost = [word.said for word, foreign in zip(sentence.target, known.foreign, strict=True)][first : last + 1]
    kept = [said for said, foreign in zip(lost, known.foreign[first : last + 1], strict=True) if foreign]
    return f"'{' '.join(kept)}' there may say something else of the source" if kept else None


def left_behind(first: int, last: int, sentence: Sentence, known: Edges) -> str | None:
    """The doubt about a run that leaves a part of the term to a word close by; None where it does not.

    With "Islamic finance" for 伊斯兰金融研讨会, the "seminars" of "seminars on Islamic finance" would stay.
    """
    stems = sentence.stems
    if first == last and first > 1 and _is_modified(first, sentence) and not known.elsewhere[first - 1]:
        return f"'{sentence.target[first - 1].said}' before it seems to belong to it"
    inside = set(stems[first : last + 1])
    words = [word.said.lower() for word in sentence.target]
    behind = words[last + 1 : last + 3]
    if known.joins and len(behind) == 2 and behind[0] in _AND and _AND.isdisjoint(words[first:last]):
        return f"'{' '.join(behind)}' behind it seems to belong to it"
    near = [*range(max(0, first - _REACH), first), *range(last + 1, min(len(stems), last + 1 + _REACH))]
    beside = [n for n in near if known.own[n]] + _heads(first, sentence)
    if first and sentence.target[first].joined and stems[first - 1] in known.spelt - inside:
        return f"'{sentence.target[first - 1].said}' before it seems to belong to it"  # "slowing [growth]" for 增长放缓
    for part in known.parts:
        if inside.isdisjoint(part):
            found = next((n for n in beside if stems[n] in part), None)
            if found is not None:
                return f"'{sentence.target[found].said}' close by seems to belong to it"
    return None


def _is_modified(at: int, sentence: Sentence) -> bool:
    """Whether a participle stands before a noun, led by a small word: "the licensed [institutions]"."""
    words = sentence.target
    before = words[at - 1]
    return (
        words[at].said.islower()
        and words[at].joined
        and before.joined
        and before.said.endswith("ed")
        and not before.is_small
        and words[at - 2].is_small
    )


def _heads(first: int, sentence: Sentence) -> list[int]:
    """The nouns that a run stands behind with "of" or "on": "seminars and lectures on [finance]"."""
    words = sentence.target
    at = first
    while at and words[at].joined and (sentence.nominal[at - 1] or words[at - 1].said.lower() in _PASSED):
        at -= 1
    if at < 2 or words[at - 1].said.lower() not in _LINKS or not words[at].joined or not words[at - 1].joined:
        return []
    heads = [at - 2]
    if at > 2 and words[at - 2].is_small and words[at - 2].joined:  # "the opening up of [accounts]"
        heads.append(at - 3)
    elif at > 3 and words[at - 3].said.lower() in _AND and words[at - 2].joined and words[at - 3].joined:
        heads.append(at - 4)
    return [n for n in heads if sentence.content[n]]
