"""The translation job with a server: terms in the prompt, a server that goes away, a job that is stopped by hand."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "engines"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from fault_server import FaultServer
from transcripts import SHARED, tqt

from toolkit.engines.replay import Replay

SOURCES = ("老铁们，镇长来了！", "镇长每周三直播带货。", "村里的路修好了。")


def answer(body: dict[str, object]) -> str:
    """What a model says that follows the terms it is shown, and garbles the rest."""
    question = body["messages"][-1]["content"]  # type: ignore[index]
    text = json.loads(question.splitlines()[-1])["text"]
    known = {
        SOURCES[0]: "Buddies, the town head is coming!" if "buddies" in question else "Old iron!",
        SOURCES[1]: "The town head will live the goods every Wednesday.",
        SOURCES[2]: "The road in the village has been repaired.",
    }
    return json.dumps({"translation": known[text]})


def command(server: FaultServer, *more: str) -> list[str]:
    options = [f"base-url={server.url}", "model=m", "wait=0.001", "retries=1", "parallel=1"]
    given = [word for option in options for word in ("--engine-option", option)]
    return ["translate", "zh.txt", "-e", "chat", *given, "-g", str(SHARED / "terms"), "-o", "out.txt", *more]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "zh.txt").write_text("\n".join(SOURCES) + "\n", encoding="utf-8")
    return tmp_path


def test_the_terms_stand_in_the_prompt_and_the_editor_has_the_last_word(folder: Path) -> None:
    with FaultServer(*[answer] * 3) as server:
        made = tqt(*command(server, "--report", "out.json"), folder=folder)
        assert made.code == 0, made.err
        prompts = [q["messages"][-1]["content"] for q in server.questions]
    assert sum("老铁" in p.splitlines()[0] and "buddies" in p for p in prompts) == 1
    assert [p for p in prompts if SOURCES[2] in p] == [json.dumps({"text": SOURCES[2]}, ensure_ascii=False)]
    assert (folder / "out.txt").read_text(encoding="utf-8").splitlines() == [
        "Buddies, the town head is coming!",
        "The town head will sell goods via livestream every Wednesday.",
        "The road in the village has been repaired.",
    ]
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["sent_anywhere"] is False


def test_a_key_that_is_refused_in_the_middle_loses_nothing(folder: Path) -> None:
    with FaultServer(answer, (401, {}, ""), answer, answer) as server:
        stopped = tqt(*command(server), folder=folder)
        assert stopped.code == 2
        assert "answered 401" in stopped.err
        assert not (folder / "out.txt").exists()
    with FaultServer(*[answer] * 3) as server:
        url = server.url
        assert tqt(*command(server, "--resume"), folder=folder).code == 0
        assert url in " ".join(command(server))
    assert (folder / "out.txt").read_text(encoding="utf-8").count("\n") == 3


def test_stopped_by_hand(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Replay, batch: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Replay, "translate", interrupted)
    (folder / "mt.txt").write_text("a\nb\nc\n", encoding="utf-8")
    given = ["translate", "zh.txt", "-e", "replay", "--engine-option", "file=mt.txt", "-o", "out.txt", "--from", "zh"]
    made = tqt(*given, "--to", "de", folder=folder)
    assert made.code == 2
    assert made.err.strip().endswith("out.txt.journal.jsonl; the same command with --resume goes on.")
