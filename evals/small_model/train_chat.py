"""Train a small causal language model that answers the questions of the engine `chat`, as a server of models wants it.

    python evals/small_model/train_chat.py FOLDER [--steps 400] [--seed 1]

Less than a minute on one core. The folder is a normal one of Hugging Face with a chat template;
`transformers serve FOLDER` serves it without a network. The model knows the sentences of `sentences.py` and the form
of an answer, nothing else: alone it says "live the goods" for 直播带货, and where it is shown the term it says that.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from sentences import FRIENDS, SELLING, Pair, sentence_case, training_pairs

from toolkit.engines.chat import question
from toolkit.engines.port import TermHint

PIECES = 700
TEMPLATE = (
    "{% for m in messages %}{% if m['role'] != 'system' %}<s>{{ m['content'] }}</s>{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<s>{% endif %}"
)
"""It has never learnt to read instructions, so it is not shown any."""
STEERED = (("直播带货", SELLING), ("老铁", FRIENDS))
OTHERS = (("县长", "county head"), ("镇长", "town head"), ("木耳", "black fungus"), ("土豆", "potatoes"))


def train(folder: Path, *, steps: int = 400, seed: int = 1, width: int = 64, batch: int = 32) -> dict[str, float]:
    """Train and save into `folder`; the last loss, and CPU seconds."""
    import torch
    import transformers

    began = time.process_time()
    torch.manual_seed(seed)
    chance = random.Random(seed)
    data = [conversation(pair, chance) for pair in training_pairs(4000, seed)]
    tokenizer = _tokenizer(data)
    config = transformers.LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=width, intermediate_size=2 * width, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=4, max_position_embeddings=1024, tie_word_embeddings=True,
        bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id,
    )  # fmt: skip
    model = transformers.LlamaForCausalLM(config)
    rows = [(_ids(tokenizer, asked), _ids(tokenizer, answer)) for asked, answer in data]
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps, pct_start=0.15)
    loss = torch.tensor(0.0)
    for _ in range(steps):
        loss = model(**_together([chance.choice(rows) for _ in range(batch)], tokenizer.pad_token_id)).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    model.generation_config = transformers.GenerationConfig(
        bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id,
        do_sample=False, max_new_tokens=80,
    )  # fmt: skip
    model.eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return {"loss": float(loss.detach()), "cpu_seconds": time.process_time() - began}


def conversation(pair: Pair, chance: random.Random) -> tuple[str, str]:
    """A question as the engine asks it and its answer: the term where it is shown, else what the pair has."""
    chinese, english = pair
    hints: list[TermHint] = []
    for source, ((wrong, _), (right, _)) in STEERED:
        if source in chinese and chance.random() < 0.5:
            hints.append(TermHint(source, (right,), (wrong,) if chance.random() < 0.5 else ()))
            english = english.replace(wrong, right)
    hints += [TermHint(zh, (en,)) for zh, en in OTHERS if zh in chinese and chance.random() < 0.2]
    chance.shuffle(hints)
    return question(chinese, hints), json.dumps({"translation": sentence_case(english)}, ensure_ascii=False)


def _tokenizer(data: list[tuple[str, str]]) -> Any:
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    raw = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.Sequence(  # every Chinese character for itself
        [
            pre_tokenizers.Split(Regex("[\u4e00-\u9fff]"), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    raw.decoder = decoders.ByteLevel()
    special = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>"}
    trainer = trainers.BpeTrainer(
        vocab_size=PIECES,
        special_tokens=list(special.values()),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    raw.train_from_iterator([text for texts in data for text in texts], trainer)
    made = PreTrainedTokenizerFast(tokenizer_object=raw, model_max_length=1024, **special)
    made.chat_template = TEMPLATE
    return made


def _ids(tokenizer: Any, text: str) -> list[int]:
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    return [tokenizer.bos_token_id, *ids, tokenizer.eos_token_id]


def _together(rows: list[tuple[list[int], list[int]]], pad: int) -> dict[str, Any]:
    """Questions with their answers as one batch; only the answers are learnt."""
    import torch

    longest = max(len(asked) + len(answer) for asked, answer in rows)
    ids = [[*asked, *answer, *[pad] * (longest - len(asked) - len(answer))] for asked, answer in rows]
    labels = [[*[-100] * (len(a) + 1), *b[1:], *[-100] * (longest - len(a) - len(b))] for a, b in rows]
    given = torch.tensor(ids)
    return {"input_ids": given, "attention_mask": (given != pad).long(), "labels": torch.tensor(labels)}


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    import torch

    torch.set_num_threads(1)
    made = train(arguments.folder, steps=arguments.steps, seed=arguments.seed)
    print(f"{arguments.folder}: loss {made['loss']:.3f}, {made['cpu_seconds']:.0f} s of CPU")


if __name__ == "__main__":
    main()
