"""A gloss stands at the first mention alone, and finding that out does not take a walk over the whole glossary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Concept, Glossary, LangPair, Segment, Term
from toolkit.postedit.editor import postedit

FULL = 'lao tie ("old iron", or buddies)'
TIE = Concept(
    "lao-tie",
    (
        Term("老铁", "zh"),
        Term("lao tie", "en", part_of_speech="noun"),
        Term("old iron", "en", "garble", "noun", 'lao tie [("old iron", or buddies)]', unmistakable=True),
    ),
)


class Unwalked(tuple[Any, ...]):
    """Concepts of which there may be a million: none may be asked for but by id."""

    def __iter__(self) -> Iterator[Any]:
        raise AssertionError("the whole glossary was walked over")


@pytest.fixture(scope="module")
def index() -> GlossaryIndex:
    made = build_index(Glossary("tiny", (TIE,)), LangPair("zh", "en"))
    return replace(made, glossary=replace(made.glossary, concepts=Unwalked(made.glossary.concepts)))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([f"Hello, {FULL}!", f"Thank you, {FULL}!"], [f"Hello, {FULL}!", "Thank you, lao tie!"]),
        ([f"Hello, {FULL}, thank you, {FULL}!"], [f"Hello, {FULL}, thank you, lao tie!"]),
        (["Hello, old iron!", f"Thank you, {FULL}!"], ["Hello, lao tie!", f"Thank you, {FULL}!"]),
        (["Hello, buddies!", "Thank you!"], ["Hello, buddies!", "Thank you!"]),
    ],
)
def test_the_gloss_stands_once(texts: list[str], expected: list[str], index: GlossaryIndex) -> None:
    segments = [Segment(str(number), text) for number, text in enumerate(texts)]
    assert [repair.text for repair in postedit(segments, index)] == expected
