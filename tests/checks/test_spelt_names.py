"""Persons whose names were translated or written in small letters."""

from __future__ import annotations

import pytest

from toolkit.checks.runs import ready, runs
from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Outcome, Segment, Term
from toolkit.postedit.editor import postedit
from toolkit.text.persons import persons

HOST = Concept("viya", (Term("薇娅", "zh"), Term("Viya", "en", part_of_speech="name")))
INDEX = build_index(Glossary("tiny", (HOST,)), LangPair("zh", "en"))


def edited(source: str, target: str) -> tuple[str, list[str | None]]:
    """The text after post-editing, and the proposals that wait."""
    repair = postedit([Segment("1", target, source=source)], INDEX)[0]
    return repair.text, [edit.after for edit in repair.edits if edit.outcome is Outcome.REVIEW]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("通讯员龙桂芬报道：", "Correspondent dragon guifen reported:", "Correspondent Long Guifen reported:"),
        ("记者韩雪梅 摄", "Photo by Han plum blossom in snow", "Photo by Han Xuemei"),
        ("见习记者丁一。", "Trainee reporter Ding one.", "Trainee reporter Ding Yi."),
        ("果农田佳说，收成好。", "Fruit farmer Tian good said so.", "Fruit farmer Tian Jia said so."),
        ("主播朱广权说。", "The host zhu guangquan said so.", "The host Zhu Guangquan said so."),
        ("县长李明轩每周直播。", "County head li ming xuan streams.", "County head Li Mingxuan streams."),
        ("青年龙小燕在直播。", "The youth Dragon Xiaoyan is live.", "The youth Long Xiaoyan is live."),
        ("作者 唐小芸 彭雨", "Author Tang Xiaoyun Peng Rain", "Author Tang Xiaoyun Peng Yu"),
        ("编辑：谢文静", "Editor: Thank Wenjing", "Editor: Xie Wenjing"),
        ("歌手欧阳娜娜表示。", "The singer ouyang nana said so.", "The singer Ouyang Nana said so."),
        ("他和汤有根签了合同。", "He signed with Soup Yougen.", "He signed with Tang Yougen."),
        ("科长万立新告诉我们。", "10,000 Lixin, section chief, told us.", "Wan Lixin, section chief, told us."),
        ("“冰袋不够”，闭家齐说。", '"No ice," closed Jiaqi said.', '"No ice," Bi Jiaqi said.'),
    ],
)
def test_a_person_is_written_in_pinyin(source: str, target: str, expected: str) -> None:
    assert edited(source, target) == (expected, [])


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("农民王建军说。", "Wang Jian Jun, a farmer, said so."),
        ("农民王建军说。", "WANG Jianjun said so; wang jianjun is how he signs."),
        ("村民马上说好。", "The villagers said yes immediately."),
        ("老板高兴地说。", "The boss said happily."),
        ("胡同里卖白酒和汤圆。", "Baijiu and tangyuan are sold in the hutong."),
        ("包名称包括点。", "Package names include dots."),
        ("白酒卖得好。", "The baijiu sells well."),
        ("农民向阳坡地种茶。", "Farmers grow tea on slopes that face the sun."),
        ("老师和学生说。", "Teachers and students said so."),
        ("工厂位于海丰县。", "The factory is in Haifeng County."),
        ("他在马鞍山市。", "He was in Horse Anshan City."),
        ("县里有10000名利新员工。", "There are 10,000 Lixin workers in the county."),
        ("近万湛江市民走上街头。", "Nearly 10,000 Zhanjiang residents took to the streets."),
        ("古泉州是丝路的起点。", "Ancient Quanzhou was where the silk road began."),
        ("建成湛江首条生产线。", "It has completed Zhanjiang's first line."),
        ("江苏省苇河县是一马平川的县。", "It is a horse Pingchuan county."),
    ],
)
def test_what_is_no_wrong_name_stays(source: str, target: str) -> None:
    assert edited(source, target) == (target, [])


@pytest.mark.parametrize(
    ("source", "target", "name"),
    [
        ("主播白雪说。", "The host white snow said so.", "Bai Xue"),
        ("记者高原报道。", "The reporter high plain reported.", "Gao Yuan"),
        ("干部曾乐说。", "The official zeng le said so.", "Zeng Le"),
        ("干部单行说。", "The official shan xing said so.", "Shan Xing"),
    ],
)
def test_a_human_decides_where_the_words_may_be_words(source: str, target: str, name: str) -> None:
    assert edited(source, target) == (target, [name])


def test_a_name_that_the_document_knows_is_found_where_it_is_translated() -> None:
    lines = [
        ("果农蓝桂香说，果子很甜。", "Lan Guixiang, a grower, said so."),
        ("蓝桂香气得直拍大腿。", "Blue laurel aroma slapped."),
    ]
    segments = [Segment(str(n), target, source=source) for n, (source, target) in enumerate(lines)]
    assert postedit(segments, INDEX)[1].text == "Lan Guixiang slapped."
    assert postedit(segments[1:], INDEX)[0].text == "Blue laurel aroma slapped."
    grower = Segment("2", "Gao Shanqing, a grower, said so.", source="果农高山青说，菜很嫩。")
    greens = Segment("3", "High mountain green vegetables sell well.", source="高山青菜卖得好。")
    assert postedit([grower, greens], INDEX)[1].text == greens.target


def test_a_name_of_the_glossary_keeps_its_spelling() -> None:
    assert edited("主播薇娅说。", "The host Viya said so.") == ("The host Viya said so.", [])


def test_a_name_is_longest_unless_speech_follows() -> None:
    assert [p.name for p in persons("记者丁一凡报道，果农田佳说。")] == ["丁一凡", "田佳"]


def test_a_run_may_end_before_a_possessive() -> None:
    sentence = ready([("the Authority's annual report", 0)], [], "en")
    said = {" ".join(word.said for word in sentence.target[a : b + 1]) for a, b in zip(*runs(sentence), strict=True)}
    assert {"Authority", "annual report"} <= said
    assert "Authority s" not in said


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("果树长在竹坪镇半坡村。", "The trees grow in Half Slope Village.", "The trees grow in Banpo Village."),
        ("红旗村的合作社", "The cooperative of Red Flag Village", "The cooperative of Hongqi Village"),
        ("石湾镇和大石村", "Stone Bay Town and Big Stone Village", "Shiwan Town and Dashi Village"),
    ],
)
def test_a_village_is_written_in_pinyin(source: str, target: str, expected: str) -> None:
    assert edited(source, target) == (expected, [])


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("青年李明正在直播。", "The young Li Ming is livestreaming."),
        ("全国示范村公布了。", "The National Demonstration Villages were announced."),
        ("他到农村去。", "He went to the Farm Village."),
        ("竹坪镇半坡村", "Banpo Village, Half Slope Village"),
        ("他住在半坡村。", "He lives in a half slope village."),
        ("这个大村子", "This Big Village"),
        ("长乐村", "Long Joy Village"),
    ],
)
def test_what_names_no_place_stays(source: str, target: str) -> None:
    assert edited(source, target)[0] == target
