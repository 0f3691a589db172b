"""`tqt glossary convert`: from any format that is read to any that is written, with what is lost on the way."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.glossary import LanguagesOption, glossary_place, import_data, languages_of, read_with_report
from toolkit.cli.options import JsonOption, print_json, say
from toolkit.errors import InputError, Problem


def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help="A glossary: folder, file of any format, bundled name.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder, or a file whose suffix tells the format.")],
    to: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help="The format, where the suffix does not tell it.")
    ] = None,
    languages: LanguagesOption = None,
    with_garble: Annotated[bool, typer.Option("--with-garble", help="Write known mistranslations too.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="OUT is a TBX: write only changed terms and statuses into it.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Convert a glossary, and say what the new format cannot hold."""
    from toolkit.formats.files import kind_of
    from toolkit.formats.glossaries import format_to_write, write_any
    from toolkit.glossary.usable import usable

    if in_place:
        if to is not None or force or with_garble:
            raise InputError("--in-place changes the file that is there; it goes without --to, --force, --with-garble.")
        _into_tbx(source, out, languages, as_json)
        return
    target = format_to_write(out, to)
    glossary, imported = read_with_report(source, languages)
    if kind_of(out) and not force and not (out.is_dir() and not any(out.iterdir())):
        raise InputError(f"{out}: there is something here already; name another place or say --force.")
    changes: tuple[Problem, ...] = ()
    ours = imported.format in ("folder", "jsonl")
    if target.name == "folder" and not ours:  # what a folder says must not contradict itself
        glossary, changes = usable(glossary)
    report = write_any(glossary, out, target, _to_write(source, languages_of(languages)), with_garble=with_garble)
    if as_json:
        losses = [asdict(loss) for loss in report.losses]
        kept = {name: getattr(report, name) for name in ("path", "format", "concepts", "terms")}
        print_json(
            {
                **kept,
                "losses": losses,
                "changes": [change.message for change in changes],
                "loses": list(target.loses),
                "import": import_data(imported),
            }
        )
        return
    typer.echo(str(out))
    for change in changes:
        say(f"In {out.name}: {change.message}.")
    for loss in report.losses:
        say(f"Not in {out.name}: {loss}.")


def _to_write(source: str, languages: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The languages that are asked for; one that only had to be said for the reader's sake chooses none."""
    from toolkit.formats.glossaries import read_any

    if languages is None or len(languages) > 1:
        return languages
    try:
        read_any(glossary_place(source))
    except InputError:
        return None
    return languages


def _into_tbx(source: str, out: Path, languages: str | None, as_json: bool) -> None:
    from toolkit.formats.files import write_atomically
    from toolkit.glossary.changes.tbx_in_place import in_place
    from toolkit.report.words import counted

    made = in_place(out, glossary_place(source), languages_of(languages))
    if made.changed:
        write_atomically(out, made.data)
    if as_json:
        changes = [
            {"language": old.language, "term": [old.text, new.text], "status": [old.status, new.status]}
            for old, new in made.changed
        ]
        print_json({"path": str(out), "changed": changes, "not_written": dict(made.not_written)})
        return
    for old, new in made.changed:
        wording = old.text if old.text == new.text else f"{old.text} -> {new.text}"
        status = "" if old.status == new.status else f"  {old.status} -> {new.status}"
        typer.echo(f"{old.language}  {wording}{status}")
    for what, count in made.not_written:
        say(f"Not written: {what} ({count:,}). A TBX is changed in its terms and statuses only.")
    say(f"{counted(len(made.changed), 'term')} changed in {out}." if made.changed else "Nothing to change.")
