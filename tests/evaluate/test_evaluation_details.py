"""Details of an evaluation: segment scores, checks, places of terms, wordings, buckets and wins, from real files."""

from __future__ import annotations

import pytest

from toolkit.evaluate.files import evaluate_files
from toolkit.evaluate.metrics import METRICS
from toolkit.evaluate.metrics.port import segment_scores
from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Term

CONCEPT = Concept(
    "lao-tie",
    (
        Term("老铁", "zh"),
        Term("buddy", "en", "preferred", "noun"),
        Term("pal", "en", "admitted", "noun"),
        Term("old iron", "en", "garble", "noun"),
    ),
)
SOURCE = ["老铁们好", "老铁,9000元", "路修好了", "老铁再见"]
REFERENCE = ["Hello buddies", "Buddy, 9,000 yuan", "", "Goodbye buddy"]
SYSTEMS = {
    "raw": ["Hello old irons", "Buddy, 9,000 yuan", "The road is done", "Goodbye pal"],
    "good": ["Hello buddies", "Buddy, 8,000 yuan", "The road is done", "Goodbye buddy"],
}


@pytest.fixture
def report(tmp_path):
    def write(name, lines):
        path = tmp_path / name
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return path

    return lambda **options: (
        evaluate_files(
            {name: write(name, lines) for name, lines in SYSTEMS.items()},
            [write("reference", REFERENCE)],
            write("source", SOURCE),
            metrics=["chrf", "ter"],
            target_language="en",
            made="2026-01-05",
            command="tqt evaluate",
            **options,
        ).report
    )


@pytest.fixture(scope="module")
def index():
    return build_index(Glossary("live", (CONCEPT,)), LangPair("zh", "en"))


def test_every_segment_has_its_own_score_and_none_where_no_reference_speaks(report):
    found = {(one.metric, one.system): one.values for one in report().segment_scores}
    assert set(found) == {("chrf", "raw"), ("chrf", "good"), ("ter", "raw"), ("ter", "good")}
    for (metric, system), values in found.items():
        assert values[2] is None
        kept = [n for n in range(4) if n != 2]
        alone = segment_scores(
            METRICS.get(metric)("en"), [SYSTEMS[system][n] for n in kept], [[REFERENCE[n] for n in kept]]
        )
        assert tuple(values[n] for n in kept) == alone


def test_without_details_there_are_none(report, index):
    plain = report(index=index)
    assert (plain.system_findings, plain.term_places, plain.analysis) == ((), (), None)
    assert plain.terms[0].renderings == ()


def test_terms_have_places_wordings_and_intervals(report, index):
    detailed = report(index=index, details=True)
    texts = {**SYSTEMS, None: SOURCE}
    places = [
        (p.system, p.segment_id, p.span.of(texts[p.system][int(p.segment_id) - 1]), p.right)
        for p in detailed.term_places
    ]
    assert (None, "1", "老铁", True) in places
    assert ("raw", "1", "old irons", False) in places
    assert ("good", "1", "buddies", True) in places
    raw, good = detailed.terms
    assert (raw.satisfied, good.satisfied, raw.required) == (2, 3, 3)
    assert dict(raw.renderings) == {"buddy": 1, "pal": 1, "old iron": 1}
    assert (raw.consistency, good.consistency) == (pytest.approx(1 / 3), 1.0)
    assert 0 < raw.low < 2 / 3 < raw.high < 1
    assert good.high == 1.0


def test_checks_speak_of_each_system(report, index):
    found = {one.system: one.findings for one in report(index=index, details=True).system_findings}
    assert "term.garble" in {f.rule for f in found["raw"]}
    assert any(f.rule.startswith("number.") and f.segment_id == "2" for f in found["good"])
    assert not any(f.rule.startswith("number.") for f in found["raw"])


def test_without_a_glossary_the_other_checks_are_asked(report):
    detailed = report(details=True)
    assert [one.system for one in detailed.system_findings] == ["raw", "good"]
    assert detailed.term_places == ()
    assert detailed.analysis is not None
    assert [table.metric for table in detailed.analysis.tables] == ["chrf"]
    assert [(w.a, w.b) for w in detailed.analysis.wins] == [("raw", "good")]
