"""BERTScore with a tiny random encoder made on the spot, against a naive twin."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from toolkit.errors import AlignmentError, InputError
from toolkit.evaluate.bertscore import bertscore

WORDS = "the town head sells tea by livestream and farmers sell rice old iron comes quickly .".split()
HYPOTHESES = ["the town head sells tea .", "old iron comes quickly", "rice", ""]
REFERENCES = ["the town head sells tea .", "the farmers sell rice by livestream", "", "tea"]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    folder = tmp_path_factory.mktemp("encoder")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    transformers.BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=16).save_pretrained(folder)
    torch.manual_seed(7)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=16,
    )
    transformers.BertModel(config).save_pretrained(folder)
    return folder


@cache
def loaded(encoder: Path) -> tuple[Any, Any]:
    from transformers import AutoModel, AutoTokenizer

    return AutoTokenizer.from_pretrained(encoder), AutoModel.from_pretrained(encoder).eval()


def naive_f1(encoder: Path, hypothesis: str, reference: str, layer: int, texts: list[str] | None) -> float | None:
    """Token by token, one text at a time, with nothing but loops."""
    import torch

    tokenizer, model = loaded(encoder)

    def vectors(text: str) -> list[tuple[int, list[float]]]:
        ids = tokenizer(text, return_tensors="pt")
        with torch.no_grad():
            states = model(**ids, output_hidden_states=True).hidden_states[layer][0].double()
        inner = list(zip(ids["input_ids"][0].tolist(), states.tolist(), strict=True))[1:-1]
        return [(i, [x / math.sqrt(sum(y * y for y in v)) for x in v]) for i, v in inner]

    def weight(token: int) -> float:
        if texts is None:
            return 1.0
        held = sum(token in tokenizer(text)["input_ids"] for text in texts)
        return math.log((len(texts) + 1) / (held + 1))

    a, b = vectors(hypothesis), vectors(reference)
    if not a or not b:
        return None

    def side(x: list[tuple[int, list[float]]], y: list[tuple[int, list[float]]]) -> float:
        best = [max(sum(p * q for p, q in zip(v, w, strict=True)) for _, w in y) for _, v in x]
        weights = [weight(i) for i, _ in x]
        return sum(p * q for p, q in zip(best, weights, strict=True)) / sum(weights)

    precision, recall = side(a, b), side(b, a)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.engines
@pytest.mark.parametrize("layer", [-1, 0, 1])
@pytest.mark.parametrize("idf", [False, True])
def test_it_is_the_naive_score(encoder: Path, layer: int, idf: bool) -> None:
    found = bertscore(HYPOTHESES, [REFERENCES], encoder, layer=layer, idf=idf, batch=2)
    for value, hypothesis, reference in zip(found.values, HYPOTHESES, REFERENCES, strict=True):
        wanted = naive_f1(encoder, hypothesis, reference, layer, REFERENCES if idf else None)
        assert value == (None if wanted is None else pytest.approx(wanted, abs=1e-6))
    assert found.values[0] == pytest.approx(1.0)
    assert found.values[2:] == (None, None)
    assert f"layer:{layer}|idf:{'yes' if idf else 'no'}" in found.signature


@pytest.mark.engines
def test_the_best_reference_counts_and_cut_texts_are_told(encoder: Path) -> None:
    long = " ".join(["tea"] * 40)
    found = bertscore(["rice", long], [["tea", long], ["rice", "tea"]], encoder)
    assert found.values[0] == pytest.approx(1.0)
    assert found.truncated == 2
    assert bertscore(["rice"], [["tea"]], encoder).truncated == 0


@pytest.mark.engines
def test_what_cannot_be_scored_is_said(encoder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no layer 3; the encoder has 0"):
        bertscore(["tea"], [["tea"]], encoder, layer=3)
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be loaded"):
        bertscore(["tea"], [["tea"]], tmp_path)


def test_wrong_input_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder with an encoder"):
        bertscore(["tea"], [["tea"]], tmp_path / "nowhere")
    with pytest.raises(InputError, match=r"no config\.json"):
        bertscore(["tea"], [["tea"]], tmp_path)
    with pytest.raises(AlignmentError):
        bertscore(["tea"], [["tea", "rice"]], tmp_path)
