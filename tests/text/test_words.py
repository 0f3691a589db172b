"""Scripts, words, boundaries."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.words import is_boundary, is_spaced, is_word_char, script_of, words


@pytest.mark.parametrize(
    ("char", "script"),
    [
        ("a", "latin"), ("é", "latin"), ("ế", "latin"), ("Ａ", "latin"), ("я", "cyrillic"), ("ω", "greek"),
        ("货", "han"), ("々", "han"), ("\N{IDEOGRAPHIC NUMBER ZERO}", "han"), ("\U00020000", "han"),
        ("が", "kana"), ("ー", "kana"), ("ﾞ", "kana"), ("한", "hangul"), ("ا", "arabic"), ("ש", "hebrew"),
        ("अ", "devanagari"), ("ก", "thai"), ("ລ", "lao"), ("ក", "khmer"), ("ა", "georgian"),
        ("አ", "ethiopic"),
        ("1", "common"), (" ", "common"), ("。", "common"), ("😀", "common"), ("Ꭰ", "other"),
    ],
)  # fmt: skip
def test_scripts(char: str, script: str) -> None:
    assert script_of(char) == script


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the market’s e-commerce", ["the", "market’s", "e-commerce"]),
        ("'goods' - and -live-", ["goods", "and", "live"]),
        ("5G直播带货OK", ["5G", "直", "播", "带", "货", "OK"]),
        ("cafe\N{COMBINING ACUTE ACCENT} x", ["cafe\N{COMBINING ACUTE ACCENT}", "x"]),
        ("か\N{COMBINING KATAKANA-HIRAGANA VOICED SOUND MARK}く", ["か\u3099", "く"]),
        ("라이브 커머스", ["라이브", "커머스"]),
        ("ที่", ["ที่"]),
        ("", []),
        ("。,!", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in words(text)] == expected


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        ("ab", 1, False), ("a b", 1, True), ("a5", 1, False), ("货a", 1, True), ("货5", 1, True),
        ("货物", 1, True), ("ก1", 1, True), ("e\u0301", 1, False), ("\u0301a", 1, False), ("l'e", 1, True),
        ("ab", 0, True), ("ab", 2, True), ("", 0, True), ("live_goods", 4, True),
    ],
)  # fmt: skip
def test_boundaries(text: str, index: int, expected: bool) -> None:
    assert is_boundary(text, index) is expected


@given(st.text(st.characters() | st.sampled_from("ab'-’ 直ก\u0301"), max_size=30))
def test_words_hold_every_letter_once(text: str) -> None:
    spans = words(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    held = {index for span in spans for index in range(*span)}
    assert {index for index, char in enumerate(text) if is_word_char(char)} <= held
    assert all(is_boundary(text, span.start) or unicodedata.category(text[span.start])[0] == "M" for span in spans)


@given(st.text(st.sampled_from("abcXYZ09 ,."), max_size=40))
def test_plain_english_words_equal_the_regular_expression(text: str) -> None:
    assert [span.of(text) for span in words(text)] == re.findall(r"\w+", text)


@given(st.characters())
def test_spaced_characters_are_word_characters(char: str) -> None:
    assert not is_spaced(char) or is_word_char(char)
