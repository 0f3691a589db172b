"""PowerPoint presentations: the slides' text, tables and speaker's notes. Charts, SmartArt and masters are not read."""

from __future__ import annotations

from toolkit.formats.office import OfficeFormat
from toolkit.formats.office_walk import Dialect

_SLIDES = Dialect(
    namespaces=frozenset(
        {
            "http://schemas.openxmlformats.org/drawingml/2006/main",
            "http://purl.oclc.org/ooxml/drawingml/main",
        }
    ),
    pair=frozenset(),
    whole=frozenset("br fld".split()),
    silent=frozenset("pPr rPr endParaRPr".split()),
    tracked=frozenset(),
    trims=False,
)
FORMAT = OfficeFormat(
    ".pptx presentation", (r"presentationml\.slide\+xml$", r"presentationml\.notesSlide\+xml$"), _SLIDES
)
