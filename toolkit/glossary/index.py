"""A glossary made ready for one language pair: finds its terms in source and target.

This is the only place where terms meet text. Checker, editor and report all ask here, so
they never disagree about what counts as an occurrence: whole words in spaced scripts, capitals and
quotes and hyphens aside, every inflected form, longest first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from toolkit.glossary.by_forms import with_forms
from toolkit.glossary.side import Finder, Occurrence
from toolkit.model import SATISFYING, WITH_SOURCE, WRONG, Concept, Glossary, LangPair, Span, Term, same_language
from toolkit.text.fixed_phrases import in_fixed_phrase
from toolkit.text.inflect.en import can_be
from toolkit.text.known import vocabulary
from toolkit.text.tokens import Token, tokens
from toolkit.text.variants import GAP, at_mention, expand
from toolkit.text.words import is_spaced, is_word_char


class Wordings(NamedTuple):
    """What a concept is called in the target language, patterns written out."""

    preferred: tuple[str, ...]
    """The first wording of each preferred term."""
    wrong: tuple[str, ...]
    """Garbled, forbidden, deprecated ones; a pattern with a gap, or with very many wordings, as it is."""


class Rows(NamedTuple):
    """The terms of a glossary that matter for a language pair, each with its concept's id."""

    source: list[tuple[str, Term]]
    right: list[tuple[str, Term]]
    wrong: list[tuple[str, Term]]


SAYING = SATISFYING | {"deprecated", "forbidden"}
"""A source term of these statuses says its concept: what is written is not always what should be."""


@dataclass(frozen=True, slots=True)
class GlossaryIndex:
    """A glossary and its matchers for one language pair."""

    glossary: Glossary = field(repr=False)
    pair: LangPair
    concepts: Mapping[str, Concept] = field(repr=False)
    _answerable: Container[str] = field(repr=False)
    """Concepts that have a term in the target language."""
    _source: Finder = field(repr=False)
    _right: Finder = field(repr=False)
    _wrong: Finder = field(repr=False)
    _terms: int | None = None
    """Where it is known without counting."""
    _wordings: dict[str, Wordings] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Answers already given: a text of a million segments has the same few concepts."""
    _needing: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)
    _rights: dict[str, tuple[Occurrence, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was found right in the texts of late; every edit of a sentence asks."""

    def in_source(self, text: str) -> tuple[Occurrence, ...]:
        """Source terms, longest first and without overlap: 带货 inside 直播带货 is not counted again.

        A concept without any target term is found too, and then left out: 银耳环 keeps 银耳 from being found in it.
        A term that cuts other words in two is none: 选品 in 优选品质; nor is a part of a fixed phrase: "in order to".
        """
        found = self._source.find_all(text)
        if found:
            inside = _insides(text, self.pair)
            found = tuple(
                o
                for o in found
                if (inside.isdisjoint(o.span) or not _cuts(text, o.span, self.pair, inside))
                and not in_fixed_phrase(text, o.span, o.term.text, self.pair.source)
            )
        return tuple(o for o in longest(found) if o.concept in self._answerable)

    def all_in_source(self, text: str) -> tuple[Occurrence, ...]:
        """Every place where a source term stands by its letters: overlapping ones too, and those that cut words."""
        return self._source.find_all(text)

    def inside(self, whole: Occurrence, text: str) -> tuple[Occurrence, ...]:
        """The source terms that a longer one is made of: 快手 and 主播 in 快手主播. Longest first, without overlap.

        Empty where a single character is left over: 打包票 (to vouch) is not 打包 (to pack) and something more; in
        writing with blanks, where any word is.
        """
        return self._parts(whole, text, longest)

    def inside_from_end(self, whole: Occurrence, text: str) -> tuple[Occurrence, ...]:
        """As `inside`, taken from the end: 直播带货 in 明星直播带货, where `inside` finds 明星直播 and 带货."""
        return self._parts(whole, text, _longest_from_end)

    def _parts(
        self, whole: Occurrence, text: str, without_overlap: Callable[[Iterable[Occurrence]], tuple[Occurrence, ...]]
    ) -> tuple[Occurrence, ...]:
        found = self._source.find_all(text)
        first, last = (bisect_left(found, place, key=lambda o: o.span.start) for place in whole.span)
        shorter = [o for o in found[first:last] if whole.span.covers(o.span) and o.span != whole.span]
        if any(o.concept == whole.concept for o in shorter):
            return ()  # the term with a word beside it: its own shorter form says what it is
        parts = [o for o in without_overlap(shorter) if o.concept in self._answerable]
        edges = [whole.span.start, *(edge for o in parts for edge in o.span), whole.span.end]
        gaps = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
        if all(is_spaced(char) or not is_word_char(char) for char in whole.span.of(text)):
            return () if any(any(map(is_word_char, gap)) for gap in gaps) else tuple(parts)  # "check" of "check valve"
        return () if any(len(gap) == 1 for gap in gaps) else tuple(parts)

    def right(self, text: str) -> tuple[Occurrence, ...]:
        """Every approved wording in a target text, overlapping ones too; no form that is listed as wrong itself."""
        known = self._rights.get(text)
        if known is None:
            found = _without_twins(self._right.find_all(text))
            wrong = {(one.span, one.concept) for one in self._wrong.find_all(text)} if found else set()
            known = tuple(o for o in found if o.tag is not None or (o.span, o.concept) not in wrong) if wrong else found
            if len(self._rights) >= _MOST_KEPT:
                self._rights.clear()
            self._rights[text] = known
        return known

    def wrong(self, text: str) -> tuple[Occurrence, ...]:
        """Every garbled, forbidden or deprecated wording in a target text, overlapping ones too.

        Standing there is not yet an error: `toolkit.checks.terms` weighs the evidence.
        """
        return self._wrong.find_all(text)

    def lacks_quotes(self, found: Occurrence, text: str) -> bool:
        """Whether a wording stands bare that is right in quotation marks and listed as wrong without them."""
        listed, before = found.term.text, text[found.span.start - 1 : found.span.start]
        if not (listed[:1] == listed[-1:] == '"') or before in _OPENING:
            return False
        return any(o.span == found.span and o.concept == found.concept for o in self._wrong.find_all(text))

    def preferred(self, concept: str) -> tuple[Term, ...]:
        """The concept's preferred terms in the target language."""
        return self.concepts[concept].in_language(self.pair.target, frozenset({"preferred"}))

    def wordings(self, concept: str) -> Wordings:
        """What the concept is called in the target language, rightly and wrongly, each wording once."""
        if concept not in self._wordings:
            wrong = self.concepts[concept].in_language(self.pair.target, WRONG)
            self._wordings[concept] = Wordings(
                tuple(dict.fromkeys(expand(term.text)[0] for term in self.preferred(concept))),
                tuple(dict.fromkeys(text for term in wrong for text in _short_list(term.text))),
            )
        return self._wordings[concept]

    def has_source_terms(self, concept: str) -> bool:
        """Whether the source side can speak for the concept at all."""
        return bool(self.concepts[concept].in_language(self.pair.source, SAYING))

    def can_say(self, concept: str) -> bool:
        """Whether the concept has a right term in the target language: of one that only bans words nothing is asked."""
        return bool(self.concepts[concept].in_language(self.pair.target, SATISFYING))

    def needs_source(self, concept: str) -> bool:
        """Whether every wrong wording of the concept asks for a source: without one it is as if it were not there."""
        if concept not in self._needing:
            wrong = self.concepts[concept].in_language(self.pair.target, WRONG)
            self._needing[concept] = bool(wrong) and all(WITH_SOURCE in term.only_if_near for term in wrong)
        return self._needing[concept]

    def speaks_alone(self) -> bool:
        """Whether any wrong wording can be told without a source: one that no good text says, or that has a cue."""
        return any(
            term.unmistakable or (WITH_SOURCE not in term.only_if_near and any(term.only_if_near))
            for concept in self.concepts.values()
            for term in concept.in_language(self.pair.target, WRONG)
        )

    def term_count(self) -> int:
        """How many terms of the pair's two languages the glossary has."""
        if self._terms is not None:
            return self._terms
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
    source, right, wrong = rows_of(glossary, pair)
    return GlossaryIndex(
        glossary=glossary,
        pair=pair,
        concepts={c.id: c for c in glossary.concepts},
        _answerable=frozenset(concept for concept, _ in [*right, *wrong]),
        _source=with_forms(source, pair.source),
        _right=with_forms(right, pair.target),
        _wrong=with_forms(wrong, pair.target, wrong=True),
    )


def rows_of(glossary: Glossary, pair: LangPair) -> Rows:
    """What is looked for on either side; a row's own replacement counts as right.

    A source text says its concept in words that are not to be used any more too, unless another concept has them.
    """
    source, right, wrong = rows = Rows([], [], [])
    every = [(c, t) for c in glossary.concepts for t in c.terms if same_language(t.language, pair.source)]
    claimed = {term.text: concept.id for concept, term in every if term.status in SATISFYING}
    for concept in glossary.concepts:
        for term in concept.terms:
            if (
                same_language(term.language, pair.source)
                and term.status in SAYING
                and (term.status in SATISFYING or claimed.get(term.text, concept.id) == concept.id)
            ):
                source += [(concept.id, term), *((concept.id, t) for t in _without_short_form(term)[:1])]
            if same_language(term.language, pair.target):
                if term.status in SATISFYING:
                    right += [(concept.id, t) for t in (term, *_without_short_form(term), *_as_verb(term))]
                elif term.status in WRONG:
                    wrong.append((concept.id, term))
                    if term.replace_with:
                        right += [(concept.id, t) for t in _written_by(term)]
    return rows


@lru_cache(maxsize=20_000)
def _insides(text: str, pair: LangPair) -> frozenset[int]:
    """The places inside words of a source text that is written without spaces; numerals are no words.

    Only words that the tables of the language pair know.
    """
    words = vocabulary(*pair)
    if not words:
        return frozenset()
    found = (token.span for token in tokens(text, pair.source, words) if not _NUMERAL.fullmatch(token.stem))
    return frozenset(place for span in found for place in range(span.start + 1, span.end))


def _cuts(text: str, term: Span, pair: LangPair, inside: frozenset[int]) -> bool:
    """Whether the text falls into fewer words where the term is none: 优选 and 品质, against 优, 选品 and 质.

    Of two ways with equally many words the one with fewer single characters counts: 四季 and 度假, against 四季度, 假;
    then a term that cuts words on both sides is none: 经过审判, against 过审. `inside` are the places inside words.
    """
    words = vocabulary(*pair)
    window = Span(max(0, term.start - _WINDOW), term.end + _WINDOW).of(text)
    before, behind = text[max(0, term.start - _WINDOW) : term.start], text[term.end : term.end + _WINDOW]
    without = tokens(window, pair.source, words)
    beside = [token for part in (before, behind) for token in tokens(part, pair.source, words)]
    if len(without) != len(beside) + 1:
        return len(without) < len(beside) + 1
    if term.end - term.start > _SHORT or text[term.end : term.end + 1] in _PARTICLES:
        return False
    single, apart = _single(without), _single(beside)
    return single < apart or (single == apart and inside.issuperset(term))


def _single(words: Iterable[Token]) -> int:
    return sum(word.span.end - word.span.start == 1 for word in words)


_OPENING = frozenset(
    "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{DOUBLE LOW-9 QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT CORNER BRACKET}\N{LEFT WHITE CORNER BRACKET}"
    "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK};"
)

_MOST_KEPT = 10_000

_SHORT = 4
"""Longer terms are seldom made of parts of other words by chance."""
_PARTICLES = tuple("里裡上下中内內外前后後们們的了着")
"""They stand alone behind a word: 购物车 and 里, though 车里 is in the tables too."""
_WINDOW = 12
"""So many characters on either side tell which words a term stands between."""
_SHORT_FORM = re.compile(
    r"(?P<long>[^()]*[^()\s])\s?[(\N{FULLWIDTH LEFT PARENTHESIS}](?P<short>[^\W_][\w.&/-]{1,11})"
    r"[)\N{FULLWIDTH RIGHT PARENTHESIS}]"
)
_NUMERAL = re.compile(r"[\d.,一二两三四五六七八九十百千万亿兩萬億几幾数數多]+")


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


def _longest_from_end(occurrences: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """As `longest`, from the right: the last and longest first."""
    kept: list[Occurrence] = []
    for occurrence in sorted(occurrences, key=lambda o: (-o.span.end, o.span.start, o.concept)):
        if not kept or occurrence.span.end <= kept[-1].span.start:
            kept.append(occurrence)
    return tuple(reversed(kept))


def _short_list(pattern: str) -> tuple[str, ...]:
    """The wordings of a pattern; of one with a gap or very many, the pattern as it is."""
    wordings = expand(pattern)
    return (pattern,) if GAP in pattern or len(wordings) > 8 else wordings


def _without_short_form(term: Term) -> Sequence[Term]:
    """What "general terms and conditions (GTC)" is in a text as well: the long form alone, and the short one."""
    found = _SHORT_FORM.fullmatch(term.text)
    if found is None or sum(char.isupper() or char.isdigit() for char in found["short"]) < 2:
        return ()
    return [Term(text, term.language, "admitted", term.part_of_speech, place=term.place) for text in found.group(1, 2)]


def _without_twins(found: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
    """Without the readings as a verb (`_as_verb`) of what the list itself may mean: "host" is counted once."""
    plain = {(o.span, o.concept, o.term.text) for o in found if o.term.part_of_speech is None}
    if not plain:
        return found
    return tuple(o for o in found if o.term.part_of_speech != "verb" or (o.span, o.concept, o.term.text) not in plain)


def _as_verb(term: Term) -> Sequence[Term]:
    """An English word of a list without parts of speech as the verb that it may be: "tripped" answers a "trip" too."""
    word = term.text
    verb = term.part_of_speech is None and same_language(term.language, "en") and word.isalpha() and word.islower()
    return [replace(term, status="admitted", part_of_speech="verb")] if verb and can_be(word, "VERB") else ()


def _written_by(term: Term) -> Sequence[Term]:
    """What a row's own replacement looks like once written, so that it is never edited or missed again."""
    choices = (term.replace_with or "").split("|")
    texts = {at_mention(choice, first=first) for choice in choices for first in (True, False)}
    return [Term(text, term.language, "admitted", term.part_of_speech, main_word=None) for text in sorted(texts)]
