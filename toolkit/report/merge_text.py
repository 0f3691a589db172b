"""A merge of glossaries to read: what came in, and what both sides say differently, with how to decide it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import Any

from toolkit.glossary.changes.merge import Conflict
from toolkit.model.terms import Concept, Convention, Example, Glossary, Term
from toolkit.report.change_text import fact_name, value_text, visible
from toolkit.report.words import counted


def conflict_lines(conflicts: Sequence[Conflict], names: tuple[str, str] = ("ours", "theirs")) -> Iterator[str]:
    """The conflicts, each with the three values, their places and what was taken."""
    for conflict in conflicts:
        state = f"taken: {names[conflict.taken == 'theirs']}" if conflict.taken else "open"
        yield f"conflict  {visible(conflict.id)}  ({state})"
        width = max(map(len, ("base", *names)))
        if conflict.base is not None or conflict.field is None:
            yield f"  {'base'.ljust(width)}  {_told(conflict, conflict.base)}"
        for name, value, place in zip(names, (conflict.ours, conflict.theirs), conflict.places, strict=True):
            where = f"  [{place}]" if place else ""
            yield f"  {name.ljust(width)}  {_told(conflict, value)}{where}"


def how_to_decide(conflicts: Sequence[Conflict]) -> str:
    """What to type."""
    example = shlex.quote(f"{conflicts[0].id}=theirs")
    return f"Decide one with --take {example}, or all of them with --prefer ours or --prefer theirs."


def conflict_data(conflict: Conflict) -> dict[str, Any]:
    """A conflict for programs."""
    values = {name: _told(conflict, getattr(conflict, name)) for name in ("base", "ours", "theirs")}
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "field": conflict.field,
        **values,
        "places": list(conflict.places),
        "taken": conflict.taken,
    }


def _told(conflict: Conflict, value: Any) -> str:
    if isinstance(value, Term):
        more = "".join(f"; {fact_name(name)} {value_text(v)}" for name, v in _more(value) if v)
        return f"{visible(value.text)} ({value.language}, {value.status}{more})"
    if isinstance(value, Concept):
        terms = ", ".join(visible(term.text) for term in value.terms[:6])
        return f"{counted(len(value.terms), 'term')}: {terms}{' ...' if value.terms[6:] else ''}"
    if isinstance(value, Convention):
        return f"{visible(value.wrong)} -> {visible(value.right)}"
    if isinstance(value, Example):
        return f"{visible(value.before)} -> {visible(value.after)}"
    if value is None and conflict.field is None:
        return "(deleted)"
    return value.name if isinstance(value, Glossary) else value_text(value)


def _more(term: Term) -> Iterator[tuple[str, Any]]:
    for name in ("part_of_speech", "client", "note"):
        yield name, getattr(term, name)
