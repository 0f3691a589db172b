"""Blind reading of edits towards a plain dictionary: draws a sample for readers, whose answers `blind.py tally` counts.

    python evals/blind_terms.py OUT [--profile precise] [--edits 200] [--planted 24] [--seed N]

The texts are the WMT25 documents of `wmt25_terms.py` with the dictionary `proper`, as many edits of each system. A
reader sees the source near the place, the term with the house's rendering, and two versions, A and B, in random order,
that differ in one edit. In a planted pair the rendering is written over other words beside the place.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path

from blind import hand_out
from wmt25_terms import DATA, Document, glossary, repaired

from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Edit, LangPair, Repair

_AROUND = 160
_SOURCE_AROUND = 70


def main() -> None:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("--profile", default="precise")
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--planted", type=int, default=24)
    parser.add_argument("--seed", type=int, default=20261123)
    given = parser.parse_args()
    documents = [json.loads(line) for line in (DATA / "full_data_2016.jsonl").open(encoding="utf-8")]
    index = build_index(glossary(documents, "proper", given.profile), LangPair("zh", "en"))
    rng = random.Random(given.seed)
    names = [path.name.split(".2016")[0] for path in sorted(DATA.glob("*.noterm.jsonl"))]
    drawn: list[dict[str, object]] = []
    pools: dict[str, int] = {}
    for name in names:
        pool = _pool(name, documents, index)
        pools[name] = len(pool)
        rng.shuffle(pool)
        some, marked = given.edits // len(names), given.planted // len(names)
        drawn += [row | {"planted": False} for row in pool[:some]]
        drawn += [_planted(row, rng) for row in pool[some : some + marked]]
    about = {"seed": given.seed, "profile": given.profile, "pool": pools, "glossary": index.glossary.digest()}
    hand_out(given.out, drawn, about, rng)
    print(f"{pools} edits, {len(drawn)} drawn")


def _pool(name: str, documents: list[Document], index: GlossaryIndex) -> list[dict[str, object]]:
    texts = [json.loads(line)["en"] for line in (DATA / f"{name}.2016.zhen.noterm.jsonl").open(encoding="utf-8")]
    return [
        _row(name, str(document["zh"]), repair, edit)
        for document, repair in zip(documents, repaired(documents, texts, index), strict=True)
        for edit in repair.applied
        if edit.group is None
    ]


def _row(name: str, source: str, repair: Repair, edit: Edit) -> dict[str, object]:
    """The edit alone, with what stands and falls with it, in a window of its text."""
    text = repair.original
    start, end = max(0, edit.span.start - _AROUND), min(len(text), edit.span.end + _AROUND)
    edited = text[start:end]
    for one in sorted((e for e in repair.applied if edit.id in (e.id, e.group)), key=lambda e: -e.span.start):
        if start <= one.span.start and one.span.end <= end:
            edited = edited[: one.span.start - start] + one.after + edited[one.span.end - start :]
    term = edit.evidence.split(" ")[0] if edit.evidence else ""
    expected = edit.span.start / len(text) * len(source)
    places = [match.start() for match in re.finditer(re.escape(term), source)] if term else []
    near = min(places, key=lambda place: abs(place - expected), default=int(expected))
    return {
        "system": name,
        "rule": edit.concept_id or edit.rule,
        "before": edit.before,
        "after": edit.after,
        "confidence": edit.confidence,
        "source": source[max(0, near - _SOURCE_AROUND) : near + _SOURCE_AROUND],
        "house_term": f"{term} = {edit.after}",
        "original": text[start:end],
        "edited": edited,
        "start": edit.span.start - start,
    }


def _planted(row: dict[str, object], rng: random.Random) -> dict[str, object]:
    """The pair with the rendering over other words, of as many letters or more, beside the place."""
    original, before, start = str(row["original"]), str(row["before"]), int(str(row["start"]))
    size = len(before.split())
    words = [match.span() for match in re.finditer(r"[^\W\d_]+", original)]
    runs = [(a[0], b[1]) for a, b in zip(words, words[size - 1 :], strict=False)]
    apart = [
        run for run in runs if (run[1] <= start or run[0] >= start + len(before)) and 20 < run[0] < len(original) - 40
    ]
    at = rng.choice([run for run in apart if run[1] - run[0] >= len(before)] or apart or runs)
    return row | {"edited": original[: at[0]] + str(row["after"]) + original[at[1] :], "planted": True}


if __name__ == "__main__":
    main()
