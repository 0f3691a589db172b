"""From files to a comparison with comparable texts: reads plain texts and the glossary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.comparable.judge import Comparison, judge
from toolkit.evaluate.comparable.texts import Text
from toolkit.evaluate.files import read_lines
from toolkit.formats.files import guess_note, require_inputs
from toolkit.jobs.notes import glossary_line
from toolkit.jobs.setting import Setting, occurring, require_language, setting
from toolkit.model import LangPair, primary_subtag


class ComparableJob(NamedTuple):
    """What was found, and what a reader must know beside it."""

    comparison: Comparison
    notes: tuple[str, ...]


def run(
    outputs: Sequence[str | Path],
    comparable: Sequence[str | Path],
    *,
    glossaries: Sequence[str] = (),
    source_language: str | None = None,
    target_language: str | None = None,
) -> ComparableJob:
    """The outputs' files beside the comparable ones; without a glossary only words and style are compared.

    The target language is English where neither a glossary nor an option says another. Raises InputError.
    """
    if not comparable:
        raise InputError("There is nothing to compare with: give --comparable FILE, once for each text.")
    require_inputs(*outputs, *comparable)
    places = Counter(Path(path).resolve() for path in (*outputs, *comparable))
    if twice := [place.name for place, times in places.items() if times > 1]:
        raise InputError(f"{twice[0]}: this file is named twice. Name each text once, as output or as comparable text.")
    found: Setting | None = None
    if glossaries:
        near = outputs[0]
        found = setting(glossaries, near=near, source_language=source_language, target_language=target_language)
    language = found.pair.target if found else target_language or "en"
    read = {str(path): read_lines(path, "system") for path in (*outputs, *comparable)}
    pair = found.pair if found else LangPair("en" if primary_subtag(language) in ("zh", "ja") else "zh", language)
    for path, text in read.items():
        require_language(text.texts, pair, path)
    names = _names([*map(str, outputs), *map(str, comparable)])
    texts = {path: Text(names[path], lines.texts, language) for path, lines in read.items()}
    comparison = judge(
        [texts[str(path)] for path in outputs],
        [texts[str(path)] for path in comparable],
        found.index if found else None,
    )
    notes = [*(guess_note(lines.file.path, lines.guessed_encoding) for lines in read.values())]
    if found:
        lines = [line for path in outputs for line in read[str(path)].texts]
        notes += [*found.notes, glossary_line(found.use(occurring(found.index, None, lines)))]
    return ComparableJob(comparison, tuple(filter(None, notes)))


def _names(paths: Sequence[str]) -> dict[str, str]:
    """File names; where two are the same, whole paths."""
    counts = Counter(Path(path).name for path in dict.fromkeys(paths))
    return {path: path if counts[Path(path).name] > 1 else Path(path).name for path in paths}
