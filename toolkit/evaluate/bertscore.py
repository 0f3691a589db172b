"""BERTScore with an encoder that lies in a folder: greedy matching of contextual token vectors. Downloads nothing.

Zhang et al. (2020), "BERTScore: Evaluating Text Generation with BERT". Where we differ from the bert-score package: no
rescaling by a baseline, and special tokens ([CLS], [SEP]) are neither weighed nor matched (there a word may be matched
to them). Needs torch and transformers (the extra `mt`); nothing of them is imported before the first text is scored.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.align import require_alignment
from toolkit.formats.files import digest, kind_of

if TYPE_CHECKING:
    from toolkit.evaluate.human.correlation import Floats

BATCH = 32


class BertScores(NamedTuple):
    """F1 of every segment, and what it depends on."""

    values: tuple[float | None, ...]
    """-1 to 1, in practice 0 to 1; None where the translation or every reference is empty."""
    truncated: int
    """Texts that the encoder could not take whole; what was cut off is not scored."""
    signature: str


class _Encoded(NamedTuple):
    vectors: Floats
    """A row of length 1 for each token that is not special."""
    tokens: tuple[int, ...]
    truncated: bool


def bertscore(
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    encoder: str | Path,
    *,
    layer: int = -1,
    idf: bool = False,
    batch: int = BATCH,
) -> BertScores:
    """BERTScore F1 of each hypothesis, against the best of its references.

    `layer` counts the encoder's layers: 0 the embeddings, -1 the last. With `idf` rare words of the references count
    more. Raises InputError where the folder holds no encoder, the layer does not exist or the extra is not installed,
    AlignmentError where line counts differ.
    """
    require_alignment({"hypotheses": hypotheses}, references, None)
    if not references:
        raise InputError("BERTScore needs a reference.")
    if kind_of(encoder) != "folder":
        raise InputError(f"{encoder}: a folder with an encoder (config.json, tokenizer, weights) is expected.")
    if kind_of(Path(encoder) / "config.json") != "file":
        raise InputError(f"{encoder}: the folder has no config.json; save the encoder there with save_pretrained.")
    texts = [text for lines in (hypotheses, *references) for text in lines]
    encoded = dict(_encode(list(dict.fromkeys(texts)), Path(encoder), layer, batch))
    values: list[float | None] = []
    weights = [_idf([encoded[text].tokens for text in lines]) if idf else None for lines in references]
    for n, hypothesis in enumerate(hypotheses):
        scores = [
            f1
            for lines, weight in zip(references, weights, strict=True)
            if (f1 := _f1(encoded[hypothesis], encoded[lines[n]], weight)) is not None
        ]
        values.append(max(scores, default=None))
    cut = sum(encoded[text].truncated for text in texts)
    name = f"{Path(encoder).resolve().name}|config:{digest(Path(encoder) / 'config.json')}"
    settings = f"layer:{layer}|idf:{'yes' if idf else 'no'}|rescale:no|special:no|nrefs:{len(references)}"
    return BertScores(tuple(values), cut, f"model:{name}|{settings}")


def greedy_f1(a: Floats, b: Floats, weights_a: Floats | None = None, weights_b: Floats | None = None) -> float | None:
    """F1 of two lists of unit vectors: each is matched to the nearest of the other side. None where one is empty.

    >>> import numpy as np
    >>> greedy_f1(np.eye(2), np.eye(2)[:1])
    0.6666666666666666
    """
    import numpy as np

    if not len(a) or not len(b):
        return None
    near = a @ b.T
    weights_a = np.ones(len(a)) if weights_a is None else weights_a
    weights_b = np.ones(len(b)) if weights_b is None else weights_b
    if weights_a.sum() <= 0 or weights_b.sum() <= 0:
        return None
    precision = float(near.max(axis=1) @ weights_a / weights_a.sum())
    recall = float(near.max(axis=0) @ weights_b / weights_b.sum())
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _f1(hypothesis: _Encoded, reference: _Encoded, weights: dict[int, float] | None) -> float | None:
    import numpy as np

    if weights is None:
        return greedy_f1(hypothesis.vectors, reference.vectors)
    unseen = max(weights.values(), default=0.0)
    unseen = weights.get(-1, unseen)
    of_hypothesis = np.array([weights.get(token, unseen) for token in hypothesis.tokens])
    of_reference = np.array([weights[token] for token in reference.tokens])
    return greedy_f1(hypothesis.vectors, reference.vectors, of_hypothesis, of_reference)


def _idf(texts: Sequence[Iterable[int]]) -> dict[int, float]:
    """-log of the share of references that hold a token, one added; under -1 that of a token in none."""
    counts = Counter(token for tokens in texts for token in set(tokens))
    total = len(texts)
    return {-1: math.log(total + 1), **{token: math.log((total + 1) / (n + 1)) for token, n in counts.items()}}


def _encode(texts: Sequence[str], folder: Path, layer: int, batch: int) -> Iterator[tuple[str, _Encoded]]:
    import numpy as np

    torch, tokenizer, model = _load(folder)
    layers = int(model.config.num_hidden_layers)
    if not -layers - 1 <= layer <= layers:
        raise InputError(f"{folder}: there is no layer {layer}; the encoder has 0 (the embeddings) to {layers}.")
    most = min(int(tokenizer.model_max_length), int(getattr(model.config, "max_position_embeddings", 512)))
    order = sorted(texts, key=len)
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        made = tokenizer(
            part, padding=True, truncation=True, max_length=most, return_tensors="pt", return_special_tokens_mask=True
        )
        special = made.pop("special_tokens_mask").bool()
        with torch.no_grad():
            states = model(**made, output_hidden_states=True).hidden_states[layer]
        states = torch.nn.functional.normalize(states.double(), dim=-1)
        keep = made["attention_mask"].bool() & ~special
        for n, text in enumerate(part):
            tokens = made["input_ids"][n][keep[n]].tolist()
            whole = int(made["attention_mask"][n].sum()) < most or len(tokenizer(text)["input_ids"]) <= most
            yield text, _Encoded(np.asarray(states[n][keep[n]]), tuple(tokens), not whole)


def _load(folder: Path) -> tuple[Any, Any, Any]:
    try:
        import torch
        from transformers import AutoModel, AutoTokenizer
    except ImportError as error:
        raise InputError(
            f"BERTScore needs torch and transformers ({error.name} is missing): install the extra 'mt'."
        ) from error
    try:
        tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        model = AutoModel.from_pretrained(str(folder), local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{folder}: the encoder cannot be loaded: {str(error).splitlines()[0]}") from error
    return torch, tokenizer, model.eval()
