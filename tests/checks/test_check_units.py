"""斤 and 亩 in English: found where they are wrong, reckoned rightly, left alone where they are right."""

from __future__ import annotations

from decimal import Decimal

import pytest
from checks_texts import passage
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.checks.units import find_units

CONVERT = {"units.jin": "convert", "units.mu": "convert"}


def mended(target: str, source: str | None = None, garbled: bool = False, policy: dict[str, str] = CONVERT) -> str:
    """The text with every hit replaced."""
    text = target
    for hit in reversed(find_units(passage(target, source), [target], policy, ("zh", "en"), garbled)):
        assert hit.after is not None
        text = text[: hit.span.start] + hit.after + text[hit.span.end :]
    return text


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("60,000 catties of mangoes", "6万斤芒果", "30,000 kilograms of mangoes"),
        ("60,000 kilograms of mangoes", "6万斤芒果", "30,000 kilograms of mangoes"),
        ("60,000 kg of mangoes", "6万斤芒果", "30,000 kg of mangoes"),
        ("60,000 pounds of mangoes", "6万斤芒果", "30,000 kilograms of mangoes"),
        ("60000 catties", "6万市斤", "30,000 kilograms"),
        ("more than 60,000 catties", "6万多斤", "more than 30,000 kilograms"),
        ("60,000 more catties", "6万余斤", "30,000 kilograms"),
        ("300 to 500 catties", "300到500斤", "150 to 250 kilograms"),
        ("300-500 catties", "300至500斤", "150 to 250 kilograms"),
        ("300\N{EN DASH}500 catties", "300至500斤", "150 to 250 kilograms"),
        ("a 5-catty box", "5斤一箱", "a 2.5-kilogram box"),
        ("3 million catties", "300万斤", "1.5 million kilograms"),
        ("1.3 trillion catties", "1.3万亿斤", "650 billion kilograms"),
        ("12.5 million acres", "12.5万亩", "125,000 mu (about 8,330 hectares)"),
        ("2.5 million catties", "250万斤", "1.25 million kilograms"),
        ("100 million catties", "1亿斤", "50 million kilograms"),
        ("two catties of tea", "两斤茶", "one kilogram of tea"),
        ("he lost ten kilograms", "他瘦了十斤", "he lost five kilograms"),
        ("3 catties", "3斤", "1.5 kilograms"),
        ("2 yuan per catty", "每斤2元", "4 yuan per kilogram"),
        ("2 yuan a catty", "2元一斤", "4 yuan a kilogram"),
        ("1.5 yuan/catty", "1.5元/斤", "3 yuan/kilogram"),
        ("30 acres of land", "30亩地", "2 hectares of land"),
        ("15 hectares of land", "15亩地", "1 hectare of land"),
        ("1.2 million acres", "120万亩", "80,000 hectares"),
        ("700 acres of tea", "700亩茶园", "700 mu (about 46.7 hectares) of tea"),
        ("800 yuan per acre", "一亩收入800元", "800 yuan per mu"),
        ("He leased an acre of land", "他租了一亩地", "He leased a mu of land"),
        ("it costs 35 pieces", "卖35块", "it costs 35 yuan"),
        ("35 pieces a box", "35块一箱", "35 yuan a box"),
        ("it fell to 8 hairs", "跌到8毛。", "it fell to 0.8 yuan"),
        ("only nine cents apiece", "一件才九毛", "only 0.9 yuan apiece"),
    ],
)
def test_wrong_units_with_the_source(target: str, source: str, expected: str) -> None:
    assert mended(target, source) == expected


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("60,000 kilograms of mangoes", "6万公斤芒果"),
        ("60,000 kilograms of mangoes", "60吨芒果"),
        ("30,000 kilograms of mangoes", "6万斤芒果"),
        ("60,000 jin (30,000 kilograms) of mangoes", "6万斤芒果"),
        ("30 tonnes of mangoes", "6万斤芒果"),
        ("300 acres of parkland", "300英亩的公园"),
        ("the yield per acre", "每公顷产量"),
        ("an acre of land and another acre", "一亩地，又一亩地"),
        ("35 pieces of stone", "35块石头"),
        ("35 dollars", "花了35块"),
        ("35 pieces and 35 pieces", "35块，又35块"),
        ("2 hairs of a dog", "两毛钱"),
        ("eight cents", "八角形"),
        ("5 yuan 8 cents", "5块8毛"),
        ("just one hair from nine oxen", "九牛一毛"),
        ("two or three cents", "两三毛钱"),
        ("not one cent", "一毛钱也没赚到"),
        ("30 hectares of pears", "30公顷梨"),
        ("12 mu of land", "12亩地"),
        ("60,000 people and a catty of tea", "6万人"),
        ("60,000 catties", "斤斤计较的人有6万"),
        ("500 kilograms", ""),
        ("In Hong Kong, 60 catties of choy sum", "香港60斤菜心"),
    ],
)
def test_right_units_are_left_with_the_source(target: str, source: str) -> None:
    assert mended(target, source) == target


@pytest.mark.parametrize(
    "target",
    [
        "Soak 2 catties of rice overnight.",
        "A ranch of 1,200 acres.",
        "3 kilograms of seed.",
        "12 cats and 3 pieces of cake.",
        "10 pounds sterling",
    ],
)
def test_without_a_source_only_a_garbled_text_is_touched(target: str) -> None:
    assert mended(target) == target
    if "catties" not in target:
        assert mended(target, garbled=True) == target


def test_catties_of_a_garbled_text() -> None:
    assert mended("He sold 2 catties of rice.", garbled=True) == "He sold 1 kilogram of rice."


@pytest.mark.parametrize("place", ["Hong Kong", "Malaysia", "Singapore", "Taiwan", "Macau"])
def test_catties_of_other_countries_are_another_unit(place: str) -> None:
    target = f"In {place} he sold 2 catties of rice."
    assert mended(target, garbled=True) == target


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("convert", "30,000 kilograms"),
        ("gloss", "60,000 jin (30,000 kilograms)"),
        ("keep", "60,000 jin"),
    ],
)
def test_the_house_policy_decides(way: str, expected: str) -> None:
    assert mended("60,000 catties", "6万斤", policy={"units.jin": way}) == expected


def test_other_language_pairs_have_no_rules() -> None:
    line = passage("60,000 catties", "6万斤")
    assert find_units(line, ["60,000 catties"], CONVERT, ("ja", "en"), True) == ()
    assert find_units(line, ["60,000 catties"], CONVERT, ("zh", "de"), True) == ()


def test_a_hit_says_why_and_where_from() -> None:
    (hit,) = find_units(
        passage("sold 60,000 catties", "卖出6万斤"), ["sold 60,000 catties"], CONVERT, ("zh", "en"), False
    )
    assert (hit.unit, hit.evidence, hit.reason) == ("jin", "6万斤", "1 jin is 0.5 kilogram")
    assert tuple(hit.span) == (5, 19)


@settings(deadline=None)  # the lexicon loads with the first word
@given(st.integers(1, 9_999_999))
def test_the_weight_stays_the_same(jin: int) -> None:
    """The naive twin: half the number, whatever way it is written."""
    after = mended(f"{jin:,} catties", f"{jin}斤")
    number, _, rest = after.partition(" ")
    value = Decimal(number.replace(",", "")) * (1_000_000 if rest.startswith("million") else 1)
    assert value * 2 == jin
    assert "kilogram" in rest
    assert mended(after, f"{jin}斤") == after


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("5 to 6 yuan per catty", "每斤5到6元", "10 to 12 yuan per kilogram"),
        ("5-acre garden and 5 mu of pond", "5英亩花园和5亩池塘", "5-acre garden and 5 mu of pond"),
        ("10 pounds of tea for 10 pounds sterling", "10斤茶,10英镑", "5 kilograms of tea for 10 pounds sterling"),
        ("12 cats weighed 12 jin", "12只猫重12斤", "12 cats weighed 12 jin"),
        ("300 pieces of mail weighed 300 jin", "300件邮件重300斤", "300 pieces of mail weighed 300 jin"),
        ("60,000 catties (30,000 kilograms)", "6万斤", "60,000 jin (30,000 kilograms)"),
        ("3,000 acres, or 200 hectares", "3000亩,合200公顷", "3,000 mu, or 200 hectares"),
    ],
    ids=[
        "range of prices",
        "acre and mu",
        "pounds of money",
        "cats",
        "pieces",
        "gloss stands there",
        "or stands there",
    ],
)
def test_one_quantity_of_the_source_speaks_once(target: str, source: str, expected: str) -> None:
    assert mended(target, source) == expected


def test_a_sentence_keeps_its_capital() -> None:
    assert mended("Ten catties of honey.", "十斤蜂蜜。") == "Five kilograms of honey."
