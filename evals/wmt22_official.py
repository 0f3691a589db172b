"""The official BLEU and chrF of WMT22, recomputed: every system, both references and both together.

    python evals/wmt22_official.py [FOLDER] [--pair zh-en]

FOLDER holds `automatic-scores.tsv`, the references, and the outputs in `sys/` (default: the shared data). Prints each
published value that does not come out in every digit, then how many do. Exit code 1 if one does not.

Which references belong to which figure was found by trying: `bleu-all` is the same in any order, `chrf-all` needs B
before A, for of equally good references chrF takes the first.
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

from toolkit.evaluate.metrics import METRICS
from toolkit.evaluate.metrics.port import score

REFERENCES = {"A": "A", "B": "B", "all": "BA"}


def main() -> None:
    """Compare figure by figure."""
    given = [a for a in sys.argv[1:] if not a.startswith("--")]
    shared = os.environ.get("TOOLKIT_SHARED_DATA", str(Path(__file__).parents[1] / "../shared/data"))
    folder = Path(given[0]) if given else Path(shared) / "wmt22-zh-en"
    pair = "zh-en"
    target = pair.split("-")[1]
    with (folder / "automatic-scores.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["pair"] == pair]
    texts = {name: _lines(folder / f"generaltest2022.{pair}.ref.{name}.{target}") for name in "AB"}
    wanted = [row for row in rows if row["metric"].split("-")[0] in ("bleu", "chrf")]
    metrics = {name: METRICS.get(name)(target) for name in ("bleu", "chrf")}
    equal = 0
    for row in wanted:
        name, which = row["metric"].split("-")
        system = _lines(folder / "sys" / f"generaltest2022.{pair}.hyp.{row['system']}.{target}")
        ours = score(metrics[name], system, [texts[reference] for reference in REFERENCES[which]])
        if ours == float(row["score"]):
            equal += 1
        else:
            print(f"{row['metric']} of {row['system']}: published {row['score']}, here {ours!r}")
    print(f"{equal} of {len(wanted)} official values of WMT22 {pair} come out with difference 0.0")
    sys.exit(equal != len(wanted) or not wanted)


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").removesuffix("\n").split("\n")


if __name__ == "__main__":
    main()
