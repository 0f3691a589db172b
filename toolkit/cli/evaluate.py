"""`tqt evaluate`: scores of translations against references. Parses, calls one function, prints."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import (
    FromOption,
    GlossariesOption,
    JsonOption,
    ToOption,
    command_line,
    kept_places,
    require_own_names,
    require_reports,
    say,
    working,
)
from toolkit.cli.systems import SystemsOption, systems_of
from toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.evaluate.files import ScoresFile
    from toolkit.evaluate.judged import Design
    from toolkit.jobs.setting import Setting
    from toolkit.model import LangPair, Report


def evaluate(
    system: SystemsOption,
    reference: Annotated[
        list[Path] | None, typer.Option("--reference", "-r", help="A reference translation, line by line.")
    ] = None,
    source: Annotated[Path | None, typer.Option("--source", help="The source text, line by line.")] = None,
    glossary: GlossariesOption = None,
    metric: Annotated[
        list[str] | None, typer.Option("--metric", "-m", help="bleu, chrf, chrf++, ter. [default: all four]")
    ] = None,
    scores: Annotated[
        list[str] | None,
        typer.Option(
            metavar="METRIC=FILE",
            help="Segment scores of COMET, MetricX ...; METRIC@SYSTEM=FILE where the file does not say whose.",
        ),
    ] = None,
    lower: Annotated[
        list[str] | None,
        typer.Option("--lower", metavar="METRIC", help="A metric of --scores for which lower is better."),
    ] = None,
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Add an estimate that needs no reference, from --source and the checks.")
    ] = False,
    documents: Annotated[
        Path | None,
        typer.Option(help="A file naming the document of each line: tests then draw whole documents."),
    ] = None,
    test: Annotated[str, typer.Option(metavar="NAME", help="bootstrap or randomisation.")] = "bootstrap",
    resamples: Annotated[
        int,
        typer.Option(min=100, max=100_000, help="How many resamples the test draws; of exchanges ten times as many."),
    ] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the random draws.")] = 12345,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Keep the counts on disk, so that the next run is fast.")
    ] = True,
    report: Annotated[
        list[Path] | None, typer.Option("--report", help="Write a report: .html, .xlsx, .md, .tex or .json.")
    ] = None,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Score translations against references, with intervals and a test of the differences."""
    from toolkit.evaluate.files import evaluate_files
    from toolkit.evaluate.metrics import DEFAULT_METRICS
    from toolkit.evaluate.store import Store
    from toolkit.formats.cache import cache_folder
    from toolkit.formats.collection import require_readable
    from toolkit.formats.files import require_targets, write_all
    from toolkit.jobs.decided import keep_decisions
    from toolkit.jobs.evaluation_languages import languages_of_estimate, require_languages, target_of
    from toolkit.jobs.notes import glossary_line
    from toolkit.jobs.setting import setting
    from toolkit.report import rendered

    require_reports(report)  # a wrong suffix is reported before the work, not after it
    if not (reference or glossary or scores or estimate):
        raise InputError(
            "Nothing to score with: give --reference FILE, or --glossary for terms alone, or --estimate with --source."
        )
    systems = systems_of(system)
    inputs = [*systems.values(), *(reference or ()), source, documents]
    require_readable(*inputs)
    require_targets(*(report or ()))
    keep_decisions(None, *(report or ()))
    near = next(iter(systems.values()))
    require_own_names(report or (), inputs, kept_places(glossary, near))
    found: Setting | None = None
    pair: LangPair | None = None
    if glossary:
        found = setting(glossary, near=near, source_language=source_language, target_language=target_language)
        pair = found.pair
    elif estimate:
        pair = languages_of_estimate(near, source_language, target_language)
    with working("Scoring"):
        result = evaluate_files(
            systems,
            reference or [],
            source,
            index=found.index if found else None,
            target_language=pair.target if pair else target_of(near, target_language),
            metrics=metric or DEFAULT_METRICS,
            documents=documents,
            design=_design(test, resamples, seed),
            scores=_scores(scores or (), lower or ()),
            estimate=pair if estimate else None,
            store=Store(cache_folder("statistics") if cache else None),
            title="Evaluation of " + ", ".join(systems),
            made=date.today().isoformat(),
            command=command_line(),
            details=bool(report),
        )
    odd = require_languages(
        result.report, pair, systems, reference or (), source, near, source_language, target_language
    )
    for note in (
        *(found.notes if found else ()),
        *(glossary_line(use) for use in result.report.glossaries),
        *result.notes,
        *odd,
    ):
        say(note)
    write_all([(path, rendered(result.report, path)) for path in report or ()])
    for path in report or ():
        say(f"Report: {path}")
    if as_json:
        from toolkit.report.json import render

        typer.echo(render(result.report), nl=False)
    else:
        _print_scores(result.report)


def _scores(given: Sequence[str], lower: Sequence[str]) -> list[ScoresFile]:
    from toolkit.evaluate.files import ScoresFile

    files = []
    for item in given:
        name, equals, path = item.partition("=")
        metric, _, system = name.partition("@")
        if not equals or not metric or not path:
            raise InputError(f"--scores {item}: write METRIC=FILE or METRIC@SYSTEM=FILE.")
        files.append(ScoresFile(metric, path, system or None, metric in lower))
    unknown = sorted(set(lower) - {file.metric for file in files})
    if unknown:
        raise InputError(f"--lower {unknown[0]}: no --scores has this name. The direction of our own metrics is known.")
    return files


def _design(test: str, resamples: int, seed: int) -> Design:
    from toolkit.evaluate.judged import Design

    if test == "bootstrap":
        return Design(resamples, seed)
    if test == "randomisation":
        # ten times as many exchanges as resamples, as sacrebleu has it
        return Design(resamples, seed, test="randomisation", trials=10 * resamples)
    raise InputError(f"--test {test}: write bootstrap or randomisation.")


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
    for comparison in words.told_pairs(report):
        say(words.verdict(comparison, higher.get(comparison.metric, True)))
    for ranking in words.told_rankings(report):
        say(words.standing(ranking, report.comparisons))
