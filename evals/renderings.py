"""How many of the triaged renderings the glossary knows as wrong for their source term.

    python evals/renderings.py [GLOSSARY]

`livestream-commerce/renderings.csv` gives every wording that was seen on machine-translated Chinese news pages a
verdict: garble, garble-with-source, admitted, not-a-term. The first two should be found where the source has the term;
the admitted ones must not be edited.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

from toolkit.checks.passages import passages
from toolkit.checks.terms import examine
from toolkit.evaluate.proportion import wilson
from toolkit.jobs.setting import setting
from toolkit.model import Segment
from toolkit.postedit.editor import postedit

SEED = 20261121
"""Of the draw that halves the table."""
LEAD = "It was said: "


def main() -> None:
    """Print recall on the two halves, and the admitted wordings that are edited."""
    index = setting(sys.argv[1:2] or ["livestream-commerce"]).index
    table = Path(__file__).parent / "livestream-commerce" / "renderings.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    order = list(range(len(rows)))
    random.Random(SEED).shuffle(order)
    second = set(order[len(rows) // 2 :])
    found: dict[bool, list[bool]] = {False: [], True: []}
    edited = []
    for row in rows:
        text, source = f"{LEAD}{row['wording']}.", f"据说:{row['zh']}。"
        if row["verdict"].startswith("garble"):
            hits = [h for p in passages([text], [source], index) for h in examine(p, [text], index, garbled=True).hits]
            found[int(row["row"]) in second].append(any(h.span.end > len(LEAD) for h in hits if h.verdict != "flag"))
        elif row["verdict"] == "admitted":
            after = postedit([Segment("1", text)], index, [source])[0].text
            if after != text:
                edited.append((row["zh"], row["wording"], after.removeprefix(LEAD)))
    for name, half in (("first half", found[False]), ("second half", found[True])):
        low, high = wilson(sum(half), len(half)) or (0.0, 0.0)
        print(f"{name}: {sum(half)} of {len(half)} found ({100 * low:.0f} to {100 * high:.0f} %)")
    print(f"admitted wordings edited: {len(edited)} of {sum(r['verdict'] == 'admitted' for r in rows)}")
    for zh, wording, after in edited:
        print(f"  {zh}: {wording} -> {after}")


if __name__ == "__main__":
    main()
