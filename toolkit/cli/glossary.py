"""`tqt glossary ...`: keeping a glossary healthy. Each command reads, calls one function and prints."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.options import JsonOption, print_json, say
from toolkit.errors import InputError
from toolkit.model.terms import Glossary

app = typer.Typer(help="Make, check, search and convert glossaries.", no_args_is_help=True)

_TABLES = (".csv", ".tsv", ".tab", ".txt")
_OTHER_FILES = frozenset({".json", ".jsonl", ".ods", ".tbx", ".tmx", ".toml", ".utx", ".xls", ".xlsx", ".xml", ".yaml"})
"""Nobody means a folder by such a name."""

GlossaryArgument = Annotated[
    str | None, typer.Argument(metavar="GLOSSARY", help="A folder, a table, or a bundled glossary's name.")
]
GlossaryOption = Annotated[
    str | None, typer.Option("--glossary", "-g", help="A folder, a table, or a bundled glossary's name.")
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
def stats(glossary: GlossaryArgument = None, as_json: JsonOption = False) -> None:
    """Count concepts and terms by language and status."""
    from toolkit.glossary.stats import stats as count

    source = read_named(glossary)
    counts = count(source)
    if as_json:
        print_json({"name": source.name, "version": source.version, "digest": source.digest(), **counts._asdict()})
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


@app.command()
def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help="A glossary: folder, table, or bundled name.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder, or a .csv or .tsv file (flat table).")],
    languages: Annotated[str | None, typer.Option(help="Source and target of a flat table, such as zh,en.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Convert between a glossary folder and a flat table of two languages."""
    from toolkit.formats.bundled import resolve_glossary
    from toolkit.formats.files import kind_of
    from toolkit.formats.glossary_csv import write_flat
    from toolkit.formats.glossary_folder import read_glossary, write_glossary

    if (suffix := out.suffix.casefold()) in _OTHER_FILES:
        raise InputError(f"{out}: {suffix} is not written. Name a folder, or a file that ends in {', '.join(_TABLES)}.")
    pair = _pair(languages)
    glossary = read_glossary(resolve_glossary(source), pair)
    if kind_of(out) and not force and not (out.is_dir() and not any(out.iterdir())):
        raise InputError(f"{out}: there is something here already; name another place or say --force.")
    left_out = 0
    if out.suffix.casefold() in _TABLES:
        left_out = write_flat(glossary, out, pair)
    else:
        write_glossary(glossary, out)
    if as_json:
        print_json({"path": str(out), "concepts": len(glossary.concepts), "left_out": left_out})
        return
    _print_lines([str(out)])
    if left_out:
        say(f"{_count(left_out, 'concept')} left out: no right term in both languages.")


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


def read_named(name: str | None) -> Glossary:
    """The glossary that is meant, after saying which one it is."""
    from toolkit.formats.glossary_folder import read_glossary

    glossary = read_glossary(glossary_place(name))
    say(f"Glossary {identity(glossary)}.")
    return glossary


def _pair(languages: str | None) -> tuple[str, str] | None:
    if languages is None:
        return None
    parts = [part.strip() for part in languages.split(",")]
    if len(parts) != 2 or not all(parts):
        raise InputError(f"--languages {languages}: write two codes with a comma between them, such as zh,en.")
    return parts[0], parts[1]


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
