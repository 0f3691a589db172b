"""Codes of letters and digits that the target does not have: M8x40, AB-1200X. Most texts keep them to the letter.

A code has no small letters, and three digits or letters and digits in one piece; EU-27, KW23 and Top-10 are words that
a translation may well write otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.rules.line import Fault, Line

_TOKEN = re.compile(r"(?<![\w./@-])[A-Za-z0-9\N{MULTIPLICATION SIGN}]++(?:-[A-Za-z0-9]++)*+(?![\w@])")
_SCREW = re.compile(r"M[0-9]{1,2}[x\N{MULTIPLICATION SIGN}][0-9]{1,3}")
_BETWEEN = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\N{HYPHEN}\N{EN DASH}-]+")
_LEAST_DIGITS = 3
_LEAST_MIXED = 5
"""So long is a piece of letters and digits that is a code with fewer digits."""


def check(line: Line) -> Iterator[Fault]:
    """Every code of the source that the target lacks, however it sets its blanks and hyphens."""
    if line.source is None or not line.across:
        return
    codes = [code for code in dict.fromkeys(_TOKEN.findall(line.source.digits)) if is_code(code)]
    there = _bare(line.target.digits) if codes else ""
    for code in codes:
        if _bare(code) not in there:
            yield Fault("code.missing", f"the code {code} of the source is not in the text", found=code)


def is_code(word: str) -> bool:
    """Whether a word is a code that no translation changes.

    >>> [is_code(word) for word in ("AB-1200X", "M8x40", "RK22B", "EU-27", "KW23", "Pre-1990", "COVID", "2024")]
    [True, True, True, False, False, False, False, False]
    """
    if _SCREW.fullmatch(word):
        return True
    if word.upper() != word or word[0].isdigit() or not any(char.isdigit() for char in word):
        return False
    mixed = any(_is_mixed(piece) for piece in word.split("-"))
    return sum(char.isdigit() for char in word) >= _LEAST_DIGITS or mixed


def _is_mixed(piece: str) -> bool:
    return len(piece) >= _LEAST_MIXED and piece.isalnum() and not piece.isalpha() and not piece.isdigit()


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text).casefold().replace("\N{MULTIPLICATION SIGN}", "x")
