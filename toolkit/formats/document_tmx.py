"""Translation memories (TMX 1.4) as documents: the target of every unit is a segment, and only targets are rewritten.

The whole file is read here, as every verb looks at the whole. `tmx_stream` goes through a memory unit by unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.documents import Content
from toolkit.formats.inline import Piece
from toolkit.formats.respell import Pieces, rewritten
from toolkit.formats.segment_ids import SegmentIds
from toolkit.formats.tmx_units import Variant, of_language, variants
from toolkit.formats.xml_inline import enclosed
from toolkit.formats.xml_scan import Lines, read_xml, spell_xml, tokens
from toolkit.model.segments import Segment
from toolkit.model.terms import primary_subtag, same_language


class Memory:
    """The format `tmx`. A segment's id is the unit's `tuid`, or its number; `--column target=en` names the language."""

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """One segment for each unit that has both languages, or the target alone. Raises InputError.

        Without `columns` the source is the header's `srclang` and the target the only other language.
        """
        file = read_xml(data, path)
        stream = tokens(file.text)
        lines = Lines(file.text)
        said: str | None = None
        root = True
        units: list[tuple[str, int, list[Variant]]] = []
        for token in stream:
            if token.kind not in ("start", "empty"):
                continue
            if root and token.name != "tmx":
                raise InputError(f"{path}: this is no TMX: its root element is '{token.name}'.")
            root = False
            if token.name == "header":
                said = token.get("srclang")
            elif token.name == "tu":
                line = lines.at(token.span.start)
                name = token.get("tuid") or str(len(units) + 1)
                units.append((name, line, variants(file.text, enclosed(stream, token))))
        source, target = languages_of(Counter(v.language for _, _, found in units for v in found), said, columns, path)
        segments: list[Segment] = []
        pieces: dict[str, tuple[tuple[Piece, ...], ...]] = {}
        ids = SegmentIds()
        for name, line, found in units:
            into = of_language(found, target)
            if into is None:
                continue
            origin = of_language(found, source)
            name = ids.fresh(name)
            segments.append(
                Segment(
                    name,
                    into.shown.text,
                    origin.shown.text if origin else None,
                    document=Path(path).name,
                    origin=f"{path}:{line}",
                    tags=into.shown.tags,
                    source_tags=origin.shown.tags if origin else (),
                    is_line=False,
                )
            )
            pieces[name] = (into.shown.pieces,)
        return Content(tuple(segments), Pieces(data, file, pieces))

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The memory with these targets. Raises TagError for a lost tag."""
        assert isinstance(layout, Pieces)
        return rewritten(layout, texts, lambda text, piece: spell_seg(text, piece, layout.file.encoding))


FORMAT = Memory()


def spell_seg(text: str, piece: Piece, encoding: str) -> str:
    """New text for its place in a unit; an empty `<seg/>` becomes a whole one."""
    if piece.mode == "seg":
        return f"<seg>{spell_xml(text, '', encoding)}</seg>"
    return spell_xml(text, piece.mode, encoding)


def languages_of(there: Mapping[str, int], said: str | None, columns: Mapping[str, str], path: str) -> tuple[str, str]:
    """Source and target language of a memory. Raises InputError, with the languages, where they cannot be determined.

    >>> languages_of({"zh-CN": 5, "en": 5}, "zh", {}, "a.tmx")
    ('zh', 'en')
    """
    source = columns.get("source") or (said if said and said != "*all*" else None)
    target = columns.get("target")
    for language in (source, target):
        if language and there and not any(same_language(tag, language) for tag in there):
            raise InputError(f"{path}: there is no text in '{language}'. Languages: {', '.join(sorted(there))}.")
    if source and target:
        return source, target
    others = [tag for tag in there if not any(known and same_language(tag, known) for known in (source, target))]
    if not there:
        return source or "", target or ""
    if len({primary_subtag(tag) for tag in others}) == 1 and (source or target):
        return source or others[0], target or others[0]
    raise InputError(
        f"{path}: which languages? It has {', '.join(sorted(there))}. "
        "Say it with --column source=zh --column target=en."
    )
