"""`tqt demo`: the main job on the bundled article, or on yours."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.options import (
    ColumnsOption,
    FromOption,
    GlossariesOption,
    JsonOption,
    SourceOption,
    ToOption,
    columns_of,
    command_line,
    kept_places,
    say,
    working,
)
from toolkit.errors import InputError


def demo(
    text: Annotated[
        Path | None, typer.Option("--input", help="Your own machine translation; - is standard input.")
    ] = None,
    source: SourceOption = None,
    reference: Annotated[Path | None, typer.Option(help="A good translation of the same text.")] = None,
    glossary: GlossariesOption = None,
    column: ColumnsOption = None,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="The folder for text, ledger and report.")] = Path(
        "tqt-demo"
    ),
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Post-edit an article, score it before and after, and write a report."""
    from toolkit.formats.files import require_folder, require_inputs
    from toolkit.jobs.account import account_of
    from toolkit.jobs.demo import run_demo
    from toolkit.jobs.postedit import AFTER, BEFORE
    from toolkit.jobs.setting import setting
    from toolkit.report import words
    from toolkit.report.json import render

    if text is None and (source or reference):
        raise InputError("--source and --reference belong to a text of yours: name it with --input FILE.")
    require_inputs(text, source, reference)
    require_folder(out)
    found = setting(glossary or (), near=text or ".", source_language=source_language, target_language=target_language)
    with working("Post-editing and scoring"):
        made = run_demo(
            found,
            out,
            text=text,
            source=source,
            reference=reference,
            columns=columns_of(column),
            kept=kept_places(glossary, text or "."),
            command=command_line(),
        )
    for note in made.notes:
        say(note)
    if as_json:
        typer.echo(render(made.report), nl=False)
    else:
        rows = {(s.metric, s.system): s for s in made.report.scores}
        for metric in dict.fromkeys(s.metric for s in made.report.scores):
            before, after = rows[metric, BEFORE], rows[metric, AFTER]
            old, new = words.number(metric, before.value), words.number(metric, after.value)
            typer.echo(f"{words.metric_name(metric):32} {old:>8} -> {new:>8}   {words.band(after)}")
        if not made.report.scores:
            typer.echo("No reference, no scores: --reference FILE gives them.")
    done = account_of(made.job.repairs)
    changes, lines = words.counted(done.made, "change"), words.counted(done.again, "line")
    say(f"{changes}; {done.asked} to decide; {lines} to re-read first.")
    say(words.HONEST_LINE)
    for path in made.written:
        say(f"  {path}")
