"""German nouns: the plurals that the ending tells, and the cases. Other plurals stand in the glossary's `forms`.

`forms` may say `NNS` (plural), `GEN` (genitive singular), `OBL` (all but the nominative singular of a weak noun) and
`NNSD` (dative plural).
"""

from __future__ import annotations

import re

from toolkit.text.inflect import Form

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SMALL = frozenset("per im in am an auf von vom mit für zu zum zur bei beim über und oder der die das des dem".split())
_FEMININE = re.compile(r"(?:ung|heit|keit|schaft|ion|tät|ik|ur|form)$")
_WEAK = re.compile(r"(?:ist|ent|ant|and|oge|nom|graf|graph|soph)$")


_COLLECTIVE = re.compile(r"(?:^G|g)e[a-zäöüß]{2,}e$")
"""das Gehäuse, die Gehäuse; but die Gemeinde, die Gemeinden: only the gender tells, which stands in the glossary."""


def head(text: str) -> str | None:
    """The noun: the last word with a capital before the first preposition; None without one.

    >>> head("Verkauf per Livestream"), head("künstliche Intelligenz"), head("live")
    ('Verkauf', 'Intelligenz', None)
    """
    found: str | None = None
    for match in _WORD.finditer(text):
        word = match.group()
        if word in _SMALL and found and not text[: match.start()].endswith("- "):
            break
        if word[0].isupper() and text[match.end() : match.end() + 1] != "-":  # "Be- und Entladestation"
            found = word
    return found


def _with(text: str, noun: str, form: str) -> str:
    """The wording with its noun, where that stands as a word of its own, in this form."""
    for match in _WORD.finditer(text):
        if match.group() == noun and text[match.end() : match.end() + 1] != "-":
            return f"{text[: match.start()]}{form}{text[match.end() :]}"
    before, _, behind = text.rpartition(noun)
    return f"{before}{form}{behind}"


def plural(word: str) -> str | None:
    """The plural that the ending tells; None where it does not.

    >>> [plural(word) for word in ("Sendung", "Verkäuferin", "Ware", "Moderator", "Verkauf", "Streamer")]
    ['Sendungen', 'Verkäuferinnen', 'Waren', 'Moderatoren', None, None]
    """
    if _FEMININE.search(word):
        return f"{word}en"
    if word.endswith("in") and len(word) > 5:
        return f"{word}nen"
    if word.endswith("tor"):
        return f"{word}en"
    return f"{word}n" if word.endswith("e") else None


def is_weak(word: str, gender: str | None) -> bool:
    """Whether a masculine noun ends in -n in all cases but the nominative: der Kunde, des Kunden."""
    return gender == "m" and (word.endswith("e") or _WEAK.search(word) is not None)


def genitive(word: str, gender: str) -> str:
    """The genitive singular.

    >>> genitive("Verkauf", "m"), genitive("Netz", "n"), genitive("Kunde", "m"), genitive("Ware", "f")
    ('Verkaufs', 'Netzes', 'Kunden', 'Ware')
    """
    if gender == "f":
        return word
    if is_weak(word, gender):
        return oblique(word)
    return f"{word}es" if re.search(r"(?:s|ß|x|z|tsch)$", word) else f"{word}s"


def oblique(word: str) -> str:
    """A weak noun in all cases but the nominative singular."""
    return f"{word}n" if word.endswith("e") else f"{word}en"


def main_words(text: str, part_of_speech: str | None) -> tuple[str, ...]:
    """The noun."""
    found = head(text) if part_of_speech in ("noun", "count", None) else None
    return (found,) if found else ()


def forms(text: str, main: tuple[str, ...], part_of_speech: str | None) -> tuple[Form, ...]:
    """The wording, its plural by the ending, and a genitive in -s that only a masculine or neuter noun has.

    >>> [form.text for form in forms("Live-Lieferung", (), "noun")], [f.text for f in forms("Netz", (), "noun")]
    (['Live-Lieferung', 'Live-Lieferungen'], ['Netz', 'Netzes'])
    """
    words = main or main_words(text, part_of_speech)
    if not words:
        return (Form(text, None),)
    found = [Form(text, "NN")]
    noun = words[-1]
    many = plural(noun)
    if many:
        found.append(Form(_with(text, noun, many), "NNS"))
    elif not re.search(r"(?:e|er|el|en)s?$", noun) or noun.endswith("er"):
        found.append(Form(_with(text, noun, genitive(noun, "n")), "NN"))
    return tuple(found)


def inflect(text: str, main: tuple[str, ...], tag: str) -> str | None:
    """The wording in the plural for NNS, where the ending tells it; as listed for NN; None for other forms.

    >>> inflect("Ware", (), "NNS"), inflect("Gehäuse", (), "NNS"), inflect("Schaltgetriebe", (), "NNS")
    ('Waren', None, None)
    """
    if tag in ("NN", "VB"):
        return text
    words = main or main_words(text, "noun")
    many = plural(words[-1]) if words and tag == "NNS" and not _COLLECTIVE.search(words[-1]) else None
    return _with(text, words[-1], many) if words and many else None
