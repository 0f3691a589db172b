"""A job into British English asks for the words of the column en-GB, where there is one, and not for those of en-US."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from toolkit.model import LangPair
from toolkit.model.terms import SATISFYING, Concept, Glossary, Term, same_language


def regional(glossary: Glossary, pair: LangPair) -> Glossary:
    """The glossary without right terms of other regions, in each concept that has one of the region asked for.

    A language without a region is every region's, and so is a term without one.

    >>> boot = Concept("boot", (Term("Kofferraum", "de"), Term("boot", "en-GB"), Term("trunk", "en_US")))
    >>> found = regional(Glossary("cars", (boot,)), LangPair("de", "en-gb"))
    >>> [term.text for term in found.concepts[0].terms]
    ['Kofferraum', 'boot']
    >>> regional(Glossary("cars", (boot,)), LangPair("de", "en")).concepts[0] is boot
    True
    """
    asked = [tag for tag in map(_plain, pair) if "-" in tag]
    if not asked:
        return glossary
    return replace(glossary, concepts=tuple(_of_regions(concept, asked) for concept in glossary.concepts))


def _of_regions(concept: Concept, asked: Iterable[str]) -> Concept:
    kept = list(concept.terms)
    for tag in asked:
        if any(_plain(term.language) == tag and term.status in SATISFYING for term in kept):
            kept = [term for term in kept if not _is_elsewhere(term, tag)]
    return concept if len(kept) == len(concept.terms) else replace(concept, terms=tuple(kept))


def _is_elsewhere(term: Term, tag: str) -> bool:
    own = _plain(term.language)
    return term.status in SATISFYING and same_language(own, tag) and "-" in own and own != tag


def _plain(tag: str) -> str:
    """A tag as it is compared: en_UK is en-gb."""
    plain = tag.replace("_", "-").casefold()
    return "en-gb" if plain == "en-uk" else plain
