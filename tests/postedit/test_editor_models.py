"""The editors with real models: the small one of `evals/small_model`, and a server that runs a language model."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs torch and the mt extra")
pytest.importorskip("transformers")

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "translate"))
from editor_servers import PAIR, indexed, opened
from postedit_cases import assert_lawful
from small_models import small_model
from tiny_chat_model import served, tiny_chat_model

from toolkit.jobs.editors import reword
from toolkit.model import Segment
from toolkit.postedit.editor import open_editor, postedit
from toolkit.postedit.port import RULES_ALONE, Editor, Surroundings

pytestmark = [pytest.mark.engines, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

SOURCES = ("县长要直播带货。", "老铁们昨天买了茶叶。", "农民想直播带货,卖蜂蜜。", "镇长上周买了50箱木耳。")
TARGETS = (
    "The county head will flog it on air.",
    "Old iron bought tea yesterday.",
    "The farmer wanted to flog it on air and sold honey.",
    "The town head bought 50 boxes of black fungus last week.",
)


@pytest.fixture(scope="session")
def model(request: pytest.FixtureRequest) -> Path:
    return small_model(Path(request.config.cache.mkdir("tqt-models")))


@pytest.fixture(scope="session")
def editor(model: Path) -> Iterator[Editor]:
    options = {"model": str(model), "threads": "1"}
    made = open_editor("seq2seq", options, Surroundings(PAIR, reword=reword))
    yield made
    made.close()


def test_the_model_says_it_with_the_term_and_nothing_else_changes(editor: Editor) -> None:
    segments = [Segment(str(n), text) for n, text in enumerate(TARGETS, start=1)]
    repairs = postedit(segments, indexed(), SOURCES, editor)
    for repair in repairs:
        assert_lawful(repair)
    assert repairs[0].text == "The county head will sell goods via livestream."
    assert [e.rule for e in repairs[0].applied] == ["model.term"]
    assert "log-probability -" in repairs[0].applied[0].reason
    assert repairs[1].text == "Buddies bought tea yesterday."
    assert repairs[2].text.endswith("and sold honey."), "what the model forgets is not taken over"
    assert repairs[3].text == TARGETS[3]
    again = postedit([Segment(r.segment_id, r.text) for r in repairs], indexed(), SOURCES, editor)
    assert [r.text for r in again] == [r.text for r in repairs]


def test_a_server_with_a_language_model(tmp_path: Path) -> None:
    """`transformers serve` as it is, with a model that talks nonsense: the rules edit, and it is told why."""
    from transformers.utils.import_utils import is_accelerate_available, is_serve_available

    if not is_serve_available() or not is_accelerate_available():
        pytest.skip("needs the extras serve and review")
    segments = [Segment("1", TARGETS[1], SOURCES[1])]
    folder = tiny_chat_model(tmp_path / "model")
    with served(folder, tmp_path / "log") as url:
        [repair] = postedit(segments, indexed(), None, opened(url, model=str(folder), timeout="60"))
    assert repair.text == "Buddies bought tea yesterday."
    assert repair.reread is not None
    assert repair.reread.reasons[0].startswith(f"{RULES_ALONE}the answer ")
