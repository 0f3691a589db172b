"""Terms of a plain list whose wrong renderings nobody has listed: found through the rest of the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from postedit_cases import assert_lawful

from toolkit.errors import InputError
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Concept, Glossary, LangPair, Outcome, Repair, Segment, Term
from toolkit.postedit.editor import postedit

TERMS = {
    "金管局": ["HKMA"],
    "流动资金覆盖率": ["liquidity coverage ratio"],
    "压力测试": ["stress test"],
    "认可机构": ["authorized institution"],
    "外汇基金": ["Exchange Fund"],
    "美元资产": ["US dollar-denominated assets"],
}
ARTICLE = [
    ("金管局去年对三十家认可机构进行了压力测试。",
     "Last year the Financial Management Bureau carried out pressure tests on thirty approved bodies."),
    ("所有认可机构必须每月向金管局呈报流动资金覆盖率。",
     "All approved bodies must report their liquid capital coverage rate to the Financial Management Bureau monthly."),
    ("金管局会公布压力测试的结果。",
     "The Financial Management Bureau will publish the results of the pressure tests."),
    ("该基金持有大量美元资产。", "The fund holds a large amount of US dollar property."),
]  # fmt: skip


def ready(profile: str = "precise", terms: dict[str, list[str]] = TERMS, *more: Concept) -> GlossaryIndex:
    concepts = [
        Concept(zh, (Term(zh, "zh"), *(Term(en, "en", part_of_speech="noun") for en in rights)))
        for zh, rights in terms.items()
    ]
    return build_index(Glossary("house", (*concepts, *more), policy=(("profile", profile),)), LangPair("zh", "en"))


def run(pairs: list[tuple[str, str]], index: GlossaryIndex) -> tuple[Repair, ...]:
    return postedit([Segment(str(n), mt, zh) for n, (zh, mt) in enumerate(pairs)], index)


def made(repairs: tuple[Repair, ...]) -> set[tuple[str, str]]:
    return {(e.before, e.after) for r in repairs for e in r.applied if e.rule == "term.located"}


def test_unlisted_renderings_are_replaced_whole_and_in_their_number() -> None:
    texts = [r.text for r in run(ARTICLE, ready("maximal"))]
    assert "stress tests on thirty authorized institutions" in texts[0]
    assert "liquidity coverage ratio" in texts[1]
    assert "the results of the stress tests" in texts[2]
    assert "US dollar-denominated assets" in texts[3]
    assert "US US" not in texts[3]


def test_a_bolder_profile_makes_the_edits_of_a_shyer_one_and_more() -> None:
    counts = [len(made(run(ARTICLE, ready(profile)))) for profile in ("precise", "balanced", "maximal")]
    assert counts == sorted(counts)
    assert counts[0] < counts[2]


@pytest.mark.parametrize("profile", ["precise", "balanced"])
def test_where_the_glossary_lists_wrong_wordings_another_wording_is_only_asked_about(profile: str) -> None:
    terms = {zh: en for zh, en in TERMS.items() if zh != "认可机构"}
    rights, wrong = Term("authorized institution", "en"), Term("recognised organ", "en", "garble")
    listed = Concept("认可机构", (Term("认可机构", "zh"), rights, wrong))
    edits = [e for r in run(ARTICLE, ready(profile, terms, listed)) for e in r.edits if e.concept_id == "认可机构"]
    assert edits
    assert all(edit.outcome is Outcome.REVIEW for edit in edits)


def test_every_located_edit_says_how_it_was_found_and_how_sure_it_is() -> None:
    edits = [e for r in run(ARTICLE, ready("maximal")) for e in r.edits if e.rule == "term.located"]
    assert edits
    assert all("no approved rendering" in e.reason and e.evidence and e.confidence < 1 for e in edits)


def test_right_terms_stay() -> None:
    right = [
        ("金管局去年进行了压力测试。", "The HKMA carried out a stress test last year."),
        ("认可机构呈报了流动资金覆盖率。", "Authorized institutions reported the liquidity coverage ratio."),
    ]
    assert [r.text for r in run(right, ready("maximal"))] == [mt for _, mt in right]


def test_a_dropped_term_is_not_put_somewhere() -> None:
    pair = ("金管局发言人说今天天气很好。", "The weather is fine today.")
    (repair,) = run([pair], ready("maximal"))
    assert repair.text == pair[1]
    assert "term.missing" in {f.rule for f in repair.remaining}


@pytest.mark.parametrize("mt", [
    "They had to withstand it under pressure.", "He is relatively pressured.", "The test of pressure was 30 tests.",
])  # fmt: skip
def test_verbs_adjectives_and_numbers_are_not_nouns(mt: str) -> None:
    (repair,) = run([("他们进行了压力测试。", mt)], ready("maximal"))
    assert_lawful(repair)
    assert all(not any(c.isdigit() for c in e.before) for e in repair.applied)
    assert "withstand" in repair.text or "withstand" not in mt


def test_a_glossary_that_lists_wrong_wordings_keeps_to_them_unless_told_otherwise() -> None:
    listed = Concept(
        "stress", (Term("压力测试", "zh"), Term("stress test", "en", part_of_speech="noun"),
                   Term("strain trial", "en", "garble", "noun")),
    )  # fmt: skip
    others = {zh: en for zh, en in TERMS.items() if zh != "压力测试"}
    for profile, expected in (("precise", False), ("maximal", True)):
        changed = {before for before, _ in made(run(ARTICLE, ready(profile, others, listed)))}
        assert ("pressure tests" in changed) is expected


def test_a_term_that_cuts_a_source_word_in_two_is_not_looked_for() -> None:
    index = ready("maximal", {"选品": ["product selection"]})
    pair = ("这家店只卖优选品质的苹果。", "This store only sells apples of preferred quality.")
    assert not index.in_source(pair[0])
    assert index.in_source("主播自己选品。")
    assert run([pair], index)[0].text == pair[1]


@pytest.mark.parametrize(("zh", "en", "source", "mt"), [
    ("糖尿病", "diabetes mellitus", "糖尿病患者的肿瘤风险更高。", "Diabetics have a higher risk of cancer."),
    ("乙方", "Party B", "甲方与乙方签订本合同。", "The two sides sign this contract."),
    ("股息", "dividend", "公司派发股息每股0.5元。", "The company pays bonuses of 0.5 yuan per share."),
    ("出席", "attend", "一名投资者和两名董事出席会议。", "An investor and two directors attended the meeting."),
])  # fmt: skip
def test_people_names_units_and_unnamed_verbs_are_left_to_a_human(zh: str, en: str, source: str, mt: str) -> None:
    concept = Concept("one", (Term(zh, "zh"), Term(en, "en")))
    index = build_index(Glossary("plain", (concept,), policy=(("profile", "maximal"),)), LangPair("zh", "en"))
    assert run([(source, mt)], index)[0].text == mt


def test_an_unknown_profile_is_an_error() -> None:
    with pytest.raises(InputError, match="precise, balanced, maximal"):
        run(ARTICLE, ready("bold"))


NAMES = ["The bureau", "Officials", "The Financial Management Bureau", "Banks"]
VERBS = ["published", "carried out", "reported", "will publish"]
THINGS = ["the pressure tests", "approved bodies", "the results", "liquid capital coverage rates", "30 bodies", "it"]
SOURCES = ["金管局公布了压力测试的结果。", "认可机构呈报流动资金覆盖率。", "银行公布结果。", ""]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(SOURCES), st.sampled_from(NAMES), st.sampled_from(VERBS), st.sampled_from(THINGS)),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["precise", "balanced", "maximal"]),
)
def test_laws_hold_in_every_profile(rows: list[tuple[str, str, str, str]], profile: str) -> None:
    index = ready(profile)
    pairs = [(zh, f"{name} {verb} {thing}.") for zh, name, verb, thing in rows]
    repairs = run(pairs, index)
    for repair in repairs:
        assert_lawful(repair)
    again = run([(zh, r.text) for (zh, _), r in zip(pairs, repairs, strict=True)], index)
    assert [r.text for r in again] == [r.text for r in repairs]
