"""`tqt analyse`: where and in which words systems differ. Parses, calls one function, prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import FromOption, GlossariesOption, JsonOption, ToOption, say, working
from toolkit.cli.systems import systems_of

if TYPE_CHECKING:
    from collections.abc import Callable


def analyse(
    system: Annotated[
        list[str],
        typer.Option("--system", "-s", metavar="NAME=FILE", help="A translation; the first is the baseline."),
    ],
    reference: Annotated[list[Path], typer.Option("--reference", "-r", help="A reference translation, line by line.")],
    source: Annotated[Path | None, typer.Option("--source", help="The source text, line by line.")] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="BUCKETS",
            help="Scores by length, source-length, length-difference, score, frequency (of words), term (with -g and "
            "--source), or label=FILE, document=FILE, domain=FILE (one label a line; of JSON lines FILE:KEY). "
            "Edges: length=10,20,40. [default: length]",
        ),
    ] = None,
    metric: Annotated[
        str, typer.Option("--metric", "-m", help="The metric of the buckets: bleu, chrf, ter ...")
    ] = "chrf",
    wins: Annotated[
        bool, typer.Option("--wins", help="Words and phrases that one system has right and another has not.")
    ] = False,
    examples: Annotated[
        int, typer.Option("--examples", min=0, metavar="N", help="Show N segments of each kind that are worth reading.")
    ] = 0,
    glossary: GlossariesOption = None,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Show where systems differ: by kind of segment, in which words, and which segments to read."""
    from toolkit.evaluate.analysis.files import analyse_files
    from toolkit.evaluate.analysis.run import Wanted
    from toolkit.formats.files import require_inputs

    systems = systems_of(system)
    require_inputs(*systems.values(), *reference, source)
    has_term: Callable[[str], bool] | None = None
    if glossary:
        from toolkit.jobs.setting import setting

        near = next(iter(systems.values()))
        index = setting(glossary, near=near, source_language=source_language, target_language=target_language).index

        def has_term(text: str) -> bool:
            return bool(index.in_source(text))

    nothing = not (by or wins or examples)
    with working("Analysing"):
        found = analyse_files(
            systems,
            reference,
            source,
            Wanted(by or (["length"] if nothing else []), wins, examples),
            metric=metric,
            target_language=target_language,
            has_term=has_term,
        )
    for note in found.notes:
        say(note)
    if as_json:
        from toolkit.report.analysis_json import render
    else:
        from toolkit.report.analysis_markdown import render  # type: ignore[assignment]
    text = render(found.analysis)
    if sys.stdout.isatty() and not as_json:
        # a reader wants the table, a file the Markdown with its escapes
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        typer.echo(text, nl=False)
