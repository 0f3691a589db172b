"""Repairs around a replacement that make it fit: quotes, article, doubled word, possessive, verb agreement.

They stand and fall with the edit that needs them, so each gives spans and texts for the same group.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.model import Span
from toolkit.postedit.third_person import third_person
from toolkit.text import closed_classes
from toolkit.text.inflect.en import can_be, indefinite_article, lemmas, only_verb, word_form
from toolkit.text.slots import Slot
from toolkit.text.uncountable import is_uncountable, may_be_mass

_PAIRS = {
    '"': '"',
    "\N{LEFT DOUBLE QUOTATION MARK}": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "'": "'",
    "\N{LEFT SINGLE QUOTATION MARK}": "\N{RIGHT SINGLE QUOTATION MARK}",
}
_ARTICLE = re.compile(r"\b(an?)(\s+[\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}]?)$", re.I)
_GOVERNED = re.compile(
    r"\b(?:of|in|on|at|for|with|by|from|to|through)\s+(?:(?:the|its|his|her|their|this|over|nearly|about|almost|some)\s+"
    r"|(?:more|less|fewer) than\s+|at least\s+|up to\s+)?[\"']?$",
    re.I,
)
_BEFORE = re.compile(r"([^\W_]+)(\s+)$")
_AFTER = re.compile(r"(\s+)([^\W_]+)")
_NEAR = 60
"""So many characters before the place are looked at."""
_DROPPED_FOR = ("verb", "count", "mod")


class Change(NamedTuple):
    """One replacement in the text as given."""

    span: Span
    after: str
    reason: str


def fit(
    text: str,
    span: Span,
    after: str,
    place: Slot | None,
    quotes: str,
    tag: str | None = None,
    is_english: bool = True,
) -> tuple[Change, tuple[Change, ...]]:
    """The main change, perhaps wider than the span, and the changes beside it.

    `quotes` is the policy for scare quotes: `drop` takes them off a verb, a countable noun and a modifier ("a
    'live delivery'" is a stock phrase in Chinese, and reads as irony in English), `keep` leaves them. Other languages
    have their articles and verbs elsewhere (`toolkit.postedit.inflected`).

    >>> text = 'completed deals in a "live delivery"'
    >>> main, _ = fit(text, Span(22, 35), "livestream selling session", Slot("count", "NN", ""), "drop")
    >>> main.span.of(text)
    '"live delivery"'
    """
    outer = _quoted(text, span)
    own_quotes = after[:1] in _PAIRS
    drop = quotes == "drop" and place is not None and (place.kind in _DROPPED_FOR or place.possessive_of)
    if outer is not None and (own_quotes or drop):
        span = outer
    span, after = _with_quotes_whole(text, span, after)
    span, after = _without_doubling(text, span, after)
    beside: list[Change] = []
    if not is_english:
        return Change(span, after, ""), ()
    article = _ARTICLE.search(text, max(0, span.start - _NEAR), span.start)
    if article:
        right = indefinite_article(after)
        if right != article.group(1).lower():
            shouted = after.isupper() and article.group(1).isupper()
            right = right.upper() if shouted else right.capitalize() if article.group(1)[0].isupper() else right
            beside.append(Change(Span(*article.span(1)), right, f"'{right}' before '{after.split()[0]}'"))
    if place is not None and place.possessive_of is not None:
        beside += _possessive(text, span, place.possessive_of)
    elif (
        tag in ("NN", None) and _is_plural(after) and not _GOVERNED.search(text, max(0, span.start - _NEAR), span.start)
    ):
        verb = re.compile(r"[\"'\N{RIGHT DOUBLE QUOTATION MARK}]?\s+(is|was|has)\b").match(text, span.end)
        if verb:
            plural = {"is": "are", "was": "were", "has": "have"}[verb.group(1)]
            beside.append(Change(Span(*verb.span(1)), plural, f"'{plural}' agrees with a plural"))
        elif found := third_person(text, span.end):
            beside.append(Change(*found, f"'{found[1]}' agrees with a plural"))
    return Change(span, after, ""), tuple(beside)


def _is_plural(wording: str) -> bool:
    found = re.findall(r"[^\W_]+", wording)
    if found and found[0].endswith("ing") and len(found) > 1:  # "helping farmers is"
        return False
    behind = re.search(r"(?<=\w) (?:of|for|in|on|with|per|from|against) ", wording)
    head = re.findall(r"[^\W_]+", wording[: behind.start()] if behind else wording)[-1:]
    nouns = lemmas(head[0]).get("NOUN", ()) if head else ()
    return bool(nouns) and head[0].lower() not in nouns and head[0].lower().endswith("s")


def without_means_article(text: str, change: Change) -> Change:
    """The change with "the" taken in where a mass noun stands alone as a means: "through the electric business".

    Before a noun, "of" or a clause of its own the article belongs there: "through the e-commerce of the county".
    """
    article = re.compile(r"\b(?:through|via|by)\s+(the\s+)$", re.I).search(
        text, max(0, change.span.start - _NEAR), change.span.start
    )
    alone = re.compile(r"\s*(?:[.,;:!?)]|$|(?:and|but|or|to)\b)").match(text, change.span.end)
    if article is None or alone is None or not is_uncountable(change.after):
        return change
    return Change(Span(article.start(1), change.span.end), change.after, change.reason)


def without_of_article(text: str, change: Change) -> Change:
    """The change with "the" taken in that only an "of" asked for: "the stability of banks" -> "banking stability"."""
    article = re.compile(r"\b(the\s+)$").search(text, max(0, change.span.start - _NEAR), change.span.start)
    lost = " of " in change.span.of(text) and " of " not in change.after
    behind = re.compile(r"\s+(?:of|in)\b").match(text, change.span.end)
    if article is None or not lost or behind or not may_be_mass(change.after):
        return change
    return Change(Span(article.start(1), change.span.end), change.after, change.reason)


_THE = re.compile(r"the\s", re.I)
_OF_KIN = re.compile(r"(?:brother|sister|uncle|aunt|auntie|grandma|grandpa|miss)$", re.I)
_PERSON = re.compile(r"\b(?:man|woman|lady|girl|boy|guy)$", re.I)
"""Nouns that no single person is named by: they want an article where a word of kin had none."""
_WHOSE = re.compile(r"(?:\w['\N{RIGHT SINGLE QUOTATION MARK}]s|s['\N{RIGHT SINGLE QUOTATION MARK}])\s+$")
_IT_IS = re.compile(r"\b(?:it|that|this|he|she|here|there)['\N{RIGHT SINGLE QUOTATION MARK}]s\s+$", re.I)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
_NAME_BEHIND = re.compile(r"\s+[A-Z]")
_BEFORE_ARTICLE = closed_classes.PREPOSITIONS | frozenset(
    "to and or but when because if as then while where so than is was".split()
)
_CALLED = re.compile(r"\s*[,!?:]")
_ENDS = re.compile(r"\s*(?:\.|$)")


def with_article_of_person(text: str, change: Change, sentence: Span) -> Change | None:
    """The change with "the" where a word of kin stood as a name does: "[little sister] said" -> "the young lady".

    So at the edge of a clause, or behind a preposition. Somebody who is called by it ("Little sister, come here") needs
    no article, nor what has a determiner, another noun or a name beside it. None behind a possessive: "the stylist's
    little sister" is a stylist who was politely called so, and nobody's young lady.
    """
    old = change.span.of(text)
    if not _OF_KIN.search(old) or not _PERSON.search(change.after) or _THE.match(change.after):
        return change
    led = text[max(sentence.start, change.span.start - _NEAR) : change.span.start]
    if _WHOSE.search(led) and not _IT_IS.search(led):
        return None
    called = _CALLED.match(text, change.span.end) or (led.rstrip().endswith(",") and _ENDS.match(text, change.span.end))
    named = _NAME_BEHIND.match(text, change.span.end) or _leads_noun(text, change.span.end)
    word = _WORD_BEFORE.search(led)
    beside = (
        word
        and not _IT_IS.search(led)
        and word.group(1).lower() not in _BEFORE_ARTICLE
        and not only_verb(word.group(1).lower())
    )
    if called or named or beside:
        return change
    first = not any(char.isalpha() for char in led)
    spread = old.istitle() and change.after.istitle() and not first
    after = change.after.lower() if spread else change.after[0].lower() + change.after[1:] if first else change.after
    return change._replace(after=f"{'The' if first and old[0].isupper() else 'the'} {after}")


def without_article(text: str, change: Change) -> Change:
    """The change with the article before it taken in, where a name stands alone: "the new crown pneumonia".

    Before a noun the article belongs to that noun ("the COVID-19 epidemic") and stays.
    """
    article = re.compile(r"\b(the|an?)\s+$", re.I).search(text, max(0, change.span.start - _NEAR), change.span.start)
    own = _THE.match(change.span.of(text))
    noun = re.compile(r"\s+([^\W\d_]+)").match(text, change.span.end)
    leads = noun is not None and can_be(noun.group(1), "NOUN") and not can_be(noun.group(1), "VERB")
    if own and not _THE.match(change.after) and leads:  # "The [name] rose" is no flower
        return change._replace(after=own.group() + change.after)
    if article is None or _leads_noun(text, change.span.end):
        return change
    after = change.after[:1].upper() + change.after[1:] if article.group(1)[0].isupper() else change.after
    return Change(Span(article.start(), change.span.end), after, change.reason)


def _leads_noun(text: str, end: int) -> bool:
    """Whether a noun follows, or an adjective with its noun: "the Kuaishou [live room]"."""
    following = re.compile(r"\s+([^\W\d_]+)(?:\s+([^\W\d_]+))?").match(text, end)
    if following is None:
        return False
    first, second = following.group(1), following.group(2)
    if can_be(first, "NOUN"):
        return not only_verb(first)
    is_adjective = can_be(first, "ADJ") and first.lower() not in closed_classes.NEVER_HEADS
    return is_adjective and second is not None and can_be(second, "NOUN")


def _quoted(text: str, span: Span) -> Span | None:
    if span.start == 0 or span.end >= len(text):
        return None
    opening, closing = text[span.start - 1], text[span.end]
    if _PAIRS.get(opening) == closing:
        return Span(span.start - 1, span.end + 1)
    return None


def _with_quotes_whole(text: str, span: Span, after: str) -> tuple[Span, str]:
    """A span that holds one quotation mark of a pair takes the other in, if that stands beside it."""
    inside = span.of(text)
    for opening, closing in _PAIRS.items():
        if opening in "'‘" or after.count(opening):
            continue
        marks = inside.count(opening) + (inside.count(closing) if closing != opening else 0)
        if marks % 2 and text[span.end : span.end + 1] == closing:
            return Span(span.start, span.end + 1), after
        if marks % 2 and text[span.start - 1 : span.start] == opening:
            return Span(span.start - 1, span.end), after
    return span, after


def _without_doubling(text: str, span: Span, after: str) -> tuple[Span, str]:
    words = re.findall(r"[^\W_]+", after)
    if not words:
        return span, after
    owned = re.compile(r"(['\N{RIGHT SINGLE QUOTATION MARK}])s\b").match(text, span.end)
    if owned and words[-1].lower().endswith("s") and after[-1:].isalpha():  # fans + 's -> fans'
        return Span(span.start, owned.end()), after + owned.group(1)
    following = _AFTER.match(text, span.end)
    if following and following.group(2).lower() == words[-1].lower():
        span = Span(span.start, following.end())
    before = _BEFORE.search(text, max(0, span.start - _NEAR), span.start)
    if before is None:
        return span, after
    if before.group(1).lower() == words[0].lower() and before.group(1).islower():
        span = Span(before.start(), span.end)
    return span, after


def _possessive(text: str, span: Span, noun: Span) -> list[Change]:
    curly = "\N{RIGHT SINGLE QUOTATION MARK}"
    mark = curly if curly in text and "'" not in text else "'"
    owner = noun.of(text)
    ending = mark if owner.endswith("s") else f"{mark}s"
    changes = [Change(Span(noun.end, noun.end), ending, f"'{owner}' owns what follows")]
    verb = re.compile(r"[^\w]*([^\W\d_]+)").match(text, span.end)
    if verb:
        word = verb.group(1)
        third = word_form(word.lower(), "VBZ") if lemmas(word).get("VERB") == (word.lower(),) else None
        irregular = {"are": "is", "were": "was", "have": "has", "do": "does"}.get(word.lower())
        agreed = irregular or (third if can_be(word, "VERB") else None)
        if agreed and agreed != word:
            changes.append(Change(Span(*verb.span(1)), agreed, f"'{agreed}' agrees with its new subject"))
    return changes
