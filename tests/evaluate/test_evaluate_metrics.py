"""The metrics give sacrebleu's numbers: against its public calls, and against the official WMT22 table."""

from __future__ import annotations

import csv
import subprocess
import sys

import evaluation_texts
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU, CHRF, TER

from toolkit.errors import RegistryError
from toolkit.evaluate.metrics import DEFAULT_METRICS, METRICS
from toolkit.evaluate.metrics.bleu import tokenizer_for
from toolkit.evaluate.metrics.port import corpus_value, score, segment_scores, statistics


@pytest.fixture
def harvest():
    return evaluation_texts.harvest()


@pytest.fixture
def wmt22():
    return evaluation_texts.wmt22()


ORACLES = {
    "bleu": lambda: BLEU(force=True),
    "chrf": CHRF,
    "chrf++": lambda: CHRF(word_order=2),
    "ter": TER,
}
LINES = st.lists(
    st.tuples(st.text("ab c.9直播", max_size=12), st.text("ab c.9直播", min_size=1, max_size=12)),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize("name", METRICS.names())
def test_every_metric_of_the_table_keeps_the_contract(name, harvest):
    metric = METRICS.get(name)("en")
    assert metric.name == name
    perfect = score(metric, harvest["reference"], [harvest["reference"]])
    raw = score(metric, harvest["raw"], [harvest["reference"]])
    assert perfect == pytest.approx(100 if metric.higher_is_better else 0)
    assert (raw < perfect) is metric.higher_is_better
    counted = statistics(metric, harvest["raw"], [harvest["reference"]])
    assert counted.rows.shape[0] == 4
    assert counted.rows.ndim == 2
    assert "nrefs:1" in counted.signature
    assert "version:" in counted.signature
    assert "version:" in metric.settings


@pytest.mark.parametrize("name", DEFAULT_METRICS)
@pytest.mark.parametrize("references", [["reference"], ["reference", "second"]])
def test_corpus_and_signature_equal_sacrebleu(name, references, harvest):
    oracle, metric = ORACLES[name](), METRICS.get(name)("en")
    texts = [harvest[r] for r in references]
    assert score(metric, harvest["raw"], texts) == oracle.corpus_score(harvest["raw"], texts).score
    assert metric.signature(texts) == str(oracle.get_signature())


@pytest.mark.parametrize("name", DEFAULT_METRICS)
def test_segments_equal_sacrebleu(name, harvest):
    oracle = BLEU(effective_order=True, force=True) if name == "bleu" else ORACLES[name]()
    expected = [
        oracle.sentence_score(hypothesis, [reference]).score
        for hypothesis, reference in zip(harvest["raw"], harvest["reference"], strict=True)
    ]
    assert list(segment_scores(METRICS.get(name)("en"), harvest["raw"], [harvest["reference"]])) == expected


@pytest.mark.parametrize("name", DEFAULT_METRICS)
@settings(deadline=None, max_examples=60)
@given(lines=LINES)
def test_any_text_scores_as_in_sacrebleu(name, lines):
    hypotheses, reference = [h for h, _ in lines], [r for _, r in lines]
    ours = score(METRICS.get(name)(None), hypotheses, [reference])
    assert ours == ORACLES[name]().corpus_score(hypotheses, [reference]).score


def test_lines_that_one_reference_lacks_are_scored_by_the_other(harvest):
    partial = [None, *harvest["second"][1:]]
    metric = METRICS.get("chrf")("en")
    counted = statistics(metric, harvest["raw"], [harvest["reference"], partial])
    oracle = CHRF()
    expected = oracle.corpus_score(harvest["raw"], [harvest["reference"], partial]).score
    assert corpus_value(metric, counted.rows) == expected
    assert "nrefs:var" in counted.signature


def test_a_metric_that_is_no_metric_is_told_with_the_nearest_name():
    with pytest.raises(RegistryError, match=r"no metric called 'chrf\+'; did you mean 'chrf\+\+'"):
        METRICS.get("chrf+")


def test_the_target_language_chooses_the_tokenizer():
    chosen = METRICS.get("bleu")("zh").signature([["直播卖货"]])
    assert "tok:zh" in chosen
    japanese = tokenizer_for("ja-JP")
    assert japanese.name == "ja-mecab" or (japanese.name == "char" and "sacrebleu[ja]" in japanese.note)
    assert METRICS.get("ter")("zh").note is not None
    assert METRICS.get("ter")("en").note is None


def test_the_table_imports_nothing_heavy():
    code = (
        "import sys, toolkit.evaluate.metrics, toolkit.evaluate.metrics.bleu, toolkit.evaluate.metrics.ter;"
        "sys.exit(any(m in sys.modules for m in ('sacrebleu', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("reference", ["A", "B"])
@pytest.mark.parametrize(("name", "official"), [("bleu", "bleu"), ("chrf", "chrf")])
def test_official_wmt22_numbers_to_the_last_digit(name, official, reference, wmt22):
    table = evaluation_texts.wmt22_folder() / "automatic-scores.tsv"
    with table.open(encoding="utf-8", newline="") as lines:
        published = {
            row["system"]: float(row["score"])
            for row in csv.DictReader(lines, delimiter="\t")
            if row["pair"] == "zh-en" and row["metric"] == f"{official}-{reference}"
        }
    ours = score(METRICS.get(name)("en"), wmt22["Online-A"], [wmt22[reference]])
    assert ours == published["Online-A"]
