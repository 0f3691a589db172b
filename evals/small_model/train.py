"""Train a small real model of the Marian architecture on sentences of our own, and save it as Hugging Face does.

    python evals/small_model/train.py FOLDER [--steps 500] [--seed 1]

About a minute on one core. The folder loads with `AutoModelForSeq2SeqLM.from_pretrained` without a network, and
converts to CTranslate2. It translates the domain of `sentences.py` and nothing else.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
import warnings
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from sentences import sentence_case, training_pairs

PIECES = 800
LONGEST = 40


def train(folder: Path, *, steps: int = 500, seed: int = 1, width: int = 64, batch: int = 32) -> dict[str, float]:
    """Train and save into `folder`; the last loss, and CPU seconds."""
    import torch
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    began = time.process_time()
    torch.manual_seed(seed)
    folder.mkdir(parents=True, exist_ok=True)
    data = [(zh, sentence_case(en)) for zh, en in training_pairs(3000, seed)]
    _write_tokenizer(folder, [zh for zh, _ in data], [en for _, en in data])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tokenizer = MarianTokenizer.from_pretrained(folder)
    pad, end = tokenizer.pad_token_id, tokenizer.eos_token_id
    size = len(tokenizer)
    config = MarianConfig(
        vocab_size=size, decoder_vocab_size=size, d_model=width, encoder_layers=2, decoder_layers=2,
        encoder_attention_heads=4, decoder_attention_heads=4, encoder_ffn_dim=2 * width, decoder_ffn_dim=2 * width,
        max_position_embeddings=128, pad_token_id=pad, eos_token_id=end, forced_eos_token_id=end,
        decoder_start_token_id=pad, dropout=0.0, attention_dropout=0.0, scale_embedding=True,
        activation_function="swish", init_std=0.1, share_encoder_decoder_embeddings=True, tie_word_embeddings=True,
    )  # fmt: skip
    model: Any = MarianMTModel(config)
    rows = [(tokenizer(zh)["input_ids"], tokenizer(text_target=en)["input_ids"]) for zh, en in data]
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps, pct_start=0.15)
    order = torch.Generator().manual_seed(seed)
    loss = torch.tensor(0.0)
    for _ in range(steps):
        drawn = [rows[i] for i in torch.randint(len(rows), (batch,), generator=order).tolist()]
        source, target = _padded([s for s, _ in drawn], pad), _padded([t for _, t in drawn], pad)
        labels = target.masked_fill(target == pad, -100)
        start = torch.full((len(drawn), 1), pad)
        loss = model(
            input_ids=source,
            attention_mask=(source != pad).long(),
            decoder_input_ids=torch.cat([start, target[:, :-1]], dim=1),
            labels=labels,
        ).loss
        optimizer.zero_grad()
        loss.backward()
        _still(model, pad)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        with torch.no_grad():  # CTranslate2 starts decoding from a zero embedding, so <pad> must be one
            model.model.shared.weight[pad].zero_()
    model.generation_config.bad_words_ids = [[pad]]
    model.generation_config.max_length = 64
    model.generation_config.num_beams = 4
    model.eval().save_pretrained(folder)
    return {"loss": float(loss.detach()), "cpu_seconds": time.process_time() - began}


def _still(model: Any, pad: int) -> None:
    """No gradient for the embedding of <pad>."""
    if model.model.shared.weight.grad is not None:
        model.model.shared.weight.grad[pad] = 0


def _padded(rows: list[list[int]], pad: int) -> Any:
    import torch

    longest = max(map(len, rows))
    return torch.tensor([row + [pad] * (longest - len(row)) for row in rows])


def _write_tokenizer(folder: Path, chinese: list[str], english: list[str]) -> None:
    """The files of a MarianTokenizer: a SentencePiece model for each side and one vocabulary for both."""
    import sentencepiece

    vocabulary: dict[str, int] = {"</s>": 0, "<unk>": 1}
    for side, texts in (("source", chinese), ("target", english)):
        made = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts), model_writer=made, vocab_size=PIECES, hard_vocab_limit=False,
            character_coverage=1.0, model_type="unigram", bos_id=-1, eos_id=0, unk_id=1, pad_id=-1,
            num_threads=1, minloglevel=2, user_defined_symbols=["[0]"],
        )  # fmt: skip
        (folder / f"{side}.spm").write_bytes(made.getvalue())
        pieces = sentencepiece.SentencePieceProcessor(model_proto=made.getvalue())
        for number in range(pieces.get_piece_size()):
            vocabulary.setdefault(pieces.id_to_piece(number), len(vocabulary))
    vocabulary["<pad>"] = len(vocabulary)
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    about = {
        "source_lang": "zh", "target_lang": "en", "tokenizer_class": "MarianTokenizer", "model_max_length": 128,
        "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>", "separate_vocabs": False,
    }  # fmt: skip
    (folder / "tokenizer_config.json").write_text(json.dumps(about), encoding="utf-8")


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    import torch

    torch.set_num_threads(1)  # for so small a model more only wait for each other, above all on a busy machine
    made = train(arguments.folder, steps=arguments.steps, seed=arguments.seed)
    print(f"{arguments.folder}: loss {made['loss']:.3f}, {made['cpu_seconds']:.0f} s of CPU")


if __name__ == "__main__":
    main()
