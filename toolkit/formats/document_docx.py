"""Word documents: body, tables, text boxes, headers, footers and notes. Comments and properties are not read.

A change can bear a comment with its reason, as Word allows it: in the body, and not in text boxes, headers or notes.
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.formats.archive import with_members
from toolkit.formats.documents import Marks
from toolkit.formats.office import OfficeFormat, OfficeLayout, changed_parts
from toolkit.formats.office_comments import commented
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


class WordFormat(OfficeFormat):
    """The format `docx`."""

    has_states = False

    def render_marked(self, layout: object, texts: Mapping[str, str], marks: Marks) -> bytes:
        """The file with these paragraphs, each with a comment of its note where Word allows one."""
        assert isinstance(layout, OfficeLayout)
        wanted = {name: note for name in texts if (note := marks.notes.get(name))}
        made = commented(layout, wanted)
        changed = changed_parts(layout, texts, made.in_parts)
        return with_members(layout.archive, {**changed, **made.changed}, made.added)


FORMAT = WordFormat(
    ".docx document",
    (
        r"word.*\bmain\+xml$",
        r"wordprocessingml\.header\+xml$",
        r"wordprocessingml\.footer\+xml$",
        r"l\.(foot|end)notes\+xml$",
    ),
    _WORD,
)
