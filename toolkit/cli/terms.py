"""`tqt terms`: which system handles the glossary's terms better, and is it luck? Parses, calls one job, prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.options import FromOption, GlossariesOption, JsonOption, ToOption, print_json, say, working
from toolkit.cli.systems import SystemsOption, systems_of


def terms(
    system: SystemsOption,
    source: Annotated[
        Path | None, typer.Option("--source", help="The source text, line by line; else that of a bilingual file.")
    ] = None,
    reference: Annotated[
        list[Path] | None,
        typer.Option("--reference", "-r", help="A reference translation: its own rates are the ceiling."),
    ] = None,
    glossary: GlossariesOption = None,
    documents: Annotated[
        Path | None,
        typer.Option("--documents", help="A file naming the document of each line: tests then draw whole documents."),
    ] = None,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Count right, wrong and uncalled-for terms in three tiers, with intervals, tests and a list of misses."""
    from toolkit.jobs import terms as job
    from toolkit.report import term_text

    systems = systems_of(system)
    with working("Counting terms"):
        found = job.run(
            systems,
            source,
            reference or [],
            glossaries=glossary or [],
            documents=documents,
            source_language=source_language,
            target_language=target_language,
        )
    for note in found.notes:
        say(note)
    if as_json:
        print_json(term_text.as_json(found.judgement))
    else:
        for line in term_text.lines(found.judgement):
            typer.echo(line)
