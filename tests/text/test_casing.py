"""Capitals carried over, and capitals left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.casing import carry_case


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
