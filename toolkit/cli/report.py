"""`tqt report`: what changed between two reports, and what a translator decided in a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.options import JsonOption, print_json, require_one_voice, require_own_names, say


def change(
    old: Annotated[Path, typer.Argument(metavar="OLD.json", help="The older report.")],
    new: Annotated[Path, typer.Argument(metavar="NEW.json", help="The newer report of the same suite.")],
    markdown: Annotated[bool, typer.Option("--markdown", help="All of it as Markdown, for a pull request.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Say what got better and what broke between two JSON reports of the same sources and references."""
    from toolkit.evaluate.change import changes
    from toolkit.formats.files import read_text, require_inputs
    from toolkit.report import report_change_markdown as change_markdown
    from toolkit.report.reading import read_report

    require_inputs(old, new)
    require_one_voice({"--markdown": markdown, "--json": as_json})
    found = changes(*(read_report(read_text(path).text, str(path)) for path in (old, new)))
    if as_json:
        print_json(change_markdown.as_json(found))
    elif markdown:
        typer.echo(change_markdown.render(found), nl=False)
    else:
        for line in change_markdown.sentences(found):
            typer.echo(line)


def read_back(
    path: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="What `--report FILE.xlsx` wrote, filled in.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the text here, one segment a line.")] = None,
    ledger: Annotated[Path | None, typer.Option("--ledger", help="Write the edits with their verdicts here.")] = None,
    learn: Annotated[
        Path | None, typer.Option("--learn", help="Write a TSV here that `tqt glossary learn` takes.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read a translator's decisions out of a workbook: the text, a ledger, corrections to learn from."""
    from toolkit.formats.files import require_inputs, require_targets, write_all
    from toolkit.jobs import read_back as job
    from toolkit.report.words import counted, line_name

    targets = [target for target in (out, ledger, learn) if target is not None]
    require_inputs(path)
    require_targets(*targets)
    require_own_names(targets, (path,))
    found = job.read_back(path)
    text, broken = job.plain_text(found)
    files = ((out, text), (ledger, found.ledger), (learn, job.lessons(found)))
    write_all([(target, data.encode("utf-8", "replace")) for target, data in files if target is not None])
    decided = [one for one in found.segments if one.verdict is not None]
    if as_json:
        print_json([one._asdict() for one in found.segments])
    elif not targets:
        for one in decided:
            typer.echo(f"{line_name(one.id)}\t{one.verdict}\t{' '.join(one.text.split())}")
    for note in found.notes:
        say(note)
    if out is not None and broken:
        say(f"Line breaks became blanks in {', '.join(map(line_name, broken))}: the text has one segment a line.")
    said = {name: sum(one.verdict == name for one in decided) for name in ("accept", "reject", "change")}
    told = f"{said['accept']} accepted, {said['reject']} rejected, {said['change']} rewritten"
    say(f"{told}; {len(found.segments) - len(decided)} of {counted(len(found.segments), 'segment')} left as shown.")
