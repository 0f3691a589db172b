"""The small model of `evals/small_model`, trained once and kept in the cache of pytest; other families, untrained."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "evals" / "small_model"


def small_model(cache: Path) -> Path:
    """The folder of the model; trained now if the cache lacks it (about 25 seconds of one core)."""
    return _trained(cache, "small-model", "train.py", 400)


def small_chat_model(cache: Path) -> Path:
    """A language model that answers the questions of the engine `chat` (about 25 seconds of one core)."""
    return _trained(cache, "small-chat-model", "train_chat.py", 240)


def _trained(cache: Path, name: str, script: str, steps: int) -> Path:
    content = b"".join((SCRIPTS / file).read_bytes() for file in ("sentences.py", script))
    folder = cache / f"{name}-{hashlib.sha256(content).hexdigest()[:12]}"
    if (folder / "model.safetensors").exists():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    claim = folder.with_suffix(".making")
    try:
        os.close(os.open(claim, os.O_CREAT | os.O_EXCL))
    except FileExistsError:  # another worker of the same test run trains it
        for _ in range(600):
            if (folder / "model.safetensors").exists():
                return folder
            time.sleep(0.5)
        raise RuntimeError(f"nobody made the model; delete {claim}") from None
    try:
        passing = folder.with_suffix(".new")
        command = [sys.executable, str(SCRIPTS / script), str(passing), "--steps", str(steps)]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
        made = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=500, check=False)
        assert made.returncode == 0, made.stderr
        passing.rename(folder)
    finally:
        claim.unlink()
    return folder


def tiny_family(folder: Path, family: str) -> Path:
    """A model of another family, untrained: its files and its languages are real, its translations are noise."""
    import torch
    import transformers
    from tokenizers import Tokenizer, models, pre_tokenizers

    torch.manual_seed(1)
    languages = {
        "nllb": ["zho_Hans", "eng_Latn"],
        "mbart": ["zh_CN", "en_XX"],
        "t5": ["<2en>", "<2de>"],
    }[family]
    words = ["<s>", "<pad>", "</s>", "<unk>", *"abcdefghij市长来了", *languages]
    raw = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="<unk>"))
    raw.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    size = len(words)
    common = {"d_model": 16, "vocab_size": size, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2}
    bart = {
        "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2, "decoder_attention_heads": 2,
        "encoder_ffn_dim": 16, "decoder_ffn_dim": 16, "max_position_embeddings": 64,
    }  # fmt: skip
    special = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=raw, model_max_length=64, additional_special_tokens=languages, **special
    )
    if family == "t5":
        small = {"num_layers": 1, "num_heads": 2, "d_kv": 8, "d_ff": 16}
        model = transformers.T5ForConditionalGeneration(transformers.T5Config(**common, **small))
    elif family == "nllb":
        model = transformers.M2M100ForConditionalGeneration(transformers.M2M100Config(**common, **bart))
    else:
        model = transformers.MBartForConditionalGeneration(transformers.MBartConfig(**common, **bart))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    about = folder / "tokenizer_config.json"
    settings = json.loads(about.read_text(encoding="utf-8"))
    if family == "nllb":
        config = folder / "config.json"
        told = {**json.loads(config.read_text(encoding="utf-8")), "_name_or_path": "tiny-nllb"}
        config.write_text(json.dumps(told), encoding="utf-8")
    about.write_text(json.dumps(settings), encoding="utf-8")
    return folder


def tiny_marian(folder: Path, languages: tuple[str, ...]) -> Path:
    """An untrained Marian model with several target languages, as `opus-mt-en-mul` has them."""
    import torch
    import transformers

    if str(SCRIPTS) not in sys.path:
        sys.path.insert(0, str(SCRIPTS))
    from sentences import training_pairs
    from train import _write_tokenizer

    torch.manual_seed(1)
    folder.mkdir()
    data = training_pairs(300, 1)
    _write_tokenizer(folder, [zh for zh, _ in data], [en for _, en in data])
    file = folder / "vocab.json"
    words = [word for word in json.loads(file.read_text(encoding="utf-8")) if word != "<pad>"]
    words += [*(f">>{language}<<" for language in languages), "<pad>"]  # the padding is always the last
    vocabulary = {word: number for number, word in enumerate(words)}
    file.write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    config = transformers.MarianConfig(
        vocab_size=len(vocabulary), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=16, decoder_ffn_dim=16, max_position_embeddings=64,
        pad_token_id=vocabulary["<pad>"], eos_token_id=0, forced_eos_token_id=0,
        decoder_start_token_id=vocabulary["<pad>"],
    )  # fmt: skip
    transformers.MarianMTModel(config).save_pretrained(folder)
    return folder


def tiny_m2m100(folder: Path) -> Path:
    """An untrained M2M100 with its real tokenizer, whose languages are called `zh` and written `__zh__`."""
    import torch
    import transformers

    if str(SCRIPTS) not in sys.path:
        sys.path.insert(0, str(SCRIPTS))
    from sentences import training_pairs
    from train import _write_tokenizer

    torch.manual_seed(1)
    raw = folder / "raw"
    raw.mkdir(parents=True)
    data = training_pairs(300, 1)
    _write_tokenizer(raw, [zh for zh, _ in data], [en for _, en in data])
    first = ["<s>", "<pad>", "</s>", "<unk>"]
    words = dict.fromkeys([*first, *json.loads((raw / "vocab.json").read_text(encoding="utf-8"))])
    numbered = {word: number for number, word in enumerate(words)}
    (raw / "vocab.json").write_text(json.dumps(numbered, ensure_ascii=False), encoding="utf-8")
    tokenizer = transformers.M2M100Tokenizer(str(raw / "vocab.json"), str(raw / "source.spm"))
    tokenizer.save_pretrained(folder)
    size = max(tokenizer.convert_tokens_to_ids(["__zh__", "__en__", "__zu__"])) + 9
    config = transformers.M2M100Config(
        vocab_size=size, d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=16, decoder_ffn_dim=16, max_position_embeddings=64,
        pad_token_id=1, eos_token_id=2, decoder_start_token_id=2,
    )  # fmt: skip
    transformers.M2M100ForConditionalGeneration(config).save_pretrained(folder)
    return folder
