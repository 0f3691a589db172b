"""`tqt`: every command in one place, and the only place where errors become exit codes.

0: done. 1: `check`, `gate`, `glossary lint` or `glossary test` found something. 2: an error, in one message.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from toolkit.cli import (
    analyse,
    check,
    comparable,
    demo,
    doctor,
    effort,
    evaluate,
    gate,
    glossary,
    glossary_approve,
    glossary_convert,
    glossary_corpus,
    glossary_diff,
    glossary_edit,
    glossary_effects,
    glossary_learn,
    glossary_lint,
    glossary_merge,
    glossary_mine,
    glossary_sheet,
    glossary_show,
    glossary_test,
    ledger,
    meta,
    mqm,
    postedit,
    report,
    review,
    terms,
    translate,
)
from toolkit.errors import ToolkitError

app = typer.Typer(
    name="tqt",
    help="Check, post-edit and score translations with one glossary.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from toolkit import __version__

        typer.echo(f"tqt {__version__}")
        raise typer.Exit


@app.callback()
def main_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Check, post-edit and score translations with one glossary."""


app.command()(demo.demo)
app.command()(check.check)
app.command()(postedit.postedit)
app.command(name="apply")(ledger.apply)
app.command()(ledger.explain)
app.command()(translate.translate)
app.command()(review.review)
app.command()(evaluate.evaluate)
app.command()(analyse.analyse)
app.command()(effort.effort)
app.command()(terms.terms)
app.command()(comparable.comparable)
app.command()(gate.gate)
app.command()(doctor.doctor)
app.command()(doctor.plugins)
glossary.app.command()(glossary_lint.lint)
glossary.app.command()(glossary_lint.rules)
glossary.app.command()(glossary_show.show)
glossary.app.command()(glossary_show.search)
glossary.app.command()(glossary_edit.add)
glossary.app.command()(glossary_edit.edit)
glossary.app.command()(glossary_edit.retire)
glossary.app.command()(glossary_diff.diff)
glossary.app.command()(glossary_merge.merge)
glossary.app.command()(glossary_sheet.sheet)
glossary.app.command()(glossary_approve.request)
glossary.app.command()(glossary_approve.approve)
glossary.app.command()(glossary_corpus.coverage)
glossary.app.command()(glossary_corpus.evidence)
glossary.app.command()(glossary_effects.impact)
glossary.app.command()(glossary_effects.harm)
glossary.app.command()(glossary_mine.mine)
glossary.app.command()(glossary_mine.accept)
glossary.app.command(name="convert")(glossary_convert.convert)
glossary.app.command(name="learn")(glossary_learn.learn)
glossary.app.command(name="test")(glossary_test.run_examples)
app.add_typer(glossary.app, name="glossary")
app.command()(meta.meta)
app.add_typer(mqm.app, name="mqm")
app.add_typer(report.app, name="report")


def main() -> None:
    """Run the command line; the entry point of the installed script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Translators' terminals on Windows are not UTF-8 by default; our data is.
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        try:
            app()
        finally:
            if sys.stdout is not None:  # as with `>&-`
                sys.stdout.flush()  # here, and not while Python shuts down, where nobody could catch the error
    except ToolkitError as error:
        typer.echo(f"tqt: {error}", err=True)
        raise SystemExit(2) from None
    except (BrokenPipeError, SystemExit) as error:
        # The framework makes exit code 1 of a closed pipe, and keeps the cause as the context.
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise
        _forget_streams()
        raise SystemExit(0) from None


def _forget_streams() -> None:
    """Whoever read our output has gone (`| head`): what is still buffered goes nowhere, without a complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
