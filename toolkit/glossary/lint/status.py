"""Which wordings are right, which wrong, and whether the two go together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from toolkit.glossary.lint.cycles import replacements
from toolkit.glossary.lint.rule import Row, Rule, Spot, Subject, at, node, wordings
from toolkit.model.terms import SATISFYING, WRONG, Concept, Term, same_language
from toolkit.text.hanzi import unified

_MANY = 20
"""Concepts; below, each is told."""


def right_and_wrong(subject: Subject) -> Iterator[Spot]:
    """A wording that is right and wrong in the same concept, for the same client."""
    for concept in subject.glossary.concepts:
        wrongs = [t for t in concept.terms if t.status in WRONG]
        right = [t for t in concept.terms if t.status in SATISFYING] if wrongs else []
        for wrong in wrongs:
            for term in right:
                shared = _shared_wording(wrong, term) if wrong.client == term.client else None
                if shared is not None:
                    exact = shared not in wordings(term)  # "Gpu" is wrong, "GPU" right
                    message = (
                        f"'{shared}' is both {wrong.status} and {term.status} in the concept '{concept.id}'; take it "
                        f"out of one of the two rows{', or say case = exact' if exact else ''}"
                    )
                    yield at(Row(concept, wrong), message)


def no_way_out(subject: Subject) -> Iterator[Spot]:
    """A wrong wording for which the glossary knows nothing better."""
    for concept, term in subject.wrong:
        if term.action != "flag" and not replacements(concept, term):
            message = (
                f"'{term.text}' is {term.status}, but the concept '{concept.id}' has no preferred or "
                f"admitted term in '{term.language}'; add one, fill replace_with, or set the action to flag"
            )
            yield at(Row(concept, term), message)


def mistaken_unmistakable(subject: Subject) -> Iterator[Spot]:
    """A wording that is called wrong everywhere, and right in another concept."""
    called = [row for row in subject.wrong if row.term.unmistakable]
    if not called:
        return
    right: dict[str, list[Row]] = defaultdict(list)
    for row in subject.right:
        for wording in wordings(row.term):
            right[wording.casefold()].append(row)
    for concept, term in called:
        for other in (row for wording in wordings(term) for row in right.get(wording.casefold(), ())):
            shared = _shared_wording(term, other.term)
            if shared is not None and other.concept.id != concept.id:
                message = (
                    f"'{shared}' is called unmistakable, but it is {other.term.status} in the concept "
                    f"'{other.concept.id}'; leave unmistakable empty and fill only_if_near"
                )
                yield at(Row(concept, term), message)


def ambiguous_garble(subject: Subject) -> Iterator[Spot]:
    """The same wrong wording in several concepts, with nothing to tell which one is meant."""
    blind: dict[str, list[Row]] = defaultdict(list)
    for concept, term in subject.wrong:
        if not _has_evidence(concept, term):
            for wording in wordings(term):
                blind[node(term, wording)].append(Row(concept, term))
    for rows in blind.values():
        concepts = list(dict.fromkeys(row.concept.id for row in rows))
        if len(concepts) > 1:
            concept, term = rows[-1]
            message = (
                f"'{term.text}' is wrong in several concepts ({', '.join(concepts)}) and nothing tells them "
                "apart; add a source term to each, or fill only_if_near"
            )
            yield at(Row(concept, term), message)


def _shared_wording(wrong: Term, right: Term) -> str | None:
    """A wording that both terms stand for; None if there is none."""
    if not same_language(wrong.language, right.language):
        return None
    exact = wrong.case == "exact"  # "internet" may be wrong where "Internet" is right
    taken = {wording if exact else wording.casefold() for wording in wordings(right)}
    return next((w for w in wordings(wrong) if (w if exact else w.casefold()) in taken), None)


def _has_evidence(concept: Concept, term: Term) -> bool:
    source = any(t.status in SATISFYING and not same_language(t.language, term.language) for t in concept.terms)
    return source or bool(term.only_if_near)


def several_preferred(subject: Subject) -> Iterator[Spot]:
    """A concept with several preferred terms for one place in a sentence: no one knows which to write.

    A language in which nothing at all is ranked, such as one that is only translated from, is told of once.
    """
    ranked = {row.term.language for row in subject.right if row.term.status == "admitted"}
    unranked: dict[str, list[Spot]] = defaultdict(list)
    for (concept, language), rows in subject.by_language.items():
        crowded = [list(found.values()) for found in _by_place(rows).values() if len(found) > 1]
        if crowded:
            told = "; ".join(_listed(found) for found in crowded)
            message = f"'{concept}' has several preferred terms in '{language}': {told}; prefer one, admit the others"
            spot = at(crowded[0][1], message, "status")
            if language in ranked:
                yield spot
            else:
                unranked[language].append(spot)
    for language, spots in unranked.items():
        if len(spots) < _MANY:
            yield from spots
        else:
            message = (
                f"{len(spots):,} concepts have several preferred terms in '{language}', where none is merely admitted: "
                "nothing is ranked. Rank them, or waive this if the language is only translated from"
            )
            yield spots[0]._replace(message=message, concept=None, term=None)


def _by_place(rows: list[Row]) -> dict[tuple[str | None, ...], dict[str, Row]]:
    """The preferred terms by their place in a sentence, one of each wording: 带货 and 帶貨 are one."""
    places: dict[tuple[str | None, ...], dict[str, Row]] = defaultdict(dict)
    if len(rows) > 1:
        for row in rows:
            term = row.term
            if term.status == "preferred":
                place = (term.part_of_speech, term.client, term.gender)
                places[place].setdefault(unified(term.text.casefold()), row)
    return places


def none_preferred(subject: Subject) -> Iterator[Spot]:
    """A concept whose terms in a language are all merely admitted."""
    for (concept, language), rows in subject.by_language.items():
        if not any(row.term.status == "preferred" for row in rows):
            message = f"'{concept}' has no preferred term in '{language}'; prefer {_choice(rows)}"
            yield at(rows[0], message, "status")


def _listed(rows: list[Row]) -> str:
    place = rows[0].term.part_of_speech
    names = ", ".join(f"'{row.term.text}'" for row in rows[:4]) + (f" and {len(rows) - 4} more" if rows[4:] else "")
    return f"{names} ({place})" if place else names


def _choice(rows: list[Row]) -> str:
    return f"'{rows[0].term.text}'" if len(rows) == 1 else f"one of {_listed(rows)}"


RULES = (
    Rule(
        "status.contradiction",
        "error",
        "A wording is right and wrong in one concept: it would be asked for and replaced.",
        bad="concept,language,term,status\ntie,zh,老铁,\ntie,en,buddies,\ntie,en,Buddies,forbidden\n",
        good="concept,language,term,status\ntie,zh,老铁,\ntie,en,buddies,\ntie,en,chums,forbidden\n",
        check=right_and_wrong,
    ),
    Rule(
        "status.no-replacement",
        "error",
        "A wrong wording has nothing to be replaced by: add a right term, or say action = flag.",
        bad="concept,language,term,status\nviews,zh,流量,\nviews,en,flow,garble\ntie,zh,老铁,\ntie,en,buddies,\n",
        good="concept,language,term,status\nviews,zh,流量,\nviews,en,views,\nviews,en,flow,garble\n",
        check=no_way_out,
    ),
    Rule(
        "status.mistaken-unmistakable",
        "error",
        "What no good text says cannot be the right term of another concept.",
        bad="""\
concept,language,term,status,unmistakable
daihuo,en,livestream selling,,
daihuo,en,live broadcast,garble,yes
zhibo,en,live broadcast,,
""",
        good="""\
concept,language,term,status,unmistakable
daihuo,en,livestream selling,,
daihuo,en,live the goods,garble,yes
zhibo,en,live broadcast,,
""",
        check=mistaken_unmistakable,
    ),
    Rule(
        "status.ambiguous-wrong",
        "warning",
        "The same wording is wrong in several concepts, and nothing tells which one a text means.",
        bad="""\
concept,language,term,status,unmistakable
views,en,views,,
views,en,flow,garble,yes
traffic,en,passing trade,,
traffic,en,flow,garble,yes
""",
        good="""\
concept,language,term,status,only_if_near
views,en,views,,
views,en,flow,garble,followers
traffic,en,passing trade,,
traffic,en,flow,garble,shops
""",
        check=ambiguous_garble,
    ),
    Rule(
        "status.several-preferred",
        "warning",
        "One concept, one language, one part of speech: one preferred term. The others are admitted.",
        bad="concept,language,term,status\napp,en,application,preferred\napp,en,software,preferred\n",
        good="concept,language,term,status\napp,en,application,preferred\napp,en,software,admitted\n",
        check=several_preferred,
    ),
    Rule(
        "status.none-preferred",
        "warning",
        "Terms that are merely admitted leave open which one to write.",
        bad="concept,language,term,status\nhost,en,presenter,admitted\nhost,en,anchor,admitted\n",
        good="concept,language,term,status\nhost,en,presenter,preferred\nhost,en,anchor,admitted\n",
        check=none_preferred,
    ),
)
