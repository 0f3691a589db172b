"""`tqt check`, `postedit` and `translate` where IN is a folder or a ZIP file of documents. Parses nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from toolkit.cli.options import command_line, print_json, say, working
from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.checks.rules.choice import RuleChoice
    from toolkit.formats.documents import Document
    from toolkit.jobs.account import Account
    from toolkit.jobs.collection import Given
    from toolkit.jobs.editors import EditorChoice
    from toolkit.jobs.postedit import Job
    from toolkit.jobs.setting import Setting
    from toolkit.jobs.translate import Wish
    from toolkit.model import Finding, Report
    from toolkit.translate.batch import Tally

REPORT_SUFFIX = ".html"
"""Of the pages in the folder that --report names."""


def check(
    path: str,
    setting: Setting,
    source: Path | None,
    columns: Mapping[str, str],
    choice: RuleChoice,
    show: Callable[[str, Finding], str],
    as_row: Callable[[Finding], dict[str, object]],
    as_json: bool,
) -> None:
    """The findings of every document, by `show` or as rows of JSON. Exit code 1 if there are any."""
    from toolkit.jobs import check as job
    from toolkit.jobs.collection import each
    from toolkit.report.words import counted

    given, said = _given(path, source, columns, setting)
    count = 0
    rows: list[dict[str, object]] = []
    with working(f"Checking {path}"):
        for name, checked in each(given, lambda _, document: job.of_document(document, setting, choice)):
            count += len(checked.findings)
            rows.append({"path": name, "findings": [as_row(f) for f in checked.findings] if as_json else []})
            _say_new(checked.notes, said, name)
            for finding in () if as_json else checked.findings:
                typer.echo(show(given.collection.shown(name), finding))
    if as_json:
        print_json({"schema": 1, "files": rows})
    say(f"{counted(count, 'finding')} in {counted(len(rows), 'document')}.")
    if count:
        raise typer.Exit(1)


def require_outputs(out: Path | None, ledger: Path | None, report: Sequence[Path], *inputs: str | Path | None) -> None:
    """Raises InputError for an output that cannot be a collection, or that would touch an input or another output."""
    from toolkit.formats.collection_output import is_zip, require_new

    named = [("-o", out), ("--ledger", ledger), *(("--report", page) for page in report)]
    for option, place in named:
        if place is None:
            continue
        if str(place) == "-" or (option != "-o" and (is_zip(place) or place.suffix)):
            what = "a new folder or a file that ends in .zip" if option == "-o" else "a new folder"
            raise InputError(f"{option} {place}: IN holds many documents, so name {what}.")
        require_new(place, *inputs, *(other for _, other in named if other is not place))


def postedit(
    path: str,
    setting: Setting,
    source: Path | None,
    columns: Mapping[str, str],
    out: Path | None,
    ledger: Path | None,
    report: Sequence[Path],
    options: Options,
    show: Callable[[Job], Sequence[str]] | None,
    as_data: Callable[[Job], dict[str, object]] | None,
) -> None:
    """Every document post-edited into a new folder or ZIP file, its ledger and its page of the report in theirs."""
    from toolkit.jobs import postedit as job
    from toolkit.jobs.account import account_of
    from toolkit.jobs.collection import each
    from toolkit.report.words import HONEST_LINE

    given, said = _given(path, source, columns, setting)
    rows: list[dict[str, object]] = []
    with ExitStack() as stack, working(f"Post-editing {path}"):
        files = _Outputs(stack, given, out, ledger, report)
        for name, done in each(given, lambda _, document: options.run(document, setting)):
            _say_new(done.notes, said, name)
            files.put(name, done, done.edited, job.report(done, command=command_line()) if report else None)
            if as_data is not None:
                rows.append({"path": name, **as_data(done)})
            for line in [f"== {name}", *show(done)] if show is not None else ():
                typer.echo(line)
            say(f"{name}: {counts(account_of(done.repairs))}")
        files.finish()
    if as_data is not None:
        print_json({"schema": 1, "files": rows})
    say(HONEST_LINE)


def translate(
    path: str,
    setting: Setting,
    columns: Mapping[str, str],
    wish: Wish,
    out: Path,
    report: Sequence[Path],
    told: Callable[[Tally, int], None],
) -> None:
    """Every document translated with one engine and one journal, into a new folder or ZIP file."""
    from toolkit.jobs import translate as job
    from toolkit.jobs.account import account_of
    from toolkit.jobs.collection import documents
    from toolkit.report.words import counted

    given, said = _given(path, None, columns, setting)
    found = documents(given)
    done = job.of_documents([document for _, document in found], setting, wish, told)
    with ExitStack() as stack:
        files = _Outputs(stack, given, out, None, report)
        for (name, _), one in zip(found, done, strict=True):
            _say_new(one.notes, said, name)
            files.put(name, one.job, one.finished, one.report(command_line()) if report else None)
            failed = sum(record.text is None for record in one.records)
            edits = counts(account_of(one.job.repairs))
            say(f"{name}: {counted(len(one.records), 'segment')}, {failed} failed; {edits}")
        files.finish()
    tally = done[0].tally
    say(f"{tally.translated:,} asked now, {tally.reused:,} repeated or from the journal. Engine {done[0].signature}.")
    if tally.remark:
        say(tally.remark)
    say(f"Journal: {wish.journal}. A later run with --resume translates only what is new or changed.")


def estimated(path: str, setting: Setting, columns: Mapping[str, str], wish: Wish) -> Any:
    """What `translate` would have to do."""
    from toolkit.jobs.collection import documents
    from toolkit.jobs.translate import estimate_of

    return estimate_of([document for _, document in documents(_given(path, None, columns, setting)[0])], setting, wish)


class Options(NamedTuple):
    """What is wanted of every document of a job. Marks are written in those whose format has a place for them."""

    editor: EditorChoice
    mark_review: bool
    with_reasons: bool

    def run(self, document: Document, setting: Setting) -> Job:
        """The job on one document."""
        from toolkit.formats.documents import takes_marks, takes_states
        from toolkit.jobs.postedit import of_document

        return of_document(
            document,
            setting,
            editor=self.editor,
            mark_review=self.mark_review and takes_states(document),
            with_reasons=self.with_reasons and takes_marks(document),
        )


class _Outputs:
    """The folders of a job on a collection: texts, ledgers, pages."""

    def __init__(
        self, stack: ExitStack, given: Given, out: Path | None, ledger: Path | None, report: Sequence[Path]
    ) -> None:
        from toolkit.formats.collection_output import NewFolder, Returned

        self._texts = stack.enter_context(Returned(out, given.collection)) if out is not None else None
        self._ledgers = stack.enter_context(NewFolder(ledger)) if ledger is not None else None
        self._pages = [stack.enter_context(NewFolder(page)) for page in report]

    def put(self, name: str, done: Job, text: bytes, report: Report | None) -> None:
        """What one document became; the report where there are pages."""
        from toolkit.report import rendered

        if self._texts is not None:
            self._texts.put(name, text)
        if self._ledgers is not None:
            self._ledgers.put(f"{name}.jsonl", done.ledger.encode())
        if report is None:
            return
        page = f"{name}{REPORT_SUFFIX}"
        for pages in self._pages:
            pages.put(page, rendered(report, Path(page)))

    def finish(self) -> None:
        """All of them at their places."""
        for folder in (self._texts, self._ledgers, *self._pages):
            if folder is not None:
                folder.finish()


def _given(path: str, source: Path | None, columns: Mapping[str, str], setting: Setting) -> tuple[Given, set[str]]:
    """The collections, and the notes that were said of them."""
    from toolkit.jobs.collection import given

    made = given(path, source, columns, setting.pair)
    said: set[str] = set()
    _say_new((*setting.notes, *made.notes), said)
    return made, said


def _say_new(notes: Sequence[str], said: set[str], name: str | None = None) -> None:
    """The notes on a document, with its name, but for those that were said of all."""
    for note in notes:
        if note not in said:
            said.update([note] if name is None else ())
            say(note if name is None or name in note else f"{name}: {note}")


def counts(done: Account) -> str:
    """What a post-editing came to, in a line."""
    from toolkit.report.words import counted

    said = (
        f"{counted(done.made, 'change')} in {done.lines} of {counted(done.segments, 'line')}; {done.asked} to decide; "
    )
    return f"{said}{counted(done.again, 'line')} to re-read first."
