"""`tqt evaluate` on real files: tables, JSON, reports, and mistakes that are told in one letter."""

from __future__ import annotations

import json
from pathlib import Path

import evaluation_texts
import pytest
import typer
from typer.testing import CliRunner

from toolkit.cli.evaluate import evaluate
from toolkit.errors import AlignmentError, InputError, RegistryError
from toolkit.jobs.evaluation_languages import languages_of_estimate, target_of


@pytest.fixture
def harvest():
    return evaluation_texts.harvest()


@pytest.fixture
def run():
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(evaluate)

    def call(*arguments):
        return CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=True)

    return call


@pytest.fixture
def files(tmp_path, harvest, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, lines in harvest.items():
        (tmp_path / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    (tmp_path / "source.txt").write_text(
        "县长直播带货,卖出6万斤猕猴桃。\n老铁,只要9块9!\n流量不等于销量。\n订单来自12个省。\n",
        encoding="utf-8",
    )
    return tmp_path


def test_tab_separated_for_programs(run, files):
    result = run("--system", "raw=raw.txt", "--system", "repaired.txt", "--reference", "reference.txt")
    assert result.exit_code == 0, result.exception
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows[0][:4] == ["metric", "system", "value", "low"]
    assert [row[1] for row in rows[1:3]] == ["raw", "repaired"]
    assert len(rows) == 9
    # the empty last output line of `raw` counts
    assert {row[5] for row in rows[1:]} == {"4"}
    assert "repaired is better than raw" in result.stderr


def test_json_and_reports(run, files):
    arguments = ["--system", "raw=raw.txt", "--reference", "reference.txt", "--reference", "second.txt"]
    result = run(*arguments, "--metric", "chrf++", "--json", "--report", "a.html", "--report", "a.md")
    assert result.exit_code == 0, result.exception
    data = json.loads(result.stdout)
    assert [score["metric"] for score in data["scores"]] == ["chrf++"]
    assert "nrefs:2" in data["scores"][0]["signature"]
    assert (files / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (files / "a.md").read_text(encoding="utf-8").startswith("# Evaluation of raw")


def test_json_lines_give_each_role_its_column(run, files, harvest):
    rows = [
        {"source": "老铁", "mt": mt, "reference": ref}
        for mt, ref in zip(harvest["repaired"], harvest["reference"], strict=True)
    ]
    (files / "all.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    both = run("--system", "x=all.jsonl", "--reference", "all.jsonl", "--metric", "bleu", "--json")
    plain = run("--system", "x=repaired.txt", "--reference", "reference.txt", "--metric", "bleu", "--json")
    assert both.exit_code == 0, both.exception
    assert json.loads(both.stdout)["scores"] == json.loads(plain.stdout)["scores"]


def test_terms_with_a_glossary(run, files):
    (files / "terms.csv").write_text(
        "concept,language,term,status,part_of_speech,unmistakable\n"
        "lao-tie,zh,老铁,,,\nlao-tie,en,lao tie,preferred,noun,\nlao-tie,en,old iron,garble,noun,yes\n",
        encoding="utf-8",
    )
    arguments = ["--system", "raw=raw.txt", "--system", "repaired=repaired.txt", "--source", "source.txt"]
    result = run(*arguments, "-r", "reference.txt", "-g", "terms.csv", "--from", "zh", "--to", "en", "--json")
    assert result.exit_code == 0, result.exception
    data = json.loads(result.stdout)
    terms = {term["system"]: term for term in data["terms"]}
    assert (terms["raw"]["required"], terms["raw"]["satisfied"], terms["raw"]["forbidden"]) == (1, 0, 1)
    assert (terms["repaired"]["satisfied"], terms["repaired"]["forbidden"]) == (1, 0)
    assert terms["raw"]["ceiling"] == 1.0
    assert terms["raw"]["source_term"] == "老铁"
    assert data["glossaries"][0]["occurring"] == 1
    values = {(s["metric"], s["system"]): s["value"] for s in data["scores"]}
    assert values["term-success", "raw"] == 0
    assert values["garble-left", "raw"] == 0.25


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (["--system", "raw=raw.txt"], InputError, "give --reference"),
        (["--system", "raw=", "-r", "reference.txt"], InputError, "NAME=FILE"),
        (["--system", "raw=no.txt", "-r", "reference.txt"], InputError, "no.txt"),
        (
            ["--system", "a=raw.txt", "--system", "a=repaired.txt", "-r", "reference.txt"],
            InputError,
            "two systems",
        ),
        (["--system", "a=raw.txt", "-r", "short.txt"], AlignmentError, "4 lines, reference 1 has 1 line"),
        (
            ["--system", "a=raw.txt", "-r", "reference.txt", "-m", "blue"],
            RegistryError,
            "did you mean 'bleu'",
        ),
        (["--system", "a=raw.txt", "-r", "reference.txt", "--report", "x.pdf"], RegistryError, ".html"),
    ],
)
def test_mistakes(run, files, arguments, error, message):
    (files / "short.txt").write_text("one line", encoding="utf-8")
    result = run(*arguments)
    assert isinstance(result.exception, error)
    assert message in str(result.exception)


def test_swapped_languages_of_the_estimate_are_told(run, files):
    arguments = ["--system", "repaired.txt", "--source", "source.txt", "--estimate"]
    assert run(*arguments, "--from", "zh", "--to", "en").exit_code == 0
    swapped = run(*arguments, "--from", "en", "--to", "zh")
    assert isinstance(swapped.exception, InputError)
    assert "does not look like 'zh'" in str(swapped.exception)
    twice = ["--system", "repaired.txt", "--source", "repaired.txt", "--estimate", "--from", "zh", "--to", "en"]
    assert "does not look like 'zh'" in str(run(*twice).exception)


def test_scores_of_other_programs_say_which_file_is_whose(run, files):
    (files / "one.txt").write_text("1\n2\n3\n4\n", encoding="utf-8")
    (files / "two.txt").write_text("2\n3\n4\n5\n", encoding="utf-8")
    systems = ["--system", "raw.txt", "--system", "repaired.txt"]
    result = run(*systems, "--scores", "comet@raw=one.txt", "--scores", "comet@repaired=two.txt", "--json")
    first, second = (score["signature"] for score in json.loads(result.stdout)["scores"])
    assert first != second
    assert all(one.startswith("imported:lines|file:") and "+" not in one for one in (first, second))


def test_the_project_of_the_texts_says_their_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "tqt.toml").write_text('[languages]\nsource = "en"\ntarget = "zh"\n', encoding="utf-8")
    (texts / "mt.txt").write_text("直播卖货\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert target_of("texts/mt.txt", None) == "zh"
    assert target_of("texts/mt.txt", "ja") == "ja"
    assert str(languages_of_estimate("texts/mt.txt", None, None)) == "en-zh"
    monkeypatch.chdir(texts)
    assert target_of(tmp_path / "mt.txt", None) == "zh"  # not there: the folder that we are in counts
