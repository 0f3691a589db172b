"""What a wrong wording becomes: the place chooses among the concept's preferred terms, form and number carry over.

Nothing is decided here about whether the edit may be made; an unclear place gives a proposal that says so.
"""

from __future__ import annotations

from typing import NamedTuple

from toolkit.checks.terms import Hit
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Span, Term, same_language
from toolkit.text.casing import carry_case, is_sentence_start
from toolkit.text.inflect import inflector
from toolkit.text.slots import Slot, slot
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
    if hit.term.replace_with:
        quoted = in_speech(text, hit.span)
        after = _written(hit, first_mention and not quoted, language)
        if quoted:
            after = after.replace('"', "")
        return Proposal(_cased(text, hit, after, as_listed=True), None, "the glossary names this replacement for it")
    if not preferred:
        return Proposal(None, None, "the glossary has no preferred term for it")
    alternatives = tuple(dict.fromkeys(term.text for term in preferred))
    if hit.rivals:
        others = tuple(t.text for c in hit.rivals for t in index.preferred(c))
        return Proposal(None, None, "several terms claim this wording", alternatives + others)
    chosen, tag, place, reason = _choice(text, hit, preferred, language)
    if chosen is None:
        return Proposal(None, place, reason, alternatives)
    formed = _in_form(chosen, tag, language)
    if formed is None:
        return Proposal(None, place, f"'{chosen.text}' has no form that fits there", alternatives)
    rest = tuple(dict.fromkeys(t.text for t in preferred if t.text not in (chosen.text, formed)))
    return Proposal(
        _cased(text, hit, formed, as_listed=chosen.case == "exact"),
        place,
        reason,
        rest,
        chosen.part_of_speech == "name",
    )


def in_speech(text: str, span: Span) -> bool:
    """Whether the place is inside a quotation that holds more than the place itself.

    >>> in_speech('"Thank you, old iron!" he said.', Span(12, 20))
    True
    >>> in_speech('calling fans "old iron".', Span(14, 22))
    False
    """
    before = text[: span.start]
    opening, closing = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
    straight = before.count('"') % 2 == 1
    curly = before.count(opening) > before.count(closing)
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
        one = preferred[0] if len(preferred) == 1 else None
        return (
            one,
            None,
            None,
            "the only preferred term" if one else "several preferred terms, and no rule to choose",
        )
    if wrong == "verb" and set(by_kind) == {"verb"}:
        return by_kind["verb"], hit.tag, None, "a verb for a verb, form carried over"
    if wrong != "verb" and all(kind in _NOMINAL for kind in by_kind) and "count" not in by_kind:
        only = by_kind.get("noun") or preferred[0]
        place = slot(text, hit.span, hit.sentence, wrong, hit.tag)
        singular = place is not None and place.kind == "mod" and hit.tag != "NNS"
        return only, None if singular else hit.tag, None, "a noun for a noun, number carried over"
    place = slot(text, hit.span, hit.sentence, wrong, hit.tag)
    if place is None:
        return None, None, None, "the place does not show which wording fits"
    term, tag = _for_slot(place, by_kind, hit.tag)
    if term is None:
        return None, None, place, f"the place wants a {place.kind}, and the glossary has none"
    return term, tag, place, place.rule


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
    verbal = hit.term.part_of_speech == "verb" and hit.tag in ("VBZ", "VBD", "VBG", "VBN")
    plural = hit.term.part_of_speech in ("noun", "count") and hit.tag == "NNS"
    if not (verbal or plural):
        return after
    words = inflector(language)
    main = words.main_words(after, hit.term.part_of_speech)
    return words.inflect(after, main, hit.tag or "") or after


def _cased(text: str, hit: Hit, after: str, as_listed: bool) -> str:
    """Capitals carried over; a wording listed as it must stand ("acting county head") has only the sentence's."""
    before, start = hit.span.of(text), is_sentence_start(text, hit.span.start)
    if as_listed and not before.isupper():
        before = before.lower() if not start else before[:1] + before[1:].lower()
    return carry_case(before, after, start)
