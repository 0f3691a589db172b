"""How well candidate terms are mined: against a plain frequency list, on 50 segments of ours labelled by reading.

    python evals/mining.py

The candidates come from all 150 segments of the three corpora; those that stand in a labelled segment are judged: a
candidate is right if the label has it (capitals and number aside). Precision among the best N, with Wilson's interval,
and how many of the labelled terms the best N reach. `frequency` is every sequence of units without
function words and numbers, by count; `n-grams` is every sequence by count, without any filter. The weights of mining
were set by a look at these labels, so the figures flatter it; the labels were made before, by reading alone.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.evaluate.proportion import wilson
from toolkit.glossary.mining.background import general
from toolkit.glossary.mining.candidates import MOST_UNITS, candidates
from toolkit.glossary.mining.table import Mined
from toolkit.glossary.mining.units import key_of, runs_of
from toolkit.jobs.corpus import Corpus
from toolkit.jobs.mine import run
from toolkit.jobs.setting import setting
from toolkit.model import LangPair, Span
from toolkit.text.known import vocabulary
from toolkit.text.tokens import tokens

HERE = Path(__file__).parent
CORPORA = ("livestream-base", "mountain-produce", "officials-livestream")
DEPTHS = (25, 50, 100, 150, 200)
PAIR = LangPair("zh", "en")
Key = tuple[str, ...]


def main() -> None:
    labels = [json.loads(line) for line in (HERE / "mining" / "labels.jsonl").read_text("utf-8").splitlines()]
    rows = [
        json.loads(line)
        for name in CORPORA
        for line in (HERE.parent / "corpus" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    for side, language in (("source", "zh"), ("reference", "en")):
        texts = [row[side] for row in rows]
        right = {key(term, language) for row in labels for term in row[side]}
        marked = {row["id"] for row in labels}
        read = {gram for row in rows if row["id"] in marked for gram in grams(row[side], language)}
        found = candidates(texts, language, general(language), PAIR if language == "zh" else None)
        print(f"{language}: {len(right)} labelled terms in {len(labels)} segments")
        lists = {
            "mined": [c.key for c in found],
            "frequency": [gram for gram, _ in Counter(plain(texts, language)).most_common()],
            "n-grams": [gram for gram, _ in Counter(g for text in texts for g in grams(text, language)).most_common()],
        }
        for name, keys in lists.items():
            judged = [one for one in keys if one in read]
            told(name, judged, right)
            if "-v" in sys.argv and name == "mined":
                print(" ".join(f"{'+' if one in right else '-'}{'_'.join(one)}" for one in judged[:200]))
    paired(rows)


def paired(rows: Sequence[dict[str, str]]) -> None:
    """Of mined pairs whose source term the bundled glossary has: how many renderings are approved there."""
    index = setting(["livestream-commerce"]).index
    ids, sources, targets = (tuple(row[name] for row in rows) for name in ("id", "source", "reference"))
    for least in (1, 2, 3):
        found = run(Corpus("corpus", ids, sources, targets, ()), index, least=least, top=None, with_known=True)
        known = [row for row in found.rows if row.known and row.target]
        right = [
            r for r in known if any(o.concept == r.known and _whole(o.span, r) for o in index.right(r.target or ""))
        ]
        low, high = wilson(len(right), len(known)) or (0.0, 0.0)
        share = f"{100 * len(right) / max(1, len(known)):.1f} % ({100 * low:.0f}-{100 * high:.0f})"
        print(f"pairs of terms that stand {least} times or more: {len(right)} of {len(known)} approved, {share}")
        if "-v" in sys.argv and least == 2:
            print("  not approved:", ", ".join(f"{r.source} {r.target}" for r in known if r not in right))


def _whole(span: Span, row: Mined) -> bool:
    return span.start == 0 and span.end == len(row.target or "")


def told(name: str, keys: Sequence[Key], right: set[Key]) -> None:
    """One line for each depth."""
    for depth in DEPTHS:
        hits = sum(one in right for one in keys[:depth])
        low, high = wilson(hits, min(depth, len(keys))) or (0.0, 0.0)
        reached = len(right & set(keys[:depth])) / len(right)
        share = f"{100 * hits / depth:5.1f} % ({100 * low:.0f}-{100 * high:.0f})"
        print(f"  {name:<10} best {depth:>3}: precision {share}, recall {100 * reached:5.1f} %")
    print(f"  {name:<10} all {len(keys):>5}: recall {100 * len(right & set(keys)) / len(right):5.1f} %")


def grams(text: str, language: str) -> Iterable[Key]:
    """Every sequence of units of a text."""
    units = [key_of(t.span.of(text), language) for t in tokens(text, language, vocabulary(*PAIR))]
    for start in range(len(units)):
        for end in range(start + 1, min(len(units), start + MOST_UNITS) + 1):
            yield tuple(units[start:end])


def plain(texts: Sequence[str], language: str) -> Iterable[Key]:
    """Every sequence of units that holds no function word."""
    for in_text in runs_of(texts, language, PAIR if language == "zh" else None):
        for units in in_text:
            for start in range(len(units)):
                for end in range(start + 1, min(len(units), start + MOST_UNITS) + 1):
                    gram = tuple(unit.key for unit in units[start:end])
                    if sum(map(len, gram)) > 1:
                        yield gram


def key(term: str, language: str) -> Key:
    """A labelled term as the candidates have it."""
    return tuple(key_of(t.span.of(term), language) for t in tokens(term, language, vocabulary(*PAIR)))


if __name__ == "__main__":
    main()
