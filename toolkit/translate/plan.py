"""How one segment is given to an engine: cut where it must be, tags and placeholders kept whole. Nothing is translated.

A plan is a row of parts: fixed text that is copied (line breaks, white space, tags at an edge) and units that are
translated. Numbers are the engine's own business.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from toolkit.engines.port import Traits
from toolkit.model import LangPair, Span, primary_subtag
from toolkit.text.protect import protected
from toolkit.text.sentences import sentences

_BREAK = re.compile(r"(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])+")
_CLAUSE = re.compile(r"[,;:\N{FULLWIDTH COMMA}\N{FULLWIDTH SEMICOLON}\N{FULLWIDTH COLON}、—]+\s*|\s+")
_CLOSING = re.compile(r"(?:</[^<>]*>\s*)+")
_WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "km", "my", "yue", "wuu"})
_MASKED = ("code", "placeholder", "tag", "email", "url")


class Fixed(NamedTuple):
    """Text that is copied."""

    text: str


class Unit(NamedTuple):
    """Text that is translated."""

    text: str
    """With masks, if the engine wants them."""
    kept: tuple[str, ...] = ()
    """What the masks stand for, in their order; without masks, what must come back as it is."""
    mask: str | None = None
    first: int = 0
    """The number of the first mask: the text itself may say "[0]"."""

    def restore(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The translation with everything in its place again, and what was lost.

        >>> Unit("Write to [0], [1]", ("a@b.cn", "{name}"), "[{n}]").restore("An [ 0 ] schreiben")
        ('An a@b.cn schreiben', ('{name}',))
        """
        if self.mask is None:
            return text, _lost(self.kept, text)
        bare = "".join(self.mask.split())
        marks = {bare.format(n=number): one for number, one in enumerate(self.kept, self.first)}
        seen: Counter[str] = Counter()

        def original(found: re.Match[str]) -> str:
            mark = "".join(found.group().split())
            seen[mark] += 1
            return marks[mark]

        # all at once: what is put back may itself look like a mask
        whole = re.sub(_any_mask(self.mask, self.first, len(self.kept)), original, text)
        return whole, tuple(one for mark, one in marks.items() if seen[mark] != 1)


Part = Fixed | Unit


class Plan(NamedTuple):
    """A segment, ready for an engine."""

    parts: tuple[Part, ...]
    cut: bool = False
    """A sentence was longer than the engine takes and had to be cut inside."""

    @property
    def units(self) -> tuple[Unit, ...]:
        """What is translated, in order."""
        return tuple(part for part in self.parts if isinstance(part, Unit))

    def join(self, translations: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        """The segment's translation from those of its units, and the placeholders that were lost."""
        texts: list[str] = []
        lost: list[str] = []
        position = 0
        for part in self.parts:
            if isinstance(part, Fixed):
                texts.append(part.text)
                continue
            restored, missing = part.restore(translations[position].strip())
            texts.append(restored)
            lost += missing
            position += 1
        return "".join(texts), tuple(lost)


def plan(text: str, pair: LangPair, traits: Traits, count: Callable[[str], int]) -> Plan:
    """The plan of a segment for an engine with these traits; `count` gives the tokens of a text.

    >>> traits = Traits(unit="sentence", exact_numbers=True, mask="[{n}]")
    >>> made = plan("<b>他来了。</b>给 {name} 写信！\\n2020", LangPair("zh", "en"), traits, len)
    >>> [unit.text for unit in made.units]
    ['他来了。', '给 [0] 写信！']
    >>> made.join(["He came.", "Write to [0]!"])
    ('<b>He came.</b> Write to {name}!\\n2020', ())
    """
    parts: list[Part] = []
    cut = False
    for piece, is_text in _lines(text, traits):
        if not is_text or not piece.strip():
            parts.append(Fixed(piece))
            continue
        too_long = traits.most_tokens is not None and count(piece) > traits.most_tokens
        spans = _sentences(piece, pair.source) if too_long or traits.unit == "sentence" else ()
        texts = [span.of(piece) for span in spans] or [piece.strip()]
        lead = piece[: len(piece) - len(piece.lstrip())]
        parts.append(Fixed(lead))
        for number, one in enumerate(texts):
            if number:
                parts.append(Fixed(_between(piece[spans[number - 1].end : spans[number].start], pair.target)))
            pieces = _pieces(one, traits.most_tokens, count)
            cut = cut or len(pieces) > 1
            for place, short in enumerate(pieces):
                if place:
                    parts.append(Fixed(_between("", pair.target)))
                parts += _masked(short, traits)
        parts.append(Fixed(piece[len(piece.rstrip()) :]))
    return Plan(_merged(parts), cut)


def around_placeholders(unit: Unit, traits: Traits) -> Plan:
    """A unit taken apart at its placeholders, for an engine that loses them: nothing can be lost then.

    >>> unit = Unit("给 [0] 写信", ("{name}",), "[{n}]")
    >>> [type(part).__name__ for part in around_placeholders(unit, Traits(mask="[{n}]")).parts]
    ['Unit', 'Fixed', 'Unit']
    """
    if unit.mask is None:
        pieces: list[Part] = []
        position = 0
        for original in unit.kept:
            place = unit.text.find(original, position)
            if place < 0:
                continue
            pieces += [Unit(unit.text[position:place]), Fixed(original)]
            position = place + len(original)
        pieces.append(Unit(unit.text[position:]))
    else:
        marks = {unit.mask.format(n=number): one for number, one in enumerate(unit.kept, unit.first)}
        found = re.split(f"({'|'.join(map(re.escape, marks))})", unit.text)
        pieces = [Fixed(marks[piece]) if number % 2 else Unit(piece) for number, piece in enumerate(found)]
    spaced: list[Part] = []
    for piece in pieces:
        if isinstance(piece, Fixed) or not any(char.isalpha() for char in piece.text):
            spaced.append(Fixed(piece.text))
        else:
            bare = piece.text.strip()
            lead = piece.text[: piece.text.index(bare)]
            spaced += [Fixed(lead), Unit(bare), Fixed(piece.text[len(lead) + len(bare) :])]
    return Plan(_merged(spaced))


def _lines(text: str, traits: Traits) -> Iterator[tuple[str, bool]]:
    """Stretches between line breaks, and the breaks; the whole text for an engine that takes segments."""
    if traits.unit == "segment" and not (traits.most_tokens and _BREAK.search(text)):
        yield text, True
        return
    position = 0
    for found in _BREAK.finditer(text):
        if found.start() > position:
            yield text[position : found.start()], True
        yield found.group(), False
        position = found.end()
    if position < len(text):
        yield text[position:], True


def _sentences(text: str, language: str) -> tuple[Span, ...]:
    """The sentences; closing tags at the beginning of one belong to the one before."""
    found: list[Span] = []
    for span in sentences(text, language):
        closing = _CLOSING.match(text, span.start) if found else None
        if closing:
            found[-1] = Span(found[-1].start, span.start + len(closing.group().rstrip()))
            span = Span(closing.end(), span.end)
        if span.start < span.end:
            found.append(span)
    return tuple(found)


def _between(gap: str, target: str) -> str:
    """What stands between two sentences of the translation."""
    return "" if primary_subtag(target) in _WITHOUT_SPACES else gap if gap.strip(" ") else gap or " "


def _pieces(text: str, most: int | None, count: Callable[[str], int]) -> list[str]:
    """A text that is too long, cut between clauses; where there are none, anywhere."""
    if most is None or count(text) <= most:
        return [text]
    middle = len(text) // 2
    ends = [found.end() for found in _CLAUSE.finditer(text) if 0 < found.end() < len(text)]
    safe = [end for end in ends if not any(p.span.start < end < p.span.end for p in protected(text))]
    place = min(safe, key=lambda end: abs(end - middle), default=middle)
    if not text[:place].strip() or not text[place:].strip():
        return [text]
    return [*_pieces(text[:place].strip(), most, count), *_pieces(text[place:].strip(), most, count)]


def _masked(text: str, traits: Traits) -> Iterator[Part]:
    """The parts of one piece: tags at its edges stand outside, placeholders inside are masked."""
    if traits.exact_numbers and not any(char.isalpha() for char in text):
        yield Fixed(text)
        return
    found = [p for p in protected(text) if p.kind in _MASKED]
    if traits.mask is None:
        yield Unit(text, tuple(p.span.of(text) for p in found))
        return
    start, end = 0, len(text)
    while found and found[0].kind == "tag" and not text[start : found[0].span.start].strip():
        start = found.pop(0).span.end
    while found and found[-1].kind == "tag" and not text[found[-1].span.end : end].strip():
        end = found.pop().span.start
    core = text[start:end].strip()
    left = start + len(text[start:end]) - len(text[start:end].lstrip())
    yield Fixed(text[:left] if core else text[:end])
    if core and any(char.isalpha() for char in core):
        masked, position = "", left
        first = _free(traits.mask, text, len(found))
        for number, one in enumerate(found, first):
            masked += text[position : one.span.start] + traits.mask.format(n=number)
            position = one.span.end
        masked += text[position : left + len(core)]
        yield Unit(masked, tuple(p.span.of(text) for p in found), traits.mask if found else None, first)
    elif core:
        yield Fixed(core)
    yield Fixed(text[left + len(core) :] if core else text[end:])


def _free(mask: str, text: str, size: int) -> int:
    """The lowest number from which so many masks stand nowhere in the text."""
    return next(first for first in itertools.count() if not size or not re.search(_any_mask(mask, first, size), text))


def _any_mask(mask: str, first: int, size: int) -> str:
    """The pattern of these masks, with spaces that an engine may have put between their pieces."""
    before, after = mask.split("{n}")
    numbers = "|".join(str(number) for number in reversed(range(first, first + size)))
    one, other = ([re.escape(char) for char in side if char.strip()] for side in (before, after))
    return r"\s?".join([*one, f"(?:{numbers})", *other])


def _lost(kept: Sequence[str], text: str) -> tuple[str, ...]:
    """Those that the text does not have, or not as often."""
    return tuple(one for number, one in enumerate(kept) if text.count(one) < kept[: number + 1].count(one))


def _merged(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Neighbouring fixed texts as one, empty ones left out."""
    merged: list[Part] = []
    for part in parts:
        if isinstance(part, Fixed) and merged and isinstance(merged[-1], Fixed):
            merged[-1] = Fixed(merged[-1].text + part.text)
        elif not isinstance(part, Fixed) or part.text:
            merged.append(part)
    return tuple(merged)
