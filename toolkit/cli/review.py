"""`tqt review`: the workbench, a page on this computer where a translator decides; and what it made, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import (
    ColumnsOption,
    FromOption,
    GlossariesOption,
    JsonOption,
    ProfileOption,
    SourceOption,
    ToOption,
    columns_of,
    kept_places,
    policy_of,
    print_bytes,
    print_json,
    require_own_names,
    say,
    working,
)
from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.workbench.store import Store


def review(
    path: Annotated[
        str | None,
        typer.Argument(metavar="[IN]", help="The machine translation; leave it out to continue from --state."),
    ] = None,
    glossary: GlossariesOption = None,
    source: SourceOption = None,
    reference: Annotated[Path | None, typer.Option(help="A good translation to compare with.")] = None,
    ledger: Annotated[Path | None, typer.Option(help="A change list to start from, with the verdicts in it.")] = None,
    state: Annotated[
        Path | None, typer.Option(help="Where your decisions are saved; by default beside IN, as IN.review.sqlite.")
    ] = None,
    column: ColumnsOption = None,
    export: Annotated[
        str | None, typer.Option(metavar="KIND", help="Open nothing; write text, ledger, jsonl, xliff, mqm or ratings.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="With --export: where to, instead of stdout.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to serve the page on; by default any free one.")] = None,
    host: Annotated[str, typer.Option(help="The address to serve the page on.")] = "127.0.0.1",
    others: Annotated[
        bool, typer.Option("--others-can-reach-it", help="Allow a --host that other computers can reach.")
    ] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
    profile: ProfileOption = None,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Decide change by change on a page in your browser; every decision is saved at once, and can be undone."""
    from toolkit.formats.files import require_inputs, require_targets
    from toolkit.workbench.export import require_kind
    from toolkit.workbench.opening import Order, opened, state_path
    from toolkit.workbench.serve import require_address, require_parts

    if out is not None and export is None:
        raise InputError("-o is where --export writes. Add --export text, or another kind.")
    if export is not None:
        require_kind(export)
    require_address(host, port, others)
    place = state_path(path, state)
    if export is None:
        require_parts()
    if not (path is not None and place.exists()):
        require_inputs(path, source, reference, ledger)
    require_targets(out)
    read = (path, source, reference, ledger, place)
    require_own_names(
        [p for p in (out, place) if p], [p for p in read if p != place], kept_places(glossary, path or ".")
    )
    order = Order(
        path,
        tuple(glossary or ()),
        source,
        reference,
        ledger,
        columns_of(column),
        source_language,
        target_language,
        policy_of(profile),
    )
    with working(f"Post-editing {path or place}"):
        store, notes = opened(order, state)
    try:
        for note in notes:
            say(note)
        if export is not None:
            _export(store, export, out, as_json)
        else:
            _serve(store, host, port, as_json, browser=not no_browser)
    finally:
        store.close()


def _export(store: Store, kind: str, out: Path | None, as_json: bool) -> None:
    from toolkit.formats.files import write_atomically
    from toolkit.workbench.export import export

    made = export(store, kind)
    for note in made.notes:
        say(note)
    if out is not None:
        write_atomically(out, made.data)
    if as_json:
        print_json({"kind": kind, "name": made.name, "written": str(out) if out else None, "notes": made.notes})
    elif out is None:
        print_bytes(made.data)


def _serve(store: Store, host: str, port: int | None, as_json: bool, *, browser: bool) -> None:
    from toolkit.workbench.serve import is_loopback, serve

    def tell(address: str) -> None:
        if as_json:
            print_json({"address": address, "state": str(store.path)})
            return
        if not is_loopback(host):
            say("Careful: whoever has this address can read and change the review, and nothing is encrypted.")
        say("The workbench is open at")
        typer.echo(f"  {address}")
        say(f"Every decision is kept in {store.path}. Stop with Ctrl-C; the same command goes on with it.")

    serve(store, host, port, tell, browser)
