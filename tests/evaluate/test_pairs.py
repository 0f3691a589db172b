"""All pairs of systems: randomisation as sacrebleu's, corrections against their definitions, documents, clusters."""

from __future__ import annotations

import evaluation_texts
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

from toolkit.errors import InputError
from toolkit.evaluate.corrections import benjamini_hochberg, holm
from toolkit.evaluate.judged import Design
from toolkit.evaluate.ranking import alike, clusters, twins
from toolkit.evaluate.run import evaluate
from toolkit.evaluate.significance import interval
from toolkit.model import Comparison

ORACLES = {"bleu": BLEU, "chrf": CHRF, "chrf++": lambda: CHRF(word_order=2), "ter": TER}
PS = st.lists(st.floats(0.0005, 1), min_size=1, max_size=12)


@pytest.fixture
def harvest():
    return evaluation_texts.harvest()


@pytest.mark.parametrize("name", ORACLES)
def test_randomisation_is_sacrebleus(name, harvest, monkeypatch):
    """The same exchanges, so the same p-value; a tie that sacrebleu passes over may be one count more here."""
    monkeypatch.delenv("SACREBLEU_SEED", raising=False)
    systems = {"raw": harvest["raw"] * 9, "repaired": harvest["repaired"] * 9, "second": harvest["second"] * 9}
    references = [harvest["reference"] * 9]
    _, results = PairedTest(list(systems.items()), {name: ORACLES[name]()}, references, "ar", n_samples=1000)()
    (column,) = (key for key in results if key != "System")
    design = Design(test="randomisation", trials=1000)
    found = evaluate(systems, references, metrics=[name], design=design).comparisons
    for ours, theirs in zip(found[:2], results[column][1:], strict=True):
        ties = 0.02 if name != "ter" else 1.0  # few edits, repeated nine times: many exchanges tie
        assert theirs.p_value <= ours.p <= theirs.p_value + ties
    assert found[0].test == "approximate randomisation, n=1000, seed=12345"


def test_all_pairs_are_compared_and_ranked():
    wmt22 = evaluation_texts.wmt22()
    systems = {name: wmt22[name][:400] for name in ("Online-A", "Online-G", "Lan-Bridge")}
    result = evaluate(systems, [wmt22["A"][:400]], metrics=["chrf", "bleu"])
    assert [(one.a, one.b) for one in result.comparisons[:3]] == [
        ("Online-A", "Online-G"), ("Online-A", "Lan-Bridge"), ("Online-G", "Lan-Bridge"),
    ]  # fmt: skip
    ranking = result.rankings[0]
    assert sorted(name for group in ranking.clusters for name in group) == sorted(systems)
    assert 0.1 < ranking.smallest_difference < 3


def test_the_pair_has_the_same_numbers_in_any_company():
    wmt22 = evaluation_texts.wmt22()
    lines = slice(0, 200)
    pair = {name: wmt22[name][lines] for name in ("Online-A", "Lan-Bridge")}
    alone = evaluate(pair, [wmt22["A"][lines]], metrics=["chrf"]).comparisons[0]
    many = evaluate({**pair, "Online-G": wmt22["Online-G"][lines]}, [wmt22["A"][lines]]).comparisons
    with_others = next(one for one in many if one.metric == "chrf" and (one.a, one.b) == tuple(pair))
    assert (alone.p, alone.low, alone.high, alone.delta) == (
        with_others.p, with_others.low, with_others.high, with_others.delta,
    )  # fmt: skip


def test_whole_documents_are_drawn(harvest):
    systems = {"raw": harvest["raw"] * 5, "repaired": harvest["repaired"] * 5}
    references = [harvest["reference"] * 5]
    by_line = evaluate(systems, references, metrics=["chrf"])
    ten = tuple(str(n // 2) for n in range(20))
    by_document = evaluate(systems, references, metrics=["chrf"], design=Design(documents=ten))
    assert by_document.scores[0].value == by_line.scores[0].value
    assert by_document.comparisons[0].test == "paired bootstrap of 10 documents, n=1000, seed=12345, t of 9 degrees"
    assert by_document.scores[0].low != by_line.scores[0].low
    alone = evaluate(systems, references, metrics=["chrf"], design=Design(documents=("one",) * 20))
    assert (alone.scores[0].low, alone.comparisons[0].p, alone.rankings) == (None, None, ())
    blank = tuple("" if n == 7 else "story" for n in range(20))
    with pytest.raises(InputError, match="names none in line 8"):
        evaluate(systems, references, metrics=["chrf"], design=Design(documents=blank))


def test_a_list_of_documents_of_another_length_is_refused(harvest):
    with pytest.raises(InputError, match="list of documents has 1 lines, the texts have 4"):
        evaluate({"raw": harvest["raw"]}, [harvest["reference"]], design=Design(documents=("one",)))


def test_systems_that_write_the_same_are_told(harvest):
    result = evaluate({"one": harvest["raw"] * 2, "other": harvest["raw"] * 2}, [harvest["reference"] * 2])
    assert "one and other write the same in every line." in result.notes
    assert {one.p for one in result.comparisons} == {1.0}
    assert {one.clusters for one in result.rankings} == {(("one", "other"),)}


def test_many_alike_systems_are_told_once():
    lines = [f"Line {n}." for n in range(40)]
    texts = {"A": lines, "B": lines, "C": lines, "D": ["Other.", *lines[1:]], "E": ["Another.", *lines[1:]]}
    same, near = alike(twins(texts))
    assert same == "A, B and C write the same in every line."
    assert near.startswith("7 pairs of systems write the same in nine of ten lines or more")
    assert near.endswith("A and D in 97%; A and E in 97%; B and D in 97%; B and E in 97%; C and D in 97%; "
                         "C and E in 97%; D and E in 97%.")  # fmt: skip
    assert alike(twins({"A": lines, "B": lines[::-1]})) == ()


@given(ps=PS)
def test_corrections_keep_their_definitions(ps):
    many, order = len(ps), sorted(ps)
    stepped = [max((many - j) * order[j] for j in range(k + 1)) for k in range(many)]
    rates = [min(order[j] * many / (j + 1) for j in range(k, many)) for k in range(many)]
    for p, by_holm, rate in zip(ps, holm(ps), benjamini_hochberg(ps), strict=True):
        places = [k for k in range(many) if order[k] == p]
        assert min(1.0, stepped[places[0]]) <= by_holm <= min(1.0, stepped[places[-1]])
        assert rate == pytest.approx(min(1.0, rates[places[0]]))
        assert p - 1e-12 <= rate <= by_holm + 1e-12


@given(values=st.lists(st.floats(0, 100), min_size=2, max_size=6, unique=True), ps=st.data())
def test_clusters_hold_every_system_once_and_only_sure_steps(values, ps):
    names = {f"s{n}": value for n, value in enumerate(values)}
    pairs = [
        Comparison("chrf", a, b, names[b] - names[a], p, None, None, "", holm=p)
        for a in names for b in names if a < b for p in [ps.draw(st.sampled_from([0.001, 0.5]))]
    ]  # fmt: skip
    groups = clusters(names, pairs)
    assert [name for group in groups for name in group] == sorted(names, key=lambda n: -names[n])
    sure = {frozenset((one.a, one.b)) for one in pairs if one.holm < 0.05}
    for upper, group in enumerate(groups):
        for lower in groups[upper + 1 :]:
            assert all(frozenset((a, b)) in sure for a in group for b in lower)


def test_sums_that_float32_cannot_hold_are_added_as_sacrebleu_adds_them(monkeypatch):
    from toolkit.evaluate.resampling import _gathered, _is_exact, _weighted

    rows = np.random.default_rng(1).integers(0, 9, (50, 3)).astype(float)
    assert _is_exact(rows)
    assert np.array_equal(_weighted(rows, 40, 7), _gathered(rows, 40, 7))
    assert not _is_exact(rows / 3)
    assert not _is_exact(rows * 1e6)


def test_many_pairs_are_not_lost_in_their_correction():
    """Twelve systems make 66 pairs: the smallest p of 1,000 resamples, times 66, would be 0.066 for every pair."""
    rng = np.random.default_rng(1)
    words = [[f"w{n}" for n in rng.integers(0, 40, 12)] for _ in range(150)]
    systems = {
        f"s{k}": [" ".join(w if rng.random() > k / 14 else "x" for w in line) for line in words] for k in range(12)
    }
    result = evaluate(systems, [[" ".join(line) for line in words]], metrics=["chrf"])
    assert len(result.comparisons) == 66
    assert len(result.rankings[0].clusters) >= 6
    assert result.rankings[0].clusters[0] == ("s0",)
    smallest = min(one.holm for one in result.comparisons)
    assert smallest == min(one.p for one in result.comparisons) == pytest.approx(1 / 1001)
    assert all(one.p <= one.holm and one.p <= one.false_discovery for one in result.comparisons)


@pytest.mark.parametrize("units", [5, 8, 15, 49])
def test_intervals_of_few_segments_leave_out_zero_as_seldom_as_they_promise(units):
    """Systems that do not differ: the plain bootstrap interval of five segments leaves out 0 in one case of six."""
    rng = np.random.default_rng(units)
    out = 0
    for _ in range(2000):
        rows = rng.normal(0, 1, units)
        drawn = rows[rng.integers(0, units, (400, units))].mean(axis=1)
        _, low, high = interval(drawn, units)
        out += not low <= 0 <= high
    assert out / 2000 < 0.07
