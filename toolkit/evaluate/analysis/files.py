"""From files to an analysis: texts line by line, labels line by line or out of a key of JSON lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.analysis.run import FREQUENCY, NOTHING, Wanted, analyse
from toolkit.evaluate.files import Lines, in_one_order, leading, names_of, read_lines
from toolkit.formats.files import guess_note, lines, read_text
from toolkit.model import Analysis

OF_FILES = ("label", "document", "domain")
"""Bucketings whose argument is a file of labels."""
_JSON_LINES = (".jsonl", ".ndjson")


class Analysed(NamedTuple):
    """The analysis, and what to tell the reader beside it."""

    analysis: Analysis
    notes: tuple[str, ...]


def analyse_files(
    systems: Mapping[str, str | Path],
    references: Sequence[str | Path],
    source: str | Path | None = None,
    wanted: Wanted = NOTHING,
    *,
    metric: str = "chrf",
    target_language: str | None = None,
    has_term: Callable[[str], bool] | None = None,
) -> Analysed:
    """The analysis of the systems' files.

    `label`, `document` and `domain` take a file: `domain=domains.txt` with one label a line, `domain=test.jsonl` with
    the key `domain`, `domain=test.jsonl:genre` with another key. `frequency` may take a corpus to count words in.
    Raises InputError where a file cannot be used, AlignmentError where the line counts differ.
    """
    by, labels, corpus = [], {}, None
    for spec in wanted.by:
        name, _, argument = spec.partition("=")
        if name in OF_FILES and argument:
            if name in labels:
                raise InputError(f"--by {spec}: segments have one {name} only; give --by {name} once.")
            labels[name] = read_labels(argument, name)
            spec = name
        elif name == FREQUENCY and argument:
            corpus = read_lines(argument, "reference").texts
        by.append(spec)
    outputs = {name: read_lines(path, "system", f"system {name}") for name, path in systems.items()}
    refs = [read_lines(path, "reference") for path in references]
    origin = read_lines(source, "source") if source is not None else None
    lead = leading(*outputs.values(), *refs, origin)
    outputs = {name: in_one_order(lead, output) for name, output in outputs.items()}
    refs = [in_one_order(lead, reference) for reference in refs]
    origin = in_one_order(lead, origin) if origin else None
    analysis = analyse(
        {name: output.texts for name, output in outputs.items()},
        [reference.texts for reference in refs],
        origin.texts if origin else None,
        wanted._replace(by=by),
        metric=metric,
        target_language=target_language,
        labels=labels,
        has_term=has_term,
        corpus=corpus,
        names=names_of(lead, next(iter(outputs.values()))) if outputs else (),
    )
    files: list[Lines] = [*outputs.values(), *refs, *([origin] if origin else [])]
    guesses = (guess_note(text.file.path, text.guessed_encoding) for text in files)
    return Analysed(analysis, (*filter(None, guesses), *analysis.notes))


def read_labels(path: str, key: str) -> tuple[str, ...]:
    """The labels of a file, one a line; of JSON lines the values of `key`, or of the one after the path's colon.

    An empty line, a missing key and null are "unknown", which is "". Raises InputError.
    """
    file, colon, given = path.rpartition(":")
    if not (colon and file.lower().endswith(_JSON_LINES)):
        file, given = path, key
    text = read_text(file).text
    if not file.lower().endswith(_JSON_LINES):
        return tuple(line.text.strip() for line in lines(text))
    rows = [line for line in lines(text) if line.text.strip()]
    found = [_value(line.text, given or key, f"{file}:{line.number}") for line in rows]
    if rows and not any(label is not None for label in found):
        raise InputError(f"{file}: no line has the key '{given or key}'. Name the key: {file}:KEY.")
    return tuple(label or "" for label in found)


def _value(text: str, key: str, where: str) -> str | None:
    try:
        row = json.loads(text)
    except ValueError as error:
        raise InputError(f"{where}: no valid JSON: {error}.") from error
    value = row.get(key) if isinstance(row, dict) else None
    if isinstance(value, (dict, list)):
        raise InputError(f"{where}: '{key}' must be one value, a text or a number.")
    return None if value is None else str(value).strip()
