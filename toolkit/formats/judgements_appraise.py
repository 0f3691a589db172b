"""Exports of Appraise (`ExportSystemScoresToCSV`): a row for each rating, without a header. Read only.

Columns: user, system, item, item type, source language, target language, score, document, complete, error spans
(of ESA and MQM campaigns; JSON), begin, end. Items other than TGT and tutorial documents are controls of the rater.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence

from toolkit.errors import Problem
from toolkit.formats.appraise_spans import appraise_errors
from toolkit.formats.files import Line
from toolkit.formats.json_rows import MalformedError, number
from toolkit.formats.judgements import Content
from toolkit.formats.judgements_jsonl import score_of
from toolkit.model.judgements import ErrorSpan, Rating
from toolkit.model.segments import LangPair

_TYPES = frozenset({"TGT", "BAD", "REF", "CHK", "TGT-MQM"})
_CONTROLS = ("#bad", "#dup", "#incomplete")


class AppraiseExport:
    """The format `appraise`."""

    def sniff(self, first: str) -> bool:
        """Eight cells or more, the fourth of which is a type of item.

        >>> FORMAT.sniff("deuengeng1,Online-B,12,TGT,deu,eng,87,news.3,False,[],1.0,2.0")
        True
        """
        cells = next(csv.reader([first]), [])
        return len(cells) >= 8 and cells[3].strip() in _TYPES

    def read(self, rows: Sequence[Line], path: str) -> Content:
        """One rating for each row that is no control."""
        ratings: list[Rating] = []
        problems: list[Problem] = []
        reader = csv.reader(f"{line.text}\n" for line in rows)
        count = 0
        while True:
            line = rows[min(reader.line_num, len(rows) - 1)].number
            try:
                cells = next(reader)
                count += 1
                ratings.append(_rating(cells, f"{path}:{line}"))
            except StopIteration:
                break
            except (MalformedError, csv.Error) as error:
                problems.append(Problem(path, line, str(error)))
        return Content(tuple(ratings), count, tuple(problems))


FORMAT = AppraiseExport()


def _rating(cells: Sequence[str], place: str) -> Rating:
    if len(cells) < 8:
        raise MalformedError(f"the row has {len(cells)} cells; eight or more are expected")
    user, system, item, kind, source, target, score, document = (cell.strip() for cell in cells[:8])
    if kind not in _TYPES:
        raise MalformedError(f"unknown type of item '{kind[:20]}' in the fourth cell")
    if not kind.startswith("TGT") or document.endswith(_CONTROLS) or "-tutorial" in document:
        raise MalformedError("a control of the rater, not a rating")
    if not system or not item:
        raise MalformedError("the system or the item is missing")
    errors = _errors(next((cell for cell in cells[8:] if cell.lstrip().startswith("[")), None))
    verdict = None if score in ("", "None") else number(score, "score")
    if verdict is not None and verdict < 0 and errors is not None:
        verdict = None  # MQM campaigns ask for errors alone and store -1
    if verdict is None and errors is None:
        raise MalformedError("neither a score nor error spans: nothing is said of the translation")
    languages = LangPair(source, target) if source and target else None
    return Rating(
        system,
        f"{document}:{item}" if document else item,
        user or None,
        errors,
        score_of(verdict, "score"),
        document or None,
        languages=languages,
        place=place,
    )


def _errors(text: str | None) -> tuple[ErrorSpan, ...] | None:
    if text is None:
        return None
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise MalformedError("the error spans are no valid JSON") from error
    return appraise_errors(value, None)
