"""Scripts, words and word boundaries. No dictionary: a script without spaces has one word per character.

The table of scripts is a short cut of Unicode's Scripts.txt: the blocks that news in the languages of
machine translation uses. A letter outside it is called "other" and treated as written with spaces.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache

from toolkit.model import Span

_RANGES = (
    (0x0041, 0x024F, "latin"), (0x0250, 0x02AF, "latin"), (0x0370, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"), (0x0531, 0x058F, "armenian"), (0x0591, 0x05FF, "hebrew"),
    (0x0600, 0x06FF, "arabic"), (0x0750, 0x077F, "arabic"), (0x08A0, 0x08FF, "arabic"),
    (0x0900, 0x097F, "devanagari"), (0x0980, 0x09FF, "bengali"), (0x0A00, 0x0A7F, "gurmukhi"),
    (0x0A80, 0x0AFF, "gujarati"), (0x0B80, 0x0BFF, "tamil"), (0x0C00, 0x0C7F, "telugu"),
    (0x0C80, 0x0CFF, "kannada"), (0x0D00, 0x0D7F, "malayalam"), (0x0D80, 0x0DFF, "sinhala"),
    (0x0E00, 0x0E7F, "thai"), (0x0E80, 0x0EFF, "lao"), (0x0F00, 0x0FFF, "tibetan"),
    (0x1000, 0x109F, "myanmar"), (0x10A0, 0x10FF, "georgian"), (0x1100, 0x11FF, "hangul"),
    (0x1200, 0x137F, "ethiopic"), (0x1780, 0x17FF, "khmer"), (0x1C90, 0x1CBF, "georgian"),
    (0x1D00, 0x1DBF, "latin"), (0x1E00, 0x1EFF, "latin"), (0x1F00, 0x1FFF, "greek"),
    (0x2C60, 0x2C7F, "latin"), (0x2E80, 0x2FDF, "han"), (0x3005, 0x3007, "han"),
    (0x3021, 0x3029, "han"), (0x3041, 0x30FF, "kana"), (0x3130, 0x318F, "hangul"),
    (0x31F0, 0x31FF, "kana"), (0x3400, 0x4DBF, "han"), (0x4E00, 0x9FFF, "han"),
    (0xA640, 0xA69F, "cyrillic"), (0xA720, 0xA7FF, "latin"), (0xAA60, 0xAA7F, "myanmar"),
    (0xAC00, 0xD7FF, "hangul"), (0xF900, 0xFAFF, "han"), (0xFB00, 0xFB06, "latin"),
    (0xFB1D, 0xFB4F, "hebrew"), (0xFB50, 0xFDFF, "arabic"), (0xFE70, 0xFEFE, "arabic"),
    (0xFF21, 0xFF5A, "latin"), (0xFF66, 0xFF9F, "kana"), (0xFFA0, 0xFFDC, "hangul"),
    (0x1B000, 0x1B16F, "kana"), (0x20000, 0x323AF, "han"),
)  # fmt: skip
_STARTS = [first for first, _, _ in _RANGES]
_UNSPACED = frozenset({"han", "kana", "thai", "lao", "khmer", "myanmar", "tibetan"})

_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
_HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{SOFT HYPHEN}"
_INNER = frozenset(_APOSTROPHES + _HYPHENS)


@cache
def script_of(char: str) -> str:
    """The script of one character: "latin", "han", "kana", "hangul", "thai", ...

    Digits, marks and punctuation, which scripts share, are "common"; a letter of a script that the
    table does not name is "other".

    >>> [script_of(char) for char in "tИ货でก5"]
    ['latin', 'cyrillic', 'han', 'kana', 'thai', 'common']
    """
    category = unicodedata.category(char)
    code = ord(char)
    if category[0] != "L" and category not in {"Nl", "Mn", "Mc"}:
        return "common"
    index = bisect_right(_STARTS, code) - 1
    if index >= 0:
        _, last, script = _RANGES[index]
        if code <= last:
            return script
    return "common" if category[0] == "M" else "other"


@cache
def is_spaced(char: str) -> bool:
    """Whether the character belongs to writing that puts spaces between words; digits do.

    >>> is_spaced("é"), is_spaced("한"), is_spaced("货"), is_spaced("ก"), is_spaced("5"), is_spaced("!")
    (True, True, False, False, True, False)
    """
    return is_word_char(char) and script_of(char) not in _UNSPACED


@cache
def is_word_char(char: str) -> bool:
    """Whether the character is a letter, a digit or a combining mark, of any script.

    >>> [is_word_char(char) for char in "é货5-'"]
    [True, True, True, False, False]
    """
    return unicodedata.category(char)[0] in "LMN"


@cache
def is_mark(char: str) -> bool:
    """Whether the character combines with the one before it.

    >>> is_mark("\\N{COMBINING DOT ABOVE}"), is_mark("i")
    (True, False)
    """
    return unicodedata.category(char)[0] == "M"


@cache
def is_katakana(char: str) -> bool:
    """Whether the character is katakana, the long mark included.

    >>> [is_katakana(char) for char in "サーひ漢"]
    [True, True, False, False]
    """
    full = "\N{KATAKANA LETTER SMALL A}" <= char <= "\N{KATAKANA ITERATION MARK}" and char not in _PUNCTUATION
    return full or "\N{HALFWIDTH KATAKANA LETTER WO}" <= char <= _LAST_HALF or char in _VOICED


_PUNCTUATION = frozenset("\N{KATAKANA MIDDLE DOT}")
_LAST_HALF = "\N{HALFWIDTH KATAKANA SEMI-VOICED SOUND MARK}"
_VOICED = frozenset(
    "\N{COMBINING KATAKANA-HIRAGANA VOICED SOUND MARK}\N{COMBINING KATAKANA-HIRAGANA SEMI-VOICED SOUND MARK}"
)
_LONG = "\N{KATAKANA-HIRAGANA PROLONGED SOUND MARK}"
_NEVER_FIRST = frozenset("ァィゥェォッャュョヮン") | {_LONG, "\N{KATAKANA ITERATION MARK}"}
"""No word of katakana begins with one of these: サーバ ends before ルーム, and does not before ント."""


def is_tied(text: str, index: int) -> bool:
    """Whether the character there goes on the katakana word before it, whatever the words are.

    A long mark at the end is another spelling of the same word: コンピュータ, コンピューター.

    >>> [is_tied(text, 3) for text in ("サーバント", "サーバルーム", "サーバー", "サーバーゲ", "居間室ン")]
    [True, False, False, True, False]
    """
    if text[index] not in _NEVER_FIRST or not is_katakana(text[index - 1]):
        return False
    return text[index] != _LONG or (index + 1 < len(text) and is_katakana(text[index + 1]))


def is_in_katakana(text: str, index: int) -> bool:
    """Whether the place is inside a run of katakana.

    >>> is_in_katakana("ネジバナ", 2), is_in_katakana("ネジ山", 2)
    (True, False)
    """
    return 0 < index < len(text) and is_katakana(text[index - 1]) and is_katakana(text[index])


def is_boundary(text: str, index: int) -> bool:
    """Whether a word may start or end before the character at `index`.

    There is none within a run of letters, digits and marks of spaced scripts, nor before a combining
    mark or a katakana that begins no word; both ends of the text, and both sides of any other Han, Kana
    or Thai character, are boundaries.

    >>> is_boundary("form in format", 11), is_boundary("form in format", 8), is_boundary("搞直播带货", 1)
    (False, True, True)
    """
    if index <= 0 or index >= len(text):
        return True
    before, after = text[index - 1], text[index]
    return not (is_mark(after) or is_tied(text, index) or (is_spaced(before) and is_spaced(after)))


def words(text: str) -> tuple[Span, ...]:
    """The words in order: runs of letters and digits with their inner apostrophes and hyphens; in
    scripts without spaces each character (with its marks) is a word. Numbers such as 60,000 are two.

    >>> [span.of("The state-run firm's 直播 in 2020") for span in words("The state-run firm's 直播 in 2020")]
    ['The', 'state-run', "firm's", '直', '播', 'in', '2020']
    """
    found: list[Span] = []
    index, length = 0, len(text)
    while index < length:
        if not is_word_char(text[index]):
            index += 1
            continue
        start = index
        index = _end_of_word(text, start)
        found.append(Span(start, index))
    return tuple(found)


def _end_of_word(text: str, start: int) -> int:
    """Where the word ends that begins at `start`."""
    length = len(text)
    end = start + 1
    spaced = is_spaced(text[start])
    while end < length:
        char = text[end]
        inner = spaced and char in _INNER and end + 1 < length and is_spaced(text[end + 1])
        if not (inner or is_mark(char) or (spaced and is_spaced(char))):
            break
        end += 2 if inner else 1
    return end
