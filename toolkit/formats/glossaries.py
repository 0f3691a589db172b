"""The port for glossaries: any file or folder that holds terms, told by its content and not by its name.

A format is a module with a `FORMAT` (see `GlossaryFormat`) and one line in the table below. Reading says what was
changed and dropped on the way in, writing what the target cannot hold. Whether the content makes sense is asked
by `toolkit.glossary.lint`; which terms are used in spite of its answer by `toolkit.glossary.usable`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from toolkit.errors import GlossaryError, InputError, Problem
from toolkit.formats.files import kind_of, require_inputs, write_atomically
from toolkit.formats.glossary_reports import ExportReport, ImportResult, Loss, Rendered
from toolkit.formats.table_head import table_text
from toolkit.model.terms import Glossary
from toolkit.registry import Registry

Languages = Sequence[str]
"""Language codes that the caller gives, the source first: for files that name none."""


class GlossaryFormat(Protocol):
    """What a glossary format can do. A format that is only read, or only written, says so in `reads` or `writes`."""

    @property
    def name(self) -> str:
        """As in the table below."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Of files to be written in this format by their name alone; empty: it must be asked for."""
        ...

    @property
    def reads(self) -> bool: ...

    @property
    def writes(self) -> bool: ...

    @property
    def loses(self) -> tuple[str, ...]:
        """What a glossary can say and this format cannot, in words for the reader of a report."""
        ...

    @property
    def keeps_garble(self) -> bool:
        """Whether known mistranslations are written without being asked for: our own forms only."""
        ...

    @property
    def is_enforced(self) -> bool:
        """Whether an engine or tool uses every term of the file at once: what waits for approval is left out then."""
        ...

    def sniff(self, head: bytes, path: Path) -> bool:
        """Whether the content is of this format; `head` is the file's first 64 KiB, empty for a folder."""
        ...

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """The glossary and what happened to it. Raises InputError where nothing can be read."""
        ...

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """The file's bytes and what they lack. Raises InputError where languages are missing."""
        ...


GLOSSARY_FORMATS = Registry[GlossaryFormat](
    "glossary format",
    {
        "amazon": "toolkit.formats.glossary_engines:AMAZON",
        "csv": "toolkit.formats.glossary_csv:FORMAT",
        "deepl": "toolkit.formats.glossary_engines:DEEPL",
        "folder": "toolkit.formats.glossary_folder:FORMAT",
        "google": "toolkit.formats.glossary_engines:GOOGLE",
        "google-pairs": "toolkit.formats.glossary_engines:GOOGLE_PAIRS",
        "iate": "toolkit.formats.glossary_dialects:IATE",
        "json": "toolkit.formats.glossary_json:FORMAT",
        "jsonl": "toolkit.formats.glossary_jsonl:FORMAT",
        "lokalise": "toolkit.formats.glossary_dialects:LOKALISE",
        "markdown": "toolkit.formats.glossary_markdown:FORMAT",
        "matecat": "toolkit.formats.glossary_dialects:MATECAT",
        "microsoft": "toolkit.formats.glossary_engines:MICROSOFT",
        "multiterm": "toolkit.formats.glossary_multiterm:FORMAT",
        "omegat": "toolkit.formats.glossary_omegat:FORMAT",
        "phrase": "toolkit.formats.glossary_dialects:PHRASE",
        "tbx": "toolkit.formats.glossary_tbx:FORMAT",
        "tbx2": "toolkit.formats.glossary_tbx:VERSION_2",
        "tmx": "toolkit.formats.glossary_tmx:FORMAT",
        "tsv": "toolkit.formats.glossary_csv:TABS",
        "utx": "toolkit.formats.glossary_utx:FORMAT",
        "vale": "toolkit.formats.glossary_vale:FORMAT",
        "weblate": "toolkit.formats.glossary_dialects:WEBLATE",
        "xlsx": "toolkit.formats.glossary_xlsx:FORMAT",
    },
)
_LAST = ("tsv", "csv")
"""Any table is one of these; they are asked when no other format knows the file."""
_HEAD = 65536


def open_glossary(path: str | Path, languages: Languages | None = None) -> ImportResult:
    """The glossary of a folder or of a file of any format, with the report of its import.

    Rows that could not be used stand in `report.problems`; `read_any` raises them. `languages` name those of a
    file that does not. Raises InputError for a file of no known format, one that cannot be read, and one without
    any term.
    """
    path = Path(path)
    result = format_of(path).read(path, languages)
    if not result.report.terms and not result.report.problems:
        raise InputError(f"{path}: no term was read (format: {result.report.format}). Is this the file that you mean?")
    return result


def read_any(path: str | Path, languages: Languages | None = None) -> ImportResult:
    """The same; raises GlossaryError with every row that could not be used."""
    result = open_glossary(path, languages)
    if any(problem.severity == "error" for problem in result.report.problems):
        raise GlossaryError(result.report.problems)
    return result


def format_of(path: str | Path) -> GlossaryFormat:
    """The format of what stands at the path, told by its content. Raises InputError where there is none."""
    path = Path(path)
    head = b""
    if kind_of(path) != "folder":
        require_inputs(path)
        head = _head(path)
        if not head.strip():
            raise InputError(f"{path}: the file is empty; write one concept a line, such as 流量,online traffic")
    names = [name for name in GLOSSARY_FORMATS.names() if name not in _LAST]
    for name in (*names, *_LAST):
        known = GLOSSARY_FORMATS.get(name)
        if known.sniff(head, path):
            return known
    if b"\0" in head and not head.startswith(b"PK"):
        table_text(path)  # a table with a damaged place is told by it
    if head.startswith(b"PK\x03\x04"):
        raise InputError(f"{path}: this archive is damaged, or no workbook; save it again in the program it is from.")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        raise InputError(
            f"{path}:1: JSON, but not our own form with one concept a line, "
            "which `tqt glossary convert` writes; export the glossary as a table, TBX or workbook instead."
        )
    readable = ", ".join(name for name, known in GLOSSARY_FORMATS if known.reads)
    raise InputError(f"{path}: this is no glossary in a format that we know. Read are: {readable}.")


def format_to_write(path: str | Path, name: str | None = None) -> GlossaryFormat:
    """The format that is asked for, or else the one that the file's suffix names.

    >>> format_to_write("terms.tbx").name, format_to_write("my-terms").name
    ('tbx', 'folder')
    >>> format_to_write("terms.doc")
    Traceback (most recent call last):
        ...
    toolkit.errors.InputError: terms.doc: the suffix .doc does not tell a format; say --to and one of amazon, csv, \
deepl, folder, google, google-pairs, jsonl, lokalise, microsoft, omegat, tbx, tbx2, tsv, utx, vale, xlsx.

    Raises InputError where neither does, or where the format is only read.
    """
    writable = ", ".join(one for one, known in GLOSSARY_FORMATS if known.writes)
    if name is not None:
        known = GLOSSARY_FORMATS.get(name)
        if not known.writes:
            raise InputError(f"--to {name}: this format is read, not written. Written are: {writable}.")
        return known
    suffix = Path(path).suffix.casefold()
    for _, known in GLOSSARY_FORMATS:
        if known.writes and suffix in known.suffixes:
            return known
    raise InputError(f"{path}: the suffix {suffix} does not tell a format; say --to and one of {writable}.")


def write_any(
    glossary: Glossary,
    path: str | Path,
    target: GlossaryFormat,
    languages: Languages | None = None,
    *,
    with_garble: bool = False,
) -> ExportReport:
    """Write the glossary as a whole and report what the file lacks.

    Known mistranslations stay at home unless `with_garble`: they would flood what other tools hold. So do terms that
    wait for approval, in a format whose every term is used at once.
    Raises InputError where the format needs languages, or nothing would be written.
    """
    from toolkit.formats.glossary_folder import write_glossary
    from toolkit.formats.projection import (
        of_variants,
        without_drafts,
        without_garble,
        without_repetitions,
        without_unreadable,
    )

    kept, garbles = glossary, 0
    if not (with_garble or target.keeps_garble):
        kept, garbles = without_garble(glossary)
    losses = [Loss("garble", garbles, "known mistranslations are written with --with-garble only")] if garbles else []
    if target.is_enforced:
        kept, drafts = without_drafts(kept)
        if drafts:
            losses.append(Loss("drafts", drafts, "terms that wait for approval would be in use there"))
    if target.name in ("folder", "xlsx"):
        kept, refused = without_unreadable(kept)
        if refused:
            losses.append(
                Loss("terms", refused, "our own tables refuse their brackets or dates; mend them in the source")
            )
    if target.name == "folder":
        kept, repeated = without_repetitions(kept)
        if repeated:
            losses.append(Loss("terms said twice", repeated, "a folder holds each term of a concept once"))
        write_glossary(kept, path)
        terms = sum(len(concept.terms) for concept in kept.concepts)
        return ExportReport(str(path), target.name, len(kept.concepts), terms, tuple(losses))
    kept, variants = of_variants(kept, languages)
    if variants:
        losses.append(Loss("terms of other variants of these languages", variants, "not asked for"))
    made = target.render(kept, languages)
    if not made.terms:
        raise InputError(f"{path}: nothing to write: no concept has what the format '{target.name}' needs.")
    write_atomically(path, made.data)
    return ExportReport(str(path), target.name, made.concepts, made.terms, (*losses, *made.losses))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error


__all__ = ["GLOSSARY_FORMATS", "GlossaryFormat", "Languages", "Problem", "open_glossary", "read_any", "write_any"]
