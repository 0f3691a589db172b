"""Two columns, no parts of speech: what a reviser of power, trial and finance texts found worse, and must stay."""

from __future__ import annotations

from functools import cache

import pytest

from toolkit import api
from toolkit.formats.glossaries import read_any

ROWS = (
    ("植入", "implant", ""),
    ("审计", "audit", ""),
    ("质押", "pledge", ""),
    ("上市", "list", ""),
    ("违约", "default", ""),
    ("回购", "repurchase", ""),
    ("跳闸", "trip", ""),
    ("碳达峰", "carbon peaking", ""),
    ("退货", "return", ""),
    ("调度", "dispatch", ""),
    ("采购", "procurement", ""),
    ("收购", "acquire", ""),
    ("灭菌", "sterilize", ""),
    ("应收账款", "accounts receivable", "receivable accounts"),
    ("不动产", "real estate", "immovable property"),
    ("用电负荷", "electricity demand", "power load"),
    ("入选标准", "inclusion criteria", "selection criteria"),
    ("压力测试", "stress test", ""),
    ("选品", "product selection", "choose the product"),
)


@cache
def glossary(folder: str, profile: str) -> api.Setting:
    from pathlib import Path

    table = Path(folder) / "rows.csv"
    lines = ["zh,en,forbidden terms", *(",".join(row) for row in ROWS)]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert len(read_any(table).glossary.concepts) == len(ROWS)
    return api.load_glossary(table, policy={"profile": profile})


@pytest.fixture(scope="module", params=["precise", "balanced"])
def edited(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    found = glossary(str(tmp_path_factory.mktemp("flat")), request.param)

    def one(source: str, mt: str) -> str:
        (repair,) = api.postedit([mt], found, [source])
        return repair.text

    return one


@pytest.mark.parametrize(
    ("source", "mt"),
    [
        ("不可植入的部件是白色的。", "The non-implantable parts are white."),
        ("患者需要再次植入支架。", "The patient needs re-implantation of the stent."),
        ("这些报表未经审计。", "These statements are unaudited."),
        ("大股东解除了质押。", "The major shareholder unpledged its shares."),
        ("该公司三年前上市。", "The company went public three years ago."),
        ("该公司尚未上市。", "The company has not yet gone public."),
        ("借款人去年两次违约。", "The borrower broke the contract twice last year."),
        ("公司回购了部分股份。", "The company bought back some of its shares."),
        ("机组因故障跳闸。", "The unit tripped due to a fault."),
        ("新规有助于实现碳达峰目标。", "The new rules help achieve carbon peak targets."),
        ("顾客要求退货。", "The customer asked to send the goods back."),
        ("调度员下令恢复供电。", "The dispatcher ordered power to be restored."),
        ("采购员核对了货物。", "The buyer checked the goods."),
        ("先交坑位费再选品。", "Pay the slot fee and then choose the product."),
    ],
)
def test_no_prefix_person_or_verb_is_lost(edited, source: str, mt: str) -> None:  # type: ignore[no-untyped-def]
    assert edited(source, mt) == mt


@pytest.mark.parametrize(
    ("source", "mt", "after"),
    [
        ("应收账款已全部收回。", "The receivable accounts were recovered.", "The accounts receivable were recovered."),
        ("不动产被高估了。", "The immovable properties were overvalued.", "The real estate was overvalued."),
        ("用电负荷上升。", "Power loads are rising.", "Electricity demand is rising."),
        ("入选标准：年满18岁。", "Selection Criteria: aged 18 or over", "Inclusion Criteria: aged 18 or over"),
        ("入选标准没有变。", "The selection criteria are the same.", "The inclusion criteria are the same."),
        ("公司收购了两家企业。", "The company purchased two firms.", "The company acquired two firms."),
        ("公司计划收购一家企业。", "The company plans to buy a firm.", "The company plans to acquire a firm."),
        ("该银行通过了压力测试。", "The bank has passed the pressure test.", "The bank has passed the stress test."),
    ],
)
def test_the_number_and_capitals_of_a_term(edited, source: str, mt: str, after: str) -> None:  # type: ignore[no-untyped-def]
    assert edited(source, mt) == after


@pytest.mark.parametrize(
    ("source", "good"),
    [
        ("线路跳闸了。", "The line tripped."),
        ("公司收购了两家企业。", "The company acquired two firms."),
        ("器械已灭菌。", "The devices have been sterilized."),
        ("股份已质押。", "The shares were pledged."),
        ("借款人违约。", "The borrower defaulted."),
    ],
)
def test_a_verb_answers_its_own_base_form(tmp_path, source: str, good: str) -> None:  # type: ignore[no-untyped-def]
    assert api.check([good], glossary(str(tmp_path), "balanced"), [source]) == ()
