"""Post-editing by rules with a glossary of 10,000 concepts, beside the bare scan of the same text by the same matcher.

    python evals/bench/postedit.py [--concepts 10000] [--segments 1000,2000,4000] [--profile NAME] [--top N]
                                   [--json FILE]

The glossary is made of this project's own table of Chinese words (`toolkit/text/data/words.zh-en.tsv`): the longest
words, each a concept with its first rendering preferred and its second, where there is one, as a forbidden wording.
The text is drawn from the parallel sentences of the shared data, whose translators do not know the glossary: many terms
are rendered otherwise than it wants, so that every step of the editor has work. Each size is measured in a process of
its own, in CPU seconds; the scan looks for source terms, right and wrong wordings in each segment once, after the index
has been built. `growth` is the exponent by which the time grows with the text: 1 is linear. `--top` shows where the
time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import csv
import gzip
import json
import math
import os
import pstats
import random
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Concept, Glossary, LangPair, Segment, Term
from toolkit.postedit.editor import postedit

SHARED = Path(os.environ.get("TOOLKIT_SHARED_DATA", str(Path(__file__).parents[2] / "../shared/data")))
PAIR = LangPair("zh", "en")


def main() -> None:
    """Measure every size and print a line for each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--concepts", type=int, default=10_000)
    parser.add_argument("--segments", default="1000,2000,4000")
    parser.add_argument("--profile", default="precise")
    parser.add_argument("--top", type=int)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measured(options.one, options.concepts, options.profile, options.top)))
        return
    rows: list[dict[str, float]] = []
    for size in map(int, options.segments.split(",")):
        again = ["--one", str(size), "--concepts", str(options.concepts), "--profile", options.profile]
        top = ["--top", str(options.top)] if options.top else []
        made = subprocess.run([sys.executable, __file__, *again, *top], stdout=subprocess.PIPE, check=True)
        row = json.loads(made.stdout)
        if rows:
            last = rows[-1]
            row["growth"] = math.log(row["edit_s"] / last["edit_s"]) / math.log(size / last["segments"])
        rows.append(row)
        growth = f", growth {row['growth']:.2f}" if "growth" in row else ""
        scans, rate = row["edit_s"] / row["scan_s"], size / row["edit_s"]
        print(f"{size} segments, {row['terms']:.0f} terms, {row['edits']:.0f} edits: ", end="")
        print(f"scan {row['scan_s']:.2f} s, post-editing {row['edit_s']:.1f} s = {scans:.1f} scans, ", end="")
        print(f"{rate:.0f} segments/s{growth}", flush=True)
    if options.json:
        whole = {"concepts": options.concepts, "profile": options.profile, "sizes": rows}
        options.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def measured(size: int, concepts: int, profile: str, top: int | None) -> dict[str, float]:
    """CPU seconds of both over so many segments."""
    index = build_index(glossary(concepts, profile), PAIR)
    pairs = sentences(size)
    scan(index, pairs[:50])
    postedit([Segment("0", pairs[0][1])], index, [pairs[0][0]])  # tables are read once
    began = time.process_time()
    terms = scan(index, pairs)
    scanned = time.process_time()
    profiler = cProfile.Profile() if top else None
    if profiler:
        profiler.enable()
    repairs = postedit([Segment(str(n), en) for n, (_, en) in enumerate(pairs)], index, [zh for zh, _ in pairs])
    if profiler and top:
        profiler.disable()
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumulative").print_stats(top)
    edited = time.process_time()
    return {
        "segments": size,
        "terms": terms,
        "scan_s": scanned - began,
        "edit_s": edited - scanned,
        "edits": sum(len(repair.applied) for repair in repairs),
        "proposals": sum(len(repair.edits) - len(repair.applied) for repair in repairs),
    }


def scan(index: GlossaryIndex, pairs: list[tuple[str, str]]) -> int:
    """How many source terms stand in the text; wordings of the other side are looked for too."""
    found = 0
    for zh, en in pairs:
        found += len(index.in_source(zh))
        index.right(en)
        index.wrong(en)
    return found


def glossary(concepts: int, profile: str) -> Glossary:
    """The longest words of the table as a glossary, equal ones in the table's order."""
    text = (files("toolkit.text") / "data" / "words.zh-en.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    rows = sorted((row for row in rows if len(row) > 1), key=lambda row: -len(row[0].partition("/")[0]))[:concepts]
    made = []
    for number, (word, renderings, *_) in enumerate(rows):
        english = renderings.split("|")
        wrong = [Term(english[1], "en", "forbidden")] if len(english) > 1 else []
        made.append(Concept(f"c{number}", (Term(word.partition("/")[0], "zh"), Term(english[0], "en"), *wrong)))
    return Glossary("bench", tuple(made), policy=(("profile", profile),))


def sentences(count: int) -> list[tuple[str, str]]:
    """So many different pairs, drawn by a fixed seed."""
    place = SHARED / "parallel-zh-en"
    if not place.exists():
        sys.exit(f"{place}: this bench needs the shared data; TOOLKIT_SHARED_DATA names another folder.")
    pairs: dict[str, str] = {}
    for file in sorted(place.glob("*.tsv.gz")):
        with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
            for _, _, zh, en in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                if zh and en:
                    pairs.setdefault(zh, en)
    return random.Random(1).sample(sorted(pairs.items()), count)


if __name__ == "__main__":
    main()
