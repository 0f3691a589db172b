"""Memory that runs out, by script: batches are divided, everything is translated all the same, and it is told once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="needs torch and the mt extra")
pytest.importorskip("transformers")
pytest.importorskip("ctranslate2")

import torch
from small_models import ROOT, SCRIPTS, small_model, tiny_marian

from toolkit.engines import open_engine
from toolkit.engines.budget import Budget, in_parts, retried
from toolkit.engines.port import Engine, Request
from toolkit.model import LangPair

sys.path.insert(0, str(SCRIPTS))
sys.path.insert(0, str(ROOT / "tests" / "cli"))
from sentences import pairs
from transcripts import SHARED, tqt

pytestmark = [pytest.mark.engines, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
PAIR = LangPair("zh", "en")
SOURCES = sorted((zh for zh, _ in pairs(40, seed=11)), key=len)
FAULTS = (
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
    RuntimeError("MPS backend out of memory (MPS allocated: 17.5 GB, max allowed: 18.1 GB)."),
    RuntimeError("[enforce fail at alloc_cpu.cpp:127] DefaultCPUAllocator: can't allocate memory"),
    RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
    MemoryError(),
)


@pytest.fixture(scope="module")
def model(request: pytest.FixtureRequest) -> Path:
    return small_model(Path(request.config.cache.mkdir("tqt-models")))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("converted")


@pytest.fixture(scope="module")
def endless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that has learnt nothing, not even to stop."""
    return tiny_marian(tmp_path_factory.mktemp("models") / "endless", ("deu",))


@pytest.fixture
def opened(model: Path, cache: Path) -> Iterator[Callable[..., Any]]:
    made: list[Engine] = []

    def start(name: str, **options: str) -> Any:
        more = {"cache": str(cache), "quantization": "float32"} if name == "ctranslate2" else {}
        made.append(open_engine(name, {"model": str(model), "threads": "1", **more, **options}, PAIR))
        return made[-1]

    yield start
    for engine in made:
        engine.close()


def requests_of(sources: list[str], **more: Any) -> list[Request]:
    return [Request(str(n), source, PAIR, **more) for n, source in enumerate(sources)]


class Narrow:
    """A model of transformers in whose memory only so many pieces find room."""

    def __init__(self, model: Any, room: int, fault: BaseException) -> None:
        self._model, self.room, self.fault = model, room, fault
        self.given: list[int] = []

    def generate(self, **asked: Any) -> Any:
        rows, width = asked["input_ids"].shape
        self.given.append(rows * width)
        if rows * width > self.room:
            raise self.fault
        return self._model.generate(**asked)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def __call__(self, **asked: Any) -> Any:
        return self._model(**asked)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault)[:20] or "MemoryError")
def test_a_batch_that_does_not_fit_is_divided(opened: Callable[..., Any], fault: BaseException) -> None:
    engine = opened("seq2seq", beam="1")
    undisturbed = engine.translate(requests_of(SOURCES))
    assert engine.remark is None
    engine._model = Narrow(engine._model, 100, fault)
    assert [o.text for o in engine.translate(requests_of(SOURCES))] == [o.text for o in undisturbed]
    refused = [pieces for pieces in engine._model.given if pieces > 100]
    assert len(refused) <= 3, "it is learnt once, not for every batch"
    assert engine.traits.batch_tokens <= 100
    assert f"batch-tokens={engine.traits.batch_tokens}" in engine.remark
    before = len(engine._model.given)
    engine.translate(requests_of(SOURCES))
    assert max(engine._model.given[before:]) <= 100, "the rest of the run asks for less from the beginning"


def test_steered_requests_are_divided_too(opened: Callable[..., Any]) -> None:
    engine = opened("seq2seq")
    asked = requests_of(SOURCES[:12], n_best=4) + requests_of(SOURCES[:12], prefix="The county")
    undisturbed = engine.translate(asked)
    engine._model = Narrow(engine._model, 60, FAULTS[0])
    made = engine.translate(asked)
    assert [o.text for o in made] == [o.text for o in undisturbed]
    assert [a.text for o in made for a in o.alternatives] == [a.text for o in undisturbed for a in o.alternatives]
    assert [o.score for o in made] == pytest.approx([o.score for o in undisturbed], abs=1e-4)


def test_other_errors_are_not_taken_for_it(opened: Callable[..., Any]) -> None:
    engine = opened("seq2seq", beam="1")
    engine._model = Narrow(engine._model, 0, RuntimeError("expected scalar type Half but found Float"))
    with pytest.raises(RuntimeError, match="scalar type"):
        engine.translate(requests_of(SOURCES))
    assert len(engine._model.given) == 1
    assert engine.remark is None


class NarrowTranslator:
    """A translator of CTranslate2 in whose memory only batches of so many pieces find room."""

    def __init__(self, translator: Any, room: int, fault: BaseException) -> None:
        self._translator, self.room, self.fault = translator, room, fault
        self.given: list[int] = []

    def translate_batch(self, sources: Any, **asked: Any) -> Any:
        self.given.append(asked["max_batch_size"])
        if asked["max_batch_size"] > self.room:
            raise self.fault
        return self._translator.translate_batch(sources, **asked)


@pytest.mark.parametrize("fault", [RuntimeError("CUDA failed with error out of memory"), MemoryError("std::bad_alloc")])
def test_ctranslate2_packs_less(opened: Callable[..., Any], fault: BaseException) -> None:
    engine = opened("ctranslate2", beam="1")
    undisturbed = engine.translate(requests_of(SOURCES))
    engine._translator = NarrowTranslator(engine._translator, 600, fault)
    assert [o.text for o in engine.translate(requests_of(SOURCES))] == [o.text for o in undisturbed]
    assert engine._translator.given[:3] == [2048, 1024, 512]
    assert set(engine._translator.given[3:]) <= {512}
    assert engine.traits.batch_tokens == 4 * 512
    assert "batches of 2,048 pieces" in engine.remark
    engine._translator.room = 0
    with pytest.raises(MemoryError, match="even this one text"):
        engine.translate(requests_of(SOURCES[:2]))


def test_the_job_ends_as_if_nothing_had_happened(tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same output and the same journal, and one line that tells what to do next time."""
    import transformers

    sources = ["他来了。", *SOURCES[-7:]]
    (tmp_path / "zh.txt").write_text("".join(f"{source}\n" for source in sources), encoding="utf-8")
    given = ["translate", "zh.txt", "-e", "seq2seq", "--model", str(model), "--engine-option", "threads=1"]
    given += ["-g", str(SHARED / "terms"), "--terms", "none"]
    calm = tqt(*given, "-o", "calm.txt", "--no-postedit", folder=tmp_path)
    assert calm.code == 0, calm.err
    assert "memory" not in calm.err
    kind = transformers.MarianMTModel
    generate, room = kind.generate, 40

    def narrow(self: Any, *more: Any, **asked: Any) -> Any:
        rows, width = asked["input_ids"].shape
        if rows * width > room:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return generate(self, *more, **asked)

    monkeypatch.setattr(kind, "generate", narrow)
    made = tqt(*given, "-o", "out.txt", "--no-postedit", folder=tmp_path)
    assert made.code == 0, made.err
    assert (tmp_path / "out.txt").read_bytes() == (tmp_path / "calm.txt").read_bytes()
    assert made.err.count("The memory did not hold batches of 2,048 pieces") == 1
    room = 6  # the longest do not fit even alone
    tight = tqt(*given, "-o", "tight.txt", "--no-postedit", folder=tmp_path)
    assert tight.code == 0, tight.err
    assert ", 0 failed" not in tight.err
    assert "not translated: the memory does not hold even this one text of" in tight.err
    monkeypatch.undo()
    again = tqt(*given, "-o", "tight.txt", "--no-postedit", "--resume", folder=tmp_path)
    assert again.code == 0, again.err
    assert (tmp_path / "tight.txt").read_bytes() == (tmp_path / "calm.txt").read_bytes()


@pytest.mark.parametrize("name", ["seq2seq", "ctranslate2"])
@pytest.mark.parametrize("beam", ["1", "4"])
def test_a_text_ends_where_it_would_end_alone(endless: Path, cache: Path, name: str, beam: str) -> None:
    """Also one that is cut off: the length of others in its batch, as after dividing or resuming, decides nothing."""
    pair = LangPair("zh", "de")
    more = {"cache": str(cache), "quantization": "float32"} if name == "ctranslate2" else {}
    engine = open_engine(name, {"model": str(endless), "beam": beam, "growth": "0.25", "threads": "1", **more}, pair)
    asked = [Request(str(n), "县长昨天买了茶叶"[: 2 + n % 7] * (1 + n % 4), pair) for n in range(14)]
    together = engine.translate(asked)
    assert sum(outcome.note is not None for outcome in together) > 3, "some are cut off"
    alone = [engine.translate([one])[0] for one in asked]
    assert [(o.text, o.note) for o in together] == [(o.text, o.note) for o in alone]
    engine.close()


@pytest.mark.parametrize("beam", [1, 4])
@pytest.mark.parametrize("n_best", [1, 4])
def test_scores_are_what_a_pass_over_the_finished_text_gives(
    opened: Callable[..., Any], beam: int, n_best: int
) -> None:
    engine = opened("seq2seq", beam=str(beam))
    made = engine.translate(requests_of(SOURCES[:8], n_best=n_best))
    for source, outcome in zip(SOURCES, made, strict=False):
        found = [(a.text, a.score) for a in outcome.alternatives] or [(outcome.text, outcome.score)]
        for text, score in found:
            ids = [*engine._pieces.encode_target(text), engine._model.config.eos_token_id]
            if engine._pieces.decode(ids) != text:  # pragma: no cover - a spelling that the model would not choose
                continue
            with torch.inference_mode():
                loss = engine._model(
                    input_ids=torch.tensor([engine._pieces.encode(source)]), labels=torch.tensor([ids])
                ).loss
            assert score == pytest.approx(-float(loss), abs=0.02)


def test_one_text_that_is_too_much_is_an_error_of_its_own() -> None:
    freed: list[int] = []
    budget = Budget(28)

    def never(part: range) -> list[int]:
        raise RuntimeError("CUDA out of memory.")

    with pytest.raises(MemoryError, match=r"this one text of 7 pieces \(CUDA out of memory"):
        in_parts([7] * 20, budget, never, lambda: freed.append(1))
    assert len(freed) == 3
    with pytest.raises(MemoryError, match="this one text of 7 pieces"):
        retried(7, Budget(7), lambda pieces: never(range(pieces)))
