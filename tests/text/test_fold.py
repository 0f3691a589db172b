"""Folding: what folds alike, what stays apart, and that every offset leads home."""

from __future__ import annotations

import unicodedata

import pytest
from growth import LINEAR, growth
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Span
from toolkit.text.fold import fold

ALIKE = [
    ("live-carry goods", "Live carry  goods"),
    ("live\N{NON-BREAKING HYPHEN}carry", "live carry"),
    ("live\N{EN DASH}carry", "live\ncarry"),
    ("4-hour", "4 hour"),
    ("COVID-19", "covid 19"),
    ("live\N{NO-BREAK SPACE}the\r\n\tgoods", "live the goods"),
    ("live\N{SOFT HYPHEN}stream", "livestream"),
    ("live\N{ZERO WIDTH SPACE}stream\N{ZERO WIDTH NO-BREAK SPACE}", "livestream"),
    ('live "the" goods', "live the goods"),
    ("live “the goods”", "live the goods"),
    ("live 'the' goods", "live the goods"),
    ("live ‘the goods’ now", "live the goods now"),
    ("farmers’ market", "farmers' market"),
    ("the market ’s role", "the market s role"),
    ("l’état", "L'ÉTAT"),
    ("Ünïversität", "U\N{COMBINING DIAERESIS}nï" + "versita\N{COMBINING DIAERESIS}t"),
    ("Straße", "STRASSE"),
    ("ﬁnance", "finance"),
    ("ＡＢＣ１２３", "abc123"),
    ("６０，０００", "60,000"),
    ("İstanbul", "I\N{COMBINING DOT ABOVE}stanbul"),
    ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
    ("ｶﾞｲﾄﾞ", "ガイド"),
    ("한국", unicodedata.normalize("NFD", "한국")),
    ("直播 带货", "直播带货"),
    ("直播\n带货", "直播带货"),
    ("直播“带货”", "直播带货"),
    ("「直播」‘带货’的", "直播带货的"),
    ("м’який", "м\N{MODIFIER LETTER APOSTROPHE}який"),
]
APART = [
    ("live - carry", "live carry"),
    ("live\N{EM DASH}carry", "live carry"),
    ("live \N{EM DASH} carry", "live carry"),
    ("2019-2020", "2019 2020"),
    ("北京-上海", "北京上海"),
    ("live, the goods", "live the goods"),
    ("《人民日报》", "人民日报"),
    ("farmer's", "farmers"),
    ("farmers'", "farmers"),
    ("resume", "résumé"),
    ("Taobao\N{TRADE MARK SIGN}", "taobaotm"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spelled_differently_folds_alike(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_wordings_stay_apart(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


def test_a_quote_after_s_closes_only_what_was_opened() -> None:
    assert fold("he said 'live the goods' and left").text == "he said live the goods and left"
    assert fold("the farmers' goods").text == "the farmers' goods"
    assert fold("the '90s farmers' goods").text == "the 90s farmers' goods"
    assert fold("'tis\nthe farmers' goods").text == "tis the farmers' goods"


def test_spans_leave_outer_quotes_out_and_take_inner_ones_in() -> None:
    text = "so “Live ‘the’ goods”, yes"
    folded = fold(text)
    start = folded.text.index("live the goods")
    assert folded.span(start, start + len("live the goods")).of(text) == "Live ‘the’ goods"
    the = folded.text.index("the")
    assert folded.span(the, the + 3).of(text) == "the"


def test_spans_count_code_points_of_the_text_as_given() -> None:
    text = "İİ I\N{COMBINING DOT ABOVE} ﬁx 😀 é"
    folded = fold(text)
    start = folded.text.index("é")
    assert folded.span(start, start + 1) == Span(len(text) - 1, len(text))
    start = folded.text.index("fix")
    assert folded.span(start, start + 3).of(text) == "ﬁx"


def test_invisible_characters_do_not_hang_on_to_a_span() -> None:
    text = "live\N{ZERO WIDTH SPACE} goods"
    assert fold(text).span(0, 4) == Span(0, 4)


def test_empty_and_invisible_texts() -> None:
    assert fold("").text == ""
    assert fold("").span(0, 0) == Span(0, 0)
    assert fold("\N{ZERO WIDTH NO-BREAK SPACE}“”").text == ""
    assert fold("  \n ").text == " "


ALPHABET = st.sampled_from(
    "aAsS1９ \n\t'\"“”‘’-‐–—,.。直播がｶﾞﾞİßﬁéΣ한ᄒ각ก้ำ《》「」\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}"
    "\N{COMBINING ACUTE ACCENT}\N{COMBINING DOT ABOVE}\N{COMBINING CEDILLA}\N{HANGUL JUNGSEONG A}😀"
    "\N{NO-BREAK SPACE}™½"
)
TEXTS = st.text(ALPHABET, max_size=25) | st.text(max_size=15)


@given(TEXTS)
def test_offsets_are_ordered_and_within_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    previous = (0, 0)
    for start, end in zip(folded.starts, folded.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert previous == (start, end) or previous[1] <= start
        previous = (start, end)


@given(TEXTS)
def test_composed_and_decomposed_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)).text == fold(unicodedata.normalize("NFD", text)).text


@given(st.text(st.sampled_from("aAsS1９ \n直播がİßﬁéΣ한,.。—《》™"), max_size=25))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(st.text(st.characters(max_codepoint=126, min_codepoint=33, exclude_characters="\"'-"), max_size=30))
def test_the_fast_lane_agrees_with_the_slow_one(text: str) -> None:
    fast = fold(text)
    slow = fold("“" + "”".join(text) + "”")
    assert fast.text == slow.text == text.casefold()
    assert [2 * start + 1 for start in fast.starts] == list(slow.starts)


@pytest.mark.parametrize(
    "piece",
    [
        'Officials "live the goods" and the farmers\' well-known 60,000 jin of mangoes.\n',
        "中国地方官员“直播带货”促消费,专家:需用好这把“双刃剑”。",
        "สวัสดีครับ ",
        "'s ",
        "e\N{COMBINING ACUTE ACCENT}",
        "a" + "\N{ZERO WIDTH SPACE}" * 50,
        "'" * 50 + "\N{ZERO WIDTH SPACE}" * 50,
        " ",
        "-",
        "\N{COMBINING ACUTE ACCENT}\N{COMBINING DOT BELOW}",
    ],
)
def test_time_is_linear(piece: str) -> None:
    assert growth(lambda length: fold(piece * (length // len(piece))), 10_000) < LINEAR
