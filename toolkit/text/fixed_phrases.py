"""Words that are part of a fixed phrase and no term there: the "order" of "in order to".

Closed lists; the German one has prepositions and adverbs that look like the form of a noun: "mangels", of "Mangel".
"""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.model import Span, primary_subtag

_ENGLISH = re.compile(
    r"\b(?:in order (?:to|that|for)"
    r"|as well(?: as)?|(?:on account|by means|in terms|in spite|in place|in charge|on behalf|in respect|by way) of"
    r"|by (?:all|no) means|in (?:the )?light of|in view of|with a view to|with respect to|in (?:the|due) course(?: of)?"
    r"|of course|(?:take|takes|took|taken|taking) (?:into account|account of|place|part in|care of|advantage of)"
    r"|for the (?:sake of|most part)|on the part of|on (?:the one|the other|one) hand|as a rule|as a matter of fact"
    r"|in fact|in return(?: for)?|in addition(?: to)?|in the event (?:of|that)"
    r"|in favou?r of|in line with"
    r"|along the lines of|in the (?:long|short) run|at any rate|no matter|a (?:large |small |great )?number of"
    r"|a (?:great|good) deal of|at the end of the day|(?:keep|bear)(?:s|ing)? in mind"
    r"|at the same time|from time to time|by and large|first of all|in short|point of view)\b",
    re.I,
)


_GERMAN = frozenset(
    "mangels kraft dank trotz statt laut zwecks angesichts falls teils anfangs namens seitens mittels zeit".split()
)


@lru_cache(maxsize=256)
def fixed_phrases(text: str) -> tuple[Span, ...]:
    """Where an English text has one.

    >>> [span.of("In terms of price.") for span in fixed_phrases("In terms of price.")]
    ['In terms of']
    """
    return tuple(Span(*found.span()) for found in _ENGLISH.finditer(text))


def in_fixed_phrase(text: str, span: Span, listed: str, language: str) -> bool:
    """Whether what stands there says nothing of its own: part of a fixed phrase, or no noun at all.

    >>> text = "In order to pay, open your order."
    >>> [in_fixed_phrase(text, Span(at, at + 5), "order", "en") for at in (3, 27)]
    [True, False]
    >>> in_fixed_phrase("mangels Masse", Span(0, 7), "Mangel", "de")
    True
    """
    tag = primary_subtag(language)
    if tag == "en":
        return any(phrase.covers(span) and phrase != span for phrase in fixed_phrases(text))
    if tag == "de":
        return listed[:1].isupper() and span.of(text) in _GERMAN
    return False
