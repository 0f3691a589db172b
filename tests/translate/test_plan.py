"""How a segment is cut and put together again: nothing but the units goes through the engine, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.engines.port import Traits
from toolkit.model import LangPair
from toolkit.translate.plan import Fixed, Unit, around_placeholders, plan

ZH_EN, EN_ZH = LangPair("zh", "en"), LangPair("en", "zh")
MODEL = Traits(unit="sentence", most_tokens=24, mask="[{n}]", exact_numbers=True)
TRAITS = (MODEL, Traits(), Traits(unit="line"), Traits(unit="line", mask="__{n}__"), Traits(most_tokens=8))


def units(text: str, traits: Traits = MODEL, pair: LangPair = ZH_EN) -> list[str]:
    return [unit.text for unit in plan(text, pair, traits, len).units]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("他来了。她走了。", ["他来了。", "她走了。"]),
        ("他来了\r\n\r\n她走了", ["他来了", "她走了"]),
        ("  <b>他来了</b> ", ["他来了"]),
        ("——", []),
        ("2020 12:30", []),
        ("请看 https://a.cn/b?c 谢谢", ["请看 [0] 谢谢"]),
        ("用`rm -rf`和%s写{name}", ["用[0]和[1]写[2]"]),
        ("", []),
        ("\n", []),
    ],
)
def test_what_a_model_of_sentences_is_asked(text: str, asked: list[str]) -> None:
    assert units(text) == asked


def test_other_engines_are_asked_as_the_text_stands() -> None:
    text = "<b>他</b>来了。她{x}走了。\n好"
    assert units(text, Traits()) == [text]
    assert units(text, Traits(unit="line")) == ["<b>他</b>来了。她{x}走了。", "好"]


@pytest.mark.parametrize("traits", TRAITS, ids=str)
@given(st.text(alphabet="他来了。,，! \n\r<b>/{}[]0%s-\x00", max_size=60))
def test_an_engine_that_copies_gives_every_character_back(traits: Traits, text: str) -> None:
    made = plan(text, EN_ZH, traits, len)
    joined, lost = made.join([unit.text for unit in made.units])
    assert not lost
    assert sorted("".join(joined.split())) == sorted("".join(text.split()))
    assert all(len(unit.text) <= 24 for unit in made.units if traits is MODEL and not unit.kept)


def test_a_long_sentence_is_cut_between_clauses_and_never_inside_an_address() -> None:
    made = plan("他在村里卖茶叶,她在网上卖苹果和橙子,我们在县城卖大米和鸡蛋", ZH_EN, MODEL, len)
    assert [unit.text for unit in made.units] == ["他在村里卖茶叶,她在网上卖苹果和橙子,", "我们在县城卖大米和鸡蛋"]
    assert made.cut
    address = "https://example.com/" + "a," * 30
    assert [unit.kept for unit in plan(f"看{address}x", ZH_EN, MODEL, len).units if unit.kept]
    assert plan("短", ZH_EN, MODEL, len).cut is False


@pytest.mark.parametrize(
    ("answer", "text", "lost"),
    [
        ("see [0] and [1]", "see {a} and {b}", ()),
        ("see [1] and [ 0 ]", "see {b} and {a}", ()),
        ("see [0]", "see {a}", ("{b}",)),
        ("[0] [0] [1]", "{a} {a} {b}", ("{a}",)),
        ("", "", ("{a}", "{b}")),
    ],
)
def test_placeholders_come_back_or_are_told(answer: str, text: str, lost: tuple[str, ...]) -> None:
    assert Unit("[0] [1]", ("{a}", "{b}"), "[{n}]").restore(answer) == (text, lost)


def test_without_masks_every_one_is_counted() -> None:
    unit = Unit("{a} {a} {b}", ("{a}", "{a}", "{b}"))
    assert unit.restore("{a} {b}") == ("{a} {b}", ("{a}",))
    assert unit.restore("{b}{a}{a}")[1] == ()


@pytest.mark.parametrize(
    "unit", [Unit("给 [0] 写信,看[1]", ("{n}", "<b>"), "[{n}]"), Unit("给 {n} 写信,看<b>", ("{n}", "<b>"))]
)
def test_around_placeholders_nothing_can_be_lost(unit: Unit) -> None:
    apart = around_placeholders(unit, MODEL)
    assert [part.text for part in apart.parts if isinstance(part, Unit)] == ["给", "写信,看"]
    assert "".join(part.text for part in apart.parts if isinstance(part, Fixed)).replace(" ", "") == "{n}<b>"
    assert apart.join(["to", "write, see"]) == ("to {n} write, see<b>", ())


def test_a_mask_that_the_text_has_is_not_used() -> None:
    traits = Traits(mask="[{n}]")
    [unit] = plan("参见文献 [0] 和 {name} 的说明。", LangPair("zh", "en"), traits, len).units
    assert unit.text == "参见文献 [0] 和 [1] 的说明。"
    assert unit.restore("See [0] and [1].") == ("See [0] and {name}.", ())
    assert [type(part).__name__ for part in around_placeholders(unit, traits).parts] == ["Unit", "Fixed", "Unit"]


def test_what_is_put_back_is_no_mask() -> None:
    unit = Unit("[0] [1]", ("http://x.cn/b[1]", "{name}"), "[{n}]")
    assert unit.restore("At [0] of [1]") == ("At http://x.cn/b[1] of {name}", ())


def test_a_mask_may_hold_blanks() -> None:
    unit = Unit("Call __ 0 __", ("{name}",), "__ {n} __")
    assert unit.restore("Rufe __0__ an") == ("Rufe {name} an", ())
