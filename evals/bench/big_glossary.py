"""What it costs to open a big glossary for a job: the first time, and every time after that.

    python evals/bench/big_glossary.py [CONCEPTS] [--json FILE]

The glossary is made by this script: TBX v2 with ten terms a concept in Chinese, English, German and French (100,000
concepts, 1,000,000 terms). Each opening runs in a process of its own, with an empty cache before the first. `ask` is a
hundred sentences of three terms each, looked up in both languages.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
_OPEN = """
import json, resource, sys, time
from toolkit.jobs.setting import setting
wall, spent = time.perf_counter(), time.process_time()
found = setting([sys.argv[1]], source_language="zh", target_language="en")
opened = (time.perf_counter() - wall, time.process_time() - spent)
spent = time.process_time()
hits = 0
for n in range(0, 100):
    a, b, c = (n * 997 % found.index.term_count() // 9, n * 31 + 7, n)
    hits += len(found.index.in_source(f"关于术语{a}号和词{b}号的说明，另见术语{c}号。"))
    hits += len(found.index.right(f"On numbered term {a}, words of number {b}, and the numbered terms {c}."))
    hits += len(found.index.wrong(f"On bad wording {a} and bad wordings {b}."))
print(json.dumps(dict(terms=found.index.term_count(), hits=hits, digest=found.index.glossary.digest(),
    open_wall=opened[0], open_cpu=opened[1], ask_cpu=time.process_time() - spent,
    megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)))
"""


def write_sample(path: Path, concepts: int) -> None:
    """A TBX v2 of so many concepts with ten terms each."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<martif type="TBX" xml:lang="en"><martifHeader>')
        stream.write("<fileDesc><sourceDesc><p>made</p></sourceDesc></fileDesc></martifHeader><text><body>\n")
        for n in range(concepts):
            languages = {
                "zh": (f"术语{n}号", f"词{n}号", f"名{n}号"),
                "en": (f"numbered term {n}", f"word of number {n}", f"item {n} of the list", f"the {n}th thing"),
                "de": (f"Begriff {n}",),
                "fr": (f"terme {n}",),
            }
            stream.write(f'<termEntry id="c{n}"><descrip type="subjectField">trade</descrip>\n')
            for language, terms in languages.items():
                stream.write(f'<langSet xml:lang="{language}">')
                stream.write("".join(f"<tig><term>{term}</term></tig>\n" for term in terms))
                if language == "en":
                    stream.write(f"<tig><term>bad wording {n}</term>")
                    stream.write('<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>')
                stream.write("</langSet>\n")
            stream.write("</termEntry>\n")
        stream.write("</body></text></martif>\n")


def main() -> None:
    """Print a line for each opening, and say whether all answered alike."""
    parser = argparse.ArgumentParser()
    parser.add_argument("concepts", nargs="?", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "big.tbx"
        write_sample(sample, asked.concepts)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TQT_CACHE": str(Path(folder) / "cache")}
        runs = []
        for name in ("first", "second", "third"):
            command = [sys.executable, "-c", _OPEN, str(sample)]
            made = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=True)
            runs.append({"run": name, **json.loads(made.stdout.splitlines()[-1])})
            print(json.dumps(runs[-1]), flush=True)
        kept = sum(file.stat().st_size for file in (Path(folder) / "cache").rglob("*") if file.is_file())
        print(f"{sample.stat().st_size / 1e6:.0f} MB of TBX, {kept / 1e6:.0f} MB kept")
        if len({(run["hits"], run["digest"], run["terms"]) for run in runs}) != 1:
            sys.exit("the kept index does not answer as the fresh one does")
        if asked.json:
            result = {"concepts": asked.concepts, "bytes": sample.stat().st_size, "kept": kept, "runs": runs}
            asked.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
