"""The matcher against a naive twin, and the places where other matchers slip."""

from __future__ import annotations

import unicodedata

import pytest
from growth import LINEAR, growth
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.fold import fold
from toolkit.text.match import Match, Matcher
from toolkit.text.words import is_boundary


def naive_find_all(patterns: list[str], text: str) -> list[tuple[int, int, tuple[int, ...]]]:
    """Every pattern at every place, in folded offsets, by the definition."""
    folded = fold(text)
    wordings = [fold(pattern).text.strip(" ") for pattern in patterns]
    found = set()
    for wording in wordings:
        for start in range(len(folded.text)):
            end = start + len(wording)
            if folded.text[start:end] == wording and all(
                is_boundary(folded.text, edge) and not folded.splits_cluster(edge) for edge in (start, end)
            ):
                keys = tuple(key for key, other in enumerate(wordings) if other == wording)
                found.add((start, end, keys))
    return sorted(found, key=lambda hit: (hit[0], -hit[1]))


def naive_find(patterns: list[str], text: str) -> list[tuple[int, int, tuple[int, ...]]]:
    """Leftmost, then longest, then on from its end."""
    chosen: list[tuple[int, int, tuple[int, ...]]] = []
    for hit in naive_find_all(patterns, text):
        if not chosen or hit[0] >= chosen[-1][1]:
            chosen.append(hit)
    return chosen


LETTERS = st.sampled_from("aabs1 '\"“”’-,直播带が한İ½ﬁ\N{COMBINING ACUTE ACCENT}\N{SOFT HYPHEN}ก้")
PATTERNS = st.lists(
    st.text(LETTERS, min_size=1, max_size=4).filter(lambda pattern: fold(pattern).text.strip(" ")), max_size=8
)


@given(PATTERNS, st.text(LETTERS, max_size=40))
def test_equals_the_naive_twin(patterns: list[str], text: str) -> None:
    matcher = Matcher(patterns)
    assert [(m.start, m.end, m.keys) for m in matcher.find_all(text)] == naive_find_all(patterns, text)
    assert [(m.start, m.end, m.keys) for m in matcher.find(text)] == naive_find(patterns, text)


@given(PATTERNS, st.text(LETTERS, max_size=40))
def test_what_was_found_folds_to_what_was_sought(patterns: list[str], text: str) -> None:
    for match in Matcher(patterns).find_all(fold(text)):
        assert match.span == fold(text).span(match.start, match.end)
        assert 0 <= match.span.start < match.span.end <= len(text)


def found(patterns: list[str], text: str) -> list[str]:
    return [match.span.of(text) for match in Matcher(patterns).find(text)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("form", "the form in a new format", ["form"]),
        ("live the goods", "“Live the Goods”?", ["Live the Goods"]),
        ("live the goods", "live 'the' goods", ["live 'the' goods"]),
        ("live the goods", "live, the goods", []),
        ("live carry", "they live-carry", ["live-carry"]),
        ("état", "l’état, c’est moi", ["état"]),
        ("état", "l’e\N{COMBINING ACUTE ACCENT}tat", ["e\N{COMBINING ACUTE ACCENT}tat"]),
        ("etat", "e\N{COMBINING ACUTE ACCENT}tat", []),
        ("e", "e\N{COMBINING ACUTE ACCENT}", []),
        ("世界", "世界人", ["世界"]),
        ("题", "问题:题", ["题", "题"]),
        ("直播", "5G直播live", ["直播"]),
        ("5G", "在5G时代", ["5G"]),
        ("直播带货", "直播\n“带货”", ["直播\n“带货"]),
        ("İstanbul", "İİ İSTANBUL'da İ", ["İSTANBUL"]),
        ("i", "İ", ["İ"]),
        ("会社", "㍿", []),
        ("Taobao", "Taobao™", ["Taobao"]),
        ("U.S.", "the U.S. market", ["U.S."]),
        ("goods", "farm goods' price", ["goods"]),
        ("《人民日报》", "据《人民日报》报道", ["《人民日报》"]),
    ],
)
def test_where_matchers_slip(pattern: str, text: str, expected: list[str]) -> None:
    assert found([pattern], text) == expected


def test_a_shorter_candidate_is_retried_at_a_failed_boundary() -> None:
    assert found(["live broadcast and", "live broadcast"], "live broadcast android") == ["live broadcast"]


def test_leftmost_goes_before_longest() -> None:
    assert found(["b c d e", "a b"], "a b c d e") == ["a b"]


def test_patterns_that_fold_alike_share_a_match() -> None:
    text = "Live-Carry"
    matcher = Matcher(["live carry", "goods", "LIVE-carry"])
    assert matcher.find(text) == (Match(fold(text).span(0, 10), (0, 2), 0, 10),)


@pytest.mark.parametrize("pattern", ["", "  ", "“”", "\N{SOFT HYPHEN}"])
def test_an_empty_pattern_is_named(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern 1 "):
        Matcher(["goods", pattern])


def test_no_patterns_find_nothing() -> None:
    assert Matcher([]).find("live the goods") == ()


@given(st.text("aé直가İ ", max_size=20))
def test_spans_of_decomposed_text_hold_the_same_letters(text: str) -> None:
    patterns = ["é", "a é", "가", "直", "İ"]
    decomposed = unicodedata.normalize("NFD", text)
    composed_hits = [unicodedata.normalize("NFC", hit) for hit in found(patterns, text)]
    assert [unicodedata.normalize("NFC", hit) for hit in found(patterns, decomposed)] == composed_hits


def test_ten_thousand_patterns_in_a_long_text() -> None:
    patterns = [f"word{n} term{n % 97}" for n in range(10_000)]
    sentence = "The word12 term12 and some other words that are 'quoted', word5000 term53! "
    matcher = Matcher(patterns)
    assert growth(lambda sentences: matcher.find(sentence * sentences), 270) < LINEAR
    assert len(matcher.find(sentence * 2700)) == 5400
