"""The terms of one language and one set of statuses, ready to be found in a text.

Plain wordings are all looked for at once (`toolkit.text.match`). A pattern that stands for many wordings is
written out only when a text holds a word without which none of them can stand there, so that ten thousand
patterns cost little to load and their wordings little memory.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from toolkit.glossary.waiting import Waiting, all_beginnings, beginnings, waiting_of
from toolkit.model import WRONG, Span, Term, same_language
from toolkit.text.fold import Folded, fold
from toolkit.text.inflect import Inflector, inflector
from toolkit.text.inflect.en import lemmas
from toolkit.text.match import Matcher
from toolkit.text.variants import GAP, expand
from toolkit.text.wordtrie import WordTrie, words_of

_GAP_WORDS = 3
_GAP_LENGTH = 120
"""No gap of three words is longer, in code points."""
_WORD = re.compile(r"\S+")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_MASS = frozenset("goods sales news logistics economics electronics sports clothes thanks means works".split())


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


class Entry(NamedTuple):
    """A wording to be found."""

    concept: str
    term: Term
    tag: str | None
    surface: str
    tail: str | None
    """Text after the gap; None: no gap."""


class Side:
    """The terms of one language and one set of statuses. Grows as texts ask for wordings of its patterns, so that one
    thread at a time may ask (`toolkit.glossary.remembered`).

    `waiting` says by which words the rows wait, where that is known already; a row is then read when a text wants it.
    """

    def __init__(self, rows: Sequence[tuple[str, Term]], language: str, waiting: Waiting | None = None) -> None:
        self._rows = rows
        self._words = inflector(language)
        self._is_english = same_language(language, "en")
        self._entries: list[Entry] = []
        self._keys: list[tuple[int, bool]] = []
        """For each wording looked for: the entry, and whether the wording is its tail."""
        self._trie = WordTrie()
        self._waiting = waiting_of([term for _, term in rows]) if waiting is None else waiting
        self._parts: dict[str, list[tuple[int, str, frozenset[str]]]] = {}
        """Wordings of rows that a text has asked for, by a beginning that it lacked: row, wording, what it needs."""
        self._opened: set[int] = set()
        self._late: list[tuple[str, int]] = []
        """Of what was asked for, wordings that begin or end with no word, and their keys: "10 % off!"."""
        self._late_matcher: Matcher | None = None
        wordings = [text for row in self._waiting.at_once for text in self._write_out(*rows[row])]
        self._matcher = Matcher(wordings) if wordings else None

    def find_all(self, text: str) -> tuple[Occurrence, ...]:
        """Every occurrence, overlapping ones too, by start and the longest first."""
        folded = fold(text)
        found: list[Occurrence] = []
        heads: list[tuple[Span, int]] = []
        tails: dict[int, list[Span]] = {}
        for start, end, keys in self._places(folded):
            span = folded.span(start, end)
            for number, is_tail in (self._keys[key] for key in keys):
                entry = self._entries[number]
                if is_tail:
                    tails.setdefault(number, []).append(span)
                elif entry.tail is not None:
                    heads.append((span, number))
                elif case_fits(entry, span.of(text)):
                    found.append(Occurrence(span, entry.concept, entry.term, entry.tag))
        for head, number in heads:
            entry = self._entries[number]
            behind = sorted(tails.get(number, []))
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

    def _places(self, folded: Folded) -> Iterator[tuple[int, int, Sequence[int]]]:
        """Where a wording stands in the folded text, after those that it may hold have been written out."""
        for match in self._matcher.find_all(folded) if self._matcher else ():
            yield match.start, match.end, match.keys
        if not self._waiting.by_key:
            return
        words = words_of(folded)
        self._ask_for(frozenset(key for word in words for key in beginnings(word.text)))
        yield from self._trie.find(folded, words)
        if self._late and self._late_matcher is None:
            self._late_matcher = Matcher([surface for surface, _ in self._late])
        for match in self._late_matcher.find_all(folded) if self._late_matcher else ():
            yield match.start, match.end, [self._late[key][1] for key in match.keys]

    def _ask_for(self, begun: frozenset[str]) -> None:
        """Write out the wordings that a text with these beginnings may hold; a pattern's others are kept waiting."""
        for key in begun & self._parts.keys():
            parts = self._parts.pop(key)
            ready = [part for part in parts if part[2] <= begun]
            if len(ready) < len(parts):
                self._parts[key] = [part for part in parts if not part[2] <= begun]
            for row, wording, _ in ready:
                self._add_late(row, wording)
        for row in sorted(self._waiting.ready(begun, self._opened)):
            self._opened.add(row)
            _, term = self._rows[row]
            for wording in expand(term.text):
                # a form that the row lists may begin otherwise
                needs = frozenset() if term.forms else all_beginnings(wording, self._is_english)
                if lacking := needs - begun:
                    rarest = min(lacking, key=self._waiting.number_by)
                    self._parts.setdefault(rarest, []).append((row, wording, needs))
                else:
                    self._add_late(row, wording)

    def _add_late(self, row: int, wording: str) -> None:
        for entry in entries_of(self._words, *self._rows[row], [wording]):
            for surface, key in self._keep(entry):
                if not self._trie.add(surface, key):
                    self._late.append((surface, key))
                    self._late_matcher = None

    def _write_out(self, concept: str, term: Term) -> Iterator[str]:
        """Keep all wordings of a term at once; yields the patterns for the matcher, in the order of its keys."""
        for entry in entries_of(self._words, concept, term):
            for surface, _ in self._keep(entry):
                yield surface

    def _keep(self, entry: Entry) -> Iterator[tuple[str, int]]:
        """What is looked for to find the entry, each with its key."""
        self._entries.append(entry)
        for surface, is_tail in ((entry.surface, False), (entry.tail, True)):
            if surface is not None:
                self._keys.append((len(self._entries) - 1, is_tail))
                yield surface, len(self._keys) - 1


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

    A gerund's object is not its number ("cutting leeks"), nor is a plural that stands for a mass ("live goods"), nor
    what stands behind "of" ("unit price of customers").
    """
    words = _PLAIN_WORD.findall(wording.casefold().partition(" of ")[0])
    nouns = lemmas(words[-1]).get("NOUN", ()) if words else ()
    return bool(nouns) and words[-1] not in nouns and words[-1] not in _MASS and not words[0].endswith("ing")


def in_order(o: Occurrence) -> tuple[int, int, str, str, bool, tuple[str, ...]]:
    """By place, the longest first; of two readings of one form the inflected one: families is a plural."""
    plain = o.tag in (None, "NN", "VB")
    rest = (o.tag or "", o.gap or "", o.term.status, o.term.part_of_speech or "", o.term.place or "")
    return o.span.start, -o.span.end, o.concept, o.term.text, plain, rest


def case_fits(entry: Entry, found: str) -> bool:
    """Whether what stands in the text has the capitals that the term asks for."""
    if entry.term.case != "exact":
        return True
    return found.replace("-", " ").split() == entry.surface.replace("-", " ").split()
