"""The inline mark-up of one Markdown block as parts: what is emphasis, a link, code, and what is text.

A reader for our purpose, not a renderer: where CommonMark would look further (emphasis of unequal runs), the signs
stay plain text, which is never rewritten on its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from html import unescape
from typing import NamedTuple

from toolkit.formats.inline import Pairs, Part, Role
from toolkit.model.segments import Span

_TITLE = r"(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))"
_TARGET = re.compile(rf"\]\(\s*(?:<[^<>\n]*>|[^\s()<]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+{_TITLE})?\s*\)", re.DOTALL)
_LOOSE = re.compile(
    r"\]\((?:(?:[A-Za-z][\w+.-]*:|\.{0,2}/|#)[^()<>\n]*|[^()<>\n]*\.[A-Za-z0-9]{1,5}(?:[?#][^()<>\n]*)?)[ \t]*\)"
)
"""An address with blanks, which CommonMark takes for text and most people for a link: not to be edited either way."""
_LABEL = re.compile(r"\]\[([^\[\]\n]{0,300})\]")
_SIGN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])|(?P<hard>(?: {2,}|\\)\n\s*)|(?P<soft>[ \t]*\n[ \t]*)|(?P<ticks>`+)"
    r"|(?P<ref>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<auto><(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>)"
    r"|(?P<html><!--.*?-->|</?[A-Za-z][A-Za-z0-9-]*(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)?/?>)"
    r"|(?P<note>\[\^[^\[\]\s]{1,80}\])|(?P<open>!?\[)|(?P<close>\])|(?P<run>\*+|_+|~~)",
    re.DOTALL,
)
_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|&(?=#?\w+;)")
_BLOCK_SIGN = re.compile(r"(?:#{1,6}|[-+>]|([0-9]{1,9})(?=[.)]))(?=[\s.)]|$)")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")


class Row(NamedTuple):
    """One line of a block: its text without what the block around it puts before it, and where that begins."""

    text: str
    start: int


class _Run(NamedTuple):
    part: int
    """Index of its part."""
    sign: str


def inline_parts(rows: Sequence[Row], labels: Collection[str], mode: str = "") -> list[Part]:
    """The parts of a block; `labels` are the names of the document's link definitions, in capitals.

    >>> [(p.role, p.shown) for p in inline_parts([Row("a **b** `c`", 0)], ())]
    [('text', 'a '), ('open', ''), ('text', 'b'), ('close', ''), ('text', ' '), ('alone', '')]
    """
    return _Reader(rows, labels, mode).parts()


def spell_markdown(text: str, mode: str) -> str:
    r"""New text with what would be mark-up made plain.

    >>> print(spell_markdown("5 * 3 <b>, snake_case [x]", ""))
    5 \* 3 \<b>, snake_case \[x\]
    """
    spelled = _SPECIAL.sub(lambda sign: "\\" + sign.group(), text.replace("\r", " ").replace("\n", " "))
    if mode == "cell":
        spelled = spelled.replace("|", "\\|")
    if found := _BLOCK_SIGN.match(spelled):
        at = found.end(1) if found[1] else 0
        spelled = f"{spelled[:at]}\\{spelled[at:]}"
    return spelled


class _Reader:
    def __init__(self, rows: Sequence[Row], labels: Collection[str], mode: str):
        self._text = "\n".join(row.text for row in rows)
        self._labels, self._mode = labels, mode
        self._starts: list[tuple[int, int]] = []
        position = 0
        for row in rows:
            self._starts.append((position, row.start))
            position += len(row.text) + 1
        self._parts: list[Part] = []
        self._pairs = Pairs()
        self._brackets: list[int] = []
        self._runs: list[_Run] = []
        self._count = 0
        self._ticks: dict[int, list[int]] = {}
        for run in re.finditer("`+", self._text):
            self._ticks.setdefault(len(run.group()), []).append(run.start())

    def parts(self) -> list[Part]:
        text, position = self._text, 0
        task = re.match(r"\[[ xX]\](?=\s)", text)
        if task:
            self._add(0, task.end(), role="alone")
            position = task.end()
        while (match := _SIGN.search(text, position)) is not None:
            if match.start() > position:
                self._plain(position, match.start())
            position = self._sign(match)
        if position < len(text):
            self._plain(position, len(text))
        return self._parts

    def _sign(self, match: re.Match[str]) -> int:
        """Reads one sign; the position after it."""
        start, end = match.span()
        raw = match.group()
        match match.lastgroup:
            case "escape":
                self._add(start, end, raw[1:])
            case "ref":
                self._add(start, end, unescape(raw))
            case "soft":
                self._add(start, end, " ")
            case "hard" | "auto" | "note":
                self._add(start, end, role="alone")
            case "ticks":
                same = self._ticks[len(raw)]
                closing = bisect_left(same, end)
                if closing == len(same):
                    self._plain(start, end)
                else:
                    end = same[closing] + len(raw)
                    self._add(start, end, role="alone")
            case "html":
                self._html(start, end, raw)
            case "open":
                self._brackets.append(len(self._parts))
                self._plain(start, end)
            case "close":
                return self._closing(start)
            case _:
                self._run(start, end, raw)
        return end

    def _html(self, start: int, end: int, raw: str) -> None:
        name = _NAME.match(raw)
        if name is None or raw.endswith("/>"):
            self._add(start, end, role="alone")
        elif raw.startswith("</"):
            self._add(start, end, role="close", key=self._pairs.closing(name[1].lower()))
        else:
            self._add(start, end, role="open", key=self._pairs.opening(name[1].lower()))

    def _closing(self, start: int) -> int:
        """A closing bracket: the end of a link or picture, of a reference, or a plain bracket."""
        if not self._brackets:
            self._plain(start, start + 1)
            return start + 1
        opening = self._brackets.pop()
        target = _TARGET.match(self._text, start) or _LOOSE.match(self._text, start)
        label = None if target else _LABEL.match(self._text, start)
        words = "".join(part.shown for part in self._parts[opening + 1 :])
        if target or (label and label[1] and _normal(label[1]) in self._labels):
            end = (target or label).end()  # type: ignore[union-attr]
            self._count += 1
            key = f"[{self._count}"
            self._parts[opening] = Part(self._parts[opening].span, role="open", key=key)
            self._add(start, end, role="close", key=key)
            return end
        if _normal(words) in self._labels:  # its text is the name of its target: it must stay
            end = label.end() if label and not label[1] else start + 1
            first = self._parts[opening].span.start
            del self._parts[opening:]
            self._runs = [run for run in self._runs if run.part < opening]
            self._parts.append(Part(Span(first, self._place(end - 1) + 1), role="alone"))
            return end
        self._plain(start, start + 1)
        return start + 1

    def _run(self, start: int, end: int, sign: str) -> None:
        """A run of emphasis signs: it closes the nearest equal one, or may open."""
        before = self._text[start - 1] if start else " "
        after = self._text[end] if end < len(self._text) else " "
        left = not after.isspace() and (_is_letter(after) or not _is_letter(before))
        right = not before.isspace() and (_is_letter(before) or not _is_letter(after))
        can_open = left and (sign[0] != "_" or not right or not _is_letter(before))
        can_close = right and (sign[0] != "_" or not left or not _is_letter(after))
        floor = self._brackets[-1] if self._brackets else -1
        if can_close:
            for place in range(len(self._runs) - 1, -1, -1):
                opening = self._runs[place]
                if opening.part < floor:
                    break
                if opening.sign == sign:
                    self._count += 1
                    key = f"{sign}{self._count}"
                    self._parts[opening.part] = Part(self._parts[opening.part].span, role="open", key=key)
                    del self._runs[place:]
                    self._add(start, end, role="close", key=key)
                    return
        if can_open:
            self._runs.append(_Run(len(self._parts), sign))
        self._plain(start, end)

    def _plain(self, start: int, end: int) -> None:
        self._add(start, end, self._text[start:end])

    def _add(self, start: int, end: int, shown: str = "", role: Role = "text", key: str = "") -> None:
        span = Span(self._place(start), self._place(end - 1) + 1)
        self._parts.append(Part(span, shown, role, key, self._mode))

    def _place(self, position: int) -> int:
        """Where a position of the block's text stands in the file."""
        low, high = 0, len(self._starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._starts[middle][0] <= position:
                low = middle
            else:
                high = middle - 1
        begins, start = self._starts[low]
        return start + position - begins


def _normal(label: str) -> str:
    return " ".join(label.split()).upper()


def _is_letter(char: str) -> bool:
    """Neither a blank nor a mark of punctuation."""
    return char.isalnum()
