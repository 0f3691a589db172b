"""Word documents: body, tables, text boxes, headers, footers and notes. Comments and properties are not read."""

from __future__ import annotations

from toolkit.formats.office import OfficeFormat
from toolkit.formats.office_walk import Dialect

_TRACKED = frozenset("ins del moveFrom moveTo".split())
_WORD = Dialect(
    namespaces=frozenset(
        {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        }
    ),
    pair=frozenset({"hyperlink"}),
    whole=_TRACKED
    | frozenset(
        "tab br cr ptab sym drawing pict object fldSimple ruby footnoteReference endnoteReference footnoteRef "
        "endnoteRef noBreakHyphen softHyphen pgNum dayShort monthShort yearShort dayLong monthLong yearLong".split()
    ),
    silent=frozenset("pPr rPr sdtPr sdtEndPr smartTagPr customXmlPr instrText delText delInstrText".split()),
    tracked=_TRACKED,
    trims=True,
)
FORMAT = OfficeFormat(
    ".docx document",
    (
        r"word.*\bmain\+xml$",
        r"wordprocessingml\.header\+xml$",
        r"wordprocessingml\.footer\+xml$",
        r"l\.(foot|end)notes\+xml$",
    ),
    _WORD,
)
