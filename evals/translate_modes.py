"""Ways of steering terms compared on one small model: term success and chrF++ with intervals, before and after editing.

    python evals/translate_modes.py [--model FOLDER] [--engine ctranslate2] [--segments 300] [--seed 77] [--write]

The model is that of `evals/small_model` (trained now, half a minute, if no folder is named). The sentences come out of
the same templates; none of them was trained on. References have the glossary's wordings where the training data has
mostly wrong ones. Terms right is the share of a source's terms with an approved rendering (`term-success` of the term
judge); intervals are bootstrapped over sentences, p is of the paired test. `--write` keeps it all in evals/results/.

What this does not show: how large models behave. It shows what each way costs and where each one stops to help.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sys
import tempfile
import time
import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent / "small_model"))
from sentences import pairs, sentence_case, training_pairs

from toolkit.evaluate.run import evaluate
from toolkit.evaluate.terminology.judge import judge_terms
from toolkit.jobs import translate
from toolkit.jobs.setting import Setting, setting

ROOT = Path(__file__).resolve().parents[1]
MODES = ("none", "nbest", "prefix", "code-switch", "bias")
TRAINED_ON = (3000, 1)
"""As `train.py` draws its sentences by default: how many, and the seed."""
RIGHT = {"live the goods": "sell goods via livestream", "old iron": "buddies"}


def held_out(count: int, seed: int) -> list[tuple[str, str]]:
    """So many sentence pairs whose source was not trained on, with the right terms in the reference."""
    seen = {chinese for chinese, _ in training_pairs(*TRAINED_ON)}
    fresh = [pair for pair in pairs(count * 3, seed) if pair[0] not in seen][:count]
    assert len(fresh) == count, f"only {len(fresh)} sentences are new"
    return [(chinese, sentence_case(_righted(english))) for chinese, english in fresh]


def _righted(english: str) -> str:
    for wrong, right in RIGHT.items():
        english = english.replace(wrong, right)
    return english


def translated(sources: Sequence[str], mode: str, engine: str, options: dict[str, str], place: Path) -> dict[str, Any]:
    """The translations of one way, as the engine left them and after the post-editor, with the CPU seconds."""
    file = place / "sources.txt"
    file.write_text("".join(f"{source}\n" for source in sources), encoding="utf-8")
    wish = translate.Wish(engine, options, terms=mode)
    began = time.process_time()
    done = translate.run(file, _setting(), wish)
    seconds = time.process_time() - began
    repairs = done.job.repairs
    return {
        "raw": [record.text or "" for record in done.records],
        "edited": [repair.text for repair in repairs],
        "edits": sum(e.outcome == "applied" for r in repairs for e in r.edits if e.group is None),
        "failed": sum(record.text is None for record in done.records),
        "cpu_seconds": round(seconds, 2),
        "engine": done.signature,
    }


def _setting() -> Setting:
    return setting(["livestream-commerce"])


def measured(made: dict[str, dict[str, Any]], sources: Sequence[str], references: Sequence[str]) -> dict[str, Any]:
    """Term success and chrF++ of every way, before and after editing, each with its interval."""
    systems = {f"{mode}, {kind}": one[kind] for mode, one in made.items() for kind in ("raw", "edited")}
    index = _setting().index
    judged = judge_terms(systems, sources, index, [references])
    terms = {score.system: score for score in judged.scores if score.metric == "term-success"}
    chrf = {s.system: s for s in evaluate(systems, [references], sources, metrics=["chrf++"]).scores}
    tests = {(c.a, c.b): c for c in judged.comparisons if c.metric == "term-success"}
    rows: dict[str, Any] = {}
    for mode, one in made.items():
        row: dict[str, Any] = {key: one[key] for key in ("edits", "failed", "cpu_seconds")}
        changed = sum(a != b for a, b in zip(one["raw"], made[MODES[0]]["raw"], strict=True))
        row["sentences unlike `none`"] = changed
        for kind in ("raw", "edited"):
            name = f"{mode}, {kind}"
            row[kind] = {
                "term_success": _value(terms[name]),
                "chrf++": _value(chrf[name]),
            }
        against = tests.get((f"{MODES[0]}, raw", f"{mode}, raw"))
        row["p of term_success against `none`"] = round(against.p, 4) if against and against.p is not None else None
        rows[mode] = row
    return {"required_terms": judged.required, "ceiling": judged.ceilings.get("term-success"), "modes": rows}


def _value(score: Any) -> dict[str, float | None]:
    return {key: None if (v := getattr(score, key)) is None else round(v, 3) for key in ("value", "low", "high")}


def table(result: dict[str, Any]) -> str:
    """The figures for people, as a Markdown table."""
    lines = [
        "| `--terms` | terms right, % | chrF++ | sentences changed | edited: terms right, % | edited: chrF++ | CPU s |",
        "|---|---|---|---|---|---|---|",
    ]
    for mode, row in result["modes"].items():
        raw, edited = row["raw"], row["edited"]
        cells = [
            f"`{mode}`",
            _shown(raw["term_success"], 100),
            _shown(raw["chrf++"]),
            str(row["sentences unlike `none`"]),
            _shown(edited["term_success"], 100),
            _shown(edited["chrf++"]),
            f"{row['cpu_seconds']:.1f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _shown(score: dict[str, float | None], times: int = 1) -> str:
    value, low, high = score["value"], score["low"], score["high"]
    if value is None or low is None or high is None:
        return "not scored"
    return f"{value * times:.1f} [{low * times:.1f}, {high * times:.1f}]"


def main() -> None:
    """Print the table; with `--write` keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--engine", default="ctranslate2", choices=("ctranslate2", "seq2seq"))
    parser.add_argument("--segments", type=int, default=300)
    parser.add_argument("--seed", type=int, default=77)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    held = held_out(given.segments, given.seed)
    sources, references = [zh for zh, _ in held], [en for _, en in held]
    with tempfile.TemporaryDirectory() as name, warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        place, folder = Path(name), given.model
        if folder is None:
            from train import train

            train(folder := place / "model")
        options = {"model": str(folder), "threads": "1"}
        if given.engine == "ctranslate2":
            options["cache"] = str(place / "converted")
        translated(sources[:8], "none", given.engine, options, place)  # the conversion is nobody's cost
        made = {mode: translated(sources, mode, given.engine, options, place) for mode in MODES}
    result = {
        "made": date.today().isoformat(),
        "engine": made[MODES[0]]["engine"],
        "segments": len(sources),
        "seed": given.seed,
        **measured(made, sources, references),
    }
    print(table(result))
    if given.write:
        out = ROOT / "evals" / "results" / f"{result['made']}-translate-modes.json"
        out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(out.relative_to(ROOT))


if __name__ == "__main__":
    main()
