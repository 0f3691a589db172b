"""Verbs over the documents of a folder or a ZIP file, each document for itself, with its own source of the same name.

One bad file stops the work before anything is written, and all bad files are reported at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from toolkit.errors import InputError, ToolkitError
from toolkit.formats.collection import Collection, is_collection, open_collection, partners
from toolkit.formats.documents import Document, Texts, document_of, texts_of
from toolkit.model import LangPair

SHOWN = 12
"""So many bad files are named."""
Made = TypeVar("Made")


class Given(NamedTuple):
    """A collection, and the one with its sources."""

    collection: Collection
    source: Collection | None
    columns: Mapping[str, str]
    languages: LangPair | None

    @property
    def notes(self) -> tuple[str, ...]:
        """What to tell of both."""
        return (*self.collection.notes, *(self.source.notes if self.source else ()))


def given(
    path: str | Path,
    source: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    languages: LangPair | None = None,
) -> Given:
    """Both collections. Raises InputError where the source is one file."""
    if source is not None and not is_collection(source):
        raise InputError(f"--source {source}: {path} holds many documents, so name a folder or ZIP file with theirs.")
    theirs = None if source is None else open_collection(source)
    return Given(open_collection(path), theirs, columns or {}, languages)


def each(wanted: Given, work: Callable[[str, Document], Made]) -> Iterator[tuple[str, Made]]:
    """What `work` makes of each document, by its name and itself, one after the other.

    Raises InputError after the last one, with all documents that could not be read or worked on.
    """
    ours, theirs = wanted.collection, wanted.source
    named = partners(ours, theirs) if theirs else ((name, None) for name in ours.documents)
    bad: list[str] = []
    for name, partner in named:
        try:
            made = work(name, _document(wanted, name, partner))
        except ToolkitError as error:
            bad.append(str(error))
        else:
            yield name, made
    if bad:
        more = [f"and {len(bad) - SHOWN} more"] if len(bad) > SHOWN else []
        count = f"{len(bad)} of {len(ours.documents)} documents"
        raise InputError("\n  ".join([f"{ours.path}: {count} could not be worked on:", *bad[:SHOWN], *more]))


def documents(wanted: Given) -> list[tuple[str, Document]]:
    """All documents by name. Raises InputError with all that cannot be read."""
    return list(each(wanted, lambda _, document: document))


def _document(wanted: Given, name: str, partner: str | None) -> Document:
    ours, theirs = wanted.collection, wanted.source
    texts: Texts | None = None
    if theirs is not None and partner is not None:
        texts = texts_of(document_of(theirs.read(partner), theirs.shown(partner)))
    document = document_of(
        ours.read(name), ours.shown(name), source=texts, columns=wanted.columns, languages=wanted.languages
    )
    if theirs is not None and partner is None and all(segment.source is None for segment in document.segments):
        raise InputError(f"{document.path}: {theirs.path} has no document of that name to be its source.")
    return document
