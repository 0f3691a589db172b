"""`tqt glossary test`: a glossary's own examples, run."""

from __future__ import annotations

import typer

from toolkit.cli.options import FromOption, JsonOption, ToOption, print_json, say


def run_examples(
    glossary: str | None = typer.Argument(None, help="A folder, a table, or a bundled glossary's name."),
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Run the glossary's examples. Exit code 1 if one fails."""
    from toolkit.jobs.glossary_test import run
    from toolkit.jobs.setting import setting

    found = setting([glossary] if glossary else (), source_language=source_language, target_language=target_language)
    results = run(found.index)
    failed = [result for result in results if not result.passed]
    if as_json:
        rows = [
            {"place": r.example.place, "concept": r.example.concept, "passed": r.passed, "expected": r.example.after}
            | {"got": r.got}
            for r in results
        ]
        print_json(rows)
    else:
        for result in failed:
            typer.echo(f"{result.example.place}: {result.example.concept}")
            typer.echo(f"  before    {result.example.before}")
            typer.echo(f"  expected  {result.example.after}")
            typer.echo(f"  got       {result.got}")
    if not results:
        say(f"Glossary {found.index.glossary.name} has no examples. Write some in examples.csv.")
        return
    say(f"{len(results) - len(failed)} of {len(results)} examples pass.")
    if failed:
        raise typer.Exit(1)
