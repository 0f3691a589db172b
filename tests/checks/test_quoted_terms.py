"""A wording that is right in quotation marks and listed as wrong without them."""

from __future__ import annotations

import pytest
from checks_texts import concept, examined, index, told

from toolkit.model import Term

GRASS = concept(
    "zhongcao",
    "种草",
    "recommend products",
    Term('"plant grass"', "en", "admitted", "verb"),
    Term("(plant|sow) grass", "en", "garble", "verb", unmistakable=True),
)
MILE = concept("yigongli", "最初一公里", "first leg", Term('"first mile"', "en", "admitted", "noun"))


def test_bare_it_is_asked_about() -> None:
    target = "They plant grass online."
    found = examined(target, "他们在网上种草。", index(GRASS))
    assert told(found.hits, target) == [("plant grass", "zhongcao", "ask")]
    assert "quotation marks" in found.hits[0].why
    assert found.satisfied == (("zhongcao", 0),)


@pytest.mark.parametrize(
    "target",
    [
        'They "plant grass" online.',
        "They \N{LEFT DOUBLE QUOTATION MARK}plant grass\N{RIGHT DOUBLE QUOTATION MARK} online.",
        '"Plant grass" is what they do.',
    ],
)
def test_in_its_quotation_marks_it_is_right(target: str) -> None:
    found = examined(target, "他们在网上种草。", index(GRASS))
    assert found.hits == ()
    assert found.satisfied == (("zhongcao", 1),)


def test_bare_it_is_right_where_the_list_calls_nothing_wrong() -> None:
    assert examined("The first mile matters.", "最初一公里很重要。", index(MILE)).satisfied == (("yigongli", 1),)


def test_without_a_source_the_bare_wording_is_left() -> None:
    assert examined("They plant grass on the sand.", None, index(GRASS)).hits == ()


def test_another_listed_wording_is_mended_as_ever() -> None:
    target = "They sow grass online."
    assert told(examined(target, "他们在网上种草。", index(GRASS)).hits, target) == [("sow grass", "zhongcao", "fix")]
