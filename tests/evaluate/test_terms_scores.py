"""Term success over texts, with a counting function of a few lines in place of the checker."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.evaluate.proportion import wilson
from toolkit.evaluate.terms import term_scores
from toolkit.model import GlossaryUse

GLOSSARY = GlossaryUse("livestream-commerce", "1.0", "0123456789ab", 4, 2)
ROWS = {
    "daihuo": ("带货", ("livestream", "live commerce"), "live the goods"),
    "lao-tie": ("老铁", ("lao tie",), "old iron"),
}


class Count(NamedTuple):
    concept: str
    required: int
    satisfied: int
    wrong: int


def count(source: str | None, target: str) -> list[Count]:
    found = []
    for concept, (term, right, garble) in ROWS.items():
        required = source.count(term) if source is not None else 0
        satisfied = min(required, sum(target.lower().count(wording) for wording in right))
        wrong = target.lower().count(garble)
        if required or wrong:
            found.append(Count(concept, required, satisfied, wrong))
    return found


SOURCES = ["县长带货", "老铁,带货吗?", "天气好"]
SYSTEMS = {
    "raw": ["The head live the goods", "Old iron, live the goods?", "Fine weather"],
    "repaired": ["The head's livestream", "Lao tie, live the goods?", "Fine weather"],
}
REFERENCES = [["The head's livestream", "Friends, a livestream?", "Fine"], ["", "Lao tie, a sale?", "Fine"]]


def test_counts_rates_and_ceiling():
    terms, scores = term_scores(SYSTEMS, REFERENCES, SOURCES, count, GLOSSARY)
    by_key = {(t.system, t.concept): t for t in terms}
    raw = by_key["raw", "daihuo"]
    assert (raw.required, raw.satisfied, raw.forbidden) == (2, 0, 2)
    # reference 1 answers both, reference 2 none of its one line: the empty line does not count
    assert raw.ceiling == 0.5
    assert by_key["repaired", "lao-tie"].satisfied == 1
    assert by_key["repaired", "lao-tie"].ceiling == 0.5
    success = {s.system: s for s in scores if s.metric == "term-success"}
    assert success["raw"].value == 0
    assert success["repaired"].value == pytest.approx(2 / 3)
    left = {s.system: s for s in scores if s.metric == "garble-left"}
    assert left["raw"].value == pytest.approx(2 / 3)
    assert not left["raw"].higher_is_better
    assert "digest:0123456789ab" in left["raw"].signature


def test_without_a_source_nothing_is_required_but_garble_is_seen():
    terms, scores = term_scores(SYSTEMS, [], None, count, GLOSSARY)
    assert all(term.required == 0 and term.ceiling is None for term in terms)
    values = {(s.system, s.metric): s.value for s in scores}
    assert values["raw", "term-success"] is None
    assert values["raw", "garble-left"] == pytest.approx(2 / 3)


def test_an_empty_text_is_unscored_not_zero():
    _, scores = term_scores({"raw": []}, [], None, count)
    assert [score.value for score in scores] == [None, None]
    assert [score.low for score in scores] == [None, None]


def test_lines_of_a_document_are_drawn_together():
    """A document's lines say the same again and again: ten documents are ten observations, whatever they hold."""
    sources = ["带货"] * 200
    documents = [str(n // 20) for n in range(200)]
    texts = ["A livestream" if n // 20 < 5 else "Live the goods" for n in range(200)]
    alone, together = (
        {s.metric: s for s in term_scores({"mt": texts}, [], sources, count, documents=given).scores}
        for given in (None, documents)
    )
    for metric in ("term-success", "garble-left"):
        assert alone[metric].value == together[metric].value == 0.5
        assert "interval:wilson-95" in alone[metric].signature
        assert "interval:bootstrap-95|documents:10" in together[metric].signature
        wide = [one[metric].high - one[metric].low for one in (alone, together)]
        assert wide[1] > 3 * wide[0]


@given(st.integers(0, 200), st.integers(1, 200))
def test_wilson_holds_the_proportion(hits, of):
    hits = min(hits, of)
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of <= high <= 1
    assert low < high


def test_wilson_against_published_values():
    # Newcombe (1998), table I: 81/263 and 0/20
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)
