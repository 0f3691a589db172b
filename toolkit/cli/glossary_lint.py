"""`tqt glossary lint` and `tqt glossary rules`: the linter at the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.glossary import GlossaryArgument, LanguagesOption, glossary_place, identity, languages_of, own_place
from toolkit.cli.options import JsonOption, print_json, require_one_voice, say

if TYPE_CHECKING:
    from toolkit.glossary.lint import Inspection

OnOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--on", metavar="TEXT", help="Good text to try it on: which rows would damage it? Repeat it for more."
    ),
]
SelectOption = Annotated[
    list[str] | None, typer.Option("--select", metavar="RULE", help="Only these rules, by id or the beginning of one.")
]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="RULE", help="Not these rules, by id or the beginning of one.")
]


def lint(
    glossary: GlossaryArgument = None,
    on: OnOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what is mechanical, in terms.csv, and nothing else.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change; write nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 1 for warnings too.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Show every finding, not the first few of each rule.")] = False,
    languages: LanguagesOption = None,
    as_json: JsonOption = False,
    sarif: Annotated[bool, typer.Option("--sarif", help="Print SARIF 2.1.0, for code hosts.")] = False,
) -> None:
    """Report every mistake with its place and rule. Exit code 1 if there are errors."""
    from toolkit.glossary.lint import inspect
    from toolkit.glossary.lint.table import chosen
    from toolkit.report.lint_sarif import lint_sarif
    from toolkit.report.lint_text import counts_line, lint_lines

    require_one_voice({"--json": as_json, "--sarif": sarif, "--diff": diff})
    path = own_place(glossary) if fix else glossary_place(glossary)
    selected, ignored = select or (), ignore or ()
    if fix or diff:
        _mend(path, selected, ignored, write=fix and not diff, quiet=as_json or sarif)
        if diff:
            return
    found = inspect(path, on or (), selected, ignored, languages_of(languages))
    if as_json:
        print_json(_data(found))
    elif sarif:
        print_json(lint_sarif(found.findings, found.waived, chosen(selected, ignored)))
    else:
        for line in lint_lines(found.findings, every):
            typer.echo(line)
    if found.unread:
        say("The content is looked at once these rows can be read.")
    say(f"{identity(found.glossary)}: {counts_line(found.findings, len(found.waived))}.")
    severities = {finding.severity for finding in found.findings}
    if "error" in severities or (strict and "warning" in severities):
        raise typer.Exit(1)


def rules(
    rule: Annotated[str | None, typer.Argument(metavar="RULE", help="Explain this one, with examples.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the linter's rules, or explain one."""
    from toolkit.glossary.lint.table import RULES, rule_named
    from toolkit.report.lint_text import rule_lines, rules_lines

    chosen = RULES if rule is None else (rule_named(rule),)
    if as_json:
        keys = ("id", "severity", "reason", "fixable", "bad", "good")
        print_json([{key: getattr(one, key) for key in keys} for one in chosen])
        return
    for line in rules_lines() if rule is None else rule_lines(chosen[0]):
        typer.echo(line)


def _mend(
    path: Path, select: list[str] | tuple[()], ignore: list[str] | tuple[()], *, write: bool, quiet: bool
) -> None:
    from toolkit.formats.files import write_atomically
    from toolkit.glossary.lint.fix import fix
    from toolkit.glossary.lint.table import chosen
    from toolkit.report.lint_text import fix_diff, fix_lines

    made = fix(path, [rule.id for rule in chosen(select, ignore)])
    if not write:
        typer.echo(fix_diff(made), nl=False)
        return
    if made.changes:
        write_atomically(made.path, made.after)
    if not quiet:
        for line in fix_lines(made):
            typer.echo(line)
    say(f"{len(made.changes):,} mended in {made.path}.")


def _data(found: Inspection) -> list[dict[str, object]]:
    keys = ("rule", "severity", "path", "line", "column", "concept", "term", "message", "fixable")
    waived = [
        {key: getattr(finding, key) for key in keys} | {"waived": waiver.reason} for finding, waiver in found.waived
    ]
    return [{key: getattr(finding, key) for key in keys} for finding in found.findings] + waived
