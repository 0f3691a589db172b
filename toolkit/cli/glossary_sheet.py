"""`tqt glossary sheet`: a workbook for those who edit in Excel, and its way back into the glossary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from toolkit.cli.glossary import GlossaryOption, LanguagesOption, glossary_place, own_place, read_named
from toolkit.cli.options import JsonOption, print_json, say
from toolkit.errors import InputError


def sheet(
    source: Annotated[
        str | None, typer.Argument(metavar="GLOSSARY", help="A folder, a file of any format, or a bundled name.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE.xlsx", help="Where to write it; by default named after the glossary."
        ),
    ] = None,
    read: Annotated[
        Path | None, typer.Option("--read", metavar="FILE.xlsx", help="Show what an edited workbook would change.")
    ] = None,
    glossary: GlossaryOption = None,
    write: Annotated[bool, typer.Option("--write", help="With --read: change the glossary.")] = False,
    prefer: Annotated[
        str | None, typer.Option("--prefer", metavar="SIDE", help="Decide every conflict: glossary or sheet.")
    ] = None,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", metavar="CONFLICT=SIDE", help="Decide one conflict: CONFLICT=glossary or =sheet."),
    ] = None,
    languages: LanguagesOption = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a workbook that is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write a workbook to edit in Excel, or bring an edited one back. Exit code 1 if a conflict is open."""
    if read is not None:
        if source is not None and glossary is not None:
            raise InputError("Name the glossary once: as the argument, or with -g.")
        _bring_back(read, glossary or source, write, prefer, take, as_json)
        return
    if write or prefer or take:
        raise InputError("--write, --prefer and --take belong to --read FILE.xlsx.")
    from toolkit.formats.files import kind_of, write_atomically
    from toolkit.formats.term_workbook import tables_of, workbook

    found = read_named(source or glossary, languages)
    target = out or Path(f"{glossary_place(source or glossary).stem}.xlsx")
    if target.suffix.casefold() != ".xlsx":
        raise InputError(f"{target}: a workbook's name ends in .xlsx.")
    if kind_of(target) and not force:
        raise InputError(f"{target}: there is something here already; name another place or say --force.")
    write_atomically(target, workbook(found))
    if as_json:
        print_json({"path": str(target), "sheets": {table.name: len(table.rows) for table in tables_of(found)}})
        return
    typer.echo(str(target))
    rows = ", ".join(f"{table.name} {len(table.rows):,}" for table in tables_of(found))
    say(f"Rows: {rows}. Bring it back with: tqt glossary sheet --read {target} -g GLOSSARY")


def _bring_back(
    workbook: Path, name: str | None, write: bool, prefer: str | None, take: list[str] | None, as_json: bool
) -> None:
    from toolkit.cli.glossary_merge import tell
    from toolkit.glossary.changes.merge import Side
    from toolkit.jobs import merge as job
    from toolkit.jobs.sheet import read_sheet

    sides = {"glossary": "ours", "sheet": "theirs"}
    if prefer is not None and prefer not in sides:
        raise InputError(f"--prefer {prefer}: say glossary or sheet.")
    taken: dict[str, Side] = {}
    for item in take or ():
        conflict, equals, side = item.rpartition("=")
        if not (conflict and equals) or side not in sides:
            raise InputError(f"--take {item}: write the conflict's id, '=' and glossary or sheet.")
        taken[conflict] = cast("Side", sides[side])
    place = own_place(name) if write else glossary_place(name)
    found = read_sheet(workbook, place, cast("Side | None", sides[prefer] if prefer else None), taken)
    if found.moved_on:
        say(f"{place.name} has changed since the workbook was made; both changes are merged.")
    if not found.remembered:
        say("The workbook has lost its hidden sheet; every difference counts as its change, a missing row as deleted.")
    tell(found.outcome, ("glossary", "sheet"), as_json)
    if found.outcome.open:
        say(f"{len(found.outcome.open)} open; nothing is written. Decide with --prefer or --take, glossary or sheet.")
        raise typer.Exit(1)
    if found.outcome.errors:
        say("Nothing is written, for the result would contradict itself.")
        raise typer.Exit(1)
    if not write:
        say("Nothing is written; --write does it.")
        return
    written = job.write(found.outcome)
    say(f"Written: {', '.join(map(str, written))}." if written else "Nothing has changed; nothing is written.")
