"""The answer at the top of an evaluation says what was shown, with its uncertainty, and no more."""

from __future__ import annotations

from toolkit.model import Comparison, Finding, Ranking, Report, Score, Severity, SystemFindings
from toolkit.report.answer import answer, lead_metric


def report(values, clusters=(), comparisons=(), **more):
    scores = tuple(Score(name, "chrf++", v, 30, 0, "", v - 1, v + 1) for name, v in values.items())
    rankings = (Ranking("chrf++", clusters, 0.8, ""),) if clusters else ()
    more["scores"] = scores + more.pop("scores", ())
    return Report("t", "d", "c", (), (), True, (), comparisons=comparisons, rankings=rankings, **more)


def test_one_system_reaches_its_score():
    assert answer(report({"mt": 50.0})) == ("mt reaches chrF++ 50.0 (95 % interval 49.0 to 51.0).",)


def test_two_systems_are_told_by_their_difference():
    pair = Comparison("chrf++", "a", "b", 2.0, 0.2, -0.5, 4.5, "")
    (line,) = answer(report({"a": 50.0, "b": 52.0}, comparisons=(pair,)))
    assert line.startswith("chrF++: b is better than a by 2.0 points")
    assert "May be chance" in line


def test_a_lone_winner_is_surely_better():
    (line,) = answer(report({"a": 50.0, "b": 54.0, "c": 49.0}, (("b",), ("a", "c"))))
    assert line == "b is the best of 3: chrF++ 54.0 (95 % interval 53.0 to 55.0). Surely worse: a and c."


def test_what_cannot_be_told_apart_is_not_ranked():
    pair = Comparison("chrf++", "a", "b", 0.4, 0.5, -0.7, 1.5, "")
    (line,) = answer(report({"a": 50.0, "b": 50.4, "c": 40.0}, (("b", "a"), ("c",)), (pair,)))
    assert line.startswith("b and a cannot be told apart by chrF++")
    assert "could be anything from nothing to 1.5." in line
    assert line.endswith("Surely worse: c.")


def test_a_chain_of_near_ones_is_not_called_equal():
    pairs = (
        Comparison("chrf++", "a", "b", -1.0, 0.3, -2.5, 0.5, "", holm=0.6),
        Comparison("chrf++", "a", "c", -2.0, 0.001, -3.5, -0.6, "", holm=0.003),
        Comparison("chrf++", "b", "c", -1.0, 0.3, -2.5, 0.5, "", holm=0.6),
    )
    (line,) = answer(report({"a": 52.0, "b": 51.0, "c": 50.0}, (("a", "b", "c"),), pairs))
    assert "cannot be told apart" not in line
    assert line.startswith("a, b and c are one group by chrF++")
    assert "though a is surely better than c" in line
    assert line.endswith("could be 0.6 to 3.5.")


def test_too_few_lines_are_no_ranking():
    (line,) = answer(report({"a": 50.0, "b": 50.4, "c": 40.0}))
    assert line.endswith("Too few lines to tell them apart.")


def test_terms_and_checks_have_a_sentence_each():
    rate = tuple(Score(name, "term-success", v, 30, 0, "", v - 0.1, v + 0.1) for name, v in (("a", 0.5), ("b", 0.8)))
    found = (
        SystemFindings("a", (Finding("1", "number.missing", Severity.MAJOR, ""),) * 2),
        SystemFindings("b", ()),
    )
    lines = answer(report({}, scores=rate, system_findings=found))
    assert [line.split(":")[0] for line in lines] == [
        "Terms of the glossary rendered with an approved wording",
        "The checks found",
    ]
    assert lines[0].index("b 80") < lines[0].index("a 50")
    assert lines[1].endswith("a 2 major; b nothing.")


def test_nothing_scored_is_no_answer():
    empty = report({})
    assert answer(empty) == ()
    assert lead_metric(empty) is None


def test_a_metric_that_surely_says_the_opposite_is_not_hidden():
    pairs = (
        Comparison("chrf++", "a", "b", 1.0, 0.002, 0.4, 1.6, ""),
        Comparison("ter", "a", "b", 1.2, 0.0005, 0.6, 1.8, ""),
        Comparison("bleu", "a", "b", -0.1, 0.88, -0.9, 0.8, ""),
    )
    more = tuple(
        Score(name, metric, 40.0, 30, 0, "", 39.0, 41.0, higher_is_better=metric != "ter")
        for metric in ("ter", "bleu")
        for name in ("a", "b")
    )
    (line,) = answer(report({"a": 50.0, "b": 51.0}, comparisons=pairs, scores=more))
    assert line.startswith("chrF++: b is better than a by 1.0 points")
    assert "The metrics do not agree. TER: b is worse than a by 1.2 points" in line
    assert "BLEU" not in line
