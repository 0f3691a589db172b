"""The diff: what it shows, and that its parts rebuild both texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from growth import LINEAR, growth
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.diff import diff


def shown(before: str, after: str, language: str | None = None) -> list[tuple[str, str, str]]:
    return [(part.op, part.before.of(before), part.after.of(after)) for part in diff(before, after, language)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("same", "same", [("equal", "same", "same")]),
        ("", "new", [("insert", "", "new")]),
        ("old", "", [("delete", "old", "")]),
        ("old irons", "fans", [("replace", "old irons", "fans")]),
        ("60,000 catties", "60,000 jin", [("equal", "60,000 ", "60,000 "), ("replace", "catties", "jin")]),
        ("live a goods", "sell a product", [("replace", "live a goods", "sell a product")]),
        ("直播带货", "直播卖货", [("equal", "直播", "直播"), ("replace", "带", "卖"), ("equal", "货", "货")]),
        ("a  b", "a b", [("equal", "a ", "a "), ("delete", " ", ""), ("equal", "b", "b")]),
        ("line\nx", "line x", [("equal", "line", "line"), ("replace", "\n", " "), ("equal", "x", "x")]),
    ],
)  # fmt: skip
def test_shown(before: str, after: str, expected: list[tuple[str, str, str]]) -> None:
    assert shown(before, after) == expected


def test_blanks_do_not_outweigh_words() -> None:
    ops = shown("x live the goods y", "x sell goods via a livestream y")
    assert ("equal", " goods ", " goods ") in ops


def test_by_character_where_the_language_has_no_spaces() -> None:
    assert shown("4.7万单", "4.8万单", "zh-CN")[1] == ("replace", "7", "8")


ALPHABET = st.sampled_from("ab \n直播带.,'-é")


@given(st.text(ALPHABET, max_size=30), st.text(ALPHABET, max_size=30), st.sampled_from([None, "en", "zh"]))
def test_parts_rebuild_both_texts(before: str, after: str, language: str | None) -> None:
    parts = diff(before, after, language)
    assert "".join(part.before.of(before) for part in parts) == before
    assert "".join(part.after.of(after) for part in parts) == after
    for part in parts:
        assert (part.op == "equal") == (part.before.of(before) == part.after.of(after))
        assert (part.op == "insert") == (part.before.start == part.before.end)
        assert (part.op == "delete") == (part.after.start == part.after.end)
    assert all((one.op == "equal") != (other.op == "equal") for one, other in pairwise(parts))


@given(st.text(ALPHABET, max_size=30))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(part.op == "equal" for part in diff(text, text))


def test_a_long_text_is_no_trouble() -> None:
    clause = "the officials live the goods and the fans buy them, "
    mended = clause.replace("live the goods", "sell goods")
    assert growth(lambda clauses: diff(clause * clauses, mended * clauses), 50) < LINEAR
