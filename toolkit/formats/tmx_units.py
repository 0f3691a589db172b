"""One translation unit of a TMX file: its texts by language, with places. Memory and languages are others' business."""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.formats.inline import Part, Piece, Shown, show
from toolkit.formats.xml_inline import Element, Treatment, elements, mixed_parts
from toolkit.formats.xml_scan import Token, text_parts, unescaped
from toolkit.model.segments import Span
from toolkit.model.terms import same_language

_TUV = re.compile(
    r"<tuv(?=\s)(?P<told>[^<>]*)>(?:\s*<(?P<side>prop|note)(?:\s[^<>]*)?>[^<]*</(?P=side)>)*\s*"
    r"<seg>(?P<text>[^<]*)</seg>\s*</tuv\s*>"
)
_LANGUAGE = re.compile(r"""(?:\s|^)(?:xml:)?lang\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ANY_TUV = re.compile(r"<tuv(?=[\s>])")


class Variant(NamedTuple):
    """A text in one language."""

    language: str
    shown: Shown


def plain_variants(text: str, start: int, end: int) -> list[Variant] | None:
    """The variants between two places, where all are plain text; None where the mark-up asks for a closer look."""
    found = []
    for match in _TUV.finditer(text, start, end):
        told = _LANGUAGE.search(match["told"])
        if told is None:
            return None
        content = match["text"]
        span = Span(*match.span("text"))
        if "&" in content:
            shown = show(list(text_parts(text, Token("text", span))))
        else:
            shown = Shown(content, (Piece(span, content),), (), {})
        found.append(Variant(unescaped(told[1] or told[2] or ""), shown))
    return found if len(found) == sum(1 for _ in _ANY_TUV.finditer(text, start, end)) else None


def variants(text: str, unit: Element) -> list[Variant]:
    """The variants of a unit, in order; inline elements of the later bear the numbers of the first."""
    found: list[Variant] = []
    numbers: dict[str, int] = {}
    for element in elements(unit.inner):
        if element.start.name != "tuv":
            continue
        language = element.start.get("xml:lang") or element.start.get("lang") or ""
        seg = next((inner for inner in elements(element.inner) if inner.start.name == "seg"), None)
        if seg is None:
            continue
        if seg.end is None:
            shown = show([Part(seg.start.span, mode="seg")])
        else:
            shown = show(list(mixed_parts(text, seg.inner, seg.start.span.end, _treat)), numbers)
        numbers = numbers or shown.numbers
        found.append(Variant(language, shown))
    return found


def of_language(found: list[Variant], language: str) -> Variant | None:
    """The variant of that language: the very tag before another region of the same language.

    >>> texts = [Variant("en-GB", show(())), Variant("en-US", show(()))]
    >>> of_language(texts, "EN-us").language, of_language(texts, "en").language, of_language(texts, "de")
    ('en-US', 'en-GB', None)
    """
    exact = (v for v in found if v.language.casefold() == language.casefold())
    return next(exact, None) or next((v for v in found if same_language(v.language, language)), None)


def _treat(token: Token) -> Treatment:
    match token.name:
        case "hi":
            return Treatment("pair", f"h{token.get('x') or token.span.start}")
        case "bpt":
            return Treatment("whole", f"b{token.get('x') or token.get('i') or ''}", "open")
        case "ept":
            return Treatment("whole", f"b{token.get('x') or token.get('i') or ''}", "close")
        case name:
            return Treatment("whole", f"{name}{token.get('x') or token.get('i') or ''}")
