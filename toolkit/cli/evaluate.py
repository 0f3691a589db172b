"""`tqt evaluate`: scores of translations against references. Parses, calls one function, prints."""

from __future__ import annotations

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import working
from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.model import Glossary, LangPair, Report


def evaluate(
    system: Annotated[
        list[str],
        typer.Option("--system", "-s", metavar="NAME=FILE", help="A translation; the first is the baseline."),
    ],
    reference: Annotated[
        list[Path] | None, typer.Option("--reference", "-r", help="A reference translation, line by line.")
    ] = None,
    source: Annotated[Path | None, typer.Option("--source", help="The source text, line by line.")] = None,
    glossary: Annotated[
        str | None, typer.Option("--glossary", "-g", help="A folder, a table, or a bundled glossary's name.")
    ] = None,
    metric: Annotated[
        list[str] | None, typer.Option("--metric", "-m", help="bleu, chrf, chrf++, ter. [default: all four]")
    ] = None,
    report: Annotated[list[Path] | None, typer.Option("--report", help="Write a report: .html, .md or .json.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    source_language: Annotated[str | None, typer.Option("--from", help="Source language, such as zh.")] = None,
    target_language: Annotated[str | None, typer.Option("--to", help="Target language, such as en.")] = None,
) -> None:
    """Score translations against references, with intervals and a test of the differences."""
    from toolkit.evaluate.files import evaluate_files
    from toolkit.evaluate.metrics import DEFAULT_METRICS
    from toolkit.formats.files import write_atomically
    from toolkit.report import rendered, renderer_for

    for path in report or ():
        renderer_for(path)  # a wrong suffix is told before the work, not after it
    if not reference and glossary is None:
        raise InputError("Nothing to score with: give --reference FILE, or --glossary for terms alone.")
    words = _glossary(glossary)
    with working("Scoring"):
        result = evaluate_files(
            _systems(system),
            reference or [],
            source,
            glossary=words,
            pair=_pair(source_language, target_language, words),
            metrics=metric or DEFAULT_METRICS,
            title="Evaluation of " + ", ".join(_systems(system)),
            made=date.today().isoformat(),
            command=shlex.join(["tqt", *sys.argv[1:]]),
        )
    for use in result.report.glossaries:
        _say(f"Glossary {use.name} {use.version}: {use.terms} terms, {use.occurring} of its concepts occur here.")
    for note in result.notes:
        _say(note)
    for path in report or ():
        write_atomically(path, rendered(result.report, path))
        _say(f"Report: {path}")
    if as_json:
        from toolkit.report.json import render

        typer.echo(render(result.report), nl=False)
    else:
        _print_scores(result.report)


def _systems(given: list[str]) -> dict[str, str]:
    """Name to file; a file without a name is called after its stem."""
    systems: dict[str, str] = {}
    for item in given:
        name, equals, path = item.partition("=")
        if not equals or Path(item).is_file():
            name, path = Path(item).stem, item
        if not name or not path:
            raise InputError(f"--system {item}: write NAME=FILE.")
        if name in systems:
            raise InputError(f"--system {item}: two systems are called '{name}'. Write NAME=FILE with two names.")
        systems[name] = path
    return systems


def _glossary(name: str | None) -> Glossary | None:
    if name is None:
        return None
    from toolkit.formats.bundled import resolve_glossary
    from toolkit.formats.glossary_folder import read_glossary

    return read_glossary(resolve_glossary(name))


def _pair(source: str | None, target: str | None, glossary: Glossary | None) -> LangPair | None:
    """What the options say, else the project file, else a glossary of two languages."""
    from toolkit.formats.project import find_project
    from toolkit.model import LangPair

    project = find_project(Path.cwd())
    known = project.pair if project else None
    if known is None and glossary is not None and len(glossary.languages) == 2:
        known = LangPair(*glossary.languages)
    source, target = source or (known and known.source), target or (known and known.target)
    if glossary is not None and not (source and target):
        raise InputError(
            f"Which languages of glossary '{glossary.name}'? Say --from and --to, such as --from zh --to en."
        )
    return LangPair(source or "und", target) if target else None


def _print_scores(report: Report) -> None:
    """A table for a reader on a terminal, tab-separated columns for a program; verdicts are talk."""
    from toolkit.report import words

    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table

        table = Table("Score", "System", "Value", "95 % interval", "Lines", "Signature")
        for score in report.scores:
            table.add_row(
                words.metric_name(score.metric),
                score.system,
                words.number(score.metric, score.value),
                words.band(score),
                str(score.segments),
                score.signature,
            )
        Console(markup=False).print(table)
    else:
        typer.echo("metric\tsystem\tvalue\tlow\thigh\tsegments\tskipped\tsignature")
        for score in report.scores:
            numbers = ["" if x is None else f"{x:.4f}" for x in (score.value, score.low, score.high)]
            cells = [
                score.metric,
                score.system,
                *numbers,
                str(score.segments),
                str(score.skipped),
                score.signature,
            ]
            typer.echo("\t".join(cells))
    higher = {score.metric: score.higher_is_better for score in report.scores}
    for comparison in report.comparisons:
        _say(words.verdict(comparison, higher.get(comparison.metric, True)))


def _say(text: str) -> None:
    typer.echo(text, err=True)
