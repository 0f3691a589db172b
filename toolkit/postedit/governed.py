"""What the word before a place asks for: a verb ("to reward"), or no verb ("of")."""

from __future__ import annotations

import re

from toolkit.checks.hits import Hit
from toolkit.text import closed_classes
from toolkit.text.inflect.en import lemmas, only_verb
from toolkit.text.slots import slot

_GOES_ON = frozenset("then and or".split())
_SUBJECTS = frozenset("i he she we they who".split())
_LEADS_TO_VERB = closed_classes.MODALS - closed_classes.DO | {"to"}
"""After "does" a noun is what one does."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+[\"'\N{LEFT DOUBLE QUOTATION MARK}]?$")


def wants_verb(text: str, hit: Hit) -> bool:
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


def leading_preposition(text: str, hit: Hit) -> str | None:
    """The preposition that stands directly before the place, a quotation mark between passed over."""
    before = _WORD_BEFORE.search(text[hit.sentence.start : hit.span.start])
    word = before.group(1).lower() if before else ""
    return word if word in closed_classes.PREPOSITIONS else None
