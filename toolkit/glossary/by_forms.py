"""Terms in forms that nobody has listed: "клапанами" for клапан, "Kugelhähne" for Kugelhahn, "계약서에" for 계약서.

Beside the exact search of `toolkit.glossary.side`, for languages whose words change and whose forms are not all written
out (`toolkit.text.word_forms`). For right terms and source terms: a wrong wording must stand as it is listed, but for
the Korean particle behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol
from unicodedata import normalize

from toolkit.glossary.remembered import Remembered
from toolkit.glossary.side import Finder, Occurrence, Side, in_order
from toolkit.model import Span, Term, primary_subtag, same_language
from toolkit.text.fold import Folded, fold
from toolkit.text.separable import parts_of, places_of
from toolkit.text.variants import GAP, expand
from toolkit.text.word_forms import form_keys, has_forms, listed_keys, may_be_form
from toolkit.text.wordtrie import Word, words_of

_MOST_WORDINGS = 8
_COMPOUNDING = frozenset("de nl sv da nb no nn fi hu et is".split())
_LEAST_PART = 5
_MOST_ENDING = 3
_REFLEXIVE = frozenset("se s sich".split())
"""The pronoun of a listed verb is another one in the text: "se connecter", "connectez-vous"."""


class Listed(NamedTuple):
    """A wording by its words."""

    concept: str
    term: Term
    words: tuple[str, ...]
    """As listed."""
    joints: tuple[str, ...]
    """What stands between them in the folded wording."""


class Lists(Protocol):
    """The wordings of a side, by what the first word of another form of them would look like."""

    def get(self, key: str) -> Sequence[Listed]:
        """Those whose first word has this key."""

    def separable(self) -> Iterable[Listed]:
        """Single words that may stand in two parts: German verbs."""


class WithForms:
    """A side of the glossary that knows its terms in other forms too; asked like `Side`.

    >>> rows = [("valve", Term("предохранительный клапан", "ru"))]
    >>> text = "Замените два предохранительных клапана."
    >>> [one.span.of(text) for one in with_forms(rows, "ru").find_all(text)]
    ['предохранительных клапана']
    """

    def __init__(self, exact: Finder, lists: Lists, language: str) -> None:
        self._side, self._lists, self._language = exact, lists, language

    def find_all(self, text: str) -> tuple[Occurrence, ...]:
        """Every occurrence, overlapping ones too, by start and the longest first."""
        exact = self._side.find_all(text)
        known = {(one.span, one.concept) for one in exact}
        others = {one for one in self._forms(text) if (one.span, one.concept) not in known}
        return tuple(sorted({*exact, *others}, key=in_order)) if others else exact

    def _forms(self, text: str) -> Iterator[Occurrence]:
        folded = fold(text)
        words = words_of(folded)
        for at, word in enumerate(words):
            tried: set[Listed] = set()
            for key in form_keys(word.text, self._language):
                for listed in self._lists.get(key):
                    if listed not in tried:
                        tried.add(listed)
                        yield from self._at(text, folded, words[at : at + len(listed.words)], listed)
        for listed in self._lists.separable():
            for start, end in places_of(listed.words[0], text):
                yield Occurrence(Span(start, end), listed.concept, listed.term, None)

    def _at(self, text: str, folded: Folded, words: Sequence[Word], listed: Listed) -> Iterator[Occurrence]:
        if len(words) < len(listed.words):
            return
        joints = tuple(folded.text[a.end : b.start] for a, b in pairwise(words))
        if joints != listed.joints:
            return
        said = [normalize("NFC", folded.span(word.start, word.end).of(text)) for word in words]
        if not all(may_be_form(one, other, self._language) for one, other in zip(said, listed.words, strict=True)):
            return
        end = words[-1].end
        if primary_subtag(self._language) == "ko":  # the particle is no part of the term
            end = words[-1].start + len(fold(listed.words[-1]).text)
        yield Occurrence(folded.span(words[0].start, end), listed.concept, listed.term, None)


def in_compounds(text: str, wanted: Mapping[str, Sequence[Term]], language: str) -> Iterator[str]:
    """The concepts whose term is a part of a longer word: "Kühlwasser" in "Kühlwasserverlust" and "Kühlwasserpumpen".

    `wanted` has the terms of the concepts that are looked for; a concept is named once for each such word.

    >>> wanted = {"water": [Term("Kühlwasser", "de")], "part": [Term("Ersatzteil", "de")]}
    >>> sorted(in_compounds("Kühlwasserverlust, keine Originalersatzteile", wanted, "de"))
    ['part', 'water']
    """
    if primary_subtag(language) not in _COMPOUNDING:
        return
    words = [word.text for word in words_of(fold(text))]
    for concept, terms in wanted.items():
        listed = [fold(t.text).text for t in terms if len(t.text) >= _LEAST_PART and len(t.text.split()) == 1]
        for word in words:
            if any(_is_part(one, word, language) for one in listed):
                yield concept


def _is_part(listed: str, word: str, language: str) -> bool:
    if len(word) < len(listed) + 2:
        return False
    if word.startswith(listed) and len(word) > len(listed) + 3:
        return True
    tails = range(max(1, len(word) - len(listed) - _MOST_ENDING), len(word) - len(listed) + 2)
    return any(may_be_form(word[at:].title(), listed.title(), language) for at in tails if at > 2)


class _Lists:
    """The wordings of these rows, in memory."""

    def __init__(self, rows: Iterable[tuple[str, Term]], language: str) -> None:
        self._first: dict[str, list[Listed]] = {}
        self._verbs: list[Listed] = []
        for concept, term in rows:
            for listed in listed_wordings(concept, term):
                for key in listed_keys(listed.words[0], language):
                    self._first.setdefault(key, []).append(listed)
                if may_separate(listed, language):
                    self._verbs.append(listed)

    def get(self, key: str) -> Sequence[Listed]:
        return self._first.get(key, ())

    def separable(self) -> Iterable[Listed]:
        return self._verbs


def with_forms(rows: Sequence[tuple[str, Term]], language: str, wrong: bool = False) -> Finder:
    """The side for these rows, with its terms' other forms where they are looked for."""
    side = Side(rows, language)
    return Remembered(WithForms(side, _Lists(rows, language), language) if wants_forms(language, wrong) else side)


def wants_forms(language: str, wrong: bool) -> bool:
    """Whether the language has forms that nobody lists, and a side of right or of wrong terms is to know them."""
    return has_forms(language) and (not wrong or same_language(language, "ko"))


def may_separate(listed: Listed, language: str) -> bool:
    """Whether it is a German verb that may stand in two parts: "abschalten", "schaltet ... ab"."""
    return primary_subtag(language) == "de" and len(listed.words) == 1 and bool(parts_of(listed.words[0]))


def listed_wordings(concept: str, term: Term) -> Iterator[Listed]:
    """The wordings of a term by their words; none of one with a gap, in exact capitals or of very many wordings."""
    if GAP in term.text or term.case == "exact":
        return
    wordings = expand(term.text)
    for wording in wordings if len(wordings) <= _MOST_WORDINGS else ():
        folded = fold(wording)
        words = words_of(folded)
        if len(words) > 1 and words[0].text in _REFLEXIVE:
            words = words[1:]
        if not words or words[-1].end < len(folded.text.rstrip()) or (words[0].start and not wording[0].isalnum()):
            continue
        joints = tuple(folded.text[a.end : b.start] for a, b in pairwise(words))
        yield Listed(concept, term, tuple(folded.span(word.start, word.end).of(wording) for word in words), joints)
