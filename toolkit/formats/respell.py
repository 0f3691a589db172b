"""A changed text written back into its pieces: only what differs is touched, and no tag is lost.

The new text is compared word by word, between the same tags; words that stay keep the very characters that the file
has for them (an entity, a wrapped line, a run of another colour). Where no tag is lost but its words are, the tag
stays beside the new words.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.errors import EncodingError, InputError
from toolkit.formats.files import TextFile
from toolkit.formats.inline import Piece
from toolkit.model.segments import Span, tag_trouble


class Replacement(NamedTuple):
    """What to write instead of a stretch of the file."""

    span: Span
    text: str


Spell = Callable[[str, Piece], str]
"""(new text, the piece that it goes into) -> what to write there."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text file and the pieces of each segment's target, by segment id."""

    data: bytes
    file: TextFile
    places: Mapping[str, tuple[tuple[Piece, ...], ...]]
    """More than one row of pieces where the file holds the text twice."""


class TagError(InputError):
    """A new text lacks a tag of its segment, has one too many, or has them in another order."""


class _Change(NamedTuple):
    span: Span
    text: str


_WORD = re.compile(r"[^\W\u2e80-\uffff]+|\s+|.", re.DOTALL)


def tags_of(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The tags as the reader sees them, in order."""
    return tuple(piece.shown for piece in pieces if piece.is_tag)


def rewritten(layout: Pieces, texts: Mapping[str, str], spell: Spell, also: Iterable[Replacement] = ()) -> bytes:
    """The file with these texts and other replacements; without any, the very bytes that were read.

    Raises TagError, EncodingError.
    """
    return written(layout, [*also, *(r for name, text in texts.items() for r in respelled(layout, name, text, spell))])


def written(layout: Pieces, made: Sequence[Replacement]) -> bytes:
    """The file with these replacements. Raises EncodingError where its encoding would change bytes beside them."""
    if not made:
        return layout.data
    if layout.file.encode(layout.file.text) != layout.data:
        raise EncodingError(
            f"The file was read as {layout.file.encoding}, which writes some of its characters with other bytes. "
            "Save it as UTF-8 and run again."
        )
    return layout.file.encode(spliced(layout.file.text, made))


def respelled(layout: Pieces, name: str, text: str, spell: Spell) -> Iterator[Replacement]:
    """What makes the text of one segment the new one, wherever the file holds it. Raises TagError."""
    for pieces in layout.places[name]:
        if trouble := tag_trouble(tags_of(pieces), text):
            raise TagError(f"Segment {name}: {trouble} in its new text, so nothing was written.")
        try:
            yield from replacements(pieces, text, spell)
        except TagError as error:
            raise TagError(f"Segment {name}: {error}") from error


def spliced(whole: str, made: Iterable[Replacement]) -> str:
    """The text with these replacements, which do not overlap; at one place the earlier given comes first.

    >>> spliced("live goods", [Replacement(Span(0, 4), "sell"), Replacement(Span(10, 10), "!")])
    'sell goods!'
    """
    parts: list[str] = []
    position = 0
    for span, text in sorted(made, key=lambda r: r.span):
        assert span.start >= position, f"two replacements meet at {span.start}"
        parts += [whole[position : span.start], text]
        position = span.end
    return "".join([*parts, whole[position:]])


def replacements(pieces: Sequence[Piece], text: str, spell: Spell) -> Iterator[Replacement]:
    """What makes the pieces show this text, which has the same tags. Raises TagError where words have no place."""
    rest = text
    stretch: list[Piece] = []
    for piece in [*pieces, None]:
        if piece is not None and not piece.is_tag:
            stretch.append(piece)
            continue
        new, _, rest = rest.partition(piece.shown) if piece is not None else (rest, "", "")
        old = "".join(p.shown for p in stretch)
        if old != new:
            if not stretch:
                raise TagError(f"there is no place for {new!r} between two tags.")
            yield from _stretch(stretch, old, new, spell)
        stretch = []


def _stretch(pieces: Sequence[Piece], old: str, new: str, spell: Spell) -> Iterator[Replacement]:
    ends, position = [], 0
    for piece in pieces:
        position += len(piece.shown)
        ends.append(position)
    local: dict[int, list[_Change]] = {}
    for change in changes(old, new):
        owner = _owner(ends, change.span)
        for index, end in enumerate(ends):
            start = end - len(pieces[index].shown)
            cut = Span(max(change.span.start, start) - start, min(change.span.end, end) - start)
            if index == owner or cut.start < cut.end:
                text = change.text if index == owner else ""
                local.setdefault(index, []).append(_Change(cut, text))
    for index, made in local.items():
        yield from _within(pieces[index], made, spell)


def _owner(ends: Sequence[int], span: Span) -> int:
    """The piece that takes the new words: the first that loses some, or else the one before the insertion."""
    if span.start < span.end:
        return next(i for i, end in enumerate(ends) if span.start < end)
    return next((i for i, end in enumerate(ends) if span.start <= end and (end or i == len(ends) - 1)), len(ends) - 1)


def _within(piece: Piece, made: Sequence[_Change], spell: Spell) -> Iterator[Replacement]:
    start, end = piece.span
    if len(piece.shown) == end - start:
        for cut, text in made:
            yield Replacement(cut.shift(start), spell(text, piece) if text else "")
        return
    whole, parts, position = len(piece.shown), [], 0
    for cut, text in made:
        if len(made) == 1 and text and cut.start == cut.end and cut.start in (0, whole):
            at = start if cut.start == 0 else end
            yield Replacement(Span(at, at), spell(text, piece))
            return
        parts += [piece.shown[position : cut.start], text]
        position = cut.end
    text = "".join([*parts, piece.shown[position:]])
    yield Replacement(piece.span, spell(text, piece) if text else "")


def changes(old: str, new: str) -> list[_Change]:
    """The stretches of `old` that differ, word by word, and what stands there in `new`.

    >>> changes("we live the goods", "we sell goods now")
    [_Change(span=Span(start=3, end=11), text='sell'), _Change(span=Span(start=17, end=17), text=' now')]
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    starts = [0]
    for word in before:
        starts.append(starts[-1] + len(word))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=len(before) > 2000)
    return [
        _Change(Span(starts[i], starts[k]), "".join(after[j:m]))
        for kind, i, k, j, m in matcher.get_opcodes()
        if kind != "equal"
    ]
