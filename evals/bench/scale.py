"""What very large glossaries cost: CPU seconds to read, index and ask, and memory, for a generated one.

    python evals/bench/scale.py [CONCEPTS] [WORDS]

Each concept has a source term of two made-up words, a preferred and an admitted target term and a wrong wording (so
100,000 concepts are 400,000 terms). The terms are drawn from WORDS made-up words, with a fixed seed: many share words,
as in a real glossary. `open` is what a command pays before it begins, `first` and `next` are single sentences.
"""

from __future__ import annotations

import itertools
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from toolkit.formats.glossary_folder import read_glossary
from toolkit.glossary.index import build_index
from toolkit.model import LangPair

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er")]


def main() -> None:
    """Print a line for each step."""
    concepts = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 30_000
    chance = random.Random(7)
    words = ["".join(part) for part in itertools.islice(itertools.product(SYLLABLES, repeat=3), size)]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        terms = write(folder, concepts, words, chance)
        started = time.process_time()
        glossary = read_glossary(folder)
        read = time.process_time()
        digest = glossary.digest()
        digested = time.process_time()
        index = build_index(glossary, LangPair("de", "en"))
        ready = time.process_time()
    sentences = [" ".join(chance.choices(words, k=20)) for _ in range(101)]
    index.in_source(sentences[0]), index.right(sentences[0]), index.wrong(sentences[0])
    first = time.process_time()
    for sentence in sentences[1:]:
        index.in_source(sentence), index.right(sentence), index.wrong(sentence)
    done = time.process_time()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{concepts:,} concepts, {terms:,} terms ({digest}), {megabytes:,.0f} MB")
    print(f"  read {read - started:.1f} s, digest {digested - read:.1f} s, index {ready - digested:.1f} s")
    print(f"  first sentence {1000 * (first - ready):.0f} ms, next ones {10 * (done - first):.1f} ms each")


def write(folder: Path, concepts: int, words: list[str], chance: random.Random) -> int:
    """The glossary as a folder; how many terms it has."""
    rows = ["concept,language,term,status"]
    seen: set[tuple[str, str]] = set()
    for number in range(concepts):
        for language, status in (("de", ""), ("en", ""), ("en", "admitted"), ("en", "garble")):
            term = " ".join(chance.choices(words, k=2))
            if (language, term) not in seen:
                seen.add((language, term))
                rows.append(f"c{number},{language},{term},{status}")
    (folder / "terms.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "glossary.toml").write_text('name = "made-up"\nlanguages = ["de", "en"]\n', encoding="utf-8")
    return len(rows) - 1


if __name__ == "__main__":
    main()
