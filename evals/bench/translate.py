"""What translating costs, in CPU seconds: our engines against a plain loop, the runner against its engine.

    python evals/bench/translate.py engines [--lines 160] [--threads 1] [--rounds 3] [--only seq2seq]
    python evals/bench/translate.py runner [--segments 200000]

`engines`: a Marian model of 6+6 layers, d = 512, with random weights (its words are noise, its work is real), greedy
and beam 4. Every translation ends after 16 pieces, which is about what a source has, so that all do the same work.
The ways are measured in turn, round after round, and the median counts, as others may use the machine. "Bare" is the
library alone: sorted lines in its own batch call (`generate`, `translate_batch`), pieces in and text out, no scores,
with so many source pieces in a batch; the engine is held against the best of several sizes. The engine beside it
plans, looks up terms, looks for their wrong wordings in what came back (`prefix`), scores and keeps the journal.
`runner`: segments through `replay` with every term of the glossary looked up; seconds and memory by the quarter.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import random
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "small_model"))
from sentences import training_pairs

from toolkit.engines import ctranslate2, open_engine, seq2seq
from toolkit.engines.port import Engine, Request
from toolkit.formats.bundled import resolve_glossary
from toolkit.formats.glossary_folder import read_glossary
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import LangPair
from toolkit.translate.batch import Item, Runner, Tally
from toolkit.translate.journal import Journal

PAIR = LangPair("zh", "en")
PIECES = 16
"""Every translation has so many."""
BUDGETS = {"seq2seq": (1024, 2048, 1 << 30), "ctranslate2 int8": (512, 1024, 2048)}
"""Source pieces in a batch of the bare libraries, padding included."""
BARE = 4000
"""Segments of the bare loops; their seconds are multiplied."""


def texts(count: int, seed: int) -> list[str]:
    """Lines of one to six sentences' length, all different, without a stop inside that would cut them."""
    chance = random.Random(seed)
    stream = iter(zh.rstrip("。") for zh, _ in training_pairs(8 * count, seed))
    return ["，".join(next(stream) for _ in range(chance.choice((1, 1, 2, 2, 3, 6)))) + "。" for _ in range(count)]


def model(folder: Path) -> Path:
    """A Marian model of the usual size with random weights, and the small model's kind of tokenizer."""
    import torch
    from train import _write_tokenizer
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    torch.manual_seed(1)
    folder.mkdir()
    data = training_pairs(2000, 1)
    _write_tokenizer(folder, [zh for zh, _ in data], [en for _, en in data])
    tokenizer = MarianTokenizer.from_pretrained(folder)
    made = MarianMTModel(
        MarianConfig(
            vocab_size=len(tokenizer), d_model=512, encoder_layers=6, decoder_layers=6, encoder_attention_heads=8,
            decoder_attention_heads=8, encoder_ffn_dim=2048, decoder_ffn_dim=2048, max_position_embeddings=512,
            pad_token_id=tokenizer.pad_token_id, eos_token_id=tokenizer.eos_token_id,
            forced_eos_token_id=tokenizer.eos_token_id, decoder_start_token_id=tokenizer.pad_token_id,
        )
    )  # fmt: skip
    with torch.no_grad():
        made.model.shared.weight[tokenizer.pad_token_id].zero_()
    made.generation_config.bad_words_ids = [[tokenizer.pad_token_id]]
    made.save_pretrained(folder)
    return folder


def measured(work: Callable[[], object]) -> float:
    """CPU seconds of all threads."""
    began = time.process_time()
    work()
    return time.process_time() - began


def one_by_one(folder: Path, lines: Sequence[str], beam: int) -> Callable[[], None]:
    """What people write first: a loop around `generate`."""
    return bare_seq2seq(folder, lines, beam, 1)


def bare_seq2seq(folder: Path, lines: Sequence[str], beam: int, budget: int) -> Callable[[], None]:
    """Batches of sorted lines through `generate`."""
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    plain: Any = AutoModelForSeq2SeqLM.from_pretrained(folder).eval()
    batches = sorted_batches(lines, lambda line: len(tokenizer(line)["input_ids"]), budget)

    def work() -> None:
        for batch in batches:
            given = tokenizer(batch, return_tensors="pt", padding=True)
            made = plain.generate(**given, num_beams=beam, do_sample=False, max_length=None, max_new_tokens=PIECES)
            tokenizer.batch_decode(made, skip_special_tokens=True)

    return work


def bare_ctranslate2(folder: Path, cache: Path, lines: Sequence[str], beam: int, budget: int) -> Callable[[], None]:
    """All lines through one call of `translate_batch`, which sorts and packs them itself."""
    import ctranslate2 as library
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    [place] = [one for one in cache.iterdir() if one.name.endswith("-int8")]
    translator = library.Translator(str(place), device="cpu", compute_type="int8", intra_threads=1)

    def work() -> None:
        names = [tokenizer.convert_ids_to_tokens(ids) for ids in tokenizer(list(lines))["input_ids"]]
        made = translator.translate_batch(
            names, beam_size=beam, max_decoding_length=PIECES, max_batch_size=budget, batch_type="tokens"
        )
        ids: Any = [tokenizer.convert_tokens_to_ids(one.hypotheses[0]) for one in made]
        tokenizer.batch_decode(ids, skip_special_tokens=True)

    return work


def sorted_batches(lines: Sequence[str], count: Callable[[str], int], budget: int) -> list[list[str]]:
    """The lines by length, so many pieces in a batch, padding included; a budget of 1: each line alone."""
    batches: list[list[str]] = []
    for line in sorted(lines, key=count):
        if not batches or (len(batches[-1]) + 1) * count(line) > budget:
            batches.append([])
        batches[-1].append(line)
    return batches


def through_runner(engine: Engine, lines: Sequence[str], folder: Path, index: GlossaryIndex) -> None:
    """All lines with plan, terms, batches and journal."""
    with Journal(folder / f"journal-{time.monotonic_ns()}", resume=False, about="bench") as journal:
        Runner(engine, journal, PAIR, index, "prefix").run(Item(str(n), line) for n, line in enumerate(lines))


def engines(lines: int, threads: int, rounds: int, only: str | None = None) -> dict[str, Any]:
    """CPU seconds and source tokens a CPU second of each way, and what the runner adds to the engine's own call."""
    import torch

    torch.set_num_threads(threads)
    for module in (seq2seq, ctranslate2):
        vars(module)["longest_translation"] = lambda *_, **__: PIECES
    index = build_index(read_glossary(resolve_glossary("livestream-commerce")), PAIR)
    rows: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder, work = model(place / "model"), texts(lines, 1)
        for line in work:  # the first question costs the most: tables are loaded
            index.in_source(line)
        for beam in (1, 4):
            options = {"model": str(folder), "beam": str(beam), "threads": str(threads)}
            made = {
                "seq2seq": open_engine("seq2seq", options, PAIR),
                "ctranslate2 int8": open_engine("ctranslate2", {**options, "cache": str(place / "cache")}, PAIR),
            }
            tokens = sum(map(made["seq2seq"].count, work))
            few = work[::8]
            share = tokens / sum(map(made["seq2seq"].count, few))
            ways: dict[str, tuple[Callable[[], object], float]] = {"plain loop": (one_by_one(folder, few, beam), share)}
            for label, engine in made.items():
                if only not in (None, label.split()[0]):
                    continue
                for budget in BUDGETS[label]:
                    call = (
                        bare_seq2seq(folder, work, beam, budget)
                        if label == "seq2seq"
                        else bare_ctranslate2(folder, place / "cache", work, beam, budget)
                    )
                    ways[f"{label}, bare, {budget if budget < 1 << 20 else 'all'}"] = call, 1
                ways[label] = partial(through_runner, engine, work, place, index), 1
            for way, _ in ways.values():
                way()  # warm
            found: dict[str, list[float]] = {label: [] for label in ways}
            for number in range(rounds):
                for label, (way, more) in list(ways.items())[:: -1 if number % 2 else 1]:
                    found[label].append(measured(way) * more)
            rows[f"beam {beam}"] = _table(found, tokens)
    return {"source lines": lines, "rounds": rounds, "threads": threads, **rows}


def _table(found: dict[str, list[float]], tokens: int) -> dict[str, Any]:
    """The medians, and the ratios that are asked for."""
    middle = {label: median(seconds) for label, seconds in found.items()}
    rows: dict[str, Any] = {
        label: {
            "cpu_seconds": [round(one, 2) for one in found[label]],
            "tokens_per_cpu_second": round(tokens / seconds),
            "times": round(middle["plain loop"] / seconds, 1),
        }
        for label, seconds in middle.items()
    }
    for label in BUDGETS.keys() & found:
        best = min((one for one in found if one.startswith(f"{label}, bare")), key=middle.__getitem__)
        ratios = [a / b - 1 for a, b in zip(found[label], found[best], strict=True)]
        rows[f"runner adds to {label}"] = {"best bare call": best, "median": f"{median(ratios):.1%}"}
    return {**rows, "source tokens": tokens}


def runner(segments: int) -> dict[str, Any]:
    """CPU seconds and resident memory after every quarter; the glossary is asked for every segment."""
    index = build_index(read_glossary(resolve_glossary("livestream-commerce")), PAIR)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        answers = place / "answers.txt"
        with answers.open("w", encoding="utf-8") as stream:
            stream.writelines(f"The county head will sell {n} boxes via livestream.\n" for n in range(segments))
        engine = open_engine("replay", {"file": str(answers)}, PAIR)
        rows: list[dict[str, float]] = []
        bare = {
            label: measured(partial(bare_loop, engine, index if asked else None)) / BARE * segments
            for label, asked in (("bare loop", False), ("bare loop that looks terms up", True))
        }
        began = time.process_time()

        def told(tally: Tally) -> None:
            if tally.seen >= segments * (len(rows) + 1) // 4:
                rows.append(
                    {
                        "segments": tally.seen,
                        "cpu_seconds": round(time.process_time() - began, 1),
                        "resident_mb": round(_resident() / 1e6),
                    }
                )

        with Journal(place / "journal", resume=False, about="bench") as journal:
            run = Runner(engine, journal, PAIR, index, "prompt", told).run(_stream(segments))
            size = journal.end
        assert run.tally.failed == 0
    times = {f"times a {label}": round(rows[-1]["cpu_seconds"] / seconds, 1) for label, seconds in bare.items()}
    return {"quarters": rows, **times, "journal_mb": round(size / 1e6), "peak_mb": round(_peak())}


def bare_loop(engine: Engine, index: GlossaryIndex | None) -> None:
    """What one would write oneself: one request after the other, nothing kept; BARE segments."""
    for item in _stream(BARE):
        if index is not None:
            index.in_source(item.source)
        engine.translate([Request(item.id, item.source, PAIR)])


def _stream(segments: int) -> Iterator[Item]:
    for number in range(segments):
        tea, rice = number % 1000, number // 1000  # all different, out of few words, as texts are
        yield Item(str(number + 1), f"县长今天要在村里直播带货,卖了{tea}箱茶叶和{rice}箱大米。")


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", choices=("engines", "runner"))
    parser.add_argument("--lines", type=int, default=160)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", choices=("seq2seq", "ctranslate2"), help="one engine beside the loop")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--segments", type=int, default=200_000)
    arguments = parser.parse_args()
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        made = (
            engines(arguments.lines, arguments.threads, arguments.rounds, arguments.only)
            if arguments.what == "engines"
            else runner(arguments.segments)
        )
    print(json.dumps(made, indent=1))


if __name__ == "__main__":
    main()
