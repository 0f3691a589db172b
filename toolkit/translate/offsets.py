"""Where records of a journal stand, by key: 16 bytes an entry, for a million of them and more. No text is kept.

Open addressing with linear probing over two arrays (Knuth, The Art of Computer Programming 3, 6.4). A dictionary
of digests needs ten times as much memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

_FREE = 0


class Offsets:
    """Keys of 64 bits to offsets in a file. Two keys are the same by chance once in many billions of pairs.

    >>> offsets = Offsets()
    >>> offsets[2**63 + 1] = 1024
    >>> offsets.get(2**63 + 1), offsets.get(7), len(offsets)
    (1024, None, 1)
    """

    def __init__(self) -> None:
        self._mask = 1023
        self._keys = array("Q", bytes(8 * 1024))
        self._places = array("Q", bytes(8 * 1024))
        """One more than the offset; 0: free."""
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[int]:
        """The offsets, in no order."""
        return (place - 1 for place in self._places if place != _FREE)

    def get(self, key: int) -> int | None:
        """The offset of a key; None where there is none."""
        place = self._places[self._slot(key)]
        return None if place == _FREE else place - 1

    def __setitem__(self, key: int, offset: int) -> None:
        slot = self._slot(key)
        if self._places[slot] == _FREE:
            if 3 * self._count > 2 * self._mask:
                self._grow()
                slot = self._slot(key)
            self._count += 1
        self._keys[slot] = key
        self._places[slot] = offset + 1

    def _slot(self, key: int) -> int:
        slot = key & self._mask
        while self._places[slot] != _FREE and self._keys[slot] != key:
            slot = (slot + 1) & self._mask
        return slot

    def _grow(self) -> None:
        keys, places = self._keys, self._places
        size = 2 * (self._mask + 1)
        self._mask = size - 1
        self._keys, self._places = array("Q", bytes(8 * size)), array("Q", bytes(8 * size))
        for key, place in zip(keys, places, strict=True):
            if place != _FREE:
                slot = self._slot(key)
                self._keys[slot], self._places[slot] = key, place
