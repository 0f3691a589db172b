"""`tqt check`: findings only."""

from __future__ import annotations

import typer

from toolkit.cli.options import (
    ColumnsOption,
    FromOption,
    GlossariesOption,
    InputArgument,
    JsonOption,
    SourceOption,
    ToOption,
    columns_of,
    print_json,
    say,
    working,
)


def check(
    path: InputArgument,
    glossary: GlossariesOption = None,
    source: SourceOption = None,
    column: ColumnsOption = None,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Report wrong terms, formulas, units, numbers and broken surface. Exit code 1 if there are any."""
    from toolkit.jobs.check import run
    from toolkit.jobs.setting import setting

    found = setting(glossary or (), near=path, source_language=source_language, target_language=target_language)
    with working(f"Checking {path}"):
        checked = run(path, found, source=source, columns=columns_of(column))
    use = found.use(checked.occurring)
    say(f"Glossary {use.name} {use.version}: {use.terms} terms, {use.occurring} of its concepts occur here.")
    if not use.occurring:
        say(f"No term of the glossary occurs in this text. Are the languages swapped? They are {found.pair}.")
    if as_json:
        keys = ("segment_id", "rule", "severity", "message", "span", "concept_id", "found", "expected", "fix")
        print_json({"schema": 1, "findings": [{k: getattr(f, k) for k in keys} for f in checked.findings]})
    else:
        for finding in checked.findings:
            place = f":{finding.span.start + 1}" if finding.span else ""
            right = f" -> {finding.fix or ' | '.join(finding.expected)}" if finding.fix or finding.expected else ""
            wording = f" '{finding.found.strip()}'" if finding.found else ""
            typer.echo(f"{path}:{finding.segment_id}{place}: {finding.rule}{wording}{right}: {finding.message}")
    say(f"{len(checked.findings)} finding{'s' if len(checked.findings) != 1 else ''}.")
    if checked.findings:
        raise typer.Exit(1)
