"""The one call: scores, comparisons, skipped lines, refusals."""

from __future__ import annotations

import evaluation_texts
import pytest

from toolkit.errors import AlignmentError, InputError, RegistryError
from toolkit.evaluate.run import Evaluation, evaluate


@pytest.fixture
def harvest():
    return evaluation_texts.harvest()


def test_scores_and_comparisons(harvest):
    systems = {name: harvest[name] * 2 for name in ("raw", "repaired", "second")}
    result = evaluate(systems, [harvest["reference"] * 2], metrics=["chrf++", "ter"], target_language="en")
    assert [(s.metric, s.system) for s in result.scores] == [
        (metric, system) for metric in ("chrf++", "ter") for system in systems
    ]
    assert all(s.low < s.value < s.high or s.value == s.high for s in result.scores)
    assert [(c.metric, c.a, c.b) for c in result.comparisons][:2] == [
        ("chrf++", "raw", "repaired"),
        ("chrf++", "raw", "second"),
    ]
    values = {(s.metric, s.system): s.value for s in result.scores}
    first = result.comparisons[0]
    assert first.delta == values["chrf++", "repaired"] - values["chrf++", "raw"] > 0
    assert first.low < first.delta < first.high
    assert first.test == "paired bootstrap, n=1000, seed=12345, t of 7 degrees"
    edits = next(c for c in result.comparisons if (c.metric, c.a, c.b) == ("ter", "raw", "repaired"))
    assert edits.delta < 0  # fewer edits: TER falls


def test_four_lines_are_scored_and_not_tested(harvest):
    result = evaluate({"raw": harvest["raw"], "repaired": harvest["repaired"]}, [harvest["reference"]])
    assert all(score.value is not None and score.low is None for score in result.scores)
    assert {pair.p for pair in result.comparisons} == {None}
    assert result.rankings == ()


def test_empty_references_are_skipped_and_empty_outputs_scored(harvest):
    reference = [*harvest["reference"][:2], "  ", harvest["reference"][3]]
    full = evaluate({"raw": harvest["raw"]}, [reference], metrics=["chrf"]).scores[0]
    assert (full.segments, full.skipped) == (3, 1)
    kept = [harvest["raw"][i] for i in (0, 1, 3)]
    alone = evaluate({"raw": kept}, [[reference[i] for i in (0, 1, 3)]], metrics=["chrf"]).scores[0]
    assert (alone.value, alone.low, alone.high) == (full.value, full.low, full.high)
    without_empty_output = evaluate({"raw": kept[:2]}, [reference[:2]], metrics=["chrf"]).scores[0]
    assert without_empty_output.value > full.value


def test_nothing_to_compare_with_is_none_not_zero():
    result = evaluate({"a": ["x", "y"], "b": ["x", "z"]}, [["", ""]])
    assert [(s.value, s.low, s.segments, s.skipped) for s in result.scores] == [(None, None, 0, 2)] * 8
    assert result.comparisons == ()
    assert evaluate({"a": []}, [[]]).scores[0].value is None


def test_one_line_has_a_score_but_no_interval_and_no_p():
    result = evaluate({"a": ["old iron"], "b": ["lao tie"]}, [["lao tie"]], metrics=["ter"])
    assert [s.value for s in result.scores] == [100.0, 0.0]
    assert [(s.low, s.high) for s in result.scores] == [(None, None)] * 2
    (comparison,) = result.comparisons
    assert (comparison.delta, comparison.p, comparison.low) == (-100.0, None, None)


def test_without_references_there_are_no_metrics(harvest):
    assert evaluate({"raw": harvest["raw"]}, []) == Evaluation((), (), ())


def test_unequal_counts_name_both():
    with pytest.raises(AlignmentError, match="system 'a' has 2 lines, reference 1 has 1 line"):
        evaluate({"a": ["x", "y"]}, [["x"]])
    with pytest.raises(AlignmentError, match="system 'b' has 1 line"):
        evaluate({"a": ["x", "y"], "b": ["x"]}, [["x", "y"]])
    with pytest.raises(AlignmentError, match="the source has 3 lines"):
        evaluate({"a": ["x", "y"]}, [["x", "y"]], ["1", "2", "3"])


def test_refusals():
    with pytest.raises(InputError, match="no system"):
        evaluate({}, [["x"]])
    with pytest.raises(InputError, match="named twice"):
        evaluate({"a": ["x"]}, [["x"]], metrics=["ter", "ter"])
    with pytest.raises(RegistryError, match="did you mean 'bleu'"):
        evaluate({"a": ["x"]}, [["x"]], metrics=["blue"])


def test_notes_reach_the_reader():
    result = evaluate({"a": ["直播带货"]}, [["直播卖货"]], target_language="zh")
    assert any("TER" in note for note in result.notes)
