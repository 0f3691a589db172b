"""Wordings of spaced scripts, kept by their words: cheap to add to, asked sentence by sentence.

For patterns that stand for many wordings, of which a text needs few: they are written out when a word comes up
without which none of them can stand there. What counts as an occurrence is the same as for `toolkit.text.match`: whole
words of the folded text, what stands between them to the letter, no character torn apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolkit.text.fold import Folded, fold
from toolkit.text.words import is_mark, is_spaced


class Word(NamedTuple):
    """A word of a folded text."""

    text: str
    start: int
    end: int


class _Node:
    __slots__ = ("keys", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        """By the next word, with what stands before it: a blank, an apostrophe."""
        self.keys: list[int] = []


class WordTrie:
    """Wordings by their words.

    >>> trie = WordTrie()
    >>> trie.add("live the goods", 7)
    True
    >>> text = fold("They “Live the Goods” daily.")
    >>> [(start, end, keys) for start, end, keys in trie.find(text, words_of(text))]
    [(5, 19, [7])]
    """

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, wording: str, key: int) -> bool:
        """Add a wording; False where it does not begin and end with a word, and cannot be kept here."""
        folded = fold(wording)
        text = folded.text.strip(" ")
        words = words_of(fold(text))
        if not words or words[0].start or words[-1].end != len(text):
            return False
        node = self._root
        last = 0
        for word in words:
            node = node.next.setdefault(text[last : word.end], _Node())
            last = word.end
        node.keys.append(key)
        return True

    def find(self, folded: Folded, words: tuple[Word, ...]) -> Iterator[tuple[int, int, list[int]]]:
        """(start, end, keys) of every wording in the folded text, overlapping ones too."""
        text = folded.text
        for first, word in enumerate(words):
            node = self._root.next.get(word.text)
            last = first
            while node is not None:
                if node.keys and not folded.splits_cluster(word.start) and not folded.splits_cluster(words[last].end):
                    yield word.start, words[last].end, node.keys
                last += 1
                if last == len(words):
                    break
                node = node.next.get(text[words[last - 1].end : words[last].end])


def words_of(folded: Folded) -> tuple[Word, ...]:
    """The words of the spaced scripts in a folded text, marks included."""
    found: list[Word] = []
    start = -1
    text = folded.text
    for index, char in enumerate(text):
        inside = is_spaced(char) or (is_mark(char) and start >= 0)
        if inside and start < 0:
            start = index
        elif not inside and start >= 0:
            found.append(Word(text[start:index], start, index))
            start = -1
    if start >= 0:
        found.append(Word(text[start:], start, len(text)))
    return tuple(found)
