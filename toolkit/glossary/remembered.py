"""What a finder answers, kept: a sentence is asked about by checks, rounds and report, in several threads.

The one place where what stands in placeholders, tags and addresses is left out, whoever looked for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock

from toolkit.glossary.side import Finder, Occurrence
from toolkit.model import Span
from toolkit.text.protect import hidden

_MOST_SEEN = 20_000


class Remembered:
    """A finder that may grow as it is asked (`Side`), asked by one thread at a time and once about each text."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._seen: dict[str, tuple[Occurrence, ...]] = {}
        self._asking = RLock()

    def find_all(self, text: str) -> tuple[Occurrence, ...]:
        """Every occurrence, overlapping ones too, by start and the longest first; none inside a placeholder or tag."""
        known = self._seen.get(text)
        if known is not None:
            return known
        with self._asking:
            found, away = self._finder.find_all(text), hidden(text)
            seen = tuple(o for o in found if not _is_inside(o.span, away)) if away else found
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            self._seen[text] = seen
        return seen


def _is_inside(span: Span, places: Sequence[Span]) -> bool:
    return any(place.covers(span) and place != span for place in places)
