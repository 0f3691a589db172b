"""`tqt apply` and `tqt explain`: a person's decisions over a ledger, made and understood."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.options import InputArgument, JsonOption, print_json, say
from toolkit.errors import InputError

LedgerArgument = Annotated[Path, typer.Argument(metavar="LEDGER", help="What `tqt postedit --ledger` wrote.")]


def apply(
    path: InputArgument,
    ledger: LedgerArgument,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write here instead of to stdout.")] = None,
    skip_stale: Annotated[
        bool, typer.Option("--skip-stale", help="Make the edits that still fit and name the others.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="IN is the edited text; give the original back.")] = False,
) -> None:
    """Make exactly the accepted edits of a ledger: verdict "accept", or applied and not rejected."""
    from toolkit.formats.documents import read_document, render
    from toolkit.formats.files import read_text, write_atomically
    from toolkit.postedit.ledger import apply_ledger, read_ledger, undo_ledger

    if out is not None and out.resolve() in (Path(path).resolve(), ledger.resolve()):
        raise InputError(f"{out}: this would overwrite an input. Give the result its own name.")
    document = read_document(path)
    found = read_ledger(read_text(ledger).text, str(ledger))
    work = undo_ledger if undo else apply_ledger
    applied = work(document.segments, found, strict=not skip_stale)
    data = render(document, dict(applied.texts))
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_atomically(out, data)
    say(f"{applied.made} edits {'undone' if undo else 'made'}, {len(applied.moved)} of them on changed lines.")
    for line in applied.stale:
        say(f"  left out {line}")


def explain(
    ledger: LedgerArgument, edit_id: Annotated[str, typer.Argument(metavar="ID")], as_json: JsonOption = False
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
        print_json(as_row(edit, entry.segment_digest) | {"verdict": entry.verdict})
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
