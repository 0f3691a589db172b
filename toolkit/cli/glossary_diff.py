"""`tqt glossary diff`: what a newer glossary says otherwise, for people, pull requests and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.glossary import LanguagesOption, glossary_place, identity, languages_of
from toolkit.cli.options import JsonOption, print_json, require_one_voice, say

if TYPE_CHECKING:
    from toolkit.glossary.changes.diff import Change, Diff


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A glossary: folder, file of any format, bundled name.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The newer one, of the same format or another.")],
    layers: Annotated[
        bool, typer.Option("--layers", help="NEW is laid over OLD: show what that changes for a job, and who wins.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Show every garbled wording.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown, for a pull request.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit code 1 if there are differences.")] = False,
    languages: LanguagesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what changed between two versions of a glossary, concept by concept."""
    from toolkit.glossary.changes.diff import diff as compare
    from toolkit.glossary.changes.reading import comparable, read_version, require_same_languages
    from toolkit.report.change_markdown import change_markdown
    from toolkit.report.change_text import change_lines

    require_one_voice({"--json": as_json, "--markdown": markdown})
    versions = [read_version(glossary_place(name), languages_of(languages)) for name in (old, new)]
    require_same_languages(versions)
    for version in versions:
        say(f"{version.path.name}: {identity(version.glossary)}.")
    (before, after), notes = comparable(versions)
    for note in notes:
        say(note)
    if layers:
        from toolkit.glossary.approval import without_proposed
        from toolkit.glossary.namesakes import told_apart
        from toolkit.jobs.layers import over, source_of
        from toolkit.report.words import counted

        before, after = told_apart([before, after], source_of([before, after]))
        both = {one.id for one in before.concepts} & {one.id for one in after.concepts}
        shared = counted(len(both), "concept")
        say(f"{versions[1].path.name} wins in {shared} that both have; what is proposed is left out.")
        before, after = without_proposed(before)[0], over(before, after)
    told = compare(before, after)
    if as_json:
        print_json(_data(told))
    elif markdown:
        for line in change_markdown(told, versions[0].path.name, versions[1].path.name, every):
            typer.echo(line)
    else:
        for line in change_lines(told, every):
            typer.echo(line)
    if exit_code and told:
        raise typer.Exit(1)


def changes_data(told: Diff) -> list[dict[str, Any]]:
    """The changes for programs."""
    return [_change(change) for change in told.changes]


def _data(told: Diff) -> dict[str, Any]:
    from toolkit.report.change_text import counts_of, summary

    def named(name: str, version: str, digest: str) -> dict[str, str]:
        return {"name": name, "version": version, "digest": digest}

    return {
        "old": named(told.old.name, told.old.version, told.old.digest()),
        "new": named(told.new.name, told.new.version, told.new.digest()),
        "summary": summary(told),
        "counts": counts_of(told),
        "renamed": [{"old": old, "new": new} for old, new in told.renamed],
        "changes": changes_data(told),
    }


def _change(change: Change) -> dict[str, Any]:
    from toolkit.model.terms import Term

    item = change.after or change.before
    of_term = {"language": item.language, "term": item.text} if isinstance(item, Term) else {}
    return {
        "kind": change.kind,
        "what": change.what,
        "concept": change.concept or None,
        **of_term,
        "turn": change.turn,
        "fields": {field.name: {"before": field.before, "after": field.after} for field in change.fields()},
        "places": [getattr(item, "place", None) for item in (change.before, change.after)],
    }
