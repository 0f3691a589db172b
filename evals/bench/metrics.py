"""Scoring beside sacrebleu: the same texts, the same numbers, CPU seconds and memory of both.

    python evals/bench/metrics.py statistics|bootstrap|report|cached [--segments N] [--metric NAME] [--json FILE]

statistics  one system: what every segment contributes (BLEU, chrF, chrF++, TER)
bootstrap   three systems, paired bootstrap with 1,000 resamples, statistics included (one metric)
report      three systems, BLEU, chrF++ and TER, all pairs tested (sacrebleu: two of the three pairs)
cached      the same report again, from the kept statistics

The texts are the outputs of WMT22 in the shared data; more segments than a system has are taken from the next one,
so that no line comes twice. Compared are scores, digit by digit, and intervals; that sacrebleu's p-values can be had
from the same draws is held by `tests/evaluate/test_significance.py`. Each side runs in a process of its own; what is
counted is user and system time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SHARED = os.environ.get("TOOLKIT_SHARED_DATA", str(Path(__file__).parents[2] / "../shared/data"))
REPORT = ("bleu", "chrf++", "ter")
METRICS = {"statistics": ("bleu", "chrf", "chrf++", "ter"), "report": REPORT, "cached": REPORT}
ROUNDS = 1000


def main() -> None:
    """Run both sides and print the ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("statistics", "bootstrap", "report", "cached"))
    parser.add_argument("--segments", type=int, default=1875)
    parser.add_argument("--metric")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--side", choices=("ours", "sacrebleu"))
    options = parser.parse_args()
    if options.side:
        print(json.dumps(_measured(options)))
        return
    names = [str(options.metric)] if options.metric else list(METRICS.get(options.what, ("bleu",)))
    jobs = [[name] for name in names] if options.what == "statistics" else [names]
    results = []
    for job in jobs:
        with tempfile.TemporaryDirectory() as cache:
            told = {side: _run(options, job, side, cache) for side in ("ours", "sacrebleu")}
            if options.what == "cached":
                told["ours"] = _run(options, job, "ours", cache)
        ratio = told["sacrebleu"]["cpu"] / told["ours"]["cpu"]
        memory = told["ours"]["megabytes"] / told["sacrebleu"]["megabytes"]
        equal = told["ours"]["numbers"] == told["sacrebleu"]["numbers"]
        results.append({"what": options.what, "metrics": job, "segments": options.segments, "cpu_ratio": ratio,
                        "memory_share": memory, "equal": equal,
                        **{s: {k: told[s][k] for k in ("cpu", "megabytes")} for s in told}})  # fmt: skip
        print(
            f"{options.what} {'+'.join(job)}, {options.segments} segments: ours {told['ours']['cpu']:.2f} s "
            f"{told['ours']['megabytes']:.0f} MB, sacrebleu {told['sacrebleu']['cpu']:.2f} s "
            f"{told['sacrebleu']['megabytes']:.0f} MB; {ratio:.1f} times less CPU, {memory:.2f} of the memory, "
            f"numbers {'equal' if equal else 'DIFFER'}",
            flush=True,
        )
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _run(options: argparse.Namespace, names: list[str], side: str, cache: str) -> dict[str, Any]:
    command = [sys.executable, __file__, options.what, "--segments", str(options.segments), "--side", side]
    environment = {**os.environ, "TQT_CACHE": cache, "BENCH_METRICS": ",".join(names), "OPENBLAS_NUM_THREADS": "1"}
    environment.pop("SACREBLEU_SEED", None)
    made = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    if made.returncode:
        sys.exit(made.stderr)
    told: dict[str, Any] = json.loads(made.stdout)
    return told


def _measured(options: argparse.Namespace) -> dict[str, Any]:
    """What one side says; the numbers as hexadecimals, so that equal means equal."""
    names = os.environ["BENCH_METRICS"].split(",")
    systems, references = _texts(options.segments, 1 if options.what == "statistics" else 3)
    ours = options.side == "ours"
    started = time.process_time()
    if options.what == "statistics":
        numbers = (_our_statistics if ours else _their_statistics)(names[0], systems, references)
    else:
        numbers = (_our_test if ours else _their_test)(names, systems, references)
    # the interpreter's own start counts for neither; what either side imports does
    cpu = time.process_time() - started
    return {"cpu": cpu, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "numbers": numbers}


def _texts(segments: int, count: int) -> tuple[dict[str, list[str]], list[str]]:
    folder = Path(SHARED) / "wmt22-zh-en"
    reference = _lines(folder / "generaltest2022.zh-en.ref.A.en")
    outputs = [_lines(file) for file in sorted((folder / "sys").iterdir())]
    rounds = -(-segments // len(reference))
    if rounds + count - 1 > len(outputs):
        sys.exit(f"There are {len(outputs)} outputs; so many segments need {rounds + count - 1}.")
    systems = {
        f"system {n}": [line for output in outputs[n : n + rounds] for line in output][:segments] for n in range(count)
    }
    # every round has the reference with a word of its own, so that nothing is known from the round before
    return systems, [f"{line} {'abcdefghijkl'[n]}" for n in range(rounds) for line in reference][:segments]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def _oracle(name: str) -> Any:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return {"bleu": BLEU(force=True), "chrf": CHRF(), "chrf++": CHRF(word_order=2), "ter": TER()}[name]


def _our_statistics(name: str, systems: dict[str, list[str]], reference: list[str]) -> object:
    from toolkit.evaluate.metrics import METRICS as TABLE

    return TABLE.get(name)("en").rows(next(iter(systems.values())), [reference]).sum(0).tolist()


def _their_statistics(name: str, systems: dict[str, list[str]], reference: list[str]) -> object:
    rows = _oracle(name)._extract_corpus_statistics(next(iter(systems.values())), [reference])
    return [float(sum(column)) for column in zip(*rows, strict=True)]


def _our_test(names: list[str], systems: dict[str, list[str]], reference: list[str]) -> object:
    from toolkit.evaluate.run import evaluate
    from toolkit.evaluate.store import Store
    from toolkit.formats.cache import cache_folder

    result = evaluate(
        systems, [reference], metrics=names, target_language="en", store=Store(cache_folder("statistics"))
    )
    return [
        *(score.value.hex() for score in result.scores if score.value is not None),
        *(f"{(one.high - one.low) / 2:.3f}" for one in result.scores if one.low is not None and one.high is not None),
    ]


def _their_test(names: list[str], systems: dict[str, list[str]], reference: list[str]) -> object:
    from sacrebleu.significance import PairedTest

    named = {name: _oracle(name) for name in names}
    _, results = PairedTest(list(systems.items()), named, [reference], "bs", n_samples=ROUNDS)()
    columns: list[list[Any]] = [list(results[key]) for key in results if key != "System"]
    return [
        *(float(one.score).hex() for column in columns for one in column),
        *(f"{float(one.ci):.3f}" for column in columns for one in column),
    ]


if __name__ == "__main__":
    main()
