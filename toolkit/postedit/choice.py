"""Which preferred term a place wants, and in which form: rules in order, the first that knows the place decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from toolkit.checks.hits import Hit
from toolkit.model import Term, same_language
from toolkit.postedit.beside import far_singular, may_be_predicate, noun_may_follow, stands_apart
from toolkit.postedit.frames import acting
from toolkit.postedit.governed import leading_preposition, wants_verb
from toolkit.postedit.verbs import (
    acts_as_verb,
    follows_be,
    has_counted_object,
    only_nominal,
    shows_verb,
    told_tense,
)
from toolkit.text.inflect.en import only_verb
from toolkit.text.slots import Slot, noun_determiner, slot

_NOMINAL = ("noun", "count", "name", None)
_AS_LISTED = ("phrase", "name", "adjective", "adverb", "mod")
ONE = frozenset("a an one each every another this that".split())
"""Words before one thing."""
COUNTED = frozenset("a an each every another one".split())
"""Words before one thing of several, which an uncountable noun cannot have."""


class Choice(NamedTuple):
    """A term and its form for a place; the term is None where no rule is clear."""

    term: Term | None
    tag: str | None
    place: Slot | None
    reason: str


class _Asked(NamedTuple):
    text: str
    hit: Hit
    preferred: tuple[Term, ...]
    kinds: dict[str | None, Term]
    """The first preferred term of each part of speech."""
    place: Slot | None

    @property
    def wrong(self) -> str | None:
        """The part of speech of the wording that stands there."""
        return self.hit.term.part_of_speech

    @property
    def determiner(self) -> str | None:
        return noun_determiner(self.text, self.hit.span.start, self.hit.sentence.start)


def choice(text: str, hit: Hit, preferred: tuple[Term, ...], language: str) -> Choice:
    """The one of `preferred` for the place of `hit`, its form (a Penn tag), the slot, and the reason.

    Outside English the form is for the phrase as a whole to tell (`toolkit.postedit.agree`).
    """
    kinds: dict[str | None, Term] = {}
    for candidate in preferred:
        kinds.setdefault(candidate.part_of_speech, candidate)
    english = same_language(language, "en")
    asked = _Asked(text, hit, preferred, kinds, _place(text, hit) if english else None)
    for rule in _ENGLISH if english else _OTHERS:
        if (found := rule(asked)) is not None:
            return found
    raise AssertionError("the last rule answers always")


def _place(text: str, hit: Hit) -> Slot | None:
    place = slot(text, hit.span, hit.sentence, hit.term.part_of_speech, hit.tag)
    if place is None or place.kind != "verb" or place.tag != "VBZ":
        return place
    if acting(text, hit):
        return Slot("verb", "VB", "it is what somebody is let or seen to do")
    return place._replace(tag="VBD") if told_tense(text, hit) == "VBD" else place  # "he [quit the goods] and left"


def _as_listed(asked: _Asked) -> Choice | None:
    if asked.wrong not in _AS_LISTED:
        return None
    same = asked.kinds.get(asked.wrong) or (asked.preferred[0] if len(asked.preferred) == 1 else None)
    reason = "the glossary gives one wording for it" if same else "it fits no listed wording"
    return Choice(same, None, None, reason)


def _only_one(asked: _Asked) -> Choice:
    if len(asked.preferred) == 1:
        return Choice(asked.preferred[0], asked.hit.tag, None, "the only preferred term")
    alike = [term for term in asked.preferred if asked.wrong and term.part_of_speech == asked.wrong]
    if len(alike) == 1:
        return Choice(alike[0], asked.hit.tag, None, f"the only preferred {asked.wrong}")
    return Choice(None, asked.hit.tag, None, "several preferred terms, and no rule to choose")


def _gerund_with_counted_object(asked: _Asked) -> Choice | None:
    listed = asked.wrong in ("noun", "count") and "verb" in asked.kinds
    if not listed or not has_counted_object(asked.text, asked.hit):
        return None
    reason = "a gerund with its object"
    return Choice(asked.kinds["verb"], "VBG", Slot("verb", "VBG", reason), reason)


def _verb_for_verb(asked: _Asked) -> Choice | None:
    text, hit, place = asked.text, asked.hit, asked.place
    if asked.wrong != "verb" or set(asked.kinds) != {"verb"}:
        return None
    if place is None and hit.tag in ("VBD", "VBN") and follows_be(text, hit.span.start):
        return Choice(None, None, None, "it may be passive")
    passive = place is not None and place.tag == "VBN"
    tag = "VBN" if passive else "VB" if acting(text, hit) else told_tense(text, hit)
    if tag not in ("VBN", "VBG"):
        if follows_be(text, hit.span.start):
            return Choice(None, None, None, "a verb in this form does not stand after a form of 'be'")
        if led := leading_preposition(text, hit):
            return Choice(None, None, None, f"a verb in this form does not stand after '{led}'")
    reason = "a verb for a verb, form carried over"
    return Choice(asked.kinds["verb"], tag, Slot("verb", tag, reason), reason)


def _noun_for_noun(asked: _Asked) -> Choice | None:
    """Where the glossary has only nouns: the place must want one, and the term's number must fit it."""
    text, hit, place = asked.text, asked.hit, asked.place
    if asked.wrong == "verb" or not all(kind in _NOMINAL for kind in asked.kinds) or "count" in asked.kinds:
        return None
    only = asked.kinds.get("noun") or asked.preferred[0]
    by_verb = not hit.located and hit.term.part_of_speech != "count" and acts_as_verb(text, hit)
    if (place is not None and place.kind == "verb") or by_verb or wants_verb(text, hit):
        return Choice(None, None, place, "the place wants a verb, and the glossary has none")
    modifies = place is not None and place.kind == "mod"
    if is_mass(only) and hit.tag != "NNS":
        if not (modifies and not only.text.endswith("s")) and _counted(asked, only):
            return Choice(None, None, None, f"'{only.text}' takes no 'a' or 'every'")
        if only.text.endswith("s") and far_singular(text, hit):
            return Choice(None, None, place, f"'{only.text}' is a plural, and its verb further on is not")
    if is_mass(only) and only.text.endswith("s") and modifies:
        return Choice(None, None, place, f"'{only.text}' does not stand before a noun")
    wording = hit.span.of(text).lower()
    singular = modifies and (hit.tag != "NNS" or not wording.endswith("s"))  # "the [police] light"
    if wording.endswith("police") and not singular and noun_may_follow(text, hit):
        return Choice(None, None, place, "whether it is one or many is for a human to decide")
    return Choice(only, None if singular else hit.tag, None, "a noun for a noun, number carried over")


def _no_slot(asked: _Asked) -> Choice | None:
    """Where the words around do not show what the place wants, the wording itself may."""
    text, hit, kinds = asked.text, asked.hit, asked.kinds
    if asked.place is not None:
        return None
    if not hit.located and "verb" in kinds:
        if shows_verb(text, hit):
            reason = "a verb for a verb, form carried over"
            return Choice(kinds["verb"], hit.tag, Slot("verb", hit.tag, reason), reason)
        if asked.wrong in ("noun", "verb") and _is_gerund_with_object(hit.span.of(text)):
            reason = "a gerund with its object for one"
            return Choice(kinds["verb"], "VBG", Slot("verb", "VBG", reason), reason)
    if only_nominal(text, hit, kinds):
        noun, count = kinds.get("noun") or kinds.get("name"), kinds.get("count")
        counts_one = asked.determiner in ONE or hit.tag == "NNS"
        return Choice((count or noun) if counts_one else (noun or count), hit.tag, None, "a noun for a noun")
    if "noun" in kinds and asked.wrong in ("noun", "count") and stands_apart(text, hit):
        return Choice(kinds["noun"], hit.tag, None, "it is a remark of its own")
    return Choice(None, None, None, "the place does not show which wording fits")


def _by_slot(asked: _Asked) -> Choice:
    text, hit, place = asked.text, asked.hit, asked.place
    assert place is not None
    if place.kind == "mod" and "count" in asked.kinds and may_be_predicate(text, hit):
        place = Slot("count", "NN", "the word behind it may be its verb")  # "a [live broadcast] rose"
    term, tag = _of_kind(place, asked.kinds, hit.tag)
    if place.kind == "noun" and tag != "NNS" and "count" in asked.kinds and asked.determiner in COUNTED:
        term = asked.kinds["count"]  # "a single live broadcast": the article is further off
    if term is not None and is_mass(term) and place.kind in ("count", "noun") and _counted(asked, term):
        return Choice(None, None, place, f"'{term.text}' takes no 'a' or 'every'")
    if term is None:
        return Choice(None, None, place, f"the place wants a {place.kind}, and the glossary has none")
    if place.kind == "mod" and term.part_of_speech != "mod" and _is_gerund_with_object(term.text):
        return Choice(None, None, place, f"'{term.text}' does not stand before a noun")
    return Choice(term, tag, place, place.rule)


_ENGLISH: tuple[Callable[[_Asked], Choice | None], ...] = (
    _as_listed,
    _gerund_with_counted_object,
    _verb_for_verb,
    _noun_for_noun,
    _no_slot,
    _by_slot,
)
_OTHERS: tuple[Callable[[_Asked], Choice | None], ...] = (_as_listed, _only_one)


def _of_kind(place: Slot, kinds: dict[str | None, Term], tag: str | None) -> tuple[Term | None, str | None]:
    noun, count = kinds.get("noun") or kinds.get(None), kinds.get("count")
    if place.kind == "verb":
        return kinds.get("verb"), place.tag
    if place.kind == "mod":
        return kinds.get("mod") or noun, None
    if place.kind == "count" or tag == "NNS":
        return count or noun or kinds.get("name"), place.tag or tag
    return noun or count or kinds.get("name"), None


def _is_gerund_with_object(text: str) -> bool:
    """Whether it is made like "selling goods", which is no modifier; "livestream selling" is one."""
    first, _, rest = text.partition(" ")
    return first.endswith("ing") and bool(rest) and only_verb(first)


def is_mass(term: Term) -> bool:
    """Whether the term has no plural of its own, as the glossary says: NNS is the term itself."""
    return dict(term.forms).get("NNS") == term.text


def _counted(asked: _Asked, term: Term) -> bool:
    """Whether a determiner stands before the place that the mass or plural term cannot have."""
    singular = ("this", "that") if term.text.endswith("s") else ()
    return asked.determiner in (*COUNTED, *singular)
