"""The consistency measure of WMT25 against a table of its script's own kind, and its corners."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.evaluate.terminology.wmt25_consistency import consistency

TEXT = [("直播", "livestream"), ("主播", "host"), ("直播", "live"), ("直播", "livestream"), ("主播", None)]


@pytest.mark.parametrize(
    ("against", "micro", "macro"),
    [("frequent", 3 / 5, (2 / 3 + 1 / 2) / 2), ("first", 3 / 5, (2 / 3 + 1 / 2) / 2), ("predefined", 1 / 5, 1 / 6)],
)
def test_the_three_pseudo_references(against, micro, macro):
    found = consistency(TEXT, against, {"直播": "live", "主播": "streamer"})
    assert (found.micro, found.macro) == (pytest.approx(micro), pytest.approx(macro))


def test_entries_with_one_pseudo_reference_are_one_class():
    found = consistency([("直播", "live"), ("实况", "live"), ("实况", "live"), ("主播", "host"), ("主播", "anchor")])
    assert found.against == {"直播": "live", "实况": "live", "主播": "anchor"}
    assert found.macro == pytest.approx((1 + 1 / 2) / 2)


def test_what_was_never_rendered_is_wrong_and_nothing_is_no_zero():
    assert consistency([("直播", None), ("直播", None), ("主播", None)])[:2] == (0.0, 0.0)
    assert consistency([("直播", None), ("直播", None), ("直播", "live")]).micro == 0.0
    assert consistency([("直播", None), ("直播", "live")]).micro == 0.5
    assert consistency([("直播", "live")], "predefined").micro == 0.0
    assert consistency([])[:2] == (None, None)


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("abc") | st.none()), min_size=1, max_size=20))
def test_the_most_frequent_rendering_is_the_best_one_to_be_held_to(rows):
    found = consistency(rows)
    most = sum(
        max((n for wording, n in Counter(w for e, w in rows if e == entry).items() if wording is not None), default=0)
        for entry in {e for e, _ in rows}
    )
    assert found.micro is not None and found.micro <= most / len(rows)
    if all(wording is not None for _, wording in rows):
        assert found.micro == most / len(rows) >= (consistency(rows, "first").micro or 0)
