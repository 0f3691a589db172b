"""Blind reading of edits on real systems: draws a sample for readers, and counts what they said.

    python evals/blind.py draw OUT [--edits 200] [--seed N]     OUT/texts.jsonl is for the readers, OUT/key.json is not
        [--planted 24]                                          so many pairs hold a mistake put in on purpose
    python evals/blind.py tally OUT ANSWERS.tsv ...             verdicts of each reader, and their agreement

The systems are those of the external data ($TOOLKIT_SHARED_DATA): a WMT21 story and WMT22 zh-en. A reader sees the
source and two versions, A and B, in random order, that differ in one edit, and answers a line each: id, A or B or =,
yes or no (is the place right now?), why. In a planted pair the edit writes what belongs to another place: who does not
see these reads too kindly. `blind_terms.py` draws edits of another kind for the same readers.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from toolkit.evaluate.judged import Design
from toolkit.evaluate.proportion import wilson
from toolkit.evaluate.run import evaluate
from toolkit.glossary.index import GlossaryIndex
from toolkit.jobs.setting import setting
from toolkit.model import Edit, Repair, Segment
from toolkit.postedit.editor import postedit

DATA = Path(os.environ.get("TOOLKIT_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


def systems() -> dict[str, tuple[list[str], list[str], list[str]]]:
    """Name to output, source and reference lines."""
    with (DATA / "wmt21-qinghai" / "story.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    columns: dict[str, list[str]] = {}
    for row in rows[1:]:
        columns.setdefault(row[1], []).append(row[2])
    source, reference = columns.pop("src"), columns.pop("ref")
    found = {f"wmt21/{n}": (t, source, reference) for n, t in columns.items() if len(t) == len(source)}
    folder = DATA / "wmt22-zh-en"
    source, reference = _lines(folder / "generaltest2022.zh-en.src.zh"), _lines(next(folder.glob("*ref.A.en")))
    for path in sorted(folder.glob("sys*/*")):
        if len(text := _lines(path)) == len(source):
            found[f"wmt22/{path.name}"] = (text, source, reference)
    return found


def draw(out: Path, count: int, seed: int, planted: int) -> None:
    """Write the readers' texts and the key."""
    index = setting(["livestream-commerce"]).index
    pool: list[dict[str, object]] = []
    change = {}
    for name, (text, source, reference) in systems().items():
        edits, change[name] = _edited(name, text, source, reference, index)
        pool += edits
    rng = random.Random(seed)
    rng.shuffle(pool)
    drawn = [row | {"planted": False} for row in pool[:count]]
    drawn += [_planted(row, pool, rng) for row in pool[count : count + planted]]
    about = {"seed": seed, "pool": len(pool), "glossary": index.glossary.digest(), "chrf++": change}
    hand_out(out, drawn, about, rng)
    print(f"{len(pool)} edits, {len(drawn)} drawn; largest fall of chrF++ {min(change.values()):.2f}")


def hand_out(out: Path, drawn: list[dict[str, object]], about: Mapping[str, object], rng: random.Random) -> None:
    """Write the pairs in random order, their versions too, for the readers, and the key.

    A row has `original`, `edited` and what the readers see beside them (`source`, `house_term`); the rest is the key's.
    """
    rng.shuffle(drawn)
    shown: list[dict[str, object]] = []
    key: dict[str, dict[str, object]] = {}
    for number, row in enumerate(drawn):
        versions = [row.pop("original"), row.pop("edited")]
        first = rng.random() < 0.5
        beside: dict[str, object] = {name: row.pop(name) for name in ("source", "house_term") if name in row}
        shown.append({"id": number, **beside, "A": versions[first], "B": versions[not first]})
        key[str(number)] = {"edited": "A" if first else "B", **{k: v for k, v in row.items() if k != "start"}}
    out.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in shown)
    (out / "texts.jsonl").write_text(lines, encoding="utf-8")
    (out / "key.json").write_text(
        json.dumps({**about, "edits": key}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def tally(out: Path, answers: list[Path]) -> None:
    """Print each reader's verdicts with Wilson intervals, then how far the readers agree."""
    key = json.loads((out / "key.json").read_text(encoding="utf-8"))["edits"]
    by_edit: dict[str, list[str]] = {}
    for path in answers:
        verdicts: dict[str, str] = {}
        seen = Counter[bool]()
        for line in _lines(path):
            number, better, *_ = line.split("\t")
            if key[number]["planted"]:
                seen[better not in ("=", key[number]["edited"])] += 1
                continue
            verdicts[number] = "same" if better == "=" else "better" if better == key[number]["edited"] else "worse"
            by_edit.setdefault(number, []).append(verdicts[number])
        counts = Counter(verdicts.values())
        for verdict in ("better", "same", "worse"):
            low, high = wilson(counts[verdict], len(verdicts)) or (0.0, 0.0)
            share = f"{100 * counts[verdict] / len(verdicts):.1f} % ({100 * low:.1f}-{100 * high:.1f})"
            print(f"{path.stem}: {verdict} {counts[verdict]} of {len(verdicts)}, {share}")
        print(f"{path.stem}: {seen[True]} of {seen.total()} planted mistakes seen")
    for verdicts_of, count in Counter(tuple(v) for v in by_edit.values()).most_common():
        print(f"{' / '.join(verdicts_of)}: {count}")


def _edited(
    name: str, text: list[str], source: list[str], reference: list[str], index: GlossaryIndex
) -> tuple[list[dict[str, object]], float]:
    repairs = postedit([Segment(str(n), line) for n, line in enumerate(text, 1)], index, source)
    both = {"before": text, "after": [r.text for r in repairs]}
    before, after = (
        s.value or 0.0 for s in evaluate(both, [reference], metrics=["chrf++"], design=Design(resamples=2)).scores
    )
    rows: list[dict[str, object]] = [
        {
            "system": name,
            "line": int(r.segment_id),
            "rule": e.concept_id or e.rule,
            "before": e.before,
            "after": e.after,
            "source": source[int(r.segment_id) - 1],
            "original": r.original,
            "edited": _with_one(r, e),
            "start": e.span.start,
        }
        for r in repairs
        for e in r.applied
        if e.group is None
    ]
    return rows, after - before


def _with_one(repair: Repair, edit: Edit) -> str:
    """The line with this edit alone, and what stands and falls with it."""
    text = repair.original
    for one in sorted((e for e in repair.applied if edit.id in (e.id, e.group)), key=lambda e: -e.span.start):
        text = text[: one.span.start] + one.after + text[one.span.end :]
    return text


def _planted(row: dict[str, object], pool: list[dict[str, object]], rng: random.Random) -> dict[str, object]:
    """The pair with what another concept's edit writes at this place."""
    others = [str(other["after"]) for other in pool if other["rule"] != row["rule"] and len(str(other["after"])) > 5]
    wrong, original, start = rng.choice(others), str(row["original"]), int(str(row["start"]))
    edited = original[:start] + wrong + original[start + len(str(row["before"])) :]
    return row | {"after": wrong, "edited": edited, "planted": True}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def main() -> None:
    """Parse and do one of the two."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("verb", choices=("draw", "tally"))
    parser.add_argument("out", type=Path)
    parser.add_argument("answers", type=Path, nargs="*")
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--planted", type=int, default=24)
    given = parser.parse_args()
    if given.verb == "draw":
        draw(given.out, given.edits, given.seed, given.planted)
    else:
        tally(given.out, given.answers)


if __name__ == "__main__":
    main()
