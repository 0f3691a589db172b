"""XML from strangers, element by element: nothing outside the file is loaded, no entity is ever expanded.

lxml's `iterparse` with a bounded tree: a file of gigabytes needs the memory of one concept. A document type that
declares entities is refused, for an entity that is not expanded would silently be an empty term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.formats.files import require_inputs

_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)[\s/>]")
_SKIPPED = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_SPACE = re.compile("[ \t\r\n]+")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def root_name(head: bytes) -> str | None:
    """The local name of an XML file's first element, from the file's first bytes; None: this is no XML.

    >>> root_name(b'<?xml version="1.0"?><!-- x --><tbx:tbx xmlns:tbx="y">')
    'tbx'
    >>> root_name(b"zh,en")
    """
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    elif head[:4] in (b"<\x00?\x00", b"<\x00m\x00", b"<\x00t\x00"):
        text = head[: len(head) // 2 * 2].decode("utf-16-le", errors="replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    if not text.lstrip().startswith("<"):
        return None
    found = _FIRST_TAG.match(_SKIPPED.sub("", text).lstrip())
    return found.group(2) if found else None


def elements(path: Path, names: Sequence[str]) -> Iterator[Any]:
    """Each complete element of these local names, in any namespace; it is emptied when the next one is asked for.

    Raises InputError with the line where the file is no well-formed XML, declares entities, or is out of bounds
    (a text of 10 MB, a depth of 256).
    """
    from lxml import etree

    require_inputs(path)
    with path.open("rb") as stream:
        events = etree.iterparse(
            stream,
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            encoding=true_encoding(stream.peek(256)[:256]),
        )
        asked = False
        try:
            for _, element in events:
                if not asked:
                    _refuse_entities(element, path)
                    asked = True
                _refuse_references(element, path, etree.Entity)
                yield element
                _forget(element)
        except etree.XMLSyntaxError as error:
            raise InputError(_letter(path, error, events.error_log)) from error
        if not asked and events.root is not None:
            _refuse_entities(events.root, path)


def true_encoding(head: bytes) -> str | None:
    """UTF-8 where UTF-16 is declared and is not there: so do programs write that make a string before a file."""
    declared = re.search(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?:utf-16|ucs-2|unicode)", head, re.IGNORECASE)
    return "utf-8" if declared and b"\0" not in head else None


def parsed(text: str) -> Any | None:
    """The root of a small text without a document type, under the same limits; None where it is not well-formed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None


def local(element: Any) -> str:
    """The name without its namespace; empty for a comment or an entity."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Any) -> str:
    """All text inside, its blanks and line ends folded; a no-break space is text."""
    text: str = element.text or ""
    if len(element):
        text = "".join(element.itertext())
    if "\n" in text or "\t" in text or "  " in text or "\r" in text:
        text = _SPACE.sub(" ", text)
    return text.strip(" ")


def _forget(element: Any) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _refuse_entities(element: Any, path: Path) -> None:
    subset = element.getroottree().docinfo.internalDTD
    declared = [] if subset is None else [entity.name for entity in subset.iterentities()]
    if declared:
        raise InputError(
            f"{path}: the document type declares entities ({', '.join(map(str, declared[:3]))}), which can hide "
            "content or fill the memory. Replace them by their text, delete the declarations and run again."
        )


def _refuse_references(element: Any, path: Path, kind: Any) -> None:
    """An entity that only the document type elsewhere explains would be lost, or stand in a term by its name."""
    for reference in element.iter(kind):
        raise InputError(
            f"{path}:{reference.sourceline or element.sourceline}: the entity {reference.text} is declared in another "
            "file, which is not opened. Replace it by its text and run again."
        )


def _letter(path: Path, error: Any, log: Any) -> str:
    entry = next(iter(log), None)  # the first complaint; lxml raises the last one
    line = (entry.line if entry is not None else error.lineno) or 1
    message = str(entry.message if entry is not None else error.msg or "no XML").partition(", line ")[0]
    advice = "Export it again, or mend it there."
    if "huge" in message.casefold() or "too long" in message or "Excessive depth" in message:
        advice = "No term base needs that much; the file was not read."
    elif "ncod" in message or "not proper UTF-8" in message:
        advice = "The encoding in the first line is probably not the one that the file was saved in."
    elif "ntit" in message:
        advice = "Replace the entity by its text."
    return f"{path}:{line}: not well-formed XML from here on: {message}. {advice}"
