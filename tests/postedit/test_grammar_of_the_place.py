"""Number and article in English; gender, article, case and adjectives in Spanish, French and German."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from postedit_cases import assert_lawful

from toolkit.formats.rows import Row
from toolkit.formats.term_rows import term_of
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Concept, Glossary, LangPair, Outcome, Repair, Segment
from toolkit.postedit.editor import postedit

FOLDER = Path(__file__).parents[1] / "cases" / "grammar"
LANGUAGES = ("en", "es", "fr", "de")


class Case(NamedTuple):
    """A sentence in a language, and what must become of it."""

    language: str
    source: str | None
    mt: str
    expected: str
    review: bool


@cache
def read(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return found


@cache
def ready(language: str) -> GlossaryIndex:
    concepts: dict[str, Concept] = {}
    for number, cells in enumerate(read(language)["terms"], start=1):
        found = term_of(Row(str(FOLDER), number, cells), problems := [])
        assert found is not None, problems
        name, term = found
        known = concepts.get(name, Concept(name, ()))
        concepts[name] = Concept(name, (*known.terms, term))
    return build_index(Glossary(f"grammar-{language}", tuple(concepts.values())), LangPair("zh", language))


CASES = [
    Case(language, c.get("source"), c["mt"], c["expected"], c.get("review", False))
    for language in LANGUAGES
    for c in read(language)["cases"]
]
RIGHT = [c for c in CASES if c.mt != c.expected]
REVIEW = [c for c in CASES if c.review]
QUIET = [c for c in CASES if c.mt == c.expected and not c.review]


def repaired(case: Case) -> Repair:
    return postedit([Segment("1", case.mt, case.source)], ready(case.language))[0]


def by_text(case: Case) -> str:
    return f"{case.language}-{case.mt}"


@pytest.mark.parametrize("case", RIGHT, ids=by_text)
def test_the_noun_phrase_is_right(case: Case) -> None:
    repair = repaired(case)
    assert repair.text == case.expected, [e.refusal for e in repair.edits]
    again = repaired(case._replace(mt=repair.text))
    assert again.text == repair.text
    assert_lawful(repair)


@pytest.mark.parametrize("case", REVIEW, ids=by_text)
def test_a_human_decides_where_agreement_reaches_further(case: Case) -> None:
    repair = repaired(case)
    assert repair.text == case.mt
    assert Outcome.REVIEW in {e.outcome for e in repair.edits}
    assert_lawful(repair)


@pytest.mark.parametrize("case", QUIET, ids=by_text)
def test_good_sentences_stay(case: Case) -> None:
    repair = repaired(case)
    assert repair.text == case.mt
    assert not repair.applied


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_cases_are_enough(language: str) -> None:
    assert sum(c.language == language for c in RIGHT) >= 25
    assert sum(c.language == language for c in [*REVIEW, *QUIET]) >= 25


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(LANGUAGES), st.data())
def test_laws_of_a_document(language: str, data: st.DataObject) -> None:
    own = [c for c in CASES if c.language == language]
    drawn = data.draw(st.lists(st.sampled_from(own), min_size=1, max_size=4))
    with_source = data.draw(st.booleans())
    segments = [Segment(str(n), c.mt, (c.source or "") if with_source else None) for n, c in enumerate(drawn)]
    repairs = postedit(segments, ready(language))
    for repair in repairs:
        assert_lawful(repair)
    again = [Segment(s.id, r.text, s.source) for s, r in zip(segments, repairs, strict=True)]
    assert [r.text for r in postedit(again, ready(language))] == [r.text for r in repairs]
