"""Names: a list of names honoured, near spellings, one spelling a person, places in English order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from postedit_cases import assert_lawful

from toolkit.formats.name_list import read_names
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.glossary.names import names_layer
from toolkit.jobs.setting import layered
from toolkit.model import Concept, Glossary, LangPair, Outcome, Repair, Segment, Term
from toolkit.postedit.editor import postedit

PAIR = LangPair("zh", "en")
LIST = """
薇娅 = Viya | Viva
李佳琦 = Li Jiaqi
马云 = Jack Ma | Horse Cloud
欧阳娜娜 = Nana Ou-yang
查济镇 = Chaji
王石 = Wang Shi
"""
HOUSE = Glossary("house", (Concept("mango", (Term("芒果", "zh"), Term("mango", "en"))),))


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> GlossaryIndex:
    path = tmp_path_factory.mktemp("names") / "names.txt"
    Path(path).write_text(LIST, encoding="utf-8")
    return build_index(layered([HOUSE, names_layer(read_names(path), PAIR)], {}, "zh"), PAIR)


PLAIN = build_index(HOUSE, PAIR)


def run(rows: list[tuple[str | None, str]], index: GlossaryIndex) -> tuple[Repair, ...]:
    repairs = postedit([Segment(str(n), mt, source) for n, (source, mt) in enumerate(rows, start=1)], index)
    for repair in repairs:
        assert_lawful(repair)
    again = [Segment(r.segment_id, r.text, source) for r, (source, _) in zip(repairs, rows, strict=True)]
    assert [r.text for r in postedit(again, index)] == [r.text for r in repairs]
    return repairs


@pytest.mark.parametrize(("source", "mt", "expected"), [
    ("薇娅卖芒果。", "Wei Ya sells mangoes.", "Viya sells mangoes."),
    ("薇娅卖芒果。", "Weiya sells mangoes.", "Viya sells mangoes."),
    ("薇娅的芒果。", "Wei Ya's mangoes sold out.", "Viya's mangoes sold out."),
    ("薇娅卖芒果。", "Ya Wei sells mangoes.", "Viya sells mangoes."),
    ("薇娅卖芒果。", "Viva sells mangoes.", "Viya sells mangoes."),
    ("薇娅卖芒果。", "Vya sells mangoes.", "Viya sells mangoes."),
    ("李佳琦卖芒果。", "Li Jia Qi sells mangoes.", "Li Jiaqi sells mangoes."),
    ("李佳琦卖芒果。", "Li Jia-qi sells mangoes.", "Li Jiaqi sells mangoes."),
    ("李佳琦卖芒果。", "Lijiaqi sells mangoes.", "Li Jiaqi sells mangoes."),
    ("李佳琦卖芒果。", "Jiaqi Li sells mangoes.", "Li Jiaqi sells mangoes."),
    ("李佳琦卖芒果。", "Li Jiaji sells mangoes.", "Li Jiaqi sells mangoes."),
    ("李佳琦卖芒果。", "Lee Jiaqi sells mangoes.", "Li Jiaqi sells mangoes."),
    ("马云卖芒果。", "Horse Cloud sells mangoes.", "Jack Ma sells mangoes."),
    ("马云卖芒果。", "Ma Yun sells mangoes.", "Jack Ma sells mangoes."),
    ("欧阳娜娜卖芒果。", "Ouyang Nana sells mangoes.", "Nana Ou-yang sells mangoes."),
    ("薇娅和李佳琦。", "Wei Ya and Li Jia Qi came.", "Viya and Li Jiaqi came."),
    ("查济镇卖芒果。", "Zha Ji Zhen sells mangoes.", "Chaji sells mangoes."),
    (None, "Li Jia Qi sells mangoes.", "Li Jiaqi sells mangoes."),
])  # fmt: skip
def test_the_list_is_honoured(listed: GlossaryIndex, source: str | None, mt: str, expected: str) -> None:
    assert run([(source, mt)], listed)[0].text == expected


@pytest.mark.parametrize(("source", "mt"), [
    ("薇娅卖芒果。", "Viya sells mangoes."),
    ("主播卖芒果。", "Viva sells mangoes."),
    (None, "Viva Mexico sells mangoes."),
    (None, "Wei Ya sells mangoes."),
    ("主播卖芒果。", "Wei Ya sells mangoes."),
    ("马云卖芒果。", "Jack Ma sells mangoes; Ma is rich."),
    ("马云卖芒果。", "Ma sells mangoes."),
    ("李佳琦卖芒果。", "Li sells mangoes."),
    ("李佳琦与李佳琪卖芒果。", "Li Jiaqi and Li Jiaqi sell mangoes."),
    ("王石爬山。", "Wang Shi climbs."),
    ("王石和王诗爬山。", "Wang Shi and Wang Shy climb."),
    ("薇娅卖芒果。", "She sells mangoes in Vienna."),
    ("李佳琦卖芒果。", "He sells mangoes in Lijiang."),
    ("芒果。", "The wei ya of the old days."),
    ("薇娅卖芒果。", "Visa sells mangoes."),
])  # fmt: skip
def test_others_are_left_alone(listed: GlossaryIndex, source: str | None, mt: str) -> None:
    assert run([(source, mt)], listed)[0].text == mt


def test_a_name_dropped_is_reported_and_not_put_somewhere(listed: GlossaryIndex) -> None:
    (repair,) = run([("薇娅卖芒果。", "She sells mangoes.")], listed)
    assert repair.text == "She sells mangoes."
    assert "name:薇娅" in {finding.concept_id for finding in repair.remaining}


def test_one_spelling_a_person() -> None:
    rows = [
        ("王晓燕卖芒果。", "Wang Xiaoyan sells mangoes."),
        ("王晓燕说好。", "Wang Xiao Yan says yes."),
        ("王晓燕走了。", "Wang Xiaoyan leaves, and Wang Xiao-yan returns."),
        ("晓燕笑了。", "Xiaoyan laughs."),
    ]
    texts = [r.text for r in run([*rows], PLAIN)]
    assert texts == [
        "Wang Xiaoyan sells mangoes.",
        "Wang Xiaoyan says yes.",
        "Wang Xiaoyan leaves, and Wang Xiaoyan returns.",
        "Xiaoyan laughs.",
    ]


def test_two_spellings_once_each_are_for_a_human() -> None:
    repairs = run([("王晓燕卖芒果。", "Wang Xiaoyan sells."), ("王晓燕说好。", "Wang Xiao Yan says yes.")], PLAIN)
    assert [r.text for r in repairs] == ["Wang Xiaoyan sells.", "Wang Xiao Yan says yes."]
    assert [e.outcome for r in repairs for e in r.edits] == [Outcome.REVIEW]


def test_spellings_of_other_people_do_not_count() -> None:
    rows = [("王燕卖芒果。", "Wang Yan sells."), ("王岩说好。", "Wang Yan says yes."), ("王彦。", "Wangyan stays.")]
    assert [r.text for r in run([*rows], PLAIN)] == [mt for _, mt in rows]


@pytest.mark.parametrize(("source", "mt", "expected"), [
    ("贵州省晴隆县的芒果。", "Mangoes from Guizhou Province Qinglong County.",
     "Mangoes from Qinglong County in Guizhou Province."),
    ("贵州省晴隆县的芒果。", "In Guizhou Province, Qinglong County mangoes sell.",
     "In Qinglong County in Guizhou Province mangoes sell."),
    ("海南省万宁市。", "Hainan Province Wanning City", "Wanning City in Hainan Province"),
])  # fmt: skip
def test_the_smaller_place_comes_first(source: str, mt: str, expected: str) -> None:
    assert run([(source, mt)], PLAIN)[0].text == expected


@pytest.mark.parametrize(("source", "mt"), [
    ("贵州省晴隆县的芒果。", "Mangoes from Qinglong County, Guizhou Province."),
    ("贵州省、晴隆县的芒果。", "Mangoes from Guizhou Province, Qinglong County."),
    ("芒果。", "Mangoes from Guizhou Province Qinglong County."),
    (None, "Mangoes from Guizhou Province Qinglong County."),
    ("贵州省晴隆县和海南省。", "Guizhou Province, Qinglong County, and Hainan Province"),
    ("贵州省晴隆县。", "Guizhou Province Wanning County"),
])  # fmt: skip
def test_other_orders_stay(source: str | None, mt: str) -> None:
    assert run([(source, mt)], PLAIN)[0].text == mt


NAMES = ["Wei Ya", "Weiya", "Viya", "Viva", "Li Jia Qi", "Lijiaqi", "Li Jiaqi", "Jack Ma", "Ma Yun", "She", "Wang Shi"]
SOURCES = ["薇娅", "李佳琦", "马云", "王石", "她", "主播", "薇娅和李佳琦"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(SOURCES), st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=1, max_size=5
    )
)
def test_laws(listed: GlossaryIndex, rows: list[tuple[str, str, str]]) -> None:
    run([(f"{zh}卖芒果。", f"{one} and {other} sell mangoes.") for zh, one, other in rows], listed)
