"""Chinese wordings found by what people type when they cannot type Chinese: pinyin, or its first letters.

`toolkit.text.sound` looks for a term's pinyin in a text; here it is the other way round.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from toolkit.text.words import script_of

_FEWEST = 2
"""Letters; one stands for half the glossary."""


def letters_of(query: str) -> str | None:
    """The query as bare pinyin letters, without tones, blanks and apostrophes; None if it cannot be pinyin.

    >>> letters_of("Zhíbō dài huò"), letters_of("xi'an"), letters_of("直播"), letters_of("4G")
    ('zhibodaihuo', 'xian', None, None)
    """
    plain = unicodedata.normalize("NFD", query.casefold().replace("ü", "v"))
    bare = "".join(c for c in plain if not unicodedata.combining(c) and c not in " '-\N{RIGHT SINGLE QUOTATION MARK}")
    return bare if len(bare) >= _FEWEST and bare.isascii() and bare.isalpha() else None


def heard(wording: str, letters: str) -> float | None:
    """How much of a wording the letters stand for, 0 to 1; None if it does not sound so anywhere.

    The last syllable may be begun only. The first letters of all syllables count as the whole, a shade less.

    >>> heard("直播", "zhibo"), heard("网络直播", "zhib"), heard("直播带货", "zbdh"), heard("直播", "zhubo")
    (1.0, 0.5, 0.99, None)
    """
    readings = [_readings(char) for char in wording]
    if not any(readings):
        return None
    for start in range(len(wording)):
        end = _spelled(readings, start, letters)
        if end is not None:
            return (end - start) / len(wording)
    if len(letters) == len(wording) and all(
        any(reading[0] == letter for reading in found) for found, letter in zip(readings, letters, strict=True)
    ):
        return 0.99
    return None


def _spelled(readings: list[tuple[str, ...]], at: int, letters: str) -> int | None:
    """Where the characters end whose syllables the letters spell, from `at` on."""
    if not letters:
        return at
    if at >= len(readings):
        return None
    for reading in readings[at]:
        if letters.startswith(reading):
            end = _spelled(readings, at + 1, letters[len(reading) :])
            if end is not None:
                return end
        elif reading.startswith(letters):
            return at + 1
    return None


@cache
def _readings(char: str) -> tuple[str, ...]:
    """The syllables of one character, without tones; none for what is no Chinese character."""
    if script_of(char) != "han":
        return ()
    from pypinyin import Style, pinyin  # some tenths of a second: only where it is needed

    found = pinyin(char, style=Style.NORMAL, heteronym=True)
    return tuple(dict.fromkeys(one for one in found[0] if one.isascii() and one.isalpha())) if found else ()
