"""Concept ids as XML names and back: "lao tie" is `lao_x0020_tie`, after ISO/IEC 9075-14, 9.1."""

from __future__ import annotations

import re

_START = "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131\u4e00-\u9fa5\u3041-\u3094\u30a1-\u30fa\uac00-\ud7a3"
"""Letters that the first edition of XML knew already, for validators still go by it."""
_UNFIT = re.compile(rf"^[^{_START}]|[^{_START}\-.0-9]|_(?=x[0-9A-Fa-f]{{4,6}}_)")
_WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4,6})_")


def name_of_id(text: str) -> str:
    """The id as an XML name (NCName), whatever stands in it.

    >>> name_of_id("lao tie"), name_of_id("直播带货"), name_of_id("1a")
    ('lao_x0020_tie', '直播带货', '_x0031_a')
    """
    return _UNFIT.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def id_of_name(name: str) -> str:
    """The id that `name_of_id` has written; any other name stays as it is.

    >>> id_of_name("lao_x0020_tie"), id_of_name("c147")
    ('lao tie', 'c147')
    """
    return _WRITTEN.sub(_character, name) if "_x" in name else name


def _character(found: re.Match[str]) -> str:
    code = int(found.group(1), 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else found.group()
