"""What a wrong wording becomes: the place chooses among the concept's preferred terms, form and number carry over.

Nothing is decided here about whether the edit may be made; an unclear place gives a proposal that says so.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.checks.hits import Hit
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Span, Term, same_language
from toolkit.model.terms import PartOfSpeech
from toolkit.postedit.bare import is_bare_many
from toolkit.postedit.beside import (
    far_singular,
    is_counted_as_many,
    is_plural_after_one,
    may_be_predicate,
    modifies_many,
    noun_may_follow,
    stands_apart,
)
from toolkit.postedit.capitals import capitals
from toolkit.postedit.choose import by_likeness
from toolkit.postedit.frames import acting, does
from toolkit.postedit.misfit import misfit
from toolkit.postedit.unfitted import unfitted
from toolkit.postedit.verbs import (
    acts_as_verb,
    follows_be,
    has_counted_object,
    is_base,
    led_form,
    negation_cut,
    only_nominal,
    shown_tag,
    shows_verb,
    told_tense,
)
from toolkit.text import closed_classes
from toolkit.text.agreement import grammar
from toolkit.text.inflect import inflector
from toolkit.text.inflect.en import lemmas, only_verb
from toolkit.text.plurals import is_plural, singular
from toolkit.text.slots import Slot, noun_determiner, slot
from toolkit.text.uncountable import head, is_uncountable, may_be_mass
from toolkit.text.variants import GAP, at_mention

_NOMINAL = ("noun", "count", "name", None)


class Proposal(NamedTuple):
    """A replacement for a wrong wording."""

    after: str | None
    """None: no wording of the glossary is clear for this place."""
    place: Slot | None
    reason: str
    alternatives: tuple[str, ...] = ()
    is_name: bool = False
    """A name takes no article of its own."""


def propose(text: str, hit: Hit, index: GlossaryIndex, first_mention: bool) -> Proposal:
    """The replacement for `hit` in `text`, with its reason; `first_mention` writes the gloss out."""
    language = index.pair.target
    preferred = index.preferred(hit.concept)
    if hit.term.replace_with and "|" in hit.term.replace_with:
        choices = tuple(at_mention(choice, first=False) for choice in hit.term.replace_with.split("|"))
        return Proposal(None, None, "the glossary offers several replacements", choices)
    if same_language(language, "en") and hit.term.part_of_speech in ("noun", "count"):
        form = does(
            text, hit, hit.term.replace_with or next((t.text for t in preferred if t.part_of_speech != "verb"), "")
        )
        verb = next((term for term in preferred if term.part_of_speech == "verb"), None)
        if form and verb is not None and (doing := _in_form(verb, form, language)):
            rest = tuple(dict.fromkeys(term.text for term in preferred if term is not verb))
            return Proposal(capitals(text, hit, doing, as_listed=False), None, "it is what somebody does", rest)
    counted = hit.tag in (None, "NN") and hit.term.part_of_speech in ("noun", "count")
    if counted and same_language(language, "en"):
        kinds = [term.part_of_speech for term in preferred]
        bare = is_bare_many(text, hit, [term.text for term in preferred], kinds)
        if bare or is_counted_as_many(text, hit):
            hit = hit._replace(tag="NNS")  # "three county long walked in"
    if hit.tag is None and hit.term.part_of_speech == "verb" and not hit.located and same_language(language, "en"):
        hit = hit._replace(tag=shown_tag(hit.span.of(text)))
    if named := _thing(text, hit, preferred, language):
        return Proposal(capitals(text, hit, named.text, as_listed=False), None, "it is a thing: a determiner leads it")
    if hit.term.replace_with:
        quoted = in_speech(text, hit.span)
        owns = re.match(
            r"[\"\N{RIGHT DOUBLE QUOTATION MARK}]?['\N{RIGHT SINGLE QUOTATION MARK}]s\b", text[hit.span.end :]
        )
        if grammar(language) is not None and "[" not in hit.term.replace_with and hit.gap is None:
            return Proposal(hit.term.replace_with, None, "the glossary names this replacement for it")
        called = hit.span.start == hit.sentence.start and text[hit.span.end : hit.span.end + 1] in (",", "!")
        after = _written(hit, first_mention and not (quoted or owns or called), language)
        if hit.term.part_of_speech == "verb" and hit.tag in (None, "VB") and same_language(language, "en"):
            asked = led_form(text, hit)
            if asked is None and follows_be(text, hit.span.start) and is_base(after.split()[0]):
                return Proposal(None, None, "a verb in this form does not stand after a form of 'be'", (after,))
            after = _inflected(after, asked, "verb", language)
        if quoted or owns or called:
            after = after.replace('"', "")
        if hit.term.part_of_speech in ("noun", "count") and same_language(language, "en"):
            if is_plural_after_one(text, hit, after):
                return Proposal(None, None, f"'{after}' does not stand after 'a' or 'every'", (after,))
            if _wants_verb(text, hit):
                return Proposal(None, None, f"the place wants a verb, and '{after}' is a noun", (after,))
            if modifies_many(text, hit):  # "two [influencer] accounts"
                nouns = (term for term in preferred if term.part_of_speech in ("noun", "count"))
                after = next((term.text for term in nouns if _in_form(term, "NNS", language) == after), after)
        return Proposal(capitals(text, hit, after, as_listed=True), None, "the glossary names this replacement for it")
    if not preferred:
        return Proposal(None, None, "the glossary has no preferred term for it")
    alternatives = tuple(dict.fromkeys(term.text for term in preferred))
    if hit.rivals:
        others = tuple(t.text for c in hit.rivals for t in index.preferred(c))
        return Proposal(None, None, "several terms claim this wording", alternatives + others)
    if hit.located:
        preferred = by_likeness(preferred, hit.span.of(text), hit.tag, language)
    chosen, tag, place, reason = _choice(text, hit, preferred, language)
    if chosen is None:
        return Proposal(None, place, reason, alternatives)
    if why := unfitted(text, hit, chosen, language):
        return Proposal(None, None, why, alternatives)
    if grammar(language) is not None:  # the place as a whole tells the form
        return Proposal(chosen.text, None, reason, tuple(a for a in alternatives if a != chosen.text))
    formed = _in_form(chosen, tag, language)
    many = is_plural(chosen.text) and (hit.located or chosen.text.lower().endswith(head(chosen.text)))
    if tag == "NNS" and (many or is_uncountable(chosen.text) or _is_whole(chosen, hit)):
        formed = chosen.text
    if hit.located and tag != "NNS" and same_language(language, "en") and _stands_alone(text, hit, chosen):
        formed = singular(chosen.text) or formed
    if formed is None:
        return Proposal(None, place, f"'{chosen.text}' has no form that fits there", alternatives)
    rest = tuple(dict.fromkeys(t.text for t in preferred if t.text not in (chosen.text, formed)))
    unfit = misfit(text, hit, chosen, formed, index.pair) if hit.located and same_language(language, "en") else None
    if unfit:
        return Proposal(None, place, unfit, (formed, *(a for a in alternatives if a != formed)))
    if helper := negation_cut(text, hit, formed):
        return Proposal(None, place, f"'{helper}' would lose its 'not'", (formed, *rest))
    is_name = chosen.part_of_speech == "name"
    beside = slot(text, hit.span, hit.sentence, "noun", "NN") if is_name else None
    modifies = beside is not None and beside.kind == "mod"  # "a [Kuaishou] account"
    if is_name and not modifies and noun_determiner(text, hit.span.start, hit.sentence.start) in _OWNERS:
        return Proposal(None, place, "a name does not stand after 'his' or 'a'", alternatives)
    after = capitals(text, hit, formed, as_listed=is_name or chosen.case == "exact")
    return Proposal(after, place, reason, rest, is_name)


def _is_whole(chosen: Term, hit: Hit) -> bool:
    """Whether the term names an activity in place of words with another head: "financing activities" -> "financing"."""
    return hit.located and may_be_mass(chosen.text) and head(hit.term.text).rstrip("s") != head(chosen.text)


def _stands_alone(text: str, hit: Hit, chosen: Term) -> bool:
    """Whether a plural would be wrong here: after "a" or "every", or directly before another noun."""
    if not is_plural(chosen.text):
        return False
    if noun_determiner(text, hit.span.start, hit.sentence.start) in _ONE:
        return True
    place = slot(text, hit.span, hit.sentence, "noun", "NN")
    return place is not None and place.kind == "mod"


def _thing(text: str, hit: Hit, preferred: tuple[Term, ...], language: str) -> Term | None:
    """The noun for a listed verb whose participle "a" or "one" leads, and so is none: "with one [overturned car]"."""
    before = text[hit.sentence.start : hit.span.start].split()
    if hit.term.part_of_speech != "verb" or hit.tag not in ("VBN", "VBD") or not before:
        return None
    if hit.located or hit.literal or not same_language(language, "en") or before[-1].lower() not in _COUNTED:
        return None
    nouns = (term for term in preferred if term.part_of_speech in ("noun", "count"))
    return next((term for term in nouns if not is_mass(term)), None)


def _wants_verb(text: str, hit: Hit) -> bool:
    """Whether the wording begins with a verb in a verb's place: "to reward the anchor", "she dropped powder"."""
    first = re.match(r"[^\W\d_]+", hit.span.of(text))
    before = text[hit.sentence.start : hit.span.start].split()
    governor = before[-1].lower() if before else ""
    if first and governor == "to" and len(before) > 1 and before[-2].lower() == "how":
        return True
    if not first or not lemmas(first.group()).get("VERB") or hit.span.of(text)[first.end() :].startswith("-"):
        return False  # "cross-border" is no verb
    if governor in _SUBJECTS:
        return True
    base = first.group().lower() in lemmas(first.group())["VERB"]
    if base and governor in _GOES_ON and only_verb(first.group().lower()):
        return True  # "pay the fee and then [choose the product]"
    place = slot(text, hit.span, hit.sentence, "verb", "VB") if base and governor in _LEADS_TO_VERB else None
    return place is not None and place.kind == "verb" and place.tag == "VB"


_GOES_ON = frozenset("then and or".split())
_SUBJECTS = frozenset("i he she we they who".split())
_LEADS_TO_VERB = closed_classes.MODALS - closed_classes.DO | {"to"}
"""After "does" a noun is what one does."""
_SPEECH = 3000
"""A quotation that opened longer ago than so many characters is not one."""


def in_speech(text: str, span: Span) -> bool:
    """Whether the place is inside a quotation that holds more than the place itself.

    >>> in_speech('"Thank you, old iron!" he said.', Span(12, 20))
    True
    >>> in_speech('calling fans "old iron".', Span(14, 22))
    False
    """
    opening, closing = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
    line = text.rfind("\n", 0, span.start) + 1
    before = text[line : span.start]
    straight = before.count('"') % 2 == 1 and before.rfind('"') >= len(before) - _SPEECH
    curly = before.count(opening) > before.count(closing) and before.rfind(opening) >= len(before) - _SPEECH
    tight = before.rstrip("'\N{LEFT SINGLE QUOTATION MARK}")[-1:] in ('"', opening) and text[span.end :].lstrip(
        "'\N{RIGHT SINGLE QUOTATION MARK}"
    )[:1] in ('"', closing)
    return (straight or curly) and not tight


def _choice(
    text: str, hit: Hit, preferred: tuple[Term, ...], language: str
) -> tuple[Term | None, str | None, Slot | None, str]:
    """(term, form, place, reason); the term is None where no rule is clear."""
    by_kind: dict[str | None, Term] = {}
    for candidate in preferred:
        by_kind.setdefault(candidate.part_of_speech, candidate)
    wrong = hit.term.part_of_speech
    if wrong in ("phrase", "name", "adjective", "adverb", "mod"):
        same = by_kind.get(wrong) or (preferred[0] if len(preferred) == 1 else None)
        return (
            same,
            None,
            None,
            "the glossary gives one wording for it" if same else "it fits no listed wording",
        )
    if not same_language(language, "en"):
        alike = [term for term in preferred if wrong and term.part_of_speech == wrong]
        one = preferred[0] if len(preferred) == 1 else alike[0] if len(alike) == 1 else None
        reason = "the only preferred term" if len(preferred) == 1 else f"the only preferred {wrong}"
        return one, hit.tag, None, reason if one else "several preferred terms, and no rule to choose"
    if wrong in ("noun", "count") and "verb" in by_kind and has_counted_object(text, hit):
        reason = "a gerund with its object"
        return by_kind["verb"], "VBG", Slot("verb", "VBG", reason), reason
    place = slot(text, hit.span, hit.sentence, wrong, hit.tag)
    if place is not None and place.kind == "verb" and place.tag == "VBZ" and acting(text, hit):
        place = Slot("verb", "VB", "it is what somebody is let or seen to do")
    elif place is not None and place.kind == "verb" and place.tag == "VBZ" and told_tense(text, hit) == "VBD":
        place = place._replace(tag="VBD")  # "he [quit the goods] and left"
    if wrong == "verb" and set(by_kind) == {"verb"}:
        if place is None and hit.tag in ("VBD", "VBN") and follows_be(text, hit.span.start):
            return None, None, None, "it may be passive"
        bare = "VB" if acting(text, hit) else told_tense(text, hit)
        tag = "VBN" if place is not None and place.tag == "VBN" else bare
        if tag not in ("VBN", "VBG") and follows_be(text, hit.span.start):
            return None, None, None, "a verb in this form does not stand after a form of 'be'"
        if tag not in ("VBN", "VBG") and (led := _preposition(text, hit)):
            return None, None, None, f"a verb in this form does not stand after '{led}'"
        reason = "a verb for a verb, form carried over"
        return by_kind["verb"], tag, Slot("verb", tag, reason), reason
    if wrong != "verb" and all(kind in _NOMINAL for kind in by_kind) and "count" not in by_kind:
        only = by_kind.get("noun") or preferred[0]
        by_verb = not hit.located and hit.term.part_of_speech != "count" and acts_as_verb(text, hit)
        if (place is not None and place.kind == "verb") or by_verb or _wants_verb(text, hit):
            return None, None, place, "the place wants a verb, and the glossary has none"
        leads = place is not None and place.kind == "mod" and not only.text.endswith("s")
        if is_mass(only) and hit.tag != "NNS" and not leads and _counted(text, hit, only):
            return None, None, None, f"'{only.text}' takes no 'a' or 'every'"
        if is_mass(only) and only.text.endswith("s") and hit.tag != "NNS" and far_singular(text, hit):
            return None, None, place, f"'{only.text}' is a plural, and its verb further on is not"
        if is_mass(only) and only.text.endswith("s") and place is not None and place.kind == "mod":
            return None, None, place, f"'{only.text}' does not stand before a noun"
        unmarked = hit.tag != "NNS" or not hit.span.of(text).lower().endswith("s")  # "the [police] light"
        singular = place is not None and place.kind == "mod" and unmarked
        if hit.span.of(text).lower().endswith("police") and not singular and noun_may_follow(text, hit):
            return None, None, place, "whether it is one or many is for a human to decide"
        return only, None if singular else hit.tag, None, "a noun for a noun, number carried over"
    if place is None and not hit.located and "verb" in by_kind and shows_verb(text, hit):
        reason = "a verb for a verb, form carried over"
        return by_kind["verb"], hit.tag, Slot("verb", hit.tag, reason), reason
    gerund = hit.term.part_of_speech in ("noun", "verb") and _is_gerund_with_object(hit.span.of(text))
    if place is None and not hit.located and "verb" in by_kind and gerund:
        reason = "a gerund with its object for one"
        return by_kind["verb"], "VBG", Slot("verb", "VBG", reason), reason
    if place is None and only_nominal(text, hit, by_kind):
        noun, count = by_kind.get("noun") or by_kind.get("name"), by_kind.get("count")
        counts_one = noun_determiner(text, hit.span.start, hit.sentence.start) in _ONE
        return (
            (count or noun) if counts_one or hit.tag == "NNS" else (noun or count),
            hit.tag,
            None,
            "a noun for a noun",
        )
    if place is None and "noun" in by_kind and wrong in ("noun", "count") and stands_apart(text, hit):
        return by_kind["noun"], hit.tag, None, "it is a remark of its own"
    if place is None:
        return None, None, None, "the place does not show which wording fits"
    if place.kind == "mod" and "count" in by_kind and may_be_predicate(text, hit):
        # "a [live broadcast] rose"
        place = Slot("count", "NN", "the word behind it may be its verb")
    term, tag = _for_slot(place, by_kind, hit.tag)
    if place.kind == "noun" and tag != "NNS" and "count" in by_kind:
        # "a single live broadcast": the article is further off
        term = by_kind["count"] if noun_determiner(text, hit.span.start, hit.sentence.start) in _COUNTED else term
    if term is not None and is_mass(term) and place.kind in ("count", "noun") and _counted(text, hit, term):
        return None, None, place, f"'{term.text}' takes no 'a' or 'every'"
    if term is None:
        return None, None, place, f"the place wants a {place.kind}, and the glossary has none"
    if place.kind == "mod" and term.part_of_speech != "mod" and _is_gerund_with_object(term.text):
        return None, None, place, f"'{term.text}' does not stand before a noun"
    return term, tag, place, place.rule


def _is_gerund_with_object(text: str) -> bool:
    """Whether it is made like "selling goods", which is no modifier; "livestream selling" is one."""
    first, _, rest = text.partition(" ")
    return first.endswith("ing") and bool(rest) and only_verb(first)


_ONE = frozenset("a an one each every another this that".split())
_COUNTED = frozenset("a an each every another one".split())
_OWNERS = frozenset("a an his her my our your their every each another".split())


def is_mass(term: Term) -> bool:
    """Whether the term has no plural of its own, as the glossary says: NNS is the term itself."""
    return dict(term.forms).get("NNS") == term.text


def _counted(text: str, hit: Hit, term: Term) -> bool:
    """Whether a determiner stands before the place that the mass or plural term cannot have."""
    determiner = noun_determiner(text, hit.span.start, hit.sentence.start)
    singular = ("this", "that") if term.text.endswith("s") else ()
    return determiner in ("a", "an", "each", "every", "another", "one", *singular)


def _preposition(text: str, hit: Hit) -> str | None:
    """The preposition that stands directly before the place, a quotation mark between passed over."""
    lead = text[hit.sentence.start : hit.span.start]
    before = re.search(r"([^\W\d_]+)\s+[\"'\N{LEFT DOUBLE QUOTATION MARK}]?$", lead)
    word = before.group(1).lower() if before else ""
    return word if word in closed_classes.PREPOSITIONS else None


def _for_slot(place: Slot, by_kind: dict[str | None, Term], tag: str | None) -> tuple[Term | None, str | None]:
    noun = by_kind.get("noun") or by_kind.get(None)
    count = by_kind.get("count")
    if place.kind == "verb":
        return by_kind.get("verb"), place.tag
    if place.kind == "mod":
        return by_kind.get("mod") or noun, None
    if place.kind == "count" or tag == "NNS":
        return count or noun or by_kind.get("name"), place.tag or tag
    return noun or count or by_kind.get("name"), None


def _in_form(term: Term, tag: str | None, language: str) -> str | None:
    if tag is None or tag in ("VB", "NN"):
        return term.text
    listed = dict(term.forms).get(tag)
    if listed:
        return listed
    main = tuple(term.main_word.split("|")) if term.main_word else ()
    return inflector(language).inflect(term.text, main, tag)


def _written(hit: Hit, first_mention: bool, language: str) -> str:
    after = at_mention(hit.term.replace_with or "", first_mention)
    if hit.gap is not None:
        after = after.replace(GAP.strip(), hit.gap)
    if hit.term.main_word == "-":
        return after
    verbal = hit.term.part_of_speech == "verb" and hit.tag in ("VBZ", "VBD", "VBG", "VBN")
    plural = hit.term.part_of_speech in ("noun", "count") and hit.tag == "NNS"
    return _inflected(after, hit.tag, hit.term.part_of_speech, language) if verbal or plural else after


def _inflected(after: str, tag: str | None, part_of_speech: PartOfSpeech | None, language: str) -> str:
    """The wording in that form; as it is where none is asked for, or it has none."""
    words = inflector(language)
    return (words.inflect(after, words.main_words(after, part_of_speech), tag) if tag else None) or after
