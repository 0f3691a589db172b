"""The rules that need no glossary: the examples of their table, look-alikes, laws, and any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.checks.document import check_document
from toolkit.checks.passages import passages
from toolkit.checks.rules.choice import RuleChoice, choice
from toolkit.checks.rules.inspect import RULES_OF_CHECKS, inspect
from toolkit.checks.rules.table import BY_ID, RULES, Example, Rule
from toolkit.errors import InputError
from toolkit.glossary.index import build_index
from toolkit.model import Finding, Glossary, LangPair

ALL = RuleChoice(everything=True)
PAIRS = [
    LangPair(*pair.split("-")) for pair in ("zh-en", "en-zh", "de-en", "en-fr", "ja-en", "en-ru", "ar-en", "xx-yy")
]


def found(example: Example) -> list[str]:
    sources, targets = ([pair[side] for pair in example.segments] for side in (0, 1))
    ids = [str(number) for number in range(len(targets))]
    return [finding.rule for finding in inspect(ids, sources, targets, example.pair, ALL)]


def one(pair: str, source: str | None, target: str) -> list[tuple[str, str | None]]:
    findings = inspect(["1"], None if source is None else [source], [target], LangPair(*pair.split("-")), ALL)
    return [(finding.rule, finding.found) for finding in findings]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_examples_of_the_table(rule: Rule) -> None:
    assert rule.id in found(rule.bad)
    assert rule.id not in found(rule.good)


def test_every_rule_has_a_check_and_every_check_its_rule() -> None:
    assert sorted(RULES_OF_CHECKS) == sorted(BY_ID)


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("de-en", "Der Umsatz betrug 1,5 Millionen Euro.", "Sales were 1,500,000 euros."),
        ("fr-en", "Il a 80 000 livres.", "He has 80,000 books."),
        ("en-ru", "It flies at 17,500 miles per hour.", "Он летит со скоростью 17 500 миль в час."),
        ("en-de", "He sold 25 tickets.", "Er verkaufte fünfundzwanzig Karten."),
        ("en-fr", "She is 97.", "Elle a quatre-vingt-dix-sept ans."),
        ("es-en", "En los 80 vivía en Roma.", "In the 1980s she lived in Rome."),
        ("ja-en", "11位でした。", "He came eleventh."),
        ("en-zh", "He finished in 16th place, not 15.", "他是第十六名,不是第十五名。"),
        ("en-de", "The meeting is on 04/05/2021.", "Die Sitzung ist am 05.04.2021."),
        ("id-en", "Rapat dimulai pukul 23.35.", "The meeting starts at 11:35 pm."),
        ("de-en", "Es sind 300 Kilometer.", "It is 186 miles."),
        ("zh-en", "奖金为500元。", "The prize is 500 yuan ($70)."),
        ("en-ja", "Do you like tea?", "お茶は好きですか。"),
        ("en-fr", "Where are you going?", "Où allez-vous ?"),
        ("en-ko", "It is the Office of Parks and Heritage.", "Parks and Heritage 사무소이다."),
        ("zh-en", "他去了博拉博拉岛。", "He went to Bora Bora."),
        ("de-en", "Inhalt", "Contents"),
        ("en-de", "It's 5 o'clock: \"Go\"", "Es ist 5 Uhr: „Los“"),
    ],
)
def test_good_text_that_looks_wrong(pair: str, source: str, target: str) -> None:
    assert one(pair, source, target) == []


@pytest.mark.parametrize(
    ("pair", "source", "target", "expected"),
    [
        ("en-de", "The river is 4.5 metres deep.", "Der Fluss ist 45 Meter tief.", "number.missing"),
        ("ru-en", "В городе 350 тысяч человек.", "The city has 530,000 inhabitants.", "number.missing"),
        ("de-en", "Es kostet 25 €.", "It costs 25 pounds.", "currency.changed"),
        ("zh-en", "您有%d条消息。", "You have messages.", "markup.missing"),
        ("zh-en", "他们写了一封信。", "他们写了一封信。", "copy.source"),
        ("en-ja", "The station was built by his father.", "이 역은 그의 할아버지가 지었다.", "language.wrong"),
        ("en-de", "He slept.", "Er schlief im Auto im Auto im Auto im Auto.", "repetition.loop"),
    ],
)
def test_bad_text(pair: str, source: str, target: str, expected: str) -> None:
    assert expected in [rule for rule, _ in one(pair, source, target)]


def test_what_settles_a_segment_is_told_alone() -> None:
    assert [rule for rule, _ in one("de-en", "Der Zug fährt um 17:45 Uhr ab.", "")] == ["target.empty"]


def test_without_a_source_only_the_text_itself_speaks() -> None:
    assert one("de-en", None, "The law law (of 1900 says 25 {name}") == [
        ("repetition.word", "law law"),
        ("bracket.unbalanced", "("),
    ]


def document(source: str, target: str) -> list[Finding]:
    index = build_index(Glossary("none", ()), LangPair("zh", "en"))
    return list(check_document([target], ["1"], [source], passages([target], [source], index), index, ALL))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("9月18日下雨。", "It rained on September 16.", ["date.changed"]),
        ("会议15:20开始。", "The meeting starts at 3:20.", []),
        ("直播吸引了120万名观众。", "The stream drew 12 million viewers.", ["number.magnitude", "number.missing"]),
        ("他获得第15名。", "He came fifteenth.", []),
    ],
)
def test_one_fault_is_told_once(source: str, target: str, expected: list[str]) -> None:
    assert sorted(finding.rule for finding in document(source, target)) == expected


def test_a_long_document_tells_its_own_ratio() -> None:
    sources = [f"第{n}天,工人们在河边的田里收割水稻,一直干到天黑才回家。" for n in range(60)]
    targets = [f"On day {n} they cut rice." for n in range(60)]
    ids = [str(n) for n in range(60)]
    pair = LangPair("zh", "en")
    assert inspect(ids, sources, targets, pair, choice(["length"])) == ()
    targets[7] = "They worked. " * 30
    assert [f.segment_id for f in inspect(ids, sources, targets, pair, choice(["length"]))] == ["7"]


def test_a_name_that_no_rule_has() -> None:
    with pytest.raises(InputError, match=r"Did you mean 'quote\.lost'"):
        choice(["quote.last"])
    with pytest.raises(InputError, match="No rule is called ''"):
        choice(ignore=[""])


TEXTS = st.one_of(
    st.text(max_size=80),
    st.text("0123456789.,:% 年月日第$€元ab<>{}()«»\"“”?!#@/-'\n月万", max_size=60),
)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(PAIRS), st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_any_text_is_survived_and_spans_lie_in_it(pair: LangPair, lines: list[tuple[str, str]]) -> None:
    ids = [str(number) for number in range(len(lines))]
    sources, targets = [source for source, _ in lines], [target for _, target in lines]
    first = inspect(ids, sources, targets, pair, ALL)
    assert first == inspect(ids, sources, targets, pair, ALL)
    for finding in first:
        text = targets[int(finding.segment_id)]
        if finding.span is not None:
            assert 0 <= finding.span.start < finding.span.end <= len(text)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(["zh", "en", "de"]), TEXTS)
def test_a_text_is_no_copy_of_itself_in_its_own_language(language: str, text: str) -> None:
    rules = [f.rule for f in inspect(["1"], [text], [text], LangPair(language, language), ALL)]
    assert not [rule for rule in rules if rule.startswith(("copy.", "number.", "markup.", "address.", "consistency."))]
