"""English inflection both ways: "lived the goods" is found, "sold goods via livestream" is written.

The word forms come from lemminflect (rules and a lexicon, no model). What is ours is the wording as a whole:
which of its words inflect, and that coordinated verbs ("taste and promote") inflect together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise, product

from toolkit.text.inflect import Form

VERB_TAGS = ("VB", "VBZ", "VBD", "VBG", "VBN")
NOUN_TAGS = ("NN", "NNS")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_HYPHENED = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_STOPS = frozenset("a an the of for to in on at by with via through from as into over under about between".split())
_PEOPLE = frozenset("people police cattle".split())
"""Nouns that are many without an ending."""
_EITHER = frozenset("means crossroads innings headquarters barracks".split())
"""Nouns that end like a plural and may be one thing."""
_POSTPOSED = re.compile(
    r"\w+ (?:receivable|payable|elect|designate|emeritus|laureate)|courts? martial|notar(?:y|ies) public"
    r"|(?:attorney|solicitor|secretary|director|governor|surgeon|inspector|procurator|auditor|consul)s? general"
)
"""Adjectives that stand behind their noun."""
_MOST_FORMS = 64
"""Beyond this many combinations only words that inflect alike are combined."""

# Where lemminflect's first form is not the one that newspapers write.
_PREFERRED_FORMS = {("broadcast", "VBD"): "broadcast", ("program", "VBG"): "programming"}
_PREFERRED_FORMS |= {(noun, "NNS"): noun for noun in "carp cod fish salmon shrimp squid tuna".split()}
_PREFERRED_FORMS |= {
    (noun, "NNS"): f"{noun}s"
    for noun in "blackcurrant cheesecake chick-pea e-mail guava leechee litchi lychee piranha toffee".split()
}


@lru_cache(maxsize=65536)
def lemmas(word: str) -> dict[str, tuple[str, ...]]:
    """Lemmas by universal part of speech, from the lexicon; empty for an unknown word.

    >>> sorted(lemmas("shows"))
    ['NOUN', 'VERB']
    """
    from lemminflect import getAllLemmas

    return dict(getAllLemmas(word.lower()))


def can_be(word: str, part: str) -> bool:
    """Whether the lexicon knows the word as NOUN, VERB, ADJ or ADV."""
    return part in lemmas(word)


def only_verb(word: str) -> bool:
    """Whether the lexicon knows the word as a verb and as nothing else.

    >>> only_verb("embody"), only_verb("show")
    (True, False)
    """
    return set(lemmas(word)) == {"VERB"}


@lru_cache(maxsize=65536)
def word_form(lemma: str, tag: str) -> str | None:
    """One word in the form `tag`; None where it has none.

    >>> word_form("sell", "VBD"), word_form("host", "NNS"), word_form("goods", "VBG")
    ('sold', 'hosts', None)
    """
    if (lemma, tag) in _PREFERRED_FORMS:
        return _PREFERRED_FORMS[lemma, tag]
    if tag == "NNS" and any(c.isupper() for c in lemma[1:]):
        return lemma if lemma.endswith("s") else f"{lemma}s"  # "MoU"
    forms = _known_forms(lemma)
    known = forms.get(tag) or (forms.get("VBD") if tag == "VBN" else None)
    if not known and not lemmas(lemma):
        from lemminflect import getInflection

        known = getInflection(lemma, tag)
    if not known and tag == "NNS" and set(lemmas(lemma)) == {"VERB"} and lemma in lemmas(lemma)["VERB"]:
        return _regular_plural(lemma)  # "bar", which the lexicon has as a verb alone
    return str(known[0]) if known else None


def _regular_plural(noun: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", noun):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if re.search(r"[^aeiou]y$", noun) else f"{noun}s"


@lru_cache(maxsize=65536)
def _known_forms(lemma: str) -> dict[str, tuple[str, ...]]:
    """All forms that the lexicon has, by tag: one question for a word and not one for each of its forms."""
    from lemminflect import getAllInflections

    return dict(getAllInflections(lemma))


def main_words(text: str, part_of_speech: str | None) -> tuple[str, ...]:
    """The words that inflect, guessed: the verbs of a verb phrase, the head noun of anything else.

    >>> main_words("sell goods via livestream", "verb"), main_words("host of the show", "noun")
    (('sell',), ('host',))
    >>> main_words("taste and promote", "verb")
    ('taste', 'promote')
    >>> main_words("culture and tourism bureau", "noun"), main_words("host and guest", "noun")
    (('bureau',), ('host', 'guest'))
    >>> main_words("trade accounts receivable", "noun"), main_words("attorney general", "noun")
    (('accounts',), ('attorney',))
    """
    found = _HYPHENED.findall(text)
    if not found or part_of_speech in ("name", "phrase", "mod", "adjective", "adverb"):
        return ()
    if part_of_speech == "verb":
        heads = [found[0]]
        for before, word in pairwise(found):
            if before.lower() == "and" and can_be(word, "VERB"):
                heads.append(word)
        return tuple(heads)
    end = next((n for n, word in enumerate(found) if n and word.lower() in _STOPS), len(found))
    phrase = found[:end]
    if len(phrase) > 1 and _POSTPOSED.fullmatch(" ".join(phrase[-2:]).lower()):
        return (phrase[-2],)
    if len(phrase) > 2 and phrase[-2].lower() in ("and", "or") and can_be(phrase[-3], "NOUN"):
        return (phrase[-3], phrase[-1])
    return (phrase[-1],)


def _places(text: str, heads: tuple[str, ...]) -> list[re.Match[str]]:
    """Where the heads stand in the wording; of one with a hyphen the last part inflects: "start-ups"."""
    ends = {m.end() for m in _HYPHENED.finditer(text) if "-" in m.group() and m.group() in heads}
    return [m for m in _WORD.finditer(text) if m.group() in heads or m.end() in ends]


def forms(text: str, main: tuple[str, ...], part_of_speech: str | None) -> tuple[Form, ...]:
    """Every form of the wording, the listed one first.

    >>> [f.text for f in forms("live the goods", ("live",), "verb")][:4]
    ['live the goods', 'lives the goods', 'lived the goods', 'living the goods']
    >>> [f.text for f in forms("web anchor", (), "noun")]
    ['web anchor', 'web anchors']
    >>> [f.text for f in forms("start-up", (), "noun")]
    ['start-up', 'start-ups']
    """
    heads = main or main_words(text, part_of_speech)
    places = _places(text, heads)
    if not places:
        return (Form(text, None),)
    words = [m.group() for m in places]
    combinations = list(product(*(_allowed(word, part_of_speech) for word in words)))
    if len(combinations) > _MOST_FORMS:  # then a rarer spelling stands beside its like alone
        alike = [c for c in combinations if len({form.tag for form in c}) == 1]
        combinations = list(product(*(_allowed(word, part_of_speech, rarer=False) for word in words)))
        combinations = [*(alike if len(combinations) > _MOST_FORMS else combinations), *alike]
    seen: dict[str, Form] = {}
    for combination in combinations:
        parts, position = [], 0
        for place, form in zip(places, combination, strict=True):
            parts += [text[position : place.start()], form.text]
            position = place.end()
        surface = "".join([*parts, text[position:]])
        seen.setdefault(surface, Form(surface, combination[0].tag))
    return tuple(seen.values())


@lru_cache(maxsize=65536)
def _allowed(word: str, part_of_speech: str | None, rarer: bool = True) -> tuple[Form, ...]:
    """The forms of a word, first the word itself; with `rarer`, in every spelling."""
    tags = {"noun": NOUN_TAGS, "count": NOUN_TAGS, "verb": VERB_TAGS}.get(part_of_speech or "noun", NOUN_TAGS)
    if part_of_speech in ("name", "phrase", "mod", "adjective", "adverb"):
        return (Form(word, None),)
    base = "VB" if tags is VERB_TAGS else "NNS" if is_many(word) else "NN"
    seen = {word: Form(word, base)}
    for tag in tags:
        for surface in (word_form(word, tag), *(_spellings(word, tag) if rarer else ())):
            if surface:
                seen.setdefault(surface, Form(surface, tag))
    if tags is VERB_TAGS and word.endswith("cast"):
        seen.setdefault(f"{word}ed", Form(f"{word}ed", "VBD"))
    return tuple(seen.values())


def _spellings(word: str, tag: str) -> Iterable[str]:
    """The forms that the lexicon has beside the first: "labelling", "learnt", "formulae".

    None that is a word of its own: "resent" is not "re-sent", "crew" not what a cock did, "staves" no staffs.
    """
    known = {} if word == "be" else _known_forms(word)  # "were" agrees with its subject
    every = known.get(tag, ())
    if tag == "VBN":  # where both are alike, the lexicon has the past tense alone
        every = every or known.get("VBD", ())
    plain = (form for form in every if form.isascii() and form.isalpha() == word.isalpha())
    return (form for form in plain if form == f"{word}s" or _is_form_alone(form, word))


def _is_form_alone(form: str, word: str) -> bool:
    """Whether the lexicon knows the form as no other noun or verb than one of this word, its gerund apart."""
    known = lemmas(form)
    bases = {base for part in ("NOUN", "VERB") for base in known.get(part, ()) if base != form or form[-3:] != "ing"}
    return (bool(bases) or not known) and all(_known_forms(base) == _known_forms(word) for base in bases)


def is_many(word: str) -> bool:
    """Whether a noun is a plural; of a word that the lexicon does not have its ending tells.

    >>> [is_many(word) for word in ("people", "hosts", "influencers", "funds", "news", "livestream")]
    [True, True, True, True, False, False]
    """
    lower = word.lower()
    known = lemmas(lower)
    bases = known.get("NOUN", ())
    unknown = not known and lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and not word.isupper()
    also = len(bases) > 1 and lower not in _EITHER  # "funds" is listed as its own base, too
    return (
        unknown or lower in _PEOPLE or (bool(bases) and (lower not in bases or (also and _is_plural_of(lower, bases))))
    )


def _is_plural_of(word: str, bases: tuple[str, ...]) -> bool:
    return any(base != word and word_form(base, "NNS") == word for base in bases)


def inflect(text: str, main: tuple[str, ...], tag: str) -> str | None:
    """The wording with its main words in the form `tag`; None where one of them has no such form.

    >>> inflect("taste and promote", ("taste", "promote"), "VBG")
    'tasting and promoting'
    >>> inflect("livestream host", (), "NNS"), inflect("influencers", (), "NNS")
    ('livestream hosts', 'influencers')
    """
    heads = main or main_words(text, "verb" if tag.startswith("V") else "noun")
    if tag in ("VB", "NN"):
        return text
    result, position = [], 0
    if any(head.isdigit() for head in heads):
        return None  # "Ordinance 2016"
    for match in _places(text, heads):
        many = tag == "NNS" and is_many(match.group())
        surface = match.group() if many else word_form(match.group(), tag)
        if surface is None and tag == "NNS" and text[: match.start()].endswith("-"):  # "spill-over"
            surface = match.group() if match.group().endswith("s") else _regular_plural(match.group())
        if surface is None:
            return None
        result += [text[position : match.start()], surface]
        position = match.end()
    return "".join([*result, text[position:]])


def indefinite_article(following: str) -> str:
    """`a` or `an` before that text, by sound: spelling rules and the usual exceptions.

    >>> [indefinite_article(w) for w in ("e-commerce host", "hour", "user", "MCN", "80-yuan coupon", "livestream")]
    ['an', 'an', 'a', 'an', 'an', 'a']
    """
    word = re.match(r"[\W_]*([^\W_]+(?:[-.][^\W_]+)*)", following)
    first = word.group(1) if word else ""
    lower = first.lower()
    if re.match(r"(?:8|11(?!\d)|18(?!\d)|11,|18,)", first):
        return "an"
    if first[:1].isdigit():
        return "a"
    if re.match(r"(?:hour|honest|honou?r|heir)", lower):
        return "an"
    head = re.split(r"[-.]", first)[0]
    if _is_spelt_out(head, first):
        return "an" if head[0].upper() in "AEFHILMNORSX" else "a"
    if _YOU.match(lower):
        return "a"
    return "an" if lower[:1] in "aeiou" else "a"


_YOU = re.compile(
    r"uni(?!n|m(?!od)|dea|dent|dio|ll|ss)|unesco|use|usu|us[aeiou]|eu|one(?![a-z])|once|ut[ei]l|ubiq|ur(?:[aeio]|ug)"
)
"""Vowels that sound like "you" or "one"; "unidentified" and "Urumqi" do not."""
_SPOKEN = frozenset(
    "FIFA NASA NATO RAM ROM SARS MERS LAN LIBOR REIT FAQ SAAS NIMBY FEMA FOMO LIDAR SIM VAT LAB".split()
)
_PREFIXES = frozenset("RE HI NON SIX PRE MID TWO TEN ONE CO UN EX LOW SUB".split())
_SPELT = frozenset("LED MA SOS".split())
"""Words of the dictionary that are spelt out where they stand in capitals."""


def _is_spelt_out(head: str, word: str) -> bool:
    """Whether the letters are said one by one: "NGO", "MCN", the X of "X-ray"; not "NATO", and no word in capitals."""
    if len(head) == 1:
        return head.isalpha() and len(word) > 1
    if not head.isupper() or head in _SPOKEN or (len(word) > len(head) and word.isupper() and head in _PREFIXES):
        return False
    if len(head) > 3:
        return not re.search(r"[AEIOU]", head[1:3])
    return head in _SPELT or len(head) == 2 or not lemmas(head.lower())
