"""What it costs to go through a translation memory unit by unit: CPU seconds and memory, beside lxml's bare iterparse.

    python evals/bench/tmx.py [MEGABYTES ...] [--verbs] [--json FILE]

A memory of each size (100 by default) is made up in the temporary folder and removed afterwards. Each step runs in a
process of its own, so that its memory is its own. Writing a unit back costs no more than reading it unless it changed.
--verbs adds `tqt check` and `tqt postedit` with the bundled glossary, as they run on a memory that is too large to
hold; their cost is that of the checks, so that it is told by unit. --json keeps the figures.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STEPS = ("lxml", "read", "survey", "rewrite")
VERBS = ("glossary", "check", "postedit")
WORDS = "the town head sells tea and oil to buddies at the market every week of spring".split()
SIGNS = "村里的路修好了镇长每周三直播带货老铁们快来买茶叶"


def make(path: Path, megabytes: int) -> None:
    """A memory with inline tags in one unit of ten and entities in one of five."""
    rng = random.Random(1)
    with path.open("w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n')
        stream.write('<tmx version="1.4"><header srclang="zh" segtype="sentence" datatype="plaintext"/>\n<body>\n')
        number = 0
        while stream.tell() < megabytes << 20:
            number += 1
            target = " ".join(rng.choices(WORDS, k=rng.randint(5, 25)))
            if number % 5 == 0:
                target += " R&amp;D"
            if number % 10 == 0:
                target = f'<bpt i="1">&lt;b></bpt>old iron<ept i="1">&lt;/b></ept> {target}'
            source = "".join(rng.choices(SIGNS, k=rng.randint(5, 25)))
            stream.write(
                f'<tu tuid="u{number}" creationdate="20200422T080000Z"><prop type="x">bench</prop>\n'
                f'  <tuv xml:lang="zh"><seg>{source}</seg></tuv>\n'
                f'  <tuv xml:lang="en"><seg>{target}</seg></tuv>\n</tu>\n'
            )
        stream.write("</body></tmx>\n")


def step(name: str, path: Path) -> int:
    """Goes through the memory once; how many units it saw, or changed."""
    from toolkit.formats import tmx_stream

    if name in VERBS:
        return verb(name, path)
    with path.open("rb") as stream:
        if name == "survey":
            return tmx_stream.survey(stream).units
        if name == "read":
            return sum(1 for _ in tmx_stream.units(stream, "zh", "en"))
        if name == "rewrite":
            with path.with_suffix(".out").open("wb") as out:
                return tmx_stream.rewrite(
                    stream, out, lambda segment: segment.target.replace("old iron", "buddies"), "zh", "en"
                )
        from lxml import etree

        count = 0
        for _, unit in etree.iterparse(stream, tag="tu", resolve_entities=False, load_dtd=False):
            count += len(["".join(seg.itertext()) for seg in unit.iter("seg")]) > 1
            unit.clear()
            while unit.getprevious() is not None:
                del unit.getparent()[0]
        return count


def verb(name: str, path: Path) -> int:
    """The command on a memory; how many findings, or changed units. `glossary` is what both cost before they begin."""
    from toolkit.jobs import memory
    from toolkit.jobs.editors import EditorChoice
    from toolkit.jobs.setting import setting

    house = setting(["livestream-commerce"])
    if name == "glossary":
        return house.index.term_count()
    found = memory.surveyed(path)
    if name == "postedit":
        out, ledger = path.with_suffix(".edited.tmx"), path.with_suffix(".jsonl")
        return memory.postedit(found, house, EditorChoice(), out, ledger).account.lines
    findings = 0

    def tell(_: object) -> None:
        nonlocal findings
        findings += 1

    memory.check(found, house, None, tell)
    return findings


def main() -> None:
    """Print a line for each step."""
    if "--only" in sys.argv:
        name, path = sys.argv[-2], Path(sys.argv[-1])
        started = time.process_time()
        count = step(name, path)
        seconds = time.process_time() - started
        print(seconds, count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    asked = argparse.ArgumentParser(description="A translation memory unit by unit.")
    asked.add_argument("megabytes", nargs="*", type=int, default=[100])
    asked.add_argument("--verbs", action="store_true")
    asked.add_argument("--json", type=Path)
    wish = asked.parse_args()
    rows: list[dict[str, object]] = []
    for megabytes in wish.megabytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "memory.tmx"
            make(path, megabytes)
            bare = None
            for name in (*STEPS, *(VERBS if wish.verbs else ())):
                command = [sys.executable, __file__, "--only", name, str(path)]
                told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split()
                seconds, count, memory = float(told[0]), int(told[1]), float(told[2])
                bare = bare or seconds
                rows.append({"megabytes": megabytes, "step": name, "cpu_seconds": round(seconds, 2), "count": count,
                             "rss_mb": round(memory), "of_lxml": round(seconds / bare, 2)})  # fmt: skip
                print(
                    f"{megabytes:4} MB  {name:8} {count:9,}  {seconds:7.1f} s CPU  {memory:5.0f} MB  "
                    f"{seconds / bare:.2f} of lxml",
                    flush=True,
                )
                if wish.json:
                    wish.json.write_text(json.dumps({"bench": "tmx", "rows": rows}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
