"""`tqt translate` against `transformers serve` as it is, with a model that knows one sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs torch and the mt extra")
pytest.importorskip("transformers")

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from tiny_chat_model import served, tiny_chat_model
from transcripts import tqt

pytestmark = [pytest.mark.engines, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
SENTENCE = "The county head will live the goods."


def test_a_server_of_transformers_translates(tmp_path: Path) -> None:
    from transformers.utils.import_utils import is_serve_available

    if not is_serve_available():
        pytest.skip("needs transformers[serving]")
    (tmp_path / "article.txt").write_text("县长要直播带货。\n\n县长要直播带货。\n", encoding="utf-8")
    model = tiny_chat_model(tmp_path / "model", f'{{"translation": "{SENTENCE}"}}')
    with served(model, tmp_path / "log") as url:
        answer = tqt(
            "translate", "article.txt", "-e", "chat", "--model", str(model), "--engine-option", f"base-url={url}",
            "--engine-option", "timeout=60", "-o", "out.txt", "--report", "out.md", folder=tmp_path,
        )  # fmt: skip
    assert answer.code == 0, answer.err
    assert SENTENCE in (tmp_path / "out.txt.journal.jsonl").read_text(encoding="utf-8")
    line = "The county head will sell goods via livestream."
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == f"{line}\n\n{line}\n"
    assert "live the goods" in (tmp_path / "out.md").read_text(encoding="utf-8")
