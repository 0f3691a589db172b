"""Post-edits human translations with and without their source, and prints every edit: each should mend a slip.

    python evals/good_pairs.py [FOLDER] --fifth N [--write]

FOLDER holds the external data (default: $TOOLKIT_SHARED_DATA, else ../shared/data beside the checkout). `--fifth 1` to
`--fifth 4` take every fifth pair of its parallel corpus from that one on; `measure.py` takes fifth 0. `--write` keeps
the counts in evals/results/, without the sentences.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from datetime import date
from pathlib import Path

import typer

from toolkit.evaluate.proportion import wilson
from toolkit.jobs.setting import setting
from toolkit.model import Outcome, Segment
from toolkit.postedit.editor import postedit

ROOT = Path(__file__).resolve().parent.parent
FIFTHS = 5


def main(folder: Path | None = None, fifth: int = 1, write: bool = False) -> None:
    """Print each edit (the pair, the edit, why), then the counts."""
    if not 0 <= fifth < FIFTHS:
        raise SystemExit(f"--fifth {fifth}: say 0 to {FIFTHS - 1}.")
    data = folder or Path(os.environ.get("TOOLKIT_SHARED_DATA", ROOT.parent / "shared" / "data"))
    corpus = data / "parallel-zh-en" / "zh-en.train.tsv.gz"
    if not corpus.is_file():
        raise SystemExit(f"{corpus}: the parallel corpus is not here; name the folder of the external data.")
    with gzip.open(corpus, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) > 3][1:]
    index = setting(["livestream-commerce"]).index
    sources, lines = [row[2] for row in rows[fifth::FIFTHS]], [row[3] for row in rows[fifth::FIFTHS]]
    segments = [Segment(str(n), line) for n, line in enumerate(lines, 1)]
    glossary = index.glossary
    counts = []
    for mode, given in (("with_source", sources), ("without_source", None)):
        made = 0
        for repair, source in zip(postedit(segments, index, given), sources, strict=True):
            for edit in repair.edits:
                if edit.group is None and edit.outcome is Outcome.APPLIED:
                    made += 1
                    print(f"{mode}\n  {source}\n  {repair.original}\n  {edit.before} -> {edit.after}  {edit.evidence}")
        interval = wilson(min(made, len(lines)), len(lines))
        counts.append({"mode": mode, "lines": len(lines), "edits": made, "rate_below": interval and interval[1]})
    result = {
        "made": date.today().isoformat(),
        "glossary": {"name": glossary.name, "version": glossary.version, "digest": glossary.digest()},
        "fifth": fifth,
        "counts": counts,
    }
    print(json.dumps(result, indent=2))
    if write:
        out = ROOT / "evals" / "results" / f"{result['made']}-good-pairs-{fifth}.json"
        out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
