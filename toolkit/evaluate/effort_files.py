"""From files to the effort: machine translation, final text, source and times, line by line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.effort import FindTerms, effort
from toolkit.evaluate.effort_terms import TermSpans, saving_rows, term_spans
from toolkit.evaluate.files import in_one_order, leading, read_lines
from toolkit.formats.files import guess_note, lines, read_text
from toolkit.model import Effort, SavingRow

if TYPE_CHECKING:
    from toolkit.glossary.index import GlossaryIndex

_TIME = re.compile(r"(?:(\d+):)?(\d+):([0-5]?\d(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*s?")


class Told(NamedTuple):
    """The effort, and what to tell the reader beside it."""

    effort: Effort
    notes: tuple[str, ...]


def effort_of_files(
    before: str | Path,
    after: str | Path,
    source: str | Path | None = None,
    times: str | Path | None = None,
    *,
    index: GlossaryIndex | None = None,
    target_language: str | None = None,
) -> Told:
    """The effort of making one file of the other; with the index of a glossary also what it would have saved.

    Raises InputError where a file cannot be used, AlignmentError where the line counts differ.
    """
    old = read_lines(before, "system")
    new = read_lines(after, "reference")
    origin = read_lines(source, "source") if source is not None else None
    lead = leading(old, new, origin)
    new, origin = in_one_order(lead, new), origin and in_one_order(lead, origin)
    sources = origin.texts if origin else None
    seconds = read_times(times) if times is not None else None
    find_terms: FindTerms | None = None
    rows: tuple[SavingRow, ...] = ()
    same = len(old.texts) == len(new.texts) == len(sources if sources is not None else old.texts)
    if index is not None and same:
        ids = [str(n + 1) for n in range(len(old.texts))]
        rows = saving_rows(index, ids, old.texts, new.texts, sources)

        def find_terms(one: str, other: str, origin: str | None) -> TermSpans:
            return term_spans(index, one, other, origin)

    found = effort(
        old.texts,
        new.texts,
        sources,
        language=target_language,
        seconds=seconds,
        find_terms=find_terms,
        rows=rows,
    )
    files = [old, new, *([origin] if origin else [])]
    guesses = (guess_note(text.file.path, text.guessed_encoding) for text in files)
    return Told(found, tuple(filter(None, guesses)))


def read_times(path: str | Path) -> tuple[float | None, ...]:
    """Seconds per segment, one a line: `75`, `75.5 s`, `1:15`, `0:01:15`; an empty line or `-` was not measured.

    Raises InputError with the place of anything else.
    """
    found: list[float | None] = []
    for line in lines(read_text(path).text):
        cell = line.text.strip().replace(",", ".")
        if cell in ("", "-"):
            found.append(None)
            continue
        match = _TIME.fullmatch(cell)
        if not match:
            raise InputError(
                f"{path}:{line.number}: '{line.text.strip()[:40]}' is no time. Write seconds (75), or 1:15; leave the "
                "line empty where nothing was measured."
            )
        hours, minutes, rest, plain = match.groups()
        found.append(float(plain) if plain else 3600 * int(hours or 0) + 60 * int(minutes) + float(rest))
    return tuple(found)
