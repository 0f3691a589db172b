"""XLIFF 1.2, 2.0 and 2.1, with the standard parts of SDLXLIFF and memoQ's XLIFF: only targets are ever rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.columns import SOURCE_LANGUAGE, TARGET_LANGUAGE
from toolkit.formats.documents import Content, Marks
from toolkit.formats.respell import Pieces, Replacement, TagError, respelled, written
from toolkit.formats.segment_ids import SegmentIds
from toolkit.formats.xliff_units import Unit, units
from toolkit.formats.xml_scan import Token, read_xml, spell_xml, tokens, with_attribute
from toolkit.model import primary_subtag, same_language
from toolkit.model.segments import Segment, Span

VERSIONS = ("1.0", "1.1", "1.2", "2.0", "2.1", "2.2")


@dataclass(frozen=True, slots=True)
class _Layout:
    pieces: Pieces
    units: Mapping[str, Unit]
    version: str


class Xliff:
    """The format `xliff`. A segment is a unit, or a segment of one; inline elements are numbered tags."""

    has_states = True

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """One segment for each translatable text, in order; those that are final or locked are read only.

        Raises InputError with the line for a file that is not well-formed or no XLIFF.
        """
        file = read_xml(data, path)
        version = _version(file.text, path)
        found: dict[str, Unit] = {}
        ids = SegmentIds()  # unique within a `file` element only
        for unit in units(file.text, version):
            found[ids.fresh(unit.id)] = unit
        foreign = _foreign(found, columns, path)
        segments = tuple(
            Segment(
                name,
                unit.target.text,
                unit.source.text,
                document=Path(path).name,
                origin=f"{path}:{unit.line}",
                tags=unit.target.tags,
                source_tags=unit.source.tags,
                locked=unit.locked or foreign.get(name),
            )
            for name, unit in found.items()
        )
        places = {name: (unit.target.pieces,) for name, unit in found.items()}
        return Content(segments, _Layout(Pieces(data, file, places), found, version))

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The file with these targets; a unit without one gets it. Raises TagError, InputError."""
        return self.render_marked(layout, texts, Marks())

    def render_marked(self, layout: object, texts: Mapping[str, str], marks: Marks) -> bytes:
        """The same, with changed segments marked for review and with notes, where asked for."""
        assert isinstance(layout, _Layout)
        if not texts:
            return layout.pieces.data
        made = [r for name, text in texts.items() for r in _target(layout, name, text)]
        made += _marked(layout, texts, marks)
        return written(layout.pieces, made)


FORMAT = Xliff()


def _version(text: str, path: str) -> str:
    root = next((token for token in tokens(text) if token.kind in ("start", "empty")), None)
    if root is None or root.name != "xliff":
        raise InputError(f"{path}: this is no XLIFF: its root element is '{root.name if root else 'missing'}'.")
    version = root.get("version") or "1.2"
    if version not in VERSIONS:
        raise InputError(f"{path}: XLIFF version '{version}' is not known; {VERSIONS[2]}, 2.0 and 2.1 are.")
    return version


def _target(layout: _Layout, name: str, text: str) -> Iterator[Replacement]:
    unit = layout.units[name]
    encoding = layout.pieces.file.encoding
    if unit.target.text:
        yield from respelled(layout.pieces, name, text, lambda new, piece: spell_xml(new, piece.mode, encoding))
        return
    _require_balance(name, unit, text)
    piece = unit.target.pieces[0]
    cut = re.split("(" + "|".join(map(re.escape, unit.codes)) + ")", text) if unit.codes else [text]
    spelled = "".join(unit.codes.get(part) or spell_xml(part, "", encoding) for part in cut)
    framed = unit.frame[0] + spelled + unit.frame[1]
    yield Replacement(piece.span, f"<target>{framed}</target>" if piece.mode == "target" else framed)


def _require_balance(name: str, unit: Unit, text: str) -> None:
    """The tags of the source, in a target that has none yet: each once, and pairs within one another."""
    found = re.findall("|".join(map(re.escape, unit.codes)), text) if unit.codes else []
    for tag in unit.codes:
        if found.count(tag) != 1:
            raise TagError(f"Segment {name}: the tag {tag} of the source stands {found.count(tag)} times in the text.")
    open_tags: list[str] = []
    for tag in found:
        closing = "{/" + tag[1:]
        if closing in unit.codes:
            open_tags.append(closing)
        elif tag.startswith("{/") and (not open_tags or open_tags.pop() != tag):
            raise TagError(f"Segment {name}: the tag {tag} closes before what it holds does.")


def _marked(layout: _Layout, texts: Mapping[str, str], marks: Marks) -> Iterator[Replacement]:
    """States and notes: one state for each element that bears it, one note for each segment."""
    text = layout.pieces.file.text
    new = layout.version.startswith("2")
    if marks.review:
        bearers: dict[Span, Token] = {layout.units[name].state.span: layout.units[name].state for name in texts}
        for token in bearers.values():
            if new:
                yield with_attribute(text, token, "state", "translated")
                yield with_attribute(text, token, "subState", "tqt:needs-review")
            elif token.name == "target" and token.kind == "start":
                yield with_attribute(text, token, "state", "needs-review-translation")
    notes: dict[tuple[int, bool], list[str]] = {}
    for name in texts:
        if note := marks.notes.get(name):
            spelled = spell_xml(note, "", layout.pieces.file.encoding)
            notes.setdefault(layout.units[name].notes, []).append(
                f'<note category="tqt">{spelled}</note>' if new else f'<note from="tqt">{spelled}</note>'
            )
    for (place, needs_frame), spelled_notes in notes.items():
        joined = "".join(spelled_notes)
        yield Replacement(Span(place, place), f"<notes>{joined}</notes>" if needs_frame else joined)


def _foreign(found: Mapping[str, Unit], columns: Mapping[str, str], path: str) -> dict[str, str]:
    """The units of other languages than the job's, each with what keeps it from being edited.

    Raises InputError where all are: the job's languages are the wrong ones.
    """
    wanted = columns.get(SOURCE_LANGUAGE), columns.get(TARGET_LANGUAGE)
    if None in wanted:
        return {}
    locked = {
        name: f"it is {one or '?'} to {other or '?'}"
        for name, unit in found.items()
        for one, other in [unit.languages]
        if any(_differ(said, asked) for said, asked in zip((one, other), wanted, strict=True))
    }
    if found and len(locked) == len(found):
        one, other = next(iter(found.values())).languages
        raise InputError(
            f"{path}: it is {one or '?'} to {other or '?'} by its own words, the job is {wanted[0]} to {wanted[1]}. "
            f"Say --from {one or '...'} --to {other or '...'}, with a glossary of these languages."
        )
    return locked


def _differ(said: str | None, asked: str | None) -> bool:
    """Whether the file names another language; codes that are no two letters ("und", "zho") say nothing surely."""
    if not said or not asked or len(primary_subtag(said)) != 2:
        return False
    one, other = (_SAME.get(primary_subtag(tag), tag) for tag in (said, asked))
    return not same_language(one, other)


_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "sh": "sr"}
"""Languages under two codes, and Norwegian as a whole and in its two forms."""
