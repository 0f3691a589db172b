"""A glossary made ready for one language pair: finds its terms in source and target.

This is the only place where terms meet text. Checker, editor and report all ask here, so
they never disagree about what counts as an occurrence: whole words in spaced scripts, capitals and
quotes and hyphens aside, every inflected form, longest first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.model import SATISFYING, WRONG, Concept, Glossary, LangPair, Span, Term, same_language
from toolkit.text.fold import Folded, fold
from toolkit.text.inflect import inflector
from toolkit.text.match import Matcher
from toolkit.text.variants import GAP, at_mention, expand

_MOST_SEEN = 20_000
_GAP_WORDS = 3
_GAP_LENGTH = 120
"""No gap of three words is longer, in code points."""
_WORD = re.compile(r"\S+")


class Occurrence(NamedTuple):
    """One place where a term of the glossary stands."""

    span: Span
    concept: str
    term: Term
    tag: str | None
    """Penn tag of the form found; None: it does not inflect."""
    gap: str | None = None
    """What stands in the gap of a term with ` ... `."""


class _Entry(NamedTuple):
    concept: str
    term: Term
    tag: str | None
    surface: str
    tail: str | None
    """Text after the gap; None: no gap."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The terms of one language and one set of statuses, ready to be found."""

    entries: tuple[_Entry, ...]
    matcher: Matcher | None
    keys: tuple[tuple[int, bool], ...]
    """For each pattern of the matcher: the entry, and whether the pattern is its tail."""
    seen: dict[str, tuple[Occurrence, ...]] = field(default_factory=dict, compare=False, repr=False)
    """Answers already given: a sentence is asked about by checks, rounds and report."""

    def find_all(self, text: str) -> tuple[Occurrence, ...]:
        if self.matcher is None:
            return ()
        if text not in self.seen:
            if len(self.seen) >= _MOST_SEEN:
                self.seen.clear()
            self.seen[text] = self._find(text, fold(text), self.matcher)
        return self.seen[text]

    def _find(self, text: str, folded: Folded, matcher: Matcher) -> tuple[Occurrence, ...]:
        found: list[Occurrence] = []
        heads: list[tuple[Span, int]] = []
        tails: dict[int, list[Span]] = {}
        for match in matcher.find_all(folded):
            for key in match.keys:
                number, is_tail = self.keys[key]
                entry = self.entries[number]
                if is_tail:
                    tails.setdefault(number, []).append(match.span)
                elif entry.tail is not None:
                    heads.append((match.span, number))
                elif _case_fits(entry, match.span.of(text)):
                    found.append(Occurrence(match.span, entry.concept, entry.term, entry.tag))
        for head, number in heads:
            entry = self.entries[number]
            behind = tails.get(number, [])
            for tail in behind[bisect_left(behind, Span(head.end, 0)) :]:
                if tail.start > head.end + _GAP_LENGTH:
                    break
                between = text[head.end : tail.start]
                if 1 <= len(_WORD.findall(between)) <= _GAP_WORDS and not re.search(r"[.!?;]\s", between):
                    span = Span(head.start, tail.end)
                    found.append(Occurrence(span, entry.concept, entry.term, entry.tag, between.strip()))
                    break
        return tuple(sorted(set(found), key=lambda o: (o.span.start, -o.span.end, o.concept, o.term.text)))


@dataclass(frozen=True, slots=True)
class GlossaryIndex:
    """A glossary and its matchers for one language pair."""

    glossary: Glossary
    pair: LangPair
    concepts: dict[str, Concept] = field(repr=False)
    _answerable: frozenset[str] = field(repr=False)
    """Concepts that have a term in the target language."""
    _source: _Side = field(repr=False)
    _right: _Side = field(repr=False)
    _wrong: _Side = field(repr=False)

    def in_source(self, text: str) -> tuple[Occurrence, ...]:
        """Source terms, longest first and without overlap: 带货 inside 直播带货 is not counted again.

        A concept without any target term is found too, and then left out: 银耳环 keeps 银耳 from being found in it.
        """
        return tuple(o for o in longest(self._source.find_all(text)) if o.concept in self._answerable)

    def right(self, text: str) -> tuple[Occurrence, ...]:
        """Every approved wording in a target text, overlapping ones too."""
        return self._right.find_all(text)

    def wrong(self, text: str) -> tuple[Occurrence, ...]:
        """Every garbled, forbidden or deprecated wording in a target text, overlapping ones too.

        Standing there is not yet an error: `toolkit.checks.terms` weighs the evidence.
        """
        return self._wrong.find_all(text)

    def preferred(self, concept: str) -> tuple[Term, ...]:
        """The concept's preferred terms in the target language."""
        return self.concepts[concept].in_language(self.pair.target, frozenset({"preferred"}))

    def has_source_terms(self, concept: str) -> bool:
        """Whether the source side can speak for the concept at all."""
        return bool(self.concepts[concept].in_language(self.pair.source, SATISFYING))

    def term_count(self) -> int:
        """How many terms of the pair's two languages the glossary has."""
        return sum(
            same_language(t.language, side) for c in self.glossary.concepts for t in c.terms for side in set(self.pair)
        )


def build_index(glossary: Glossary, pair: LangPair) -> GlossaryIndex:
    """The index of a glossary for a language pair. Building costs some milliseconds per hundred terms.

    >>> zhibo = Concept("daihuo", (Term("带货", "zh"), Term("sell goods", "en", part_of_speech="verb"),
    ...     Term("bring [the] goods", "en", "garble", "verb")))
    >>> index = build_index(Glossary("tiny", (zhibo,)), LangPair("zh", "en"))
    >>> [(o.span.of("She brought the goods."), o.tag) for o in index.wrong("She brought the goods.")]
    [('brought the goods', 'VBD')]
    """
    source, right, wrong = [], [], []
    for concept in glossary.concepts:
        for term in concept.terms:
            if same_language(term.language, pair.source) and term.status in SATISFYING:
                source.append((concept.id, term))
            if same_language(term.language, pair.target):
                if term.status in SATISFYING:
                    right.append((concept.id, term))
                elif term.status in WRONG:
                    wrong.append((concept.id, term))
                    if term.replace_with:
                        right += [(concept.id, t) for t in _written_by(term)]
    return GlossaryIndex(
        glossary=glossary,
        pair=pair,
        concepts={c.id: c for c in glossary.concepts},
        _answerable=frozenset(concept for concept, _ in [*right, *wrong]),
        _source=_side(source, pair.source),
        _right=_side(right, pair.target),
        _wrong=_side(wrong, pair.target),
    )


def longest(occurrences: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """Leftmost-longest, without overlap; the same span for several concepts is kept for all of them."""
    kept: list[Occurrence] = []
    for occurrence in sorted(occurrences, key=lambda o: (o.span.start, -o.span.end, o.concept)):
        if not kept or occurrence.span == kept[-1].span:
            if not any(k.span == occurrence.span and k.concept == occurrence.concept for k in kept[-4:]):
                kept.append(occurrence)
        elif occurrence.span.start >= kept[-1].span.end:
            kept.append(occurrence)
    return tuple(kept)


def _written_by(term: Term) -> Sequence[Term]:
    """What a row's own replacement looks like once written, so that it is never edited or missed again."""
    choices = (term.replace_with or "").split("|")
    texts = {at_mention(choice, first=first) for choice in choices for first in (True, False)}
    return [Term(text, term.language, "admitted", term.part_of_speech, main_word=None) for text in sorted(texts)]


def _side(rows: Sequence[tuple[str, Term]], language: str) -> _Side:
    entries: list[_Entry] = []
    patterns: list[str] = []
    keys: list[tuple[int, bool]] = []
    words = inflector(language)
    for concept, term in rows:
        main = tuple(term.main_word.split("|")) if term.main_word else ()
        wordings = expand(term.text)
        for wording in wordings:
            head, gap, tail = wording.partition(GAP)
            listed = [(surface, tag) for tag, surface in term.forms]
            forms = [(f.text, f.tag) for f in words.forms(head, main, term.part_of_speech)]
            if forms == [(head, None)] and main and term.part_of_speech in ("noun", "count"):
                # "net red[s]": the row itself lists the plural
                forms = [(head, "NNS" if head[-1:] == "s" and head[:-1] in wordings else "NN")]
            for surface, tag in dict(listed + forms).items():
                if not fold(surface).text.strip():
                    continue
                entries.append(_Entry(concept, term, tag, surface, tail if gap else None))
                patterns.append(surface)
                keys.append((len(entries) - 1, False))
                if gap:
                    patterns.append(tail)
                    keys.append((len(entries) - 1, True))
    return _Side(tuple(entries), Matcher(patterns) if patterns else None, tuple(keys))


def _case_fits(entry: _Entry, found: str) -> bool:
    if entry.term.case != "exact":
        return True
    return found.replace("-", " ").split() == entry.surface.replace("-", " ").split()
