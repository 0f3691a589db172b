"""Why a located place must not be changed without a human, told from the words beside it.

How sure a place is was measured for Chinese to English, with a table of words of that pair
(`toolkit.checks.confidence`). For other languages the place itself must show that the old wording ends where it was
cut: a modifier left beside it ("salvatory [clause]"), a head left behind ("boîte [de recherche]") or an article taken
along would stay in the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.glossary.index import GlossaryIndex
from toolkit.model import LangPair, Span, Term, primary_subtag, same_language
from toolkit.text import closed_classes
from toolkit.text.inflect.en import lemmas
from toolkit.text.known import vocabulary
from toolkit.text.small_words import small_words

_WITHOUT_BLANKS = frozenset("zh ja th lo km my".split())
_ON_WORDS = frozenset("ko tr fi et hu eu".split())
"""Cases and particles are written onto the word."""
_FITTED = frozenset("de es fr".split())
"""Languages whose articles, genders and cases are known here (`toolkit.text.agreement`)."""
_UNCHANGING = frozenset("vi id ms".split())
_VERBS = {
    "es": re.compile(r"^[a-záéíóúñü]+[aei]r(?:se)?\b"),
    "fr": re.compile(r"^(?:se |s['\N{RIGHT SINGLE QUOTATION MARK}])?[a-zà-ÿ]+(?:[^i]er|ir|oir|[^a]ire|dre|tre)\b"),
    "de": re.compile(r"^[^A-ZÄÖÜ]+$"),
}
_WORD = re.compile(r"[^\W_]+")
_LEFT = re.compile(r"([^\W_]+)(['\N{RIGHT SINGLE QUOTATION MARK}]s?)?[ \N{NO-BREAK SPACE}-]?$")
_RIGHT = re.compile(r"[ \N{NO-BREAK SPACE}-]?([^\W_]+)['\N{RIGHT SINGLE QUOTATION MARK}]?(?:\s+([^\W_]+))?")
_GERMAN_ARTICLES = frozenset("der des".split())
_OF = frozenset("de d du des del della do da dos das di der von vom".split())


class Spot(NamedTuple):
    """A located place, and what stands in the source."""

    text: str
    span: Span
    sentence: Span
    source_tag: str | None
    """Penn tag of the source term's form; None: unknown."""
    tag: str | None
    """Penn tag of the located wording."""


def doubt(spot: Spot, terms: tuple[Term, ...], index: GlossaryIndex) -> str | None:
    """Why a human must decide, or None."""
    language = primary_subtag(index.pair.target)
    if language == "en":
        return None if vocabulary(*index.pair) else _in_english(spot)
    if language in _WITHOUT_BLANKS:
        return "no blank shows where the old wording begins and ends"
    if language in _ON_WORDS:
        return "endings written onto the word are not known here"
    if language not in _FITTED | _UNCHANGING:
        return f"articles, genders and cases are not known here for '{language}'"
    if any(term.part_of_speech == "verb" or _is_verb(term, language) for term in terms):
        return "which form of the verb belongs here is for a human to decide"
    if _differs_in_number(spot, index.pair):
        return "the source has one and the text many, or the other way round"
    return _edge(spot, language)


def _is_verb(term: Term, language: str) -> bool:
    pattern = _VERBS.get(language)
    return term.part_of_speech is None and pattern is not None and pattern.match(term.text) is not None


def _differs_in_number(spot: Spot, pair: LangPair) -> bool:
    known = same_language(pair.source, "en") and primary_subtag(pair.target) in ("es", "fr")
    return known and spot.source_tag in ("NN", "NNS") and (spot.source_tag == "NNS") != (spot.tag == "NNS")


def _edge(spot: Spot, language: str) -> str | None:
    """The word that may belong to the old wording and would be left beside the new one."""
    small = small_words(language)
    left = _before(spot)
    if left and (left.casefold() not in small or left.casefold() in _OF - _GERMAN_ARTICLES) and not left[0].isdigit():
        return _left_over(left)
    right, _ = _behind(spot)
    if not right:
        return None
    known = right.casefold() in small and right.casefold() not in _OF
    if known or (language == "de" and right.islower() and right not in _OF):
        return None
    return _left_over(right)


def _in_english(spot: Spot) -> str | None:
    left = _before(spot)
    beside = left.lower() in _BESIDE_NOUNS and left.lower() != "of"  # "date of [delivery]"
    if left and not left[0].isdigit() and not beside and _may_modify(left):
        return _left_over(left)
    right, after = _behind(spot)
    if (
        right
        and right.lower() not in _BESIDE_NOUNS
        and not right[0].isdigit()
        and not _is_verb_there(right, after, spot.tag == "NNS")
    ):
        return _left_over(right)
    words = _WORD.findall(spot.span.of(spot.text))
    if len(words) > 1 and right.lower() in _OBJECTS and "VERB" in lemmas(words[-1].lower()):
        return f"'{words[-1]}' may be the verb of the sentence"
    if words[0].lower() in _ORDINALS:
        return f"'{words[0]}' may be no part of the old wording"
    named = [w for w in words[1:] if w[:1].isupper() and not w.isupper()]
    if named and any(w.islower() and w not in _BESIDE_NOUNS for w in words):
        return f"'{named[-1]}' may be a name"
    return None


_OBJECTS = closed_classes.DETERMINERS | closed_classes.PRONOUNS
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth last next other".split())
_BESIDE_NOUNS = closed_classes.NEVER_HEADS | frozenset("there here its not".split())


def _may_modify(word: str) -> bool:
    kinds = set(lemmas(word.lower()))
    return word == "of" or not kinds or bool(kinds & {"NOUN", "ADJ"}) or word[:1].isupper()


_PLAIN_PASTS = frozenset("cost cut hit hurt let put quit rid set shed shut spread".split())
"""Verbs whose past has no ending."""


def _is_verb_there(word: str, after: str, many: bool) -> bool:
    """Whether the word behind a noun (`many`: in the plural) can only be the verb: "represents", "pays the"."""
    kinds = set(lemmas(word.lower()))
    if not word.islower() or not kinds:
        return False
    if kinds == {"VERB"} and word in lemmas(word)["VERB"] and word not in _PLAIN_PASTS and not many:
        return False  # "the oil pan": behind one thing a verb has an ending, and dictionaries lack nouns
    if not kinds & {"NOUN", "ADJ"} or word.endswith("ed") or kinds == {"ADV"}:
        return True
    return "VERB" in kinds and after.lower() in _OBJECTS


def _before(spot: Spot) -> str:
    found = _LEFT.search(spot.text, max(spot.sentence.start, spot.span.start - 60), spot.span.start)
    return found.group(1) if found and not found.group(2) else ""


def _behind(spot: Spot) -> tuple[str, str]:
    found = _RIGHT.match(spot.text, spot.span.end, spot.sentence.end)
    return (found.group(1), found.group(2) or "") if found else ("", "")


def _left_over(word: str) -> str:
    return f"'{word}' beside it may belong to the old wording"
