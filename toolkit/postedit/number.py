"""Whether a noun that is put into an English sentence may have the number that the place asks for.

"A penalty" is no "a liquidated damages", and "many devices" are no "many equipment". What is beside it and can agree is
changed with it; where more would have to change, a human decides.
"""

from __future__ import annotations

import re

from toolkit.model import Span
from toolkit.postedit.agree import Change
from toolkit.text import closed_classes
from toolkit.text.inflect.en import can_be, lemmas, only_verb
from toolkit.text.plurals import is_plural
from toolkit.text.slots import noun_determiner
from toolkit.text.uncountable import is_plural_only, is_uncountable, may_be_mass

_ONE = frozenset("a an each every another one".split())
_MANY = frozenset("these those many several few both".split())
_THIS = frozenset("this that much".split())
_SINGULAR = {"are": "is", "were": "was", "have": "has"}
_PLURAL = {one: many for many, one in _SINGULAR.items()}
_NEXT = re.compile(r"[\"'\N{RIGHT DOUBLE QUOTATION MARK}]?\s+([^\W\d_]+)")
_FAR_SINGULAR = re.compile(
    r"(?:\s+(?:of|in|on|at|from|for|by|with|to)\s[^.,;:?!]*?\b"
    r"|,\s+(?:especially|including|particularly|such as)\s[^.,;:?!]*,\s+)(is|was|has)\b"
)
"""The verb behind what belongs to the noun: "the sales amount of the company is"."""
_SEVERAL = frozenset("some many several various these those few both all".split())
_OF_SEVERAL = re.compile(
    r"\b(?:(?:half|one|two|three|some|many|much|most|all|none|each|several|few|both|any|part|majority|number|\d+%?) of "
    r"(?:the|these|those|my|our|your|his|her|its|their)|much)\s+$",
    re.I,
)
"""Before a noun in the plural, or one without a plural."""
_NO_SUBJECT = re.compile(
    r"\band\b|\b(?:of|in|on|at|for|with|by|from|to|through|about|as|near)\s+(?:[^\W\d_]+\s+){0,2}$", re.I
)
"""Another word agrees with the verb: "products in the [spot check] were"."""
_ARE = frozenset("are were have".split())
_CALLED_ONE = re.compile(r"\b(?:called|named|termed|known as)\s+(?:an?\s+)?[\"'\N{LEFT DOUBLE QUOTATION MARK}]?$")
_THERE_IS = re.compile(r"\bthere (?:is|was|has been|isn't|wasn't)\b[^.,;:]{0,60}$", re.I)
_SAYS_ONE = re.compile(r",?\s+(?:which|that)\s+(?:is|was|has|does|[a-z]+[^s]s)\b")
"""What follows says that it was one thing: ", which requires"."""
COUNT = re.compile(r"[2-9]|\d{2,3}|\d{5,}|\d{1,3}(?:,\d{3})+")
"""A number from two up, and no year."""
_NAMES = "Double|double|Article|Chapter|Section|Phase|Version|No\\."
NAMED = re.compile(rf"(?:{_NAMES}|[a-z]\s[A-Z][a-z]+)\s\d+$")
"""A number that belongs to the word before it: Double 11, Phase 2, "on May 20"."""
_COUNTED = re.compile(rf"(?<![\w.,:/])(?:{COUNT.pattern})\s$")
"""It stands before the place: "500 [semiconductor equipment]"."""
_LEAST_SUFFIX = 3
_NEAR = 40
_WORD = re.compile(r"[^\W\d_]+")
_GERUND = re.compile(r"[^\W\d_]+ing [^\W\d_]")
"""Like "selling goods", which is one thing."""


def number_of(
    text: str, span: Span, sentence: Span, after: str, tag: str | None, located: bool = False
) -> tuple[str | None, tuple[Change, ...]]:
    """Why `after` should not stand in that place of the text, and the verb that changes where it may.

    `located`: the place was found through the sentence, so that nobody has said that the two wordings are alike.

    >>> text = "The devices are new."
    >>> number_of(text, Span(4, 11), Span(0, 20), "equipment", "NNS")[1][0].after
    'is'
    >>> text = "They pay a heavy penalty."
    >>> number_of(text, Span(17, 24), Span(0, 25), "liquidated damages", "NN")[0]
    "'liquidated damages' does not stand after 'a'"
    >>> text = "They need ongoing supervision."
    >>> number_of(text, Span(18, 29), Span(0, 30), "supervisory regime", "NN", located=True)[0]
    "'supervisory regime' may want an article"
    """
    following = _NEXT.match(text, span.end)
    word = following.group(1) if following and following.end() <= sentence.end else ""
    left_behind = _left_behind(after, word.lower())
    if left_behind:
        return left_behind, ()
    gerund = _GERUND.match(after) is not None and only_verb(after.partition(" ")[0].lower())
    mass = is_uncountable(after) or (tag == "NNS" and may_be_mass(after))
    many = is_plural_only(after) and not gerund
    if (
        tag != "NNS"
        and not mass
        and not is_plural(after)
        and not _is_new_plural(after)
        and not _is_modifier(word)
        and (
            noun_determiner(text, span.start, sentence.start) in _SEVERAL
            or _OF_SEVERAL.search(text, max(sentence.start, span.start - _NEAR), span.start)
            or (word in _ARE and _is_count(after) and not _NO_SUBJECT.search(text[sentence.start : span.start]))
            or (
                _COUNTED.search(text, sentence.start, span.start)
                and not NAMED.search(text[sentence.start : span.start].rstrip())
            )
        )
    ):
        return f"whether '{after}' is a plural here is for a human to decide", ()
    one_thing = _CALLED_ONE.search(text, max(sentence.start, span.start - 20), span.start)
    one_thing = one_thing or _THERE_IS.search(text[sentence.start : span.start])
    if located and tag == "NN" and is_plural(after) and (one_thing or _SAYS_ONE.match(text, span.end)):
        return f"the sentence speaks of one, and '{after}' are many", ()
    far = _FAR_SINGULAR.match(text, span.end, sentence.end)
    if far and tag != "NNS" and not gerund and (many or is_plural(after)):
        return f"'{far.group(1)}' further on may have to agree with '{after}'", ()
    if (not mass and not many) or _is_modifier(word):
        wants = located and not mass and not many and tag == "NN" and _wants_article(text, span, sentence, after, word)
        return (f"'{after}' may want an article" if wants else None), ()
    determiner = noun_determiner(text, span.start, sentence.start)
    before = re.findall(r"[\w,.]+", text[sentence.start : span.start])[-1:]
    counted = bool(before) and (before[0].lower() in closed_classes.NUMERALS or before[0][0].isdigit())
    if determiner in _ONE or (mass and determiner in _MANY) or (many and determiner in _THIS):
        return f"'{after}' does not stand after '{determiner}'", ()
    if counted and tag == "NNS":
        return f"'{after}' cannot be counted", ()
    verbs = _SINGULAR if mass and tag == "NNS" else _PLURAL if many and tag != "NNS" else {}
    if following and word in verbs:
        reason = f"'{verbs[word]}' agrees with '{after}'"
        return None, (Change(Span(*following.span(1)), verbs[word], reason),)
    if verbs and word and only_verb(word) and not word.endswith(("ed", "ing")) and "VERB" in lemmas(word):
        return f"'{word}' may have to agree with '{after}'", ()
    return None, ()


def _is_new_plural(wording: str) -> bool:
    """Whether its last word is in no dictionary and looks like a plural: "livestreamers"."""
    last = _WORD.findall(wording)[-1:]
    return bool(last) and re.search(r"[^\Ws]s$", last[0]) is not None and not lemmas(last[0])


def _is_count(wording: str) -> bool:
    """Whether its last word is a noun and no verb's form: "the [follower] are"."""
    last = _WORD.findall(wording)[-1:]
    return bool(last) and last[0].islower() and can_be(last[0], "NOUN") and not may_be_mass(wording)


def _wants_article(text: str, span: Span, sentence: Span, after: str, word: str) -> bool:
    """Whether a mass noun without an article becomes a noun that has one: "ongoing [supervision]", a "regime"."""
    last = _WORD.findall(after)[-1:]
    if not last or not last[0].islower() or is_plural(after) or may_be_mass(after) or _is_modifier(word):
        return False
    if not can_be(last[0], "NOUN") or last[0].endswith("ing"):
        return False
    old = span.of(text)
    if not (is_uncountable(old) or may_be_mass(old) or old.lower().endswith("ing")):
        return False
    owner = text[sentence.start : span.start].rstrip().endswith(("'s", "\N{RIGHT SINGLE QUOTATION MARK}s"))
    return not owner and noun_determiner(text, span.start, sentence.start) is None


def _is_modifier(word: str) -> bool:
    """Whether the next word is a noun that the wording would stand before: "an e-commerce platform"."""
    lower = word.lower()
    if not lower or lower in closed_classes.NEVER_HEADS:
        return False
    return can_be(lower, "NOUN") and not can_be(lower, "ADV") and not (can_be(lower, "VERB") and lower.endswith("s"))


def _left_behind(after: str, word: str) -> str | None:
    """The head noun of the old wording that would stand there a second time: "rebar bar"."""
    last = re.findall(r"[^\W\d_]+", after.lower())[-1:]
    base = (lemmas(word).get("NOUN") or (word,))[0]
    if (
        last
        and len(base) >= _LEAST_SUFFIX
        and last[0] != base
        and last[0].endswith(base)
        and last[0] not in lemmas(word)
    ):
        return f"'{base}' would stand there twice"
    return None
