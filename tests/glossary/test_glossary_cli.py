"""`tqt glossary ...`: what is printed where, and with which exit code."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from toolkit.cli.app import app
from toolkit.errors import GlossaryError, InputError


@pytest.fixture
def glossary(tmp_path: Path) -> str:
    assert run("init", str(tmp_path / "mine")).exit_code == 0
    return str(tmp_path / "mine")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["glossary", *arguments])


def test_init_writes_a_healthy_glossary_and_never_over_one(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    result = run("init", str(folder), "--json")
    assert [Path(path).name for path in json.loads(result.stdout)] == [
        "glossary.toml", "terms.csv", "conventions.csv", "examples.csv",
    ]  # fmt: skip
    again = run("init", str(folder))
    assert isinstance(again.exception, InputError)
    assert "something here already" in str(again.exception)


def test_lint_tells_by_exit_code(glossary: str) -> None:
    healthy = run("lint", glossary)
    assert (healthy.exit_code, healthy.stdout) == (0, "")
    assert "mine 1 with 8 terms: 0 errors, 0 warnings." in healthy.stderr
    terms = Path(glossary, "terms.csv")
    terms.write_text(terms.read_text("utf-8") + "a,en,x,garbel,,,,,,\n", "utf-8")
    sick = run("lint", glossary)
    assert sick.exit_code == 1
    fault = "column 'status': unknown status 'garbel'; did you mean 'garble'?"
    assert sick.stdout == f"error: {terms}:10: {fault} [status.unknown]\n"
    assert json.loads(run("lint", glossary, "--json").stdout)[0]["line"] == 10
    assert isinstance(run("lint", glossary + "x").exception, InputError)
    assert isinstance(run("stats", glossary).exception, GlossaryError)


def test_show_guesses_the_main_word_and_says_so(glossary: str) -> None:
    result = run("show", "zhibo-daihuo", "-g", glossary)
    assert "  preferred   livestream selling  (noun" in result.stdout
    assert "inflects: sell" in result.stdout
    data = json.loads(run("show", "zhibo-daihuo", "-g", glossary, "--json").stdout)
    assert [term["main_word_guess"] for term in data["terms"]] == [None, "selling", None, None]
    assert "Did you mean zhibo-daihuo?" in str(run("show", "zhibo-daiho", "-g", glossary).exception)


@pytest.mark.parametrize(
    ("text", "how", "term"),
    [("Buddies", "exact", "buddies"), ("friends", "part", "old friends"), ("old irn", "near", "old iron")],
)
def test_search_goes_from_exact_to_near(glossary: str, text: str, how: str, term: str) -> None:
    hit = json.loads(run("search", text, "-g", glossary, "--json").stdout)[0]
    assert (hit["how"], hit["term"], hit["concept"]) == (how, term, "lao-tie")


def test_search_without_a_hit(glossary: str) -> None:
    result = run("search", "qwertz", "-g", glossary)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "is like 'qwertz'" in result.stderr


def test_stats_counts(glossary: str) -> None:
    data = json.loads(run("stats", glossary, "--json").stdout)
    assert data["by_language"]["en"] == {
        "preferred": 3, "admitted": 1, "deprecated": 0, "forbidden": 0, "garble": 2,
    }  # fmt: skip
    assert data["without_right_term"] == {"zh": 0, "en": 0}
    assert "en: preferred 3, admitted 1, garble 2; 0 concepts without a right term" in run("stats", glossary).stdout


def test_convert_there_and_back(glossary: str, tmp_path: Path) -> None:
    flat, folder = tmp_path / "flat.csv", tmp_path / "folder"
    assert run("convert", glossary, str(flat)).exit_code == 0
    assert flat.read_text("utf-8").splitlines() == ["zh,en", "老铁,buddies", "直播带货,livestream selling"]
    assert "something here already" in str(run("convert", glossary, str(flat)).exception)
    assert run("convert", glossary, str(flat), "--force").exit_code == 0
    assert json.loads(run("convert", str(flat), str(folder), "--json").stdout)["concepts"] == 2
    assert run("lint", str(folder)).exit_code == 0
    wrong = run("convert", str(flat), str(tmp_path / "new"), "--languages", "zh,")
    assert "write codes with commas" in str(wrong.exception)


def test_the_project_file_names_the_glossary(glossary: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("stats").stdout.startswith("livestream-commerce ")
    (tmp_path / "tqt.toml").write_text('glossaries = ["mine"]\n', "utf-8")
    assert run("lint").exit_code == 0
    assert run("stats").stdout.startswith("mine ")
