"""`tqt meta`: automatic metrics against human judgement. Parses, calls one job, prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.options import JsonOption, print_json, say, working
from toolkit.errors import InputError


def meta(
    human: Annotated[
        Path, typer.Option("--human", help="Ratings in any format of tqt mqm, or a table of human segment scores.")
    ],
    metric: Annotated[
        list[str],
        typer.Option("--metric", "-m", metavar="NAME=FILE", help="Segment scores; NAME@SYSTEM=FILE for one system."),
    ],
    lower: Annotated[
        list[str] | None,
        typer.Option("--lower", metavar="NAME", help="A metric, or 'human', for which lower is better."),
    ] = None,
    alias: Annotated[
        list[str] | None, typer.Option("--alias", metavar="NAME=HUMAN", help="A system's name in the human file.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="SYSTEM", help="Leave a system out, such as a reference.")
    ] = None,
    measure: Annotated[
        str | None, typer.Option("--measure", help="For ratings: esa or mqm. [default: esa, if there are any]")
    ] = None,
    weights: Annotated[Path | None, typer.Option("--weights", help="A .toml file with the weights of errors.")] = None,
    pair: Annotated[
        str | None, typer.Option("--pair", help="Which language pair to take, where the file has several.")
    ] = None,
    human_column: Annotated[
        list[str] | None,
        typer.Option(
            "--human-column", metavar="ROLE=COLUMN", help="A column of the human table: system=, segment= or score=."
        ),
    ] = None,
    metric_column: Annotated[
        list[str] | None,
        typer.Option("--metric-column", metavar="ROLE=COLUMN", help="The same for the metrics' files."),
    ] = None,
    resamples: Annotated[int, typer.Option("--resamples", min=1, help="Permutations and bootstrap resamples.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of everything random.")] = 12345,
    as_json: JsonOption = False,
) -> None:
    """Show how well metrics agree with human judgement, and how well chance would."""
    from toolkit.formats.files import require_inputs
    from toolkit.formats.mqm_weights import read_weights
    from toolkit.formats.score_columns import ROLES
    from toolkit.jobs.meta import metric_file, run
    from toolkit.model import DEFAULT_WEIGHTS
    from toolkit.report.judgements import meta_lines

    files = [metric_file(one) for one in metric]
    require_inputs(human, *(one.path for one in files))
    with working("Comparing"):
        found = run(
            human,
            files,
            weights=DEFAULT_WEIGHTS if weights is None else read_weights(weights),
            measure=measure,
            pair=pair,
            aliases=_pairs("--alias", alias),
            lower=lower or (),
            without=without or (),
            human_columns=_pairs("--human-column", human_column, ROLES),
            metric_columns=_pairs("--metric-column", metric_column, ROLES),
            resamples=resamples,
            seed=seed,
        )
    figures = found.meta.by_statistic
    if as_json:
        print_json(
            {
                "schema": 1,
                "human": found.human,
                "signature": found.meta.signature,
                "inputs": [{"role": one.role, "path": one.path, "digest": one.digest} for one in found.inputs],
                "systems": found.meta.tables.systems,
                "figures": [_rounded(one._asdict()) for one in figures],
                "tests": [_rounded(one._asdict()) for one in found.meta.tests],
                "notes": found.notes,
            }
        )
    else:
        typer.echo("level\tstatistic\tmetric\tvalue\tlow\thigh\tn\tskipped\tnote")
        for one in figures:
            numbers = ("" if x is None else f"{x:.4f}" for x in (one.value, one.low, one.high))
            row = (one.level, one.statistic, one.metric, *numbers, str(one.n), str(one.skipped), one.note)
            typer.echo("\t".join(row))
    for note in found.notes:
        say(note)
    for line in meta_lines(found.meta):
        say(line)
    say(f"human: {found.human}")
    say(found.meta.signature)


def _rounded(values: dict[str, object]) -> dict[str, object]:
    """Ten places: the digits after them are the machine's, not the data's."""
    return {name: round(value, 10) if isinstance(value, float) else value for name, value in values.items()}


def _pairs(option: str, given: list[str] | None, names: tuple[str, ...] = ()) -> dict[str, str]:
    """`NAME=VALUE` by name; `names` are the ones allowed, if not all are."""
    pairs: dict[str, str] = {}
    for item in given or ():
        name, _, value = item.partition("=")
        if not name or not value or (names and name not in names):
            which = f"one of {', '.join(names)}" if names else "a name"
            raise InputError(f"{option} {item}: write {which}, '=' and what it stands for.")
        pairs[name] = value
    return pairs
