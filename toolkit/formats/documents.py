"""The port for documents: any file that holds texts to check, edit or score, and gives them back changed.

A format is a module with a `FORMAT` (see `DocumentFormat`) and one line in the table below. Formats read and
write; pairing a document with its source file is `toolkit.text.align`'s work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from toolkit.errors import InputError
from toolkit.formats.by_id import places_by_id
from toolkit.formats.by_line import by_line
from toolkit.formats.columns import ENCODING, SOURCE_LANGUAGE, TARGET_LANGUAGE
from toolkit.formats.files import HUB, STREAM, digest_bytes, lines, read_bytes
from toolkit.formats.splice import Splices, changed
from toolkit.model.segments import LangPair, Segment
from toolkit.registry import Registry

_SAYING = ("csv", "parquet", "tsv", "xlsx", "xliff")
"""Formats that name languages themselves: in the heads of columns, or of the whole file."""


class Content(NamedTuple):
    """What a format reads out of a file."""

    segments: tuple[Segment, ...]
    layout: object
    """Whatever the format needs to render the file again; nobody else looks into it."""
    guessed_encoding: str | None = None
    """The encoding, where it had to be guessed from the content."""
    notes: tuple[str, ...] = ()
    """What the user should know: what was left alone, and why."""
    named: bool = False
    """Whether the ids are the file's own names of its segments: those of another file may be found by them."""
    of_lines: bool = False
    """Whether a sentence may go on in the next segment: lines of a text or of subtitles, no cells and no units."""


class Marks(NamedTuple):
    """What a format that has a place for it writes beside a changed text."""

    review: bool = False
    """Set the state that asks for a review."""
    notes: Mapping[str, str] = {}
    """A note for each changed segment, by id."""


class Texts(NamedTuple):
    """The texts of a file that is only read: a source, a reference."""

    path: str
    texts: tuple[str, ...]
    """Without blank ones."""
    digest: str
    """First 12 hex digits of the SHA-256 of the file's bytes."""
    guessed_encoding: str | None = None
    lines: tuple[str, ...] | None = None
    """Of plain text all lines, blank ones too."""
    ids: tuple[str, ...] | None = None
    """The names of the texts, where the file gives them."""


class DocumentFormat(Protocol):
    """What a document format can do. Both functions are pure: bytes in, bytes out."""

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """The content; `columns` places a table's source, target and reference. Raises InputError."""
        ...

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The file again, with the target texts of these segments (all of them changed ones)."""
        ...


@runtime_checkable
class MarkingFormat(DocumentFormat, Protocol):
    """A format that has a place for notes, and perhaps for states."""

    @property
    def has_states(self) -> bool:
        """Whether it has a state that asks for a review."""
        ...

    def render_marked(self, layout: object, texts: Mapping[str, str], marks: Marks) -> bytes:
        """As `render`, and the changed segments bear the marks."""
        ...


FORMATS = Registry[DocumentFormat](
    "document format",
    {
        "csv": "toolkit.formats.document_table:CSV",
        "docx": "toolkit.formats.document_docx:FORMAT",
        "html": "toolkit.formats.document_html:FORMAT",
        "json": "toolkit.formats.document_json:FORMAT",
        "jsonl": "toolkit.formats.document_jsonl:FORMAT",
        "markdown": "toolkit.formats.document_markdown:FORMAT",
        "parquet": "toolkit.formats.document_parquet:FORMAT",
        "po": "toolkit.formats.document_po:FORMAT",
        "pptx": "toolkit.formats.document_pptx:FORMAT",
        "srt": "toolkit.formats.document_subtitles:SRT",
        "text": "toolkit.formats.document_text:FORMAT",
        "tmx": "toolkit.formats.document_tmx:FORMAT",
        "tsv": "toolkit.formats.document_table:TSV",
        "vtt": "toolkit.formats.document_subtitles:VTT",
        "xliff": "toolkit.formats.document_xliff:FORMAT",
        "xlsx": "toolkit.formats.document_xlsx:FORMAT",
        "yaml": "toolkit.formats.document_yaml:FORMAT",
    },
)
_OTHER_SUFFIXES = {
    ".arb": "json",
    ".docm": "docx",
    ".dotx": "docx",
    ".htm": "html",
    ".md": "markdown",
    ".mqxliff": "xliff",
    ".ndjson": "jsonl",
    ".pot": "po",
    ".pptm": "pptx",
    ".sdlxliff": "xliff",
    ".tab": "tsv",
    ".xhtml": "html",
    ".xlf": "xliff",
    ".xlsm": "xlsx",
    ".xltx": "xlsx",
    ".yml": "yaml",
}
_FOREIGN = frozenset({".doc", ".odt", ".pdf", ".ppt", ".rtf", ".xls", ".xlsb", ".ods", ".odp"})


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
    notes: tuple[str, ...] = ()
    """What was left alone in the file, and why."""
    named: bool = False
    """As in `Content`."""


def read_document(
    path: str | Path,
    *,
    source: str | Path | None = None,
    format: str | None = None,  # noqa: A002
    columns: Mapping[str, str] | None = None,
    languages: LangPair | None = None,
    encoding: str | None = None,
) -> Document:
    """The document of a file (`-` is standard input), its format told by `format` or by the suffix.

    `columns` names a table's columns where its header does not: `{"source": "B", "target": "C"}` takes
    letters, numbers from 1, or header names; `languages` are those of the job, by which a header may name them.
    `encoding` is that of a text file, where it is not to be guessed.
    Raises InputError, EncodingError, RegistryError.
    """
    name = format or format_of(path)
    FORMATS.get(name)  # an unknown format is reported before a file is opened
    origin = None if source is None else read_texts(source)
    told = dict(columns or {}) | ({} if encoding is None else {ENCODING: encoding})
    return document_of(_bytes_of(path), path, source=origin, format=name, columns=told, languages=languages)


def _bytes_of(path: str | Path) -> bytes:
    """The file's bytes; a data set of the Hub, which the user named as such, is fetched."""
    if not str(path).startswith(HUB):
        return read_bytes(path)
    from toolkit.formats.document_parquet import bytes_of

    return bytes_of(str(path))


def document_of(
    data: bytes,
    path: str | Path,
    *,
    source: Texts | None = None,
    format: str | None = None,  # noqa: A002
    columns: Mapping[str, str] | None = None,
    languages: LangPair | None = None,
) -> Document:
    """As `read_document`, of bytes that are there already; `path` names them. Raises InputError, EncodingError."""
    name = format or format_of(path)
    plug_in = FORMATS.get(name)
    chosen = dict(columns or {})
    if languages is not None and name in _SAYING:
        chosen |= {SOURCE_LANGUAGE: languages.source, TARGET_LANGUAGE: languages.target}
    content = plug_in.read(data, str(path), chosen)
    if not content.of_lines and any(segment.is_line for segment in content.segments):
        content = content._replace(segments=tuple(replace(s, is_line=False) for s in content.segments))
    if source is not None and source.lines is not None and name == "text" and isinstance(content.layout, Splices):
        paired = by_line(content.layout, content.segments, source.lines, str(path))
        if paired is not None:
            layout, segments, texts = paired
            content, source = content._replace(layout=layout, segments=segments), source._replace(texts=texts)
    if source is not None and source.ids is not None and content.named:
        places = places_by_id([segment.id for segment in content.segments], source.ids)
        if places is not None:
            source = source._replace(texts=tuple("" if n is None else source.texts[n] for n in places))
            if alone := [s.id for s, n in zip(content.segments, places, strict=True) if n is None and s.target.strip()]:
                note = f"{path}: {len(alone)} of {len(places)} segments have no source of their id, first '{alone[0]}'."
                content = content._replace(notes=(*content.notes, note))
        else:
            note = f"{path}: its ids are not those of {source.path}; the texts were paired in their order."
            content = content._replace(notes=(*content.notes, note))
    return Document(
        path=str(path),
        format=name,
        segments=content.segments,
        digest=digest_bytes(data),
        layout=content.layout,
        guessed_encoding=content.guessed_encoding,
        source=source,
        notes=content.notes,
        named=content.named,
    )


def render(document: Document, texts: Mapping[str, str], marks: Marks | None = None) -> bytes:
    """The document's file with these target texts, by segment id; all else stays as it is.

    `marks` are written where the format has a place for them. With no changed text these are the bytes that were
    read. Raises InputError where the format cannot take the text, or a segment is locked or would lose a tag;
    ValueError for an unknown segment id.
    """
    plug_in = FORMATS.get(document.format)
    new = changed(document.segments, texts)
    for segment in document.segments:
        if segment.locked and segment.id in new:
            raise InputError(
                f"Segment {segment.id} of {document.path} is locked ({segment.locked}); it keeps its text."
            )
    if marks and isinstance(plug_in, MarkingFormat):
        return plug_in.render_marked(document.layout, new, marks)
    return plug_in.render(document.layout, new)


def takes_marks(document: Document) -> bool:
    """Whether the format has a place for notes."""
    return isinstance(FORMATS.get(document.format), MarkingFormat)


def takes_states(document: Document) -> bool:
    """Whether the format has a place for a state that asks for a review."""
    plug_in = FORMATS.get(document.format)
    return isinstance(plug_in, MarkingFormat) and plug_in.has_states


def read_texts(path: str | Path, role: Literal["source", "reference"] = "source") -> Texts:
    """The source (or reference) texts of a file in order, without blank ones.

    Of plain text these are its lines; of a table or JSON lines, the column or key of that role, or else the
    text that takes the target's place.
    """
    return texts_of(read_document(path), role)


def texts_of(document: Document, role: Literal["source", "reference"] = "source") -> Texts:
    """The same of a document that was read."""
    texts = [_of_role(segment, role) for segment in document.segments]
    every = None
    if document.format == "text" and isinstance(document.layout, Splices):
        every = tuple(line.text for line in lines(document.layout.file.text))
    full = [(segment.id, text) for segment, text in zip(document.segments, texts, strict=True) if text.strip()]
    ids = tuple(name for name, _ in full) if document.named else None
    return Texts(document.path, tuple(text for _, text in full), document.digest, document.guessed_encoding, every, ids)


def _of_role(segment: Segment, role: str) -> str:
    if role == "reference":
        return segment.references[0] if segment.references else segment.plain
    return segment.plain if segment.plain_source is None else segment.plain_source


def known_suffix(name: str) -> bool:
    """Whether the suffix is one of a format that is read; other names are plain text only where a user says so.

    >>> known_suffix("a.docx"), known_suffix("notes.txt"), known_suffix("Makefile"), known_suffix("a.pdf")
    (True, True, False, False)
    """
    suffix = Path(name).suffix.casefold()
    return suffix in (".txt", *_OTHER_SUFFIXES) or suffix[1:] in FORMATS.names()


def format_of(path: str | Path) -> str:
    """The format's name, by suffix; what has no suffix that we know is plain text.

    >>> format_of("segments.jsonl"), format_of("article.mt.txt")
    ('jsonl', 'text')
    """
    if str(path).startswith(HUB):
        return "parquet"
    suffix = Path(path).suffix.casefold()
    if str(path) == STREAM or not suffix:
        return "text"
    if suffix in _OTHER_SUFFIXES:
        return _OTHER_SUFFIXES[suffix]
    if suffix[1:] in FORMATS.names():
        return suffix[1:]
    if suffix in _FOREIGN:
        raise InputError(
            f"{path}: {suffix} files are not read. Save it as .docx, .pptx, .xlsx or plain text, and run again."
        )
    return "text"
