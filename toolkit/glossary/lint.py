"""What makes no sense in a glossary whose rows are all well formed.

Each rule is a function from a glossary to problems; `RULES` lists them. Mistakes of single cells are found
on reading (`toolkit.formats.glossaries`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import GlossaryError, Problem
from toolkit.formats.bundled import is_bundled
from toolkit.formats.glossaries import format_of, open_glossary, read_any
from toolkit.formats.glossary_folder import Loaded, load_glossary
from toolkit.formats.rows import nearest
from toolkit.glossary.usable import usable
from toolkit.model.terms import SATISFYING, WRONG, Concept, Glossary, Term, primary_subtag, same_language
from toolkit.text.variants import expand

_OURS = ("folder", "csv", "tsv", "jsonl")
"""Forms that their owner writes by hand: what is wrong in them is to be mended, not worked around."""


class _Row(NamedTuple):
    concept: Concept
    term: Term


def lint(glossary: Glossary) -> tuple[Problem, ...]:
    """All problems of content, errors and warnings, in the order of the rules.

    >>> tie = Concept("lao-tie", (Term("buddies", "en"), Term("Buddies", "en", "forbidden")))
    >>> [problem.message for problem in lint(Glossary("a", (tie,)))]
    ["'Buddies' is both forbidden and preferred in the concept 'lao-tie'; take it out of one of the two rows"]
    """
    return tuple(dict.fromkeys(problem for rule in RULES for problem in rule(glossary)))


def examine(path: str | Path, languages: Sequence[str] | None = None) -> Loaded:
    """The glossary and its problems; the content is looked at once all rows are well formed.

    `languages` name those of a file that does not. Raises InputError where the glossary cannot be read at all.
    """
    glossary, report = open_glossary(path, languages)
    if any(problem.severity == "error" for problem in report.problems):
        return Loaded(glossary, report.problems)
    return Loaded(glossary, (*report.problems, *lint(glossary)))


def check_glossary(path: str | Path, languages: Sequence[str] | None = None) -> Loaded:
    """The glossary and its warnings. Raises GlossaryError if a row or its content is wrong.

    The content of a bundled glossary is not looked at again at every start: the tests of this project do that.
    Of another tool's term base, what contradicts itself is set aside with a warning.
    """
    if is_bundled(path):
        loaded = Loaded(*load_glossary(path))
    elif format_of(path).name in _OURS:
        loaded = examine(path, languages)
    else:
        glossary, report = read_any(path, languages)
        glossary, warnings = usable(glossary)
        loaded = Loaded(glossary, (*report.problems, *warnings, *lint(glossary)))
    if errors := [problem for problem in loaded.problems if problem.severity == "error"]:
        raise GlossaryError(errors)
    return loaded


def too_many_variants(glossary: Glossary) -> Iterator[Problem]:
    """A term whose brackets stand for too many wordings to be searched."""
    for concept, term in _rows(glossary):
        try:
            expand(term.text)
        except ValueError as error:
            yield _problem(glossary, concept.id, term.place, str(error))


def right_and_wrong(glossary: Glossary) -> Iterator[Problem]:
    """A wording that is right and wrong in the same concept, for the same client."""
    for concept in glossary.concepts:
        right = [t for t in concept.terms if t.status in SATISFYING]
        for wrong in (t for t in concept.terms if t.status in WRONG):
            for term in right:
                shared = _shared_wording(wrong, term) if wrong.client == term.client else None
                if shared is not None:
                    message = (
                        f"'{shared}' is both {wrong.status} and {term.status} in the concept "
                        f"'{concept.id}'; take it out of one of the two rows"
                    )
                    yield _problem(glossary, concept.id, wrong.place, message)


def cycles(glossary: Glossary) -> Iterator[Problem]:
    """Replacements that lead back to where they began: a text would be edited for ever."""
    steps: dict[str, dict[str, _Row]] = defaultdict(dict)
    changing = [row for row in _rows(glossary) if row.term.status in WRONG and row.term.action != "flag"]
    starts = {_node(wrong, wording) for _, wrong in changing for wording in _wordings(wrong)}
    for concept, wrong in changing:
        # only what is wrong somewhere leads any further
        ends = [end for end in _replacements(concept, wrong) if _node(wrong, end) in starts]
        if ends:
            for start in _wordings(wrong):
                for end in ends:
                    if end.casefold() == start.casefold() and not wrong.replace_with:
                        continue  # told by right_and_wrong
                    steps[_node(wrong, start)].setdefault(_node(wrong, end), _Row(concept, wrong))
    for chain in _closed_chains(steps):
        concept, term = steps[chain[0]][chain[1 % len(chain)]]
        way = " -> ".join(f"'{node.split(':', 1)[1]}'" for node in (*chain, chain[0]))
        yield _problem(
            glossary,
            concept.id,
            term.place,
            f"replacements go in a circle: {way}; take one of these rows away",
        )


def no_way_out(glossary: Glossary) -> Iterator[Problem]:
    """A wrong wording for which the glossary knows nothing better."""
    for concept, term in _rows(glossary):
        if term.status in WRONG and term.action != "flag" and not _replacements(concept, term):
            message = (
                f"'{term.text}' is {term.status}, but the concept '{concept.id}' has no preferred or "
                f"admitted term in '{term.language}'; add one, fill replace_with, or set the action to flag"
            )
            yield _problem(glossary, concept.id, term.place, message)


def mistaken_unmistakable(glossary: Glossary) -> Iterator[Problem]:
    """A wording that is called wrong everywhere, and right in another concept."""
    right: dict[str, list[_Row]] = defaultdict(list)
    for row in _rows(glossary):
        if row.term.status in SATISFYING:
            for wording in _wordings(row.term):
                right[wording.casefold()].append(row)
    for concept, term in _rows(glossary):
        if not (term.status in WRONG and term.unmistakable):
            continue
        for other in (row for wording in _wordings(term) for row in right[wording.casefold()]):
            shared = _shared_wording(term, other.term)
            if shared is not None and other.concept.id != concept.id:
                message = (
                    f"'{shared}' is called unmistakable, but it is {other.term.status} in the concept "
                    f"'{other.concept.id}'; leave unmistakable empty and fill only_if_near"
                )
                yield _problem(glossary, concept.id, term.place, message)


def ambiguous_garble(glossary: Glossary) -> Iterator[Problem]:
    """The same wrong wording in several concepts, with nothing to tell which one is meant."""
    blind: dict[str, list[_Row]] = defaultdict(list)
    for concept, term in _rows(glossary):
        if term.status in WRONG and not _has_evidence(concept, term):
            for wording in _wordings(term):
                blind[_node(term, wording)].append(_Row(concept, term))
    for rows in blind.values():
        concepts = list(dict.fromkeys(row.concept.id for row in rows))
        if len(concepts) > 1:
            concept, term = rows[-1]
            message = (
                f"'{term.text}' is wrong in several concepts ({', '.join(concepts)}) and nothing tells them "
                "apart; add a source term to each, or fill only_if_near"
            )
            yield _problem(glossary, concept.id, term.place, message, severity="warning")


def empty_languages(glossary: Glossary) -> Iterator[Problem]:
    """A language that the heading names and no right term has."""
    for language in glossary.languages:
        if not any(t.status in SATISFYING and same_language(t.language, language) for _, t in _rows(glossary)):
            message = f"the glossary '{glossary.name}' names the language '{language}', but has no term in it"
            yield Problem(_home(glossary), None, message, "languages", "warning")


def unknown_policy(glossary: Glossary) -> Iterator[Problem]:
    """A convention that writes a value of the house policy which the glossary does not set."""
    known = [name for name, _ in glossary.policy]
    for convention in glossary.conventions:
        for name in re.findall(r"\{([A-Za-z_][\w.-]*)\}", convention.right):
            if name not in known:
                hint = f'add {name} = "..." below [policy] in glossary.toml'
                message = f"'{{{name}}}' has no value{nearest(name, known) if known else ''}; {hint}"
                yield _problem(glossary, convention.id, convention.place, message, column="right")


_POLICY_VALUES = {
    "profile": ("precise", "balanced", "maximal"),
    "scare_quotes": ("drop", "keep"),
    "units.jin": ("convert", "gloss", "keep"),
    "units.mu": ("convert", "gloss", "keep"),
}


def policy_values(glossary: Glossary) -> Iterator[Problem]:
    """A value of the house policy that nothing knows: it would be passed over in silence."""
    for name, value in glossary.policy:
        allowed = _POLICY_VALUES.get(name)
        if allowed and value not in allowed:
            message = f"policy {name} = '{value}' is not known{nearest(value, allowed)}; known are {', '.join(allowed)}"
            yield Problem(_home(glossary), None, message)


RULES: tuple[Callable[[Glossary], Iterator[Problem]], ...] = (
    too_many_variants,
    right_and_wrong,
    cycles,
    no_way_out,
    mistaken_unmistakable,
    ambiguous_garble,
    empty_languages,
    unknown_policy,
    policy_values,
)


def _rows(glossary: Glossary) -> Iterator[_Row]:
    return (_Row(concept, term) for concept in glossary.concepts for term in concept.terms)


def _wordings(term: Term) -> tuple[str, ...]:
    """All wordings of a term; the pattern itself where it stands for too many."""
    if not any(mark in term.text for mark in "[("):
        return (" ".join(term.text.split()),)
    try:
        return expand(term.text)
    except ValueError:
        return (term.text,)


def _shared_wording(wrong: Term, right: Term) -> str | None:
    """A wording that both terms stand for; None if there is none."""
    if not same_language(wrong.language, right.language):
        return None
    exact = wrong.case == "exact"  # "internet" may be wrong where "Internet" is right
    taken = {wording if exact else wording.casefold() for wording in _wordings(right)}
    return next((w for w in _wordings(wrong) if (w if exact else w.casefold()) in taken), None)


def _replacements(concept: Concept, wrong: Term) -> tuple[str, ...]:
    if wrong.replace_with:
        return tuple(part.strip() for part in wrong.replace_with.split("|"))
    right = concept.in_language(wrong.language, SATISFYING)
    preferred = [term for term in right if term.status == "preferred"] or right
    return tuple(wording for term in preferred for wording in _wordings(term))


def _node(term: Term, wording: str) -> str:
    return f"{primary_subtag(term.language)}:{wording if term.case == 'exact' else wording.casefold()}"


def _has_evidence(concept: Concept, term: Term) -> bool:
    source = any(t.status in SATISFYING and not same_language(t.language, term.language) for t in concept.terms)
    return source or bool(term.only_if_near)


def _closed_chains(steps: dict[str, dict[str, _Row]]) -> Iterator[tuple[str, ...]]:
    """Circles of a graph, depth first: one for each step that leads back into the way walked so far."""
    done: set[str] = set()
    for start in list(steps):
        way: list[str] = []
        ahead = [iter([start])]
        while ahead:
            node = next(ahead[-1], None)
            if node is None:
                ahead.pop()
                if way:
                    done.add(way.pop())
            elif node in way:
                yield tuple(way[way.index(node) :])
            elif node not in done and node in steps:
                way.append(node)
                ahead.append(iter(steps[node]))


def _problem(
    glossary: Glossary,
    name: str,
    place: str | None,
    message: str,
    *,
    column: str = "term",
    severity: str = "error",
) -> Problem:
    if place is None:
        return Problem(f"{glossary.name} ({name})", None, message, column, severity)
    path, _, line = place.rpartition(":")
    return Problem(path, int(line), message, column, severity)


def _home(glossary: Glossary) -> str:
    place = next((term.place for _, term in _rows(glossary) if term.place), None)
    return str(Path(place.rpartition(":")[0]).with_name("glossary.toml")) if place else glossary.name
