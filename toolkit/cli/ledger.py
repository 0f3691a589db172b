"""`tqt apply` and `tqt explain`: a person's decisions over a ledger, made and understood."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import (
    ColumnsOption,
    EncodingOption,
    InputArgument,
    JsonOption,
    columns_of,
    kept_places,
    print_bytes,
    print_json,
    require_one_voice,
    require_own_names,
    say,
)
from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.formats.documents import Document
    from toolkit.postedit.decided import Applied
    from toolkit.postedit.ledger import Ledger

LedgerArgument = Annotated[Path, typer.Argument(metavar="LEDGER", help="What `tqt postedit --ledger` wrote.")]


def apply(
    path: InputArgument,
    ledger: LedgerArgument,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write here instead of to stdout.")] = None,
    skip_stale: Annotated[
        bool, typer.Option("--skip-stale", help="Make the edits that still fit and name the others.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="IN is the edited text; give the original text back. Notes and states stay.")
    ] = False,
    column: ColumnsOption = None,
    encoding: EncodingOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make exactly the accepted edits of a ledger: verdict "accept", or applied and not rejected."""
    from toolkit.formats.documents import read_document, render, takes_marks
    from toolkit.formats.files import read_text, require_inputs, require_targets, write_atomically
    from toolkit.postedit.decided import apply_ledger, undo_ledger
    from toolkit.postedit.ledger import read_ledger
    from toolkit.report.words import counted

    require_inputs(path, ledger)
    require_one_voice({"-o -": str(out) == "-", "--json": as_json})
    require_targets(out)
    require_own_names([out] if out else [], (path, ledger), kept_places((), path))
    document = read_document(path, columns=columns_of(column, encoding))
    found = read_ledger(read_text(ledger).text, str(ledger))
    work = undo_ledger if undo else apply_ledger
    applied = work(document.segments, found, strict=not skip_stale)
    _require_one_line(document, ledger, found, undo)
    data = render(document, dict(applied.texts))
    if out is not None:
        write_atomically(out, data)
    if as_json:
        print_json(_as_data(applied))
    elif out is None:
        print_bytes(data)
    say(f"{counted(applied.made, 'edit')} {'undone' if undo else 'made'}, {len(applied.moved)} on changed lines.")
    if undo and takes_marks(document):
        say("The text is as it was; notes and states that `tqt postedit` wrote beside it stay.")
    if applied.already:
        say(f"{counted(len(applied.already), 'edit')} stood there already: {', '.join(applied.already)}.")
    for line in applied.stale:
        say(f"  left out {line}")


def explain(
    ledger: LedgerArgument,
    edit_id: Annotated[str, typer.Argument(metavar="ID", help="An edit's id, such as 2.1.")],
    as_json: JsonOption = False,
) -> None:
    """Say why an edit was made, proposed or refused."""
    from toolkit.formats.files import read_text
    from toolkit.postedit.ledger import as_row, read_ledger

    found = read_ledger(read_text(ledger).text, str(ledger))
    by_id = {entry.edit.id: entry for entry in found.entries}
    if edit_id not in by_id:
        near = difflib.get_close_matches(edit_id, by_id, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise InputError(f"{ledger}: there is no edit '{edit_id}'.{hint} It has {len(by_id)} edits.")
    entry = by_id[edit_id]
    edit = entry.edit
    if as_json:
        print_json(as_row(edit, entry.segment_digest, entry.around, entry.verdict))
        return
    typer.echo(f"{edit.id}  segment {edit.segment_id}, characters {edit.span.start}-{edit.span.end}: {edit.outcome}")
    typer.echo(f"  before      {edit.before!r}")
    typer.echo(f"  after       {edit.after!r}")
    typer.echo(f"  why         {edit.reason}")
    if edit.refusal:
        typer.echo(f"  not made    {edit.refusal}")
    typer.echo(f"  rule        {edit.rule}" + (f", concept {edit.concept_id}" if edit.concept_id else ""))
    typer.echo(f"  confidence  {edit.confidence:.2f}" + (f", evidence {edit.evidence}" if edit.evidence else ""))
    if edit.alternatives:
        typer.echo(f"  or          {' | '.join(edit.alternatives)}")
    if edit.group:
        typer.echo(f"  goes with   {edit.group}")
    typer.echo(f"  verdict     {entry.verdict or 'none yet'}")


def _require_one_line(document: Document, path: Path, ledger: Ledger, undo: bool) -> None:
    """Raises InputError, with the edit's id, for a wording that a line of this format cannot hold."""
    from toolkit.postedit.decided import accepted_edits

    breaking = {"text": "\r\n", "tsv": "\t"}.get(document.format, "")
    for edit in accepted_edits(ledger):
        if any(sign in (edit.before if undo else edit.after) for sign in breaking):
            what = "a tab" if breaking == "\t" else "a line break"
            raise InputError(
                f"{path}: edit {edit.id} would write {what}, which {document.path} cannot hold. Mend its 'after'."
            )


def _as_data(applied: Applied) -> dict[str, object]:
    return {
        "schema": 1,
        "made": applied.made,
        "moved": applied.moved,
        "already": applied.already,
        "left_out": applied.stale,
        "segments": [{"id": name, "text": text} for name, text in applied.texts.items()],
    }
