"""A plural that takes the place of a singular: its verb, and the one person it cannot be."""

from __future__ import annotations

import pytest
from postedit_cases import repaired

from toolkit.model import Outcome


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("主播的粉丝涨到了十万。", "The powder silk rises to 100,000.", "The fans rise to 100,000."),
        ("粉丝说质量好。", "The pink silk says the quality is good.", "The fans say the quality is good."),
        ("主播的粉丝买了她的橙子。", "The powder silk buys her oranges.", "The fans buy her oranges."),
        ("主播的粉丝下单了。", "The powder silk places orders.", "The fans place orders."),
        ("粉丝有耐心。", "The pink silk has patience.", "The fans have patience."),
        ("他在找粉丝。", "He is looking for pink silk.", "He is looking for fans."),
    ],
)
def test_the_verb_agrees_with_the_plural(source: str, before: str, after: str) -> None:
    assert repaired(before, source).text == after


@pytest.mark.parametrize(
    ("source", "before"),
    [
        ("他是主播的粉丝。", "He is the powder silk of the show."),
        ("她是我的粉丝。", "She's my pink silk."),
        ("主播的粉丝账号很多。", "There are many powder silk accounts."),
    ],
)
def test_a_human_decides_where_a_plural_cannot_stand(source: str, before: str) -> None:
    repair = repaired(before, source)
    assert repair.text == before
    assert {edit.outcome for edit in repair.edits} == {Outcome.REVIEW}
