"""Ratings of mt-metrics-eval: its self-contained JSON lines, and its files of system, rating, rater.

The first kind is written too. It holds one stretch of text for each error and nothing of a direct score. The second
kind has no texts: the n-th line of a system is the n-th segment, `None` where it was not rated.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from toolkit.errors import Problem
from toolkit.formats.files import Line
from toolkit.formats.json_rows import (
    MalformedError,
    json_object,
    list_of,
    number_of,
    object_of,
    required_text,
    text_of,
)
from toolkit.formats.judgements import Content, Written
from toolkit.model.judgements import ErrorSpan, Rating
from toolkit.model.segments import LangPair, Span


class MetricsEvalRatings:
    """The format `mtme`."""

    def sniff(self, first: str) -> bool:
        """An object with a hypothesis and errors, or a system, a tab and such an object or `None`.

        >>> FORMAT.sniff('ref.A\\tNone'), FORMAT.sniff('{"source": "", "hypothesis": "", "errors": []}')
        (True, True)
        """
        cells = first.split("\t")
        if len(cells) in (2, 3) and not first.startswith("{"):
            return cells[1] == "None" or cells[1].lstrip().startswith('{"errors"')
        try:
            return {"hypothesis", "errors"} <= json_object(first).keys()
        except MalformedError:
            return False

    def read(self, rows: Sequence[Line], path: str) -> Content:
        """One rating for each object."""
        by_line = not rows[0].text.startswith("{")
        ratings: list[Rating] = []
        problems: list[Problem] = []
        counts: dict[str, int] = {}
        for line in rows:
            place = f"{path}:{line.number}"
            try:
                one = _of_system(line.text, counts, place) if by_line else _self_contained(line.text, place)
                ratings += [one] if one else []
            except MalformedError as error:
                problems.append(Problem(path, line.number, str(error)))
        segments = tuple(str(n + 1) for n in range(max(counts.values(), default=0)))
        return Content(tuple(ratings), len(rows), tuple(problems), segments)

    def write(self, ratings: Sequence[Rating]) -> Written:
        """Self-contained objects, one a line; what they cannot hold is reported."""
        kept = [rating for rating in ratings if rating.errors is not None]
        numbers = _numbers(kept)
        renamed = any(str(number + 1) != name for name, number in numbers.items())
        errors = [error for rating in kept for error in rating.errors or ()]
        several = sum(len(error.spans) + len(error.source_spans) > 1 for error in errors)
        told = (
            (
                len(ratings) - len(kept),
                "ratings left out, which were not asked for errors (an empty list would say none)",
            ),
            (sum(r.score is not None for r in ratings), "scores of 0 to 100 left out, for which there is no key"),
            (several, "errors in several parts, of which the first is kept"),
            (sum(e.note is not None for e in errors), "errors that lose their note"),
            (len(numbers) if renamed else 0, "segments numbered anew from 0, whose ids are no numbers from 1"),
            (
                sum(None in (r.source, r.target) for r in kept),
                "ratings whose missing source or translation becomes empty",
            ),
        )
        text = "".join(json.dumps(_plain(r, numbers[r.segment_id]), ensure_ascii=False) + "\n" for r in kept)
        return Written(text, len(kept), tuple(f"{what}: {count}." for count, what in told if count))


FORMAT = MetricsEvalRatings()


def _self_contained(text: str, place: str) -> Rating:
    values = json_object(text)
    number = values.get("segment_id")
    if type(number) is not int or number < 0:
        raise MalformedError("'segment_id' must be a number from 0")
    languages = text_of(values, "src_lang"), text_of(values, "tgt_lang")
    source, target = required(values, "source"), required(values, "hypothesis")
    return Rating(
        system=required_text(values, "system_id"),
        segment_id=str(number + 1),
        rater=text_of(values, "rater_id"),
        errors=_errors(values, source, target),
        document=text_of(values, "document_id"),
        source=source,
        target=target,
        languages=LangPair(languages[0], languages[1]) if languages[0] and languages[1] else None,
        place=place,
    )


def required(values: dict[str, Any], key: str) -> str:
    """The key's text, which may be empty but not absent."""
    value = text_of(values, key)
    if value is None:
        raise MalformedError(f"'{key}' is missing")
    return value


def _of_system(text: str, counts: dict[str, int], place: str) -> Rating | None:
    cells = text.split("\t")
    if len(cells) not in (2, 3) or not cells[0].strip():
        raise MalformedError("a system, a rating and perhaps a rater are expected, parted by tabs")
    number = counts[cells[0]] = counts.get(cells[0], 0) + 1  # a bad line keeps its place
    if cells[1] == "None":
        return None
    errors = _errors(json_object(cells[1]), None, None)
    rater = cells[2].strip() if len(cells) == 3 else None
    return Rating(cells[0], str(number), rater or None, errors, place=place)


def _errors(values: dict[str, Any], source: str | None, target: str | None) -> tuple[ErrorSpan, ...]:
    errors = list_of(values, "errors")
    if errors is None:
        raise MalformedError("'errors' is missing")
    return tuple(_error(object_of(error, "errors"), source, target) for error in errors)


def _error(values: dict[str, Any], source: str | None, target: str | None) -> ErrorSpan:
    start, end = values.get("start"), values.get("end")
    in_source = values.get("is_source_error", False) is True
    text = source if in_source else target
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise MalformedError("'start' and 'end' of an error must be numbers from 0")
    if text is not None and end > len(text):
        raise MalformedError(f"an error from {start} to {end} does not lie in the text")
    span = (Span(start, end),) if start < end else ()  # an empty stretch is how "no place" is written here
    return ErrorSpan(
        (text_of(values, "severity") or "unknown").casefold(),
        text_of(values, "category"),
        () if in_source else span,
        span if in_source else (),
        number_of(values, "score"),
    )


def _numbers(ratings: Sequence[Rating]) -> dict[str, int]:
    """Segment ids to numbers from 0: their own where all are numbers from 1, else in order."""
    names = list(dict.fromkeys(rating.segment_id for rating in ratings))
    if all(name.isascii() and name.isdigit() and name == str(int(name)) and int(name) > 0 for name in names):
        return {name: int(name) - 1 for name in names}
    return {name: number for number, name in enumerate(names)}


def _plain(rating: Rating, number: int) -> dict[str, object]:
    return {
        "source": rating.source or "",
        "hypothesis": rating.target or "",
        "errors": [_plain_error(error) for error in rating.errors or ()],
        "document_id": rating.document,
        "segment_id": number,
        "system_id": rating.system,
        "rater_id": rating.rater,
        "src_lang": rating.languages.source if rating.languages else None,
        "tgt_lang": rating.languages.target if rating.languages else None,
    }


def _plain_error(error: ErrorSpan) -> dict[str, object]:
    in_source = bool(error.source_spans) and not error.spans
    start, end = next(iter((*error.spans, *error.source_spans)), Span(0, 0))
    return {
        "start": start,
        "end": end,
        "category": error.category,
        "severity": error.severity,
        "score": error.score,
        "is_source_error": in_source,
    }
