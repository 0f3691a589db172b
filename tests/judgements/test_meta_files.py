"""`toolkit.jobs.meta` from files: ratings or a table as the human side, systems paired by name, file or alias."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.jobs.meta import MetricFile, metric_file, run

LEVELS = {"engine-a": 4, "engine-b": 2, "engine-c": 0}
"""Major errors in every segment."""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    major, strange = {"severity": "major"}, {"severity": "undecided"}
    ratings = [
        {"system": system, "segment": n, "score": 100 - 20 * errors - n, "errors": [major] * errors}
        for system, errors in LEVELS.items()
        for n in range(1, 6)
    ]
    ratings[0]["errors"] = [strange]
    Path("human.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ratings), encoding="utf-8")
    comet = {f"out/{s}.txt": [{"mt": "", "COMET": 0.9 - e / 10 - n / 100} for n in range(5)] for s, e in LEVELS.items()}
    Path("comet.json").write_text(json.dumps(comet), encoding="utf-8")
    rows = [{"system": s, "segment": str(n), "prediction": 5.0 * e + n} for s, e in LEVELS.items() for n in range(1, 6)]
    Path("metricx.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def accuracy(found: object, metric: str) -> float | None:
    figures = found.meta.figures  # type: ignore[attr-defined]
    return next(f.value for f in figures if f.metric == metric and f.statistic == "pairwise-accuracy")


def test_files_of_comet_and_metricx_against_ratings(work: Path) -> None:
    metrics = [metric_file("comet=comet.json"), metric_file("metricx=metricx.jsonl")]
    found = run("human.jsonl", metrics, resamples=20)
    assert found.human.startswith("esa|scale:0-100")
    assert found.notes == ()
    assert [accuracy(found, name) for name in ("comet", "metricx")] == [1, 1], "lower MetricX is better"
    assert [file.role for file in found.inputs] == ["human", "metric comet", "metric metricx"]
    turned = run("human.jsonl", metrics[:1], lower=["comet"], resamples=20)
    assert accuracy(turned, "comet") == 0


def test_mqm_of_the_same_file(work: Path) -> None:
    found = run("human.jsonl", [metric_file("comet=comet.json")], measure="mqm", resamples=20)
    assert found.notes == (
        "1 error is 'undecided', of which the weights say nothing: their ratings have no score. Name it in --weights.",
    )
    assert (found.meta.tables.cells, accuracy(found, "comet")) == (14, 1)


def test_a_human_table_of_which_lower_is_better(work: Path) -> None:
    rows = "".join(f"{system}\t{n}\t{errors * 5}\n" for system, errors in LEVELS.items() for n in range(1, 6))
    Path("mqm.tsv").write_text(f"system\tsegment\tmqm\n{rows}", encoding="utf-8")
    metrics = [metric_file("comet=comet.json")]
    assert accuracy(run("mqm.tsv", metrics, resamples=20), "comet") == 0
    assert accuracy(run("mqm.tsv", metrics, lower=["human"], resamples=20), "comet") == 1
    with pytest.raises(InputError, match="--measure is for files of ratings"):
        run("mqm.tsv", metrics, measure="mqm")


def test_one_file_for_each_system(work: Path) -> None:
    for system, errors in LEVELS.items():
        Path(f"{system}.txt").write_text("".join(f"{9 - errors}\n" for _ in range(5)), encoding="utf-8")
    metrics = [MetricFile("own", system, f"{system}.txt") for system in LEVELS]
    assert accuracy(run("human.jsonl", metrics, resamples=20), "own") == 1
    with pytest.raises(InputError, match="has scores of engine-a in another file too"):
        run("human.jsonl", [*metrics, MetricFile("own", "engine-a", "engine-b.txt")])
    with pytest.raises(InputError, match="does not say of which system its scores are"):
        run("human.jsonl", [MetricFile("own", None, "engine-a.txt")])


@pytest.mark.parametrize("given", ["comet", "=comet.json", "comet=", "comet@=comet.json"])
def test_metrics_are_named(given: str) -> None:
    with pytest.raises(InputError, match="write NAME=FILE, or NAME@SYSTEM=FILE"):
        metric_file(given)


def test_standard_input_is_no_human_file(work: Path) -> None:
    with pytest.raises(InputError, match="standard input cannot be looked at twice"):
        run("-", [metric_file("comet=comet.json")])


def test_a_measure_that_is_not_there(work: Path) -> None:
    with pytest.raises(InputError, match="no scores of the measure 'da'; it has esa, mqm"):
        run("human.jsonl", [metric_file("comet=comet.json")], measure="da")
