"""From files to a report of scores: reads lines that stand opposite one another, and calls `evaluate`.

A blank line of a plain text is a line here: an empty hypothesis must keep its place beside its reference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from toolkit.evaluate.metrics import DEFAULT_METRICS
from toolkit.evaluate.run import Design, evaluate
from toolkit.evaluate.terms import CountTerms, with_wordings
from toolkit.formats.documents import format_of, read_document
from toolkit.formats.files import decode, digest_bytes, guess_note, lines, read_bytes
from toolkit.model import GlossaryUse, InputFile, Report, Segment, SegmentView

if TYPE_CHECKING:
    from toolkit.evaluate.store import Store
    from toolkit.glossary.index import GlossaryIndex

Role = Literal["system", "reference", "source"]


class Lines(NamedTuple):
    """The lines of one file, and which file it was."""

    texts: tuple[str, ...]
    file: InputFile
    guessed_encoding: str | None = None


class Evaluated(NamedTuple):
    """The report, and what to tell the reader beside it."""

    report: Report
    notes: tuple[str, ...]


def read_lines(path: str | Path, role: Role, name: str | None = None) -> Lines:
    """The texts of a file, one a line; of a table or JSON lines the column that the role asks for.

    `name` is shown as the file's role in the report. Raises InputError or EncodingError.
    """
    shown = name or role
    if format_of(path) == "text":
        data = read_bytes(path)
        file = decode(data, path)
        texts = tuple(line.text for line in lines(file.text))
        guess = file.encoding if file.guessed else None
        return Lines(texts, InputFile(shown, str(path), digest_bytes(data)), guess)
    document = read_document(path)
    texts = tuple(_column(segment, role) for segment in document.segments)
    return Lines(texts, InputFile(shown, str(path), document.digest), document.guessed_encoding)


def evaluate_files(
    systems: Mapping[str, str | Path],
    references: Sequence[str | Path],
    source: str | Path | None = None,
    *,
    index: GlossaryIndex | None = None,
    target_language: str | None = None,
    metrics: Sequence[str] = DEFAULT_METRICS,
    documents: str | Path | None = None,
    design: Design | None = None,
    store: Store | None = None,
    title: str = "Evaluation",
    made: str,
    command: str,
    details: bool = False,
) -> Evaluated:
    """The scores of the systems' files as a report; with the index of a glossary, term by term too.

    `details` adds what a page for reading shows beside scores: checks, places of terms, buckets and wins.

    Raises InputError where a file cannot be read, AlignmentError where the line counts differ.
    """
    outputs = {name: read_lines(path, "system", f"system {name}") for name, path in systems.items()}
    refs = [read_lines(path, "reference") for path in references]
    origin = read_lines(source, "source") if source is not None else None
    belonging = read_lines(documents, "source", "documents") if documents is not None else None
    texts = {name: output.texts for name, output in outputs.items()}
    sources = origin.texts if origin else None
    count: CountTerms | None = None
    uses: tuple[GlossaryUse, ...] = ()
    if index is not None:
        count, use = _counter(index, texts, sources)
        uses = (use,)
    result = evaluate(
        texts,
        [reference.texts for reference in refs],
        sources,
        metrics=metrics,
        target_language=target_language,
        count_terms=count,
        glossary=uses[0] if uses else None,
        design=(design or Design())._replace(documents=belonging.texts if belonging else None),
        store=store,
    )
    terms = result.terms if index is None else with_wordings(result.terms, index.glossary, index.pair)
    inputs = [*outputs.values(), *refs, *filter(None, (origin, belonging))]
    report = Report(
        title=title,
        made=made,
        command=command,
        inputs=tuple(text.file for text in inputs),
        glossaries=uses,
        source_used=origin is not None,
        segments=_views(texts, [reference.texts for reference in refs], sources),
        scores=result.scores,
        comparisons=result.comparisons,
        rankings=result.rankings,
        terms=terms,
        segment_scores=result.segment_scores,
    )
    if details:
        from toolkit.evaluate.details import with_details

        report = with_details(report, index, target_language)
    guesses = (guess_note(text.file.path, text.guessed_encoding) for text in inputs)
    return Evaluated(report, (*filter(None, guesses), *result.notes))


def _counter(
    index: GlossaryIndex, systems: Mapping[str, Sequence[str]], sources: Sequence[str] | None
) -> tuple[CountTerms, GlossaryUse]:
    from toolkit.checks.terms import count_terms

    glossary = index.glossary
    found = _occurring(index, systems, sources)
    use = GlossaryUse(glossary.name, glossary.version, glossary.digest(), index.term_count(), len(found))
    return (lambda source, target: count_terms(source, target, index)), use


def _occurring(index: GlossaryIndex, systems: Mapping[str, Sequence[str]], sources: Sequence[str] | None) -> set[str]:
    """The concepts that the source speaks of; without a source, those that an output speaks of."""
    if sources is not None:
        return {hit.concept for line in sources for hit in index.in_source(line)}
    outputs = [line for text in systems.values() for line in text]
    return {hit.concept for line in outputs for hit in (*index.right(line), *index.wrong(line))}


def _column(segment: Segment, role: Role) -> str:
    if role == "source" and segment.source is not None:
        return segment.source
    if role == "reference" and segment.references:
        return segment.references[0]
    return segment.target


def _views(
    systems: Mapping[str, Sequence[str]], references: Sequence[Sequence[str]], sources: Sequence[str] | None
) -> tuple[SegmentView, ...]:
    count = len(next(iter(systems.values()), ()))
    return tuple(
        SegmentView(
            str(i + 1),
            sources[i] if sources is not None else None,
            tuple(reference[i] for reference in references),
            tuple((name, text[i]) for name, text in systems.items()),
        )
        for i in range(count)
    )
