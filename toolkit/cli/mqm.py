"""`tqt mqm`: what human raters said. Scores, agreement, conversion between the formats of ratings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import JsonOption, print_json, require_own_names, say, working
from toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.model import MqmWeights


FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="Ratings; - is standard input.")]
WeightsOption = Annotated[
    Path | None,
    typer.Option("--weights", help="A .toml file with the weights of errors. [default: Freitag et al. 2021]"),
]
PairOption = Annotated[
    str | None, typer.Option("--pair", help="Which language pair to take, where the file has several.")
]


def score(
    file: FileArgument,
    weights: WeightsOption = None,
    by: Annotated[
        str, typer.Option("--by", help="One row for each: system, document, rater, segment or category.")
    ] = "system",
    segments: Annotated[
        int | None, typer.Option("--segments", min=1, help="How many segments the test set has, for coverage.")
    ] = None,
    pair: PairOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score the systems: the mean over raters, then over segments, with 95 % intervals."""
    from toolkit.evaluate.human.categories import category_counts
    from toolkit.evaluate.human.mqm import GROUPINGS, human_scores, signature, unweighed
    from toolkit.evaluate.human.paired import paired_scores
    from toolkit.formats.judgements import read_ratings
    from toolkit.jobs.meta import unweighed_notes
    from toolkit.report.judgements import score_lines

    grouping = next((one for one in GROUPINGS if one == by), None)
    if grouping is None and by != "category":
        raise InputError(f"--by {by}: choose one of {', '.join(GROUPINGS)}, category.")
    table = _weights(weights)
    read = read_ratings(file, pair)
    whole = segments if segments is not None else len(read.segments)
    if whole < len({rating.segment_id for rating in read.ratings}):
        raise InputError(f"--segments {segments}: the file has ratings of more segments than that.")
    for note in read.notes():
        say(note)
    if grouping is None:
        counts = category_counts(read.ratings, table)
        if not counts:
            raise InputError(f"{file}: no errors are marked, so there are no categories.")
        if as_json:
            print_json({"schema": 1, "categories": [one._asdict() for one in counts]})
        else:
            _print_table(
                ("system", "category", "severity", "errors", "per rating", "weight", "share"),
                ((c.system, c.category, c.severity, c.errors, c.per_rating, c.weight, c.share) for c in counts),
            )
        return
    with working("Scoring"):
        found = human_scores(read.ratings, grouping, weights=table, segments=whole)
        pairs = paired_scores(read.ratings, weights=table)
    settings = {measure: signature(measure, table, read.digest) for measure in dict.fromkeys(s.measure for s in found)}
    if as_json:
        rows = [{**one._asdict(), "signature": settings[one.measure]} for one in found]
        compared = {"comparisons": [one._asdict() for one in pairs]}
        print_json(
            {"schema": 1, "format": read.format, "rows": read.rows, "skipped": read.skipped, "scores": rows, **compared}
        )
    else:
        group = () if grouping == "system" else (grouping,)
        _print_table(
            ("measure", "system", *group, "value", "low", "high", "segments", "of", "ratings", "unscored"),
            ((s.measure, s.system, *((s.group,) if group else ()), *s[3:]) for s in found),
        )
    for line in (*score_lines(found, pairs), *unweighed_notes(unweighed(read.ratings, table))):
        say(line)
    for measure, line in settings.items():
        say(f"{measure}: {line}")


def agreement(
    file: FileArgument,
    weights: WeightsOption = None,
    worst: Annotated[int, typer.Option("--worst", min=0, help="How many of the largest gaps to list.")] = 10,
    measure: Annotated[
        str | None, typer.Option("--measure", help="esa or mqm. [default: the raters' own scores, if there are any]")
    ] = None,
    pair: PairOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how far the raters agree, who is stricter, and where they differ most."""
    from toolkit.evaluate.human.agreement import agreement as agreement_of
    from toolkit.evaluate.human.mqm import MEASURES, measures_of
    from toolkit.formats.judgements import read_ratings
    from toolkit.report.judgements import agreement_paragraph

    table = _weights(weights)
    read = read_ratings(file, pair)
    chosen = next((one for one in MEASURES if one == measure), None)
    there = measures_of(read.ratings)
    if measure is not None and chosen not in there:
        raise InputError(f"--measure {measure}: the file has scores of {' and '.join(there)} only.")
    with working("Comparing"):
        found = agreement_of(read.ratings, table, worst=worst, measure=chosen)
    for note in read.notes():
        say(note)
    if as_json:
        rows = {name: [one._asdict() for one in getattr(found, name)] for name in ("pairs", "raters", "outliers")}
        print_json({"schema": 1, **found._asdict(), **rows})
        return
    typer.echo(agreement_paragraph(found))
    typer.echo("")
    _print_table(("rater", "ratings", "mean", "errors", "shared", "bias", "low", "high"), found.raters)
    if found.pairs:
        typer.echo("")
        names = ("rater", "rater", "items", "pearson", "kendall", "mean gap", "span F1", "category", "severity")
        _print_table(names, found.pairs)
    if found.outliers:
        typer.echo("")
        _print_table(
            ("system", "segment", "gap", "scores", "place"),
            (
                (o.system, o.segment_id, o.gap, ", ".join(f"{name} {value:g}" for name, value in o.scores), o.place)
                for o in found.outliers
            ),
        )


def convert(
    file: Annotated[str, typer.Argument(metavar="IN", help="Ratings in any format that is read; - is standard input.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write; - is standard output.")],
    to: Annotated[
        str | None, typer.Option("--to", help="jsonl, marot or mtme. [default: marot for .tsv, mtme for .json, jsonl]")
    ] = None,
    pair: PairOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write ratings in another format, and report what it cannot hold."""
    from toolkit.formats.files import require_inputs, require_targets, write_atomically
    from toolkit.formats.judgements import WRITERS, read_ratings

    require_inputs(file)
    require_targets(out)
    require_own_names([out], [file])
    name = to or {".tsv": "marot", ".json": "mtme"}.get(out.suffix.casefold(), "jsonl")
    writer = WRITERS.get(name)
    if as_json and str(out) == "-":
        raise InputError("--json and OUT - would both write to standard output. Give only one of them.")
    read = read_ratings(file, pair)
    written = writer.write(read.ratings)
    if not written.kept:
        raise InputError(f"{file}: no rating can be written as {name}: {' '.join(written.lost)} {out} was not written.")
    write_atomically(out, written.text.encode("utf-8"))
    for note in read.notes():
        say(note)
    if as_json:
        print_json(
            {
                "schema": 1,
                "from": read.format,
                "to": name,
                "rows": read.rows,
                "skipped": read.skipped,
                "ratings": written.kept,
                "lost": list(written.lost),
            }
        )
    for line in written.lost:
        say(f"{name}: {line}")
    say(f"{written.kept} ratings ({read.format}) -> {out} ({name}).")


def _weights(path: Path | None) -> MqmWeights:
    from toolkit.formats.mqm_weights import read_weights
    from toolkit.model import DEFAULT_WEIGHTS

    return DEFAULT_WEIGHTS if path is None else read_weights(path)


def _print_table(header: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    typer.echo("\t".join(header))
    for row in rows:
        typer.echo("\t".join(_cell(value) for value in row))


def _cell(value: object) -> str:
    """Nothing is an empty cell; a tab or a line end in a name would break the table."""
    if value is None:
        return ""
    text = f"{value:.4f}" if isinstance(value, float) else str(value)
    return " ".join(text.split()) if any(mark in text for mark in "\t\r\n") else text
