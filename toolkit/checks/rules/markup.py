"""Tags, placeholders, addresses and hashtags: what software and readers click on must survive as it is."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.checks.rules.line import Fault, Line, Side
from toolkit.model import Span
from toolkit.text.protect import Protected

_HASHTAG = re.compile(r"(?<![\w&/#])#(?:[^#\s]{1,40}#|[^\W\d_]\w*)")
_BY_POSITION = re.compile(r"%[-+#0]*[0-9]*(?:\.[0-9]+)?(?:ll|[lhz])?[sdiufgxXc@]|\{\}")
_TAG = re.compile(r"<(?P<end>/)?(?P<name>[A-Za-z][\w:.-]*)(?:\s[^<>]*?)?(?P<alone>/)?>")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr x bx ex ph it bpt ept".split())
_IN_WORDS = {"&nbsp;": (" ",), "&amp;": ("&", " and ", " und ", " et ", " y ", " e ", "和", "与", "と")}


def check_markup(line: Line) -> Iterator[Fault]:
    """Tags and placeholders of the source that are missing, those that the target adds, and their broken order."""
    if line.source is None or not line.target.has_words:
        return
    theirs, ours = _marks(line.source), _marks(line.target)
    if not theirs and not ours:
        return
    asked = Counter(part.span.of(line.source.text) for part in theirs)
    given = Counter(part.span.of(line.target.text) for part in ours)
    lost, added = asked - given, given - asked
    missing = [mark for mark in lost.elements() if not _is_answered(mark, line)]
    for mark in missing:
        yield Fault("markup.missing", f"{mark} of the source is not in the text", found=mark, expected=(mark,))
    for part in reversed(ours):
        mark = part.span.of(line.target.text)
        if added[mark] and not _is_entity_of(mark, line.source):
            added[mark] -= 1
            yield Fault("markup.extra", f"{mark} is not in the source", part.span, mark)
    if asked == given:
        yield from _order(theirs, ours, line)


def _marks(side: Side) -> tuple[Protected, ...]:
    return tuple(part for part in side.protected if part.kind in ("tag", "placeholder"))


def _order(theirs: Sequence[Protected], ours: Sequence[Protected], line: Line) -> Iterator[Fault]:
    """Unnumbered placeholders take their values by order; tags must nest."""
    assert line.source is not None
    asked = [part.span.of(line.source.text) for part in theirs]
    given = [part.span.of(line.target.text) for part in ours]
    by_position = [mark for mark in asked if _BY_POSITION.fullmatch(mark)]
    if by_position != (now := [mark for mark in given if _BY_POSITION.fullmatch(mark)]):
        first = next(n for n, (was, is_now) in enumerate(zip(by_position, now, strict=True)) if was != is_now)
        part = [part for part in ours if _BY_POSITION.fullmatch(part.span.of(line.target.text))][first]
        message = "placeholders without a number take their values in order, and the order is another"
        yield Fault("markup.order", message, part.span, now[first], (by_position[first],))
    elif _nest(asked) and not _nest(given):
        span = Span(ours[0].span.start, ours[-1].span.end)
        yield Fault("markup.order", "the tags do not nest any more", span, span.of(line.target.text))


def _nest(marks: Sequence[str]) -> bool:
    waiting: list[str] = []
    for mark in marks:
        match = _TAG.fullmatch(mark)
        if match is None or match["alone"] or match["name"].lower() in _VOID:
            continue
        if not match["end"]:
            waiting.append(match["name"])
        elif not waiting or waiting.pop() != match["name"]:
            return False
    return not waiting


def _is_answered(mark: str, line: Line) -> bool:
    """Whether an entity stands as its own character."""
    if not mark.startswith("&"):
        return False
    return any(answer in line.target.text for answer in (html.unescape(mark), *_IN_WORDS.get(mark, ())))


def _is_entity_of(mark: str, source: Side) -> bool:
    return mark.startswith("&") and html.unescape(mark) in source.text


def check_addresses(line: Line) -> Iterator[Fault]:
    """URLs and e-mail addresses of the source that are missing, and those that the target adds."""
    if line.source is None or not line.target.has_words:
        return
    theirs, ours = _addresses(line.source), _addresses(line.target)
    for key, (written, _) in theirs.items():
        if key not in ours:
            yield Fault("address.missing", f"{written} is not in the text", found=written, expected=(written,))
    for key, (written, span) in ours.items():
        if key not in theirs and key not in line.source.text.lower():
            yield Fault("address.extra", f"{written} is not in the source", span, written)


def _addresses(side: Side) -> dict[str, tuple[str, Span]]:
    found: dict[str, tuple[str, Span]] = {}
    for part in side.protected:
        if part.kind in ("url", "email"):
            written = part.span.of(side.text)
            key = re.sub(r"^https?://(?:www\.)?|^www\.|/$", "", written.lower())
            found.setdefault(key, (written, part.span))
    return found


def check_hashtags(line: Line) -> Iterator[Fault]:
    """Fewer hashtags than the source has; they may be translated."""
    if line.source is None or "#" not in line.source.plain or not line.target.has_words:
        return
    theirs = _HASHTAG.findall(line.source.plain)
    ours = _HASHTAG.findall(line.target.plain)
    if len(ours) < len(theirs) and line.target.plain.count("#") < line.source.plain.count("#"):
        message = f"the source has {len(theirs)} hashtag{'s' if len(theirs) > 1 else ''}, the text {len(ours)}"
        yield Fault("hashtag.missing", message, found=" ".join(theirs), expected=tuple(theirs))
