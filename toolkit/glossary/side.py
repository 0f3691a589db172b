"""The terms of one language and one set of statuses, ready to be found in a text.

Plain wordings are all looked for at once (`toolkit.text.match`). A pattern that stands for many wordings is
written out only when a text holds a word without which none of them can stand there, so that ten thousand
patterns cost little to load and their wordings little memory.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

from toolkit.model import WRONG, Span, Term
from toolkit.text.fold import Folded, fold
from toolkit.text.inflect import Inflector, inflector
from toolkit.text.inflect.en import lemmas
from toolkit.text.match import Matcher
from toolkit.text.variants import GAP, expand, pieces
from toolkit.text.wordtrie import WordTrie, words_of

_MOST_SEEN = 20_000
_GAP_WORDS = 3
_GAP_LENGTH = 120
"""No gap of three words is longer, in code points."""
_WORD = re.compile(r"\S+")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile("[ -~\N{RIGHT SINGLE QUOTATION MARK}\N{EN DASH}]+")
"""A term of plain letters: the others are written out at once."""
_MASS = frozenset("goods sales news logistics economics electronics sports clothes thanks means works".split())
_COMMON = frozenset("a an the of to with and for in on at by from into or out up it is be".split())


class Occurrence(NamedTuple):
    """One place where a term of the glossary stands."""

    span: Span
    concept: str
    term: Term
    tag: str | None
    """Penn tag of the form found; None: it does not inflect."""
    gap: str | None = None
    """What stands in the gap of a term with ` ... `."""


class Finder(Protocol):
    """The terms of one language and one set of statuses."""

    def find_all(self, text: str) -> tuple[Occurrence, ...]:
        """Every occurrence, overlapping ones too, by start and the longest first."""


@dataclass(slots=True)
class _Lazy:
    """A pattern that is written out when a text may hold it."""

    concept: str
    term: Term
    needs: frozenset[str]
    """So must words of the text begin, ..."""
    choices: tuple[frozenset[str], ...] = ()
    """... and of each of these sets one word."""
    wording: str | None = None
    """One of the pattern's wordings; None: the pattern, whose wordings wait one by one when a text may hold it."""
    written: bool = False


class Entry(NamedTuple):
    """A wording to be found."""

    concept: str
    term: Term
    tag: str | None
    surface: str
    tail: str | None
    """Text after the gap; None: no gap."""


class Side:
    """The terms of one language and one set of statuses. Grows as texts ask for wordings of its patterns."""

    def __init__(self, rows: Sequence[tuple[str, Term]], language: str) -> None:
        self._words = inflector(language)
        self._entries: list[Entry] = []
        self._keys: list[tuple[int, bool]] = []
        """For each pattern of the matcher: the entry, and whether the pattern is its tail."""
        self._trie = WordTrie()
        self._waiting: dict[str, list[_Lazy]] = {}
        """Terms not written out yet, by the beginnings of words of which one must stand in a text: the rarest ones."""
        self._late: list[tuple[str, int]] = []
        """Of them, wordings that begin or end with no word, and their entries: "10 % off!"."""
        self._late_matcher: Matcher | None = None
        self._seen: dict[str, tuple[Occurrence, ...]] = {}
        """Answers already given: a sentence is asked about by checks, rounds and report."""
        wordings: list[str] = []
        anchors = [_anchors(term) for _, term in rows]
        common = self._common = Counter(key for sets in anchors for keys in sets for key in keys)
        for (concept, term), sets in zip(rows, anchors, strict=True):
            if sets:
                needs = frozenset(key for keys in sets if len(keys) == 1 for key in keys)
                lazy = _Lazy(concept, term, needs, tuple(keys for keys in sets if len(keys) > 1))
                for key in min(sets, key=lambda keys: sum(common[key] for key in keys)):
                    self._waiting.setdefault(key, []).append(lazy)
            else:
                wordings += self._write_out(concept, term)
        self._matcher = Matcher(wordings) if wordings else None

    def find_all(self, text: str) -> tuple[Occurrence, ...]:
        """Every occurrence, overlapping ones too, by start and the longest first."""
        if text not in self._seen:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            self._seen[text] = self._find(text, fold(text))
        return self._seen[text]

    def _find(self, text: str, folded: Folded) -> tuple[Occurrence, ...]:
        found: list[Occurrence] = []
        heads: list[tuple[Span, int]] = []
        tails: dict[int, list[Span]] = {}
        for match in self._matcher.find_all(folded) if self._matcher else ():
            for key in match.keys:
                number, is_tail = self._keys[key]
                entry = self._entries[number]
                if is_tail:
                    tails.setdefault(number, []).append(match.span)
                elif entry.tail is not None:
                    heads.append((match.span, number))
                elif case_fits(entry, match.span.of(text)):
                    found.append(Occurrence(match.span, entry.concept, entry.term, entry.tag))
        found += self._of_patterns(text, folded)
        for head, number in heads:
            entry = self._entries[number]
            behind = tails.get(number, [])
            for tail in behind[bisect_left(behind, Span(head.end, 0)) :]:
                if tail.start > head.end + _GAP_LENGTH:
                    break
                between = text[head.end : tail.start]
                fits = entry.term.case != "exact" or (head.of(text), tail.of(text)) == (entry.surface, entry.tail)
                if fits and 1 <= len(_WORD.findall(between)) <= _GAP_WORDS and not re.search(r"[.!?;]\s", between):
                    span = Span(head.start, tail.end)
                    found.append(Occurrence(span, entry.concept, entry.term, entry.tag, between.strip()))
                    break
        return tuple(sorted(set(found), key=in_order))

    def _of_patterns(self, text: str, folded: Folded) -> list[Occurrence]:
        """The wordings kept by their words, after those that this text may hold have been written out."""
        words = words_of(folded)
        begun = frozenset(key for word in words for key in _beginnings(word.text)) if self._waiting else frozenset()
        for key in begun & self._waiting.keys():
            waiting = self._waiting[key]
            ready = [lazy for lazy in waiting if lazy.needs <= begun]
            for lazy in ready:
                if not lazy.written and not any(map(begun.isdisjoint, lazy.choices)):
                    lazy.written = True
                    for wording in self._held(lazy, begun):
                        self._add_late(lazy.concept, lazy.term, wording)
            if ready:
                self._waiting[key] = [lazy for lazy in waiting if not lazy.written]
        if self._late and self._late_matcher is None:
            self._late_matcher = Matcher([surface for surface, _ in self._late])
        places = list(self._trie.find(folded, words))
        for match in self._late_matcher.find_all(folded) if self._late_matcher else ():
            places.append((match.start, match.end, [self._late[key][1] for key in match.keys]))
        found = []
        for start, end, keys in places:
            span = folded.span(start, end)
            for entry in (self._entries[key] for key in keys):
                if case_fits(entry, span.of(text)):
                    found.append(Occurrence(span, entry.concept, entry.term, entry.tag))
        return found

    def _held(self, lazy: _Lazy, begun: frozenset[str]) -> list[str]:
        """The wordings that a text with these beginnings may hold; the pattern's others are kept waiting."""
        if lazy.wording is not None:
            return [lazy.wording]
        held = []
        for wording in expand(lazy.term.text):
            # a form that the row lists may begin otherwise
            needs = frozenset() if lazy.term.forms else _all_beginnings(wording)
            if lacking := needs - begun:
                one = _Lazy(lazy.concept, lazy.term, needs, wording=wording)
                self._waiting.setdefault(min(lacking, key=self._common.__getitem__), []).append(one)
            else:
                held.append(wording)
        return held

    def _add_late(self, concept: str, term: Term, wording: str) -> None:
        for entry in entries_of(self._words, concept, term, [wording]):
            if not self._trie.add(entry.surface, len(self._entries)):
                self._late.append((entry.surface, len(self._entries)))
                self._late_matcher = None
            self._entries.append(entry)

    def _write_out(self, concept: str, term: Term) -> Iterator[str]:
        """Keep all wordings of a term at once; yields the patterns for the matcher, in the order of its keys."""
        for entry in entries_of(self._words, concept, term):
            self._entries.append(entry)
            self._keys.append((len(self._entries) - 1, False))
            yield entry.surface
            if entry.tail is not None:
                self._keys.append((len(self._entries) - 1, True))
                yield entry.tail


def entries_of(words: Inflector, concept: str, term: Term, wanted: Sequence[str] | None = None) -> Iterator[Entry]:
    """The forms of these of the term's wordings; None: of all of them."""
    main = tuple(term.main_word.split("|")) if term.main_word else ()
    wordings = expand(term.text)
    listed = [(surface, tag) for tag, surface in term.forms]
    known: dict[str, list[tuple[str, str | None]]] = {}  # a hundred wordings with a gap have a few beginnings
    for wording in wordings if wanted is None else wanted:
        head, gap, tail = wording.partition(GAP)
        if head not in known:
            known[head] = [(f.text, f.tag) for f in words.forms(head, main, term.part_of_speech)]
        forms = known[head]
        if forms == [(head, None)] and main and term.part_of_speech in ("noun", "count"):
            # "net red[s]": the row itself lists the plural
            forms = [(head, "NNS" if head[-1:] == "s" and head[:-1] in wordings else "NN")]
        for surface, tag in dict(listed + forms).items():
            if tag == "NN" and term.status in WRONG and _lists_plural(surface):
                tag = "NNS"
            if fold(surface).text.strip():
                yield Entry(concept, term, tag, surface, tail if gap else None)


def _lists_plural(wording: str) -> bool:
    """Whether a listed wording is itself a plural: "hot searches", "high imitation products".

    A gerund's object is not its number ("cutting leeks"), nor is a plural that stands for a mass ("live goods").
    """
    words = _PLAIN_WORD.findall(wording.casefold())
    nouns = lemmas(words[-1]).get("NOUN", ()) if words else ()
    return bool(nouns) and words[-1] not in nouns and words[-1] not in _MASS and not words[0].endswith("ing")


def in_order(o: Occurrence) -> tuple[int, int, str, str, bool, tuple[str, ...]]:
    """By place, the longest first; of two readings of one form the inflected one: families is a plural."""
    plain = o.tag in (None, "NN", "VB")
    rest = (o.tag or "", o.gap or "", o.term.status, o.term.part_of_speech or "", o.term.place or "")
    return o.span.start, -o.span.end, o.concept, o.term.text, plain, rest


def _anchors(term: Term) -> tuple[frozenset[str], ...]:
    """Beginnings of words: of each set, one stands in every text that holds the term. Empty: write it out at once."""
    if GAP in term.text or not _PLAIN.fullmatch(term.text):
        return ()
    parts = pieces(term.text)
    sets: list[frozenset[str]] = []
    for number, piece in enumerate(parts):
        if piece.optional:
            continue
        left = parts[number - 1].texts[0][-1:] if number else " "
        right = parts[number + 1].texts[0][:1] if number + 1 < len(parts) else " "
        longest = [_longest_word(text, left == " ", right == " ") for text in piece.texts]
        if all(longest):
            sets.append(frozenset(_beginning(word.casefold()) for word in longest))
    if not term.forms:
        return tuple(sets)
    listed = [_longest_word(surface, True, True) for _, surface in term.forms]
    keys = {_beginning(word.casefold()) for word in listed}
    return (frozenset().union(*sets, keys),) if sets and all(listed) else ()


def _all_beginnings(wording: str) -> frozenset[str]:
    """Beginnings of words that every text with a form of the wording has, all of them.

    >>> sorted(_all_beginnings("live with the goods"))
    ['good', 'liv']
    """
    return frozenset(
        [_beginning(word) for word in _PLAIN_WORD.findall(wording.casefold()) if len(word) > 2 and word not in _COMMON]
    )


def _beginning(word: str) -> str:
    """What a regular form of the word begins with too: city and cities, live and living."""
    return word[:3] if len(word) < 5 else word[:4]


@lru_cache(maxsize=65536)
def _beginnings(word: str) -> frozenset[str]:
    """The beginnings of the words that this one may be a form of: brought is one of bring."""
    bases = {word, *(lemma for group in lemmas(word).values() for lemma in group)}
    return frozenset(base[:length] for base in bases for length in (1, 2, 3, 4))


def _longest_word(text: str, starts_free: bool, ends_free: bool) -> str:
    """The longest word of a piece that is whole and no small one; empty where there is none.

    At the edge it is whole only if the neighbour leaves a blank: in "live broadcast[ing]" the second word is not.

    >>> _longest_word(" the live broadcast", True, False), _longest_word("s", False, True)
    ('live', '')
    """
    whole = [
        match.group()
        for match in _PLAIN_WORD.finditer(text)
        if (match.start() or starts_free) and (match.end() < len(text) or ends_free)
    ]
    return max((word for word in whole if word.lower() not in _COMMON), key=len, default="")


def case_fits(entry: Entry, found: str) -> bool:
    """Whether what stands in the text has the capitals that the term asks for."""
    if entry.term.case != "exact":
        return True
    return found.replace("-", " ").split() == entry.surface.replace("-", " ").split()
