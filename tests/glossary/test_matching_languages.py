"""One matcher for every language: what it finds, and what it is known not to find, case by case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from toolkit.glossary.index import build_index
from toolkit.jobs.glossary_test import run
from toolkit.jobs.setting import setting
from toolkit.model import Concept, Glossary, LangPair, Term

CASES = json.loads((Path(__file__).parents[1] / "cases" / "matching.json").read_text(encoding="utf-8"))
RIGHT = [case for case in CASES if "fails" not in case]
KNOWN = [case for case in CASES if "fails" in case]


def found(case: dict[str, Any]) -> list[str]:
    target = case.get("target", "eo")
    concept = Concept("one", (Term(case["term"], case["language"]), Term("unu", target)))
    index = build_index(Glossary("one", (concept,)), LangPair(case["language"], target))
    return [occurrence.span.of(case["text"]) for occurrence in index.in_source(case["text"])]


def name(case: dict[str, Any]) -> str:
    return f"{case['language']}-{case['term']}"


@pytest.mark.parametrize("case", RIGHT, ids=name)
def test_the_term_is_found_as_a_reader_would(case: dict[str, Any]) -> None:
    assert found(case) == case["found"]


@pytest.mark.parametrize("case", KNOWN, ids=name)
def test_a_known_failure_still_fails(case: dict[str, Any]) -> None:
    assert found(case) != case["found"], "it is mended: take 'fails' out of tests/cases/matching.json"


def test_every_language_of_the_promise_has_cases() -> None:
    languages = {"de", "fr", "es", "ru", "tr", "fi", "ar", "zh", "ja", "ko", "th"}
    assert {case["language"] for case in RIGHT} >= languages
    assert all(any(not case["found"] for case in CASES if case["language"] == one) for one in languages)


def test_a_second_glossary_in_another_field_and_language_pair_runs_its_examples() -> None:
    index = setting(["japanese-cooking"]).index
    assert str(index.pair) == "ja-en"
    results = run(index)
    assert len(results) >= 25
    assert [result.got for result in results] == [result.example.after for result in results]
