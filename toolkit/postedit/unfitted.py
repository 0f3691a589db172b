"""Why a wording cannot simply be put where another stands, in languages whose words are not fitted here."""

from __future__ import annotations

import re

from toolkit.checks.hits import Hit
from toolkit.model import Term, primary_subtag, same_language
from toolkit.text.agreement import grammar

_UNCHANGING = frozenset("zh ja ko th lo km my vi id ms".split())
"""Languages whose nouns have neither gender nor case; particles stand behind them."""
_PARTICLE = re.compile(r"(?:[은는이가을를과와]|으로|로)(?![가-힣])")
_GLOSS = re.compile(r"\s?[(\N{FULLWIDTH LEFT PARENTHESIS}]")


def unfitted(text: str, hit: Hit, chosen: Term, language: str) -> str | None:
    """Why a human must put the wording in, or None."""
    if chosen.text.endswith((")", "\N{FULLWIDTH RIGHT PARENTHESIS}")) and _GLOSS.match(text, hit.span.end):
        return "brackets would stand behind brackets"
    subtag = primary_subtag(language)
    other_sound = subtag == "ko" and _final(chosen.text) != _final(hit.span.of(text))
    if other_sound and _PARTICLE.match(text, hit.span.end):
        return "the particle behind it depends on its last sound"
    if same_language(language, "en") or subtag in _UNCHANGING or grammar(language) is not None:
        return None
    if chosen.text.isupper() and hit.span.of(text).isupper():
        return None  # an abbreviation for an abbreviation
    return f"articles, genders and cases are not known here for '{subtag}'"


def _final(word: str) -> int | None:
    """The last consonant of a Hangul syllable: 0 for none, 8 for ㄹ, else 1; None for another letter.

    >>> _final("계약"), _final("거래처"), _final("납"), _final("PLC")
    (1, 0, 1, None)
    """
    code = ord(word[-1:] or " ") - 0xAC00
    if not 0 <= code < 11172:
        return None
    return {0: 0, 8: 8}.get(code % 28, 1)
