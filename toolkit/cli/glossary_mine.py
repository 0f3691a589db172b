"""`tqt glossary mine` and `accept`: candidate terms out of a corpus, and taking them over. Parses, calls, prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.glossary import GlossaryOption, own_place
from toolkit.cli.glossary_corpus import CorpusArgument, TargetOption
from toolkit.cli.options import (
    ColumnsOption,
    FromOption,
    GlossariesOption,
    JsonOption,
    ToOption,
    columns_of,
    kept_places,
    print_json,
    require_own_names,
    say,
    working,
)


def mine(
    source: CorpusArgument,
    target: TargetOption = None,
    glossary: GlossariesOption = None,
    background: Annotated[
        Path | None, typer.Option("--background", help="A text of general language to weigh candidates against.")
    ] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="The fewest occurrences of a candidate.")] = 2,
    top: Annotated[int, typer.Option("--top", min=1, help="The most candidates.")] = 200,
    known: Annotated[bool, typer.Option("--known", help="Also list those that the glossary already has.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Also list those that look like names.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write a table to accept from; see `tqt glossary accept`.")
    ] = None,
    column: ColumnsOption = None,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Find candidate terms in a text, with their renderings if there is a translation, the best first."""
    from toolkit.formats.files import write_atomically
    from toolkit.glossary.mining.table import as_csv
    from toolkit.jobs.corpus import read_corpus
    from toolkit.jobs.mine import index_for, run
    from toolkit.report.mine_text import mine_json, mine_lines

    if out is not None:
        require_own_names([out], (source, target, background), kept_places(glossary, source))
    corpus = read_corpus(source, target, columns_of(column))
    index = index_for(glossary or (), source, source_language, target_language)
    with working("Looking for terms"):
        found = run(corpus, index, background=background, least=least, top=top, with_known=known, with_names=names)
    for note in corpus.notes:
        say(note)
    if out is not None:
        write_atomically(out, as_csv(found.rows).encode("utf-8"))
        say(f"{len(found.rows):,} candidates are in {out}. Write y in the column 'accept' of those you want, then:")
        say(f"tqt glossary accept {out}")
    if as_json:
        print_json(mine_json(found.rows))
        return
    for line in mine_lines(found.rows, len(corpus.sources), found.found, found.known, found.names, found.background):
        typer.echo(line)


def accept(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="The table of `tqt glossary mine -o`, marked.")],
    glossary: GlossaryOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the rows; write nothing.")] = False,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Add the accepted rows of a mined table to a glossary, as proposed terms."""
    from toolkit.jobs.mine import accept as take
    from toolkit.report.mine_text import accepted_lines

    edited, rows = take(table, own_place(glossary), source_language, target_language)
    if not dry_run:
        edited.write()
    if as_json:
        print_json({"path": str(edited.path), "written": not dry_run, "added": rows, "warnings": edited.warnings})
    else:
        for line in accepted_lines(rows):
            typer.echo(line)
    for warning in edited.warnings:
        say(f"warning: {warning}")
    if edited.new_columns:
        say(f"The table had no column {', '.join(edited.new_columns)}; every row has one more cell now.")
    say(f"{edited.path}: {len(rows):,} rows {'would be ' if dry_run else ''}added.")
