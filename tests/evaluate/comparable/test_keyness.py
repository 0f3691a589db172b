"""Key words: the formulas against their definitions, the laws, and what must not become key."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.evaluate.comparable.keyness import g2, keyness, log_ratio, p_of
from toolkit.evaluate.comparable.texts import Text
from toolkit.evaluate.corrections import benjamini_hochberg

COUNTS = st.integers(0, 50)


def text(name: str, *lines: str, times: int = 1) -> Text:
    return Text(name, lines * times, "en")


@given(COUNTS, COUNTS, st.integers(51, 500), st.integers(51, 500))
def test_g2_is_the_likelihood_of_two_against_that_of_one(a: int, b: int, size_a: int, size_b: int) -> None:
    def log(k: int, expected: float) -> float:
        return k * math.log(k / expected) if k else 0.0

    expected_a = size_a * (a + b) / (size_a + size_b)
    expected_b = size_b * (a + b) / (size_a + size_b)
    plain = 2 * (log(a, expected_a) + log(b, expected_b))
    assert g2(a, b, size_a, size_b) == pytest.approx(plain, abs=1e-9)
    assert g2(a, b, size_a, size_b) == pytest.approx(g2(b, a, size_b, size_a))
    assert log_ratio(a, b, size_a, size_b) == pytest.approx(-log_ratio(b, a, size_b, size_a))


def test_critical_values() -> None:
    assert p_of(6.6349) == pytest.approx(0.01, abs=1e-5)
    assert p_of(10.8276) == pytest.approx(0.001, abs=1e-6)
    assert p_of(0) == 1


@given(st.lists(st.floats(0, 1), max_size=8))
def test_benjamini_hochberg_against_its_definition(values: list[float]) -> None:
    corrected = benjamini_hochberg(values)
    ranked = sorted(values)
    for p, q in zip(values, corrected, strict=True):
        slow = min([1.0, *(other * len(values) / (n + 1) for n, other in enumerate(ranked) if other >= p)])
        assert q == pytest.approx(slow)
        assert q >= p - 1e-12


def test_the_same_text_has_no_key() -> None:
    one = text("a", "They sell goods via livestream.", "The tea is good.", times=10)
    assert keyness(one, [one]) == ()
    assert keyness(one, [text("b", *one.lines), text("c", *one.lines)]) == ()
    assert keyness(text("empty"), [one]) == ()
    assert keyness(one, [text("empty")]) == ()


def test_what_a_text_repeats_is_key_and_what_it_lacks_too() -> None:
    raw = text("raw", "We live the goods.", "They live the goods now.", times=6)
    good = [
        text(str(n), "We sell goods via livestream.", "They sell tea via livestream now.", times=20) for n in range(3)
    ]
    keys = {key.text: key for key in keyness(raw, good)}
    assert (keys["live the goods"].times, keys["live the goods"].others) == (12, 0)
    assert keys["live the goods"].percent_difference is None
    assert keys["live the goods"].segments == 12
    assert "the goods" not in keys  # the longer one says it
    lacking = [key for key in keys.values() if key.log_ratio < 0]
    assert [key.text for key in lacking if "livestream" in key.text]
    assert all(key.percent_difference == -100 for key in lacking)


def test_one_sentence_or_one_article_does_not_rule() -> None:
    plain = ["The tea is good and the road is long."] * 30
    raw = Text("raw", [*plain, "iron " * 12], "en")
    assert keyness(raw, [Text("a", plain, "en")]) == ()
    # a subject of one article of the others is not missing from the text
    harbour = Text("b", [*plain, *["The fish are in the net."] * 10], "en")
    assert not [
        key for key in keyness(Text("raw", plain * 2, "en"), [Text("a", plain, "en"), harbour]) if "fish" in key.text
    ]


def test_names_and_numbers_are_left_out() -> None:
    raw = text("raw", "Feng Zijian sold 500 jars.", "Now Feng Zijian sold 500 jars.", times=10)
    good = text("good", "The farmer sold jars.", times=20)
    found = " ".join(key.text for key in keyness(raw, [good]))
    assert "feng" not in found
    assert "500" not in found
