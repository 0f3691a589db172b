"""What of another tool's glossary can be worked with as it stands.

Term bases of the wild hold wordings that are deprecated beside no better one, or right and wrong at once. In a
glossary of our own that is a mistake to be mended (`toolkit.glossary.lint`); of a file that was only opened to be
used, such wordings are set aside or flagged, and told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from toolkit.errors import Problem
from toolkit.glossary.listed import parts
from toolkit.model.terms import SATISFYING, WRONG, Concept, Glossary, Term, primary_subtag, same_language
from toolkit.text.inflect.en import lemmas, only_verb
from toolkit.text.variants import expand


def usable(glossary: Glossary) -> tuple[Glossary, tuple[Problem, ...]]:
    """The glossary without what would contradict itself, and a warning for each kind of change.

    >>> bus = Concept("bus", (Term("data bus", "en", "deprecated"), Term("bus de données", "fr")))
    >>> kept, warnings = usable(Glossary("g", (bus,)))
    >>> kept.concepts[0].terms[0].action, warnings[0].message
    ('flag', '1 wrong wording without a right term in its language: only flagged')
    """
    counts = dict.fromkeys((_LISTED, _BROKEN, _BOTH, _ALONE, _ELSEWHERE), 0)
    concepts = tuple(_with_verbs(_one_a_cell(concept, counts)) for concept in glossary.concepts)
    right = _right_wordings(concepts)
    concepts = tuple(_concept(concept, counts, right) for concept in concepts)
    problems = [
        Problem(glossary.name, None, message.format(n=n, s="" if n == 1 else "s"), severity="warning")
        for message, n in counts.items()
        if n
    ]
    return replace(glossary, concepts=concepts) if concepts != glossary.concepts else glossary, tuple(problems)


_LISTED = "{n} cell{s} with several terms (a; b): read as so many terms, the first right one preferred"
_BROKEN = "{n} term{s} with brackets that do not match, or that stand for too many wordings: set aside"
_BOTH = "{n} wrong wording{s} that the same concept calls right: set aside"
_ALONE = "{n} wrong wording{s} without a right term in its language: only flagged"


_ELSEWHERE = "{n} wrong wording{s} that another concept calls right: only flagged"


def _one_a_cell(concept: Concept, counts: dict[str, int]) -> Concept:
    """The concept with each term of a list as a term of its own."""
    terms: list[Term] = []
    for term in concept.terms:
        first, *others = parts(term, concept)
        if others:
            counts[_LISTED] += 1
        status = "admitted" if term.status == "preferred" else term.status
        terms += [replace(term, text=first), *(replace(term, text=text, status=status) for text in others)]
    return concept if len(terms) == len(concept.terms) else replace(concept, terms=tuple(terms))


def _with_verbs(concept: Concept) -> Concept:
    """The concept with the part of speech of English words that are nothing but verbs: "acquire", no "delete key"."""
    terms = tuple(replace(term, part_of_speech="verb") if _is_verb(term) else term for term in concept.terms)
    return concept if terms == concept.terms else replace(concept, terms=terms)


def _is_verb(term: Term) -> bool:
    word = term.text
    bare = term.part_of_speech is None and same_language(term.language, "en") and word.isalpha() and word.islower()
    return bare and only_verb(word) and word in lemmas(word)["VERB"]


def _right_wordings(concepts: Iterable[Concept]) -> dict[tuple[str, str], set[str]]:
    """Language and wording of every right term -> its concepts."""
    found: dict[tuple[str, str], set[str]] = {}
    for concept in concepts:
        for term in concept.terms:
            if term.status in SATISFYING:
                for wording in _wordings(term):
                    found.setdefault((primary_subtag(term.language), wording), set()).add(concept.id)
    return found


def _concept(concept: Concept, counts: dict[str, int], right_in: dict[tuple[str, str], set[str]]) -> Concept:
    wordings = {id(term): _wordings(term) for term in concept.terms}
    right = [term for term in concept.terms if term.status in SATISFYING and wordings[id(term)]]
    kept: list[Term] = []
    asks = {primary_subtag(term.language) for term in right}
    for term in concept.terms:
        if not wordings[id(term)]:
            counts[_BROKEN] += 1
            continue
        if term.status in WRONG:
            beside = [other for other in right if same_language(other.language, term.language)]
            if any(wordings[id(term)] & wordings[id(other)] for other in beside if other.client == term.client):
                counts[_BOTH] += 1
                continue
            if not beside and not term.replace_with and term.action != "flag":
                counts[_ALONE] += 1
                term = replace(term, action="flag")
            elif _is_right_elsewhere(term, wordings[id(term)], right_in, asks):
                counts[_ELSEWHERE] += 1  # replaced here and put back there, a text would go in circles
                term = replace(term, action="flag")
        kept.append(term)
    return concept if kept == list(concept.terms) else replace(concept, terms=tuple(kept))


def _is_right_elsewhere(
    term: Term, wordings: frozenset[str], right_in: dict[tuple[str, str], set[str]], languages: set[str]
) -> bool:
    """Whether another concept's right wording is wrong here, and no other language could tell which is meant."""
    here = primary_subtag(term.language)
    if term.action == "flag" or languages - {here}:
        return False
    return any(right_in.get((here, wording)) for wording in wordings)


def _wordings(term: Term) -> frozenset[str]:
    """What the term stands for; nothing where its brackets are broken."""
    try:
        return frozenset(wording.casefold() for wording in expand(term.text))
    except ValueError:
        return frozenset()
