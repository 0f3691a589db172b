"""`tqt glossary convert`: from any format that is read to any that is written, with what is lost on the way."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.glossary import LanguagesOption, import_data, languages_of, read_with_report
from toolkit.cli.options import JsonOption, print_json, say
from toolkit.errors import InputError


def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help="A glossary: folder, file of any format, bundled name.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder, or a file whose suffix tells the format.")],
    to: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help="The format, where the suffix does not tell it.")
    ] = None,
    languages: LanguagesOption = None,
    with_garble: Annotated[bool, typer.Option("--with-garble", help="Write known mistranslations too.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Convert a glossary, and say what the new format cannot hold."""
    from toolkit.formats.files import kind_of
    from toolkit.formats.glossaries import format_to_write, write_any

    target = format_to_write(out, to)
    glossary, imported = read_with_report(source, languages)
    if kind_of(out) and not force and not (out.is_dir() and not any(out.iterdir())):
        raise InputError(f"{out}: there is something here already; name another place or say --force.")
    report = write_any(glossary, out, target, languages_of(languages), with_garble=with_garble)
    if as_json:
        losses = [asdict(loss) for loss in report.losses]
        kept = {name: getattr(report, name) for name in ("path", "format", "concepts", "terms")}
        print_json({**kept, "losses": losses, "loses": list(target.loses), "import": import_data(imported)})
        return
    typer.echo(str(out))
    for loss in report.losses:
        say(f"Not in {out.name}: {loss}.")
