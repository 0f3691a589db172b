"""Repeated segments of one document: the same source with another target, the same target for another source.

Segments of a word or two depend on their place and are left alone. Case and marks make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.checks.rules.line import Fault, Line
from toolkit.text.words import is_spaced, words

_NOT_WORDS = re.compile(r"[\W_]+")
_LEAST_WORDS = 3
_LEAST_CHARACTERS = 6
_ENOUGH = 40
"""No need to count the words of more characters."""


def check(lines: Sequence[Line]) -> Iterator[tuple[int, Fault]]:
    """Each later segment that differs from the first with the same source, or target."""
    by_source: dict[str, tuple[str, str]] = {}
    by_target: dict[str, tuple[str, str]] = {}
    for place, line in enumerate(lines):
        if line.source is None or not line.across:
            continue
        source, target = line.source.text.strip(), line.target.text.strip()
        source_key, target_key = _key(source), _key(target)
        if not source_key or not target_key:
            continue
        if _is_long(source):
            first = by_source.setdefault(source_key, (target_key, target))
            if first[0] != target_key:
                message = f"the same source was translated as '{_short(first[1])}' before"
                yield place, Fault("consistency.source", message, found=target, expected=(first[1],))
        if _is_long(target) and _is_long(source):
            first = by_target.setdefault(target_key, (source_key, source))
            if first[0] != source_key:
                message = f"another source has the same translation: '{_short(first[1])}'"
                yield place, Fault("consistency.target", message, found=target)


def _key(text: str) -> str:
    return _NOT_WORDS.sub(" ", text).strip().casefold()


def _is_long(text: str) -> bool:
    found = words(text[:_ENOUGH])
    if found and is_spaced(text[found[0].start]):
        return len(found) >= _LEAST_WORDS
    return len(found) >= _LEAST_CHARACTERS


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
