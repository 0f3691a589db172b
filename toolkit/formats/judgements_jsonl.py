"""Our own JSON lines: one rating a line, everything kept.

Keys: system, segment, rater, document, source, target, languages (`zh-en`), score (0 to 100), errors: a list of
objects with severity, category, spans and source_spans ([start, end] pairs of code points, half-open), score, note.
A rating without the key `errors` was not asked for errors; an empty list says that there are none.
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


class JsonLines:
    """The format `jsonl` of ratings."""

    def sniff(self, first: str) -> bool:
        """An object that names a system and a segment.

        >>> FORMAT.sniff('{"system": "A", "segment": 1, "errors": []}')
        True
        """
        try:
            values = json_object(first)
        except MalformedError:
            return False
        return {"system", "segment"} <= values.keys()

    def read(self, rows: Sequence[Line], path: str) -> Content:
        """One rating for each line."""
        ratings: list[Rating] = []
        problems: list[Problem] = []
        for line in rows:
            try:
                ratings.append(_rating(json_object(line.text), f"{path}:{line.number}"))
            except MalformedError as error:
                problems.append(Problem(path, line.number, str(error)))
        return Content(tuple(ratings), len(rows), tuple(problems))

    def write(self, ratings: Sequence[Rating]) -> Written:
        """A line for each rating; keys without a value are left out. Nothing is lost."""
        text = "".join(json.dumps(_plain(r), ensure_ascii=False) + "\n" for r in ratings)
        return Written(text, len(ratings), ())


FORMAT = JsonLines()


def languages_of(text: str | None) -> LangPair | None:
    """The language pair of `zh-en` or `eng-ces`; tags with regions are told by the hyphen before the target.

    >>> languages_of("en-zh_CN")
    LangPair(source='en', target='zh_CN')
    """
    source, _, target = (text or "").partition("-")
    return LangPair(source, target) if source and target else None


def score_of(value: float | None, key: str) -> float | None:
    """A rater's verdict, which must lie between 0 and 100. Raises MalformedError."""
    if value is not None and not 0 <= value <= 100:
        raise MalformedError(f"'{key}' must lie between 0 and 100, not {value:g}")
    return value


def _rating(values: dict[str, Any], place: str) -> Rating:
    source, target = text_of(values, "source"), text_of(values, "target")
    errors = list_of(values, "errors")
    score = score_of(number_of(values, "score"), "score")
    if errors is None and score is None:
        raise MalformedError("neither 'errors' nor 'score': nothing is said of the translation")
    languages = text_of(values, "languages")
    return Rating(
        system=required_text(values, "system"),
        segment_id=required_text(values, "segment"),
        rater=text_of(values, "rater"),
        errors=None if errors is None else tuple(_error(object_of(e, "errors"), source, target) for e in errors),
        score=score,
        document=text_of(values, "document"),
        source=source,
        target=target,
        languages=languages_of(languages),
        place=place,
    )


def _error(values: dict[str, Any], source: str | None, target: str | None) -> ErrorSpan:
    return ErrorSpan(
        required_text(values, "severity").casefold(),
        text_of(values, "category"),
        _spans(values, "spans", target),
        _spans(values, "source_spans", source),
        number_of(values, "score"),
        text_of(values, "note"),
    )


def _spans(values: dict[str, Any], key: str, text: str | None) -> tuple[Span, ...]:
    found = []
    for pair in list_of(values, key) or ():
        if not (isinstance(pair, list) and len(pair) == 2 and all(type(end) is int for end in pair)):
            raise MalformedError(f"'{key}' must be a list of [start, end] pairs")
        span = Span(*pair)
        if not 0 <= span.start <= span.end or (text is not None and span.end > len(text)):
            raise MalformedError(f"'{key}': {pair} does not lie in the text")
        found.append(span)
    return tuple(found)


def _plain(rating: Rating) -> dict[str, object]:
    values: dict[str, object] = {"system": rating.system, "segment": rating.segment_id}
    optional = {
        "rater": rating.rater,
        "document": rating.document,
        "languages": None if rating.languages is None else str(rating.languages),
        "source": rating.source,
        "target": rating.target,
        "score": rating.score,
    }
    values |= {key: value for key, value in optional.items() if value is not None}
    if rating.errors is not None:
        values["errors"] = [_plain_error(error) for error in rating.errors]
    return values


def _plain_error(error: ErrorSpan) -> dict[str, object]:
    values = {
        "severity": error.severity,
        "category": error.category,
        "spans": [list(span) for span in error.spans] or None,
        "source_spans": [list(span) for span in error.source_spans] or None,
        "score": error.score,
        "note": error.note,
    }
    return {key: value for key, value in values.items() if value is not None}
