"""What leaves the workbench: final text, change list with verdicts, JSON lines, ratings. Nothing is written here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.documents import FORMATS
from toolkit.formats.judgements import WRITERS
from toolkit.formats.splice import changed
from toolkit.model import LangPair, Rating, Repair
from toolkit.postedit.ledger import SCHEMA, around, as_row, digest_of
from toolkit.workbench import repairs as repair_data
from toolkit.workbench import state as states
from toolkit.workbench.state import On, SegmentState
from toolkit.workbench.store import Row, Store
from toolkit.workbench.written import told
from toolkit.workbench.xliff import Unit, written

SYSTEMS: dict[On, str] = {"mt": "mt", "edit": "post-edit"}
RATER = "translator"


class Exported(NamedTuple):
    """A file to be written."""

    name: str
    """What to call it, beside the text under review."""
    data: bytes
    notes: tuple[str, ...] = ()
    """What it could not hold."""


class Segment(NamedTuple):
    """A segment with all that is known of it."""

    row: Row
    repair: Repair
    state: SegmentState

    @property
    def text(self) -> str:
        """The text as decided so far."""
        return states.text_of(self.repair, self.state)


def export(store: Store, kind: str) -> Exported:
    """The review as a file of that kind. Raises InputError for an unknown kind, or a text the file cannot take."""
    require_kind(kind)
    return KINDS[kind](store)


def require_kind(kind: str) -> None:
    """Raises InputError for a kind that is not known, with those that are."""
    if kind not in KINDS:
        raise InputError(f"--export {kind}: there is no such kind. There are: {', '.join(KINDS)}.")


def _text(store: Store) -> Exported:
    path, data = store.document()
    plug_in = FORMATS.get(store.meta("format"))
    content = plug_in.read(data, path, store.meta("columns"))
    texts = {one.row.id: one.text for one in _segments(store)}
    name = Path(path)
    return Exported(
        f"{name.stem}.reviewed{name.suffix}", plug_in.render(content.layout, changed(content.segments, texts))
    )


def _ledger(store: Store) -> Exported:
    path, _ = store.document()
    rows = store.rows()
    head = {
        "schema": SCHEMA,
        "text": {"path": path, "digest": store.meta("digest")},
        "glossary": store.meta("glossary"),
        "source_used": store.meta("sources") is not None,
        "segments": len(rows),
    }
    lines: list[object] = [head]
    for one in _segments(store):
        digest = digest_of(one.row.original)
        lines += [
            as_row(edit, digest, around(one.row.original, edit.span), verdict)
            for edit, verdict in told(one.repair, one.state)
        ]
    return Exported(f"{Path(path).name}.ledger.jsonl", _lines(lines))


def _jsonl(store: Store) -> Exported:
    rows = []
    for one in _segments(store):
        state = one.state
        rows.append(
            {
                "id": one.row.id,
                "source": one.row.source,
                "mt": one.row.original,
                "target": one.text,
                "reference": one.row.reference,
                "done": state.done,
                "written": state.written is not None,
                "edits": [
                    {
                        "before": e.before,
                        "after": e.after,
                        "rule": e.rule,
                        "outcome": str(e.outcome),
                        "verdict": verdict,
                    }
                    for e, verdict in told(one.repair, state)
                    if e.group is None
                ],
                "open": [edit.id for edit in states.to_decide(one.repair, state)],
            }
        )
    return Exported(f"{Path(store.document()[0]).name}.review.jsonl", _lines(rows))


def _xliff(store: Store) -> Exported:
    path, _ = store.document()
    found = list(_segments(store))
    if not any(one.row.source for one in found):
        raise InputError("An XLIFF file holds the source beside the text: begin the review with --source FILE.")
    text = written([_unit(one) for one in found], path, LangPair(*store.meta("pair")))
    return Exported(f"{Path(path).name}.review.xlf", text.encode("utf-8"))


def _unit(one: Segment) -> Unit:
    doubtful = bool(states.to_decide(one.repair, one.state)) or one.repair.reread is not None
    state = "final" if one.state.done else "needs-review-translation" if doubtful else "translated"
    arrow = "\N{RIGHTWARDS ARROW}"
    notes = tuple(
        f"{edit.before or '-'} {arrow} {edit.after or '-'} ({verdict or edit.outcome}): {edit.reason}"
        for edit, verdict in told(one.repair, one.state)
        if edit.group is None
    )
    return Unit(one.row.id, one.row.source or "", one.row.original, one.text, state, notes)


def _ratings(store: Store, name: str, suffix: str) -> Exported:
    found = tuple(ratings(store))
    if not found:
        raise InputError("No error was marked yet, and no text was read for errors: there is nothing to export.")
    written = WRITERS.get(name).write(found)
    return Exported(f"{Path(store.document()[0]).name}.{suffix}", written.text.encode("utf-8", "replace"), written.lost)


def ratings(store: Store) -> Iterator[Rating]:
    """What was said of each text that was read for errors or scored, as ratings of the systems `mt` and `post-edit`."""
    path, _ = store.document()
    pair = LangPair(*store.meta("pair"))
    for on, system in SYSTEMS.items():
        for one in _segments(store):
            said = states.judgement(one.state, on)
            if said.rated or said.errors or said.score is not None:
                yield Rating(
                    system,
                    one.row.id,
                    RATER,
                    said.errors if said.rated or said.errors else None,
                    said.score,
                    Path(path).name,
                    one.row.source,
                    one.row.original if on == "mt" else one.text,
                    pair,
                )


def _segments(store: Store) -> Iterator[Segment]:
    for row, kept in zip(store.rows(), store.states(), strict=True):
        state = states.of_data(kept.data)
        yield Segment(row, repair_data.of_data(row.id, row.original, store.repair(state.run, row.number)), state)


def _lines(rows: Sequence[object]) -> bytes:
    return b"".join(_line(row) for row in rows)


def _line(row: object) -> bytes:
    try:
        return f"{json.dumps(row, ensure_ascii=False)}\n".encode()
    except UnicodeEncodeError:  # half a character of a damaged file: only as an escape can it be written
        return f"{json.dumps(row)}\n".encode()


KINDS: dict[str, Callable[[Store], Exported]] = {
    "text": _text,
    "ledger": _ledger,
    "jsonl": _jsonl,
    "xliff": _xliff,
    "mqm": lambda store: _ratings(store, "marot", "mqm.tsv"),
    "ratings": lambda store: _ratings(store, "jsonl", "ratings.jsonl"),
}
"""By the name that `--export` takes."""
