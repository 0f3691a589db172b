"""A concept to read in a terminal of 80 columns: by language and status, each term with its details beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from toolkit.model.terms import SATISFYING, STATUSES, Concept, Term
from toolkit.report.words import counted
from toolkit.text.inflect import inflector

_WIDTH = 80
_LABEL = 14
_MANY = 6
"""Garbled wordings; more are folded."""


def concept_lines(concept: Concept, all_of_it: bool = False) -> Iterator[str]:
    """The lines; a long list of garbled wordings is folded to its first few and a count.

    >>> tie = Concept("lao-tie", (Term("老铁", "zh"), Term("buddies", "en", part_of_speech="noun")))
    >>> print("\\n".join(concept_lines(tie)))
    lao-tie
    <BLANKLINE>
    zh
      preferred   老铁
    en
      preferred   buddies  (noun)
    """
    yield concept.id
    for name in ("subject", "definition", "note"):
        if value := getattr(concept, name):
            yield from _block(name, [value])
    yield ""
    for language in dict.fromkeys(term.language for term in concept.terms):
        yield language
        for status in STATUSES:
            terms = [term for term in concept.terms if term.language == language and term.status == status]
            if terms:
                yield from _block(status, list(_told(terms, status, all_of_it)))


def hit_line(concept: str, term: Term, how: str) -> str:
    """One line of a search: the concept, the term and what it is.

    >>> hit_line("lao-tie", Term("old iron", "en", "garble", "noun"), "part")
    'lao-tie  old iron  (en, garble, noun; part)'
    """
    facts = ", ".join(fact for fact in (term.language, term.status, term.part_of_speech) if fact)
    return f"{concept}  {term.text}  ({facts}; {how})"


def main_word_guess(term: Term) -> str | None:
    """The word that is taken to inflect where the row names none."""
    if term.main_word:
        return None
    return "|".join(inflector(term.language).main_words(term.text, term.part_of_speech)) or None


def _told(terms: list[Term], status: str, all_of_it: bool) -> Iterator[str]:
    shown = terms if all_of_it or status != "garble" or len(terms) <= _MANY else terms[: _MANY - 1]
    bare: list[str] = []
    for term in shown:
        details = _details(term, all_of_it)
        if details:
            if bare:
                yield ", ".join(bare)
                bare = []
            yield f"{term.text}  ({'; '.join(details)})"
        else:
            bare.append(term.text)
    if bare:
        yield ", ".join(bare)
    if len(shown) < len(terms):
        yield f"... and {counted(len(terms) - len(shown), 'more wording')}; --all shows them"


def _details(term: Term, all_of_it: bool) -> list[str]:
    """What there is to know of a term besides its wording, in words."""
    found: list[str] = [term.part_of_speech or ""]
    if term.unmistakable:
        found.append("unmistakable")
    if term.only_if_near:
        found.append(f"only near {', '.join(term.only_if_near)}")
    if term.not_if_near:
        found.append(f"not near {', '.join(term.not_if_near)}")
    if term.replace_with:
        found.append(f"becomes {term.replace_with.replace('|', ', ')}")
    if term.action != "fix":
        found.append({"ask": "asked about", "flag": "reported only"}[term.action])
    if term.main_word and term.main_word != term.text:
        found.append(f"inflects: {term.main_word.replace('|', ', ')}")
    elif all_of_it and term.status not in SATISFYING and (guess := main_word_guess(term)) and guess != term.text:
        found.append(f"inflects: {guess.replace('|', ', ')}, guessed")
    found += [f"{tag} {form}" for tag, form in term.forms]
    if term.case:
        found.append("capitals as written")
    for name in ("gender", "client", "approval", "note", "origin"):
        if value := getattr(term, name):
            found.append(value if name in ("note", "approval") else f"{name} {value}")
    found += [f"{name} {value}" for name, value in term.extra]
    return [fact for fact in found if fact]


def _block(label: str, items: list[str]) -> Iterator[str]:
    """A label in the margin and the items beside it, each on lines of its own."""
    margin = f"  {label.ljust(_LABEL - 3)} "
    for item in items:
        for line in _wrapped(item, _WIDTH - _LABEL):
            yield f"{margin}{line}"
            margin = " " * _LABEL


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of so many columns, cut at blanks; continued lines stand two columns in."""
    line, indent = "", ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else indent + word
        if line and _columns(joined) > width:
            yield line
            indent = "  "
            line = indent + word
        else:
            line = joined
    yield line


def _columns(text: str) -> int:
    """Columns in a terminal: two for a wide character, none for a combining one."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))
