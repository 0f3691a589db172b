"""German verbs that come apart: festziehen, "ziehen Sie die Schraube fest", "festgezogen", "festzuziehen"."""

from __future__ import annotations

import re

from toolkit.text.word_forms import may_be_form

_PREFIX = re.compile(
    r"(?:zusammen|zurück|heraus|herein|hinein|hinaus|herunter|hinunter|wieder|weiter|fest|frei|nach|durch|unter|über|ab|an"
    r"|auf|aus|bei|ein|her|hin|los|mit|vor|weg|zu|um)(?=[a-zäöüß]{3,}(?:en|eln|ern)$)"
)
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_END = re.compile(r"[.;:!?]|,\s")


def parts_of(verb: str) -> tuple[str, str] | None:
    """The prefix and the bare verb of an infinitive that may come apart; None for any other word.

    >>> parts_of("festziehen"), parts_of("ziehen"), parts_of("Anziehen")
    (('fest', 'ziehen'), None, None)
    """
    found = _PREFIX.match(verb)
    return (found.group(), verb[found.end() :]) if found else None


def places_of(verb: str, text: str) -> list[tuple[int, int]]:
    """Where the verb stands in its parts, or with "ge" or "zu" inside: start and end of the word that is conjugated.

    >>> places_of("festziehen", "Ziehen Sie die Schraube fest."), places_of("festziehen", "Sie sind festzuziehen.")
    ([(0, 6)], [(9, 21)])
    >>> places_of("festziehen", "Ziehen Sie die Schraube."), places_of("festziehen", "Er wird festgezogen.")
    ([], [(8, 19)])
    """
    parts = parts_of(verb)
    if parts is None:
        return []
    prefix, bare = parts
    found = []
    for match in _WORD.finditer(text):
        word = match.group().lower()
        joined = word.startswith((f"{prefix}zu{bare[:-2]}", f"{prefix}ge{bare[0]}"))
        if joined or (may_be_form(word, bare, "de") and _comes_apart(text, match.end(), prefix)):
            found.append(match.span())
    return found


def _comes_apart(text: str, after: int, prefix: str) -> bool:
    """Whether the prefix ends a clause behind the verb."""
    for match in re.finditer(rf"\b{prefix}\b", text[after:]):
        rest = text[after + match.end() :].lstrip()
        between = text[after : after + match.start()]
        if (not rest or not rest[0].isalpha() or rest.startswith(("und ", "oder "))) and not _CLAUSE_END.search(
            between
        ):
            return True
    return False
