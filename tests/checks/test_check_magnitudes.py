"""Numbers that kept their digits and lost their power of ten, and those that must not be touched."""

from __future__ import annotations

import pytest

from toolkit.checks.magnitudes import find_magnitudes
from toolkit.checks.passages import Passage, Piece
from toolkit.model import Span

PAIR = ("zh", "en")


def repaired(source: str | None, text: str, pair: tuple[str, str] = PAIR) -> str:
    hits = find_magnitudes(Passage((Piece(0, Span(0, len(text))),), source), [text], pair)
    for hit in sorted(hits, key=lambda h: h.span, reverse=True):
        text = text[: hit.span.start] + hit.after + text[hit.span.end :]
    return text


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("成交8.6亿元。", "Sales reached 8.6 million yuan.", "Sales reached 860 million yuan."),
        ("累计销售900余万元。", "It sold more than 900 yuan.", "It sold more than 9 million yuan."),
        ("已超过2.6万单。", "It has exceeded 2.6 orders.", "It has exceeded 26,000 orders."),
        ("带动1.1万人就业。", "It gave work to 110000 people.", "It gave work to 11,000 people."),
        ("月薪1.3万元。", "The pay is 13000 million yuan.", "The pay is 13,000 yuan."),
        ("全国零售额3975亿元。", "Retail sales were 397.5 million yuan.", "Retail sales were 397.5 billion yuan."),
        ("带货4014万元。", "Sales of 4014 yuan.", "Sales of 40.14 million yuan."),
        ("卖出60万元。", "It sold 60,000 yuan.", "It sold 600,000 yuan."),
        ("打了三折。", "It is a 30% discount.", "It is a 70% discount."),
        ("打七五折。", "It is 75% off.", "It is 25% off."),
        ("退货率高达六成。", "The return rate is up to 6%.", "The return rate is up to 60%."),
        ("直播超过1000万场。", "There were over 1,000 livestreams.", "There were over 10 million livestreams."),
        ("租金要十几万元。", "Rent is hundreds of thousands of yuan.", "Rent is more than 100,000 yuan."),
        ("租金要十几万元。", "Rent is over several hundred thousand yuan.", "Rent is more than 100,000 yuan."),
        ("卖出几百万斤。", "Hundreds of millions of jin were sold.", "Millions of jin were sold."),
        ("上万人观看。", "Thousands of people watched.", "More than 10,000 people watched."),
        ("有十余个村。", "There are dozens of villages.", "There are more than ten villages."),
        ("来了几千人。", "Tens of thousands came.", "Thousands came."),
        ("数千万人看过。", "Several thousand people have seen it.", "Tens of millions of people have seen it."),
    ],
)  # fmt: skip
def test_repaired(source: str, text: str, expected: str) -> None:
    assert repaired(source, text) == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("成交8.6亿元。", "Sales reached 860 million yuan."),
        ("成交8.6亿元。", "Sales reached RMB 0.86 billion."),
        ("以55万美元起拍。", "The auction starts at $550k."),
        ("以55万美元起拍。", "The auction starts at $550 k."),
        ("资助960万美元。", "It got $9.6 m in funding."),
        ("约12时许。", "It was taken away at about 1200 GMT."),
        ("2.6至3.2万个碱基。", "A genome of 26 to 32 kilobases."),
        ("参与人数超过42,000人。", "More than 42.000 people took part."),
        ("6万斤苹果。", "30,000 kilograms of apples."),
        ("100万人看,10万人买。", "1 million people watched and 1,000 bought."),
        ("10万人到场。", "Some 100 boxes were sold to the 100,000."),
        ("2.3万人,2.3亿元。", "There were 230 people and 2.3 billion yuan."),
        ("成功率六成。", "About 60% succeed, and 6% leave."),
        ("打了五折。", "It is a 50% discount."),
        ("上万人观看。", "Tens of thousands of people watched."),
        ("有十几个村。", "There are about a dozen villages."),
        ("数万人。", "They number in the hundreds of thousands."),
        ("成千上万的人。", "Hundreds of people came."),
        ("数十万人。", "Thousands upon thousands came."),
        ("3万人和数百名警察。", "Tens of thousands of people came."),
        ("数百人。", "Some 3,000 people, and thousands of children, came."),
        ("他骨折了。", "A 30% discount."),
        ("3万人。", "In 2020, 30,000 people came; 300 stayed."),
        ("价格为1.2万元。", "It is priced at 12 grand."),
        ("面积为25万平方米。", "It covers 25 hectares."),
        ("3500万像素。", "A camera of 35 MP."),
        ("第三折戏享受30%折扣。", "There is a 30% discount on the third act."),
        ("七成熟的牛排,含脂肪百分之七。", "A steak with 7% fat."),
        ("六成人同意,利率6厘。", "Six in ten agree, and the rate is 6%."),
        ("1323台。", "It sold 13,230."),
        (None, "Sales reached 8.6 million yuan."),
        ("", "Sales reached 8.6 million yuan."),
    ],
)
def test_left_alone(source: str | None, text: str) -> None:
    assert repaired(source, text) == text


def test_other_languages_have_no_rules() -> None:
    assert repaired("成交8.6亿元。", "8,6 Millionen Yuan", ("zh", "de")) == "8,6 Millionen Yuan"


def test_the_reason_is_the_arithmetic() -> None:
    text = "Sales reached 8.6 million yuan."
    (hit,) = find_magnitudes(Passage((Piece(0, Span(0, len(text))),), "成交8.6亿元。"), [text], PAIR)
    assert (hit.reason, hit.evidence) == ("8.6亿 is 860,000,000", "8.6亿")


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("复购率高了8个百分点。", "The rate was 8% higher.", "The rate was 8 percentage points higher."),
        ("提高1.5个百分点，达55%。", "Up 1.5 percent, to 55%.", "Up 1.5 percentage points, to 55%."),
        ("提升六个百分点。", "There is a 6% rise.", "There is a 6-percentage-point rise."),
        ("提高1个百分点。", "It rose by 1%.", "It rose by 1 percentage point."),
    ],
)
def test_percentage_points(source: str, text: str, expected: str) -> None:
    assert repaired(source, text) == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("增长6%，提高6个百分点。", "Up 6%, which is 6 more points."),
        ("提高6个百分点。", "It rose by 6 percentage points."),
        ("提高6个百分点。", "It rose by 6 percentage-points to 6%; a six-point rise."),
        ("提高6个百分点。", "It won 6% of the market."),
        ("百分之六，提高6个百分点。", "6%, more than before."),
        ("提高6个百分点。", "6% here and 6% there."),
        ("提高6个百分点。", "It rose to 16%."),
    ],
)
def test_shares_stay_shares(source: str, text: str) -> None:
    assert repaired(source, text) == text
