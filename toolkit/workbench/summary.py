"""How far one segment is: what filters and progress ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolkit.model import Outcome, Repair
from toolkit.workbench import state as states
from toolkit.workbench.state import SegmentState
from toolkit.workbench.store import Row


class Summary(NamedTuple):
    """A segment in short."""

    flags: frozenset[str]
    """The filters that list it."""
    changes: int
    """Changes that can be decided."""
    decided: int
    """How many of them are: by a verdict, or because the segment is done or was written anew."""
    searched: str
    """All its texts in lower case."""


def summary(row: Row, repair: Repair, state: SegmentState) -> Summary:
    """The segment in short."""
    mains = [edit for edit in states.mains(repair) if edit.outcome is not Outcome.REFUSED]
    settled = state.done or state.written is not None
    decided = len(mains) if settled else sum(edit.id in state.verdicts for edit in mains)
    text = states.text_of(repair, state)
    texts = (row.id, row.source, row.original, row.reference, text)
    searched = "\n".join(one.casefold() for one in texts if one)
    return Summary(frozenset(_flags(repair, state, text)), len(mains), decided, searched)


def _flags(repair: Repair, state: SegmentState, text: str) -> Iterator[str]:
    yield "all"
    yield "done" if state.done else "open"
    if text != repair.original:
        yield "changed"
    if states.to_decide(repair, state):
        yield "decide"
    if repair.reread is not None and not state.done:
        yield "reread"
    if state.mt.errors or state.edit.errors:
        yield "errors"
