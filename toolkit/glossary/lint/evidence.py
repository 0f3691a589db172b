"""Cues that prove nothing, and rows that can never be used."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.formats.term_rows import CUES
from toolkit.glossary.lint.rule import Row, Rule, Spot, Subject, at, wordings
from toolkit.model.terms import SATISFYING, same_language
from toolkit.text.fold import fold
from toolkit.text.words import is_spaced


def own_word(subject: Subject) -> Iterator[Spot]:
    """A cue that is a part of the term: cues are looked for beside a wording, never in it."""
    for row in subject.wrong:
        for cue in row.term.only_if_near:
            if not cue.startswith("@") and _in_every_wording(cue, row):
                message = (
                    f"the cue '{cue}' is a part of '{row.term.text}' itself; it counts only where it stands beside it "
                    "once more: name another word"
                )
                yield at(row, message, "only_if_near")


def never(subject: Subject) -> Iterator[Spot]:
    """A wrong wording whose cues exclude each other, or exclude the wording itself."""
    for row in subject.wrong:
        term = row.term
        for cue in term.not_if_near:
            if _in_every_wording(cue, row):
                message = f"not_if_near names '{cue}', which is a part of '{term.text}': the row never comes to bear"
                yield at(row, message, "not_if_near")
                break
        else:
            against = {cue.casefold() for cue in term.not_if_near}
            if against and term.only_if_near and all(cue.casefold() in against for cue in term.only_if_near):
                message = (
                    f"'{term.text}' needs '{'|'.join(term.only_if_near)}' near it and excludes just that: without "
                    "a source the row never comes to bear"
                )
                yield at(row, message, "only_if_near")


def without_ground(subject: Subject) -> Iterator[Spot]:
    """A wrong wording with nothing that could ever show that it is wrong where it stands."""
    for row in subject.wrong:
        concept, term = row
        if term.unmistakable or term.only_if_near:
            continue
        if not any(t.status in SATISFYING and not same_language(t.language, term.language) for t in concept.terms):
            message = (
                f"'{term.text}' has no source term, no cue and is not unmistakable: the row never comes to bear; "
                "add the source term, or say unmistakable = yes"
            )
            yield at(row, message, "only_if_near")


def _in_every_wording(cue: str, row: Row) -> bool:
    if cue in CUES or cue.startswith("@"):
        return False
    folded = fold(cue).text
    return bool(folded) and all(_holds(fold(wording).text, folded) for wording in wordings(row.term))


def _holds(text: str, cue: str) -> bool:
    if not all(is_spaced(c) for c in cue if c.isalpha()):
        return cue in text
    return f" {cue} " in f" {text} "


RULES = (
    Rule(
        "evidence.own-word",
        "warning",
        "A cue that is part of the term itself is looked for beside it, and proves next to nothing.",
        bad="concept,language,term,status,only_if_near\nx,en,buddies,,\nx,en,old iron,garble,iron|dear\n",
        good="concept,language,term,status,only_if_near\nx,en,buddies,,\nx,en,old iron,garble,dear\n",
        check=own_word,
    ),
    Rule(
        "evidence.never",
        "warning",
        "The cues exclude each other, or the wording itself: the row never comes to bear.",
        bad="concept,language,term,status,only_if_near,not_if_near\nx,en,buddies,,,\nx,en,old iron,garble,dear,iron\n",
        good="concept,language,term,status,only_if_near,not_if_near\nx,en,pals,,,\nx,en,old iron,garble,dear,scrap\n",
        check=never,
    ),
    Rule(
        "evidence.none",
        "warning",
        "A wrong wording without source term, cue or `unmistakable` is never found in any text.",
        bad="concept,language,term,status\nx,en,buddies,\nx,en,old iron,garble\n",
        good="concept,language,term,status\nx,zh,老铁,\nx,en,buddies,\nx,en,old iron,garble\n",
        check=without_ground,
    ),
)
