"""`tqt glossary merge`: three versions into one, another glossary into one's own, and git's merge driver."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from toolkit.cli.glossary import LanguagesOption, glossary_place, languages_of, own_place
from toolkit.cli.options import JsonOption, print_json, say
from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.glossary.changes.merge import Side
    from toolkit.jobs.merge import Outcome


def merge(
    versions: Annotated[
        list[str], typer.Argument(metavar="BASE OURS THEIRS", help="Three versions; with --into, the other glossary.")
    ],
    mine: Annotated[
        str | None, typer.Option("--into", metavar="MINE", help="Add to this glossary what only the other one says.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="OUT", help="A new place for the result, instead of OURS.")
    ] = None,
    prefer: Annotated[
        str | None, typer.Option("--prefer", metavar="SIDE", help="Decide every conflict: ours or theirs.")
    ] = None,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", metavar="CONFLICT=SIDE", help="Decide one conflict by its id; repeat for more."),
    ] = None,
    mine_is: Annotated[
        str | None,
        typer.Option("--mine-is", metavar="LAYER", help="With --into: house, client or job; later wins."),
    ] = None,
    other_is: Annotated[
        str | None, typer.Option("--other-is", metavar="LAYER", help="The same for the other glossary.")
    ] = None,
    git: Annotated[
        bool, typer.Option("--git", help="Work as git's merge driver: overwrite OURS, conflicts between markers.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come in; write nothing.")] = False,
    languages: LanguagesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Merge glossaries concept by concept. Exit code 1 if a conflict is open; then nothing is written."""
    from toolkit.jobs import merge as job

    sides = _taken(take)
    if prefer is not None and prefer not in ("ours", "theirs"):
        raise InputError(f"--prefer {prefer}: say ours or theirs.")
    if mine is not None:
        if len(versions) != 1 or git:
            raise InputError("--into MINE takes one other glossary, and no --git.")
        if (mine_is is None) != (other_is is None):
            raise InputError("--mine-is and --other-is belong together: say of both whether house, client or job.")
        place = own_place(mine) if out is None and not dry_run else glossary_place(mine)
        ranks = (mine_is, other_is) if mine_is and other_is else None
        if prefer is not None:
            ranks = ("house", "client") if prefer == "theirs" else None
        outcome = job.into(place, glossary_place(versions[0]), ranks, sides, languages_of(languages))
        tell(outcome, ("mine", "other"), as_json)
    else:
        if len(versions) != 3:
            raise InputError("Name three versions, BASE OURS THEIRS; or --into MINE and the other glossary.")
        base, _, theirs = (glossary_place(name) for name in versions)
        ours = own_place(versions[1]) if out is None and not dry_run else glossary_place(versions[1])
        outcome = job.three_way(base, ours, theirs, cast("Side | None", prefer), sides, languages_of(languages))
        tell(outcome, ("ours", "theirs"), as_json)
        if git:
            other = job.three_way(base, ours, theirs, "theirs", sides, languages_of(languages))
            job.write_for_git(outcome, other)
            raise typer.Exit(1 if outcome.open or outcome.errors or outcome.hidden else 0)
    if outcome.open:
        from toolkit.report.merge_text import how_to_decide

        say(f"{len(outcome.open)} open; nothing is written. {how_to_decide(outcome.open)}")
        raise typer.Exit(1)
    if dry_run:
        say("Nothing is written.")
        return
    if outcome.errors and out is None:
        say("Nothing is written, for the result would contradict itself. With --out it goes to another place.")
        raise typer.Exit(1)
    written = job.write(outcome, out)
    say(f"Written: {', '.join(map(str, written))}." if written else "Nothing comes in; nothing is written.")


def tell(outcome: Outcome, names: tuple[str, str], as_json: bool) -> None:
    """What comes in and what is disputed; `names` are those of the two sides."""
    from toolkit.report.change_text import change_lines, summary
    from toolkit.report.merge_text import conflict_data, conflict_lines

    for note in outcome.notes:
        say(note)
    if outcome.hidden:
        say(f"The file of {names[1]} differs in more than what is read; compare the two files, and take over the rest.")
    if as_json:
        from toolkit.cli.glossary_diff import changes_data

        print_json(
            {
                "summary": summary(outcome.told),
                "changes": changes_data(outcome.told),
                "conflicts": [conflict_data(conflict) for conflict in outcome.conflicts],
                "errors": list(outcome.errors),
            }
        )
    else:
        for line in change_lines(outcome.told):
            typer.echo(line)
        if outcome.conflicts:
            typer.echo("")
        for line in conflict_lines(outcome.conflicts, names):
            typer.echo(line)
    for error in outcome.errors:
        say(f"After merging: {error}")


def _taken(take: list[str] | None) -> dict[str, Side]:
    sides: dict[str, Side] = {}
    for item in take or ():
        name, equals, side = item.rpartition("=")
        if not (name and equals) or side not in ("ours", "theirs"):
            raise InputError(f"--take {item}: write the conflict's id, '=' and ours or theirs.")
        sides[name] = cast("Side", side)
    return sides
