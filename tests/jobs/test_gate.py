"""The gate on a small suite: open, closed, raised and lowered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.formats.suite import Baseline, read_baseline, read_suite, write_baseline
from toolkit.jobs.gate import run

SUITE = """title = "Small"
glossaries = ["livestream-commerce"]

[[sets]]
name = "marked"
kind = "labelled"
file = "marked.jsonl"

[[sets]]
name = "innocent"
kind = "quiet"
file = "innocent.txt"

[[sets]]
name = "article"
kind = "scored"
file = "article.jsonl"
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    labels = [{"wrong": "live the goods", "right": ["sell goods via livestream"]}]
    rows = [
        {"id": "1", "source": "官员们直播带货。", "mt": "Officials live the goods.", "bad": labels},
        {"id": "2", "kind": "clean", "source": "他们卖货。", "mt": "They sell goods."},
    ]
    (tmp_path / "marked.jsonl").write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    (tmp_path / "innocent.txt").write_text("The news anchor spoke.\nThe ship dropped its anchor.\n", encoding="utf-8")
    scored = rows[0] | {"reference": "Officials sell goods via livestream."}
    (tmp_path / "article.jsonl").write_text(json.dumps(scored) + "\n", encoding="utf-8")
    path = tmp_path / "small.toml"
    path.write_text(SUITE, encoding="utf-8")
    return path


def test_figures(suite: Path) -> None:
    result = run(suite)
    found = {c.measure.name: c.measure for c in result.checked}
    assert found["marked/with-source/fix"].value == found["marked/without-source/fix"].value == 1
    assert found["marked/with-source/harm"].value == 0
    assert found["innocent/without-source/edits"][1:3] == (0, 2)
    assert "innocent/with-source/edits" not in found
    assert found["article/with-source/chrf++"].value == pytest.approx(100)
    assert not found["article/raw/chrf++"].gated
    assert result.passed


def test_limits_hold_and_are_only_raised(suite: Path) -> None:
    baseline = suite.with_name("baseline.json")
    write_baseline(baseline, run(suite).baseline(None))
    assert run(suite, baseline).passed
    old = read_baseline(baseline)
    assert set(old.corpora) == {"marked.jsonl", "innocent.txt", "article.jsonl"}
    higher = Baseline(
        old.corpora, {**old.limits, "article/with-source/bleu": 101.0, "innocent/without-source/edits": -1.0}
    )
    write_baseline(baseline, higher)
    closed = run(suite, baseline)
    assert {c.measure.name for c in closed.checked if not c.passed} == {
        "article/with-source/bleu",
        "innocent/without-source/edits",
    }
    with pytest.raises(InputError, match=r"lowered .*article/with-source/bleu.*--allow-lower"):
        closed.baseline(higher)
    assert closed.baseline(higher, allow_lower=True).limits == old.limits


def test_a_changed_corpus_and_a_lost_figure_close_the_gate(suite: Path) -> None:
    baseline = suite.with_name("baseline.json")
    write_baseline(baseline, run(suite).baseline(None))
    with suite.with_name("innocent.txt").open("a", encoding="utf-8") as file:
        file.write("One more.\n")
    suite.write_text(SUITE.rsplit("[[sets]]", 1)[0], encoding="utf-8")
    result = run(suite, baseline)
    assert not result.passed
    assert "innocent.txt has changed" in result.faults
    assert "article.jsonl has changed" in result.faults
    assert "article/with-source/bleu has a limit, and no figure" in result.faults


def test_mistakes_in_a_suite(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('titel = "x"\n[[sets]]\nname = "a"\nkind = "labeled"\nfile = "f"\n[[sets]]\nname = "b"\n', "utf-8")
    with pytest.raises(InputError) as caught:
        read_suite(path)
    told = str(caught.value)
    assert "did you mean 'title'" in told
    assert "did you mean 'labelled'" in told
    assert "needs 'name', 'kind' and 'file'" in told
    path.write_text('title = "x"\n', "utf-8")
    with pytest.raises(InputError, match=r"name the texts, each under a line \[\[sets\]\]"):
        read_suite(path)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"corpora": {}}',
        '{"corpora": {}, "limits": {"a": "1"}}',
        '{"corpora": [], "limits": {}}',
        '{"corpora": {}, "limits": {"a": NaN}}',
    ],
)
def test_a_baseline_that_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match="baseline"):
        read_baseline(path)


def test_a_new_text_closes_the_gate_until_it_has_limits(suite: Path) -> None:
    baseline = suite.with_name("baseline.json")
    suite.write_text(SUITE.rsplit("[[sets]]", 1)[0], encoding="utf-8")
    write_baseline(baseline, run(suite).baseline(None))
    suite.write_text(SUITE, encoding="utf-8")
    faults = run(suite, baseline).faults
    assert "article.jsonl is new" in faults
    assert "article/with-source/bleu has no limit yet" in faults


def test_a_new_text_is_written_without_lowering_anything(suite: Path) -> None:
    baseline = suite.with_name("baseline.json")
    suite.write_text(SUITE.rsplit("[[sets]]", 1)[0], encoding="utf-8")
    write_baseline(baseline, run(suite).baseline(None))
    old = read_baseline(baseline)
    suite.write_text(SUITE, encoding="utf-8")
    new = run(suite, baseline).baseline(old)
    assert old.limits.items() < new.limits.items()
    assert "article/with-source/bleu" in new.limits


def test_no_edits_are_no_harm(suite: Path) -> None:
    baseline = suite.with_name("baseline.json")
    write_baseline(baseline, run(suite).baseline(None))
    row = {"id": "1", "source": "他们卖货。", "mt": "They sell goods.", "bad": []}
    suite.with_name("marked.jsonl").write_text(json.dumps(row), encoding="utf-8")
    result = run(suite, baseline)
    passed = {c.measure.name: c.passed for c in result.checked}
    assert passed["marked/with-source/harm"] and passed["marked/with-source/precision"]
    written = result.baseline(read_baseline(baseline), allow_lower=True)
    assert written.limits["marked/with-source/harm"] == 0  # kept, for the next run that edits


def test_a_text_with_nothing_to_measure_is_told(suite: Path) -> None:
    suite.with_name("article.jsonl").write_text('{"id": "1", "mt": "No reference."}\n', encoding="utf-8")
    with pytest.raises(InputError, match="set 'article' holds no segment with a reference"):
        run(suite)
