"""What learning from corrections is worth: learn from one half of the labelled set, mend the other.

    python evals/learning.py

The human correction of a segment is its machine translation with each wrong span replaced by the first rendering that
its author would pass. Each half is learnt from in turn; the fix rate of the other half, with source, is printed with
and without what was learnt, and the number of edits and of harmful ones: for the glossary as it is, which lists most
of what recurs, and for the same glossary without any wrong wording, as a house has it that begins.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from toolkit.formats.glossary_folder import write_glossary
from toolkit.formats.suite import CorpusSet
from toolkit.glossary.learn import Correction, as_glossary, learn
from toolkit.jobs.gate import labelled
from toolkit.jobs.setting import setting
from toolkit.model import WRONG, Glossary

HERE = Path(__file__).parent
SET = HERE / "livestream-commerce" / "open.jsonl"
JUDGEMENTS = HERE / "livestream-commerce" / "judgements.csv"


def main() -> None:
    full = setting(["livestream-commerce"]).index
    with tempfile.TemporaryDirectory() as folder:
        right_only = Path(folder) / "right-only"
        write_glossary(without_wrong(full.glossary), right_only)
        for name, place in (("as it is", "livestream-commerce"), ("without wrong wordings", str(right_only))):
            for half in (0, 1):
                taught(name, place, half, Path(folder) / f"{name} {half}")


def taught(name: str, place: str, half: int, folder: Path) -> None:
    """Learn from one half, and print what becomes of the other."""
    folder.mkdir()
    lines = SET.read_text(encoding="utf-8").splitlines()
    plain = setting([place], source_language="zh", target_language="en").index
    rows = [json.loads(line) for line in lines[half::2]]
    lessons = learn([Correction(row["mt"], corrected(row), row["source"], row["id"]) for row in rows], plain)
    layer, other = folder / "learnt", folder / "other.jsonl"
    write_glossary(as_glossary(lessons, plain), layer)
    wiser = setting([place, str(layer)], source_language="zh", target_language="en").index
    other.write_text("\n".join(lines[1 - half :: 2]) + "\n", encoding="utf-8")
    print(f"{name}, learnt from half {half + 1}: {len(lessons)} wordings of {len(rows)} segments")
    for when, index in (("before", plain), ("after", wiser)):
        result = labelled(CorpusSet("other", "labelled", other, JUDGEMENTS), index, with_source=True)
        fix, harm = result.rates["fix"], result.rates["harm"]
        low, high = fix.interval or (0.0, 0.0)
        share = f"{100 * (fix.value or 0):.1f} % ({100 * low:.1f}-{100 * high:.1f})"
        print(f"  {when}: fix {fix.hits} of {fix.of}, {share}; harm {harm.hits} of {harm.of} edits")


def without_wrong(glossary: Glossary) -> Glossary:
    """The glossary with its right terms alone."""
    concepts = (replace(c, terms=tuple(t for t in c.terms if t.status not in WRONG)) for c in glossary.concepts)
    return replace(glossary, name="right-only", concepts=tuple(c for c in concepts if c.terms), examples=())


def corrected(row: dict[str, object]) -> str:
    """The machine translation with its wrong spans put right."""
    text = str(row["mt"])
    for bad in row.get("bad", ()):  # type: ignore[attr-defined]
        if bad["right"]:
            text = text.replace(bad["wrong"], bad["right"][0], 1)
    return text


if __name__ == "__main__":
    main()
