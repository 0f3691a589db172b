"""Capitals: the case of one wording carried over to another."""

from __future__ import annotations

import re

from toolkit.text.closed_classes import PREPOSITIONS
from toolkit.text.inflect.en import lemmas

_SMALL_WORDS = "a an the and or nor but of for to in on at by with via from as into over per vs is are"
_FUNCTION_WORDS = frozenset(_SMALL_WORDS.split())
_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W_]+)*")
_PART = re.compile(r"[^\W\d_]+(?:['.\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)*")
_LONGEST_ACRONYM = 3


def carry_case(before: str, after: str, at_sentence_start: bool) -> str:
    """`after` in the case that `before` was written in, so far as that case says anything.

    ALL CAPS stay so; Title Case does if every content word of several has a capital; the capital of a
    sentence start is carried over. Nothing is ever lower-cased: the capitals of COVID-19 or Viya are theirs.

    >>> carry_case("Live the goods", "livestream selling", at_sentence_start=True)
    'Livestream selling'
    >>> carry_case("Live Delivery of Goods", "selling of goods via livestream", at_sentence_start=False)
    'Selling of Goods via Livestream'
    >>> carry_case("the new Coronary Pneumonia", "COVID-19", at_sentence_start=False)
    'COVID-19'
    """
    if _is_all_caps(before):
        return after.upper()
    if in_title_case(before):
        return titled(after)
    if at_sentence_start and _first_letter(before).isupper():
        return _capitalised(after)
    return after


_NAMES = frozenset("china turkey internet may march august jersey georgia jordan chad guinea polish swift java".split())
"""Names that are common words too."""


def without_heading_capital(wording: str) -> str:
    """An English wording without the capital that the line of a table gave to its first word.

    Only where that word is a common one and no other has a capital.

    >>> without_heading_capital("Total loans"), without_heading_capital("Chinese medicine")
    ('total loans', 'Chinese medicine')
    >>> without_heading_capital("Banking Stability"), without_heading_capital("Liquidity")
    ('Banking Stability', 'Liquidity')
    """
    first, _, rest = wording.partition(" ")
    content = [word for word in _WORD.findall(rest) if word.lower() not in _FUNCTION_WORDS]
    if not content or not all(word.islower() for word in content) or not (first.istitle() and first.isalpha()):
        return wording
    return first.lower() + wording[len(first) :] if _is_common(first) else wording


def evened(wording: str) -> str:
    """An English wording without capitals that a table has by accident: those of common words behind a small one.

    >>> evened("government Bond programme"), evened("linked exchange Rate System")
    ('government bond programme', 'linked exchange rate system')
    >>> evened("Bank of England"), evened("the Chinese economy"), evened("Banking Stability")
    ('Bank of England', 'the Chinese economy', 'Banking Stability')
    """
    content = [m for m in _WORD.finditer(wording) if m.group().lower() not in _FUNCTION_WORDS]
    small = next((m.start() for m in content if m.group().islower()), len(wording))
    if not any(_is_common(m.group()) for m in content if m.start() > small and m.group().istitle()):
        return wording
    return _WORD.sub(
        lambda m: m.group().lower() if _is_common(m.group()) and m.group().istitle() else m.group(), wording
    )


def with_capitals_of(wording: str, text: str) -> str:
    """The wording, its words in the capitals that `text` gives to the same words.

    >>> with_capitals_of("Donald trump", "Trump"), with_capitals_of("uS election", "the US elections")
    ('Donald Trump', 'US election')
    """
    given = {word.lower(): word for word in _WORD.findall(text) if any(c.isupper() for c in word)}
    return _WORD.sub(lambda m: m.group() if m.group().istitle() else given.get(m.group().lower(), m.group()), wording)


def _is_common(word: str) -> bool:
    lower = word.lower()
    return bool({"ADJ", "NOUN", "VERB"} & set(lemmas(lower))) and lower not in _NAMES


def _is_all_caps(wording: str) -> bool:
    """Whether it shouts; a lone MCN or KOL is an acronym."""
    words = [word for word in _WORD.findall(wording) if word.upper() != word.lower()]
    long_words = [word for word in words if len(word) >= 2]
    shouts = len(words) > 1 or any(len(word) > _LONGEST_ACRONYM for word in words)
    return bool(long_words) and shouts and all(word.isupper() for word in words)


def in_title_case(wording: str) -> bool:
    """Whether several words have capitals, and all but articles, conjunctions and prepositions.

    >>> in_title_case("Stepping Stones across the River"), in_title_case("River")
    (True, False)
    """
    content = [word for word in _WORD.findall(wording) if word.lower() not in _FUNCTION_WORDS | PREPOSITIONS]
    return len(content) > 1 and all(word[0].isupper() for word in content)


def titled(wording: str) -> str:
    """The wording as in a headline: capitals for all words but short function words, parts of compounds too.

    >>> titled("no-questions-asked returns of iPhones")
    'No-Questions-Asked Returns of iPhones'
    """

    def title(match: re.Match[str]) -> str:
        is_small = match.group() in _FUNCTION_WORDS and match.start() > 0
        return match.group() if is_small else _capitalised(match.group())

    return _PART.sub(title, wording)


def _capitalised(wording: str) -> str:
    """With a capital at the front, unless a number or a word of its own case (iPhone) stands there."""
    match = _WORD.search(wording)
    if match is None or not match.group().islower():
        return wording
    start = match.start()
    return wording[:start] + wording[start].title() + wording[start + 1 :]


def _first_letter(wording: str) -> str:
    match = _WORD.search(wording)
    return match.group()[0] if match else ""
