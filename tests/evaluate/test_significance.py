"""The paired bootstrap is sacrebleu's, bit for bit; the environment has no say in it."""

from __future__ import annotations

import evaluation_texts
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

from toolkit.evaluate.metrics import METRICS
from toolkit.evaluate.metrics.port import corpus_value
from toolkit.evaluate.resampling import exchanged_sums
from toolkit.evaluate.run import evaluate
from toolkit.evaluate.significance import exchange_test, interval, of_few, paired_test, resampled_sums, sacrebleu_p


@pytest.fixture
def harvest():
    return evaluation_texts.harvest()


@pytest.fixture
def wmt22():
    return evaluation_texts.wmt22()


ORACLES = {"bleu": BLEU, "chrf": CHRF, "chrf++": lambda: CHRF(word_order=2), "ter": TER}


def sacrebleu_results(name, systems, references, resamples):
    named = list(systems.items())
    _, results = PairedTest(named, {name: ORACLES[name]()}, references, "bs", n_samples=resamples)()
    (column,) = (key for key in results if key != "System")
    return results[column]


def assert_parity(name, systems, references, resamples):
    metric = METRICS.get(name)("en")
    rows = [metric.rows(text, references) for text in systems.values()]
    values = [metric.values(sums) for sums in resampled_sums(rows, resamples)]
    scores = [corpus_value(metric, r) for r in rows]
    oracle = sacrebleu_results(name, systems, references, resamples)
    for drawn, expected in zip(values, oracle, strict=True):
        assert interval(drawn).mean == expected.mean
        # sacrebleu halves the width in the metric's own precision (float32), we in double
        band = interval(drawn)
        assert (band.high - band.low) / 2 == pytest.approx(expected.ci, rel=1e-5, abs=1e-5)
    for drawn, value, expected in zip(values[1:], scores[1:], oracle[1:], strict=True):
        assert sacrebleu_p(values[0], drawn, scores[0], value) == expected.p_value
        if np.array_equal(drawn, values[0]):
            assert paired_test(values[0], drawn, scores[0], value).p == 1.0


@pytest.mark.parametrize("name", ORACLES)
@pytest.mark.parametrize("references", [["reference"], ["reference", "second"]])
def test_small_text(name, references, harvest, monkeypatch):
    monkeypatch.delenv("SACREBLEU_SEED", raising=False)
    systems = {"raw": harvest["raw"], "repaired": harvest["repaired"], "same": harvest["raw"]}
    assert_parity(name, systems, [harvest[r] for r in references], 1000)


@pytest.mark.parametrize("name", ["bleu", "chrf++"])
def test_wmt22(name, wmt22, monkeypatch):
    monkeypatch.delenv("SACREBLEU_SEED", raising=False)
    systems = {s: wmt22[s][:250] for s in ("Online-A", "Online-G", "Lan-Bridge")}
    assert_parity(name, systems, [wmt22["A"][:250], wmt22["B"][:250]], 1000)


def test_the_environment_has_no_say(harvest, monkeypatch):
    systems = {"raw": harvest["raw"], "repaired": harvest["repaired"]}
    monkeypatch.setenv("SACREBLEU_SEED", "1")
    first = evaluate(systems, [harvest["reference"]], metrics=["chrf"])
    monkeypatch.setenv("SACREBLEU_SEED", "none")
    assert evaluate(systems, [harvest["reference"]], metrics=["chrf"]) == first


@settings(deadline=None, max_examples=30)
@given(
    rows=st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=2, max_size=20),
    seed=st.integers(0, 2**31),
)
def test_drawing_row_by_row_is_drawing_at_once(rows, seed):
    choice = np.random.default_rng(seed).choice(len(rows), size=(9, len(rows)), replace=True)
    expected = np.array(rows, dtype="float32")[choice].sum(1)
    one, two = resampled_sums([rows, [row[::-1] for row in rows]], 9, seed)
    assert np.array_equal(one, expected)
    assert np.array_equal(two, expected[:, ::-1])


@settings(deadline=None, max_examples=50)
@given(values=st.lists(st.floats(0, 100), min_size=1, max_size=200))
def test_an_interval_lies_within_its_values(values):
    band = interval(np.array(values))
    assert min(values) <= band.low <= band.high <= max(values)


@pytest.mark.parametrize("test", ["bootstrap", "exchange"])
def test_systems_that_do_not_differ_are_seldom_called_different(test):
    """True nulls: two outputs whose segments were exchanged at random. At the 5 % level about one in twenty."""
    rng = np.random.default_rng(3)
    found = 0
    for trial in range(300):
        rows = [np.stack([rng.normal(50, 20, 60), np.ones(60)], axis=1) for _ in range(2)]
        means = [row[:, 0].mean() for row in rows]
        if test == "bootstrap":
            values = [s[:, 0] / s[:, 1] for s in resampled_sums(rows, 300, trial)]
            p = paired_test(values[0], values[1], *means).p
        else:
            (half_a, half_b), totals = exchanged_sums(rows, 300, trial), [row.sum(0) for row in rows]
            one, other = half_a + totals[1] - half_b, half_b + totals[0] - half_a
            p = exchange_test(one[:, 0] / one[:, 1], other[:, 0] / other[:, 1], *means)
        found += p < 0.05
    assert found <= 30  # of 300: 15 expected, 30 would be one in ten


@pytest.mark.parametrize("units", [6, 8, 12, 30])
def test_few_segments_are_seldom_called_different(units):
    """Without Student's t these are 12, 12, 9 and 6 in a hundred."""
    rng = np.random.default_rng(5)
    found = 0
    for trial in range(400):
        rows = [np.stack([rng.normal(50, 20, units), np.ones(units)], axis=1) for _ in range(2)]
        values = [s[:, 0] / s[:, 1] for s in resampled_sums(rows, 300, trial)]
        found += of_few(paired_test(values[0], values[1], *(row[:, 0].mean() for row in rows)).p, units) < 0.05
    assert found <= 32  # of 400: 20 expected, 32 would be eight in a hundred


def test_two_segments_show_nothing():
    """Exchanging two outputs can be done in four ways; two of them are the difference seen."""
    rows = [np.array([[10.0, 1], [12.0, 1]]), np.array([[60.0, 1], [66.0, 1]])]
    (half_a, half_b), totals = exchanged_sums(rows, 1000), [row.sum(0) for row in rows]
    one, other = half_a + totals[1] - half_b, half_b + totals[0] - half_a
    assert exchange_test(one[:, 0] / 2, other[:, 0] / 2, 11.0, 63.0) > 0.4
