"""What it costs to open a big TBX: CPU seconds and memory, here and, where it is installed, in translate-toolkit.

    python evals/bench/tbx.py [CONCEPTS] [--peer-python PATH] [--json FILE]

The file is made by this script: TBX v2, for the peer opens no other, with three terms in two languages a concept.
Each reader runs in a process of its own, and its memory is the process's greatest. `stream` visits every term and
keeps none, as a converter does; `open` keeps the glossary, as a check does. Two bare loops show what is left to gain:
`expat` checks the file and tells nobody, `iterparse` is lxml's loop over the concepts, which looks into none of them.

translate-toolkit is GPL and no part of this project: install it into an environment of its own
(`python -m venv peer && peer/bin/pip install translate-toolkit`) and give that environment's python.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

CONCEPTS = 100_000
_MEASURE = """
import json, resource, sys, time
start = time.process_time()
{work}
spent = time.process_time() - start
print(json.dumps(dict(terms=terms, seconds=spent, megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)))
"""
_STREAM = """
from pathlib import Path
from toolkit.formats.glossary_reports import Tally
from toolkit.formats.tbx_read import concepts_of
terms = sum(len(concept.terms) for concept in concepts_of(Path(sys.argv[1]), Tally()))
"""
_OPEN = """
from toolkit.formats.glossaries import open_glossary
terms = sum(len(concept.terms) for concept in open_glossary(sys.argv[1]).glossary.concepts)
"""
_EXPAT = """
from xml.parsers import expat
parser = expat.ParserCreate()
with open(sys.argv[1], "rb") as stream:
    parser.ParseFile(stream)
terms = 0
"""
_ITERPARSE = """
from lxml import etree
terms = 0
for _, element in etree.iterparse(sys.argv[1], events=("end",), tag="termEntry"):
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
"""
_PEER = """
from translate.storage import tbx
store = tbx.tbxfile(sourcelanguage="zh", targetlanguage="en")
with open(sys.argv[1], "rb") as stream:
    store.parse(stream.read())
terms = sum(len(unit.get_source_terms()) + len(unit.get_target_terms()) for unit in store.units)
"""


def write_sample(path: Path, concepts: int) -> None:
    """A TBX v2 of so many concepts."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<martif type="TBX" xml:lang="en"><martifHeader>')
        stream.write("<fileDesc><sourceDesc><p>made</p></sourceDesc></fileDesc></martifHeader><text><body>\n")
        for n in range(concepts):
            stream.write(
                f'<termEntry id="c{n}"><descrip type="subjectField">trade</descrip>\n'
                f'<langSet xml:lang="zh"><tig><term>术语{n}</term></tig></langSet>\n'
                f'<langSet xml:lang="en"><tig><term>term number {n}</term>'
                '<termNote type="partOfSpeech">noun</termNote>'
                '<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>\n'
                f"<tig><term>word number {n}</term>"
                '<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet></termEntry>\n'
            )
        stream.write("</body></text></martif>\n")


def measured(python: str, work: str, sample: Path) -> dict[str, float]:
    """What one reader needed, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    made = subprocess.run(
        [python, "-c", _MEASURE.format(work=work), str(sample)],
        capture_output=True,
        encoding="utf-8",
        env=environment if python == sys.executable else None,
        check=False,
    )
    if made.returncode:
        sys.exit(f"{python}: {made.stderr.strip().splitlines()[-1]}")
    found: dict[str, float] = json.loads(made.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print a line for each reader."""
    arguments = sys.argv[1:]
    kept = Path(arguments[arguments.index("--json") + 1]) if "--json" in arguments else None
    peer = arguments[arguments.index("--peer-python") + 1] if "--peer-python" in arguments else None
    numbers = [int(a) for a in arguments if a.isdecimal()]
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "big.tbx"
        write_sample(sample, numbers[0] if numbers else CONCEPTS)
        print(f"{sample.stat().st_size / 1e6:.0f} MB of TBX v2")
        works = {"stream": _STREAM, "open": _OPEN, "expat": _EXPAT, "iterparse": _ITERPARSE}
        readers = [(name, sys.executable, work) for name, work in works.items()]
        found: dict[str, dict[str, float]] = {}
        readers += [("translate-toolkit", peer, _PEER)] if peer else []
        for name, python, work in readers:
            figures = found[name] = measured(python, work, sample)
            line = f"{figures['terms']:,.0f} terms in {figures['seconds']:.1f} s CPU, {figures['megabytes']:.0f} MB"
            print(f"{name}: {line}")
        if kept:
            kept.write_text(json.dumps({"bytes": sample.stat().st_size, **found}, indent=2) + "\n", encoding="utf-8")
    if peer is None:
        print("translate-toolkit was not measured: name an environment that has it with --peer-python PATH.")


if __name__ == "__main__":
    main()
