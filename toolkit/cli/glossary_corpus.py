"""`tqt glossary coverage` and `evidence`: a glossary measured on a corpus. Parses, calls one job, prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.options import (
    ColumnsOption,
    FromOption,
    GlossariesOption,
    JsonOption,
    ToOption,
    answer,
    columns_of,
    working,
)

CorpusArgument = Annotated[
    Path, typer.Argument(metavar="SOURCE", help="The source, line by line; or a table or JSON lines with both sides.")
]
TargetOption = Annotated[Path | None, typer.Option("--target", help="Its translation, line by line.")]
AllOption = Annotated[bool, typer.Option("--all", help="Show every concept.")]


def coverage(
    source: CorpusArgument,
    target: TargetOption = None,
    glossary: GlossariesOption = None,
    column: ColumnsOption = None,
    every: AllOption = False,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Count which concepts occur in a corpus and how far its translation follows them, worst first."""
    from toolkit.jobs.corpus import measure_coverage, read_corpus
    from toolkit.jobs.setting import setting
    from toolkit.report.coverage_text import coverage_json, coverage_lines

    corpus = read_corpus(source, target, columns_of(column))
    found = setting(glossary or (), near=source, source_language=source_language, target_language=target_language)
    with working("Looking for terms"):
        measured, notes = measure_coverage(corpus, found)
    answer(
        notes,
        lambda: coverage_json(measured, corpus.ids),
        lambda: coverage_lines(measured, corpus.ids, every),
        as_json=as_json,
    )


def evidence(
    source: Annotated[
        Path,
        typer.Option("--source", help="The source, line by line; or a table or JSON lines with both sides."),
    ],
    target: TargetOption = None,
    glossary: GlossariesOption = None,
    column: ColumnsOption = None,
    every: AllOption = False,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Show how a bilingual corpus renders each concept, and which terms it supports."""
    from toolkit.jobs.corpus import gather_evidence, read_corpus
    from toolkit.jobs.setting import setting
    from toolkit.report.evidence_text import evidence_json, evidence_lines

    corpus = read_corpus(source, target, columns_of(column))
    found = setting(glossary or (), near=source, source_language=source_language, target_language=target_language)
    with working("Looking for renderings"):
        gathered, notes = gather_evidence(corpus, found)
    answer(
        notes,
        lambda: evidence_json(gathered, corpus.ids),
        lambda: evidence_lines(gathered, corpus.ids, corpus.sources, corpus.targets or (), every),
        as_json=as_json,
    )
