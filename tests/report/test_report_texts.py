"""JSON and Markdown, the table of renderers, and the plain words."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
import report_samples

from toolkit.errors import RegistryError
from toolkit.model import Comparison, Edit, Outcome, Span
from toolkit.report import RENDERERS, markdown, rendered, renderer_for, words
from toolkit.report import json as json_report
from toolkit.report.summary import summary


@pytest.fixture
def repaired():
    return report_samples.repaired_report()


@pytest.fixture
def evaluated():
    return report_samples.evaluated_report()


@pytest.fixture
def hostile():
    return report_samples.hostile_report()


@pytest.mark.parametrize("suffix", [name for name in RENDERERS.names() if name != ".xlsx"])
@pytest.mark.parametrize("kind", ["repaired", "evaluated", "hostile"])
def test_every_renderer_renders_every_report_as_utf8(suffix, kind, request):
    report = request.getfixturevalue(kind)
    data = rendered(report, f"out/report{suffix.upper()}")
    assert data.decode("utf-8").endswith("\n")
    assert len(data) > 500


def test_an_unknown_suffix_names_those_that_there_are():
    with pytest.raises(RegistryError, match=r"'\.pdf'.*Available: \.html, \.json, \.md"):
        renderer_for("report.pdf")
    with pytest.raises(RegistryError, match=r"Available"):
        renderer_for("report")


def test_a_lone_surrogate_does_not_stop_the_report(evaluated):
    assert b"a?b" in rendered(replace(evaluated, title="a\ud800b"), "x.html")


def test_json_has_the_schema_and_full_precision(repaired):
    data = json.loads(json_report.render(repaired))
    assert list(data)[:4] == ["schema", "scores", "comparisons", "rankings"]
    assert data["schema"] == 1
    score = data["scores"][0]
    assert list(score)[:8] == [
        "system", "metric", "value", "low", "high", "segments", "skipped", "signature",
    ]  # fmt: skip
    assert score["low"] == repaired.scores[0].low
    assert list(data["comparisons"][0]) == [
        "metric",
        "a",
        "b",
        "delta",
        "p",
        "low",
        "high",
        "test",
        "holm",
        "false_discovery",
    ]
    assert list(data["terms"][0])[:6] == [
        "concept", "system", "required", "satisfied", "forbidden", "ceiling",
    ]  # fmt: skip
    edits = [edit for repair in data["repairs"] for edit in repair["edits"]]
    assert {edit["outcome"] for edit in edits} == {"applied", "review"}


def test_json_says_null_where_nothing_was_scored(evaluated):
    broken = replace(evaluated.scores[0], value=float("nan"), high=float("inf"))
    data = json.loads(json_report.render(replace(evaluated, scores=(broken, evaluated.scores[2]))))
    assert [score["value"] for score in data["scores"]] == [None, None]
    assert data["scores"][0]["high"] is None


def test_markdown_tells_the_same(repaired):
    text = markdown.render(repaired)
    assert words.HONEST_LINE in text
    assert "* 9 changes made in 5 lines" in text
    assert "| chrF++ | after | 66.8 | 60.4 to 72.7 | 8 | 0 |" in text
    assert "“60,000 catties” → “60,000 jin (30 tonnes)”" in text


def test_markdown_data_becomes_no_markup(hostile):
    text = markdown.render(hostile)
    assert "<" not in text
    assert not re.search(r"(?<!\\)\]\(", text)
    tables = [line for line in text.split("\n") if line.startswith("| ")]
    widths = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in tables}
    assert widths <= {4, 7, 8}


def test_summary_counts_adjustments_apart(repaired):
    first = repaired.repairs[2]
    article = Edit("3.9", "3", Span(0, 2), "In", "Within", "agreement.article", "", group=first.edits[0].id)
    repairs = (*repaired.repairs[:2], replace(first, edits=(*first.edits, article)), *repaired.repairs[3:])
    digest = summary(replace(repaired, repairs=repairs))
    assert len(digest.changes) == 9
    assert [edit.id for edit in digest.adjustments] == ["3.9"]
    assert [edit.confidence for edit in digest.riskiest] == [0.72, 0.88, 0.9]
    refused = replace(first.edits[0], outcome=Outcome.REFUSED)
    assert len(summary(replace(repaired, repairs=(replace(first, edits=(refused,)),))).changes) == 0


def test_worst_terms_come_first_and_settled_ones_do_not_come(repaired):
    digest = summary(repaired)
    assert [term.concept for term in digest.worst_terms] == ["online-traffic", "follow", "kiwifruit"]
    assert digest.terms[0].wrong_before == 2


def test_findings_count_only_where_nothing_was_repaired(repaired):
    findings = repaired.repairs[5].remaining
    assert summary(replace(repaired, findings=findings * 9)).numbers == findings
    assert len(summary(replace(repaired, findings=findings * 9, repairs=())).numbers) == 9


@pytest.mark.parametrize(
    ("comparison", "higher", "said"),
    [
        (Comparison("bleu", "a", "b", 0.0, 0.001, 0.0, 0.0, ""), True, "BLEU: a and b have the same score."),
        (
            Comparison("bleu", "a", "b", None, None, None, None, ""),
            True,
            "BLEU: a and b could not be compared.",
        ),
        (
            Comparison("bleu", "a", "b", -2.0, None, None, None, ""),
            True,
            "BLEU: b is worse than a by 2.0 points. Too few lines (or documents) for a test.",
        ),
        (
            Comparison("ter", "a", "b", 2.0, 0.3, -1.0, 5.0, ""),
            False,
            "TER: b is worse than a by 2.0 points (\N{MINUS SIGN}1.0 to 5.0). May be chance (p = 0.300).",
        ),
    ],
)
def test_verdicts(comparison, higher, said):
    assert words.verdict(comparison, higher) == said
