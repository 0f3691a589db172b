"""`tqt translate` against `transformers serve` as it is, with a small model that has learnt our sentences."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs torch and the mt extra")
pytest.importorskip("transformers")

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "translate"))
from small_models import small_chat_model
from tiny_chat_model import served
from transcripts import Answer, tqt

pytestmark = [pytest.mark.engines, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
ARTICLE = "县长要直播带货。\n\n老铁们昨天买了茶叶。\n"
LONG = "村民五月要在果园直播带货。\n"
TERMS = "zh,en\n直播带货,sell goods via livestream\n老铁,buddies\n"


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of the server and the name of its model."""
    from transformers.utils.import_utils import is_accelerate_available, is_serve_available

    if not is_serve_available() or not is_accelerate_available():
        pytest.skip("needs the extras serve and review")
    model = small_chat_model(Path(request.config.cache.mkdir("tqt-models")))
    with served(model, tmp_path_factory.mktemp("served") / "log") as url:
        yield url, str(model)


def translated(folder: Path, server: tuple[str, str], *options: str, more: str = "") -> Answer:
    (folder / "article.txt").write_text(ARTICLE + more, encoding="utf-8")
    (folder / "terms.csv").write_text(TERMS, encoding="utf-8")
    url, model = server
    return tqt(
        "translate", "article.txt", "-e", "chat", "--model", model, "--engine-option", f"base-url={url}",
        "--engine-option", "timeout=60", "--engine-option", "retries=1", "--engine-option", "wait=0",
        "-g", "terms.csv", "--from", "zh", "--to", "en", "-o", "out.txt", *options, folder=folder,
    )  # fmt: skip


def test_it_translates_and_what_it_says_wrong_is_edited(tmp_path: Path, server: tuple[str, str]) -> None:
    answer = translated(tmp_path, server, "--terms", "none", "--no-postedit", "--report", "out.json")
    assert answer.code == 0, answer.err
    first, empty, last, end = (tmp_path / "out.txt").read_text(encoding="utf-8").split("\n")
    assert first == "The county head will live the goods."
    assert (empty, end) == ("", "")
    assert last.startswith("Old iron bought ")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["sent_anywhere"] is False


def test_it_is_shown_the_terms_and_takes_them(tmp_path: Path, server: tuple[str, str]) -> None:
    answer = translated(tmp_path, server, "--no-postedit")
    assert answer.code == 0, answer.err
    first, _, last, _ = (tmp_path / "out.txt").read_text(encoding="utf-8").split("\n")
    assert first == "The county head will sell goods via livestream."
    assert last.startswith("Buddies bought ")
    again = translated(tmp_path, server, "--no-postedit", "--resume")
    assert "0 asked now" in again.err, again.err


def test_an_answer_that_does_not_end_is_marked_and_the_rest_goes_on(tmp_path: Path, server: tuple[str, str]) -> None:
    answer = translated(tmp_path, server, "--no-postedit", "--engine-option", "max-tokens=16", more=LONG)
    assert answer.code == 0, answer.err
    assert "3 segments: 2 translated, 1 failed" in answer.err
    assert "re-read line 4: not translated: " in answer.err
    assert "max-tokens" in answer.err
    lines = (tmp_path / "out.txt").read_text(encoding="utf-8").split("\n")
    assert lines[0] == "The county head will sell goods via livestream."
    assert lines[3] == LONG.strip()


def test_a_model_that_the_server_does_not_have(tmp_path: Path, server: tuple[str, str]) -> None:
    answer = translated(tmp_path, (server[0], "nobody/nothing"))
    assert answer.code == 2
    assert answer.err.startswith("tqt: "), answer.err
    assert "Traceback" not in answer.err
    assert not (tmp_path / "out.txt").exists()
