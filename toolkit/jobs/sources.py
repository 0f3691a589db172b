"""The source of a job: where it comes from, and whose name an error about it bears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from toolkit.errors import AlignmentError, InputError
from toolkit.formats.documents import Document
from toolkit.model import Segment

LONGEST = 500_000
"""Characters of one segment beyond which nothing is looked for: a novel without a line break, or a damaged file."""
PART = 2000
"""Units of a translation memory that are looked at together: it is no text, and may be of any size."""


def sources_of(document: Document) -> tuple[str, ...] | None:
    """The source file's lines, else the document's own sources, one for each segment; None where there are none.

    Raises InputError for a source file without any text, where the document has some.
    """
    if document.source is not None:
        if not document.source.texts and any(segment.target.strip() for segment in document.segments):
            raise InputError(
                f"{document.source.path}: there is no text in it. Leave --source out, or name another file."
            )
        return document.source.texts
    if all(segment.source is None for segment in document.segments):
        return None
    return tuple(segment.plain_source or "" for segment in document.segments)


@contextmanager
def about_source(path: str | Path | None) -> Iterator[None]:
    """An AlignmentError from within names the source file."""
    try:
        yield
    except AlignmentError as error:
        raise AlignmentError(f"{path}: {error}" if path is not None else str(error)) from error


def parts_of(document: Document) -> Iterator[tuple[Sequence[Segment], Sequence[str] | None]]:
    """The segments that are looked at together, with their sources: a memory in parts, anything else as a whole.

    Raises InputError, with the place, for a segment that is longer than `LONGEST`.
    """
    for segment in document.segments:
        if len(segment.target) > LONGEST:
            raise InputError(
                f"{segment.origin or document.path}: one segment of {len(segment.target):,} characters; at most "
                f"{LONGEST:,} are looked at. Break it into paragraphs, or export the file again."
            )
    segments, sources = document.segments, sources_of(document)
    if document.format != "tmx" or document.source is not None:
        yield segments, sources
        return
    for start in range(0, len(segments), PART):
        end = start + PART
        yield segments[start:end], None if sources is None else sources[start:end]
