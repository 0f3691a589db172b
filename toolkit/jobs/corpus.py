"""Corpora for glossary maintenance: a text, or a text and its translation, segment by segment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import AlignmentError, InputError
from toolkit.evaluate.corpus.coverage import Coverage, coverage
from toolkit.evaluate.corpus.evidence import Evidence, evidence
from toolkit.evaluate.files import in_one_order, read_lines, require_same_documents
from toolkit.formats.collection import is_collection, open_collection, require_readable
from toolkit.formats.documents import format_of, read_document
from toolkit.formats.files import guess_note
from toolkit.jobs import memory
from toolkit.jobs.collection import documents, given
from toolkit.jobs.notes import glossary_line
from toolkit.jobs.setting import Setting, occurring, require_language


class Corpus(NamedTuple):
    """Segments; sources and targets stand opposite one another."""

    path: str
    ids: tuple[str, ...]
    sources: tuple[str, ...]
    targets: tuple[str, ...] | None
    notes: tuple[str, ...]


def read_corpus(
    source: str | Path, target: str | Path | None = None, columns: Mapping[str, str] | None = None
) -> Corpus:
    """The segments of a text file (its lines), or of a table or JSON lines with source and translation.

    `target` is the translation of a second file, line by line. Raises InputError, EncodingError, and AlignmentError
    where the two do not have the same number of lines.
    """
    require_readable(source, target)
    if target is None and is_collection(source):
        return _with_text(_of_collection(source, columns))
    if target is None and memory.is_large(source):
        return _with_text(_of_memory(memory.surveyed(source, columns)))
    if target is None and format_of(source) != "text":
        document = read_document(source, columns=columns)
        ids = tuple(s.id for s in document.segments)
        known = (guess_note(document.path, document.guessed_encoding),)
        if any(s.source is not None for s in document.segments):
            sources = tuple(s.plain_source or "" for s in document.segments)
            targets = tuple(s.plain for s in document.segments)
            has_targets = any(text.strip() for text in targets)
            corpus = Corpus(str(source), ids, sources, targets if has_targets else None, tuple(filter(None, known)))
        else:
            corpus = Corpus(str(source), ids, tuple(s.plain for s in document.segments), None, ())
        return _with_text(corpus)
    ours = read_lines(source, "source")
    theirs = in_one_order(ours, read_lines(target, "system")) if target is not None else None
    require_same_documents([ours, *([theirs] if theirs else [])])
    if theirs is not None and len(ours.texts) != len(theirs.texts):
        raise AlignmentError(
            f"{source} has {len(ours.texts)} lines and {target} has {len(theirs.texts)}. A corpus is read line by "
            "line: give both files the same lines, or name one table with both columns."
        )
    read = [ours, *([theirs] if theirs else [])]
    notes = tuple(filter(None, (guess_note(one.file.path, one.guessed_encoding) for one in read)))
    ids = tuple(str(number) for number in range(1, len(ours.texts) + 1))
    if ours.parts:
        ids = tuple(f"{name}:{number}" for name, count in ours.parts for number in range(1, count + 1))
    return _with_text(Corpus(str(source), ids, ours.texts, theirs.texts if theirs else None, notes))


def _of_collection(path: str | Path, columns: Mapping[str, str] | None) -> Corpus:
    """The segments of all documents; where some have a source of their own, of those alone."""
    found = documents(given(path, None, columns))
    paired = [(name, one) for name, one in found if any(s.source is not None for s in one.segments)]
    notes = [*open_collection(path).notes]
    if paired and len(paired) < len(found):
        notes.append(f"{path}: {len(found) - len(paired)} documents without a source of their own were passed over.")
    read = paired or found
    ids = tuple(f"{name}:{s.id}" for name, one in read for s in one.segments)
    sources = tuple((s.plain_source or "") if paired else s.plain for _, one in read for s in one.segments)
    targets = tuple(s.plain for _, one in paired for s in one.segments)
    notes += filter(None, (guess_note(one.path, one.guessed_encoding) for _, one in read))
    return Corpus(str(path), ids, sources, targets if any(map(str.strip, targets)) else None, tuple(notes))


def _of_memory(found: memory.Surveyed) -> Corpus:
    """The texts of a large memory, and nothing else of it."""
    ids, sources, targets = [], [], []
    for segment in memory.segments_of(found):
        ids.append(segment.id)
        sources.append(segment.plain_source or "")
        targets.append(segment.plain)
    return Corpus(found.path, tuple(ids), tuple(sources), tuple(targets), ())


def _with_text(corpus: Corpus) -> Corpus:
    if not any(text.strip() for text in corpus.sources):
        raise InputError(f"{corpus.path}: there is no text in it.")
    return corpus


def measure_coverage(corpus: Corpus, setting: Setting) -> tuple[Coverage, tuple[str, ...]]:
    """What of the glossary occurs in the corpus and is followed in it; and what to tell beside it."""
    _require_languages(corpus, setting)
    found = coverage(corpus.sources, corpus.targets, setting.index)
    return found, _notes(corpus, setting)


def gather_evidence(corpus: Corpus, setting: Setting) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """How the corpus renders each concept, and what to tell beside it.

    Raises InputError for a corpus without a translation.
    """
    if corpus.targets is None:
        raise InputError(f"{corpus.path}: there is no translation in it. Name one with --target.")
    _require_languages(corpus, setting)
    found = evidence(corpus.sources, corpus.targets, setting.index)
    return found, _notes(corpus, setting)


def _require_languages(corpus: Corpus, setting: Setting) -> None:
    if corpus.targets is not None:
        require_language(corpus.targets, setting.pair, corpus.path)


def _notes(corpus: Corpus, setting: Setting) -> tuple[str, ...]:
    use = setting.use(occurring(setting.index, corpus.sources, ()))
    return (*setting.notes, *corpus.notes, glossary_line(use))
