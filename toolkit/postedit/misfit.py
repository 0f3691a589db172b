"""Why an approved wording does not fit where a term was located, told from the words beside the place.

A wording that a glossary lists is as wrong as its replacement is right, and the two are alike in kind. Words that were
only located may be of another kind than the term ("emerged from the [circle]" for a verb, "is relatively [active]" for
a noun), or fewer than what rendered it. Then a human decides.
"""

from __future__ import annotations

import re

from toolkit.checks.hits import Hit
from toolkit.checks.phrases import COURTESY, is_verb, kinds_of
from toolkit.model import LangPair, Term
from toolkit.text import closed_classes
from toolkit.text.inflect.en import can_be, lemmas
from toolkit.text.known import prior, vocabulary
from toolkit.text.plurals import is_plural
from toolkit.text.slots import noun_determiner, slot
from toolkit.text.stems import stem
from toolkit.text.tokens import tokens
from toolkit.text.uncountable import head

_WORD = re.compile(r"[^\W_]+")
_BESIDE = 3
"""So many words on either side must not say again what the wording says."""
_ROOT = 6
"""So many letters at least are a root."""
_POINTING = re.compile(r"\b(these|those|such|said)\s+$", re.I)
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_DETERMINED = re.compile(r"\b(the|an?|its|their|our|his|her|this|these)\s+(?:[^\W_]+\s+){0,2}[\"']?$", re.I)
_ORDINAL = re.compile(r"(?:\d(?:st|nd|rd|th)|first|second|third)\s+[\"']?$")
_OFFICES = frozenset("president chairman chairwoman chair governor mayor secretary minister director".split())
_DEGREES = frozenset("very quite rather so too more most as how relatively highly extremely".split())
_ARTICLES = frozenset({"the", "a", "an"})
_LIGHT = frozenset("activitie activity service operation busines effect issue matter work proces staff".split())
"""Nouns without an s that say little: "guided tour services" are guided tours."""
_FAR_VERB = re.compile(r"(?:\s*\([^)]*\)|(?:\s+[^\W_]+){1,5}?)\s+(is|was|has)\b")
_LINKED = re.compile(r"\b(?:of|for|in|on)\b")
_FOCUS = frozenset("particularly especially mainly notably namely only chiefly primarily approximately nearly".split())
"""Adverbs that stand before nouns."""
_SUBJECTS = frozenset("i he she we they who it".split())
_MARKS = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
_MARKS_BEHIND = re.compile('["\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}] *$')
_CODE = re.compile(r"[A-Z]{2,4}\$?")
_AMOUNT = re.compile(r" ?\d")
_CUT_NUMBER = re.compile(r"\d-$")
_PREFIXES = "non|un|in|im|ir|il|dis|de|re|mis|anti|pre|post|over|under|sub|co"
_PREFIX = re.compile(
    rf"(?:(?P<hyphened>{_PREFIXES})-(?P<rest>[^\W_]{{4,}})|(?P<written>non|un|mis|dis)(?P<stem>[^\W_]{{5,}}))", re.I
)
_CUT_PREFIX = re.compile(rf"\b(?:{_PREFIXES}|semi|self)-$", re.I)
_TURNS = frozenset("go become get turn remain stay seem appear look grow".split())
"""Verbs that say with an adjective what becomes of somebody: "went public"."""
_PARTICLES = frozenset("back up out off down away over".split())
_LINKED_BY_OF = re.compile(r"\sof\s")
_GOES_ON = re.compile(r"\s+(?:of\b|[A-Z][a-z])")
"""After "Annual Report of the Bank" there is no room for "of the Group", or for "Summary"."""
_NAMED_BY_OF = re.compile(r"\b[A-Z][a-z]+ of (?:the )?$")
_AND_NAME = re.compile(r"\s+and\s+[A-Z]")
"""Ministry of [Land] and Housing."""
_NAME_GOES_ON = re.compile(r"\s+(?:and\s+)?[A-Z][a-z]")
_JOINTS = re.compile(r"[\s-]+")


def misfit(text: str, hit: Hit, chosen: Term, formed: str, pair: LangPair) -> str | None:
    """The reason why `formed`, a form of the term, should not stand in the hit's place; None where it may."""
    before = text[hit.sentence.start : hit.span.start]
    behind = text[hit.span.end : hit.sentence.end]
    if formed.casefold() == hit.span.of(text).casefold():
        return "only the capitals differ"
    doubled = _doubled(before, behind, hit.span.of(text), formed)
    if doubled:
        return f"'{doubled}' would stand there twice"
    if (pointing := _POINTING.search(before)) and _is_short_form(hit.span.of(text), formed):
        return f"'{pointing.group(1).lower()} {hit.span.of(text)}' points back to what was named"
    if _MARKS_BEHIND.search(before) and formed[:1] in _MARKS:
        return "one quotation would stand behind another"
    if _CODE.fullmatch(hit.span.of(text)) and _AMOUNT.match(behind) and not formed.isupper():
        return "it is the sign of an amount"
    if _CUT_NUMBER.search(before) or _CUT_PREFIX.search(before):
        return "it would cut a compound in two"
    if prefix := _lost_prefix(hit.span.of(text), formed):
        return f"'{prefix}' would be lost"
    if dropped := _dropped_head(hit, formed, pair):
        return f"it would say '{formed}' without '{dropped}'"
    if hit.located and not any(map(str.isalnum, before + behind)):
        return None  # a line of its own: nothing stands beside it
    if _LINKED_BY_OF.search(formed) and not _LINKED_BY_OF.search(hit.span.of(text)) and _GOES_ON.match(behind):
        return "what stands behind it may belong to it"
    if _NAMED_BY_OF.search(before) and _AND_NAME.match(behind) and hit.span.of(text)[:1].isupper():
        return "it is part of a name"
    if _is_respelt_name(hit.span.of(text), formed) and _NAME_GOES_ON.match(behind):
        return "a name has a spelling of its own"
    kinds = kinds_of(chosen)
    if chosen.part_of_speech is None and "verb" in kinds:
        return f"the glossary does not say that '{chosen.text}' is a verb"
    if kinds & {"adjective", "adverb", "mod", "phrase"}:
        return "whether it fits the sentence is for a human to decide"
    if "verb" in kinds:
        return _no_place_for_verb(text, hit, before, behind)
    return _no_place_for_noun(text, hit, before, behind, chosen, formed)


def _is_respelt_name(wording: str, formed: str) -> bool:
    """Whether only blanks and hyphens change in a wording with capitals: the [Hongkong] and Shanghai Bank."""
    return wording[:1].isupper() and _JOINTS.sub("", wording).casefold() == _JOINTS.sub("", formed).casefold()


def _lost_prefix(wording: str, formed: str) -> str | None:
    """The prefix that the wording has before a word of the replacement: "non-" of "non-implantable" for "implant"."""
    there = [word.lower() for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", formed)]
    for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", wording.lower()):
        found = _PREFIX.fullmatch(word)
        prefix = (found["hyphened"] or found["written"]) if found else None
        if found is None or prefix is None or any(other.startswith(prefix) for other in there):
            continue
        rest = stem(found["rest"] or found["stem"], "en")
        if any(_same_root(rest, stem(part, "en")) for other in there for part in other.split("-")):
            return f"{prefix}-"
    return None


def _is_short_form(wording: str, formed: str) -> bool:
    """Whether a wording is the last word of a longer one: "rates", of "interbank offered rates"."""
    old, new = _WORD.findall(wording), _WORD.findall(formed)
    return len(old) == 1 < len(new) and stem(old[0], "en") == stem(new[-1], "en")


def _doubled(before: str, behind: str, wording: str, formed: str) -> str | None:
    """A word that the replacement brings and that already stands close by."""
    old = {stem(w, "en") for w in _WORD.findall(wording)}
    before, behind = (_DOTTED.sub(lambda match: match.group().replace(".", ""), part) for part in (before, behind))
    next_ones = _WORD.findall(behind)[: 2 * _BESIDE]
    if next_ones[:1] == ["of"]:  # "the acting county head of Qinglong County", "the futures of three stock indices"
        next_ones = [word for word in next_ones if not word[:1].isupper()]
    else:
        next_ones = next_ones[:_BESIDE]
    close = [*_WORD.findall(before)[-_BESIDE:], *next_ones]
    initials = [w for w in close if w.isupper() and len(w) > 1]
    told = [w for w in close if w.lower() not in closed_classes.NEVER_HEADS and len(w) > 2]
    there = {stem(w, "en") for w in (*initials, *told)}
    new = [w for w in _WORD.findall(formed) if stem(w, "en") not in old]
    return next((w for w in new if any(_same_root(stem(w, "en"), other) for other in there)), None)


def _same_root(one: str, other: str) -> bool:
    """Whether two stems are those of one word, or of words like "economy" and "economic"."""
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one == other or (shared >= _ROOT and shared + 1 >= min(len(one), len(other)))


def _dropped_head(hit: Hit, formed: str, pair: LangPair) -> str | None:
    """The noun that a fragment of a term would lose: "interbank bond" for 银行间债券市场 in "interbank bond market".

    It translates the last word of the term, nothing in the replacement does, and that ends in what stood before it.
    """
    old, new = _WORD.findall(hit.term.text.lower()), {stem(word, "en") for word in _WORD.findall(formed)}
    if len(old) < 2 or old[-2] != head(formed) or old[-1].rstrip("s") in _LIGHT:
        return None
    last = tokens(hit.evidence or "", pair.source, vocabulary(*pair))[-1:]
    known = {s for end in last for s, weight in prior([end.stem], *pair).get(end.stem, {}).items() if weight == 1.0}
    return old[-1] if stem(old[-1], "en") in known and known.isdisjoint(new) else None


def _no_place_for_verb(text: str, hit: Hit, before: str, behind: str) -> str | None:
    determiner = noun_determiner(text, hit.span.start, hit.sentence.start)
    if determiner is not None:
        return f"a verb does not stand after '{determiner}'"
    if re.match(r"\s+of\b", behind):
        return "a verb does not stand before 'of'"
    place = slot(text, hit.span, hit.sentence, "verb", hit.tag)
    if place is None or place.kind != "verb":
        return "the place does not show that it wants a verb"
    first = _WORD.search(hit.span.of(text))
    if first and not can_be(first.group().lower(), "VERB"):
        return f"'{first.group()}' is no verb"
    if _last(before) in closed_classes.PREPOSITIONS and place.tag != "VBG":
        return "a verb does not stand after a preposition"
    return None


def _no_place_for_noun(text: str, hit: Hit, before: str, behind: str, chosen: Term, formed: str) -> str | None:
    previous = _last(before)
    wording = _WORD.findall(hit.span.of(text))
    lead = formed.split()[0].lower()
    if lead in _ARTICLES and lead not in (previous, wording[0].lower()):
        determined = _DETERMINED.search(before)
        if determined:
            return f"'{lead}' does not stand after '{determined.group(1).lower()}'"
        place = slot(text, hit.span, hit.sentence, "noun", "NN")
        if place is not None and place.kind == "mod":
            return f"'{formed}' does not stand before a noun"
    if formed.endswith("ings") and chosen.text.endswith("ing") and not wording[-1].endswith("ings"):
        return f"whether '{chosen.text}' has a plural is for a human to decide"
    led_in = _WORD.findall(before[-40:])
    if led_in and led_in[-1] in COURTESY and formed.split()[0].casefold() in _OFFICES:
        return f"'{formed.split()[0]}' does not stand after '{led_in[-1]}'"
    if formed.startswith("The ") and _ORDINAL.search(before):
        return "an article does not stand after an ordinal"
    if previous == "per" or (len(wording) == 1 and is_verb(wording[0])):
        return "the place does not show that it wants this noun"
    if can_be(wording[0].lower(), "ADJ") and _TURNS & {previous, *lemmas(previous).get("VERB", ())}:
        return f"'{previous} {wording[0]}' is what somebody does or becomes"
    if _is_clause(wording):
        return f"'{' '.join(wording[:2])}' is what somebody does, and '{formed}' is a thing"
    if wording[-1].lower() in _PARTICLES and formed.split()[-1].lower() != wording[-1].lower():
        return f"'{wording[-1]}' may belong to the verb"
    many = is_plural(formed) or (formed.endswith("s") and not formed.endswith(("ss", "us", "is")))
    if many and noun_determiner(text, hit.span.start, hit.sentence.start) in ("a", "an", "one", "each"):
        return f"'{formed}' is a plural"
    if many and hit.tag == "NN" and (far := _FAR_VERB.match(behind)):
        return f"'{far.group(1)}' may have to agree with '{formed}'"
    shared = wording[-1].islower() and re.match(r"\s+(?:and|or)\b", behind)
    if shared and _LINKED.search(hit.span.of(text)) and not _LINKED.search(formed):
        return "what follows may belong to the words that it replaces"  # "a [centre for tea] and coffee"
    name = len(chosen.text.split()) > 1 and all(word[:1].isupper() for word in chosen.text.split())
    if name and hit.tag == "NNS" and formed != chosen.text:
        return f"whether the name '{chosen.text}' has a plural is for a human to decide"
    changed = formed != chosen.text and formed.split()[-1][:1].isupper() and _is_other_head(wording, formed)
    if hit.tag == "NNS" and (_is_other_noun(wording, formed) or changed):
        return f"whether '{formed}' may stand for these many is for a human to decide"
    degree = previous in _DEGREES and not before.rstrip().lower().endswith("such as")
    adverb = previous.endswith("ly") and previous not in _FOCUS
    if previous in _SUBJECTS or previous in closed_classes.MODALS or degree or adverb:
        return f"a noun does not stand after '{previous}'"
    base = wording[0].lower()
    if (
        previous == "to"
        and not hit.span.of(text)[len(base) :].startswith("-")  # "to cross-border payments"
        and base in lemmas(base).get("VERB", ())
        and noun_determiner(text, hit.span.start, hit.sentence.start) is None
    ):
        place = slot(text, hit.span, hit.sentence, "verb", "VB")
        if place is not None and place.kind == "verb":
            return "the place wants a verb"
    if previous in closed_classes.BE and not formed[:1].isupper():
        return f"whether a noun fits after '{previous}' is for a human to decide"
    if len(wording) == 1 and can_be(base, "VERB") and (wording[0].islower() or not before.strip()):
        # "and [affect] funds", "[Affected] by": one word that may be a verb must show that it is none
        led = noun_determiner(text, hit.span.start, hit.sentence.start) is not None
        led = led or previous in closed_classes.PREPOSITIONS or can_be(previous, "ADJ")
        follows = _WORD.match(behind.lstrip())
        objects = closed_classes.DETERMINERS | closed_classes.PRONOUNS
        subject = led and follows and follows.group().lower() in closed_classes.FINITE  # "her [live] has no script"
        if not subject and (not led or not can_be(base, "NOUN") or (follows and follows.group().lower() in objects)):
            return "the place may want a verb"
    return None


def _is_clause(wording: list[str]) -> bool:
    """Whether the words are a verb with what it takes: "bought back", "broke the contract", "achieve carbon peak"."""
    first = wording[0].lower()
    if len(wording) < 2 or first.endswith(("ed", "ing")):
        return False
    past = any(base != first for base in lemmas(first).get("VERB", ()))
    return is_verb(first) or (past and wording[1].lower() in _PARTICLES | closed_classes.DETERMINERS)


def _is_other_noun(wording: list[str], formed: str) -> bool:
    """Whether one plural word would become another noun's plural: "diabetics", which are no "diabetes"."""
    return len(wording) == 1 and stem(wording[0], "en") != stem(_WORD.findall(formed)[-1], "en")


def _is_other_head(wording: list[str], formed: str) -> bool:
    """Whether the replacement ends in another word: a name made plural is one only where the place has it so."""
    return stem(wording[-1], "en") != stem(_WORD.findall(formed)[-1], "en")


def _last(before: str) -> str:
    words = _WORD.findall(before[-40:])
    return words[-1].lower() if words and before.rstrip()[-1:].isalnum() else ""
