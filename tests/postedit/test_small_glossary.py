"""A glossary of three columns, as translators keep it: source term, right term, words not to use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.jobs.setting import setting
from toolkit.model import Outcome, Repair, Segment
from toolkit.postedit.decided import apply_ledger, undo_ledger
from toolkit.postedit.editor import postedit
from toolkit.postedit.ledger import read_ledger, write_ledger

ROWS = """Chinese,English,Do not use
校准,calibration,adjust
召回,recall,called back
冷却,cooldown,cooling
报警,alarm,police
任务,quest,task
导管,catheter,conduit
导线管,conduit,
生命值,HP,life value
伤害,damage,hurt
知情同意书,informed consent form,knowing agreement
"""


@pytest.fixture
def edited(tmp_path: Path):
    (tmp_path / "terms.csv").write_text(ROWS, encoding="utf-8")
    index = setting([str(tmp_path / "terms.csv")], source_language="zh", target_language="en").index

    def run(source: str, target: str) -> Repair:
        return postedit([Segment("1", target, source=source)], index)[0]

    return run


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("请校准泵。", "Please adjust the pump."),
        ("该产品已被召回。", "The product has been called back."),
        ("设备正在冷却。", "The device is cooling."),
        ("请给他任务。", "Please task him."),
        ("报警灯闪烁。", "The police light flashes."),
    ],
)
def test_a_noun_is_not_put_in_the_place_of_a_verb(edited, source: str, target: str) -> None:
    repair = edited(source, target)
    assert repair.text == target
    assert [edit.outcome for edit in repair.edits] == [Outcome.REVIEW]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("冷却时间缩短。", "The cooling time is shorter.", "The cooldown time is shorter."),
        ("任务已完成。", "The tasks are done.", "The quests are done."),
        ("缓慢插入导管。", "Insert the conduit slowly.", "Insert the catheter slowly."),
        ("导线管是新的。", "The conduit is new.", "The conduit is new."),
        ("生命值：{hp}", "Life value: {hp}", "HP: {hp}"),
        ("造成{damage}点伤害", "It deals {damage} points of hurt", "It deals {damage} points of damage"),
        ("任务：%(task)s", "Task: %(task)s", "Quest: %(task)s"),
    ],
)
def test_listed_words_are_replaced(edited, source: str, target: str, expected: str) -> None:
    assert edited(source, target).text == expected


def test_words_that_may_render_either_of_two_terms_are_asked_about(edited) -> None:
    repair = edited("导线管保护导管。", "The conduit protects the conduit.")
    assert not repair.applied
    assert "another term too" in (repair.edits[0].refusal or "")


def test_a_reworded_edit_keeps_its_article(edited) -> None:
    repair = edited("需要签署知情同意书。", "They sign a knowing agreement.")
    assert repair.text == "They sign an informed consent form."
    rows = [json.loads(line) for line in write_ledger({"schema": 1}, [repair]).splitlines()]
    for row in rows:
        if row.get("before") == "knowing agreement":
            row["after"] = "consent form"
    ledger = read_ledger("".join(json.dumps(row) + "\n" for row in rows), "l.jsonl")
    made = apply_ledger([Segment("1", repair.original)], ledger).texts["1"]
    assert made == "They sign a consent form."
    assert undo_ledger([Segment("1", made)], ledger).texts["1"] == repair.original


def test_a_proposal_has_the_capital_of_its_place(edited) -> None:
    (edit,) = edited("校准泵。", "Adjust the pump.").edits
    assert (edit.outcome, edit.after) == (Outcome.REVIEW, "Calibration")
