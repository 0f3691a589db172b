"""Glossaries that a program holds as a mapping, and what is no pair."""

from __future__ import annotations

from typing import Any

import pytest

from toolkit.api import glossary_of
from toolkit.errors import InputError


def test_a_mapping_is_read_as_its_items() -> None:
    made = glossary_of({"大麦": "barley", "粉丝": "fans"}, "zh", "en")
    assert [o.concept for o in made.index.in_source("粉丝种大麦")] == ["粉丝", "大麦"]


@pytest.mark.parametrize("pair", ["ab", ("a",), ("a", "b", "c"), (None, "b")])
def test_what_is_no_pair_is_named(pair: Any) -> None:
    with pytest.raises(InputError, match="is no pair"):
        glossary_of([pair], "zh", "en")
