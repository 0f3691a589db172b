"""A text taken apart for counting: lines, sentences, words. Lower case, no stemming; nothing is compared here."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from toolkit.text.sentences import sentences
from toolkit.text.words import words

_APOSTROPHE = str.maketrans({"\N{RIGHT SINGLE QUOTATION MARK}": "'"})


class Text:
    """One article or one output."""

    def __init__(self, name: str, lines: Iterable[str], language: str):
        self.name = name
        self.lines = tuple(line for line in lines if line.strip())
        self.language = language

    @cached_property
    def sentences(self) -> tuple[tuple[str, ...], ...]:
        """The words of each sentence, as they stand.

        >>> Text("a", ["Hello, everyone! We are live.", ""], "en").sentences
        (('Hello', 'everyone'), ('We', 'are', 'live'))
        """
        found = []
        for line in self.lines:
            for span in sentences(line, self.language):
                sentence = span.of(line).translate(_APOSTROPHE)
                if own := tuple(word.of(sentence) for word in words(sentence)):
                    found.append(own)
        return tuple(found)

    @cached_property
    def word_count(self) -> int:
        """In scripts without blanks, characters."""
        return sum(map(len, self.sentences))
