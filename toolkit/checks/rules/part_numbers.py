"""Codes of letters and digits that the target does not have: M8x40, AB-1200X. Most texts keep them to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.rules.line import Fault, Line

_CODE = re.compile(
    r"(?<![\w./@-])(?=[A-Za-z0-9-]*[A-Z])(?=[A-Za-z0-9-]*[0-9])[A-Z][A-Za-z]{0,3}-?[0-9]{2,}(?:[A-Za-z-]?[A-Z0-9]+)*[A-Z]?"
    r"(?![\w@]|-\w)|(?<![\w./@-])M[0-9]{1,2}[x\N{MULTIPLICATION SIGN}][0-9]{1,3}(?![\w@])"
)
_BETWEEN = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\N{HYPHEN}\N{EN DASH}-]+")
_LEAST = 4
"""So many signs: A4 and H1 are words of their languages."""


def check(line: Line) -> Iterator[Fault]:
    """Every code of the source that the target lacks, however it sets its blanks and hyphens."""
    if line.source is None or not line.across:
        return
    there = _bare(line.target.digits)
    for code in dict.fromkeys(_CODE.findall(line.source.digits)):
        if len(code) >= _LEAST and _bare(code) not in there:
            yield Fault("code.missing", f"the code {code} of the source is not in the text", found=code)


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text).casefold().replace("\N{MULTIPLICATION SIGN}", "x")
