"""Ids of segments: the file's own, each once."""

from __future__ import annotations


class SegmentIds:
    """The ids that a document has given so far: of several with one name the later bear `#2`, `#3`.

    A number is passed over where the file itself has a segment of that name before.

    >>> ids = SegmentIds()
    >>> [ids.fresh(name) for name in ("1", "1#2", "1", "1", "2")]
    ['1', '1#2', '1#3', '1#4', '2']
    """

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._last: dict[str, int] = {}

    def fresh(self, name: str) -> str:
        """The id of the next segment of that name."""
        found = name
        while found in self._given:
            self._last[name] = self._last.get(name, 1) + 1
            found = f"{name}#{self._last[name]}"
        self._given.add(found)
        return found
