"""WMT's files of error span annotation: JSON lines of 2024 (a rating a line) and 2025 (a segment a line). Read only.

2024: langs, line_id, src, tgt, doc_id, esa_spans, esa_score, system, annotator. 2025: doc_id, src_text, tgt_text by
system, scores by system: an object with human1, errors1, annotator1, human2, ... or a list of objects with human (or
score), errors, annotator. A segment without scores was not chosen for rating; it counts for coverage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from toolkit.errors import Problem
from toolkit.formats.appraise_spans import appraise_errors
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
from toolkit.formats.judgements import Content
from toolkit.formats.judgements_jsonl import languages_of, score_of
from toolkit.model.judgements import Rating

_PARTS = "_#_"


class WmtEsa:
    """The format `wmt`."""

    def sniff(self, first: str) -> bool:
        """An object with an ESA score and a system, or with scores and translations by system.

        >>> FORMAT.sniff('{"scores": {}, "src_text": "", "tgt_text": {}, "doc_id": "cs-de_DE_#_news_#_a_#_0"}')
        True
        """
        try:
            keys = json_object(first).keys()
        except MalformedError:
            return False
        return {"system", "esa_score"} <= keys or {"scores", "tgt_text"} <= keys

    def read(self, rows: Sequence[Line], path: str) -> Content:
        """The ratings of every line; a bad one does not spoil the others of its line."""
        ratings: list[Rating] = []
        problems: list[Problem] = []
        segments: list[str] = []
        for line in rows:
            place = f"{path}:{line.number}"
            try:
                values = json_object(line.text)
                if "scores" in values:
                    segments.append(required_text(values, "doc_id"))
                    for one in _of_segment(values, place):
                        if isinstance(one, Rating):
                            ratings.append(one)
                        else:
                            problems.append(Problem(path, line.number, one))
                else:
                    ratings.append(_of_line(values, place))
            except MalformedError as error:
                problems.append(Problem(path, line.number, str(error)))
        return Content(tuple(ratings), len(rows), tuple(problems), tuple(dict.fromkeys(segments)))


FORMAT = WmtEsa()


def _of_line(values: dict[str, Any], place: str) -> Rating:
    target = text_of(values, "tgt")
    document, languages = text_of(values, "doc_id"), text_of(values, "langs")
    line = required_text(values, "line_id")
    score = number_of(values, "esa_score")
    if score is None:
        raise MalformedError("'esa_score' is missing")
    errors = list_of(values, "esa_spans")
    return Rating(
        required_text(values, "system"),
        f"{languages or ''}:{line}" if languages else line,
        text_of(values, "annotator"),
        None if errors is None else appraise_errors(errors, target),
        score_of(score, "esa_score"),
        document,
        text_of(values, "src"),
        target,
        languages_of(languages),
        place,
    )


def _of_segment(values: dict[str, Any], place: str) -> Iterator[Rating | str]:
    """The segment's ratings; for a bad one, what is wrong with it."""
    name = required_text(values, "doc_id")
    parts = name.split(_PARTS)
    targets = object_of(values.get("tgt_text"), "tgt_text")
    base = Rating(
        "",
        name,
        document=_PARTS.join(parts[1:-1]) or None,
        source=text_of(values, "src_text"),
        languages=languages_of(parts[0]) if len(parts) > 1 else None,
        place=place,
    )
    for system, scores in object_of(values["scores"], "scores").items():
        for said, suffix in _rounds(scores):
            try:
                yield _round(base, system, said, suffix, text_of(targets, system))
            except MalformedError as error:
                yield f"{system}: {error}"


def _rounds(scores: object) -> Iterator[tuple[dict[str, Any], str]]:
    if isinstance(scores, list):
        for said in scores:
            yield (said if isinstance(said, dict) else {}), ""
        return
    if not isinstance(scores, dict):
        yield {}, ""
        return
    suffixes = sorted(key.removeprefix("human") for key in scores if key.startswith("human"))
    for suffix in suffixes or [""]:
        yield scores, suffix


def _round(base: Rating, system: str, said: dict[str, Any], suffix: str, target: str | None) -> Rating:
    score = number_of(said, f"human{suffix}")
    if score is None:
        score = number_of(said, "score")
    if score is None:
        raise MalformedError(f"no score under 'human{suffix}'")
    errors = list_of(said, f"errors{suffix}")
    return Rating(
        system,
        base.segment_id,
        text_of(said, f"annotator{suffix}"),
        None if errors is None else appraise_errors(errors, target),
        score_of(score, f"human{suffix}"),
        base.document,
        base.source,
        target,
        base.languages,
        base.place,
    )
