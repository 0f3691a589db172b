"""A glossary as rows of source and target: what a machine's dictionary, and any table of two columns, can hold.

Only right terms stand in them: a dictionary is obeyed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.glossary_reports import Loss
from toolkit.formats.term_rows import language_fault
from toolkit.model.terms import SATISFYING, WRONG, Concept, Glossary, Term, same_language


class Pair(NamedTuple):
    """One row."""

    source: Term
    target: Term
    concept: Concept


class Pairs(NamedTuple):
    """The rows, and what found no place in them."""

    rows: tuple[Pair, ...]
    losses: tuple[Loss, ...]

    @property
    def concepts(self) -> int:
        """How many concepts have a row."""
        return len({id(pair.concept) for pair in self.rows})

    def written(self) -> Glossary:
        """The terms of the rows with their concepts' details, to count what is lost of those."""
        by_concept: dict[int, tuple[Concept, list[Term]]] = {}
        for pair in self.rows:
            _, terms = by_concept.setdefault(id(pair.concept), (pair.concept, []))
            terms += [term for term in (pair.source, pair.target) if term not in terms]
        return Glossary(
            "written", tuple(replace(concept, terms=tuple(terms)) for concept, terms in by_concept.values())
        )


def two_languages(glossary: Glossary, languages: Sequence[str] | None) -> tuple[str, str]:
    """Source and target: those given, or the glossary's own two. Raises InputError where that is not clear."""
    if languages is None:
        languages = tuple(dict.fromkeys(glossary.languages or [t.language for c in glossary.concepts for t in c.terms]))
        if len(languages) != 2:
            known = ", ".join(languages) or "none"
            raise InputError(
                f"{glossary.name}: a table of pairs needs two languages, the glossary names {known}. "
                "Say which two with --languages, for example --languages zh,en."
            )
    if len(languages) != 2:
        raise InputError(f"--languages {','.join(languages)}: this format has two, the source first, such as zh,en.")
    for language in languages:
        if fault := language_fault(language):
            raise InputError(f"--languages: {fault}.")
    if same_language(*languages):
        raise InputError(f"{','.join(languages)}: two variants of one language make no pairs here.")
    return languages[0], languages[1]


def best(concept: Concept, language: str) -> Term | None:
    """The concept's first preferred term of the language, else the first admitted one."""
    right = concept.in_language(language, SATISFYING)
    return next((term for term in right if term.status == "preferred"), right[0] if right else None)


def pairs_of(
    glossary: Glossary,
    source: str,
    target: str,
    *,
    one_a_source: bool,
    every_target: bool = False,
    fault: Callable[[Pair], str | None] = lambda _: None,
) -> Pairs:
    """Each right source term with the concept's best target term, or with every right one.

    `one_a_source`: a source wording stands once, the first concept wins, as dictionaries ask. `fault` says why a
    row cannot be written.
    """
    rows: list[Pair] = []
    counts: dict[tuple[str, str], int] = {}
    seen: set[str | tuple[str, str]] = set()

    def lose(what: str, why: str, number: int = 1) -> None:
        if number:
            counts[what, why] = counts.get((what, why), 0) + number

    for concept in glossary.concepts:
        sources = concept.in_language(source, SATISFYING)
        targets = concept.in_language(target, SATISFYING)
        wrong = sum(term.status in WRONG for term in concept.terms)
        lose("wrong wordings", "the format holds right terms only", wrong)
        elsewhere = sum(not any(same_language(t.language, one) for one in (source, target)) for t in concept.terms)
        lose("terms of other languages", "not asked for", elsewhere)
        chosen = best(concept, target)
        if not sources or chosen is None:
            lose("concepts", "no right term in both languages")
            continue
        if not every_target:
            lose("synonyms", "the format holds one target term for a source term", len(targets) - 1)
        for one in sources:
            for other in targets if every_target else (chosen,):
                pair = Pair(one, other, concept)
                key = one.text if one_a_source else (one.text, other.text)
                if key in seen:
                    lose("source terms said twice", "the first concept that has it is written")
                elif why := fault(pair):
                    lose("pairs", why)
                else:
                    seen.add(key)
                    rows.append(pair)
    return Pairs(tuple(rows), tuple(Loss(what, count, why) for (what, why), count in counts.items()))
