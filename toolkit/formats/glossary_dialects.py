"""The tables of other tools, as data: MateCat, Lokalise, Phrase, Weblate and IATE. Lokalise's is written too.

Adding one is adding a `Dialect` and its line in `toolkit.formats.glossaries`. The columns are those of the vendors'
own exports and documentation (docs/glossary-formats.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.dialect_rows import Dialect, fits, read_dialect
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_reports import ImportResult, Rendered, Tally
from toolkit.formats.lokalise_table import LOKALISE_KEEPS, render_lokalise
from toolkit.formats.projection import NOTHING, Keeps
from toolkit.formats.rows import read_records
from toolkit.formats.table_concepts import Records
from toolkit.formats.table_head import first_record, head_text, table_text
from toolkit.model.terms import Glossary

MATECAT_TABLE = Dialect(
    "matecat",
    frozenset({"forbidden", "domain", "subdomain", "definition"}),
    {"forbidden": "forbidden_flag", "domain": "subject", "subdomain": "subsubject", "definition": "definition"},
    after={"notes": "term_note", "example of use": "example"},
    without=frozenset({"term", "language"}),
)
LOKALISE_TABLE = Dialect(
    "lokalise",
    frozenset({"term", "description", "casesensitive", "translatable", "forbidden"}),
    {"term": "source", "description": "definition", "casesensitive": "case", "forbidden": "forbidden_flag"},
    endings={"_description": "term_note"},
    sides=1,
)
PHRASE_TABLE = Dialect(
    "phrase",
    frozenset({"term", "description", "translatable"}),
    {"term": "source", "description": "definition", "case sensitive": "case", "case_sensitive": "case"},
    without=frozenset({"casesensitive", "forbidden"}),
    sides=1,
)
WEBLATE_TABLE = Dialect(
    "weblate",
    frozenset({"source", "target", "context", "developer_comments"}),
    {
        "source": "source",
        "target": "target",
        "developer_comments": "definition",
        "translator_comments": "note",
        "location": "skip",
        "id": "skip",
        "fuzzy": "skip",
    },
    sides=2,
)
IATE_TABLE = Dialect(
    "iate",
    frozenset({"e_id", "l_code", "t_term"}),
    {
        "e_id": "id",
        "e_domains": "subject",
        "l_code": "language",
        "l_definition": "definition",
        "t_term": "term",
        "t_evaluation": "status",
        "t_note": "term_note",
    },
    terms_by_row=True,
)
DIALECTS = (MATECAT_TABLE, LOKALISE_TABLE, PHRASE_TABLE, WEBLATE_TABLE, IATE_TABLE)
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Table:
    """The format of one dialect."""

    dialect: Dialect
    suffixes: tuple[str, ...] = ()
    reads: bool = True
    writes: bool = False
    keeps_garble: bool = False
    is_enforced: bool = False
    keeps: Keeps = NOTHING

    @property
    def name(self) -> str:
        """The dialect's."""
        return self.dialect.name

    @property
    def loses(self) -> tuple[str, ...]:
        """Nothing is said of what is only read."""
        return self.keeps.loses() if self.writes else ()

    def sniff(self, head: bytes, path: Path) -> bool:
        """By the header."""
        text = head_text(head)
        return bool(text) and _delimiter(text or "", self.dialect) is not None

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """Every row. Raises InputError where the languages are not known."""
        tally = Tally()
        text = table_text(path, tally.problems)
        delimiter = _delimiter(text, self.dialect)
        if delimiter is None:
            raise InputError(f"{path}: this table has not the columns of {self.name}.")
        records = list(read_records(str(path), text, delimiter, tally.problems))
        return read_dialect(path, self.dialect, records, languages, tally)

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """The table, if this dialect is written."""
        if not self.writes:
            raise InputError(f"{self.name}: this format is read, not written.")
        return render_lokalise(glossary, languages)


def dialect_of(records: Records) -> Dialect | None:
    """The dialect of a table's header, wherever the table stands; None: it is of none of them."""
    header = [cell.strip().casefold() for cell in records[0][1]] if records else []
    return next((dialect for dialect in DIALECTS if fits(dialect, header)), None)


def _delimiter(text: str, dialect: Dialect) -> str | None:
    return next((mark for mark in _DELIMITERS if fits(dialect, first_record(text, mark))), None)


MATECAT = Table(MATECAT_TABLE)
LOKALISE = Table(LOKALISE_TABLE, writes=True, keeps=LOKALISE_KEEPS)
PHRASE = Table(PHRASE_TABLE)
WEBLATE = Table(WEBLATE_TABLE)
IATE = Table(IATE_TABLE)
