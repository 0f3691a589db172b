"""`tqt glossary ...`: keeping a glossary healthy. Each command reads, calls one function and prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import JsonOption, print_json, say
from toolkit.errors import InputError
from toolkit.model.terms import Concept, Glossary, Term

if TYPE_CHECKING:
    from toolkit.formats.glossary_reports import ImportReport

app = typer.Typer(help="Make, check, search and convert glossaries.", no_args_is_help=True)

_SHOWN = 6
"""Kinds of changes, or warnings, that are told; `--json` has all."""

GlossaryArgument = Annotated[
    str | None, typer.Argument(metavar="GLOSSARY", help="A folder, a file of any format, or a bundled name.")
]
GlossaryOption = Annotated[
    str | None, typer.Option("--glossary", "-g", help="A folder, a file of any format, or a bundled name.")
]
LanguagesOption = Annotated[
    str | None, typer.Option("--languages", help="Of a file that names none, the source first: zh,en.")
]


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")],
    as_json: JsonOption = False,
) -> None:
    """Write a small glossary with remarks, to be changed into yours."""
    from toolkit.glossary.starter import write_starter

    files = write_starter(folder)
    if as_json:
        print_json([str(path) for path in files])
    else:
        _print_lines(map(str, files))
        say(f"Change terms.csv, then run: tqt glossary lint {folder}")


@app.command()
def lint(glossary: GlossaryArgument = None, languages: LanguagesOption = None, as_json: JsonOption = False) -> None:
    """Report every mistake with its place. Exit code 1 if there are errors."""
    from toolkit.glossary.lint import examine

    loaded = examine(_place(glossary), languages_of(languages))
    errors = sum(problem.severity == "error" for problem in loaded.problems)
    if as_json:
        keys = ("path", "line", "column", "severity", "message")
        print_json([{key: getattr(problem, key) for key in keys} for problem in loaded.problems])
    else:
        _print_lines(f"{problem.severity}: {problem}" for problem in loaded.problems)
    warnings = len(loaded.problems) - errors
    say(f"{_identity(loaded.glossary)}: {_count(errors, 'error')}, {_count(warnings, 'warning')}.")
    if errors:
        raise typer.Exit(1)


@app.command()
def show(
    concept: Annotated[str, typer.Argument(help="The concept's id.")],
    glossary: GlossaryOption = None,
    languages: LanguagesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one concept with all its terms."""
    from toolkit.glossary.search import find_concept

    found = find_concept(_read(glossary, languages), concept)
    if as_json:
        print_json(_concept_data(found))
        return
    details = [f"{name}: {value}" for name in ("subject", "definition", "note") if (value := getattr(found, name))]
    _print_lines([found.id, *details, *(f"  {_term_line(term)}" for term in found.terms)])


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="A term, a part of one, or something like it.")],
    glossary: GlossaryOption = None,
    languages: LanguagesOption = None,
    limit: Annotated[int, typer.Option(min=1, help="The most hits to show.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Find terms: exactly so, else containing the text, else near it."""
    from toolkit.glossary.search import search as find

    source = _read(glossary, languages)
    hits = find(source, text, limit)
    if as_json:
        print_json(
            [{"concept": h.concept.id, "how": h.how, "likeness": h.likeness, **_term_data(h.term)} for h in hits]
        )
        return
    _print_lines(f"{hit.concept.id}  {_term_line(hit.term)}  ({hit.how})" for hit in hits)
    if not hits:
        say(f"Nothing in {_identity(source)} is like '{text}'.")


@app.command()
def stats(glossary: GlossaryArgument = None, languages: LanguagesOption = None, as_json: JsonOption = False) -> None:
    """Count concepts and terms by language and status."""
    from toolkit.glossary.stats import stats as count

    source, report = read_named(glossary, languages)
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


def _place(name: str | None) -> Path:
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


def read_named(name: str | None, languages: str | None) -> tuple[Glossary, ImportReport]:
    """The glossary that is meant and how it was read, told on stderr."""
    from toolkit.formats.glossaries import read_any

    glossary, report = read_any(_place(name), languages_of(languages))
    say(f"Glossary {_identity(glossary)}.")
    for verb, losses in (("Read otherwise", report.changed), ("Not read", report.dropped)):
        if losses:
            say(f"{verb}: " + "; ".join(map(str, losses[:_SHOWN])) + (" ..." if len(losses) > _SHOWN else "") + ".")
    for problem in report.problems[:_SHOWN]:
        say(f"{problem.severity}: {problem}")
    if len(report.problems) > _SHOWN:
        say(f"... and {len(report.problems) - _SHOWN} more; `tqt glossary lint` shows all.")
    return glossary, report


def _read(name: str | None, languages: str | None) -> Glossary:
    return read_named(name, languages)[0]


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


def _identity(glossary: Glossary) -> str:
    terms = sum(len(concept.terms) for concept in glossary.concepts)
    return f"{glossary.name} {glossary.version} with {_count(terms, 'term')}"


def _term_data(term: Term) -> dict[str, object]:
    from toolkit.formats.term_rows import cells_of

    cells: dict[str, object] = dict(cells_of("", term))
    return {**cells, "place": term.place}


def _concept_data(concept: Concept) -> dict[str, object]:
    details = {
        "id": concept.id,
        "subject": concept.subject,
        "definition": concept.definition,
        "note": concept.note,
    }
    return {
        **details,
        "terms": [{**_term_data(t), "main_word_guess": _main_word_guess(t)} for t in concept.terms],
    }


def _main_word_guess(term: Term) -> str | None:
    from toolkit.text.inflect import inflector

    if term.main_word:
        return None
    return "|".join(inflector(term.language).main_words(term.text, term.part_of_speech)) or None


def _term_line(term: Term) -> str:
    from toolkit.formats.term_rows import cells_of

    cells = cells_of("", term)
    for shown in ("language", "status", "term", "part_of_speech"):
        cells.pop(shown, None)
    guess = _main_word_guess(term)
    rest = [f"{name}={value}" for name, value in cells.items()] + ([f"main_word={guess} (guessed)"] if guess else [])
    head = f"{term.language} {term.status} {term.part_of_speech or '-'}: {term.text}"
    return f"{head}  [{'; '.join(rest)}]" if rest else head


def _count(number: int, noun: str) -> str:
    from toolkit.report.words import counted

    return counted(number, noun)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
