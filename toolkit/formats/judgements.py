"""The port for files of human ratings: told by their content, read row by row, nothing dropped without a word.

A format is a module with a `FORMAT` (see `RatingFormat`) and one line in the table below; those that can also be
written stand in `WRITERS` too. Scores of ratings are `toolkit.evaluate.human`'s work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from toolkit.errors import InputError, Problem
from toolkit.formats.files import Line, decode, digest_bytes, guess_note, lines, read_bytes
from toolkit.model.judgements import Rating
from toolkit.model.segments import LangPair
from toolkit.registry import Registry


class Content(NamedTuple):
    """What a format reads out of a file."""

    ratings: tuple[Rating, ...]
    rows: int
    """How many rows or objects the file has, without its header and blank lines."""
    problems: tuple[Problem, ...]
    """`error`: the row was left out. `warning`: it was read, but not all of it could be used."""
    segments: tuple[str, ...] = ()
    """Segments that the file names, rated or not; empty: it names the rated ones only."""


class Written(NamedTuple):
    """A file's text, and what it could not hold."""

    text: str
    kept: int
    """How many ratings it holds."""
    lost: tuple[str, ...]
    """One sentence each."""


class RatingFormat(Protocol):
    """What a format of ratings can do. Both functions are pure."""

    def sniff(self, first: str) -> bool:
        """Whether a file that begins with this line (not a blank one) is of the format."""
        ...

    def read(self, rows: Sequence[Line], path: str) -> Content:
        """The ratings of the file's lines; `path` only serves messages."""
        ...


class RatingWriter(Protocol):
    """A format that can also be written."""

    def write(self, ratings: Sequence[Rating]) -> Written:
        """The ratings as a file's text."""
        ...


FORMATS = Registry[RatingFormat](
    "ratings format",
    {
        "appraise": "toolkit.formats.judgements_appraise:FORMAT",
        "jsonl": "toolkit.formats.judgements_jsonl:FORMAT",
        "marot": "toolkit.formats.judgements_marot:FORMAT",
        "mtme": "toolkit.formats.judgements_mtme:FORMAT",
        "wmt": "toolkit.formats.judgements_wmt:FORMAT",
    },
)
WRITERS = Registry[RatingWriter](
    "ratings format that can be written",
    {
        "jsonl": "toolkit.formats.judgements_jsonl:FORMAT",
        "marot": "toolkit.formats.judgements_marot:FORMAT",
        "mtme": "toolkit.formats.judgements_mtme:FORMAT",
    },
)
_KNOWN = (
    "Known are MQM rows of Marot (TSV), ratings of mt-metrics-eval (JSON lines), exports of Appraise (CSV), "
    "WMT's ESA files (JSON lines) and our own JSON lines (keys system, segment, errors, score)."
)


@dataclass(frozen=True, slots=True)
class RatingFile:
    """A file of ratings that was read."""

    path: str
    format: str
    digest: str
    """First 12 hex digits of the SHA-256 of the file's bytes."""
    ratings: tuple[Rating, ...]
    rows: int
    problems: tuple[Problem, ...]
    segments: tuple[str, ...]
    """Every segment the file names, rated or not, in its order."""
    guessed_encoding: str | None = None

    @property
    def skipped(self) -> int:
        """How many rows were left out."""
        return sum(problem.severity == "error" for problem in self.problems)

    def notes(self) -> tuple[str, ...]:
        """What a reader must know: a guessed encoding, rows left out, and why; one sentence for each reason."""
        guess = guess_note(self.path, self.guessed_encoding)
        return (*((guess,) if guess else ()), *_by_reason(self.problems))


def read_ratings(path: str | Path, pair: str | None = None) -> RatingFile:
    """The ratings of a file (`-` is standard input), of one language pair such as `zh-en` where `pair` names it.

    Raises InputError where the format is unknown, nothing could be read, or several language pairs are mixed.
    """
    data = read_bytes(path)
    file = decode(data, path)
    rows = [line for line in lines(file.text) if line.text.strip()]
    if not rows:
        raise InputError(f"{path}: the file is empty. {_KNOWN}")
    name = _format_of(rows[0].text)
    if name is None:
        raise InputError(f"{path}:{rows[0].number}: this is no format of human ratings that we know. {_KNOWN}")
    content = FORMATS.get(name).read(rows, str(path))
    ratings, pairs = content.ratings, _pairs(content.ratings)
    if not ratings:
        reasons = "; ".join(_by_reason(content.problems)) or "no row has a rating"
        raise InputError(f"{path}: no rating could be read: {reasons}")
    segments = content.segments or tuple(dict.fromkeys(rating.segment_id for rating in ratings))
    if pair is not None:
        ratings = tuple(rating for rating in ratings if str(rating.languages) == pair)
        if not ratings:
            raise InputError(f"{path}: no rating of the language pair {pair}; found {_listed(pairs) or 'none named'}.")
        segments = tuple(dict.fromkeys(rating.segment_id for rating in ratings)) if len(pairs) > 1 else segments
    elif len(pairs) > 1:
        raise InputError(
            f"{path}: ratings of {len(pairs)} language pairs, which no score may mix: {_listed(pairs)}. "
            f"Choose one, such as --pair {pairs[0]}."
        )
    return RatingFile(
        str(path),
        name,
        digest_bytes(data),
        ratings,
        content.rows,
        content.problems,
        segments,
        file.encoding if file.guessed else None,
    )


def holds_ratings(path: str | Path) -> bool:
    """Whether the file is of a format of ratings; False for a table of scores, or an empty file."""
    rows = lines(decode(read_bytes(path), path).text)
    return any(_format_of(first.text) is not None for first in [line for line in rows if line.text.strip()][:1])


def _format_of(first: str) -> str | None:
    return next((name for name, one in FORMATS if one.sniff(first)), None)


def _pairs(ratings: Iterable[Rating]) -> list[LangPair]:
    return sorted({rating.languages for rating in ratings if rating.languages is not None})


def _listed(pairs: Sequence[LangPair]) -> str:
    return ", ".join(map(str, pairs))


def _by_reason(problems: Sequence[Problem]) -> list[str]:
    """One sentence for each reason, with its first place."""
    counts = Counter((problem.severity, problem.message) for problem in problems)
    first: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        first.setdefault((problem.severity, problem.message), problem)
    said = []
    for key, count in counts.items():
        one = first[key]
        more = f" ({count} rows, this is the first)" if count > 1 else ""
        said.append(f"{one}{more}: {'left out' if one.severity == 'error' else 'read without that'}.")
    return said
