"""The port for documents: any file that holds texts to check, edit or score, and gives them back changed.

A format is a module with a `FORMAT` (see `DocumentFormat`) and one line in the table below. Formats read and
write; pairing a document with its source file is `toolkit.text.align`'s work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from toolkit.errors import InputError
from toolkit.formats.files import STREAM, digest_bytes, read_bytes
from toolkit.formats.splice import changed
from toolkit.model.segments import Segment
from toolkit.registry import Registry


class Content(NamedTuple):
    """What a format reads out of a file."""

    segments: tuple[Segment, ...]
    layout: object
    """Whatever the format needs to render the file again; nobody else looks into it."""
    guessed_encoding: str | None = None
    """The encoding, where it had to be guessed from the content."""


class Texts(NamedTuple):
    """The texts of a file that is only read: a source, a reference."""

    path: str
    texts: tuple[str, ...]
    """Without blank ones."""
    digest: str
    """First 12 hex digits of the SHA-256 of the file's bytes."""
    guessed_encoding: str | None = None


class DocumentFormat(Protocol):
    """What a document format can do. Both functions are pure: bytes in, bytes out."""

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """The content; `columns` places a table's source, target and reference. Raises InputError."""
        ...

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The file again, with the target texts of these segments (all of them changed ones)."""
        ...


FORMATS = Registry[DocumentFormat](
    "document format",
    {
        "csv": "toolkit.formats.document_table:CSV",
        "jsonl": "toolkit.formats.document_jsonl:FORMAT",
        "text": "toolkit.formats.document_text:FORMAT",
        "tsv": "toolkit.formats.document_table:TSV",
        "xlsx": "toolkit.formats.document_xlsx:FORMAT",
    },
)
_OTHER_SUFFIXES = {".ndjson": "jsonl", ".tab": "tsv"}
_FOREIGN = frozenset({".doc", ".docx", ".odt", ".pdf", ".rtf", ".xls", ".xlsm", ".ods"})


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read, ready to be written again."""

    path: str
    format: str
    segments: tuple[Segment, ...]
    digest: str
    """First 12 hex digits of the SHA-256 of the file's bytes."""
    layout: object = field(repr=False, compare=False)
    guessed_encoding: str | None = None
    """The encoding, where it had to be guessed: tell the user."""
    source: Texts | None = None
    """The separate source file, not yet paired; None where none was given."""

    @property
    def source_lines(self) -> tuple[str, ...] | None:
        """The non-blank lines of the separate source file; None where none was given."""
        return None if self.source is None else self.source.texts


def read_document(
    path: str | Path,
    *,
    source: str | Path | None = None,
    format: str | None = None,  # noqa: A002
    columns: Mapping[str, str] | None = None,
) -> Document:
    """The document of a file (`-` is standard input), its format told by `format` or by the suffix.

    `columns` names a table's columns where its header does not: `{"source": "B", "target": "C"}` takes
    letters, numbers from 1, or header names. Raises InputError, EncodingError, RegistryError.
    """
    name = format or format_of(path)
    plug_in = FORMATS.get(name)
    data = read_bytes(path)
    content = plug_in.read(data, str(path), columns or {})
    return Document(
        path=str(path),
        format=name,
        segments=content.segments,
        digest=digest_bytes(data),
        layout=content.layout,
        guessed_encoding=content.guessed_encoding,
        source=None if source is None else read_texts(source),
    )


def render(document: Document, texts: Mapping[str, str]) -> bytes:
    """The document's file with these target texts, by segment id; all else stays as it is.

    With no changed text these are the bytes that were read. Raises InputError where the format cannot
    take the text, ValueError for an unknown segment id.
    """
    return FORMATS.get(document.format).render(document.layout, changed(document.segments, texts))


def read_texts(path: str | Path, role: Literal["source", "reference"] = "source") -> Texts:
    """The source (or reference) texts of a file in order, without blank ones.

    Of plain text these are its lines; of a table or JSON lines, the column or key of that role, or else the
    text that takes the target's place.
    """
    document = read_document(path)
    texts = [_of_role(segment, role) for segment in document.segments]
    return Texts(str(path), tuple(text for text in texts if text.strip()), document.digest, document.guessed_encoding)


def _of_role(segment: Segment, role: str) -> str:
    if role == "reference":
        return segment.references[0] if segment.references else segment.target
    return segment.target if segment.source is None else segment.source


def format_of(path: str | Path) -> str:
    """The format's name, by suffix; what has no suffix that we know is plain text.

    >>> format_of("segments.jsonl"), format_of("article.mt.txt")
    ('jsonl', 'text')
    """
    suffix = Path(path).suffix.casefold()
    if str(path) == STREAM or not suffix:
        return "text"
    if suffix in _OTHER_SUFFIXES:
        return _OTHER_SUFFIXES[suffix]
    if suffix[1:] in FORMATS.names():
        return suffix[1:]
    if suffix in _FOREIGN:
        raise InputError(
            f"{path}: {suffix} files are not read. Save it as plain text (UTF-8) or as .xlsx, and run again."
        )
    return "text"
