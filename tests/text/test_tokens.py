"""Tokens for alignment: every letter in one token, edges kept, as few words as possible."""

from __future__ import annotations

import itertools
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.tokens import tokens

HAN = st.text("直播带货县长农产品", max_size=9)
MIXED = st.text("直播带货 aB9é-,。カナーก", max_size=20)
WORDS = st.frozensets(st.text("直播带货县长农产品", min_size=2, max_size=3), max_size=6)


@given(MIXED, WORDS, st.frozensets(st.integers(0, 20), max_size=4))
def test_tokens_are_in_order_and_hold_every_letter(text: str, words: frozenset[str], edges: frozenset[int]) -> None:
    found = tokens(text, "zh", words, edges)
    spans = [token.span for token in found]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    covered = {n for span in spans for n in range(span.start, span.end)}
    assert covered == {n for n, char in enumerate(text) if char.isalnum() or char == "ー"}


@given(HAN, WORDS, st.frozensets(st.integers(0, 9), max_size=3))
def test_no_token_crosses_an_edge(text: str, words: frozenset[str], edges: frozenset[int]) -> None:
    for token in tokens(text, "zh", words, edges):
        assert not any(token.span.start < edge < token.span.end for edge in edges)


@given(HAN, WORDS)
def test_there_are_as_few_as_a_naive_search_finds(text: str, words: frozenset[str]) -> None:
    @cache
    def fewest(at: int) -> int:
        if at == len(text):
            return 0
        ends = [at + 1, *(at + n for n in (2, 3) if text[at : at + n] in words and at + n <= len(text))]
        return 1 + min(fewest(end) for end in ends)

    assert len(tokens(text, "zh", words)) == fewest(0)


def test_scripts_do_not_mix() -> None:
    assert [t.stem for t in tokens("iPhone15手机とテレビ", "ja")] == ["iphone15", "手", "机", "と", "テレビ"] or [
        t.stem for t in tokens("iPhone15手机とテレビ", "ja")
    ] == ["iphone15", "手", "机", "とテレビ"]
