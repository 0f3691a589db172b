"""What kind of word fits in a place of an English sentence: the place decides the replacement.

Garble has no reliable part of speech; the place where it stands has. `slot` looks at the words beside the
place (closed classes, and a lexicon for open ones) and answers only where a rule is clear. It does not
parse: where the neighbours do not decide, the answer is None and a human is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.model import Span
from toolkit.text import closed_classes as words
from toolkit.text.inflect.en import can_be, is_many, lemmas, only_verb, word_form

_TOKEN = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}.-][^\W_]+)*|[^\w\s]")
_QUOTES = (
    "\"'"
    + "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    + ("\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}")
)
_PLURAL_OWNER = re.compile(r"[^\W\d_]+s['\N{RIGHT SINGLE QUOTATION MARK}]\s+$")
_OWNER = re.compile(r".+['\N{RIGHT SINGLE QUOTATION MARK}]s?")
_LEFT, _RIGHT = 400, 160
"""So many characters beside the place are looked at; a rule never needs more."""


class Slot(NamedTuple):
    """The kind of wording that fits, and the rule that says so."""

    kind: str
    """noun, count, mod or verb."""
    tag: str | None
    """Penn tag that the place asks for; None: as the wrong wording had it."""
    rule: str
    """The rule, in plain words, for the edit's reason."""
    possessive_of: Span | None = None
    """A plural noun before the place that must become possessive ("officials' ..."), or None."""


_UNCLEAR = Slot("", None, "")
"""A rule's word that no other rule should try."""


@dataclass(frozen=True, slots=True)
class _Place:
    left: tuple[tuple[str, Span], ...]
    """Words and marks before the place, quotation marks left out."""
    right: tuple[tuple[str, Span], ...]
    verbal: bool
    """The glossary lists the wording as a verb."""
    may_be_verb: bool
    """It is listed as a noun, but holds a word that can be a verb ("live broadcast")."""
    same_in_past: bool
    """Its verb has one form for present and past ("broadcast")."""
    tag: str | None

    @property
    def before(self) -> str:
        return self.left[-1][0].lower() if self.left else ""

    @property
    def after(self) -> str:
        return self.right[0][0] if self.right else ""

    def noun_follows(self, singular: bool = False) -> bool:
        """Whether the next word is surely a noun, which the wording would then modify."""
        word = self.after
        if not word[:1].isalpha() or word.lower() in words.NEVER_HEADS:
            return False
        if not can_be(word, "NOUN") or can_be(word, "ADJ") or can_be(word, "ADV"):
            return False
        if not can_be(word, "VERB"):
            return True
        return not (word.lower().endswith("ed") or (singular and word.lower().endswith("s")))

    def is_followed_by_finite(self) -> bool:
        lower = self.after.lower()
        return lower in words.FINITE or (lower.isalpha() and only_verb(lower) and not lower.endswith("ing"))

    def left_without_adverbs(self) -> list[str]:
        found = [word.lower() for word, _ in self.left]
        while found and (found[-1] in words.ADVERBS or (found[-1].endswith("ly") and can_be(found[-1], "ADV"))):
            found.pop()
        return found


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
    place = _place(text, span, sentence, wrong_pos, wrong_tag)
    for rule in (
        _after_determiner,
        _after_to,
        _after_auxiliary,
        _before_noun,
        _after_preposition,
        _by_subject,
        _by_form,
    ):
        found = rule(place)
        if found:
            return None if found is _UNCLEAR else found
    return None


def noun_determiner(text: str, start: int, sentence_start: int) -> str | None:
    """The determiner of the noun phrase that ends before `start`, adjectives between passed over; or None.

    >>> noun_determiner("brought a huge flow", 15, 0)
    'a'
    """
    left = [w for w, _ in _tokens(text, max(sentence_start, start - _LEFT), start) if w not in _QUOTES]
    for word in reversed(left[-4:]):
        lower = word.lower()
        if lower in words.DETERMINERS:
            return lower
        numeral = re.fullmatch(r"[\d.,]+(?:-[a-z]+)?", lower)
        if not (numeral or can_be(lower, "ADJ") or lower in ("first", "second", "third", "last", "next")):
            return None
    return None


def _tokens(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    return [(m.group(), Span(m.start(), m.end())) for m in _TOKEN.finditer(text, start, end)]


def _place(text: str, span: Span, sentence: Span, pos: str | None, tag: str | None) -> _Place:
    start = max(sentence.start, span.start - _LEFT)
    left = [t for t in _tokens(text, start, span.start) if t[0] not in _QUOTES]
    owner = _PLURAL_OWNER.search(text, start, span.start)
    if owner:
        left = [*left[:-1], ("s'", Span(*owner.span()))]
    end = min(sentence.end, span.end + _RIGHT)
    right = [t for t in _tokens(text, span.end, end) if t[0] not in _QUOTES]
    inner = [w for w, _ in _tokens(text, span.start, span.end)][1:]
    verbs = [w.lower() for w in inner if can_be(w, "VERB")]
    return _Place(
        left=tuple(left),
        right=tuple(right),
        verbal=pos == "verb",
        may_be_verb=pos != "verb" and bool(verbs),
        same_in_past=bool(verbs) and (word_form(verbs[0], "VBD") == verbs[0] or verbs[0].endswith("cast")),
        tag=tag,
    )


def _after_determiner(place: _Place) -> Slot | None:
    if place.before == "s'":
        if place.noun_follows() and not place.verbal:
            return Slot("mod", None, f"it stands before the noun '{place.after}'")
        return Slot("noun", None, "it stands after a possessive")
    index = len(place.left) - 1
    while index > 0 and (
        re.fullmatch(r"[\w.,]+-[a-z]+", place.left[index][0].lower())
        or place.left[index][0].lower() in ("first", "second", "third", "last", "next")
        or set(lemmas(place.left[index][0])) == {"ADJ"}
    ):
        index -= 1
    word = place.left[index][0].lower() if index >= 0 else ""
    owned = _OWNER.fullmatch(word) is not None
    ordinal = index < len(place.left) - 1 and place.before in ("first", "second", "third", "last", "next")
    if word not in words.DETERMINERS and not owned:
        return None
    if word in ("that", "this", "all", "both", "such") and (place.verbal or place.may_be_verb):
        # "that this live broadcast of goods ...": a noun there is, but no subject to carry a verb
        introduced = index > 0 and place.left[index - 1][0].lower() in ("that", "with", "of", "in", "for", "during")
        return _UNCLEAR if introduced and not place.verbal else None
    if place.verbal and place.tag in ("VBD", "VBN"):
        return _UNCLEAR  # "the [brushed orders]"
    plural_subject = place.tag == "NNS" and not place.verbal and can_be(place.after, "VERB")  # "many [buyers] return"
    if place.noun_follows(singular=word in words.SINGULAR_DETERMINERS) and not plural_subject:
        return Slot("mod", None, f"it stands before the noun '{place.after}'")
    if word in words.SINGULAR_DETERMINERS:
        return Slot("count", "NN", f"it stands after '{word}'")
    if place.tag == "NNS" or word in words.PLURAL_DETERMINERS:
        return Slot("count", "NNS", f"it is a plural after '{word}'")
    if ordinal or (word in words.EVENT_DETERMINERS and (place.may_be_verb or place.after.lower() != "of")):
        return Slot("count", "NN", f"it stands after '{word}'")
    return Slot("noun", None, f"it stands after '{word}'")


def _after_to(place: _Place) -> Slot | None:
    if place.before != "to":
        return None
    governor = place.left[-2][0].lower() if len(place.left) > 1 else ""
    if place.tag == "VBG":
        return Slot("verb", "VBG", "it is a gerund after 'to'")
    lemma = (lemmas(governor).get("VERB") or ("",))[0]
    infinitive = (
        not governor.isalpha()
        or governor in words.INFINITIVE_GOVERNORS | words.CLAUSE_STARTERS
        or lemma in words.INFINITIVE_VERBS
    )
    if governor in words.TO_IS_PREPOSITION and not (infinitive and place.verbal):
        if place.noun_follows():
            return Slot("mod", None, f"it stands before the noun '{place.after}'")
        return Slot("noun", None, "it stands after the preposition 'to'")
    if place.verbal or infinitive:
        return Slot("verb", "VB", "it stands after 'to'")
    return _UNCLEAR


def _after_auxiliary(place: _Place) -> Slot | None:
    before = place.left_without_adverbs()
    last = before[-1] if before else ""
    if last in words.DO and last == place.before and not place.verbal:
        return Slot("noun", None, f"it is what one '{last}'")
    if last in words.MODALS:
        return Slot("verb", "VB", f"it stands after '{last}'")
    if last in words.HAVE:
        if place.verbal and place.tag in ("VBD", "VBN"):
            return Slot("verb", "VBN", f"it stands after '{last}'")
        return _UNCLEAR if place.may_be_verb else None
    if last in words.BE:
        if place.verbal and place.tag == "VBG":
            return Slot("verb", "VBG", f"it stands after '{last}'")
        if place.may_be_verb or (place.verbal and place.tag in ("VBD", "VBN")):
            return _UNCLEAR
        if place.before.endswith("ly") and place.before not in words.SENTENCE_ADVERBS:
            return _UNCLEAR  # "is seriously [water-injected]"
        return Slot("noun", None, f"it completes '{last}'")
    return None


def _before_noun(place: _Place) -> Slot | None:
    if place.verbal or place.tag not in (None, "NN", "VB") or not place.noun_follows():
        return None
    if place.may_be_verb and (_is_plural_subject(place) or _is_singular_subject(place)):
        return _UNCLEAR
    if can_be(place.after, "VERB"):
        ends = len(place.right) > 1 and place.right[1][0] in ".,;:!?)"
        if not ends or place.before in words.PRONOUNS:
            return None
    return Slot("mod", None, f"it stands before the noun '{place.after}'")


def _after_preposition(place: _Place) -> Slot | None:
    named = place.before.isdigit() and len(place.before) > 2 and len(place.left) > 1  # "the test of '618' [sales]"
    if named and not place.verbal and place.tag != "NNS" and place.left[-2][0].lower() in words.PREPOSITIONS:
        return Slot("noun", None, f"it stands after '{place.left[-2][0].lower()} {place.before}'")
    if place.before not in words.PREPOSITIONS:
        return None
    if place.verbal and place.tag == "VBG":
        return Slot("verb", "VBG", f"it is a gerund after '{place.before}'")
    if place.tag == "NNS" and not place.verbal:
        return Slot("count", "NNS", f"it is a plural after '{place.before}'")
    return Slot("noun", None, f"it stands after '{place.before}'")


def _by_subject(place: _Place) -> Slot | None:
    finite = place.is_followed_by_finite()
    if not place.left or place.before in ".,;:!?(" or place.before in words.CLAUSE_STARTERS:
        return _at_clause_start(place, finite)
    past = place.tag in ("VBD", "VBN")
    if place.left[0][0].lower() in words.MODALS and (place.verbal or place.may_be_verb):
        return Slot("verb", "VB", f"the question begins with '{place.left[0][0]}'")
    if place.tag == "VBG" and place.verbal and (_is_plural_subject(place) or _is_singular_subject(place)):
        return Slot("verb", "VBG", f"it goes with '{place.left[-1][0]}'")
    if _is_plural_subject(place):
        if finite and place.verbal and place.tag in ("VB", "NN", None):
            # "officials 'live the goods' embody ...": the clause has its verb; the wording is a noun.
            if place.before in words.PLURAL_SUBJECTS:
                return _UNCLEAR
            return Slot("noun", None, f"the clause has its verb in '{place.after}'", possessive_of=place.left[-1][1])
        if place.verbal:
            return Slot("verb", "VBD" if past else "VB", f"it is the verb of '{place.left[-1][0]}'")
        if place.may_be_verb and not finite and place.tag != "NNS":
            return Slot("verb", "VB", f"it is the verb of '{place.left[-1][0]}'")
        return _UNCLEAR if place.may_be_verb else None
    if _is_singular_subject(place):
        if place.verbal:
            return Slot("verb", "VBD" if past else "VBZ", f"it is the verb of '{place.left[-1][0]}'")
        if place.may_be_verb and not finite:
            if place.tag == "NNS":
                return Slot("verb", "VBZ", f"it is the verb of '{place.left[-1][0]}'")
            if place.same_in_past:
                return Slot("verb", "VBD", f"it is the verb of '{place.left[-1][0]}'")
        return _UNCLEAR if place.may_be_verb else None
    return None


def _at_clause_start(place: _Place, finite: bool) -> Slot | None:
    if place.verbal and place.before in ("who", "which") and place.tag in ("VB", "VBZ", "VBD"):
        return Slot("verb", place.tag, f"it is the verb of '{place.before}'")
    if finite:
        return Slot("noun", None, f"it is the subject of '{place.after}'")
    if place.tag == "VBG":
        return Slot("verb", "VBG", "its form fits there")
    if place.tag in ("VBD", "VBN") and place.before in ("and", "but", "who", "which"):
        return Slot("verb", "VBD", "its form fits there")
    if place.verbal and place.tag == "VB" and place.before in (",", "and", "or"):
        governed = {word.lower() for word, _ in place.left}
        if "to" in governed or governed & words.MODALS:
            return Slot("verb", "VB", "it goes on after the verb before it")
    if not place.verbal and place.tag == "NNS":
        return Slot("count", "NNS", "it is a plural noun")
    if not place.verbal and place.before in ("and", "or", ",", "(", ":", ";") and not place.may_be_verb:
        return Slot("noun", None, f"it stands after '{place.before}'")
    return _UNCLEAR


def _by_form(place: _Place) -> Slot | None:
    if place.tag == "VBG":
        return Slot("verb", "VBG", "its form fits there")
    if place.verbal:
        if place.tag in ("VBD", "VBN", "VBZ") and (
            place.before in words.ADVERBS or place.before.endswith("ly") or place.before == "who"
        ):
            return Slot("verb", "VBZ" if place.tag == "VBZ" else "VBD", "its form fits there")
        then = place.before == "then" and {w.lower() for w, _ in place.left} & (words.MODALS | {"to"})
        return Slot("verb", "VB", "it goes on after the verb before it") if then and place.tag == "VB" else None
    if place.is_followed_by_finite():
        return Slot("noun", None, f"it is the subject of '{place.after}'")
    if place.tag == "NNS":
        return Slot("count", "NNS", "it is a plural noun")
    if place.before and (_takes_object(place) or set(lemmas(place.before)) == {"ADJ"}):
        return Slot("noun", None, f"it stands after '{place.before}'")
    return None


def _takes_object(place: _Place) -> bool:
    """Whether the word before is surely a verb, whose object the wording is: "promote live delivery"."""
    if only_verb(place.before):
        return True
    earlier = place.left[-2][0].lower() if len(place.left) > 1 else ""
    before_verbs = words.MODALS | words.PRONOUNS | {"to", "that", "which"}
    return can_be(place.before, "VERB") and earlier in before_verbs


def _is_plural_subject(place: _Place) -> bool:
    before = place.left_without_adverbs()
    word = before[-1] if before else ""
    if word in words.PLURAL_SUBJECTS or _is_joined(place):
        return True
    nouns = lemmas(word).get("NOUN", ())
    plural = bool(nouns) and word.endswith("s") and word not in nouns and word not in words.SINGULAR_SUBJECTS
    return plural and not can_be(word, "ADV") and not only_verb(word) and not _is_governed(place)


def _is_singular_subject(place: _Place) -> bool:
    index = len(place.left) - 1
    while index >= 0 and (place.left[index][0].lower() in words.ADVERBS or place.left[index][0].lower().endswith("ly")):
        index -= 1
    if index < 0:
        return False
    word = place.left[index][0]
    if word.lower() in words.SINGULAR_SUBJECTS:
        return True
    if word[:1].isupper() and index > 0 and place.left[index - 1][0][:1].isupper():
        return not _is_governed(place)
    determined = any(w.lower() in words.DETERMINERS for w, _ in place.left[max(0, index - 3) : index])
    if index > 0 and can_be(word, "VERB") and is_many(place.left[index - 1][0]):
        return False  # "some hosts charge [pit fees]": the verb of the noun before it
    nouns = lemmas(word).get("NOUN", ())
    return determined and word.lower() in nouns and not can_be(word, "ADJ") and not _is_governed(place)


def _is_joined(place: _Place) -> bool:
    """Whether a bare verb follows two nouns: "the shop and the platform [kick the ball]", not "... [kicks]"."""
    if not place.verbal or place.tag != "VB":
        return False
    for index, (word, _) in reversed(list(enumerate(place.left[-4:]))):
        if word.lower() == "and":
            before = place.left[-4:][index - 1][0] if index else place.left[-5][0] if len(place.left) > 4 else ""
            return bool(before) and can_be(before, "NOUN") and not only_verb(before)
        if not (word.lower() in words.DETERMINERS or can_be(word, "NOUN") or can_be(word, "ADJ")):
            return False
    return False


def _is_governed(place: _Place) -> bool:
    """Whether the noun before the place hangs on a preposition: "for farmers", "of Hainan Province"."""
    for word, _ in reversed(place.left[-5:-1]):
        if word.lower() in words.PREPOSITIONS:
            return True
        if not (word[:1].isupper() or word.lower() in words.DETERMINERS or can_be(word, "ADJ") or can_be(word, "NOUN")):
            return False
    return False
