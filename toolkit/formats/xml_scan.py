"""XML as it stands in the file: decoded by its own declaration, checked, and told token by token with places.

No tree is built and nothing is written. Entities of the file's own and document types with rules inside are refused:
they can make a small file huge, or fetch another. A document type that only names a file is passed over unread.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from xml.parsers import expat

from toolkit.errors import EncodingError, InputError
from toolkit.formats.files import TextFile, decode
from toolkit.formats.inline import Part
from toolkit.formats.respell import Replacement
from toolkit.model.segments import Span

Kind = Literal["start", "end", "empty", "text", "cdata", "other"]

_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_START = re.compile(r"<([^\s/>]+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>")
_ATTRIBUTE = re.compile(r"([^\s=/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);")
_ANY_REFERENCE = re.compile(r"&[^;\s]{1,64};")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def unescaped(text: str) -> str:
    """The text with the references of XML as characters. A number is that of Unicode, not of Windows, as in HTML.

    >>> unescaped("R&amp;D &#x4E2D;"), unescaped("&#x92;") == chr(0x92)
    ('R&D 中', True)
    """
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    name = found.group()[1:-1]
    if not name.startswith("#"):
        return _NAMED[name]
    number = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    return chr(number) if number < 0x110000 else found.group()


class Token(NamedTuple):
    """One piece of mark-up or one stretch of text."""

    kind: Kind
    span: Span
    name: str = ""
    """Of an element, without its prefix."""
    uri: str = ""
    """Its namespace."""
    attributes: str = ""
    """As they stand in the file."""

    def get(self, name: str) -> str | None:
        """The attribute of that name (a prefix counts as part of it, unless the name is found without); or None."""
        found = None
        for match in _ATTRIBUTE.finditer(self.attributes):
            value = match[2] if match[2] is not None else match[3]
            if match[1] == name:
                return unescaped(value)
            if match[1].rpartition(":")[2] == name and not match[1].startswith("xmlns:"):
                found = unescaped(value)
        return found


def read_xml(data: bytes, path: str) -> TextFile:
    """The decoded file, known to be well-formed. Raises InputError with the line, EncodingError."""
    file = _decoded(data, path)
    parser = expat.ParserCreate("utf-8")
    parser.EntityDeclHandler = lambda name, *_: _refuse(path, f"it declares an entity of its own, '{name}'")
    parser.StartDoctypeDeclHandler = lambda *told: (
        _refuse(path, "its document type holds declarations") if told[-1] else None
    )
    try:
        parser.Parse(file.text.encode("utf-8"), True)
    except expat.ExpatError as error:
        reason = expat.errors.messages[error.code]
        raise InputError(
            f"{path}:{error.lineno}: no well-formed XML at column {error.offset + 1}: {reason}. "
            "The file may be damaged or cut off; export it again."
        ) from error
    return file


def tokens(text: str) -> Iterator[Token]:
    """The tokens of well-formed XML, in order, with their places; they cover the text without a gap."""
    scopes: list[dict[str, str]] = [{}]
    names: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        if text[position] != "<":
            end = text.find("<", position)
            end = len(text) if end < 0 else end
            yield Token("text", Span(position, end))
        elif text.startswith("<!--", position):
            end = text.index("-->", position) + 3
            yield Token("other", Span(position, end))
        elif text.startswith("<![CDATA[", position):
            end = text.index("]]>", position) + 3
            yield Token("cdata", Span(position, end))
        elif text.startswith("<?", position):
            end = text.index("?>", position) + 2
            yield Token("other", Span(position, end))
        elif text.startswith("<!", position):
            found = _DOCTYPE.match(text, position)
            end = found.end() if found else len(text)
            yield Token("other", Span(position, end))
        elif text.startswith("</", position):
            end = text.index(">", position) + 1
            scopes.pop()
            name, uri = names.pop()
            yield Token("end", Span(position, end), name, uri)
        else:
            found = _START.match(text, position)
            assert found is not None, "the text was not checked"
            end = found.end()
            closed = text[end - 2] == "/"
            inside = found[2].removesuffix("/") if closed else found[2]
            qualified = found[1]
            scope = scopes[-1]
            if "xmlns" in inside:
                scope = dict(scope)
                for match in _ATTRIBUTE.finditer(inside):
                    if match[1] == "xmlns" or match[1].startswith("xmlns:"):
                        value = match[2] if match[2] is not None else match[3]
                        scope[match[1][6:]] = unescaped(value)
            prefix, _, name = qualified.rpartition(":")
            uri = scope.get(prefix, "")
            if not closed:
                scopes.append(scope)
                names.append((name, uri))
            yield Token("empty" if closed else "start", Span(position, end), name, uri, inside)
        position = end


class Lines:
    """Line numbers of places that come in order, without counting from the top each time."""

    def __init__(self, text: str):
        self._text = text
        self._position, self._line = 0, 1

    def at(self, position: int) -> int:
        """The line of a place that is not before the last one asked for."""
        self._line += self._text.count("\n", self._position, position)
        self._position = max(position, self._position)
        return self._line


def text_parts(text: str, token: Token) -> Iterator[Part]:
    """A text or CDATA token as parts; what an unknown entity stands for is a tag.

    >>> [part.shown for part in text_parts("R&amp;D", Token("text", Span(0, 7)))]
    ['R', '&', 'D']
    """
    start, end = token.span
    if token.kind == "cdata":
        yield Part(Span(start + 9, end - 3), text[start + 9 : end - 3], mode="cdata")
        return
    if text.find("&", start, end) < 0:
        yield Part(Span(start, end), text[start:end])
        return
    position = start
    for match in _ANY_REFERENCE.finditer(text, start, end):
        if match.start() > position:
            yield Part(Span(position, match.start()), text[position : match.start()])
        if _REFERENCE.fullmatch(match.group()):
            yield Part(Span(*match.span()), unescaped(match.group()))
        else:
            yield Part(Span(*match.span()), role="alone")
        position = match.end()
    if position < end:
        yield Part(Span(position, end), text[position:end])


def spell_xml(text: str, mode: str, encoding: str) -> str:
    """New text as XML takes it: escaped, or left as it is inside CDATA. Raises InputError for a control character.

    >>> spell_xml("R&D <b>", "", "utf-8"), spell_xml("R&D", "cdata", "utf-8"), spell_xml("老铁", "", "ascii")
    ('R&amp;D &lt;b&gt;', 'R&D', '&#32769;&#38081;')
    """
    if found := _FORBIDDEN.search(text):
        raise InputError(f"XML cannot hold the control character {found.group()!r} of a new text.")
    if mode == "cdata":
        return text.replace("]]>", "]]]]><![CDATA[>")
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if mode == "attribute":
        escaped = escaped.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return escaped.encode(encoding, "xmlcharrefreplace").decode(encoding)


def with_attribute(text: str, token: Token, name: str, value: str) -> Replacement:
    """What gives a start tag that attribute, or changes the one it has."""
    spelled = spell_xml(value, "attribute", "utf-8")
    for found in _ATTRIBUTE.finditer(text, token.span.start, token.span.end):  # what a value says is no attribute
        if found[1] == name:
            at = 2 if found[2] is not None else 3
            return Replacement(Span(found.start(at) - 1, found.end(at) + 1), f'"{spelled}"')
    end = token.span.end - (2 if token.kind == "empty" else 1)
    return Replacement(Span(end, end), f' {name}="{spelled}"')


def _decoded(data: bytes, path: str) -> TextFile:
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"):
        decode(data, path)  # raises, and says what it is
    declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    name = declared[1].decode("ascii") if declared else None
    wide = data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or data[:2] in (b"<\0", b"\0<")
    if wide:
        file = decode(data, path)
        return TextFile(file.text, file.encoding, file.bom, file.newline)
    marked = data.startswith(codecs.BOM_UTF8)
    try:
        encoding = codecs.lookup(name).name if name else "utf-8"
    except LookupError as error:
        raise EncodingError(f"{path}:1: it declares the encoding '{name}', which nobody knows.") from error
    if (marked and encoding != "utf-8") or encoding.startswith(("utf-16", "utf-32")):
        raise EncodingError(
            f"{path}:1: it declares the encoding '{name}', and its bytes are something else. "
            "Correct the first line, or save the file again."
        )
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        place = f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else "it"
        line = body.count(b"\n", 0, error.start) + 1 if isinstance(error, UnicodeDecodeError) else 1
        said = f"declares the encoding '{name}'" if name else "declares no encoding, so it should be UTF-8"
        raise EncodingError(f"{path}:{line}: it {said}, but {place} does not fit. Save it again as UTF-8.") from error
    if not text.lstrip().startswith("<"):
        raise InputError(f"{path}:1: this is no XML: it does not begin with '<'.")
    newline = "\r\n" if "\r\n" in text else "\n"
    return TextFile(text, encoding, marked, newline)


def _refuse(path: str, what: str) -> None:
    raise InputError(
        f"{path}: {what}. Such files can fetch others or grow without end, so they are not read. "
        "Write the text out in the file itself and run again."
    )
