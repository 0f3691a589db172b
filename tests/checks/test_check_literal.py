"""Word-for-word renderings: found without being listed, and never where the term is word for word by nature."""

from __future__ import annotations

import pytest
from checks_texts import concept, examined, index

from toolkit.checks.hits import Ground
from toolkit.checks.literal import is_transparent
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Concept, LangPair, Term
from toolkit.text.glosses import glosses

ZH_EN = LangPair("zh", "en")
SELL = Concept(
    "daihuo",
    (
        Term("带货", "zh"),
        Term("sell goods", "en", part_of_speech="verb"),
        Term("sales promotion", "en", part_of_speech="noun"),
    ),
)


def found(source: str, target: str, glossary: GlossaryIndex) -> list[str]:
    return [h.span.of(target) for h in examined(target, source, glossary).hits]


@pytest.mark.parametrize(
    ("target", "wording"),
    [
        ("She carries the goods every day.", "carries the goods"),
        ("Belt cargo is a new trade.", "Belt cargo"),
        ("They like to take merchandise.", "take merchandise"),
        ('The "goods carrying" of hosts grew.', "goods carrying"),
        ("The bringing of the goods began.", "bringing of the goods"),
    ],
)
def test_every_part_is_translated(target: str, wording: str) -> None:
    assert found("他们带货。", target, index(SELL)) == [wording]


@pytest.mark.parametrize(
    "target",
    [
        "She carries it every day.",  # 货 has no word
        "She carries a red bag with new, cheap and good goods.",  # not one run of words
        "She carries. Goods arrive.",  # two sentences
        "She carries, goods or not, the day.",  # a comma between
        "She sells goods and carries goods.",  # the source's one term is answered
        "She carries goods, and he brings cargo.",  # two places for one term
    ],
)
def test_what_is_no_rendering(target: str) -> None:
    assert found("他们带货。", target, index(SELL)) == []


def test_without_the_source_term_nothing_is_looked_for() -> None:
    assert found("他们运货。", "She carries the goods.", index(SELL)) == []
    assert examined("She carries the goods.", None, index(SELL)).hits == ()


def test_one_part_may_be_missing_where_the_words_have_no_other_source() -> None:
    """羊肚菌 as "sheep belly": no other word of the source means sheep or belly."""
    morel = concept("yangdujun", "羊肚菌", "morel")
    assert found("他采羊肚菌。", "He picks sheep belly.", index(morel)) == ["sheep belly"]
    assert found("他养羊,采羊肚菌。", "He keeps sheep belly.", index(morel)) == []


def test_terms_that_are_word_for_word_by_nature_are_left_alone() -> None:
    produce = concept("nongchanpin", "农产品", "agricultural product", Term("farm produce", "en", "admitted"))
    assert is_transparent("农产品", ("agricultural product",), ZH_EN)
    assert found("他卖农产品。", "He sells farming goods.", index(produce)) == []


def test_they_are_not_where_two_parts_are_taken_in_another_sense() -> None:
    office = concept("wangxinban", "网信办", "internet information office")
    assert is_transparent("网信办", ("internet information office",), ZH_EN)
    assert found("网信办说。", "The Net Letter Office said so.", index(office)) == ["Net Letter Office"]
    assert found("网信办说。", "The web information office said so.", index(office)) == []


def test_a_term_in_another_order_is_right() -> None:
    secretary = concept("cunzhishu", "村支书", "village Party secretary")
    assert found("村支书说。", "The party secretary of the village said so.", index(secretary)) == []


def test_what_nobody_translated_is_found_by_its_sound() -> None:
    viya = concept("weiya", "薇娅", "Viya")
    (hit,) = examined("A host called Wei Ya spoke.", "主播薇娅说。", index(viya)).hits
    assert hit.why == "it spells 薇娅 by its sound"
    assert found("主播薇娅说。", "The seaweiya spoke.", index(viya)) == []


def test_a_compound_that_nothing_answers_is_taken_apart() -> None:
    host = concept("zhubo", "主播", "host", Term("anchor", "en", "garble"))
    platform, both = concept("kuaishou", "快手", "Kuaishou"), concept("ks-zhubo", "快手主播", "Kuaishou host")
    glossary = index(host, platform, both)
    assert found("快手主播说。", "An anchor of Fast Hand said so.", glossary) == ["anchor", "Fast Hand"]
    answered = examined("A host on Kuaishou said so.", "快手主播说。", glossary)
    assert (answered.hits, answered.missing) == ((), ())
    assert dict(answered.satisfied) == {"ks-zhubo": 1}
    vouch = index(concept("dabao", "打包", "pack"), concept("dabaopiao", "打包票", "vouch"))
    (hit,) = examined("He hits the package.", "他打包票。", vouch).hits
    assert hit.concept == "dabaopiao"
    assert found("他打包票。", "He packs it.", vouch) == []


def test_the_glossary_s_own_rows_decide_where_they_speak() -> None:
    """A cue against a listed wording holds for every other wording of that concept."""
    leeks = Concept(
        "gejiucai",
        (
            Term("割韭菜", "zh"),
            Term("fleece consumers", "en", part_of_speech="verb"),
            Term("cut leeks", "en", "garble", "verb", not_if_near=("地里",)),
        ),
    )
    assert found("他割韭菜。", "They harvest chives.", index(leeks)) == ["harvest chives"]
    assert found("他在地里割韭菜。", "They harvest chives.", index(leeks)) == []
    ask = Concept("x", (*leeks.terms[:2], Term("cut leeks", "en", "garble", "verb", action="ask")))
    (hit,) = examined("They harvest chives.", "他割韭菜。", index(ask)).hits
    assert hit.verdict == "ask"


def test_the_reason_names_the_term() -> None:
    (hit,) = examined("She carries goods.", "她带货。", index(SELL)).hits
    assert hit.why == "it translates 带货 word for word"
    assert (hit.evidence, hit.confidence, hit.tag) == ("带货", Ground.LITERAL.value, "VBZ")


def test_the_longer_source_term_goes_first() -> None:
    live = concept("zhibo-daihuo", "直播带货", "livestream selling")
    both = index(SELL, live)
    text = "Live broadcast carrying goods is new."
    assert [(h.concept, h.span.of(text)) for h in examined(text, "直播带货很新。", both).hits] == [
        ("zhibo-daihuo", "Live broadcast carrying goods")
    ]


def test_the_table_is_whole() -> None:
    table = glosses("zh-Hans", "en-GB")
    assert table is not None
    assert len(table.entries) > 2000
    for entry, listed in table.entries.items():
        assert 1 <= len(entry) <= 4
        for gloss in listed:
            assert 1 <= len(gloss) <= 4
            assert " ".join(gloss) == " ".join(gloss).lower()
    assert table.entries["货"] == table.entries["貨"]
    assert glosses("de", "en") is None
