"""Verbs in their places: whether a listed verb shows by its own form that it is one, and what it would leave behind.

A wording that the glossary lists as a verb and that stands there as "went red" or "hold the group" is a finite verb
whatever is before it: the verb that replaces it may take its form. "Cut" or "brush" alone may be nouns, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from toolkit.checks.hits import Hit
from toolkit.text import closed_classes
from toolkit.text.inflect.en import can_be, lemmas, only_verb, word_form
from toolkit.text.plurals import is_plural
from toolkit.text.slots import noun_determiner

_WORD = re.compile(r"[^\W\d_]+")
_CALLS = re.compile(r"\b(?:call|calls|called|calling|name|names|named)\s+$")
_PRONOUN_FIRST = re.compile(r"(?:me|him|her|us|them|it)\s", re.I)
"""I call [her little sister]: the pronoun is no possessive."""
_OBJECTS = closed_classes.DETERMINERS | closed_classes.PRONOUNS
_PARTICLES = frozenset("up out back off down in on over away".split())
_TAKE_VERBS = frozenset("help let make go come dare need see hear watch feel try".split())
_TIMES = frozenset("today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday".split())
_OWNERS = frozenset("my your his her its our their one's someone's".split())
_MOTION = frozenset("walk step go come rush run march".split())
_HELPERS = closed_classes.MODALS | closed_classes.BE | closed_classes.HAVE | {"do", "does", "did"}


def shows_verb(text: str, hit: Hit) -> bool:
    """Whether the hit's wording is a finite verb by its own words.

    True for a past that is no participle, moves somewhere or has its object behind it or in it, for a base form that
    has its object behind it or can be no noun, for a third person that can be no plural, and for "to" with a verb and
    its object; not after a determiner, a preposition or a form of "be" or "have".
    """
    words = [word.lower() for word in _WORD.findall(hit.span.of(text))]
    if not words or hit.term.part_of_speech != "verb":
        return False
    before = _WORD.findall(text[hit.sentence.start : hit.span.start][-40:])
    previous = before[-1].lower() if before else ""
    first = words[0]
    own_object = len(words) > 1 and words[1] in _OBJECTS - closed_classes.PREPOSITIONS
    if previous == "to" and own_object and first in lemmas(first).get("VERB", ()):
        return True  # "on the slope to [grab the harvest]"
    if previous in closed_classes.PREPOSITIONS | closed_classes.BE | closed_classes.DETERMINERS:
        return False
    if noun_determiner(text, hit.span.start, hit.sentence.start) is not None and not can_be(previous, "NOUN"):
        return False
    if hit.tag in ("VBD", "VBN"):
        past = [base for base in lemmas(first).get("VERB", ()) if word_form(base, "VBD") == first]
        moves = len(words) > 1 and words[1] in ("into", "in", "to") and not _MOTION.isdisjoint(past)
        if past and (own_object or moves):
            return previous not in closed_classes.HAVE  # "[entered the line] earlier": no participle has an object
        behind = _WORD.match(text[hit.span.end : hit.sentence.end].lstrip())
        if behind and behind.group().lower() in _OBJECTS | closed_classes.NUMERALS:
            return previous not in closed_classes.HAVE
        pasts = [word_form(base, "VBN") != first == word_form(base, "VBD") for base in lemmas(first).get("VERB", ())]
        return hit.tag == "VBD" and any(pasts)
    if hit.tag == "VBZ":
        return len(words) > 1 or not can_be(first, "NOUN")  # "'Sweetness' [brings goods] to help"
    if hit.tag != "VB" or first not in lemmas(first).get("VERB", ()) or word_form(first, "VBD") == first:
        return False
    return not can_be(first, "NOUN") or (len(words) > 1 and words[1] in _OBJECTS)


def shown_tag(wording: str) -> str | None:
    """The form that a verb's wording shows by its first word, where the glossary says that none of it inflects.

    >>> shown_tag("followed the vote"), shown_tag("cut the leeks"), shown_tag("hanging a map")
    ('VBD', None, 'VBG')
    """
    words = _WORD.findall(wording.lower())
    bases = lemmas(words[0]).get("VERB", ()) if words else ()
    if not bases or words[0] in bases or can_be(words[0], "ADJ"):
        return None
    forms = (tag for tag in ("VBD", "VBG", "VBN", "VBZ") if any(word_form(base, tag) == words[0] for base in bases))
    return next(forms, None)


def acts_as_verb(text: str, hit: Hit) -> bool:
    """Whether a wording that a noun would replace is a verb in its place: "please [adjust]", "been [called back]".

    Beside its object, after "please", or in a participle's place behind a form of "be" or "have".

    >>> from toolkit.model import Span, Term
    >>> def ask(text, wording):
    ...     span = Span(text.index(wording), text.index(wording) + len(wording))
    ...     term, line = Term(wording, "en"), Span(0, len(text))
    ...     return acts_as_verb(text, Hit(0, span, line, "c", term, "NN", None, "fix", 1.0, None, ""))
    >>> ask("Adjust the pump.", "Adjust"), ask("It is cooling.", "cooling"), ask("The cooling is slow.", "cooling")
    (True, True, False)
    """
    words = [word.lower() for word in _WORD.findall(hit.span.of(text))]
    first = words[0] if words else ""
    bases = lemmas(first).get("VERB", ())
    if not bases:
        return False
    lead = text[max(hit.sentence.start, hit.span.start - 60) : hit.span.start]
    led = re.search(r"([^\W\d_]+)((?:\s+(?:[^\W\d_]+ly|already|also|never|ever|just|now|not))*)\s+$", lead)
    before = led.group(1).lower() if led else ""
    if led and led.group(2) and before in closed_classes.HAVE and first in bases and len(words) > 1:
        return True  # "has already [do control]"; "had [cow bowls]" is a meal
    behind = re.match(r"\s+([^\W\d_]+)", text[hit.span.end : hit.sentence.end])
    alone = len(words) == 1 or words[-1] in _PARTICLES
    if alone and behind and behind.group(1) in _OBJECTS - {"that", "who"} and before not in _OBJECTS:
        return True
    if before in closed_classes.BE | closed_classes.HAVE and alone:
        forms = ("VBG", "VBN") if before in closed_classes.BE else ("VBN",)
        return any(first == word_form(base, tag) for base in bases for tag in forms)
    return before == "please" and first in bases


def has_counted_object(text: str, hit: Hit) -> bool:
    """Whether the hit is a gerund behind a comma with a number for its object: "..., [hatching] 100,000 hosts"."""
    words = _WORD.findall(hit.span.of(text).lower())
    lead = text[hit.sentence.start : hit.span.start].rstrip()
    counted = re.match(r"\s+(?:more than |over |some |about )?\d", text[hit.span.end : hit.sentence.end]) is not None
    return counted and len(words) == 1 and words[0].endswith("ing") and lead[-1:] in (",", ";")


def only_nominal(text: str, hit: Hit, kinds: Collection[str | None]) -> bool:
    """Whether a listed noun is replaced by nouns alone and no noun follows that it could modify: "[ship boss] Chen"."""
    if hit.located or hit.literal or hit.term.part_of_speech not in ("noun", "count"):
        return False
    if not set(kinds) <= {"noun", "count", "mod", "name", None}:
        return False
    said = hit.span.of(text)
    first = _WORD.findall(said)[:1]
    if first and only_verb(first[0]):
        return False
    following = re.match(r"[\"\N{RIGHT DOUBLE QUOTATION MARK}]?\s+([^\W\d_]+)", text[hit.span.end : hit.sentence.end])
    word = following.group(1) if following else ""
    starts = not _WORD.search(text[hit.sentence.start : hit.span.start])
    titled = first and first[0][0].isupper() and not (starts and said[1:].islower())
    # "[Hot Search] Time Machine" is a name, "[Director physician] Wang" is none
    if word[:1].isupper():
        return not titled
    return not word or word in closed_classes.NEVER_HEADS or not can_be(word, "NOUN")


def follows_be(text: str, start: int) -> bool:
    """Whether a form of "be" stands before the place, adverbs between passed over."""
    between = r"(?:(?:[^\W\d_]+ly|once|also|then|even|still|already)\s+)?"
    before = re.search(rf"([^\W\d_]+)\s+{between}[\"']?$", text[max(0, start - 60) : start])
    return before is not None and before.group(1).lower() in closed_classes.BE


def broken_frame(text: str, hit: Hit, after: str) -> str | None:
    """Why a verb must not stand there, or None.

    A second verb ("they rushed [out of the loop]"), one that brings an object to where there is one ("[enter stock]
    cooperatives") or none can be ("were [sold miserably]"), a gerund with its object ("they were [cut leeks]", "for
    [farm goods to go up]"). A wording that is a gerund itself, as "not doing business", stood there rightly.
    """
    first, _, rest = after.partition(" ")
    said = hit.span.of(text)
    if _CALLS.search(text, max(hit.sentence.start, hit.span.start - 12), hit.span.start) and _PRONOUN_FIRST.match(said):
        return "somebody is called so"
    before = _WORD.findall(text[hit.sentence.start : hit.span.start][-40:])
    led = re.search(r"(?<![\w-])([^\W\d_]+) $", text[hit.sentence.start : hit.span.start])  # not "so-called"
    if led and hit.term.part_of_speech == "verb" and is_base(first) and _is_full_verb(led.group(1)):
        return f"a second verb does not stand after '{led.group(1)}'"
    words = _WORD.findall(said.lower())
    led_adjective = len(words) > 1 and words[1] in closed_classes.PREPOSITIONS - {"of"} and can_be(words[0], "ADJ")
    if led_adjective and follows_be(text, hit.span.start) and hit.term.part_of_speech != "verb":
        return f"'{words[0]} {words[1]}' is what the subject is, and '{after}' is a thing"
    if hit.term.part_of_speech == "verb" and _brings_object(after) and follows_be(text, hit.span.start):
        return f"nobody can be '{after}'"
    led = re.search(r"([^\W\d_]+) $", text[hit.sentence.start : hit.span.start])
    if led and led.group(1).lower() in ("a", "an", "the") and first.lower() in _OWNERS:
        return f"'{first}' does not stand after '{led.group(1)}'"
    nominal = hit.term.part_of_speech in ("noun", "count", "phrase") and not hit.located
    if nominal and _is_past(said.split()[0]) and first.endswith("ing") and only_verb(first):
        return f"'{said.split()[0]}' may be the verb here"
    named = rest or not _is_participle(after)
    determined = first.lower() in closed_classes.DETERMINERS | _OWNERS
    if nominal and named and not determined and _is_participle(said) and follows_be(text, hit.span.start):
        return f"'{said.split()[0]}' may be the verb here"
    if _has_object(after) and (noun := _object_behind(text, hit)):
        return f"'{after}' has an object already, and '{noun}' would be another"
    if hit.term.part_of_speech == "verb" and (noun := _object_further(text, hit, after)):
        return f"'{after}' has an object already, and '{noun}' would be another"
    if not rest or not first.endswith("ing") or not only_verb(first):
        return None
    if any(word.endswith("ing") and can_be(word, "VERB") for word in _WORD.findall(said)):
        return None
    takes_object = rest.split()[0] not in closed_classes.PREPOSITIONS  # "were rotting in the fields" is said
    if takes_object and follows_be(text, hit.span.start):
        return f"after a form of 'be', '{first}' would say what the subject does"
    if before and before[-1].lower() == "for" and re.search(r"\sto\s", said):
        return "'for ... to' is a clause of its own"
    return None


def is_base(word: str) -> bool:
    """Whether a word is the base form of a verb, and no past like "put"."""
    lower = word.lower()
    return lower in lemmas(lower).get("VERB", ()) and word_form(lower, "VBD") != lower


def _is_full_verb(word: str) -> bool:
    """Whether a word is a gerund or a past that takes no bare verb behind it: "rushed", "carrying"; not "helped"."""
    lower = word.lower()
    bases = [base for base in lemmas(lower).get("VERB", ()) if base != lower]
    if lower in _HELPERS or not bases or set(bases) & _TAKE_VERBS or can_be(lower, "NOUN"):
        return False
    return any(lower in (word_form(base, "VBD"), word_form(base, "VBG")) for base in bases) and not can_be(lower, "ADJ")


def _has_object(after: str) -> bool:
    """Whether a verb brings its object with an article: "become a shareholder", "take the blame"."""
    words = after.lower().split()
    return len(words) == 3 and words[1] in ("a", "an", "the") and is_base(words[0]) and can_be(words[2], "NOUN")


def _is_participle(said: str) -> bool:
    """Whether the words begin with a participle that is no noun: "limited current"."""
    first = (_WORD.findall(said.lower()) or [""])[0]
    bases = lemmas(first).get("VERB", ())
    noun = can_be(first, "NOUN") and not first.endswith("ed")
    return first not in bases and any(word_form(base, "VBN") == first for base in bases) and not noun


def _brings_object(after: str) -> bool:
    """Whether a participle brings its object with an article: "played the victim"."""
    words = after.lower().split()
    past = len(words) > 2 and words[1] in ("a", "an", "the") and words[0] not in lemmas(words[0]).get("VERB", ())
    return past and any(word_form(base, "VBN") == words[0] for base in lemmas(words[0]).get("VERB", ()))


def _object_behind(text: str, hit: Hit) -> str | None:
    """The noun directly behind the place that is the object of the old wording, or None; no time and no adverb."""
    following = re.match(r" ([^\W\d_]+)(?: ([^\W\d_]+))?", text[hit.span.end : hit.sentence.end])
    if following is None:
        return None
    first, second = following.group(1).lower(), following.group(2)
    if first in ("the", "a", "an", "his", "her", "its", "their", "our", "my", "your"):
        return f"{first} {second}" if second else None
    is_noun = set(lemmas(first)) == {"NOUN"} and first not in closed_classes.ADVERBS | _TIMES
    return first if is_noun and first not in closed_classes.PREPOSITIONS else None


_FURTHER = re.compile(
    r" (?:for|to|with|among) (?:(?:the|his|her|its|their|our|my|your) )?(?:[^\W\d_]+ )?[^\W\d_]+"
    r" (?P<noun>(?:an?|this|these|some|several) (?P<first>[^\W\d_]+))"
)
_TIME_WORDS = frozenset("day week month year time hour minute morning evening afternoon night while moment few".split())


def _object_further(text: str, hit: Hit, after: str) -> str | None:
    """The noun behind "for her fans" that was the old wording's object: "planted grass for her fans a face cream"."""
    words = after.split()
    if len(words) != 2 or not is_plural(words[1]) or not lemmas(words[0].lower()).get("VERB"):
        return None
    found = _FURTHER.match(text, hit.span.end, hit.sentence.end)
    return found["noun"] if found and found["first"].lower() not in _TIME_WORDS else None


def says_again(text: str, hit: Hit, after: str) -> str | None:
    """The verb before the place that the new wording says once more, or None: "selling" for "sold [goods live]"."""
    before = _WORD.findall(text[hit.sentence.start : hit.span.start][-30:])
    if not before:
        return None
    verbs = set(lemmas(before[-1].lower()).get("VERB", ()))
    old = {base for word in _WORD.findall(hit.span.of(text)) for base in lemmas(word.lower()).get("VERB", ())}
    new = {base for word in _WORD.findall(after) for base in lemmas(word.lower()).get("VERB", ())}
    return before[-1] if verbs & (new - old) - closed_classes.BE - {"be", "have", "do", "get"} else None


def led_form(text: str, hit: Hit) -> str | None:
    """The form that the word before the place asks of a verb: VBN after "have", VBG after a preposition, or None.

    Adverbs between are passed over: "have already [under the single]" wants "have already placed an order".
    """
    before = [
        word.lower() for word in _WORD.findall(text[max(hit.sentence.start, hit.span.start - 60) : hit.span.start])
    ]
    while before and (before[-1] in closed_classes.ADVERBS or before[-1].endswith("ly")):
        before.pop()
    last = before[-1] if before else ""
    if last in closed_classes.HAVE:
        return "VBN"
    return "VBG" if last in closed_classes.PREPOSITIONS - {"to", "than"} else None


def told_tense(text: str, hit: Hit) -> str | None:
    """The form of a hit whose verb looks alike in present and past: "he went home, put [it] down and slept" is past.

    Its own form unless it is a bare "hit", "put" or "cut" that nothing leads, in a sentence whose other verbs are past,
    or behind "he" or "she", where the present would be "hits".
    """
    words = _WORD.findall(hit.span.of(text))
    first = words[0].lower() if words else ""
    if hit.tag != "VB" or not first or word_form(first, "VBD") != first:
        return hit.tag
    before = _WORD.findall(text[hit.sentence.start : hit.span.start])
    if not before or before[-1].lower() in _HELPERS | {"to", "not", "let", "lets", "please"}:
        return hit.tag
    if before[-1].lower() in ("he", "she") and (len(before) == 1 or before[-2].lower() not in _HELPERS):
        return "VBD"
    others = [*before, *_WORD.findall(text[hit.span.end : hit.sentence.end])]
    return "VBD" if any(map(_is_past, others)) and not any(map(_is_present, others)) else hit.tag


@lru_cache(maxsize=8192)
def _is_past(word: str) -> bool:
    """Whether a word is surely a past form: "went", "turned"; no adjective, no base form."""
    lower = word.lower()
    bases = lemmas(lower).get("VERB", ())
    return any(word_form(base, "VBD") == lower != base for base in bases) and not set(lemmas(lower)) & {"NOUN", "ADJ"}


@lru_cache(maxsize=8192)
def _is_present(word: str) -> bool:
    lower = word.lower()
    return lower in ("is", "are", "has", "have", "does", "do") or (
        lower.endswith("s") and set(lemmas(lower)) == {"VERB"} and lower not in lemmas(lower)["VERB"]
    )


def negation_cut(text: str, hit: Hit, after: str) -> str | None:
    """The helping verb whose "not" the hit takes along, where the replacement has no "not": "did [not grab] it"."""
    first = _WORD.match(hit.span.of(text))
    if not first or first.group().lower() != "not" or re.search(r"\bnot\b|n't", after):
        return None
    before = _WORD.findall(text[hit.sentence.start : hit.span.start][-40:])
    previous = before[-1].lower() if before else ""
    return previous if previous in _HELPERS else None
