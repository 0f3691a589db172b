"""Numbers, units, prices, currencies and shares, held against the source sentence by sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from postedit_cases import assert_lawful

from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Outcome, Repair, Segment, Term
from toolkit.postedit.editor import postedit

CASES = json.loads((Path(__file__).parents[1] / "cases" / "amounts.json").read_text(encoding="utf-8"))
INDEX = build_index(
    Glossary("one", (Concept("x", (Term("直播", "zh"), Term("livestream", "en"))),)), LangPair("zh", "en")
)


def by_text(case: dict[str, Any]) -> str:
    return f"{case.get('source')}-{case['mt']}"


def repaired(case: dict[str, Any], mt: str | None = None) -> Repair:
    return postedit([Segment("1", mt or case["mt"], case.get("source"))], INDEX)[0]


@pytest.mark.parametrize("case", CASES, ids=by_text)
def test_the_amount(case: dict[str, Any]) -> None:
    repair = repaired(case)
    assert_lawful(repair)
    assert repair.text == case["expected"]
    assert repaired(case, repair.text).text == repair.text
    proposals = [e.after for e in repair.edits if e.outcome is Outcome.REVIEW]
    assert proposals == ([case["review"]] if "review" in case else [])


def test_there_are_enough_of_both_kinds() -> None:
    wrong = [case for case in CASES if case["mt"] != case["expected"]]
    assert len(wrong) >= 40
    assert len(CASES) - len(wrong) >= 30
    assert len({by_text(case) for case in CASES}) == len(CASES)


def test_without_a_source_nothing_is_known_to_be_wrong() -> None:
    assert all(repaired({"mt": case["mt"]}).text == case["mt"] for case in CASES)
