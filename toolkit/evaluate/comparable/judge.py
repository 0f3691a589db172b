"""One or several outputs beside comparable texts: usage of terms, key words, distance to the house style."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.comparable.keyness import Key, keyness
from toolkit.evaluate.comparable.style import StyleDistance, style
from toolkit.evaluate.comparable.texts import Text
from toolkit.evaluate.comparable.usage import UsageProfile, usage

if TYPE_CHECKING:
    from toolkit.glossary.index import GlossaryIndex


class BesideComparable(NamedTuple):
    """One output beside the comparable texts."""

    name: str
    words: int
    keys: tuple[Key, ...]
    style: tuple[StyleDistance, ...]
    usage: UsageProfile | None
    """None without a glossary."""


class Comparison(NamedTuple):
    """All outputs, and what they were held against."""

    outputs: tuple[BesideComparable, ...]
    comparable: tuple[tuple[str, int], ...]
    """Name and number of words of each comparable text."""


def judge(outputs: Sequence[Text], comparable: Sequence[Text], index: GlossaryIndex | None = None) -> Comparison:
    """The outputs beside the comparable texts. Raises InputError where one of the two has no word."""
    for text in (*outputs, *comparable):
        if not text.word_count:
            raise InputError(f"{text.name}: there is no word in it.")
    distances = style(outputs, comparable)
    return Comparison(
        tuple(
            BesideComparable(
                text.name,
                text.word_count,
                keyness(text, comparable),
                distances[text.name],
                usage(text, comparable, index) if index is not None else None,
            )
            for text in outputs
        ),
        tuple((text.name, text.word_count) for text in comparable),
    )
