"""Plain glossaries of two columns in many languages: every edit is one that was read, a good translation is let be.

The files of `tests/cases/pairs` hold sentences of our own: what a machine makes of them, what a translator would write.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from postedit_cases import assert_lawful

from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Concept, Glossary, LangPair, Repair, Segment, Term
from toolkit.postedit.editor import postedit

FOLDER = Path(__file__).parents[1] / "cases" / "pairs"
PAIRS = sorted(path.stem for path in FOLDER.glob("*.json"))
PROFILES = ("precise", "maximal")


@cache
def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def ready(name: str, profile: str) -> GlossaryIndex:
    case = read(name)
    pair = LangPair(case["from"], case["to"])
    concepts = [
        Concept(str(number), (Term(source, pair.source), Term(target, pair.target)))
        for number, (source, target) in enumerate(case["terms"])
    ]
    return build_index(Glossary(name, tuple(concepts), policy=(("profile", profile),)), pair)


@cache
def repaired(name: str, side: str, profile: str) -> tuple[Repair, ...]:
    lines = read(name)["lines"]
    segments = [Segment(str(n), line[side], line["source"]) for n, line in enumerate(lines, start=1)]
    return postedit(segments, ready(name, profile))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", PAIRS)
def test_every_edit_is_one_that_was_read(name: str, profile: str) -> None:
    for line, repair in zip(read(name)["lines"], repaired(name, "mt", profile), strict=True):
        allowed = {line["mt"], *line.get("right", ()), *(wrong for wrong, _ in line.get("fails", ()))}
        assert repair.text in allowed, line["mt"]
        assert_lawful(repair)


@pytest.mark.parametrize("name", PAIRS)
def test_what_fails_still_fails(name: str) -> None:
    texts = {repair.text for profile in PROFILES for repair in repaired(name, "mt", profile)}
    for line in read(name)["lines"]:
        for wrong, why in line.get("fails", ()):
            assert why, "a known failure is published with its reason"
            assert wrong in texts, "mended: take it out of 'fails'"


@pytest.mark.parametrize("name", PAIRS)
def test_something_is_mended_or_proposed(name: str) -> None:
    assert any(repair.edits for repair in repaired(name, "mt", "maximal"))


@pytest.mark.parametrize("name", PAIRS)
def test_a_good_translation_is_left_alone(name: str) -> None:
    for line, repair in zip(read(name)["lines"], repaired(name, "good", "maximal"), strict=True):
        assert repair.text == line["good"]
        told = {f"{found.rule} {found.found}" for found in repair.remaining if found.rule != "term.located"}
        assert told <= set(line.get("alarms", ())), line["good"]
