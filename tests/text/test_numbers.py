"""Numbers: what Chinese and English name, what must be left alone, and the way back through spelling."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from growth import LINEAR, growth
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.numbers import find_numbers, format_number


def values(text: str, language: str) -> list[str]:
    return [str(number.value) for number in find_numbers(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.7万余单", ["47000"]),
        ("1000万元", ["10000000"]),
        ("4338亿元", ["433800000000"]),
        ("1.2万亿", ["1200000000000"]),
        ("６万斤", ["60000"]),
        ("４．７万", ["47000"]),
        ("１，０００元", ["1000"]),
        ("1亿2000万人", ["120000000"]),
        ("3万5千亩", ["35000"]),
        ("10余万人", ["100000"]),
        ("5百名", ["500"]),
        ("两分多钟", ["2"]),
        ("两分钟", ["2"]),
        ("2至3万斤", ["20000", "30000"]),
        ("4小时", ["4"]),
        ("三家企业", ["3"]),
        ("三千五百", ["3500"]),
        ("十二", ["12"]),
        ("二十个", ["20"]),
        ("百万粉丝", ["1000000"]),
        ("三十余万元", ["300000"]),
        ("一万零五百", ["10500"]),
        ("一亿两千万", ["120000000"]),
        ("一万亿元", ["1000000000000"]),
        ("百分之三十", ["30"]),
        ("百分之五", ["5"]),
        ("增长30%", ["30"]),
        ("二〇二〇年", ["2020"]),
        ("4月22日", ["4", "22"]),
        ("一小时", ["1"]),
        ("十天", ["10"]),
        ("三萬人", ["30000"]),
        ("五倍", ["5"]),
        ("60kg", ["60"]),
        ("400 万人", ["4000000"]),
    ],
)
def test_chinese(text: str, expected: list[str]) -> None:
    assert values(text, "zh") == expected


@pytest.mark.parametrize(
    "text",
    [
        "一起", "一些", "第一", "统一", "一边", "一个", "一家人", "一带一路", "万一", "千万别", "成千上万",
        "数十万", "几千", "上百万", "三四个", "两三千", "三亚", "四川", "星期三", "周五", "十分", "十几个",
        "七七八八", "三分之一", "十八大", "二十一世纪", "20 世纪", "60年代",
        "第3名", "5G时代", "COVID-19", "G20",
        "万科", "千家万户", "双十一", "192.168.1.1", "三点",
    ],
)  # fmt: skip
def test_chinese_left_alone(text: str) -> None:
    assert values(text, "zh") == []


def test_kilograms_are_no_thousands() -> None:
    assert values("5千克", "zh") == ["5"]
    assert values("5千米", "zh") == ["5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60,000 catties", ["60000"]),
        ("1.96 million yuan", ["1960000"]),
        ("433.8 billion", ["433800000000"]),
        ("more than 25,000 people", ["25000"]),
        ("two", ["2"]),
        ("Twenty-five officials", ["25"]),
        ("half a million", ["500000"]),
        ("a dozen, two dozen", ["12", "24"]),
        ("a hundred and six thousand and one", ["106001"]),
        ("two hundred and fifty", ["250"]),
        ("three million two hundred thousand", ["3200000"]),
        ("two and three", ["2", "3"]),
        ("a 4-hour show", ["4"]),
        ("30% off, 12.5 percent", ["30", "12.5"]),
        ("$1.5bn and $3m and 5M", ["1500000000", "3000000", "5000000"]),
        ("10k views, 60kg, 5 km", ["10000", "60", "5"]),
        ("2-3 million", ["2000000", "3000000"]),
        ("from 2 to 3 million", ["2000000", "3000000"]),
        ("between 2 and 3 million", ["2000000", "3000000"]),
        ("2 and 3 million", ["2", "3000000"]),
        ("mid-2020", ["2020"]),
        ("3,5,7", ["3", "5", "7"]),
        ("April 22, 2020", ["22", "2020"]),
        ("one hour", ["1"]),
        ("twenty one", ["21"]),
        ("a 2-million-yuan order", ["2000000"]),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert values(text, "en") == expected


@pytest.mark.parametrize(
    "text",
    [
        "one of them", "no one", "twenty-first century", "21st century", "the 1990s", "dozens", "hundreds of",
        "zero", "several hundred", "two thirds", "COVID-19", "G20", "5G", "4K", "tone", "often", "1.2.3",
        "a few thousand", "6222020200112233445566778899",
    ],
)  # fmt: skip
def test_english_left_alone(text: str) -> None:
    assert values(text, "en") == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1.234.567,89 Euro", "de", ["1234567.89"]),
        ("1,5 Millionen", "de", ["1.5"]),
        ("25\N{NARROW NO-BREAK SPACE}000 personnes", "fr", ["25000"]),
        ("25.000 personas", "es-MX", ["25000"]),
        ("1,234.5", "de", ["1234.5"]),
        ("25,000", "ko", ["25000"]),
    ],
)
def test_other_languages(text: str, language: str, expected: list[str]) -> None:
    assert values(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "approximate"),
    [
        ("4.7万余单", "zh", True),
        ("60多万", "zh", True),
        ("近两百亩", "zh", True),
        ("附近3家", "zh", False),
        ("4.7万单", "zh", False),
        ("more than 25,000", "en", True),
        ("almost $3 million", "en", True),
        ("nearly half a million", "en", True),
        ("100+", "en", True),
        ("25,000 people", "en", False),
    ],
)
def test_hedges(text: str, language: str, approximate: bool) -> None:
    assert [number.approximate for number in find_numbers(text, language)] == [approximate]


def test_the_span_holds_the_scale_but_no_unit() -> None:
    assert [n.span.of("达1.2万亿元") for n in find_numbers("达1.2万亿元", "zh")] == ["1.2万亿"]
    text = "about $1.96 million yuan, 30%"
    assert [number.span.of(text) for number in find_numbers(text, "en")] == ["1.96 million", "30"]


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_what_is_formatted_is_found_again(value: Decimal) -> None:
    written = format_number(value)
    assert [number.value for number in find_numbers(f"sold {written} items", "en")] == [value]


def spell_zh(value: int) -> str:
    """The textbook spelling of 1 to 99,999,999."""
    if value >= 10_000:
        rest = value % 10_000
        return spell_zh(value // 10_000) + "万" + ("零" if 0 < rest < 1000 else "") + (spell_zh(rest) if rest else "")
    written, zero = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            written += ("零" if zero else "") + "零一二三四五六七八九"[digit] + sign
        zero = bool(written) and not digit
    return written


@given(st.integers(min_value=10, max_value=99_999_999))
def test_every_chinese_numeral_is_read(value: int) -> None:
    assert values(spell_zh(value), "zh") == [str(value)]


@given(
    st.text(st.sampled_from("0123456789.,万亿千百十一二两零个余多第%-$ kmone twohundred"), max_size=30),
    st.sampled_from(["zh", "en", "de"]),
)
def test_spans_are_ordered_and_hold_something(text: str, language: str) -> None:
    numbers = find_numbers(text, language)
    assert all(0 <= n.span.start < n.span.end <= len(text) for n in numbers)
    assert all(one.span.end <= other.span.start for one, other in pairwise(numbers))


@pytest.mark.parametrize("language", ["zh", "en", "de"])
@pytest.mark.parametrize("piece", ["1,", "1", "一", "two hundred ", "十万", "a1-"])
def test_time_is_linear(piece: str, language: str) -> None:
    assert growth(lambda pieces: find_numbers(piece * pieces, language), 3000) < LINEAR
