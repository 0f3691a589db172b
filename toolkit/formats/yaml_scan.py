"""YAML as it stands in the file: every text with its keys, its style and the places of its words.

The parser of PyYAML tells events with places. No object is made, no tag looked up, and an alias stays a name;
what it stands for is never copied, so that a file of aliases to aliases cannot grow.
Specification: https://yaml.org/spec/1.1/, chapters 7 and 8 of 1.2 for how lines are folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from toolkit.errors import InputError
from toolkit.formats.inline import Part
from toolkit.model.segments import Span

DEEPEST = 200
"""Levels of nesting beyond which a file is refused."""
_PROPERTIES = re.compile(r"(?:[&!]\S*(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)[ \t]*|[ \t]+)+)*")
_FOLD = r"[ \t]*(?:\r\n|\r|\n)[ \t]*(?:(?:\r\n|\r|\n)[ \t]*)*"
_BREAK = re.compile(r"\r\n|\r|\n")
_ODD = {
    None: re.compile(_FOLD),
    "'": re.compile(rf"''|{_FOLD}"),
    '"': re.compile(rf"\\(?:x[0-9A-Fa-f]{{2}}|u[0-9A-Fa-f]{{4}}|U[0-9A-Fa-f]{{8}}|(?:\r\n|\r|\n)[ \t]*|.)|{_FOLD}"),
}
_HEAD = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_ESCAPES = dict(zip("0abtnvfreN_LP\t", "\0\a\b\t\n\v\f\r\x1b\x85\xa0\u2028\u2029\t", strict=True))
_TEXT = "tag:yaml.org,2002:str"
_COLLECTIONS = (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


class Scalar(NamedTuple):
    """One text of the file."""

    keys: tuple[str | int, ...]
    span: Span
    """Of the text as it is written, quotation marks or the head of a block included."""
    style: str | None
    """`'`, `"`, `|`, `>`, or None: plain."""
    in_flow: bool
    """Whether it stands within brackets or braces."""
    value: str


@dataclass(slots=True)
class _Level:
    keys: bool
    flow: bool
    foreign: bool = False
    """Whether it bears a tag of its own: its texts are arguments of something, not words to read."""
    step: str | int | None = None
    waits: bool = False
    """For a mapping: a key was read and its value comes."""


def scalars(text: str, path: str) -> Iterator[Scalar]:
    """The texts that are values, in order; numbers, dates, `yes` and what bears a tag of its own are none.

    Raises InputError with the line for what is no YAML, and for a file whose top is no mapping.

    >>> [(one.keys, one.value) for one in scalars("en: {buy: live the goods, n: 3}", "en.yml")]
    [(('en', 'buy'), 'live the goods')]
    """
    levels: list[_Level] = []
    yaml, resolver = _yaml()
    document = 0
    for event in _events(text, path):
        if isinstance(event, yaml.DocumentStartEvent):
            document += 1
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            keys = isinstance(event, yaml.MappingStartEvent)
            if not levels and not keys:
                raise InputError(
                    f"{path}:{event.start_mark.line + 1}: a YAML resource file holds keys with texts, and this is a "
                    "list. Write records as JSON lines or CSV."
                )
            _step(levels, None if keys or levels else "")
            foreign = bool(levels and levels[-1].foreign) or event.tag not in _COLLECTIONS
            levels.append(_Level(keys, bool(event.flow_style), foreign))
            if len(levels) > DEEPEST:
                raise InputError(f"{path}:{event.start_mark.line + 1}: more than {DEEPEST} levels within one another.")
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            levels.pop()
        elif isinstance(event, yaml.AliasEvent):
            _step(levels, f"*{event.anchor}")
        elif isinstance(event, yaml.ScalarEvent):
            if not levels:
                raise InputError(f"{path}:{event.start_mark.line + 1}: a YAML resource file holds keys with texts.")
            is_value = _step(levels, event.value)
            tag = event.tag or (resolver.resolve(yaml.ScalarNode, event.value, event.implicit))
            if is_value and not levels[-1].foreign and tag in (_TEXT, "!"):
                start, end = event.start_mark.index, event.end_mark.index
                if event.anchor or event.tag:
                    found = _PROPERTIES.match(text, start, end)
                    start = found.end() if found else start
                steps = tuple(level.step for level in levels if level.step is not None)
                first = (f"{document}",) if document > 1 else ()
                yield Scalar((*first, *steps), Span(start, end), event.style or None, levels[-1].flow, event.value)


def plain_is_safe(written: str, in_flow: bool) -> bool:
    """Whether these words without quotation marks are one text, and no number, comment or key.

    >>> [plain_is_safe(words, False) for words in ("sell goods", "goods: sold", "goods #1", "12", "yes")]
    [True, False, False, False, False]
    """
    yaml, resolver = _yaml()
    before, after = ("[", "]") if in_flow else ("k: ", "")
    try:
        found = [e for e in _events(before + written + after, "") if isinstance(e, yaml.ScalarEvent)]
    except InputError:
        return False
    last: Any = found[-1] if found else None
    return (
        len(found) == (1 if in_flow else 2)
        and last.style in (None, "")
        and last.start_mark.index == len(before)
        and last.end_mark.index == len(before) + len(written)
        and resolver.resolve(yaml.ScalarNode, last.value, (True, False)) == _TEXT
    )


def parts_of(text: str, scalar: Scalar) -> list[Part] | None:
    """The value piece by piece with its places; None where the two do not agree, and nobody should guess."""
    if scalar.style in ("|", ">"):
        parts = list(_block(text, scalar))
    else:
        inside = Span(scalar.span.start + 1, scalar.span.end - 1) if scalar.style else scalar.span
        parts = list(_flow(text, inside, scalar.style))
    return parts if "".join(part.shown for part in parts) == scalar.value else None


def _flow(text: str, span: Span, style: str | None) -> Iterator[Part]:
    position = span.start
    yield Part(Span(position, position))
    for match in _ODD[style].finditer(text, span.start, span.end):
        if match.start() > position:
            yield Part(Span(position, match.start()), text[position : match.start()])
        yield Part(Span(*match.span()), _meaning(match.group()))
        position = match.end()
    if position < span.end:
        yield Part(Span(position, span.end), text[position : span.end])


def _meaning(written: str) -> str:
    if written == "''":
        return "'"
    if written.startswith("\\"):
        sign, rest = written[1], written[2:]
        if sign in "xuU" and rest:
            return chr(int(rest, 16)) if int(rest, 16) < 0x110000 else ""
        return "" if sign in "\r\n" else _ESCAPES.get(sign, sign)
    breaks = len(_BREAK.findall(written))
    return " " if breaks == 1 else "\n" * (breaks - 1)


def _block(text: str, scalar: Scalar) -> Iterator[Part]:
    """The lines of a block; of a folded one, breaks between lines that are not indented further are blanks."""
    head = _HEAD.match(text, scalar.span.start, scalar.span.end)
    if head is None:
        return
    rows = [match for match in _LINE.finditer(text, head.end(), scalar.span.end) if match.group()]
    filled = next((row for row in rows if row[1].strip(" ")), None)
    first = next((line for line in scalar.value.split("\n") if line.strip(" ")), None)
    if filled is None or first is None:
        return
    indent = _margin(filled[1]) - _margin(first)
    contents = [Span(min(row.start() + indent, row.end(1)), row.end(1)) for row in rows]
    last = max(n for n, span in enumerate(contents) if span.of(text))
    ends = scalar.value[len(scalar.value.rstrip("\n")) :]
    position = contents[0].start
    waiting = 0  # breaks since the last line with content
    before: str | None = None
    for number, span in enumerate(contents[: last + 1]):
        line = span.of(text)
        if scalar.style == "|" or line:
            joint = _joint(waiting, before, line, scalar.style == ">")
            if joint or number:
                yield Part(Span(position, span.start), joint)
            if line:
                yield Part(span, line)
            position, waiting, before = span.end, 0, line
        waiting += 1
    yield Part(Span(position, scalar.span.end), ends)


def _joint(breaks: int, before: str | None, after: str, folded: bool) -> str:
    deeper = any(line[:1] in (" ", "\t") for line in (before or "", after))
    if not folded or before is None or deeper:
        return "\n" * breaks
    return " " if breaks == 1 else "\n" * (breaks - 1)


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _step(levels: Sequence[_Level], said: str | None) -> bool:
    """Go on to the next key, value or item; whether it is a value."""
    if not levels:
        return False
    level = levels[-1]
    if not level.keys:
        level.step = 0 if level.step is None else int(level.step) + 1
        return True
    if not level.waits:
        level.step, level.waits = said if said is not None else "?", True
        return False
    level.waits = False
    return True


def _events(text: str, path: str) -> Iterator[Any]:
    yaml, _ = _yaml()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise InputError(f"{path}:{line}: YAML cannot hold the character {chr(error.character)!r}.") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f":{mark.line + 1}" if mark else ""
        column = f" at column {mark.column + 1}" if mark else ""
        raise InputError(f"{path}{place}: no valid YAML{column}: {error.problem or error.context}.") from error
    except (yaml.YAMLError, RecursionError, UnicodeError) as error:
        raise InputError(f"{path}: no valid YAML: {' '.join(str(error).split())[:160]}.") from error


def _yaml() -> tuple[Any, Any]:
    import yaml
    import yaml.reader
    import yaml.resolver

    return yaml, yaml.resolver.Resolver()
