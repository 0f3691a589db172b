"""Sentence borders: the cases that news holds, and the law that nothing is lost."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from growth import LINEAR, growth
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.sentences import sentences

DATA = Path(os.environ.get("TOOLKIT_SHARED_DATA", Path(__file__).parents[2] / "../shared/data"))

# Each case is the list of its sentences; joined by one space they make the text.
ENGLISH = [
    ["Officials sell goods.", "Fans buy them."],
    ["Dr. Li met Mr. J. K. Wang of Acme Inc. on Tuesday.", "They talked."],
    ["The U.S. President spoke.", "He left the U.S.", "The market fell."],
    ["Sales rose 3.5 percent to 1.96 million yuan.", "That is No. 1 in China."],
    ["It opened at 9 a.m. Tuesday and closed at 5 p.m.", "The crowd left."],
    ['"Welcome everyone to follow us."', "He smiled."],
    ['"Why?" he asked.', '"Because!" she said.'],
    ["He said “hello.”", "She said nothing."],
    ["Mangoes, ginseng ... a variety of products are dazzling.", "All sold."],
    ["Fruit, e.g. mangoes, sells well; tea, i.e. Pu'er, does not."],
    ["It was over...", "Nobody came."],
    ["Give full play to macro-control.", "(Finish)"],
    ["Really?!", "Yes."],
    ["See www.example.com for more.", "Or call."],
    ["1. Livestream selling is new.", "It grows."],
    ["Sold on Nov. 11 and Dec. 12.", "60,000 jin were gone."],
    ["Apples, pears, etc. were sold."],
    ["(He came.)", "She went."],
    ["No.", "Never."],
    ['Hu said so. "'],
    ["“This is good”, he said.", "“Very.”"],
]
CHINESE = [
    ["大家好，开播啦！", "我是晴隆县代县长。", "欢迎关注我们。"],
    ["“大家好，开播啦！”", "他说。"],
    ["“好！”，他说。"],
    ["苹果、红松子……", "令人目不暇接。"],
    ["鸭蛋、苹果……等农产品。"],
    ["他看了《你好！李焕英》。", "很好看。"],
    ["销售额达196.5万元。", "（完）"],
    ["这是什么？！", "不知道。"],
    ["开播啦!", "我是代县长。"],
]


@pytest.mark.parametrize("expected", ENGLISH, ids=lambda parts: parts[0][:24])
def test_english(expected: list[str]) -> None:
    text = " ".join(expected)
    assert [span.of(text) for span in sentences(text, "en")] == expected


@pytest.mark.parametrize("expected", CHINESE, ids=lambda parts: parts[0][:12])
def test_chinese_with_no_blanks_between(expected: list[str]) -> None:
    text = "".join(expected)
    assert [span.of(text) for span in sentences(text, "zh-CN")] == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Am 3. Oktober kam Dr. Weiß.", "Er blieb bis 1990.", "Danach nicht."]),
        ("de", ["„Das ist genug.“", "Dann ging er."]),
        ("fr", ["« Bonjour ! »", "Il part."]),
        ("es", ["¿Qué?", "¡Nada!"]),
        ("hi", ["यह अच्छा है।", "वह गया।"]),
        ("ru", ["Он ушёл.", "Она осталась?", "Да."]),
    ],
)
def test_other_languages(language: str, expected: list[str]) -> None:
    text = " ".join(expected)
    assert [span.of(text) for span in sentences(text, language)] == expected


def test_a_closing_bracket_without_a_blank() -> None:
    assert [span.of("It ended.(Finish)") for span in sentences("It ended.(Finish)", "en")] == [
        "It ended.",
        "(Finish)",
    ]


def test_a_line_break_always_ends() -> None:
    text = "One line\r\n\r\n  the next,\nand another"
    assert [span.of(text) for span in sentences(text, "en")] == ["One line", "the next,", "and another"]


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_blank_text_has_none(text: str) -> None:
    assert sentences(text, "en") == ()


@given(st.text(st.sampled_from("aB1.!?…。！”\"')） \n《》直"), max_size=40), st.sampled_from(["en", "zh", "de"]))
def test_nothing_is_lost_and_nothing_overlaps(text: str, language: str) -> None:
    spans = sentences(text, language)
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize("piece", [". ", "《", "a.", "!", "。", "(a) ", "x"])
def test_time_is_linear(piece: str) -> None:
    assert growth(lambda pieces: sentences(piece * pieces, "en"), 6000) < LINEAR


@pytest.mark.skipif(not (DATA / "cns").is_dir(), reason="the external data of ../shared/data is not here")
def test_the_article_splits_as_its_segments_do() -> None:
    lines = (DATA / "cns" / "mt.en.txt").read_text(encoding="utf-8").splitlines()
    whole = [line for line in lines if len(sentences(line, "en")) == 1]
    assert len(whole) >= len(lines) - 2
