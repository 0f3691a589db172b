"""Capitals carried over, and capitals left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.casing import carry_case, is_sentence_start


@pytest.mark.parametrize(
    ("before", "after", "at_start", "expected"),
    [
        ("Live the goods", "livestream selling", True, "Livestream selling"),
        ("Live the goods", "livestream selling", False, "livestream selling"),
        ("live the goods", "livestream selling", True, "livestream selling"),
        ("Babies", "fans", False, "fans"),
        ("Babies", "fans", True, "Fans"),
        ("Live Delivery", "livestream selling session", False, "Livestream Selling Session"),
        ("Live the Goods", "sell goods via livestream", True, "Sell Goods via Livestream"),
        ("LIVE THE GOODS", "sell goods", False, "SELL GOODS"),
        ("LIVESTREAM", "selling", False, "SELLING"),
        ("MCN", "multi-channel network", False, "multi-channel network"),
        ("MCN", "multi-channel network", True, "Multi-channel network"),
        ("new Coronary Pneumonia", "COVID-19", False, "COVID-19"),
        ("New coronary pneumonia", "COVID-19", True, "COVID-19"),
        ("weiya", "Viya", False, "Viya"),
        ("Fruit phone", "iPhone", True, "iPhone"),
        ("Old iron", '"lao tie" (buddies)', True, '"Lao tie" (buddies)'),
        ("Catties", "60,000 jin", True, "60,000 jin"),
        ("Two points", "е-commerce", True, "Е-commerce"),
        ("直播", "livestream", True, "livestream"),
        ("", "livestream", True, "livestream"),
        ("Live", "", True, ""),
    ],
)
def test_carry_case(before: str, after: str, at_start: bool, expected: str) -> None:
    assert carry_case(before, after, at_start) == expected


@given(st.text(max_size=20), st.text(max_size=20), st.booleans())
def test_nothing_but_case_changes_and_no_capital_is_lost(before: str, after: str, at_start: bool) -> None:
    carried = carry_case(before, after, at_start)
    assert carried.casefold() == after.casefold() or carried.upper() == after.upper()
    assert sum(map(str.isupper, carried)) >= sum(map(str.isupper, after))


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        ("Live the goods", 0, True),
        ("Live the goods", 5, False),
        ("He came. Live", 9, True),
        ("He came. “Live", 10, True),
        ("Officials “live", 11, False),
        ("In the U.S. market", 12, False),
        ("One line\nlive", 9, True),
        ("", 0, True),
        ("He came. ", 9, False),
        ("  live", 2, True),
    ],
)
def test_sentence_start(text: str, index: int, expected: bool) -> None:
    assert is_sentence_start(text, index) is expected
