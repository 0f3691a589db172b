"""The learning job: a machine translation, its human correction, perhaps the source; what the glossary learns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import AlignmentError
from toolkit.formats.documents import read_document, read_texts
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.glossary.learn import Correction, Lesson, as_glossary, learn
from toolkit.jobs.setting import Setting, require_language
from toolkit.jobs.sources import sources_of
from toolkit.model import Glossary, Segment
from toolkit.postedit.editor import postedit


class Learnt(NamedTuple):
    """Lessons, and the glossary layer that they make."""

    lessons: tuple[Lesson, ...]
    layer: Glossary
    changed: int
    """How many segments the human changed."""
    segments: int


def run(
    before: str | Path, after: str | Path, setting: Setting, *, source: str | Path | None = None, least: int = 1
) -> Learnt:
    """Learn from a file and its correction, segment by segment. The source must have as many segments.

    Raises InputError, EncodingError, and AlignmentError where the files do not have the same number of segments.
    """
    document = read_document(before, source=source)
    targets = [segment.target for segment in document.segments]
    require_language(targets, setting.pair, document.path)
    corrected = read_texts(after, "reference").texts
    if len(corrected) != len(targets):
        raise AlignmentError(
            f"{before} has {len(targets)} segments and {after} has {len(corrected)}: a correction is learnt from "
            "segment by segment. Give the corrected file the same lines."
        )
    sources = sources_of(document)
    if sources is not None and len(sources) != len(targets):
        raise AlignmentError(
            f"The source has {len(sources)} segments and {before} has {len(targets)}. Give them the same lines, or "
            "leave the source out."
        )
    given = sources if sources is not None else [None] * len(targets)
    rows = zip(document.segments, corrected, given, strict=True)
    corrections = [Correction(segment.target, text, zh, segment.id) for segment, text, zh in rows]
    lessons = tuple(_tried(lesson, setting.index) for lesson in learn(corrections, setting.index, least))
    changed = sum(c.before != c.after for c in corrections)
    return Learnt(lessons, as_glossary(lessons, setting.index), changed, len(corrections))


def _tried(lesson: Lesson, index: GlossaryIndex) -> Lesson:
    """The lesson with the examples that it really makes; one that fails its own correction only asks."""
    taught = build_index(as_glossary([lesson], index), index.pair)
    passed = tuple(
        e for e in lesson.examples if postedit([Segment("1", e.before, e.source)], taught)[0].text == e.after
    )
    failed = any(e.before != e.after for e in lesson.examples if e not in passed)
    term = replace(lesson.term, action="ask", only_if_near=()) if failed else lesson.term
    return replace(lesson, term=term, examples=passed if not failed else ())
