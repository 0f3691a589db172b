"""Places that a listed wording cannot take whatever it says, and verbs where somebody acts."""

from __future__ import annotations

import pytest
from postedit_cases import repaired

from toolkit.model import Outcome


def _edited(source: str, before: str) -> str:
    return repaired(before, source).text


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("带货不容易。", "Bringing goods is not easy.", "Selling goods is not easy."),
        ("带货让他出了名。", "Bringing goods has made him famous.", "Selling goods has made him famous."),
        ("他让主播带货。", "He let the anchor bring goods.", "He let the livestream host sell goods."),
        ("我看见主播带货。", "I saw the anchor bring goods.", "I saw the livestream host sell goods."),
        (
            "商家刷单、主播刷粉。",
            "We saw merchants brushing orders and anchors brushing powder.",
            "We saw merchants faking orders and livestream hosts buying fake followers.",
        ),
        (
            "商家靠刷单提升销量。",
            "Merchants raise sales by brushing orders.",
            "Merchants raise sales by faking orders.",
        ),
        ("刷单的人不懂法。", "People who brush orders break the law.", "People who fake orders break the law."),
        ("博主们天天种草。", "Bloggers are planting grass every day.", "Bloggers are recommending products every day."),
        (
            "种草的博主很多。",
            "There are many bloggers planting grass.",
            "There are many bloggers recommending products.",
        ),
        (
            "政府让农民直播带货。",
            "They make the farmers live with goods.",
            "They make the farmers sell goods via livestream.",
        ),
        ("老铁们，这蜂蜜很甜。", "Old irons, this honey is sweet.", "Lao tie, this honey is sweet."),
        (
            "助农直播间卖苹果。",
            "The help farmers live broadcast room sells apples.",
            "The farmer-aid livestream room sells apples.",
        ),
        (
            "一年前她给粉丝种草。",
            "She planted grass for her fans a year ago.",
            "She recommended products for her fans a year ago.",
        ),
        ("种草很重要。", "Planting grass is important.", "Product recommendations are important."),
        ("网红餐厅排长队。", "The net red restaurant has a queue.", "The internet-famous restaurant has a queue."),
        (
            "一千多亩的基地年产值过亿元。",
            "The base of more than 1,000 acres has an output of 100 million yuan.",
            "The base of more than 1,000 mu (about 66.7 hectares) has an output of 100 million yuan.",
        ),
    ],
)
def test_the_form_that_the_place_asks_for(source: str, before: str, after: str) -> None:
    assert _edited(source, before) == after


@pytest.mark.parametrize(
    ("source", "before"),
    [
        ("她给粉丝种草了一款面霜。", "She planted grass for her fans a face cream."),
        ("下单后三天发货。", "Ship the goods three days after the next single."),
        ("流量为王的时代过去了。", "The era of flow as king has passed."),
        ("种草视频很多。", "There are many planting grass videos."),
        ("两斤小米卖二十八元。", "Two catties of millet sell for 28 yuan."),
    ],
)
def test_a_human_decides_where_nothing_fits(source: str, before: str) -> None:
    repair = repaired(before, source)
    assert repair.text == before
    assert any(edit.outcome is Outcome.REVIEW for edit in repair.edits)


@pytest.mark.parametrize(
    ("source", "good"),
    [
        ("子弹射入股骨。", "The bullet went into the thigh bone."),
        ("最新款项已经汇出。", "The latest payment has been sent."),
        ("我们住在四季度假酒店。", "We stay at the four seasons resort."),
        ("她研究古法语。", "She studies Old French."),
        ("他靠割韭菜、种葱供孩子上学。", "He paid for school by cutting chives and growing scallions."),
        ("别站在风口，会感冒的。", "Don't stand in the wind, or you'll catch cold."),
        ("打麻将时百搭可以代替任何一张牌。", "In mahjong a joker can replace any tile."),
        ("铁饼运动员出圈，被判犯规。", "The discus thrower stepped out of the circle and fouled."),
        ("木匠锯了两块短板。", "The carpenter cut two short boards."),
        ("她做过十年体育主播。", "She was a sports anchor for ten years."),
        ("一颗小白心贴在门上。", "A little white heart hangs on the door."),
        ("这个新手册很有用。", "This new manual is very useful."),
        ("许多平台有更多用户。", "Many more platforms have more users."),
    ],
)
def test_other_senses_and_words_cut_in_two_are_left_alone(source: str, good: str) -> None:
    assert _edited(source, good) == good
