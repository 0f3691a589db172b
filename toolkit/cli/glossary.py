"""`tqt glossary ...`: keeping a glossary healthy. Each command reads, calls one function and prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import JsonOption, print_json, say
from toolkit.errors import InputError
from toolkit.model.terms import Glossary

if TYPE_CHECKING:
    from toolkit.formats.glossary_reports import ImportReport


_SHOWN = 6
"""Kinds of changes, or warnings, that are reported; `--json` has all."""

GlossaryArgument = Annotated[
    str | None, typer.Argument(metavar="GLOSSARY", help="A folder, a file of any format, or a bundled name.")
]
GlossaryOption = Annotated[
    str | None, typer.Option("--glossary", "-g", help="A folder, a file of any format, or a bundled name.")
]
LanguagesOption = Annotated[
    str | None, typer.Option("--languages", help="The languages of a file that names none, the source first: zh,en.")
]


def init(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")],
    languages: Annotated[
        str | None, typer.Option("--languages", help="An empty one in your languages, the source first: de,fr.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write a small glossary with comments, as a start for your own."""
    from toolkit.glossary.starter import write_starter

    codes = languages_of(languages) or ()
    files = write_starter(folder, codes)
    if as_json:
        print_json([str(path) for path in files])
    else:
        _print_lines(map(str, files))
        first = f"Add the first term: tqt glossary add CONCEPT {codes[0]} TERM -g {folder}" if codes else None
        say(first or f"Change terms.csv, then run: tqt glossary lint {folder}")


def stats(glossary: GlossaryArgument = None, languages: LanguagesOption = None, as_json: JsonOption = False) -> None:
    """Count concepts and terms by language and status."""
    from toolkit.glossary.stats import stats as count

    source, report = read_with_report(glossary, languages)
    counts = count(source)
    if as_json:
        identity = {"name": source.name, "version": source.version, "digest": source.digest()}
        print_json(identity | counts._asdict() | {"import": import_data(report)})
        return
    _print_lines(
        [
            f"{source.name} {source.version} ({source.digest()})",
            f"concepts {counts.concepts}, terms {counts.terms}, conventions {counts.conventions}, "
            f"examples {counts.examples}, unmistakable {counts.unmistakable}",
        ]
    )
    for language, by_status in counts.by_language.items():
        listing = ", ".join(f"{status} {number}" for status, number in by_status.items() if number)
        missing = counts.without_right_term[language]
        _print_lines([f"{language}: {listing or 'no terms'}; {_count(missing, 'concept')} without a right term"])


def glossary_place(name: str | None) -> Path:
    """The glossary that is meant: the one named, or the last one of the project file, or the bundled one."""
    from toolkit.formats.bundled import resolve_glossary
    from toolkit.formats.project import find_project
    from toolkit.jobs.setting import DEFAULT_GLOSSARY

    if name is not None:
        return resolve_glossary(name)
    project = find_project(Path.cwd())
    if project is not None and project.glossaries:
        return project.glossaries[-1]
    return resolve_glossary(DEFAULT_GLOSSARY)


def own_place(name: str | None) -> Path:
    """The same for commands that write into it. Raises InputError for one that comes with the toolkit."""
    from toolkit.formats.bundled import is_bundled
    from toolkit.formats.files import kind_of

    path = glossary_place(name)
    if is_bundled(path) and not (name is not None and kind_of(name)):
        raise InputError(
            f"{path.name}: this glossary comes with the toolkit and is not changed. Name yours with --glossary, "
            f"or make one: tqt glossary convert {path.name} FOLDER."
        )
    return path


def read_with_report(name: str | None, languages: str | None) -> tuple[Glossary, ImportReport]:
    """The glossary that is meant and how it was read, told on stderr."""
    from toolkit.formats.glossaries import read_any

    glossary, report = read_any(glossary_place(name), languages_of(languages))
    say(f"Glossary {identity(glossary)}.")
    for verb, losses in (("Read otherwise", report.changed), ("Not read", report.dropped)):
        if losses:
            say(f"{verb}: " + "; ".join(map(str, losses[:_SHOWN])) + (" ..." if len(losses) > _SHOWN else "") + ".")
    for problem in report.problems[:_SHOWN]:
        say(f"{problem.severity}: {problem}")
    if len(report.problems) > _SHOWN:
        say(f"... and {len(report.problems) - _SHOWN} more; `tqt glossary lint` shows all.")
    return glossary, report


def read_named(name: str | None, languages: str | None = None) -> Glossary:
    """The glossary that is meant, after saying which one it is."""
    return read_with_report(name, languages)[0]


def languages_of(given: str | None) -> tuple[str, ...] | None:
    """The codes of `--languages`. Raises InputError for an empty one."""
    if given is None:
        return None
    codes = tuple(code.strip() for code in given.split(","))
    if not all(codes):
        raise InputError(f"--languages {given}: write codes with commas between them, the source first, such as zh,en.")
    return codes


def import_data(report: ImportReport) -> dict[str, object]:
    """The report for programs."""
    return {
        "path": report.path,
        "format": report.format,
        "changed": [asdict(loss) for loss in report.changed],
        "dropped": [asdict(loss) for loss in report.dropped],
        "problems": [str(problem) for problem in report.problems],
    }


def identity(glossary: Glossary) -> str:
    """`livestream-commerce 0.2 with 29,005 terms`."""
    terms = sum(len(concept.terms) for concept in glossary.concepts)
    return f"{glossary.name} {glossary.version} with {_count(terms, 'term')}"


def _count(number: int, noun: str) -> str:
    from toolkit.report.words import counted

    return counted(number, noun)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
