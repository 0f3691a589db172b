"""Which encoding bytes are in that bear no mark and are not UTF-8: by their letters, by statistics, by experience."""

from __future__ import annotations

import re

from toolkit.formats.legacy_encodings import readings

_MISTAKEN = frozenset({"cp949", "euc_kr", "johab", "utf_16", "utf_16_be", "utf_16_le"})
"""Guesses that a short Chinese text is apt to provoke."""
_INSIDE_WORDS = re.compile(
    r"[A-Za-z][^\W\d_a-zA-Z\u00c0-\u00ff\u0152\u0153]"
    r"|[^\W\d_][\u00a1-\u00a9\u00ac-\u00b4\u00b6-\u00b9\u00bc-\u00bf]"
)
"""A sign or a rare letter right after a letter: what another code page has a letter for."""
_CENTRAL = re.compile("[šžŠŽýÝ]")
"""Letters that Western texts hardly ever have, and the others soon."""
_SPACED = re.compile(rb"[\x80-\xff] [\x80-\xff]")


def guess(data: bytes) -> str | None:
    """The encoding that the bytes are most likely in; None where nothing speaks for any."""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is not None and best.encoding in _MISTAKEN and not _SPACED.search(data):
        # Chinese has the byte pairs of Korean, but Korean is written with spaces and Chinese is not.
        for encoding in ("gb18030", "big5"):
            if fits(data, encoding):
                return encoding
    made = readings(data)
    if len(made) == 1:
        return next(iter(made))
    if "cp1252" in made and not _CENTRAL.search(made["cp1252"]):
        return "cp1252"
    if best is not None and best.encoding != "cp1252" and _reads_western(data):
        return "cp1252"
    return None if best is None else str(best.encoding)


def _reads_western(data: bytes) -> bool:
    """Whether bytes beyond ASCII are few and make words with Western letters: à, ñ, ß, no ³ or ¿ inside a word.

    The code pages of Central Europe have other letters in the same places, and short French looks like Czech to
    statistics; but a file without a word on its encoding is far more often Western.
    """
    high = sum(byte > 0x7F for byte in data)
    letters = sum(0x41 <= byte <= 0x5A or 0x61 <= byte <= 0x7A for byte in data)
    if not high or high * 4 > letters or not fits(data, "cp1252"):
        return False
    text = data.decode("cp1252")
    return not _INSIDE_WORDS.search(text) and not _CENTRAL.search(text)


def fits(data: bytes, encoding: str) -> bool:
    """Whether the bytes can be read so."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
