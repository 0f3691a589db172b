"""`tqt effort`: what post-editing cost. Parses, calls one function, prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.options import FromOption, GlossariesOption, JsonOption, ToOption, say, working


def effort(
    before: Annotated[str, typer.Argument(metavar="MT", help="The machine translation.")],
    after: Annotated[str, typer.Argument(metavar="FINAL", help="What the translator made of it, line by line.")],
    source: Annotated[Path | None, typer.Option("--source", help="The source text, line by line.")] = None,
    glossary: GlossariesOption = None,
    times: Annotated[
        Path | None, typer.Option("--times", help="The time of each segment, one a line: seconds, or 1:15.")
    ] = None,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Measure what post-editing cost: HTER, edits by kind, speed, glossary rows that would have saved edits."""
    from toolkit.evaluate.effort_files import effort_of_files
    from toolkit.formats.files import require_inputs

    require_inputs(before, source)
    require_inputs(after, times)
    index = None
    if glossary:
        from toolkit.jobs.setting import setting

        found = setting(glossary, near=before, source_language=source_language, target_language=target_language)
        index, target_language = found.index, found.pair.target
    with working(f"Comparing {before} with {after}"):
        told = effort_of_files(before, after, source, times, index=index, target_language=target_language)
    for note in told.notes:
        say(note)
    if as_json:
        from toolkit.report.analysis_json import render
    else:
        from toolkit.report.effort_markdown import render  # type: ignore[assignment]
    typer.echo(render(told.effort), nl=False)
