"""Letters that fold alike though case folding alone keeps them apart."""

from __future__ import annotations

from toolkit.text.fold import fold
from toolkit.text.match import Matcher


def test_the_i_without_a_dot_is_another_letter() -> None:
    assert [match.span for match in Matcher(["diş"]).find("Dış kapı")] == []
    assert [match.span for match in Matcher(["ışık"]).find("Bu ışık iyi.")] == [(3, 7)]


def test_a_dotted_capital_is_the_same_letter() -> None:
    assert fold("İstanbul").text == fold("istanbul").text == fold("ISTANBUL").text


def test_an_ideographic_variation_is_the_same_character() -> None:
    assert [match.span for match in Matcher(["葛城"]).find("葛\U000e0100城市")] == [(0, 3)]


def test_half_a_character_is_survived() -> None:
    assert [match.span for match in Matcher(["goods"]).find("a \ud800 goods")] == [(4, 9)]
