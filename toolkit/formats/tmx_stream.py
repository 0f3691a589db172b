"""A translation memory of any size, unit by unit: read, or copied with some targets changed, in little memory.

The XML parser (expat) tells where each unit begins and ends; between the units the bytes pass through untouched. What
is refused in a document (entities of its own, a wrong encoding) is refused here too.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple, Protocol
from xml.parsers import expat

from toolkit.errors import EncodingError, InputError
from toolkit.formats.document_tmx import spell_seg
from toolkit.formats.inline import Shown
from toolkit.formats.respell import TagError, replacements, spliced, tags_of
from toolkit.formats.tmx_units import Variant, of_language, plain_variants, variants
from toolkit.formats.xml_inline import enclosed
from toolkit.formats.xml_scan import tokens, unescaped
from toolkit.model.segments import Segment, tag_trouble

CHUNK = 1 << 18
"""Bytes that are read at a time."""
LARGEST = 1 << 26
"""Bytes of one unit beyond which the file is refused."""
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_ID = re.compile(r"""<tu\s[^>]*?tuid\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Stretch(NamedTuple):
    is_unit: bool
    data: bytes
    """In UTF-8."""


class _Unit(NamedTuple):
    segment: Segment
    text: str
    target: Shown


class Survey(NamedTuple):
    """What a first walk through a memory tells; after it, nothing but the texts themselves can be refused."""

    languages: Mapping[str, int]
    """How many texts each has."""
    said: str | None
    """The source language that the header names."""
    units: int
    digest: str
    """First 12 hex digits of the SHA-256 of the file's bytes."""
    twice: frozenset[int]
    """Hashes of names that more than one unit may bear."""


def survey(stream: BinaryIO, path: str = "input") -> Survey:
    """Goes through the whole memory once, in memory of eight bytes a unit. Raises InputError, EncodingError."""
    import numpy

    counted = _Digesting(stream)
    languages: Counter[str] = Counter()
    names = array("q")
    head = bytearray()
    for stretch in _stretches(counted, path)[1]:
        if stretch.is_unit:
            text = stretch.data.decode("utf-8")
            languages.update(variant.language for variant in _variants(text))
            names.append(hash(_name(text, len(names) + 1)))
        elif not names:
            head += stretch.data
    said = _header(head.decode("utf-8"), path)
    different, counts = numpy.unique(numpy.frombuffer(names, dtype="int64"), return_counts=True)
    return Survey(languages, said, len(names), counted.digest, frozenset(different[counts > 1].tolist()))


class Names:
    """The ids of units as a document has them: of several with one name the later bear `#2`, `#3`."""

    def __init__(self, found: Survey):
        self._twice = found.twice
        self._seen: Counter[str] = Counter()

    def id_of(self, name: str) -> str:
        """The next unit of that name."""
        if hash(name) not in self._twice:
            return name
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}#{self._seen[name]}"


def units(
    stream: BinaryIO, source: str, target: str, path: str = "input", names: Names | None = None
) -> Iterator[Segment]:
    """The units that have a text in the target language, one after the other. Raises InputError, EncodingError.

    >>> import io
    >>> memory = '<tmx><body><tu><tuv xml:lang="zh"><seg>老铁</seg></tuv><tuv xml:lang="en"><seg>old iron</seg></tuv>'
    >>> [(s.id, s.source, s.target) for s in units(io.BytesIO((memory + "</tu></body></tmx>").encode()), "zh", "en")]
    [('1', '老铁', 'old iron')]
    """
    number = 0
    for stretch in _stretches(stream, path)[1]:
        if stretch.is_unit:
            number += 1
            unit = _unit(stretch.data, number, source, target, path, names)
            if unit is not None:
                yield unit.segment


def rewrite(
    stream: BinaryIO,
    out: BinaryIO,
    edit: Callable[[Segment], str],
    source: str,
    target: str,
    path: str = "input",
) -> int:
    """Copies the memory, with what `edit` makes of each unit's target; how many it changed.

    Bytes that belong to no changed target are those that were read. Raises InputError, EncodingError, TagError.
    """
    return rewrite_parts(stream, out, lambda part: [edit(segment) for segment in part], source, target, path, size=1)


def rewrite_parts(
    stream: BinaryIO,
    out: BinaryIO,
    edit: Callable[[Sequence[Segment]], Sequence[str]],
    source: str,
    target: str,
    path: str = "input",
    *,
    size: int,
    names: Names | None = None,
) -> int:
    """As `rewrite`, and `edit` sees `size` units at a time (the last time fewer)."""
    encoding, stretches = _stretches(stream, path)
    encoder = codecs.getincrementalencoder(encoding)("xmlcharrefreplace")
    waiting: list[tuple[bytes, _Unit | None]] = []
    number = changed = found = 0

    def flush() -> None:
        nonlocal changed, found
        segments = [unit.segment for _, unit in waiting if unit is not None]
        texts = iter(edit(segments)) if segments else iter(())
        for made, unit in waiting:
            if unit is not None and (text := next(texts)) != unit.segment.target:
                changed += 1
                made = _edited(unit, text, encoding).encode("utf-8")
            out.write(made if encoding == "utf-8" else encoder.encode(made.decode("utf-8")))
        waiting.clear()
        found = 0

    for stretch in stretches:
        unit = None
        if stretch.is_unit:
            number += 1
            unit = _unit(stretch.data, number, source, target, path, names)
            found += unit is not None
        waiting.append((stretch.data, unit))
        if found == size:
            flush()
    flush()
    return changed


class _Digesting:
    """A stream that reckons the digest of what was read."""

    def __init__(self, stream: BinaryIO):
        self._stream, self._hash = stream, hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._hash.update(data)
        return data

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()[:12]


def _header(head: str, path: str) -> str | None:
    """The source language that the header names. Raises InputError where the root is another."""
    starts = [token for token in tokens(head) if token.kind in ("start", "empty")]
    if starts and starts[0].name != "tmx":
        raise InputError(f"{path}: this is no TMX: its root element is '{starts[0].name}'.")
    return next((token.get("srclang") for token in starts if token.name == "header"), None)


def _edited(unit: _Unit, text: str, encoding: str) -> str:
    if trouble := tag_trouble(tags_of(unit.target.pieces), text):
        raise TagError(f"Unit {unit.segment.id}: {trouble} in its new text.")
    made = replacements(unit.target.pieces, text, lambda new, piece: spell_seg(new, piece, encoding))
    return spliced(unit.text, made)


def _name(text: str, number: int) -> str:
    named = _ID.match(text)
    return unescaped(named[1] or named[2]) if named else str(number)


def _variants(text: str) -> list[Variant]:
    found = plain_variants(text, 0, len(text)) if "<!" not in text and "<?" not in text else None
    if found is None:
        stream = tokens(text)
        found = variants(text, enclosed(stream, next(stream)))
    return found


def _unit(data: bytes, number: int, source: str, target: str, path: str, names: Names | None) -> _Unit | None:
    text = data.decode("utf-8")
    found = _variants(text)
    into = of_language(found, target)
    if into is None:
        return None
    origin = of_language(found, source)
    name = _name(text, number)
    segment = Segment(
        name if names is None else names.id_of(name),
        into.shown.text,
        origin.shown.text if origin else None,
        document=path,
        origin=f"{path}: unit {number}",
        tags=into.shown.tags,
        source_tags=origin.shown.tags if origin else (),
        is_line=False,
    )
    return _Unit(segment, text, into.shown)


def _stretches(stream: _Readable, path: str) -> tuple[str, Iterator[_Stretch]]:
    """The encoding, and the file in units and what stands between them."""
    first = stream.read(CHUNK)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # the mark stays in the text, so that it comes out as it came in
        encoding = "utf-16-le" if first.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    else:
        declared = _DECLARED.match(first.removeprefix(codecs.BOM_UTF8))
        try:
            encoding = codecs.lookup(declared[1].decode("ascii")).name if declared else "utf-8"
        except LookupError as error:
            raise EncodingError(f"{path}:1: it declares an encoding that nobody knows.") from error
    return encoding, _scanned(stream, first, encoding, path)


def _scanned(stream: _Readable, first: bytes, encoding: str, path: str) -> Iterator[_Stretch]:
    parser = expat.ParserCreate("utf-8")
    parser.EntityDeclHandler = lambda name, *_: _refuse(path, name)
    marks: list[int] = []
    depth = 0

    def start(name: str, _: object) -> None:
        nonlocal depth
        if name == "tu":
            if not depth:
                marks.append(parser.CurrentByteIndex)
            depth += 1

    def end(name: str) -> None:
        nonlocal depth
        if name == "tu":
            depth -= 1
            if not depth:
                marks.append(parser.CurrentByteIndex)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    decoder = codecs.getincrementaldecoder(encoding)()
    buffer, base = bytearray(), 0
    chunk = first
    while True:
        data = chunk if encoding == "utf-8" else _utf8(decoder, chunk, encoding, path)
        buffer += data
        try:
            parser.Parse(bytes(data), not chunk)
        except expat.ExpatError as error:
            reason = expat.errors.messages[error.code]
            raise InputError(f"{path}:{error.lineno}: no well-formed XML: {reason}. It may be cut off.") from error
        used = 0
        while len(marks) >= 2:
            begin, close = marks[0] - base, marks[1] - base
            stop = buffer.find(b">", close) + 1
            if not stop:
                break
            if begin > used:
                yield _Stretch(False, bytes(buffer[used:begin]))
            yield _Stretch(True, bytes(buffer[begin:stop]))
            used = stop
            del marks[:2]
        keep = marks[0] - base if marks else len(buffer) if chunk else used
        keep = max(used, min(keep, len(buffer)))
        if keep > used and not marks:
            # an element that the parser has not told yet may have begun in what is left
            keep = max(used, min(keep, parser.CurrentByteIndex - base)) if parser.CurrentByteIndex >= base else used
        if keep > used:
            yield _Stretch(False, bytes(buffer[used:keep]))
            used = keep
        del buffer[:used]
        base += used
        if len(buffer) > LARGEST:
            raise InputError(f"{path}: one of its units is larger than {LARGEST >> 20} MB; no memory is like that.")
        if not chunk:
            break
        chunk = stream.read(CHUNK)
    if buffer:
        yield _Stretch(False, bytes(buffer))


def _utf8(decoder: codecs.IncrementalDecoder, chunk: bytes, encoding: str, path: str) -> bytes:
    try:
        return decoder.decode(chunk, final=not chunk).encode("utf-8")
    except UnicodeError as error:
        raise EncodingError(f"{path}: it declares {encoding}, but its bytes are something else: {error}.") from error


def _refuse(path: str, name: str) -> None:
    raise InputError(f"{path}: it declares an entity of its own, '{name}', so it is not read.")
