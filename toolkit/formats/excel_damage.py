"""Values that a spreadsheet changed behind its owner's back: dates, powers of ten, error marks."""

from __future__ import annotations

import re

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATE = re.compile(
    rf"\d{{1,2}}-(?:{_MONTHS})(?:-\d{{2,4}})?"  # 22-Apr, 22-Apr-2020
    rf"|(?:{_MONTHS})-\d{{2}}"  # Apr-22
    r"|\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}"  # 2024-04-22 00:00:00
)
_NUMBER = re.compile(r"-?\d(?:\.\d+)?E[+-]\d{2,}")
_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|N/A|DIV/0!|NUM!|NULL!)")


def damage(cell: str) -> str | None:
    """What a spreadsheet probably did to the cell; None if it looks untouched.

    >>> damage("Apr-22")
    "a spreadsheet probably turned the text into a date; format the column as 'Text' and type it again"
    >>> damage("60,000 jin")
    """
    advice = "format the column as 'Text' and type it again"
    if _DATE.fullmatch(cell):
        return f"a spreadsheet probably turned the text into a date; {advice}"
    if _NUMBER.fullmatch(cell):
        return f"a spreadsheet probably turned the text into a number; {advice}"
    if _ERROR.fullmatch(cell):
        return f"a spreadsheet took the text for a formula and left an error mark; {advice}"
    return None
