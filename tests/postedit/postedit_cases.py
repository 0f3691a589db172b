"""The case files, the bundled glossary, and the laws that every repair must keep."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from toolkit.glossary.index import GlossaryIndex
from toolkit.jobs.setting import setting
from toolkit.model import Outcome, Repair, Segment, apply_edits, undo_edits
from toolkit.postedit.editor import postedit

CASES = Path(__file__).parents[1] / "cases"


class Case(NamedTuple):
    """One sentence, and what must become of it."""

    label: str
    comment: str
    source: str | None
    mt: str
    expected: str


def cases(name: str) -> list[Case]:
    """The cases of `tests/cases/<name>.json`, in order."""
    rows = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"), object_pairs_hook=_once)
    return [Case(r["label"], r["comment"], r.get("source"), r["mt"], r["expected"]) for r in rows]


def _once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """A JSON object whose keys stand in it once: of two cases run together the first would be lost unseen."""
    found = dict(pairs)
    assert len(found) == len(pairs), pairs
    return found


@lru_cache(maxsize=1)
def bundled() -> GlossaryIndex:
    """The bundled glossary, ready."""
    return setting(["livestream-commerce"]).index


def repaired(mt: str, source: str | None = None) -> Repair:
    """The repair of one sentence with the bundled glossary."""
    return postedit([Segment("1", mt, source)], bundled())[0]


def assert_lawful(repair: Repair) -> None:
    """Edits and text agree both ways, ids are unique, companions have their edit, spans fit."""
    assert apply_edits(repair.original, repair.applied) == repair.text
    assert undo_edits(repair.text, repair.applied) == repair.original
    ids = [edit.id for edit in repair.edits]
    assert len(set(ids)) == len(ids), ids
    for edit in repair.edits:
        assert edit.segment_id == repair.segment_id
        assert edit.span.of(repair.original) == edit.before
        assert 0.0 <= edit.confidence <= 1.0
        if edit.group is not None:
            main = next((e for e in repair.edits if e.id == edit.group), None)
            assert main is not None, f"{edit.id} belongs to {edit.group}, which is not there"
            assert main.outcome is edit.outcome
        if edit.outcome is Outcome.APPLIED:
            assert edit.before != edit.after
        else:
            assert edit.refusal
    assert [e.span for e in repair.edits] == sorted(e.span for e in repair.edits)
