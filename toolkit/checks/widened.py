"""A place that is a part of a noun phrase, where the source term stands alone: the whole phrase is its rendering.

Without a table of words for the language pair alignment often finds one word of the old rendering: "delivery" of
"delivery time" for Lieferfrist. Where the source has nothing beside the term that could be said by the other words,
they belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from toolkit.checks.runs import Sentence
from toolkit.model import Span, primary_subtag, puts_head_first
from toolkit.text import closed_classes
from toolkit.text.inflect.en import lemmas
from toolkit.text.small_words import small_words

_MOST = 2
"""So many words are taken on either side."""
_WORD_BEFORE = re.compile(r"([^\W_]+)[ \N{NO-BREAK SPACE}]+$")
_WORD_BEHIND = re.compile(r"[ \N{NO-BREAK SPACE}]+([^\W_]+)")
_BREAK_BEFORE = re.compile(r"(?:^|[.,;:!?()\[\]\"\N{EN DASH}\N{EM DASH}\N{BULLET}/])\s*$")
_BREAK_BEHIND = re.compile(r"\s*(?:$|[.,;:!?()\[\]\"\N{EN DASH}\N{EM DASH}\N{BULLET}/])")
_PARTICLES_BEFORE = re.compile("(?:^|[はがをにでともへや、。・「」（）():：!！?？\\s])$")
_PARTICLES_BEHIND = re.compile("(?:$|[はがをにでともへや、。・「」（）():：!！?？\\s])")
_LEADS = closed_classes.DETERMINERS | (closed_classes.PREPOSITIONS - {"of"})
_STOPS = (".", "\N{IDEOGRAPHIC FULL STOP}", "!", "?")
_FINITE = closed_classes.BE | closed_classes.MODALS | closed_classes.HAVE
_LINKS = frozenset("de del d du des".split())


class Alone(NamedTuple):
    """Whether the source has no word beside the term that may modify it or be modified by it."""

    before: bool
    behind: bool
    ends: bool
    """Whether the source ends behind it, or a mark stands there."""
    stop: bool
    """Whether the source is a sentence: it ends in a full stop."""


def alone(source: str, term: Span, language: str) -> Alone:
    """How the term stands in its source.

    >>> text = "Die Lieferfrist betr\\N{LATIN SMALL LETTER A WITH DIAERESIS}gt drei Wochen."
    >>> alone(text, Span(4, 15), "de")
    Alone(before=True, behind=True, ends=False, stop=True)
    >>> alone("a new shipping address form", Span(6, 22), "en")
    Alone(before=False, behind=False, ends=False, stop=False)
    """
    ahead, behind = source[: term.start], source[term.end :]
    ends, stop = _BREAK_BEHIND.match(behind) is not None, source.rstrip().endswith(_STOPS)
    tag = primary_subtag(language)
    if tag == "ja":
        return Alone(bool(_PARTICLES_BEFORE.search(ahead)), bool(_PARTICLES_BEHIND.match(behind)), ends, stop)
    small = closed_classes.NEVER_HEADS if tag == "en" else small_words(language)
    before, after = _WORD_BEFORE.search(ahead), _WORD_BEHIND.match(behind)
    led = before.group(1) if before else ""
    follows = after.group(1) if after else ""
    return Alone(
        _BREAK_BEFORE.search(ahead) is not None or led.lower() in small,
        ends
        or (follows.lower() in small and follows.lower() not in _GOES_ON)
        or (tag == "de" and _is_german_verb(follows)),
        ends,
        stop,
    )


_GOES_ON = frozenset(
    "der des für über von vom zur zum zu mit aus an am auf bei beim im in durch gegen ohne nach unter vor "
    "de d du del dos da do della dello di a à au aux para pour por par sobre sur en dans sans avec con sin "
    "of for on to with at by from about as than like".split()
)
"""Behind a noun they bring what may stand before it in the other language: "Rechnung des Hotels", "the hotel bill"."""
_NO_VERBS = frozenset("nicht jetzt sofort dort erst fast selbst zuletzt meist oft seit bereits vielleicht".split())


def _is_german_verb(word: str) -> bool:
    """Whether a word in small letters is most likely a verb in the third person: "beträgt", not "heute"."""
    return word.islower() and len(word) > 3 and word.endswith("t") and word not in _NO_VERBS


def widened(
    first: int, last: int, sentence: Sentence, stands: Alone, language: str, blocked: Collection[int]
) -> tuple[int, int]:
    """The run with the words beside it that nothing in the source but the term can have brought."""
    wider = first, last
    if primary_subtag(language) == "en":
        wider = _in_english(first, last, sentence, stands)
    elif puts_head_first(language):
        wider = _linked(first, last, sentence, stands)
    return (first, last) if any(n in blocked for n in range(wider[0], wider[1] + 1)) else wider


def modifier_taken(first: int, last: int, sentence: Sentence, stands: Alone, approved: Collection[str]) -> str | None:
    """The doubt about an adjective that the run begins with where the source has a word beside the term too."""
    word = sentence.target[first]
    if first == last or (stands.before and stands.behind) or word.token.stem in approved:
        return None
    lower = word.said.lower()
    superlative = lower.endswith("est") and "ADJ" in lemmas(lower)
    if not superlative and set(lemmas(lower)) != {"ADJ"}:
        return None
    if not superlative and any("ADJ" in lemmas(stem) for stem in approved):
        return None  # "serious misconduct", where "gross misconduct" is approved
    return f"'{word.said}' there may say something else of the source"


def _in_english(first: int, last: int, sentence: Sentence, stands: Alone) -> tuple[int, int]:
    words = sentence.target
    lowest, highest = first - _MOST, last + _MOST
    while (
        stands.before
        and stands.behind
        and max(0, lowest) < first
        and _goes_on(sentence, first)
        and _is_noun(sentence, first - 1)
    ):
        first -= 1
    while stands.before and stands.behind and last < min(highest, len(words) - 1) and _goes_on(sentence, last + 1):
        if not _is_noun(sentence, last + 1, behind=True) or not _ends(sentence, last + 1, stands):
            break
        last += 1
    return first, last


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether the word belongs to what stands before it: nothing but a blank or a hyphen between."""
    before = sentence.target[at - 1] if at else None
    cut = before is not None and before.glued  # "On/Off [button]"
    return sentence.target[at].joined and not sentence.target[at].marks and not cut


def _is_noun(sentence: Sentence, at: int, behind: bool = False) -> bool:
    """Whether the word can only be a noun or an adjective there; `behind` another noun a verb may be one."""
    word = sentence.target[at]
    if word.is_small or word.is_number or not word.is_nominal or word.said.endswith("ed"):
        return False
    if behind or "VERB" not in lemmas(word.said.lower()):
        return True
    return at > 0 and word.joined and sentence.target[at - 1].said.lower() in _LEADS


def _ends(sentence: Sentence, at: int, stands: Alone) -> bool:
    """Whether the phrase ends with this word: a noun by its form, or by what stands behind it on both sides."""
    words = sentence.target
    kinds = set(lemmas(words[at].said.lower()))
    if words[at].is_capital and words[at].said[1:].islower() and kinds != {"ADJ"}:
        return True  # "Ethics Commission"
    if "VERB" not in kinds:
        return kinds != {"ADJ"}
    if at + 1 < len(words) and words[at + 1].joined:
        behind = words[at + 1].said
        return behind.lower() in _FINITE or (behind.islower() and set(lemmas(behind)) == {"VERB"})
    has_verb = any(word.said.lower() in _FINITE for word in words[:at])  # "the agreement ends" is a sentence
    return "NOUN" in kinds and stands.ends and (has_verb or not stands.stop)


def _linked(first: int, last: int, sentence: Sentence, stands: Alone) -> tuple[int, int]:
    """With "costos de" before, or "de compras" behind: the head stands first, so that the sides change places."""
    words = sentence.target
    both = stands.before and stands.behind
    if both and first > 1 and _is_link(sentence, first - 1) and _is_content(sentence, first - 2):
        first -= 2
    if both and last + 2 < len(words) and _is_link(sentence, last + 1) and _is_content(sentence, last + 2):
        last += 2
    return first, last


def _is_link(sentence: Sentence, at: int) -> bool:
    words = sentence.target
    return words[at].said.lower() in _LINKS and words[at].joined and words[at + 1].joined


def _is_content(sentence: Sentence, at: int) -> bool:
    word = sentence.target[at]
    return not word.is_small and not word.is_number and not word.marks
