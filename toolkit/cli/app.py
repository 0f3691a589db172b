"""`tqt`: the program itself, and the only place where errors become exit codes. The commands: `table.py`.

0: done. 1: `check`, `gate`, `glossary lint` or `glossary test` found something. 2: an error, in one message.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Annotated

import typer

from toolkit.cli.lazy import LazyGroup
from toolkit.cli.table import COMMANDS
from toolkit.errors import ToolkitError


class Commands(LazyGroup):
    """What stands in the table."""

    table = COMMANDS


app = typer.Typer(
    cls=Commands,
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
    except OSError as error:
        if error.errno not in _FULL:
            raise
        typer.echo(f"tqt: the output cannot be written: {error.strerror}. Send it to where there is room.", err=True)
        _forget_streams()
        raise SystemExit(2) from None


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _forget_streams() -> None:
    """Whoever read our output has gone (`| head`): what is still buffered goes nowhere, without a complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
