"""Measures the post-editor on texts that are not in this repository, and writes the figures down.

    python evals/measure.py [FOLDER] [--write]

FOLDER holds the external data (default: $TOOLKIT_SHARED_DATA, else ../shared/data beside the checkout). Scores are
sacrebleu's through `toolkit.evaluate`, with bootstrap intervals; counts of edits on good English come with the upper
end of their Wilson interval. `--write` keeps the figures in evals/results/.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import sys
import time
from datetime import date
from pathlib import Path

from toolkit.evaluate.proportion import wilson
from toolkit.evaluate.run import evaluate
from toolkit.jobs.setting import setting
from toolkit.model import Segment
from toolkit.postedit.editor import postedit

ROOT = Path(__file__).resolve().parent.parent
CSV = {"delimiter": "\t", "quoting": csv.QUOTE_NONE}


def main() -> None:
    """Print the figures as JSON; with `--write` keep them."""
    given = [a for a in sys.argv[1:] if not a.startswith("--")]
    folder = Path(given[0] if given else os.environ.get("TOOLKIT_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        raise SystemExit(f"{folder}: the external data is not here; name its folder.")
    index = setting(["livestream-commerce"]).index
    glossary = index.glossary
    result = {
        "made": date.today().isoformat(),
        "glossary": {"name": glossary.name, "version": glossary.version, "digest": glossary.digest()},
        "article": _article(folder / "cns", index),
        "good_english": _good_english(folder, index),
    }
    text = json.dumps(result, indent=2, ensure_ascii=False)
    print(text)
    if "--write" in sys.argv:
        out = ROOT / "evals" / "results" / f"{result['made']}-postedit.json"
        out.write_text(text + "\n", encoding="utf-8")


def _edit(lines: list[str], sources: list[str] | None, index) -> tuple[list[str], int, int]:  # type: ignore[no-untyped-def]
    repairs = postedit([Segment(str(n), line) for n, line in enumerate(lines, 1)], index, sources)
    edits = [e for r in repairs for e in r.edits if e.group is None]
    made = sum(e.outcome == "applied" for e in edits)
    return [r.text for r in repairs], made, sum(r.reread is not None for r in repairs)


def _article(folder: Path, index) -> dict[str, object]:  # type: ignore[no-untyped-def]
    mt, source, reference = (_lines(folder / name) for name in ("mt.en.txt", "source.zh.txt", "reference.en.txt"))
    with_source, made, again = _edit(mt, source, index)
    blind, made_blind, again_blind = _edit(mt, None, index)
    systems = {"raw": mt, "without_source": blind, "with_source": with_source}
    scores = evaluate(systems, [reference], source, target_language="en").scores
    return {
        "scores": [
            {"system": s.system, "metric": s.metric, "value": s.value, "low": s.low, "high": s.high} for s in scores
        ],
        "edits": {"with_source": made, "without_source": made_blind},
        "lines_to_reread": {"with_source": again, "without_source": again_blind},
    }


def _good_english(folder: Path, index) -> list[dict[str, object]]:  # type: ignore[no-untyped-def]
    wmt = folder / "wmt22-zh-en"
    zh = _lines(wmt / "generaltest2022.zh-en.src.zh")
    with (folder / "wmt21-qinghai" / "story.tsv").open(encoding="utf-8", newline="") as file:
        story = list(csv.reader(file, **CSV))  # type: ignore[arg-type]
    with gzip.open(folder / "parallel-zh-en" / "zh-en.train.tsv.gz", "rt", encoding="utf-8", newline="") as file:
        pairs = [row for row in csv.reader(file, **CSV) if len(row) > 3][1:]  # type: ignore[arg-type]
    sets: dict[str, tuple[list[str], list[str] | None]] = {
        "article reference": (_lines(folder / "cns" / "reference.en.txt"), _lines(folder / "cns" / "source.zh.txt")),
        "wmt21 story reference": ([r[2] for r in story if r[1] == "ref"], [r[2] for r in story if r[1] == "src"]),
        "wmt22 reference A": (_lines(wmt / "generaltest2022.zh-en.ref.A.en"), zh),
        "wmt22 reference B": (_lines(wmt / "generaltest2022.zh-en.ref.B.en"), zh),
        "flores": (_lines(folder / "flores" / "flores-test.en"), _lines(folder / "flores" / "flores-test.zh")),
        "parallel, every fifth": ([r[3] for r in pairs[::5]], [r[2] for r in pairs[::5]]),
    }
    for path in sorted((folder / "reference-english").glob("*.txt")):
        sets[path.stem] = ([line for line in _lines(path) if line.strip()], None)
    rows: list[dict[str, object]] = []
    for name, (lines, sources) in sets.items():
        for mode, given in (("with_source", sources), ("without_source", None)):
            if mode == "with_source" and sources is None:
                continue
            started = time.process_time()
            made = _edit(lines, given, index)[1]
            seconds = time.process_time() - started
            interval = wilson(min(made, len(lines)), len(lines))
            high = interval[1] if interval else None
            rows.append({"set": name, "mode": mode, "lines": len(lines), "edits": made, "rate_below": high})
            print(f"{name}, {mode}: {made} edits in {len(lines)} lines, {seconds:.1f} CPU s", file=sys.stderr)
    return rows


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    main()
