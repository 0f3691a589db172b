"""`tqt postedit`: the text with its terms, units and formulas repaired."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import collection
from toolkit.cli.collection import counts
from toolkit.cli.options import (
    ColumnsOption,
    ConsistencyOption,
    EncodingOption,
    FromOption,
    GlossariesOption,
    InputArgument,
    JsonOption,
    NamesOption,
    ProfileOption,
    SourceOption,
    ToOption,
    columns_of,
    command_line,
    kept_places,
    key_values,
    policy_of,
    print_bytes,
    print_json,
    require_one_voice,
    require_own_names,
    require_reports,
    say,
    working,
)
from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.jobs.account import Account
    from toolkit.jobs.postedit import Job
    from toolkit.postedit.port import Asking


def postedit(
    path: InputArgument,
    glossary: GlossariesOption = None,
    source: SourceOption = None,
    column: ColumnsOption = None,
    encoding: EncodingOption = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write here instead of to stdout.")] = None,
    ledger: Annotated[Path | None, typer.Option(help="Write every edit with its reason, as JSON lines.")] = None,
    report: Annotated[list[Path] | None, typer.Option(help="Write a report: .html, .xlsx, .md, .tex or .json.")] = None,
    editor: Annotated[str, typer.Option(help="Which editor: rules, chat or seq2seq.")] = "rules",
    model: Annotated[
        str | None, typer.Option(help="The editor's model: a name or a folder; short for --editor-option model=.")
    ] = None,
    editor_option: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="An option of the editor; a wrong name lists them all."),
    ] = None,
    allow_network: Annotated[
        bool, typer.Option("--allow-network", help="Let an editor send the text to a server on another computer.")
    ] = False,
    estimate: Annotated[
        bool,
        typer.Option("--estimate", help="Edit nothing; say what a server would be asked, and what it costs."),
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the changes, line by line, instead of the text.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; say what would change.")] = False,
    mark_review: Annotated[
        bool, typer.Option("--mark-review", help="Set changed segments of XLIFF and PO files back to be reviewed.")
    ] = False,
    notes: Annotated[
        bool,
        typer.Option("--notes", help="Write each change with its reason into XLIFF, PO and Word files, as a note."),
    ] = False,
    profile: ProfileOption = None,
    names: NamesOption = None,
    consistency: ConsistencyOption = None,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Repair terms, units and formulas; everything else stays. With --source it finds far more."""
    from toolkit.formats.collection import is_collection
    from toolkit.formats.files import require_inputs, require_targets, write_all
    from toolkit.jobs import memory
    from toolkit.jobs.account import account_of
    from toolkit.jobs.decided import keep_decisions
    from toolkit.jobs.editors import EditorChoice
    from toolkit.jobs.postedit import estimate as estimated
    from toolkit.jobs.postedit import run
    from toolkit.jobs.setting import setting

    many = is_collection(path)
    if not many:
        require_reports(report)
    require_one_voice(
        {
            "-o -": str(out) == "-",
            "--ledger -": str(ledger) == "-",
            "--json": as_json,
            "--diff": diff,
            "--dry-run": dry_run,
        }
    )
    if str(ledger) == "-" and out is None and not many:
        raise InputError("--ledger -: the text would go to standard output too. Name a file for it with --out.")
    targets = [p for p in (out, ledger, *(report or ())) if p is not None]
    if many:
        collection.require_outputs(out, ledger, report or (), path, source)
        if out is None and not (diff or dry_run or as_json or estimate):
            raise InputError(f"{path} holds many documents. Name a new folder or ZIP file for them with -o.")
        require_inputs(*(names or ()))
    else:
        require_inputs(path, source, *(names or ()))
        require_targets(*targets)
    require_own_names(targets, (path, source, *(names or ())), kept_places(glossary, path))
    if not (dry_run or estimate):
        keep_decisions(ledger, *(report or ()))
    found = setting(
        glossary or (),
        near=path,
        source_language=source_language,
        target_language=target_language,
        policy=policy_of(profile, consistency),
        names=names or (),
    )
    options = key_values(editor_option, "--editor-option") | ({"model": model} if model is not None else {})
    choice = EditorChoice(editor, options, allow_network, say)
    columns = columns_of(column, encoding)
    if estimate:
        if many:
            raise InputError(f"--estimate: {path} holds many documents. Name one of them.")
        _print_estimate(estimated(path, found, choice, source=source, columns=columns), editor, as_json)
        return
    if many:
        places = (None, None, ()) if dry_run else (out, ledger, report or ())
        show = _diff if (diff or dry_run) and not as_json else None
        every = collection.Options(choice, mark_review, notes)
        collection.postedit(path, found, source, columns, *places, every, show, _as_data if as_json else None)
        return
    whole = {"--report": report, "--json": as_json, "--diff": diff, "--dry-run": dry_run}
    if out is not None and str(out) != "-" and memory.is_large(path, source) and not any(whole.values()):
        with working(f"Post-editing {path}"):
            done = memory.postedit(memory.surveyed(path, columns), found, choice, out, ledger)
        for note in done.notes:
            say(note)
        _summary(done.account, done.source_used)
        return
    with working(f"Post-editing {path}"):
        job = run(
            path, found, source=source, columns=columns, editor=choice, mark_review=mark_review, with_reasons=notes
        )
    for note in job.notes:
        say(note)
    if dry_run and targets:
        say(f"--dry-run: nothing was written to {', '.join(map(str, targets))}.")
    if not dry_run:
        write_all(_files(job, out, ledger, report or ()))
    if as_json:
        print_json(_as_data(job))
    elif diff or dry_run:
        for line in _diff(job):
            typer.echo(line)
    elif out is None:
        print_bytes(job.edited)
    _summary(account_of(job.repairs), job.sources is not None)


def _files(job: Job, out: Path | None, ledger: Path | None, reports: Sequence[Path]) -> list[tuple[Path, bytes]]:
    """What is to be written where; all of it is made before anything is written."""
    from toolkit.jobs.postedit import report
    from toolkit.report import rendered

    files: list[tuple[Path, bytes]] = []
    if out is not None:
        files.append((out, job.edited))
    if ledger is not None:
        files.append((ledger, job.ledger.encode()))
    if reports:
        made = report(job, command=command_line())
        files += [(path, rendered(made, path)) for path in reports]
    return files


def _print_estimate(asking: Asking | None, editor: str, as_json: bool) -> None:
    from toolkit.report.words import counted

    if asking is None:
        if as_json:
            print_json({"schema": 1, "editor": editor, "asked": 0})
        else:
            typer.echo(f"Editor {editor} asks no server.")
        return
    price = asking.price
    if as_json:
        data = {"schema": 1, "editor": editor, "asked": asking.questions, "kept": asking.kept, "host": asking.host}
        print_json({**data, "input_tokens": price.given, "output_tokens": price.written, "cost": price.cost})
        return
    typer.echo(
        f"{counted(asking.questions, 'segment')} to be asked about at {asking.host}, {asking.kept:,} answered already"
    )
    typer.echo(f"about {price.given:,} tokens out, {price.written:,} back; second questions are not counted")
    cost = "no price was given (price-in, price-out: per million tokens)" if price.cost is None else f"{price.cost:.2g}"
    typer.echo(f"cost: {cost}")


def _summary(done: Account, source_used: bool) -> None:
    from toolkit.report.words import HONEST_LINE

    say(counts(done))
    if not source_used:
        say("No source was given: only what the text itself gives away was changed. --source FILE finds far more.")
    for line in done.first:
        say(f"  re-read {line.segment_id}: {'; '.join(line.reasons)}")
    if done.again > len(done.first):
        say(f"  and {done.again - len(done.first)} more: --report FILE.html lists all.")
    say(HONEST_LINE)


def _diff(job: Job) -> list[str]:
    lines: list[str] = []
    for repair in job.repairs:
        if not repair.edits:
            continue
        if repair.text != repair.original:
            lines += [f"{repair.segment_id}", f"- {repair.original}", f"+ {repair.text}"]
        else:
            lines += [f"{repair.segment_id}", f"  {repair.original}"]
        for edit in repair.edits:
            mark = {"applied": "", "review": "to decide: ", "refused": "not made: "}[edit.outcome]
            why = edit.refusal if edit.refusal else edit.reason
            choices = f" [or: {' | '.join(edit.alternatives)}]" if edit.alternatives else ""
            change = f"{edit.before!r} -> {edit.after!r}" if edit.after != edit.before else f"{edit.before!r}"
            lines.append(f"    {edit.id} {mark}{change}{choices}: {why}")
        lines.append("")
    return lines


def _as_data(job: Job) -> dict[str, object]:
    from toolkit.postedit.ledger import around, as_row, digest_of

    return {
        "schema": 1,
        "segments": [
            {
                "id": r.segment_id,
                "original": r.original,
                "text": r.text,
                "edits": [as_row(e, digest_of(r.original), around(r.original, e.span)) for e in r.edits],
                "reread": list(r.reread.reasons) if r.reread else [],
            }
            for r in job.repairs
        ],
    }
