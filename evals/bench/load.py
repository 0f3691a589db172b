"""What it costs to make a glossary ready: CPU seconds to read, index and edit a first sentence, and memory.

    python evals/bench/load.py [GLOSSARY] [--at-once]

`--at-once` writes every wording of every term out beforehand, as was done before: the ratio is what waiting saves.
"""

from __future__ import annotations

import resource
import sys
import time

from toolkit.formats.bundled import resolve_glossary
from toolkit.formats.glossary_folder import read_glossary
from toolkit.glossary import waiting
from toolkit.glossary.index import build_index
from toolkit.model import LangPair, Segment
from toolkit.postedit.editor import postedit


def main() -> None:
    """Print a line for each step."""
    given = [a for a in sys.argv[1:] if not a.startswith("--")]
    if "--at-once" in sys.argv:
        waiting.anchors_of = lambda term: ()  # no term waits
    started = time.process_time()
    glossary = read_glossary(resolve_glossary(given[0] if given else "livestream-commerce"))
    read = time.process_time()
    index = build_index(glossary, LangPair("zh", "en"))
    ready = time.process_time()
    postedit([Segment("1", "Officials live the goods for old irons.", "官员为老铁们直播带货。")], index)
    done = time.process_time()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{index.term_count()} terms: read {read - started:.1f} s, index {ready - read:.1f} s, ", end="")
    print(f"first sentence {done - ready:.1f} s, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
