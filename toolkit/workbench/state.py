"""What a translator has decided about one segment, and what each action makes of it. Pure: nothing is kept here.

A state is a value. An action gives a new one or an `InputError` that says why not; undo is the old value again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, NamedTuple

from toolkit.errors import InputError
from toolkit.model import DEFAULT_WEIGHTS, Edit, ErrorSpan, Outcome, Repair, Span, apply_edits
from toolkit.text.diff import diff

On = Literal["mt", "edit"]
"""Which text a judgement is about: the machine translation as given, or the post-edit."""
VERDICTS = ("accept", "reject")
SEVERITIES = tuple(DEFAULT_WEIGHTS.severities)


class Verdict(NamedTuple):
    """What was said of one edit."""

    verdict: Literal["accept", "reject"]
    after: str | None = None
    """What to write instead of the edit's own proposal; None: the proposal."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Errors and score of one text of a segment."""

    rated: bool = False
    """Whether the reader is through with it: without any error it then counts as free of errors."""
    errors: tuple[ErrorSpan, ...] = ()
    score: float | None = None
    """ESA, 0 to 100; None: not given."""


@dataclass(frozen=True, slots=True)
class SegmentState:
    """Everything decided about one segment."""

    run: int = 0
    """Which run of the post-editor the verdicts belong to."""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    """By the id of the main edit."""
    written: str | None = None
    """The segment as the translator wrote it; None: the text is what the edits make of it."""
    mt: Judgement = Judgement()
    edit: Judgement = Judgement()
    done: bool = False


def text_of(repair: Repair, state: SegmentState) -> str:
    """The segment's text as decided so far: undecided, an applied edit counts as accepted and a proposal as not."""
    return state.written if state.written is not None else apply_edits(repair.original, accepted(repair, state))


def accepted(repair: Repair, state: SegmentState) -> tuple[Edit, ...]:
    """The edits that are made, with what was written instead of their proposals; companions go with their edit."""
    mains = {e.id: _is_accepted(e, state) for e in repair.edits if e.group is None}
    return tuple(_as_decided(e, state) for e in repair.edits if mains.get(e.group or e.id, False))


def to_decide(repair: Repair, state: SegmentState) -> tuple[Edit, ...]:
    """The proposals that nobody has decided; none in a segment that was written anew or is done."""
    if state.written is not None or state.done:
        return ()
    return tuple(e for e in mains(repair) if e.outcome is Outcome.REVIEW and e.id not in state.verdicts)


def mains(repair: Repair) -> tuple[Edit, ...]:
    """The edits that can be decided: companions go with theirs."""
    return tuple(edit for edit in repair.edits if edit.group is None)


def decide(repair: Repair, state: SegmentState, edit_id: str, verdict: str | None, after: str | None) -> SegmentState:
    """The edit accepted, rejected, or open again (None); `after` replaces what it proposes.

    Raises InputError for an unknown edit, a segment that was written anew, or an edit that overlaps an accepted one.
    """
    edit = next((e for e in mains(repair) if e.id == edit_id), None)
    if edit is None:
        raise InputError(f"There is no change '{edit_id}' in this segment.")
    if state.written is not None:
        raise InputError("You have written this segment yourself. Go back to the single changes first.")
    if verdict is not None and verdict not in VERDICTS:
        raise InputError(f"'{verdict}' is no verdict: accept or reject.")
    verdicts = {name: said for name, said in state.verdicts.items() if name != edit_id}
    if verdict is not None:
        own = None if after is None or after == edit.after else one_line(after, repair.original)
        verdicts[edit_id] = Verdict("accept" if verdict == "accept" else "reject", own)
    new = replace(state, verdicts=verdicts)
    _require_room(repair, new, edit)
    return _with_text(repair, state, new)


def write(repair: Repair, state: SegmentState, text: str | None) -> SegmentState:
    """The segment in the translator's own words; None goes back to the single edits."""
    written = None if text is None else one_line(text, repair.original)
    if written is not None and state.written is None and written == text_of(repair, state):
        raise InputError("Nothing was changed in the text.")
    return _with_text(repair, state, replace(state, written=written))


def mark(repair: Repair, state: SegmentState, on: On, error: ErrorSpan, source: str | None) -> SegmentState:
    """One more error of that text. Raises InputError for a place outside of it or a severity that MQM lacks."""
    text = repair.original if on == "mt" else text_of(repair, state)
    if error.severity not in SEVERITIES:
        raise InputError(f"'{error.severity}' is no severity: {', '.join(SEVERITIES)}.")
    for spans, whole in ((error.spans, text), (error.source_spans, source or "")):
        if any(not 0 <= span.start < span.end <= len(whole) for span in spans):
            raise InputError("The marked place does not lie in the text. Mark it again.")
    old = judgement(state, on)
    return judged(state, on, replace(old, rated=True, errors=(*old.errors, error)))


def unmark(state: SegmentState, on: On, place: int) -> SegmentState:
    """Without the error of that number, counted from 0."""
    old = judgement(state, on)
    if not 0 <= place < len(old.errors):
        raise InputError("There is no such mark.")
    return judged(state, on, replace(old, errors=old.errors[:place] + old.errors[place + 1 :]))


def score(state: SegmentState, on: On, value: float | None) -> SegmentState:
    """With the ESA score of that text, 0 to 100; None takes it away."""
    if value is not None and not 0 <= value <= 100:  # NaN is not either
        raise InputError("A score lies between 0 and 100.")
    return judged(state, on, replace(judgement(state, on), score=value))


def judgement(state: SegmentState, on: On) -> Judgement:
    """What was said of that text."""
    return state.mt if on == "mt" else state.edit


def judged(state: SegmentState, on: On, value: Judgement) -> SegmentState:
    """The state with another judgement of that text."""
    return replace(state, mt=value) if on == "mt" else replace(state, edit=value)


def carried(old: Repair, new: Repair, state: SegmentState, run: int) -> SegmentState:
    """The state over another run's repair: verdicts go to the edits that say the same at the same place."""
    same = {(e.span, e.before, e.after): e.id for e in mains(new)}
    verdicts = {
        same[e.span, e.before, e.after]: state.verdicts[e.id]
        for e in mains(old)
        if e.id in state.verdicts and (e.span, e.before, e.after) in same
    }
    moved = replace(state, run=run, verdicts=verdicts)
    before, after = text_of(old, state), text_of(new, moved)
    return moved if before == after else judged(moved, "edit", _moved(state.edit, before, after))


def one_line(text: str, original: str) -> str:
    """The text, where a segment can hold it. Raises InputError for signs that the original's line does not have."""
    for sign, name in (("\n", "a line break"), ("\r", "a line break"), ("\t", "a tab")):
        if sign in text and sign not in original:
            raise InputError(f"A segment is one line: take {name} out of your text.")
    odd = next((c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n\r" + original), None)
    if odd is not None:
        raise InputError(f"The text holds a character that no file can keep (U+{ord(odd):04X}). Take it out.")
    return text


def as_data(state: SegmentState) -> dict[str, Any]:
    """The state as JSON data."""
    return asdict(state) | {"verdicts": {name: list(said) for name, said in state.verdicts.items()}}


def of_data(data: Mapping[str, Any]) -> SegmentState:
    """The state again.

    >>> state = SegmentState(verdicts={"1.1": Verdict("reject")}, done=True)
    >>> of_data(as_data(state)) == state
    True
    """
    verdicts = {name: Verdict(*said) for name, said in data["verdicts"].items()}
    return SegmentState(
        data["run"], verdicts, data["written"], _judgement(data["mt"]), _judgement(data["edit"]), data["done"]
    )


def error_of(data: Mapping[str, Any]) -> ErrorSpan:
    """An error span of JSON data. Raises ValueError, TypeError, KeyError."""
    spans, source_spans = (tuple(Span(int(a), int(b)) for a, b in data.get(key) or ()) for key in _PLACES)
    note, category = data.get("note"), data.get("category")
    return ErrorSpan(
        str(data["severity"]),
        None if category is None else str(category),
        spans,
        source_spans,
        note=None if note is None else str(note),
    )


_PLACES = ("spans", "source_spans")


def _judgement(data: Mapping[str, Any]) -> Judgement:
    return Judgement(data["rated"], tuple(error_of(error) for error in data["errors"]), data["score"])


def _is_accepted(edit: Edit, state: SegmentState) -> bool:
    said = state.verdicts.get(edit.id)
    return edit.outcome is Outcome.APPLIED if said is None else said.verdict == "accept"


def _as_decided(edit: Edit, state: SegmentState) -> Edit:
    said = state.verdicts.get(edit.id)
    return replace(edit, after=said.after) if said and said.after is not None else edit


def _require_room(repair: Repair, state: SegmentState, edit: Edit) -> None:
    made = accepted(repair, state)
    ours = [e for e in made if edit.id in (e.id, e.group)]
    others = [e for e in made if edit.id not in (e.id, e.group)]
    for mine in ours:
        for other in others:
            same_place = mine.span == other.span and mine.span.start == mine.span.end
            if mine.span.overlaps(other.span) or same_place:
                raise InputError(
                    f"It would change the same words as '{other.before}' \N{RIGHTWARDS ARROW} '{other.after}'. "
                    "Reject that change first."
                )


def _with_text(repair: Repair, old: SegmentState, new: SegmentState) -> SegmentState:
    """The new state with the marks on the post-edit where their words now stand."""
    before, after = text_of(repair, old), text_of(repair, new)
    return new if before == after else replace(new, edit=_moved(new.edit, before, after))


def _moved(judgement: Judgement, before: str, after: str) -> Judgement:
    if not judgement.errors:
        return judgement
    kept = [(part.before, part.after.start - part.before.start) for part in diff(before, after) if part.op == "equal"]
    errors = (
        replace(error, spans=tuple(span.shift(by) for span in error.spans for same, by in kept if same.covers(span)))
        for error in judgement.errors
    )
    return replace(judgement, errors=tuple(errors))
