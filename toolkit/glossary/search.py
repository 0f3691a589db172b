"""Finding a concept when only a wording, half of one, or its sound is remembered."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from toolkit.errors import InputError
from toolkit.model.terms import SATISFYING, Concept, Glossary, Term, primary_subtag
from toolkit.text.hanzi import unified
from toolkit.text.syllables import heard, letters_of

How = Literal["exact", "sound", "part", "near"]
_NEAR_ENOUGH = 70.0
_ACCENTS = re.compile("[\u0300-\u036f]+")  # of Latin, Greek and Cyrillic; those of kana make other letters


class Hit(NamedTuple):
    """A term that answers a search."""

    concept: Concept
    term: Term
    how: How
    likeness: float
    """0 to 100, 100 for an exact hit: rapidfuzz's ratio of edits to length, or the share that is spelled."""


def search(glossary: Glossary, text: str, limit: int = 20) -> tuple[Hit, ...]:
    """The terms that are, contain, sound or resemble like the text, best first.

    Capitals, accents, full width and simplified or traditional characters make no difference. Latin letters also
    find Chinese terms by their pinyin, or by its first letters. Near hits are looked for where there are no others.

    >>> tie = Concept("lao-tie", (Term("老铁", "zh"), Term("buddies", "en")))
    >>> [(hit.term.text, hit.how) for hit in search(Glossary("a", (tie,)), "budies")]
    [('buddies', 'near')]
    >>> [(hit.term.text, hit.how) for hit in search(Glossary("a", (tie,)), "laotie")]
    [('老铁', 'sound')]
    """
    wanted = _plain(text.strip())
    if not wanted:
        raise InputError("The text to search for is empty; write a word or a part of one.")
    hits = [*_sounding(glossary, text), *_containing(glossary, wanted)] or list(_resembling(glossary, wanted))
    hits.sort(
        key=lambda hit: (-hit.likeness, hit.how != "exact", hit.term.status not in SATISFYING, len(hit.term.text))
    )
    best = {(hit.concept.id, hit.term): hit for hit in reversed(hits)}  # a term may answer in two ways
    return tuple(hit for hit in hits if best[hit.concept.id, hit.term] is hit)[:limit]


def find_concept(glossary: Glossary, name: str) -> Concept:
    """The concept of that id, else the one that has this term. Raises InputError that names the nearest ids.

    >>> tie = Concept("lao-tie", (Term("老铁", "zh"), Term("old iron", "en", "garble")))
    >>> find_concept(Glossary("a", (tie,)), "old iron").id
    'lao-tie'
    """
    concept = glossary.concept(name)
    if concept is not None:
        return concept
    having = concepts_with(glossary, name)
    if len(having) == 1:
        return having[0]
    if having:
        ids = ", ".join(c.id for c in having[:5])
        raise InputError(f"'{name}' is a term of {len(having)} concepts: {ids}. Which?")
    near = difflib.get_close_matches(name, [c.id for c in glossary.concepts], n=3, cutoff=0.5)
    hint = f"Did you mean {', '.join(near)}?" if near else f"`tqt glossary search '{name}'` looks in the terms."
    raise InputError(f"The glossary '{glossary.name}' has no concept '{name}'. {hint}")


def concepts_with(glossary: Glossary, term: str) -> list[Concept]:
    """The concepts that have this term, capitals and traditional characters or simplified ones being the same."""
    wanted = _plain(term.strip())
    return [c for c in glossary.concepts if any(_plain(one.text) == wanted for one in c.terms)]


def _plain(text: str) -> str:
    """The text with all that makes no difference made equal."""
    if text.isascii():
        return text.casefold()
    split = unicodedata.normalize("NFKD", unified(text)).casefold()
    return unicodedata.normalize("NFC", _ACCENTS.sub("", split))


def _containing(glossary: Glossary, wanted: str) -> Iterator[Hit]:
    for concept in glossary.concepts:
        named = wanted in concept.id.casefold()
        for term in concept.terms:
            text = _plain(term.text)
            if text == wanted:
                yield Hit(concept, term, "exact", 100.0)
            elif wanted in text or (named and term.status in SATISFYING):
                yield Hit(concept, term, "part", round(100 * len(wanted) / max(len(text), len(wanted) + 1), 1))


def _sounding(glossary: Glossary, text: str) -> Iterator[Hit]:
    letters = letters_of(text)
    if letters is None:
        return
    for concept in glossary.concepts:
        for term in concept.terms:
            if primary_subtag(term.language) in ("zh", "cmn") and term.status in SATISFYING:
                share = heard(term.text, letters)
                if share is not None:
                    yield Hit(concept, term, "sound", round(100 * share, 1))


def _resembling(glossary: Glossary, wanted: str) -> Iterator[Hit]:
    from rapidfuzz import fuzz, process

    rows = [(concept, term) for concept in glossary.concepts for term in concept.terms]
    texts = [_plain(term.text) for _, term in rows]
    for _, likeness, index in process.extract(wanted, texts, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=None):
        yield Hit(*rows[index], "near", round(likeness, 1))
