"""A change of the glossary before it is kept: what the linter says of it, and what it does to examples and text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.errors import InputError
from toolkit.workbench import concepts, impact
from toolkit.workbench.bench import Bench
from toolkit.workbench.linted import changed, told
from toolkit.workbench.proposals import Trial

AT_ONCE = 200
"""Segments up to which the text is tried while somebody types; a longer one is tried when asked for."""


def made(bench: Bench, given: Mapping[str, Any]) -> tuple[Trial, str, str]:
    """What a page's rows would make of the proposals: the trial, the concept, and the change in words.

    Raises InputError for what cannot be kept.
    """
    rows = given.get("rows")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise InputError("The page sent something that cannot be understood. Load it again.")
    instead = bool(given.get("instead"))
    placed = rows if instead else concepts.placed(bench, rows)
    return bench.trial(placed, instead), str(placed[0].get("concept")), _label(placed, instead)


def looked_at(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the change would do; nothing is kept. With `text` in the text under review, else to the concept alone."""
    trial, concept, _ = made(bench, given)
    with_ = bench.layered(trial.glossary)
    if given.get("text"):
        return {"impact": impact.impact(bench, with_), "others": len(bench.proposals.rows())}
    new, gone = changed(bench.with_proposals().index.glossary, with_.index.glossary, concept)
    return {
        "concept": concept,
        "new": [told(finding) for finding in new],
        "gone": [told(finding) for finding in gone],
        "examples": concepts.examples(with_, concept),
    }


def _label(rows: Sequence[Mapping[str, Any]], instead: bool) -> str:
    row = rows[-1]
    old, wording = (" ".join(str(row.get(name) or row.get("term")).split()) for name in ("term", "wording"))
    if not instead:
        return f"proposed '{old}'"
    if wording != old:
        return f"proposed '{wording}' for '{old}'"
    return f"proposed a change of '{old}'"
