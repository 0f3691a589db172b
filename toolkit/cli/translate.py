"""`tqt translate`: a file through a translation engine, its terms steered and then post-edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import collection
from toolkit.cli.options import (
    ColumnsOption,
    EncodingOption,
    FromOption,
    GlossariesOption,
    InputArgument,
    JsonOption,
    ProfileOption,
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
)
from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.jobs.translate import Estimate, Translation, Wish
    from toolkit.jobs.translate_stream import Streamed
    from toolkit.translate.batch import Tally


def translate(
    path: InputArgument,
    engine: Annotated[str, typer.Option("--engine", "-e", help="Which engine; `tqt plugins` lists them.")],
    glossary: GlossariesOption = None,
    model: Annotated[
        str | None, typer.Option(help="The engine's model: a folder or a name; short for --engine-option model=.")
    ] = None,
    engine_option: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="An option of the engine; a wrong name lists them all."),
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Fetch no model; what is not on this computer is an error.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write here instead of to stdout.")] = None,
    journal: Annotated[
        Path | None, typer.Option(help="Where to keep the journal; by default beside the output.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Continue from the journal of an earlier run.")] = False,
    terms: Annotated[
        str,
        typer.Option(help="How terms are steered: auto, none, prompt, nbest, prefix, code-switch or bias."),
    ] = "auto",
    no_postedit: Annotated[bool, typer.Option("--no-postedit", help="Leave the translation as it is.")] = False,
    report: Annotated[list[Path] | None, typer.Option(help="Write a report: .html, .xlsx, .md, .tex or .json.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Translate only the first N segments.")] = None,
    sample: Annotated[int | None, typer.Option(min=1, help="Translate only N segments, drawn at random.")] = None,
    seed: Annotated[int, typer.Option(help="Which sample is drawn.")] = 1,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Translate anew what has a translation beside its source.")
    ] = False,
    workers: Annotated[
        str | None,
        typer.Option(help="Translate in N processes, or with Ray: ray, ray://HOST:PORT."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Translate nothing; say how much there is, and what it may cost.")
    ] = False,
    column: ColumnsOption = None,
    encoding: EncodingOption = None,
    profile: ProfileOption = None,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Translate a file. It can be stopped at any moment; the same command with --resume continues."""
    from toolkit.formats.collection import is_collection
    from toolkit.formats.files import require_inputs, require_targets, write_all
    from toolkit.jobs import translate as job
    from toolkit.jobs import translate_rows as rows
    from toolkit.jobs import translate_stream as stream
    from toolkit.jobs.decided import keep_decisions
    from toolkit.jobs.languages import setting_for_any_languages
    from toolkit.report import rendered

    columns = columns_of(column, encoding)
    many = is_collection(path) and not rows.is_for(path, out, columns)
    if not many:
        require_reports(report)
    if not dry_run:
        keep_decisions(None, *(report or ()))
    require_one_voice({"-o -": str(out) == "-", "--json": as_json})
    beside = None if out is None or str(out) == "-" else job.journal_beside(out)
    place = journal or beside
    if resume and place is None:
        raise InputError("--resume: whose journal? Name the output with -o FILE, or the journal with --journal FILE.")
    targets = [p for p in (out, place, *(report or ())) if p is not None]
    of_rows = not many and rows.is_for(path, out, columns)
    if many:
        collection.require_outputs(out, None, report or (), path)
        require_targets(place)
    else:
        require_inputs(*(() if of_rows else (path,)))
        require_targets(*targets)
    options = _options(engine, engine_option or (), model, offline)
    kept = (*kept_places(glossary, path), *_files_of(options))
    require_own_names(targets, (path,), kept)
    setting = setting_for_any_languages(
        glossary or (),
        near=path,
        source_language=source_language,
        target_language=target_language,
        policy=policy_of(profile),
    )
    wish = job.Wish(
        engine, options, terms, not no_postedit, bool(report), place, resume, limit, sample, seed, overwrite, workers
    )
    if of_rows:
        rows.require_possible(path, out, wish, dry_run=dry_run, as_json=as_json)
    if many and dry_run:
        _print_estimate(collection.estimated(path, setting, columns, wish), as_json)
        return
    if many and (out is None or as_json):
        raise InputError(f"{path} holds many documents. Name a new folder or ZIP file for them with -o; no --json.")
    if dry_run:
        made, notes = job.estimate(path, setting, wish, columns=columns)
        for note in notes:
            say(note)
        _print_estimate(made, as_json)
        return
    try:
        with _progress() as told:
            if many and out is not None:
                collection.translate(path, setting, columns, wish, out, report or (), told)
                return
            streamed: Streamed | None = None
            if of_rows and out is not None:
                streamed = rows.run_rows(path, out, setting, wish, columns, offline=offline, told=told)
            elif not as_json and not columns and out is not None and stream.can_stream(path, out, wish):
                streamed = stream.run_stream(path, out, setting, wish, told)
            if streamed is not None:
                for note in [*setting.notes, *([job.kept_note(streamed.kept)] if streamed.kept else [])]:
                    say(note)
                _summary_of_stream(streamed, wish)
                return
            done = job.run(path, setting, wish, columns=columns, told=told)
    except KeyboardInterrupt:
        where = f"What is translated is in {place}; the same command with --resume goes on." if place else ""
        raise InputError(f"Stopped. {where}".strip()) from None
    files = [(p, rendered(done.report(command_line()), p)) for p in report or ()]
    write_all([*([(out, done.finished)] if out is not None else []), *files])
    for note in done.notes:
        say(note)
    if as_json:
        print_json(_as_data(done, wish))
    elif out is None:
        print_bytes(done.finished)
    _summary(done, wish)


def _options(engine: str, given: list[str] | tuple[str, ...], model: str | None, offline: bool) -> dict[str, str]:
    """The engine's options, from --engine-option, --model and --offline."""
    from toolkit.engines import ENGINES

    options = key_values(given, "--engine-option")
    if model is not None:
        options["model"] = model
    if offline and any(option.name == "offline" for option in ENGINES.get(engine).options):
        options["offline"] = "yes"
    return options


def _files_of(options: dict[str, str]) -> list[Path]:
    """Files and folders that the engine reads, which no output may overwrite."""
    from toolkit.formats.files import kind_of

    named = [name for key in ("file", "source", "model") for name in options.get(key, "").split(";") if name]
    return [Path(name) for name in named if len(name) < 1000 and kind_of(name)]


@contextmanager
def _progress() -> Iterator[Callable[[Tally, int], None]]:
    """A bar with rate and time left on a terminal; a pipe sees nothing of it."""
    import sys

    if not sys.stderr.isatty():
        yield lambda tally, segments: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Translating"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="")

        def told(tally: Tally, segments: int) -> None:
            done = max(tally.seen, min(tally.translated + tally.reused, segments or tally.seen))
            rate = f"{tally.tokens / tally.seconds:,.0f} tokens/s" if tally.seconds else ""
            bar.update(task, completed=done, total=segments or None, rate=rate)

        yield told


def _print_estimate(made: Estimate, as_json: bool) -> None:
    from toolkit.report.words import counted

    if as_json:
        print_json({"schema": 1, **made._asdict()})
        return
    typer.echo(f"{counted(made.segments, 'segment')}, {made.different:,} of them different")
    typer.echo(f"{counted(made.tokens, 'source token')}, as the engine counts")
    typer.echo(f"{counted(made.terms, 'term')} in {counted(made.with_terms, 'segment')}; steered by: {made.way}")
    if made.input_tokens is not None and made.output_tokens is not None:
        typer.echo(f"about {made.input_tokens:,} tokens sent with the prompt, {made.output_tokens:,} coming back")
        cost = (
            "no price was given (price-in, price-out: per million tokens)" if made.cost is None else _money(made.cost)
        )
        typer.echo(f"cost: {cost}")
    typer.echo(f"engine: {made.signature}")


def _money(cost: float) -> str:
    """A price with as many digits as say something."""
    return f"{cost:,.2f}" if cost >= 1 else f"{cost:.2g}"


def _summary(done: Translation, wish: Wish) -> None:
    from toolkit.model import Outcome
    from toolkit.report.words import HONEST_LINE, counted, line_name

    tally = done.tally
    failed = sum(record.text is None for record in done.records)
    said = f"{counted(len(done.records), 'segment')}: {len(done.records) - failed:,} translated, {failed:,} failed"
    whence = "repeated or from the journal" if wish.resume else "repeated"
    say(f"{said} ({tally.translated:,} asked now, {tally.reused:,} {whence}). Engine {done.signature}.")
    if tally.remark:
        say(tally.remark)
    if wish.postedit:
        main = [e for r in done.job.repairs for e in r.edits if e.group is None]
        made = sum(e.outcome is Outcome.APPLIED for e in main)
        asked = sum(e.outcome is Outcome.REVIEW for e in main)
        say(f"Post-edited: {counted(made, 'change')}; {asked} to decide.")
    again = [r.reread for r in done.job.repairs if r.reread is not None]
    for one in again[:12]:
        say(f"  re-read {line_name(one.segment_id)}: {'; '.join(one.reasons)}")
    if len(again) > 12:
        say(f"  and {len(again) - 12} more: --report FILE.html lists all.")
    if wish.journal is not None:
        say(f"Journal: {wish.journal}. A later run with --resume translates only what is new or changed.")
    if wish.postedit:
        say(HONEST_LINE)


def _summary_of_stream(done: Streamed, wish: Wish) -> None:
    from toolkit.report.words import counted, line_name

    if done.damaged:
        say(f"{counted(done.damaged, 'damaged line')} of the journal passed over and translated anew.")
    said = f"{counted(done.lines, 'segment')}: {done.lines - done.failed:,} translated, {done.failed:,} failed"
    whence = "repeated or from the journal" if wish.resume else "repeated"
    say(f"{said} ({done.tally.translated:,} asked now, {done.tally.reused:,} {whence}). Engine {done.signature}.")
    if done.tally.remark:
        say(done.tally.remark)
    for name, reason in done.doubts:
        say(f"  re-read {line_name(name)}: {reason}")
    if done.doubtful > len(done.doubts):
        say(f"  and {done.doubtful - len(done.doubts)} more: --json or --report FILE.html lists all.")
    say(f"Journal: {wish.journal}. A later run with --resume translates only what is new or changed.")


def _as_data(done: Translation, wish: Wish) -> dict[str, object]:
    tally = done.tally
    return {
        "schema": 1,
        "engine": done.signature,
        "translated": tally.translated,
        "reused": tally.reused,
        "sent_anywhere": done.network,
        "segments": [
            {
                "id": repair.segment_id,
                "source": record.source,
                "translation": record.text,
                "text": repair.text if record.text is not None else None,
                "error": record.error,
                "score": record.score,
                "reread": list(repair.reread.reasons) if repair.reread else [],
            }
            for repair, record in zip(done.job.repairs, done.records, strict=True)
        ],
    }
