"""`tqt check`: findings only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import collection
from toolkit.cli.options import (
    ColumnsOption,
    EncodingOption,
    FromOption,
    GlossariesOption,
    InputArgument,
    JsonOption,
    NamesOption,
    ProfileOption,
    SourceOption,
    ToOption,
    columns_of,
    policy_of,
    print_json,
    say,
    working,
)

if TYPE_CHECKING:
    from toolkit.checks.rules.choice import RuleChoice
    from toolkit.jobs.setting import Setting
    from toolkit.model import Finding


SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--select", metavar="RULE", help="Only these rules, by name or the beginning of one; repeat it for more."
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="RULE", help="Not these rules, by name or the beginning of one."),
]
AllOption = Annotated[
    bool, typer.Option("--all", help="Also the rules that are right less often than nine times in ten.")
]


def check(
    path: InputArgument,
    glossary: GlossariesOption = None,
    source: SourceOption = None,
    column: ColumnsOption = None,
    encoding: EncodingOption = None,
    profile: ProfileOption = None,
    names: NamesOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    everything: AllOption = False,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Report wrong terms, numbers, dates, mark-up, copied source and surface errors. Exit code 1 if there are any."""
    from toolkit.checks.rules.choice import choice
    from toolkit.formats.collection import is_collection
    from toolkit.formats.files import require_inputs
    from toolkit.jobs import memory
    from toolkit.jobs.check import run
    from toolkit.jobs.languages import setting_for_any_languages
    from toolkit.report.words import counted

    many = is_collection(path)
    require_inputs(*(() if many else (path, source)), *(names or ()))
    wanted = choice(select or (), ignore or (), everything)
    found = setting_for_any_languages(
        glossary or (),
        near=path,
        source_language=source_language,
        target_language=target_language,
        policy=policy_of(profile),
        names=names or (),
    )
    columns = columns_of(column, encoding)
    if many:
        collection.check(path, found, source, columns, wanted, _line, _as_row, as_json)
        return
    if memory.is_large(path, source):
        _check_memory(path, found, columns, wanted, as_json)
        return
    with working(f"Checking {path}"):
        checked = run(path, found, source=source, columns=columns, choice=wanted)
    for note in checked.notes:
        say(note)
    if as_json:
        print_json({"schema": 1, "findings": [_as_row(finding) for finding in checked.findings]})
    else:
        for finding in checked.findings:
            typer.echo(_line(path, finding))
    say(f"{counted(len(checked.findings), 'finding')}.")
    if checked.findings:
        raise typer.Exit(1)


def _check_memory(path: str, setting: Setting, columns: dict[str, str], choice: RuleChoice, as_json: bool) -> None:
    """A large translation memory: every finding is reported as it is found."""
    from toolkit.jobs import memory
    from toolkit.report.words import counted

    count = 0
    rows: list[dict[str, object]] = []

    def tell(finding: Finding) -> None:
        nonlocal count
        count += 1
        if as_json:
            rows.append(_as_row(finding))
        else:
            typer.echo(_line(path, finding))

    done = memory.check(memory.surveyed(path, columns), setting, choice, tell)
    for note in done.notes:
        say(note)
    if as_json:
        print_json({"schema": 1, "findings": rows})
    say(f"{counted(count, 'finding')}.")
    if count:
        raise typer.Exit(1)


def _line(path: str, finding: Finding) -> str:
    """The finding for a reader: place, rule, wording, what would be right, why."""
    place = f":{finding.span.start + 1}" if finding.span else ""
    right = f" -> {finding.fix or ' | '.join(finding.expected)}" if finding.fix or finding.expected else ""
    wording = f" '{finding.found.strip()}'" if finding.found else ""
    return f"{path}:{finding.segment_id}{place}: {finding.rule}{wording}{right}: {finding.message}"


def _as_row(finding: Finding) -> dict[str, object]:
    """The finding under the names of the ledger."""
    return {
        "segment": finding.segment_id,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "span": finding.span,
        "concept": finding.concept_id,
        "found": finding.found,
        "expected": finding.expected,
        "fix": finding.fix,
    }
