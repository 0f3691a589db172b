"""Replacements that lead back to where they began."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from toolkit.glossary.lint.rule import Row, Rule, Spot, Subject, at, node, wordings
from toolkit.model.terms import SATISFYING, Concept, Term


def cycles(subject: Subject) -> Iterator[Spot]:
    """Replacements that lead back to where they began: a text would be edited for ever."""
    steps: dict[str, dict[str, Row]] = defaultdict(dict)
    changing = [row for row in subject.wrong if row.term.action != "flag"]
    starts = {node(wrong, wording) for _, wrong in changing for wording in wordings(wrong)}
    for concept, wrong in changing:
        # only what is wrong somewhere leads any further
        ends = [end for end in replacements(concept, wrong) if node(wrong, end) in starts]
        if ends:
            for start in wordings(wrong):
                for end in ends:
                    if end.casefold() == start.casefold() and not wrong.replace_with:
                        continue  # told by right_and_wrong
                    steps[node(wrong, start)].setdefault(node(wrong, end), Row(concept, wrong))
    for chain in _closed_chains(steps):
        concept, term = steps[chain[0]][chain[1 % len(chain)]]
        way = " -> ".join(f"'{step.split(':', 1)[1]}'" for step in (*chain, chain[0]))
        yield at(Row(concept, term), f"replacements go in a circle: {way}; take one of these rows away")


def replacements(concept: Concept, wrong: Term) -> tuple[str, ...]:
    """What a wrong wording may become: its own replacements, else the concept's preferred, else admitted terms."""
    if wrong.replace_with:
        return tuple(part.strip() for part in wrong.replace_with.split("|"))
    right = concept.in_language(wrong.language, SATISFYING)
    preferred = [term for term in right if term.status == "preferred"] or right
    return tuple(wording for term in preferred for wording in wordings(term))


def _closed_chains(steps: dict[str, dict[str, Row]]) -> Iterator[tuple[str, ...]]:
    """Circles of a graph, depth first: one for each step that leads back into the way walked so far."""
    done: set[str] = set()
    for start in list(steps):
        way: list[str] = []
        ahead = [iter([start])]
        while ahead:
            here = next(ahead[-1], None)
            if here is None:
                ahead.pop()
                if way:
                    done.add(way.pop())
            elif here in way:
                yield tuple(way[way.index(here) :])
            elif here not in done and here in steps:
                way.append(here)
                ahead.append(iter(steps[here]))


RULES = (
    Rule(
        "replacement.circle",
        "error",
        "Replacements lead back to where they began: a text would be edited for ever.",
        bad="""\
concept,language,term,status,only_if_near
plays,en,plays,,
plays,en,hits,garble,video
hits,en,hits,,
hits,en,plays,garble,video
""",
        good="""\
concept,language,term,status,only_if_near,replace_with
plays,en,plays,,,
plays,en,hits,garble,video,streams
""",
        check=cycles,
    ),
)
