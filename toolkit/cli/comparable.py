"""`tqt comparable`: outputs beside good texts on the same subject. Parses, calls one job, prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.options import FromOption, GlossariesOption, JsonOption, ToOption, print_json, say, working


def comparable(
    outputs: Annotated[list[Path], typer.Argument(metavar="OUTPUT...", help="Translations to judge.")],
    comparable: Annotated[
        list[Path] | None,
        typer.Option(
            "--comparable", "-c", help="A good text on the same subject, not a translation; repeat it for more."
        ),
    ] = None,
    glossary: GlossariesOption = None,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Compare translations with good texts on the same subject: terms, key words, style."""
    from toolkit.jobs import comparable as job
    from toolkit.report import comparable_text

    with working("Comparing"):
        found = job.run(
            outputs,
            comparable or [],
            glossaries=glossary or [],
            source_language=source_language,
            target_language=target_language,
        )
    for note in found.notes:
        say(note)
    if as_json:
        print_json(comparable_text.as_json(found.comparison))
    else:
        for line in comparable_text.lines(found.comparison):
            typer.echo(line)
