"""The units of an XLIFF file, 1.2 and 2.x: which texts it holds, where, and in which state. Nothing is changed here.

What tools add in namespaces of their own is kept and passed over, but for two locks: those of SDLXLIFF
(`sdl:seg locked`) and memoQ (`mq:locked`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.formats.inline import Part, Shown, show
from toolkit.formats.xml_inline import Element, Treatment, elements, enclosed, mixed_parts
from toolkit.formats.xml_scan import Lines, Token, tokens
from toolkit.model.segments import Span


@dataclass(frozen=True, slots=True)
class Unit:
    """One text with its translation."""

    id: str
    line: int
    source: Shown
    target: Shown
    locked: str | None
    room: int | None
    """Where a new target element goes; None: there is one."""
    codes: dict[str, str]
    """What the tags of the source stand for, for a target that is still empty."""
    frame: tuple[str, str]
    """The tags around the source's text, which an empty target gets too."""
    state: Token
    """The element that bears the state: `target` in 1.2, `segment` in 2.x."""
    notes: tuple[int, bool]
    """Where a note goes, and whether it needs a `notes` element around it."""
    languages: tuple[str | None, str | None] = (None, None)
    """Of source and target, as the file says."""


def units(text: str, version: str) -> Iterator[Unit]:
    """The units in order of the file."""
    lines = Lines(text)
    wanted = "unit" if version.startswith("2") else "trans-unit"
    locks: list[str | None] = []
    languages: tuple[str | None, str | None] = (None, None)
    stream = tokens(text)
    for token in stream:
        if token.kind not in ("start", "empty"):
            if token.kind == "end":
                locks.pop()
            continue
        above = locks[-1] if locks else None
        if token.name == "file" and wanted == "trans-unit":
            languages = token.get("source-language"), token.get("target-language")
        elif token.name == "xliff" and wanted == "unit":
            languages = token.get("srcLang"), token.get("trgLang")
        said = {"no": 'translate="no"', "yes": None}.get(token.get("translate") or "", above)
        if token.name == wanted:
            line = lines.at(token.span.start)
            unit = enclosed(stream, token)
            found = _new(text, unit, line, said) if wanted == "unit" else _old(text, unit, line, said)
            yield from (replace(one, languages=languages) for one in found)
        elif token.kind == "start":
            locks.append(said)


def _old(text: str, unit: Element, line: int, locked: str | None) -> Iterator[Unit]:
    """The segments of a trans-unit of XLIFF 1.2: its `mrk mtype="seg"`, or the whole."""
    found = {element.start.name: element for element in reversed([*elements(unit.inner)])}
    if "source" not in found:
        return
    source, target = found["source"], found.get("target")
    name = unit.start.get("id") or f"line {line}"
    state = target.start.get("state") if target else None
    if unit.start.get("approved") == "yes":
        locked = locked or 'approved="yes"'
    if state in ("final", "signed-off"):
        locked = locked or f'state="{state}"'
    if (unit.start.get("locked") or "false") not in ("false", "no", "unlocked"):
        locked = locked or "locked"
    pieces = _marked(target) if target else {}
    originals = _marked(found["seg-source"]) if "seg-source" in found else {}
    defined = _sdl_locks(unit) if pieces else {}
    after = target or found.get("seg-source", source)
    for mid, element in pieces.items():
        given = originals.get(mid)
        own = locked or defined.get(mid)
        yield _unit(text, f"{name}.{mid}", line, given, element, own, after, after.start, (after.after, False))
    if not pieces:
        start = target.start if target else unit.start
        yield _unit(text, name, line, source, target, locked, after, start, (after.after, False))


def _new(text: str, unit: Element, line: int, locked: str | None) -> Iterator[Unit]:
    """The segments of a unit of XLIFF 2.x."""
    inside = list(elements(unit.inner))
    segments = [element for element in inside if element.start.name == "segment"]
    notes = next((element for element in inside if element.start.name == "notes"), None)
    first = next((e for e in inside if e.start.name in ("originalData", "segment", "ignorable")), None)
    room = (notes.close, False) if notes and notes.end else (first.start.span.start if first else 0, True)
    name = unit.start.get("id") or f"line {line}"
    for number, segment in enumerate(segments, start=1):
        found = {element.start.name: element for element in elements(segment.inner)}
        if "source" not in found:
            continue
        own = segment.start.get("id") or str(number)
        state = 'state="final"' if segment.start.get("state") == "final" else None
        full = name if len(segments) == 1 else f"{name}.{own}"
        source, target = found["source"], found.get("target")
        yield _unit(text, full, line, source, target, locked or state, target or source, segment.start, room)


def _unit(
    text: str,
    name: str,
    line: int,
    source: Element | None,
    target: Element | None,
    locked: str | None,
    after: Element,
    state: Token,
    notes: tuple[int, bool],
) -> Unit:
    shown = show(_parts(text, source)) if source else show(())
    if target is None or target.end is None:
        # `<target/>` is replaced by a whole element, an absent one is put in
        place = target.start.span if target else Span(after.after, after.after)
        empty = show([Part(place, mode="target")])
        codes, frame = _codes(text, shown, source)
        return Unit(name, line, shown, empty, locked, place.start, codes, frame, state, notes)
    made = show(_parts(text, target), shown.numbers)
    codes, frame = ({}, ("", "")) if target.inner else _codes(text, shown, source)
    return Unit(name, line, shown, made, locked, None, codes, frame, state, notes)


def _parts(text: str, element: Element) -> list[Part]:
    return list(mixed_parts(text, element.inner, element.start.span.end, _treat))


def _codes(text: str, shown: Shown, source: Element | None) -> tuple[dict[str, str], tuple[str, str]]:
    if source is None or not shown.pieces:
        return {}, ("", "")
    before = text[source.start.span.end : shown.pieces[0].span.start]
    after = text[shown.pieces[-1].span.end : source.close]
    codes = {piece.shown: piece.span.of(text) for piece in shown.pieces if piece.is_tag}
    return codes, (before.lstrip(), after.rstrip())


def _treat(token: Token) -> Treatment:
    """What an inline element of XLIFF is; what is not known is one tag, whatever it holds."""
    own = token.get("id") or ""
    match token.name:
        case "g" | "pc":
            return Treatment("pair", f"g{own}")
        case "mrk" if token.get("translate") == "no" or token.get("mtype") == "protected":
            return Treatment("whole", f"m{own or token.get('mid') or ''}")
        case "mrk":
            return Treatment("pair", f"m{own or token.get('mid') or ''}")
        case "bpt" | "bx" | "sc" | "sm":
            return Treatment("whole", f"b{token.get('rid') or own}", "open")
        case "ept" | "ex" | "ec" | "em":
            return Treatment("whole", f"b{token.get('startRef') or token.get('rid') or own}", "close")
        case name:
            return Treatment("whole", f"{name}{own}")


def _marked(element: Element) -> dict[str, Element]:
    """The segments within a source or target, by their `mid`, wherever they stand in it."""
    found: dict[str, Element] = {}
    waiting: list[Sequence[Token]] = [element.inner]
    while waiting:
        for inner in elements(waiting.pop()):
            if inner.start.name == "mrk" and inner.start.get("mtype") == "seg":
                found.setdefault(inner.start.get("mid") or str(len(found) + 1), inner)
            elif inner.inner:
                waiting.append(inner.inner)
    return dict(sorted(found.items(), key=lambda item: item[1].start.span))


def _sdl_locks(unit: Element) -> dict[str, str]:
    locks = {}
    for token in unit.inner:
        if token.name == "seg" and token.kind in ("start", "empty"):
            if token.get("locked") == "true":
                locks[token.get("id") or ""] = "locked"
            elif token.get("conf") == "ApprovedSignOff":
                locks[token.get("id") or ""] = 'conf="ApprovedSignOff"'
    return locks
