"""What a wrong wording becomes: the place chooses among the concept's preferred terms, form and number carry over.

Nothing is decided here about whether the edit may be made; an unclear place gives a replacement of None that says so.
"""

from __future__ import annotations

from toolkit.checks.hits import Hit
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Term, same_language
from toolkit.postedit.bare import is_bare_many
from toolkit.postedit.beside import is_counted_as_many
from toolkit.postedit.capitals import capitals
from toolkit.postedit.choice import COUNTED, ONE, Choice, choice, is_mass
from toolkit.postedit.frames import does
from toolkit.postedit.likeness import by_likeness
from toolkit.postedit.misfit import misfit
from toolkit.postedit.replacement import NOUNS, Replacement, in_form, named
from toolkit.postedit.unfitted import unfitted
from toolkit.postedit.verbs import negation_cut, shown_tag
from toolkit.text.agreement import grammar
from toolkit.text.plurals import is_plural, singular
from toolkit.text.slots import noun_determiner, slot
from toolkit.text.uncountable import head, is_uncountable, may_be_mass
from toolkit.text.variants import at_mention

_OWNERS = frozenset("a an his her my our your their every each another".split())


def propose(text: str, hit: Hit, index: GlossaryIndex, first_mention: bool) -> Replacement:
    """The replacement for `hit` in `text`, with its reason; `first_mention` writes the gloss out."""
    language = index.pair.target
    english = same_language(language, "en")
    preferred = index.preferred(hit.concept)
    if hit.term.replace_with and "|" in hit.term.replace_with:
        choices = tuple(at_mention(one, first=False) for one in hit.term.replace_with.split("|"))
        return Replacement(None, None, "the glossary offers several replacements", choices)
    if english:
        if done := _done(text, hit, preferred):
            return done
        hit = _with_shown_form(text, hit, preferred)
        if thing := _thing(text, hit, preferred):
            after = capitals(text, hit, thing.text, as_listed=False)
            return Replacement(after, None, "it is a thing: a determiner leads it")
    if hit.term.replace_with:
        return named(text, hit, preferred, language, first_mention)
    if not preferred:
        return Replacement(None, None, "the glossary has no preferred term for it")
    if hit.rivals:
        claims = (hit.concept, *hit.rivals)
        wordings = tuple(dict.fromkeys(term.text for concept in claims for term in index.preferred(concept)))
        return Replacement(None, None, "several terms claim this wording", wordings)
    if hit.located:
        preferred = by_likeness(preferred, hit.span.of(text), hit.tag, language)
    wordings = tuple(dict.fromkeys(term.text for term in preferred))
    chosen = choice(text, hit, preferred, language)
    if chosen.term is None:
        return Replacement(None, chosen.place, chosen.reason, wordings)
    if why := unfitted(text, hit, chosen.term, language):
        return Replacement(None, None, why, wordings)
    if grammar(language) is not None:  # the phrase as a whole tells the form
        rest = tuple(wording for wording in wordings if wording != chosen.term.text)
        return Replacement(chosen.term.text, None, chosen.reason, rest)
    return _formed(text, hit, chosen.term, chosen, wordings, index)


def _formed(
    text: str, hit: Hit, term: Term, chosen: Choice, wordings: tuple[str, ...], index: GlossaryIndex
) -> Replacement:
    """The chosen term in its form and capitals, or why that form cannot stand there."""
    place, language = chosen.place, index.pair.target
    english = same_language(language, "en")
    formed = _form(text, hit, term, chosen.tag, language)
    if formed is None:
        return Replacement(None, place, f"'{term.text}' has no form that fits there", wordings)
    rest = tuple(wording for wording in wordings if wording not in (term.text, formed))
    if unfit := misfit(text, hit, term, formed, index.pair) if hit.located and english else None:
        return Replacement(None, place, unfit, (formed, *(a for a in wordings if a != formed)))
    if helper := negation_cut(text, hit, formed):
        return Replacement(None, place, f"'{helper}' would lose its 'not'", (formed, *rest))
    is_name = term.part_of_speech == "name"
    beside = slot(text, hit.span, hit.sentence, "noun", "NN") if is_name else None
    modifies = beside is not None and beside.kind == "mod"  # "a [Kuaishou] account"
    if is_name and not modifies and noun_determiner(text, hit.span.start, hit.sentence.start) in _OWNERS:
        return Replacement(None, place, "a name does not stand after 'his' or 'a'", wordings)
    after = capitals(text, hit, formed, as_listed=is_name or term.case == "exact")
    return Replacement(after, place, chosen.reason, rest, is_name)


def _form(text: str, hit: Hit, term: Term, tag: str | None, language: str) -> str | None:
    many = is_plural(term.text) and (hit.located or term.text.lower().endswith(head(term.text)))
    if tag == "NNS" and (many or is_uncountable(term.text) or _is_whole(term, hit)):
        return term.text
    if hit.located and tag != "NNS" and same_language(language, "en") and _stands_alone(text, hit, term):
        return singular(term.text) or in_form(term, tag, language)
    return in_form(term, tag, language)


def _is_whole(chosen: Term, hit: Hit) -> bool:
    """Whether the term names an activity in place of words with another head: "financing activities" -> "financing"."""
    return hit.located and may_be_mass(chosen.text) and head(hit.term.text).rstrip("s") != head(chosen.text)


def _stands_alone(text: str, hit: Hit, chosen: Term) -> bool:
    """Whether a plural would be wrong here: after "a" or "every", or directly before another noun."""
    if not is_plural(chosen.text):
        return False
    if noun_determiner(text, hit.span.start, hit.sentence.start) in ONE:
        return True
    place = slot(text, hit.span, hit.sentence, "noun", "NN")
    return place is not None and place.kind == "mod"


def _done(text: str, hit: Hit, preferred: tuple[Term, ...]) -> Replacement | None:
    """The verb for a listed noun in a verb's place: what somebody does."""
    verb = next((term for term in preferred if term.part_of_speech == "verb"), None)
    if verb is None or hit.term.part_of_speech not in NOUNS:
        return None
    noun = next((term.text for term in preferred if term.part_of_speech != "verb"), "")
    form = does(text, hit, hit.term.replace_with or noun)
    doing = in_form(verb, form, "en") if form else None
    if not doing:
        return None
    rest = tuple(dict.fromkeys(term.text for term in preferred if term is not verb))
    return Replacement(capitals(text, hit, doing, as_listed=False), None, "it is what somebody does", rest)


def _with_shown_form(text: str, hit: Hit, preferred: tuple[Term, ...]) -> Hit:
    """The hit with the form that its place or its own letters show, where the row shows none."""
    if hit.tag in (None, "NN") and hit.term.part_of_speech in NOUNS:
        bare = is_bare_many(text, hit, [term.text for term in preferred], [term.part_of_speech for term in preferred])
        if bare or is_counted_as_many(text, hit):
            return hit._replace(tag="NNS")  # "three county long walked in"
    if hit.tag is None and hit.term.part_of_speech == "verb" and not hit.located:
        return hit._replace(tag=shown_tag(hit.span.of(text)))
    return hit


def _thing(text: str, hit: Hit, preferred: tuple[Term, ...]) -> Term | None:
    """The noun for a listed verb whose participle "a" or "one" leads, and so is none: "with one [overturned car]"."""
    before = text[hit.sentence.start : hit.span.start].split()
    if hit.term.part_of_speech != "verb" or hit.tag not in ("VBN", "VBD") or not before:
        return None
    if hit.located or hit.literal or before[-1].lower() not in COUNTED:
        return None
    nouns = (term for term in preferred if term.part_of_speech in NOUNS)
    return next((term for term in nouns if not is_mass(term)), None)
