"""What kind of word fits in a place of an English sentence: the place decides the replacement.

Garble has no reliable part of speech; the place where it stands has. `slot` looks at the words beside the
place (closed classes, and a lexicon for open ones) and answers only where a rule is clear. It does not
parse: where the neighbours do not decide, the answer is None and a human is asked.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.model import Span
from toolkit.text.inflect.en import can_be, lemmas, only_verb

_TOKEN = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}.-][^\W_]+)*\.?(?<!\.)|[^\w\s]")
_QUOTES = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}" + (
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
)

_SINGULAR_DETERMINERS = frozenset("a an each every another one this that".split())
_DETERMINERS = _SINGULAR_DETERMINERS | frozenset(
    "the these those some any many several few all both no its his her their our my your such more most".split()
)
_EVENT_DETERMINERS = frozenset("the his her its my your our".split())
_MODALS = frozenset(
    "can could may might must shall should will would cannot can't won't do does did don't doesn't didn't let "
    "lets help helps helped".split()
)
_BE = frozenset("am is are was were be been being isn't aren't wasn't weren't".split())
_HAVE = frozenset("have has had having haven't hasn't hadn't".split())
_PREPOSITIONS = frozenset(
    "of in on at by with via through for from about into over under during after before without within between "
    "among against toward towards as like than despite beyond across behind beside besides amid upon per".split()
)
_TO_IS_PREPOSITION = frozenset(
    "due according thanks owing addition relation regard respect compared attributed attention related "
    "contribution access approach response answer key subject close next prior similar equal devoted committed "
    "opposed used accustomed dedicated leads lead led thanks returned return turn turned turns new relevant".split()
)
_PLURAL_SUBJECTS = frozenset("we they you these those who people many both all".split())
_SINGULAR_SUBJECTS = frozenset("he she it this everyone everybody someone nobody".split())
_ADVERBS = frozenset(
    "also then often always never ever now just still even already soon once again together together too "
    "not recently actively personally successfully first".split()
)
_CLAUSE_STARTERS = frozenset(
    "if when while because although though since that which who where as and but or so".split()
)
_FINITE_AFTER = _BE | _MODALS | frozenset("has have had".split())


_PLURAL_OWNER = re.compile(r"[^\W\d_]+s['\N{RIGHT SINGLE QUOTATION MARK}]\s+$")
_NUMERALS = frozenset("one two three four five six seven eight nine ten dozens hundreds thousands millions".split())
_NEVER_HEADS = _FINITE_AFTER | _PREPOSITIONS | _CLAUSE_STARTERS | _ADVERBS | _NUMERALS | _DETERMINERS


class Slot(NamedTuple):
    """The kind of wording that fits, and the rule that says so."""

    kind: str
    """noun, count, mod, verb or phrase."""
    tag: str | None
    """Penn tag that the place asks for; None: as the wrong wording had it."""
    rule: str
    """The rule, in plain words, for the edit's reason."""
    possessive_of: Span | None = None
    """A plural noun before the place that must become possessive ("officials' ..."), or None."""


def tokens(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    """Words and punctuation marks of `text[start:end]` with their spans."""
    return [(m.group(), Span(m.start(), m.end())) for m in _TOKEN.finditer(text, start, end)]


def slot(text: str, span: Span, sentence: Span, wrong_pos: str | None, wrong_tag: str | None) -> Slot | None:
    """The slot that `span` fills in the sentence, or None where no rule is clear.

    `wrong_pos` and `wrong_tag` are the part of speech of the glossary row and the form found.

    >>> say = 'Officials should "live the goods" in a 4-hour "live delivery" on live delivery platforms.'
    >>> def ask(words, pos, tag):
    ...     start = say.index(words)
    ...     return slot(say, Span(start, start + len(words)), Span(0, len(say)), pos, tag).kind
    >>> ask('live the goods', "verb", "VB"), ask('live delivery', "noun", "NN")
    ('verb', 'count')
    """
    left = [t for t in tokens(text, sentence.start, span.start) if t[0] not in _QUOTES]
    owner = _PLURAL_OWNER.search(text, sentence.start, span.start)
    if owner:
        left = [*left[:-1], ("s'", Span(*owner.span()))]
    right = [t for t in tokens(text, span.end, sentence.end) if t[0] not in _QUOTES]
    before = left[-1][0].lower() if left else ""
    after = right[0][0] if right else ""
    verbal = wrong_pos == "verb"
    for rule in (_after_determiner, _after_to, _after_auxiliary, _before_noun, _after_preposition, _as_subject):
        found = rule(left, right, before, after, verbal, wrong_tag)
        if found:
            return found
    return _by_form(left, right, before, verbal, wrong_tag)


def _after_determiner(
    left: list[tuple[str, Span]],
    right: list[tuple[str, Span]],
    before: str,
    after: str,
    verbal: bool,
    tag: str | None,
) -> Slot | None:
    word = before
    if word == "s'":
        if _noun_follows(after, singular=False) and not verbal:
            return Slot("mod", None, f"it stands before the noun '{after}'")
        return Slot("noun", None, "it stands after a possessive")
    if (
        re.fullmatch(r"[\d.,]+-?[a-z]+|first|second|third|last|next|new|special|large|online|public", word)
        and len(left) > 1
    ):
        word = left[-2][0].lower()
    if word not in _DETERMINERS and not re.fullmatch(r".+'s?|.+\N{RIGHT SINGLE QUOTATION MARK}s?", word):
        return None
    if word in ("that", "this", "all", "both", "such") and (verbal or tag in ("VBG", "VBD")):
        return None
    if _noun_follows(after, singular=word in _SINGULAR_DETERMINERS):
        return Slot("mod", None, f"it stands before the noun '{after}'")
    if word in _SINGULAR_DETERMINERS:
        return Slot("count", "NN", f"it stands after '{word}'")
    if tag == "NNS" or word in ("these", "those", "many", "several", "few"):
        return Slot("count", "NNS", f"it is a plural after '{word}'")
    if word in _EVENT_DETERMINERS and after.lower() != "of":
        return Slot("count", "NN", f"it stands after '{word}'")
    return Slot("noun", None, f"it stands after '{word}'")


def _noun_follows(after: str, singular: bool) -> bool:
    if not after[:1].isalpha() or after.lower() in _NEVER_HEADS:
        return False
    if not can_be(after, "NOUN") or can_be(after, "ADJ") or can_be(after, "ADV"):
        return False
    if singular and after.lower().endswith("s") and can_be(after, "VERB"):
        return False
    return not (can_be(after, "VERB") and after.lower().endswith("ed"))


def _after_to(
    left: list[tuple[str, Span]],
    right: list[tuple[str, Span]],
    before: str,
    after: str,
    verbal: bool,
    tag: str | None,
) -> Slot | None:
    if before != "to":
        return None
    governor = left[-2][0].lower() if len(left) > 1 else ""
    if tag == "VBG":
        return Slot("verb", "VBG", "it is a gerund after 'to'")
    if governor in _TO_IS_PREPOSITION or (not verbal and not (can_be(governor, "VERB") and tag == "VB")):
        if _noun_follows(after, singular=False):
            return Slot("mod", None, f"it stands before the noun '{after}'")
        return Slot("noun", None, "it stands after the preposition 'to'")
    return Slot("verb", "VB", "it stands after 'to'")


def _after_auxiliary(
    left: list[tuple[str, Span]],
    right: list[tuple[str, Span]],
    before: str,
    after: str,
    verbal: bool,
    tag: str | None,
) -> Slot | None:
    words = [word.lower() for word, _ in left]
    while words and (words[-1] in _ADVERBS or (words[-1].endswith("ly") and can_be(words[-1], "ADV"))):
        words.pop()
    last = words[-1] if words else ""
    if not verbal:
        return None
    if last in _MODALS:
        return Slot("verb", "VB", f"it stands after '{last}'")
    if last in _HAVE and tag in ("VBD", "VBN"):
        return Slot("verb", "VBN", f"it stands after '{last}'")
    if last in _BE and tag == "VBG":
        return Slot("verb", "VBG", f"it stands after '{last}'")
    if last in _BE:
        return Slot("noun", None, f"it completes '{last}'")
    return None


def _before_noun(
    left: list[tuple[str, Span]],
    right: list[tuple[str, Span]],
    before: str,
    after: str,
    verbal: bool,
    tag: str | None,
) -> Slot | None:
    if verbal or tag not in (None, "NN", "VB"):
        return None
    if not _noun_follows(after, singular=False) or can_be(after, "VERB"):
        compound = _noun_follows(after, singular=False) and len(right) > 1 and right[1][0] in ".,;:!?)"
        if not (compound and not only_verb(after) and before not in _PLURAL_SUBJECTS):
            return None
    return Slot("mod", None, f"it stands before the noun '{after}'")


def _after_preposition(
    left: list[tuple[str, Span]],
    right: list[tuple[str, Span]],
    before: str,
    after: str,
    verbal: bool,
    tag: str | None,
) -> Slot | None:
    if before not in _PREPOSITIONS:
        return None
    if verbal and tag == "VBG":
        return Slot("verb", "VBG", f"it is a gerund after '{before}'")
    return Slot("noun", None, f"it stands after '{before}'")


def _as_subject(
    left: list[tuple[str, Span]],
    right: list[tuple[str, Span]],
    before: str,
    after: str,
    verbal: bool,
    tag: str | None,
) -> Slot | None:
    finite = _is_finite(after)
    plural = left and _is_plural_subject(left)
    if plural and finite and verbal and tag in ("VB", "NN", None):
        # "officials 'live the goods' embody ...": the clause has its verb; the wording is a noun.
        noun = left[-1][1] if before not in _PLURAL_SUBJECTS else None
        if noun is None:
            return None
        return Slot("noun", None, f"the clause has its verb in '{after}'", possessive_of=noun)
    if not left or before in ".,;:!?(" or before in _CLAUSE_STARTERS:
        if finite:
            return Slot("noun", None, f"it is the subject of '{after}'")
        if tag == "VBG" or (tag in ("VBD", "VBN") and before in ("and", "but", "who", "which")):
            return Slot("verb", tag if tag == "VBG" else "VBD", "its form fits there")
        return None
    if not verbal:
        return None
    if plural:
        past = tag in ("VBD", "VBN")
        return Slot("verb", "VBD" if past else "VB", f"it is the verb of '{left[-1][0]}'")
    if _is_singular_subject(left):
        past = tag in ("VBD", "VBN")
        return Slot("verb", "VBD" if past else "VBZ", f"it is the verb of '{left[-1][0]}'")
    return None


def _by_form(
    left: list[tuple[str, Span]], right: list[tuple[str, Span]], before: str, verbal: bool, tag: str | None
) -> Slot | None:
    if tag == "VBG":
        return Slot("verb", "VBG", "its form fits there")
    if verbal and tag in ("VBD", "VBN", "VBZ"):
        words = [word.lower() for word, _ in left]
        if words and (words[-1] in _ADVERBS or words[-1].endswith("ly") or words[-1] in ("and", "who")):
            return Slot("verb", "VBD" if tag != "VBZ" else "VBZ", "its form fits there")
        return None
    if verbal and tag == "VB":
        words = [word.lower() for word, _ in left]
        coordinated = words[-1:] and words[-1] in (",", "and", "or", "then")
        if coordinated and any(word == "to" or word in _MODALS for word in words):
            return Slot("verb", "VB", "it goes on after the verb before it")
        return None
    if not verbal:
        if right and _is_finite(right[0][0]):
            return Slot("noun", None, f"it is the subject of '{right[0][0]}'")
        if tag == "NNS":
            return Slot("count", "NNS", "it is a plural noun")
        if before and (can_be(before, "VERB") or before in (",", "and", "or", "(", ":", ";")):
            return Slot("noun", None, f"it stands after '{before}'")
        if before and (set(lemmas(before)) == {"ADJ"} or not lemmas(before)):
            return Slot("noun", None, f"it stands after '{before}'")
        return None
    return None


def _is_finite(word: str) -> bool:
    lower = word.lower()
    return lower in _FINITE_AFTER or (lower.isalpha() and only_verb(lower) and not lower.endswith("ing"))


def _is_plural_subject(left: list[tuple[str, Span]]) -> bool:
    word = left[-1][0].lower()
    if word in _PLURAL_SUBJECTS:
        return True
    return (
        word.endswith("s")
        and word not in _SINGULAR_SUBJECTS
        and "NOUN" in lemmas(word)
        and not can_be(word, "ADV")
        and (word not in lemmas(word)["NOUN"] and not _is_finite(word))
    )


def _is_singular_subject(left: list[tuple[str, Span]]) -> bool:
    index = len(left) - 1
    while index >= 0 and (left[index][0].lower() in _ADVERBS or left[index][0].lower().endswith("ly")):
        index -= 1
    if index < 0:
        return False
    word = left[index][0]
    if word.lower() in _SINGULAR_SUBJECTS:
        return True
    if word[:1].isupper() and index > 0 and left[index - 1][0][:1].isupper():
        return True
    determined = index > 0 and left[index - 1][0].lower() in _DETERMINERS
    return determined and set(lemmas(word)) == {"NOUN"} and not word.lower().endswith("s")
