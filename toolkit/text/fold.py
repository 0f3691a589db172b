"""One folded spelling for matching, with the way back to the text as given. It finds nothing itself.

What two writers may spell differently without meaning another term is made equal: case, composed and
decomposed letters, full width, ligatures, kinds of blanks, hyphens, quotation marks, invisible
characters. Everything else, punctuation above all, stays and so keeps a match from crossing it.

The method is Unicode's NFKC_Casefold (UAX #31, section 5), done per combining cluster so that every
folded character knows its place. Long runs of plain letters take a fast lane; the rest goes character
by character. Both are linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache, lru_cache

from toolkit.model import Span
from toolkit.text.words import is_mark, is_spaced, is_word_char, script_of

_QUOTES = frozenset(
    '"'
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
    "\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
    "「」『』〝〞〟"
)
"""《》 are not among them: they mark a title, and a term may be one."""
_SINGLE_QUOTES = frozenset(
    "'\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}"
    "\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
)
_HYPHENS = frozenset("-\N{HYPHEN}\N{EN DASH}")
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
"""Soft hyphen, joiners, zero-width blanks, direction marks, variation selectors, byte-order mark."""
_KEPT_WHOLE = frozenset("\N{TRADE MARK SIGN}\N{SERVICE MARK}")
"""NFKC would glue these to the word before: Taobao™ -> taobaotm."""

_LONGEST_CLUSTER = 32
"""Ordering marks takes quadratic time, so that they are taken in parts (UAX #15, Stream-Safe Text)."""
_SPACED_PLAIN = r"!#$%&()*+,./0-9:;<=>?@A-Z\[\\\]^_`a-z{|}~À-ÖØ-Þà-öø-ÿЀ-џ가-힣"
_FAST = re.compile(f"[{_SPACED_PLAIN}]++(?: [{_SPACED_PLAIN}]++)*+|[一-鿿ぁ-ゔァ-ヺ、。《》]++")
"""Runs in which every character folds by itself to exactly one: single blanks between them included."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the range of the original that it stands for."""

    text: str
    starts: Sequence[int] = field(repr=False)
    """Of each folded character: where its original cluster starts."""
    ends: Sequence[int] = field(repr=False)
    """Of each folded character: where its original cluster ends."""

    def span(self, start: int, end: int) -> Span:
        """The range of the original text that the folded characters `start` to `end` stand for.

        An empty range is mapped to the empty range before the same character.

        >>> original = "officials \N{LEFT DOUBLE QUOTATION MARK}Live-Carry\N{RIGHT DOUBLE QUOTATION MARK}"
        >>> folded = fold(original)
        >>> folded.text, folded.span(10, 20).of(original)
        ('officials live carry', 'Live-Carry')
        """
        if start < end:
            return Span(self.starts[start], self.ends[end - 1])
        if start < len(self.starts):
            return Span(self.starts[start], self.starts[start])
        last = self.ends[-1] if self.ends else 0
        return Span(last, last)

    def splits_cluster(self, index: int) -> bool:
        """Whether `index` falls within what one original character became, as between f and i of `ﬁ`."""
        return 0 < index < len(self.starts) and self.starts[index - 1] == self.starts[index]


def fold(text: str) -> Folded:
    """The text folded for matching, with offsets.

    * NFKC and case folding, cluster by cluster: NFC and NFD, full width and ligatures fold alike.
    * Any run of white space, line breaks and no-break spaces included, is one space; none beside a Han or Kana
      character: "API 网关" and "API网关" are one spelling.
    * A hyphen or en dash inside a word ("live-carry", "4-hour") is one space; one with spaces around it,
      one between two numbers or next to a Han character, and an em dash stay (the first two as `-`).
    * The capital I of Turkish with a dot is an i; the small one without stays a letter of its own, as it is there.
    * Soft hyphens, zero-width and other invisible characters are dropped.
    * Quotation marks are dropped; an apostrophe within a word or after a plural s stays, as `'`.

    >>> fold("a “Live-Carry”,\\N{NO-BREAK SPACE}the farmers'\\N{SOFT HYPHEN}  ﬁnest").text
    "a live carry, the farmers' finest"
    >>> fold("直播 “带货”").text, fold("İstanbul").text == fold("I\\N{COMBINING DOT ABOVE}STANBUL").text
    ('直播带货', True)
    """
    if _FAST.fullmatch(text):
        return Folded(text.casefold(), range(len(text)), range(1, len(text) + 1))
    folding = _Folding()
    position = 0
    for run in _FAST.finditer(text):
        start, end = run.span()
        if end < len(text) and _kind(text[end]) in _EXTENDING:
            end -= 1  # the last letter carries a mark: it belongs to the slow lane
        if start >= end:
            continue
        if position < start:
            _fold_slowly(folding, text, position, start)
        folding.put_run(text[start:end].casefold(), start, end)
        position = end
    _fold_slowly(folding, text, position, len(text))
    return folding.finish()


class _Kind(Enum):
    WHITE = auto()
    HYPHEN = auto()
    QUOTE = auto()
    SINGLE_QUOTE = auto()
    INVISIBLE = auto()
    EXTENDER = auto()
    PLAIN = auto()


_EXTENDING = frozenset({_Kind.EXTENDER, _Kind.INVISIBLE})


@cache
def _kind(char: str) -> _Kind:
    narrow = unicodedata.normalize("NFKC", char)
    char = narrow if len(narrow) == 1 else char
    if char in _QUOTES:
        return _Kind.QUOTE
    if char in _SINGLE_QUOTES:
        return _Kind.SINGLE_QUOTE
    if char in _HYPHENS:
        return _Kind.HYPHEN
    if _INVISIBLE.match(char):
        return _Kind.INVISIBLE
    if char.isspace():
        return _Kind.WHITE
    # Hangul vowels and finals compose with what stands before them though they are no marks.
    if is_mark(char) or "\u1160" <= char <= "\u11ff":
        return _Kind.EXTENDER
    return _Kind.PLAIN


@lru_cache(maxsize=65536)
def _fold_cluster(cluster: str) -> str:
    """NFKC_Casefold of one cluster; left as it is where NFKC would bring in a blank (ﷺ)."""
    if cluster in _KEPT_WHOLE:
        return cluster
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", cluster).casefold())
    folded = unicodedata.normalize("NFKC", once.casefold()).replace("i\N{COMBINING DOT ABOVE}", "i")
    return unicodedata.normalize("NFC", cluster) if any(map(str.isspace, folded)) else folded


@cache
def _unspaced_east_asian(char: str) -> bool:
    return script_of(char) in {"han", "kana"}


@cache
def _takes_apostrophe(char: str) -> bool:
    """Letters and digits of scripts that write apostrophes; between Han, Kana or Hangul it is a quote."""
    return is_word_char(char) and (char < "\u1100" or "\u1e00" <= char <= "\u1fff")


class _Folding:
    """The folded text as it grows; a blank or hyphen waits until the character after it is known."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.starts = array("i")
        self.ends = array("i")
        self.last = ""
        self.quote_open = False
        self.waiting: _Kind | None = None
        self.waiting_start = 0
        self.waiting_end = 0

    def put_run(self, folded: str, start: int, end: int) -> None:
        """Plain characters, each of which stands for one of the original."""
        if self.waiting:
            self._settle(folded[0])
        self.pieces.append(folded)
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))
        self.last = folded[-1]

    def put(self, folded: str, start: int, end: int) -> None:
        """What one cluster of the original became."""
        if self.waiting:
            self._settle(folded[0])
        self.pieces.append(folded)
        for _ in folded:
            self.starts.append(start)
            self.ends.append(end)
        self.last = folded[-1]

    def wait(self, kind: _Kind, start: int, end: int) -> None:
        """A blank or a hyphen; blanks in a row are one."""
        if self.waiting is _Kind.WHITE and kind is _Kind.WHITE:
            self.waiting_end = end
            return
        if self.waiting:
            self._settle("-" if kind is _Kind.HYPHEN else " ")
        self.waiting, self.waiting_start, self.waiting_end = kind, start, end

    def finish(self) -> Folded:
        if self.waiting:
            self._settle(" ")
        return Folded("".join(self.pieces), self.starts, self.ends)

    def _settle(self, after: str) -> None:
        kind, self.waiting = self.waiting, None
        if kind is _Kind.WHITE:
            if not (self.last and (_unspaced_east_asian(self.last) or _unspaced_east_asian(after))):
                self.put(" ", self.waiting_start, self.waiting_end)
        else:
            joint = self.last and is_spaced(self.last) and is_spaced(after)
            joint = joint and not (self.last.isnumeric() and after.isnumeric())
            self.put(" " if joint else "-", self.waiting_start, self.waiting_end)


def _fold_slowly(folding: _Folding, text: str, position: int, end: int) -> None:
    """Fold `text[position:end]` character by character."""
    while position < end:
        kind = _kind(text[position])
        stop = position + 1
        if kind is _Kind.WHITE or kind is _Kind.HYPHEN:
            folding.wait(kind, position, stop)
            if text[position] in "\r\n":  # no quotation runs over a line break
                folding.quote_open = False
        elif kind is _Kind.SINGLE_QUOTE:
            if _is_apostrophe(folding, _next_visible(text, stop)):
                folding.put("'", position, stop)
        elif kind is _Kind.PLAIN or kind is _Kind.EXTENDER:
            stop = _put_cluster(folding, text, position)
        position = stop


def _put_cluster(folding: _Folding, text: str, start: int) -> int:
    """Fold the character at `start` with all that combines with it; the index after them."""
    stop = visible_end = start + 1
    hidden = False
    limit = min(len(text), start + _LONGEST_CLUSTER)
    while stop < limit and (kind := _kind(text[stop])) in _EXTENDING:
        stop += 1
        if kind is _Kind.EXTENDER:
            visible_end = stop
        else:
            hidden = True
    cluster = text[start:visible_end]
    folding.put(_fold_cluster(_INVISIBLE.sub("", cluster) if hidden else cluster), start, visible_end)
    return stop


def _is_apostrophe(folding: _Folding, after: str) -> bool:
    """Whether the single quote between what is folded already and `after` belongs to a word.

    The farmers' market and 'farmers' cannot be told apart by the mark alone: after an s it closes a
    quotation if one was opened on the same line.
    """
    before = "" if folding.waiting else folding.last
    in_word = bool(before) and _takes_apostrophe(before)
    if after and _takes_apostrophe(after):
        if not in_word and not after.isnumeric():  # the '90s open no quotation
            folding.quote_open = True
        return in_word
    closes, folding.quote_open = folding.quote_open, False
    return in_word and before == "s" and not closes


def _next_visible(text: str, index: int) -> str:
    """The first character from `index` on that is not invisible; "" at the end of the text."""
    while index < len(text) and _kind(text[index]) is _Kind.INVISIBLE:
        index += 1
    return text[index : index + 1]
