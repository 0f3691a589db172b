"""All checks together, and the numbers of the source that the text does not have."""

from __future__ import annotations

import pytest
from checks_texts import bundled, passage

from toolkit.checks.findings import find
from toolkit.checks.numbers import find_number_misses
from toolkit.checks.passages import passages


def found(target: str, source: str) -> list[tuple[str, str | None]]:
    findings = find([target], ["1"], passages([target], [source], bundled()), bundled())
    return [(f.rule, f.found) for f in findings]


def missed(target: str, source: str) -> list[str]:
    return [m.wording for m in find_number_misses(passage(target, source), [target], ("zh", "en"))]


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("47,000 orders", "4.7万单"),
        ("1.96 million yuan", "196万元"),
        ("433.8 billion yuan", "4338亿元"),
        ("30,000 kilograms", "6万斤"),
        ("60,000 jin", "6万斤"),
        ("46.7 hectares", "700亩"),
        ("in 2020", "2020年"),
        ("he came alone", "他一个人来"),
        ("about 600,000 viewers", "60多万观众"),
        ("115 acres of tea", "700亩茶园"),
        ("24 yuan per kilogram", "每斤12元"),
        ("on May 14th", "5月14日"),
        ("April 22nd, 2020", "2020年4月22日"),
        ("December 31", "12月31日"),
        ("from Nov. 11 to Dec. 12", "从11月11日到12月12号"),
        ("in the 21st century", "21世纪"),
        ("Suitable for grades three, four, five and six.", "适合三四五六年级学生。"),
        ("They celebrated the centenary of the school.", "他们庆祝建校一百周年。"),
        ("Millions of copies were sold.", "卖出百万册。"),
    ],
)
def test_numbers_that_are_there(target: str, source: str) -> None:
    assert missed(target, source) == []


@pytest.mark.parametrize(
    ("target", "source", "wordings"),
    [
        ("4.7 million orders", "4.7万单", ["4.7万"]),
        ("many orders", "55单", ["55"]),
        ("43.38 billion yuan", "4338亿元", ["4338亿"]),
        ("in November", "12月", ["12"]),
        ("It may take 11 of them", "12月11日", ["12"]),
        ("29,000 of them", "6万人", ["6万"]),
        ("29,000 kilograms", "6万斤", ["6万"]),
        ("2,019 people", "2020人", ["2020"]),
        ("millions of yuan", "100万元", ["100万"]),
    ],
)
def test_numbers_that_are_lost(target: str, source: str, wordings: list[str]) -> None:
    assert missed(target, source) == wordings


def test_a_wrong_year_is_lost() -> None:
    assert missed("In 2019, 20 orders", "2020年20单") == ["2020"]


def test_without_a_source_no_number_is_missed() -> None:
    assert find_number_misses(passage("nothing", None), ["nothing"], ("zh", "en")) == ()


def test_every_family_of_findings_in_text_order() -> None:
    target = "The web anchor sold 60,000 catties of 芒果 in in 4 hours , or 9 orders, to fans, gladly. (Finish)"
    source = "网络主播4小时卖出6万斤芒果,成交55单,粉丝满意。(完)"
    rules = [rule for rule, _ in found(target, source)]
    assert rules == [
        *[r for r in rules if r in ("number.missing", "term.missing")],
        "term.garble",
        "unit.jin",
        "surface.han",
        "surface.doubled-word",
        "surface.blank-before-mark",
        "convention.end-mark",
    ]
    assert ("number.missing", "55") in found(target, source)


def test_good_text_has_no_findings() -> None:
    assert found("The livestream host greeted her fans.", "主播问候粉丝。") == []


def test_findings_know_their_segment_and_place() -> None:
    targets = ["Fine.", "The web anchor smiled."]
    findings = find(targets, ["a", "b"], passages(targets, ["好。", "网络主播笑了。"], bundled()), bundled())
    (one,) = findings
    assert one.segment_id == "b"
    assert one.span is not None
    assert one.span.of(targets[1]) == "web anchor"
    assert "livestream host" in one.expected


def test_a_century_is_years_and_no_crowd() -> None:
    assert missed("A century of soldiers marched.", "一百名士兵列队前进。") == ["一百"]
