"""`tqt glossary impact` and `harm`: what a glossary does to texts, before it is let at them."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.cli.options import (
    ColumnsOption,
    FromOption,
    GlossariesOption,
    JsonOption,
    SourceOption,
    ToOption,
    answer,
    columns_of,
    working,
)

AllOption = Annotated[bool, typer.Option("--all", help="Show everything.")]


def impact(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The glossary as it is.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The glossary as it would be.")],
    corpus: Annotated[
        str, typer.Option("--on", metavar="CORPUS", help="The translation to try them on, in any format.")
    ],
    source: SourceOption = None,
    column: ColumnsOption = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Run every segment, not only those that hold a changed term; slower.")
    ] = False,
    every: AllOption = False,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Show what a changed glossary does to a translation: what becomes right or wrong."""
    from toolkit.formats.files import require_inputs
    from toolkit.jobs.impact import run
    from toolkit.jobs.setting import setting
    from toolkit.report.impact_text import impact_json, impact_lines

    require_inputs(corpus, source)
    before, after = (
        setting([name], near=corpus, source_language=source_language, target_language=target_language)
        for name in (old, new)
    )
    with working(f"Comparing {old} with {new}"):
        found = run(before, after, corpus, source=source, columns=columns_of(column), whole=whole)
    answer(found.notes, lambda: impact_json(found), lambda: impact_lines(found, every), as_json=as_json)


def harm(
    good: Annotated[list[str], typer.Argument(metavar="GOOD_TEXT...", help="Texts that need no editing.")],
    source: SourceOption = None,
    glossary: GlossariesOption = None,
    column: ColumnsOption = None,
    every: AllOption = False,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Post-edit good texts to find the rows that would damage them; each with its place and its edits."""
    from toolkit.formats.files import require_inputs
    from toolkit.jobs.harm import run
    from toolkit.jobs.setting import setting
    from toolkit.report.harm_text import harm_json, harm_lines

    require_inputs(*good, source)
    found = setting(glossary or (), near=good[0], source_language=source_language, target_language=target_language)
    with working("Editing good text"):
        harmed = run(good, found, source=source, columns=columns_of(column))
    answer(harmed.notes, lambda: harm_json(harmed), lambda: harm_lines(harmed, every), as_json=as_json)
