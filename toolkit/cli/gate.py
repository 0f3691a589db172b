"""`tqt gate`: figures of a suite against the limits of a baseline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import JsonOption, print_json, say, working

if TYPE_CHECKING:
    from toolkit.jobs.gate import Checked, Gate, Measure


def gate(
    suite: Annotated[Path, typer.Argument(metavar="SUITE", help="A suite's .toml file.")],
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="Its limits. [default: baseline.json beside the suite]")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Take today's figures as the limits.")] = False,
    allow_lower: Annotated[
        bool, typer.Option("--allow-lower", help="With --write: also where a limit falls or a corpus has changed.")
    ] = False,
    junit: Annotated[Path | None, typer.Option("--junit", help="Write the figures as JUnit XML too.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure a suite. Exit code 1 if a figure is worse than its limit.

    Also if a system has surely lost, has broken a term, or if a corpus is not the one measured before.
    """
    from toolkit.errors import InputError
    from toolkit.formats.files import kind_of, require_inputs, require_targets
    from toolkit.formats.suite import read_baseline, read_suite, write_baseline
    from toolkit.jobs.gate import run
    from toolkit.report.words import counted

    if allow_lower and not write:
        raise InputError("--allow-lower lowers limits, and only --write writes any. Say both, or neither.")
    require_inputs(suite)
    place = baseline or suite.with_name("baseline.json")
    there = kind_of(place) == "file"
    if not there and not write:
        read_suite(suite)  # what is wrong with the suite itself comes first
        named = f" --baseline {baseline}" if baseline else ""
        raise InputError(f"{place}: there is no baseline yet. Make one with: tqt gate {suite}{named} --write")
    require_targets(*([place] if write else []), *([junit] if junit else []))
    with working("Measuring"):
        result = run(suite, place)
    use = result.glossary
    if as_json:
        print_json(
            {
                "suite": result.title,
                "glossary": use and {"name": use.name, "digest": use.digest},
                "passed": result.passed,
                "faults": list(result.faults),
                "measures": [
                    {**one.measure._asdict(), "limit": one.limit, "passed": one.passed} for one in result.checked
                ],
            }
        )
    else:
        width = max(len(one.measure.name) for one in result.checked)
        for one in result.checked:
            typer.echo(f"{one.measure.name:{width}}  {_line(one)}")
    if junit:
        _write_junit(junit, result)
    for fault in result.faults:
        say(f"{fault}." if fault in result.losses else f"{place.name}: {fault}.")
    worse = sum(not one.passed for one in result.checked)
    others = f" {counted(len(result.faults), 'other fault')} above." if result.faults and not write else ""
    figures = f"{len(result.checked)} figures, {worse} worse than their limits."
    named = f"{use.name} {use.version} ({use.digest})" if use else "No glossary, so that no term was counted"
    say(f"{named}: {figures}{others}")
    if write:
        write_baseline(place, result.baseline(read_baseline(place) if there else None, allow_lower=allow_lower))
        say(f"{place} written.")
        if result.losses:
            say("The gate stays closed: a limit does not make good what a system has lost.")
    if result.losses or not (write or result.passed):
        raise typer.Exit(1)


def _write_junit(path: Path, result: Gate) -> None:
    from toolkit.formats.files import write_atomically
    from toolkit.report.junit import Case, junit

    cases = [Case(one.measure.name, _line(one).strip(), one.passed) for one in result.checked]
    cases += [Case(fault, fault, False) for fault in result.faults]
    write_atomically(path, junit(result.title, cases).encode())
    say(f"{path} written.")


def _line(one: Checked) -> str:
    measure = one.measure
    between = "" if measure.low is None else f"  {_number(measure, measure.low)} to {_number(measure, measure.high)}"
    of = f"  of {measure.of}"
    if one.limit is None:
        return f"{_number(measure, measure.value):>7}{between}{of}"
    sign = "at least" if measure.higher_is_better else "at most"
    verdict = "" if one.passed else "  WORSE"
    if not one.passed and measure.value is not None and _number(measure, measure.value) == _number(measure, one.limit):
        verdict = f"  WORSE by {abs(measure.value - one.limit):.2g}"
    return f"{_number(measure, measure.value):>7}{between}{of}  ({sign} {_number(measure, one.limit)}){verdict}"


def _number(measure: Measure, value: float | None) -> str:
    """As the measure is read: a share in per cent, a count whole, a metric with one place."""
    if value is None:
        return "-"
    last = measure.name.rsplit("/", 1)[-1]
    if last == "edits":
        return f"{value:.0f}"
    return f"{value:.1f}" if last in ("chrf++", "bleu", "ter") else f"{100 * value:.1f} %"
