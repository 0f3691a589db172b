"""Segment scores that another program made: COMET, MetricX, GEMBA, mt-metrics-eval, or any table of scores.

Read only, and nothing is made up: a score that is missing or no number is None, an unreadable row is reported.
How each kind looks is in `scores_json` and `scores_table`; this file tells them apart by content.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError, Problem
from toolkit.formats.files import decode, digest_bytes, lines, read_bytes

_OF_ERRORS = re.compile(
    r"(?:metricx|h?ter|wer|cer|ppl|perplexity|hallucinations?|edit[-_ ]distance|errors?)(?![a-z])",
    re.I,
)


class ScoreRow(NamedTuple):
    """One score."""

    system: str | None
    """None: the file speaks of one system and does not name it."""
    segment: str
    """The segment's id; where the file has none, its number from 1 within the system."""
    score: float | None
    """None: missing."""


class ScoreContent(NamedTuple):
    """What a kind of file gives."""

    kind: str
    rows: tuple[ScoreRow, ...]
    problems: tuple[Problem, ...] = ()
    column: str | None = None
    """The column or key that the scores stand in."""
    higher_is_better: bool | None = None
    """None: the file does not say."""


@dataclass(frozen=True, slots=True)
class ImportedScores:
    """Scores of segments from a file."""

    path: str
    kind: str
    """`comet-json`, `comet-text`, `metricx`, `mtme`, `lines`, `table`, `jsonl`."""
    digest: str
    """First 12 hex digits of the SHA-256 of the file's bytes."""
    rows: tuple[ScoreRow, ...]
    problems: tuple[Problem, ...] = ()
    column: str | None = None
    higher_is_better: bool | None = None
    """None: the file does not say; `is_higher_better` guesses."""

    def is_higher_better(self, metric: str) -> bool:
        """What the file says; where it says nothing, not for the name of a count of errors, if no score is negative.

        Errors with a minus before them, as the WMT writes MetricX, are better where they are higher.

        >>> rows = (ScoreRow("a", "1", 2.5), ScoreRow("a", "2", 0.5))
        >>> scores = ImportedScores("s.csv", "table", "", rows)
        >>> scores.is_higher_better("comet"), scores.is_higher_better("MetricX-24")
        (True, False)
        """
        if self.higher_is_better is not None:
            return self.higher_is_better
        named = any(_OF_ERRORS.match(name) for name in (metric, self.column or ""))
        return not named or any(row.score is not None and row.score < 0 for row in self.rows)

    @property
    def systems(self) -> tuple[str | None, ...]:
        """The systems named, in the order of the file; (None,) where none is."""
        return tuple(dict.fromkeys(row.system for row in self.rows))

    def of(self, system: str | None) -> tuple[float | None, ...]:
        """The scores of one system in the order of the file."""
        return tuple(row.score for row in self.rows if row.system == system)


def read_scores(path: str | Path, columns: Mapping[str, str] | None = None) -> ImportedScores:
    """The scores of a file (`-` is standard input).

    `columns` names a table's columns or keys where its header does not: `{"score": "Z.SCR", "segment": "SID"}`.
    Raises InputError where the file is empty, has no scores, or its columns cannot be determined.
    """
    from toolkit.formats.scores_json import read_json_scores
    from toolkit.formats.scores_table import read_table_scores

    data = read_bytes(path)
    text = decode(data, path).text
    rows = [line for line in lines(text) if line.text.strip()]
    if not rows:
        raise InputError(f"{path}: the file is empty; a score for each segment is expected.")
    if rows[0].text.lstrip().startswith(("{", "[")):
        content = read_json_scores(text, rows, str(path), columns or {})
    else:
        content = read_table_scores(text, str(path), columns or {})
    if not any(row.score is not None for row in content.rows):
        first = f" {content.problems[0]}." if content.problems else ""
        raise InputError(f"{path}: no score could be read.{first}")
    return ImportedScores(
        str(path),
        content.kind,
        digest_bytes(data),
        content.rows,
        content.problems,
        content.column,
        content.higher_is_better,
    )
