"""One rendering a concept by house policy, one gloss a document, amounts that changed places."""

from __future__ import annotations

import pytest
from postedit_cases import assert_lawful

from toolkit.errors import InputError
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Concept, Glossary, LangPair, Outcome, Repair, Segment, Term
from toolkit.postedit.editor import postedit

CONCEPTS = (
    Concept("host", (
        Term("主播", "zh"), Term("livestreamer", "en", part_of_speech="noun"),
        Term("host", "en", "admitted", "noun"), Term("online host", "en", "admitted", "noun"),
        Term("anchor", "en", "garble", "noun"),
    )),
    Concept("tea", (Term("茶叶", "zh"), Term("tea", "en", part_of_speech="noun"))),
    Concept("mango", (Term("芒果", "zh"), Term("mango", "en", part_of_speech="noun"))),
    Concept("tie", (
        Term("老铁", "zh"), Term("lao tie", "en"),
        Term("old iron", "en", "garble", "noun", 'lao tie [("old iron", or buddies)]'),
    )),
)  # fmt: skip
SOURCES = ["主播来了。", "主播走了。", "三位主播在唱歌。", "主播卖茶叶。"]
TEXTS = ["The host comes.", "A livestreamer leaves.", "Three hosts sing.", "An online host sells tea."]


def ready(policy: str | None) -> GlossaryIndex:
    chosen = (("consistency", policy),) if policy else ()
    return build_index(Glossary("one", CONCEPTS, policy=chosen), LangPair("zh", "en"))


def run(rows: list[tuple[str | None, str]], policy: str | None = None) -> tuple[Repair, ...]:
    index = ready(policy)
    repairs = postedit([Segment(str(n), mt, source) for n, (source, mt) in enumerate(rows)], index)
    for repair in repairs:
        assert_lawful(repair)
    again = [Segment(r.segment_id, r.text, source) for r, (source, _) in zip(repairs, rows, strict=True)]
    assert [r.text for r in postedit(again, index)] == [r.text for r in repairs]
    return repairs


@pytest.mark.parametrize(("policy", "expected"), [
    (None, TEXTS),
    ("any", TEXTS),
    ("preferred", ["The livestreamer comes.", "A livestreamer leaves.", "Three livestreamers sing.",
                   "A livestreamer sells tea."]),
    ("majority", ["The host comes.", "A host leaves.", "Three hosts sing.", "An online host sells tea."]),
    ("first", ["The host comes.", "A host leaves.", "Three hosts sing.", "An online host sells tea."]),
])  # fmt: skip
def test_the_house_chooses(policy: str | None, expected: list[str]) -> None:
    assert [r.text for r in run(list(zip(SOURCES, TEXTS, strict=True)), policy)] == expected


@pytest.mark.parametrize("policy", ["preferred", "majority", "first"])
def test_what_the_source_does_not_say_stays(policy: str) -> None:
    rows: list[tuple[str | None, str]] = [
        ("酒店老板来了。", "The host comes."),
        ("主播和老板。", "The host and the host."),
    ]
    assert [r.text for r in run(rows, policy)] == [mt for _, mt in rows]
    assert run([(None, "The host comes."), (None, "A livestreamer leaves.")], policy)[0].text == "The host comes."


def test_a_longer_wording_of_the_same_words_is_for_a_human() -> None:
    repairs = run([("主播来了。", "The host comes."), ("主播走了。", "The online host leaves.")], "first")
    assert repairs[1].text == "The online host leaves."
    assert [e.outcome for e in repairs[1].edits] == [Outcome.REVIEW]


def test_an_unknown_policy_is_an_error() -> None:
    with pytest.raises(InputError, match="any, preferred, majority, first"):
        run([("主播。", "The host.")], "house")


def test_the_gloss_stands_once() -> None:
    rows: list[tuple[str | None, str]] = [
        ("老铁来了。", 'His lao tie ("old iron", or buddies) come.'),
        ("老铁走了。", 'Her lao tie ("old iron", or buddies) leave.'),
        ("老铁笑了。", "The old iron laughs."),
    ]
    texts = [r.text for r in run(rows)]
    assert texts == ['His lao tie ("old iron", or buddies) come.', "Her lao tie leave.", "The lao tie laughs."]


def test_amounts_that_changed_places_are_told() -> None:
    (repair,) = run([("卖出茶叶30吨、芒果50吨。", "They sold 50 tons of tea and 30 tons of mangoes.")])
    assert repair.text == repair.original
    assert [(e.before, e.after, e.rule) for e in repair.edits] == [
        ("tea", "mangoes", "term.swapped"),
        ("mangoes", "tea", "term.swapped"),
    ]


@pytest.mark.parametrize(("source", "mt"), [
    ("卖出茶叶30吨、芒果50吨。", "They sold 30 tons of tea and 50 tons of mangoes."),
    ("卖出茶叶30吨、芒果50吨。", "They sold 50 tons of mangoes and 30 tons of tea."),
    ("茶叶和芒果卖了30吨和50吨。", "They sold 50 tons of tea and 30 tons of mangoes."),
    ("30吨茶叶,芒果50吨和30吨。", "They sold 50 tons of tea and 30 tons of mangoes."),
    ("卖出茶叶30吨、芒果30吨。", "They sold 30 tons of tea and 30 tons of mangoes."),
])  # fmt: skip
def test_other_amounts_are_not(source: str, mt: str) -> None:
    assert not run([(source, mt)])[0].edits
