"""TBX, both ways: every kind is read, v3 (TBX-Basic, style DCA) and v2 are written.

Of several ways to write the same, one is taken: the data categories of TBX-Basic as `type` attributes, one
`conceptEntry` a concept, languages in order of appearance.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_reports import ImportResult, Rendered
from toolkit.formats.projection import Keeps
from toolkit.formats.tbx_read import read_tbx
from toolkit.formats.tbx_write import KEEPS, render_tbx
from toolkit.formats.xml_stream import root_name
from toolkit.model.terms import Glossary


@dataclass(frozen=True, slots=True)
class Tbx:
    """One of the two written kinds; reading is the same."""

    name: str
    roots: tuple[str, ...]
    suffixes: tuple[str, ...]
    reads: bool = True
    writes: bool = True
    keeps_garble: bool = False
    is_enforced: bool = False
    keeps: Keeps = KEEPS

    @property
    def loses(self) -> tuple[str, ...]:
        """What TBX-Basic has no category for."""
        blanks = "line breaks and doubled blanks, but for lines of notes"
        return (blanks, "the spelling of language tags with _ (a hyphen instead)", *self.keeps.loses())

    def sniff(self, head: bytes, path: Path) -> bool:
        """By the first element."""
        return root_name(head) in self.roots

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """Every concept and term. Raises InputError."""
        return read_tbx(path, self.name)

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """All languages, or only those given. Raises InputError for a control character, with its term."""
        return render_tbx(glossary, languages, version_2=self.name == "tbx2")


FORMAT = Tbx("tbx", ("tbx", "TBX"), (".tbx",))
VERSION_2 = Tbx("tbx2", ("martif",), ())
