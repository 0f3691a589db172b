"""`tqt glossary request` and `tqt glossary approve`: from a translator's wish to an approved term."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.cli.glossary import GlossaryOption, own_place
from toolkit.cli.glossary_edit import DryRunOption, finish
from toolkit.cli.options import JsonOption, say

DateOption = Annotated[
    str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="The date to record; by default today.")
]


def request(
    term: Annotated[str, typer.Argument(metavar="TERM", help="The term that you miss.")],
    language: Annotated[str, typer.Option("--language", help="Its language, such as zh.")],
    concept: Annotated[
        str | None, typer.Option("--concept", help="The concept it belongs to; by default a new one.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="Where you met it, what it may mean.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who asks.")] = None,
    date: DateOption = None,
    glossary: GlossaryOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Ask the terminologist for a term: a proposed row, which nothing uses until it is approved."""
    from toolkit.glossary import approval

    path = own_place(glossary)
    finish(approval.request(path, term, language, note, by, _day(date), concept), "requested", dry_run, as_json)


def approve(
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who approves.")],
    concept: Annotated[str | None, typer.Argument(metavar="CONCEPT", help="The concept's id.")] = None,
    term: Annotated[str | None, typer.Argument(metavar="TERM", help="One term; by default every proposed one.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="Only terms of this language.")] = None,
    every: Annotated[bool, typer.Option("--all", help="The proposed terms of all concepts.")] = False,
    date: DateOption = None,
    glossary: GlossaryOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Approve proposed terms, and record by whom and when in the column origin."""
    from toolkit.errors import InputError
    from toolkit.glossary import approval

    if every is (concept is not None):
        raise InputError("Name the concept whose terms are approved, or say --all for those of every concept.")

    path = own_place(glossary)
    made = approval.approve(path, concept, term, language, by, _day(date))
    finish(made.edited, "approved", dry_run, as_json)
    say(f"Terms: {', '.join(one.text for one in made.terms)}.")


def _day(given: str | None) -> str:
    """The date to be noted. Raises InputError for what is no date."""
    from datetime import date

    from toolkit.errors import InputError

    if given is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise InputError(f"--date {given}: write year, month and day, such as 2026-03-15.") from error
