"""`tqt glossary add`, `edit` and `retire`: one term changed in place, after a look at the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.glossary import GlossaryOption, own_place
from toolkit.cli.options import JsonOption, print_json, say
from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.glossary.edit import Edited

ConceptArgument = Annotated[str, typer.Argument(metavar="CONCEPT", help="The concept's id.")]
LanguageArgument = Annotated[str, typer.Argument(metavar="LANG", help="The term's language, such as en.")]
TermArgument = Annotated[str, typer.Argument(metavar="TERM", help="The term.")]
StatusOption = Annotated[
    str | None, typer.Option("--status", help="preferred, admitted, deprecated, forbidden or garble.")
]
PlaceOption = Annotated[
    str | None, typer.Option("--part-of-speech", help="noun, count, mod, verb, adjective, adverb, name or phrase.")
]
NoteOption = Annotated[str | None, typer.Option("--note", help="A comment for people.")]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", metavar="COLUMN=VALUE", help="Any other column; repeat for more.")
]
LineOption = Annotated[
    int | None, typer.Option("--line", help="The line of the row, where several have the same wording.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show the row; write nothing.")]


def add(
    concept: ConceptArgument,
    language: LanguageArgument,
    term: TermArgument,
    glossary: GlossaryOption = None,
    status: StatusOption = None,
    part_of_speech: PlaceOption = None,
    note: NoteOption = None,
    more: SetOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add a term to a concept, or a new concept. Only its row is written; errors are refused."""
    from toolkit.glossary import edit as edits

    path = own_place(glossary)
    named = {"concept": concept, "language": language, "term": term}
    cells = named | _cells(status, part_of_speech, note, more)
    finish(edits.add(path, cells), "added", dry_run, as_json)


def edit(
    concept: ConceptArgument,
    language: LanguageArgument,
    term: TermArgument,
    glossary: GlossaryOption = None,
    new_term: Annotated[str | None, typer.Option("--term", help="A new wording for this term.")] = None,
    status: StatusOption = None,
    part_of_speech: PlaceOption = None,
    note: NoteOption = None,
    more: SetOption = None,
    line: LineOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Change cells of a term's row, and nothing else. `--set note=` empties one."""
    from toolkit.glossary import edit as edits

    path = own_place(glossary)
    cells = _cells(status, part_of_speech, note, more) | ({"term": new_term} if new_term is not None else {})
    if not cells:
        raise InputError("Nothing to change is named. Say for example --status forbidden, or --set case=exact.")
    finish(edits.edit(path, concept, language, term, cells, line), "changed", dry_run, as_json)


def retire(
    concept: ConceptArgument,
    language: LanguageArgument,
    term: TermArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why it should not be used any more; written into the note.")],
    glossary: GlossaryOption = None,
    line: LineOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Deprecate a term, with the reason in its note. Nothing is deleted."""
    from toolkit.glossary import edit as edits

    path = own_place(glossary)
    finish(edits.retire(path, concept, language, term, reason, line), "retired", dry_run, as_json)


def _cells(status: str | None, place: str | None, note: str | None, more: list[str] | None) -> dict[str, str]:
    named = {"status": status, "part_of_speech": place, "note": note}
    cells = {name: value for name, value in named.items() if value is not None}
    for item in more or ():
        name, equals, value = item.partition("=")
        if not (name and equals):
            raise InputError(f"--set {item}: write a column, '=' and a value, such as case=exact.")
        cells[name.strip()] = value
    return cells


def finish(edited: Edited, done: str, dry_run: bool, as_json: bool) -> None:
    """Write the edit unless it is a dry run, and tell."""
    if not dry_run:
        edited.write()
    if as_json:
        print_json(
            {
                "path": str(edited.path),
                "line": edited.line,
                "written": not dry_run,
                "row": edited.cells,
                "warnings": edited.warnings,
            }
        )
    else:
        row = ", ".join(f"{name} {value}" for name, value in edited.cells.items())
        typer.echo(f"{edited.path}:{edited.line}: {row}")
    for warning in edited.warnings:
        say(f"warning: {warning}")
    if edited.new_columns:
        say(f"The table had no column {', '.join(edited.new_columns)}; every row has one more cell now.")
    say(f"Would be {done}; nothing is written." if dry_run else f"{done.capitalize()}.")
