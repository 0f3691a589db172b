"""All wordings of one side in one sorted list on the disk, and the search for those that begin at a place of a text.

In a sorted list the wordings that a text begins with at some place are the last one not greater than it and those
that this one begins with in turn. Each wording names the longest other one that it begins with, so that one binary
search and a short walk find them all: no automaton has to be built, nothing has to be read but what is touched.
What counts as an occurrence is the same as in `toolkit.text.match`, whose edges are asked.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate

from toolkit.formats.sections import Bytes
from toolkit.text.fold import Folded
from toolkit.text.match import edges_of

Reading = tuple[int, int, int]
"""Of a wording: number of the concept, of the term in it, of the tag."""


def wording_sections(side: str, readings: Mapping[str, list[Reading]]) -> dict[str, Bytes]:
    """What `StoredWordings` reads; the keys are folded."""
    pairs = sorted((wording.encode("utf-8", "surrogatepass"), found) for wording, found in readings.items())
    ends, parents, firsts, numbers = array("Q"), array("i"), array("I"), array("I")
    open_: list[int] = []
    position = 0
    for number, (wording, found) in enumerate(pairs):
        while open_ and not wording.startswith(pairs[open_[-1]][0]):
            open_.pop()
        parents.append(open_[-1] if open_ else -1)
        open_.append(number)
        position += len(wording)
        ends.append(position)
        firsts.append(len(numbers) // 3)
        for reading in found:
            numbers.extend(reading)
    firsts.append(len(numbers) // 3)
    longest = array("Q", [max((len(wording) for wording, _ in pairs), default=0)])
    return {
        f"{side}-wordings": b"".join(wording for wording, _ in pairs),
        f"{side}-ends": ends.tobytes(),
        f"{side}-parents": parents.tobytes(),
        f"{side}-firsts": firsts.tobytes(),
        f"{side}-readings": numbers.tobytes(),
        f"{side}-longest": longest.tobytes(),
    }


class StoredWordings:
    """The wordings of a side.

    >>> sections = wording_sections("right", {"live": [(0, 0, 0)], "live goods": [(1, 0, 0)], "li": [(2, 0, 0)]})
    >>> wordings = StoredWordings("right", {name: memoryview(data) for name, data in sections.items()})
    >>> from toolkit.text.fold import fold
    >>> sorted(wordings.find(fold("Live goods!")))
    [(0, 4, 'live', [(0, 0, 0)]), (0, 10, 'live goods', [(1, 0, 0)])]
    """

    def __init__(self, side: str, sections: Mapping[str, memoryview]):
        self._blob = sections[f"{side}-wordings"]
        self._ends = sections[f"{side}-ends"].cast("Q")
        self._parents = sections[f"{side}-parents"].cast("i")
        self._firsts = sections[f"{side}-firsts"].cast("I")
        self._readings = sections[f"{side}-readings"].cast("I")
        self._longest = sections[f"{side}-longest"].cast("Q")[0]
        self._numbers = range(len(self._ends))

    def exactly(self, wording: str) -> list[Reading]:
        """The readings of this wording; none where it is not there."""
        data = wording.encode("utf-8", "surrogatepass")
        number = bisect_right(self._numbers, data, key=self._wording) - 1
        return self._of(number) if number >= 0 and self._wording(number) == data else []

    def find(self, folded: Folded) -> Iterator[tuple[int, int, str, list[Reading]]]:
        """(start, end, wording, its readings) of every occurrence in the folded text, overlapping ones too."""
        text = folded.text
        if not self._numbers or not text:
            return
        data = text.encode("utf-8", "surrogatepass")
        plain = len(data) == len(text)
        places = range(len(text) + 1) if plain else [0, *accumulate(_width(char) for char in text)]
        is_edge = edges_of(folded)
        edges = [index for index in range(len(text) + 1) if is_edge(index)]
        ends = {places[index]: index for index in edges}
        for start in edges[:-1]:
            byte = places[start]
            here = data[byte : byte + self._longest]
            number = bisect_right(self._numbers, here, key=self._wording) - 1
            while number >= 0 and not here.startswith(self._wording(number)):
                number = self._parents[number]
            while number >= 0:
                wording = self._wording(number)
                end = ends.get(byte + len(wording))
                if end is not None:
                    yield start, end, str(wording, "utf-8", "surrogatepass"), self._of(number)
                number = self._parents[number]

    def _wording(self, number: int) -> bytes:
        return bytes(self._blob[self._ends[number - 1] if number else 0 : self._ends[number]])

    def _of(self, number: int) -> list[Reading]:
        rows = self._readings[3 * self._firsts[number] : 3 * self._firsts[number + 1]].tolist()
        return list(zip(rows[::3], rows[1::3], rows[2::3], strict=True))


def _width(char: str) -> int:
    """Bytes of a character in UTF-8."""
    code = ord(char)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
