"""Changing some stretches of a text file and nothing else: unedited, it comes back byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from toolkit.errors import InputError
from toolkit.formats.files import TextFile
from toolkit.model.segments import Segment, Span


@dataclass(frozen=True, slots=True)
class Splices:
    """A text file and where each segment's target text stands in it."""

    data: bytes
    file: TextFile
    spans: Mapping[str, Span]
    """By segment id; a span may hold more than the text, such as its quotation marks."""


Spell = Callable[[str, str], str]
"""(new text, what stood there) -> what to write there."""


def changed(segments: tuple[Segment, ...], texts: Mapping[str, str]) -> dict[str, str]:
    """The texts that differ from the segments' own, by id.

    Raises ValueError for an id that no segment has: the texts belong to another document.
    """
    before = {segment.id: segment.target for segment in segments}
    strange = texts.keys() - before.keys()
    if strange:
        raise ValueError(f"texts for segments that the document lacks: {', '.join(sorted(strange)[:5])}")
    return {name: text for name, text in texts.items() if text != before[name]}


def splice(splices: Splices, texts: Mapping[str, str], spell: Spell) -> bytes:
    """The file with the changed texts; without any, the very bytes that were read.

    Raises EncodingError for a character that the file's encoding lacks, InputError for a text whose
    segment has no target in the file.
    """
    if not texts:
        return splices.data
    if missing := texts.keys() - splices.spans.keys():
        raise InputError(f"There is no place for the text of segment {min(missing)} in the file it came from.")
    whole, parts, position = splices.file.text, [], 0
    for name, span in sorted(splices.spans.items(), key=lambda item: item[1]):
        if name in texts:
            parts += [whole[position : span.start], spell(texts[name], span.of(whole))]
            position = span.end
    return splices.file.encode("".join([*parts, whole[position:]]))
