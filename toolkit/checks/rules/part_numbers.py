"""Codes of letters and digits that the target does not have: M8x40, AB-1200X, 10.4.2, ISO 9001:2015.

Most texts keep them to the letter. A code has no small letters, and three digits or letters and digits in one piece;
EU-27, KW23 and Top-10 are words that a translation may well write otherwise. Versions, addresses and chapters have two
points or more, and are no dates and no thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.rules.line import Fault, Line

_TOKEN = re.compile(r"(?<![\w./@-])[A-Za-z0-9\N{MULTIPLICATION SIGN}]++(?:-[A-Za-z0-9]++)*+(?![\w@])")
_SCREW = re.compile(r"M[0-9]{1,2}[x\N{MULTIPLICATION SIGN}][0-9]{1,3}")
_DOTTED = re.compile(r"(?<![A-Za-z0-9_.,/-])[0-9]{1,3}(?:\.[0-9]{1,3}){2,}(?![A-Za-z0-9_-]|[.,][0-9])")
_LED = re.compile(
    r"(?:\b(?:v|vers?|version|versión|versione|wersja|release|rev|firmware|kapitel|chapter|chapitre|capítulo|abschnitt"
    r"|section|ziffer|nr|no)\.?|版本|版|第|章|节|節|バージョン|§)[\s\N{NO-BREAK SPACE}]*$",
    re.I,
)
"""What says that figures between points are no day, time or amount."""
_NORM = re.compile(
    r"(?<![A-Za-z])(?:ISO|DIN|EN|IEC|IEEE|ASTM|ANSI|GB|JIS|BS|VDE|VDI)(?:[ /](?:IEC|EN|ISO|T|TS|TR|PAS))*+[ -]?"
    r"(?P<number>[0-9]{2,6}(?:-[0-9]{1,3})?:(?:19|20)[0-9]{2})(?!\d)"
)
"""A norm with the year of its edition."""
_BETWEEN = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\N{HYPHEN}\N{EN DASH}-]+")
_LEAST_DIGITS = 3
_LEAST_MIXED = 5
"""So long is a piece of letters and digits that is a code with fewer digits."""


def check(line: Line) -> Iterator[Fault]:
    """Every code of the source that the target lacks, however it sets its blanks and hyphens."""
    if line.source is None or not line.across:
        return
    text = line.source.digits
    codes = [code for code in dict.fromkeys(_TOKEN.findall(text)) if is_code(code)]
    codes += dict.fromkeys(found.group() for found in _DOTTED.finditer(text) if _is_version(text, found))
    codes += list(dict.fromkeys(norm["number"] for norm in _NORM.finditer(text)))
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


def _is_version(text: str, found: re.Match[str]) -> bool:
    """Whether figures between points are a version, an address or a chapter, and no day (24.3.5) or amount (1.500.000).

    Four groups are, and single figures; others where a word before them says so.
    """
    groups = found.group().split(".")
    if all(len(group) == 3 for group in groups[1:]):
        return False
    return (
        len(groups) > 3
        or all(len(group) == 1 for group in groups)
        or bool(_LED.search(text[max(0, found.start() - 20) : found.start()]))
    )


def _is_mixed(piece: str) -> bool:
    return len(piece) >= _LEAST_MIXED and piece.isalnum() and not piece.isalpha() and not piece.isdigit()


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text).casefold().replace("\N{MULTIPLICATION SIGN}", "x")
