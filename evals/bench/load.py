"""What it costs to make a glossary ready: CPU seconds to read, index and edit a first sentence, and memory.

    python evals/bench/load.py [GLOSSARY] [--at-once] [--stored]

`--at-once` writes every wording of every term out beforehand, as was done before: the ratio is what waiting saves.
`--stored` also writes the index to a file, opens that and edits the sentence with it.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from toolkit.formats.bundled import resolve_glossary
from toolkit.formats.glossary_folder import read_glossary
from toolkit.glossary import waiting
from toolkit.glossary.index import build_index
from toolkit.glossary.stored.index import store_index, stored_index
from toolkit.model import LangPair, Segment
from toolkit.postedit.editor import postedit

SENTENCE = Segment("1", "Officials live the goods for old irons.", "官员为老铁们直播带货。")


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
    postedit([SENTENCE], index)
    done = time.process_time()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{index.term_count()} terms: read {read - started:.1f} s, index {ready - read:.1f} s, ", end="")
    print(f"first sentence {done - ready:.1f} s, {megabytes:.0f} MB")
    if "--stored" in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "kept.index"
            store_index(index, file)
            stored = time.process_time()
            opened, _ = stored_index(file)
            ready = time.process_time()
            postedit([SENTENCE], opened)
            first = time.process_time() - ready
            print(f"stored: written {stored - done:.1f} s, {file.stat().st_size / 1e6:.0f} MB, ", end="")
            print(f"opened {ready - stored:.2f} s, first sentence {first:.1f} s")


if __name__ == "__main__":
    main()
