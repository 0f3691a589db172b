"""Fits the estimate without a reference on one half of human MQM data, and reports it on the other.

    python evals/estimate.py [FOLDER] [--write]

FOLDER holds the external data (default: $TOOLKIT_SHARED_DATA, else ../shared/data beside the checkout), of which the
TED Chinese-English MQM annotations are used: one half of the talks to fit, the other to report. `--write`
keeps the weights (toolkit/evaluate/data/estimate.json: figures, no sentences) and the results.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np

from toolkit.evaluate.estimate import WORST, Weights, points
from toolkit.evaluate.estimate_features import NAMES, Features, features
from toolkit.model import LangPair

ROOT = Path(__file__).resolve().parent.parent
REFERENCES = {"ref", "refB"}
RIDGE = 30.0
LEAST_STEP = 60
"""Segments behind every step of the isotonic part."""


class Row(NamedTuple):
    system: str
    talk: str
    segment: str
    source: str
    target: str
    points: float
    """MQM penalty, mean over the raters."""


def main() -> None:
    """Fit, print, and with `--write` keep."""
    given = [a for a in sys.argv[1:] if not a.startswith("--")]
    folder = Path(given[0] if given else os.environ.get("TOOLKIT_SHARED_DATA", ROOT.parent / "shared" / "data"))
    path = folder / "mqm-ted-zh-en" / "mqm_ted_zhen.tsv"
    if not path.is_file():
        raise SystemExit(f"{path}: the MQM data is not here; name its folder.")
    rows = read(path)
    found = features([r.source for r in rows], [r.target for r in rows], LangPair("zh", "en"))
    ours = halves(rows)
    fit = [n for n, r in enumerate(rows) if r.talk in ours]
    held = [n for n, r in enumerate(rows) if r.talk not in ours]
    weights = fitted([found[n] for n in fit], [rows[n] for n in fit])
    predicted = [points(f, weights) for f in found]
    rng = np.random.default_rng(0)
    candidates = {
        "estimate": [-p for p in predicted],
        "random": list(rng.random(len(rows))),
        "length of the source alone": [-float(len(r.source)) for r in rows],
        "findings alone": [-sum(cost for cost, _ in f.found) for f in found],
    }
    table = {
        name: report(
            [rows[n] for n in held], [values[n] for n in held], [rows[n] for n in fit], [values[n] for n in fit]
        )
        for name, values in candidates.items()
    }
    result = {
        "made": date.today().isoformat(),
        "data": "TED zh-en MQM: talks in two halves of like size",
        "fit": {"talks": sorted({rows[n].talk for n in fit}), "outputs": len(fit)},
        "held_out": {"talks": sorted({rows[n].talk for n in held}), "outputs": len(held)},
        "results": table,
        "halves_exchanged": exchanged(rows, found, held, fit),
        "slopes": dict(zip(NAMES, weights.slopes, strict=True)),
    }
    print(json.dumps(result, indent=1, ensure_ascii=False))
    if "--write" in sys.argv:
        out = {
            "provenance": weights.provenance,
            "features": list(NAMES),
            "means": weights.means,
            "scales": weights.scales,
            "slopes": weights.slopes,
            "steps": weights.steps,
        }
        (ROOT / "toolkit" / "evaluate" / "data" / "estimate.json").write_text(json.dumps(out, indent=1) + "\n", "utf-8")
        kept = ROOT / "evals" / "results" / f"{result['made']}-estimate.json"
        kept.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")


def read(path: Path) -> list[Row]:
    """Every rated output with its points: major 5, minor 1, minor punctuation 0.1, non-translation 25."""
    given: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    texts: dict[tuple[str, str], tuple[str, str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            key = row["system"], row["seg_id"]
            source, target = (re.sub(r"</?v>", "", row[side]) for side in ("source", "target"))  # the raters' spans
            texts.setdefault(key, (row["doc"], source, target))
            given[key][row["rater"]] += _points(row["category"], row["severity"])
    return [
        Row(
            system,
            texts[system, segment][0],
            segment,
            *texts[system, segment][1:],
            min(WORST, float(np.mean([*by.values()]))),
        )
        for (system, segment), by in given.items()
    ]


def _points(category: str, severity: str) -> float:
    if category.lower().startswith("non-translation"):
        return WORST
    if severity == "Major":
        return 5.0
    if severity == "Minor":
        return 0.1 if category == "Fluency/Punctuation" else 1.0
    return 0.0


def halves(rows: list[Row]) -> set[str]:
    """The talks to fit on: the largest first, each to the half that is smaller so far."""
    sizes = Counter(talk for talk, _ in {(r.talk, r.segment) for r in rows})
    ours: set[str] = set()
    theirs: set[str] = set()
    for talk, _ in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        smaller = ours if sum(sizes[t] for t in ours) <= sum(sizes[t] for t in theirs) else theirs
        smaller.add(talk)
    return ours


def exchanged(rows: list[Row], found: tuple[Features, ...], fit: list[int], held: list[int]) -> dict[str, object]:
    """The same report with the halves exchanged."""
    weights = fitted([found[n] for n in fit], [rows[n] for n in fit])
    values = [-points(f, weights) for f in found]
    return report([rows[n] for n in held], [values[n] for n in held], [rows[n] for n in fit], [values[n] for n in fit])


def fitted(found: list[Features], rows: list[Row]) -> Weights:
    """Ridge of the logarithm of one plus the points, then pool-adjacent-violators from its sums to points.

    Features, logarithm and ridge were chosen by leaving out one talk of this half after the other. Unknown features
    stand at their mean.
    """
    settled = [f.settled is not None for f in found]
    raw = np.array(
        [[np.nan if v is None else v for v in f.values] for f, s in zip(found, settled, strict=True) if not s]
    )
    y = np.array([p for p, s in zip([r.points for r in rows], settled, strict=True) if not s])
    known = ~np.isnan(raw).all(axis=0)
    means = np.where(known, np.nanmean(np.where(known, raw, 0.0), axis=0), 0.0)
    scales = np.where(known, np.nanstd(np.where(known, raw, 0.0), axis=0), 1.0)
    scales[scales < 1e-9] = 1.0
    x = np.where(np.isnan(raw), 0.0, (raw - means) / scales)
    z = np.log1p(y)
    slopes = np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1]), x.T @ (z - z.mean()))
    steps = isotonic(x @ np.where(known, slopes, 0.0), y)
    today = date.today().isoformat()
    where = f"TED zh-en MQM, one half of the talks, {len(y)} outputs, ridge {RIDGE:g}, {today}"
    rounded = [tuple(round(float(value), 5) for value in part) for part in (means, scales, slopes)]
    return Weights(rounded[0], rounded[1], rounded[2], steps, where)


def isotonic(sums: np.ndarray, y: np.ndarray) -> tuple[tuple[float, float], ...]:
    """Rising steps through blocks of neighbours, at their middles."""
    order = np.argsort(sums, kind="stable")
    blocks = [
        [float(sums[part].mean()), float(y[part].mean()), len(part)]
        for part in np.array_split(order, max(1, len(order) // LEAST_STEP))
    ]
    merged: list[list[float]] = []
    for block in blocks:
        merged.append(block)
        while len(merged) > 1 and merged[-2][1] >= merged[-1][1]:
            (s1, y1, n1), (s2, y2, n2) = merged[-2:]
            merged[-2:] = [[(s1 * n1 + s2 * n2) / (n1 + n2), (y1 * n1 + y2 * n2) / (n1 + n2), n1 + n2]]
    return tuple((round(s, 5), round(p, 5)) for s, p, _ in merged)


def report(rows: list[Row], values: list[float], fit_rows: list[Row], fit_values: list[float]) -> dict[str, object]:
    """Kendall's tau-b over all outputs and within segments, accuracy with ties, pairwise accuracy of systems.

    Ties of a candidate are calibrated on the other half.
    """
    epsilon = max(_epsilons(fit_values), key=lambda e: acc_with_ties(fit_rows, fit_values, e))
    return {
        "kendall_all_outputs": round(tau_b(np.array(values), -np.array([r.points for r in rows])), 3),
        "kendall_within_segments": round(_tau_within(rows, values), 3),
        "acc_eq": round(acc_with_ties(rows, values, epsilon), 3),
        "systems_pairwise": _systems(rows, values, leave_out=REFERENCES),
        "systems_and_references_pairwise": _systems(rows, values, leave_out=set()),
    }


def tau_b(a: np.ndarray, b: np.ndarray) -> float:
    """Kendall's tau with ties (Kendall 1945)."""
    both = ties_a = ties_b = pairs = 0.0
    for place in range(len(a) - 1):
        one, other = np.sign(a[place + 1 :] - a[place]), np.sign(b[place + 1 :] - b[place])
        both += float((one * other).sum())
        ties_a += float((one != 0).sum())
        ties_b += float((other != 0).sum())
        pairs += len(one)
    return both / float(np.sqrt(ties_a * ties_b)) if ties_a and ties_b else 0.0


def _by_segment(rows: list[Row], values: list[float]) -> dict[str, list[tuple[float, float]]]:
    groups: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row, value in zip(rows, values, strict=True):
        groups[row.segment].append((value, -row.points))
    return groups


def _tau_within(rows: list[Row], values: list[float]) -> float:
    taus = [
        tau_b(np.array([v for v, _ in group]), np.array([h for _, h in group]))
        for group in _by_segment(rows, values).values()
        if len({h for _, h in group}) > 1
    ]
    return float(np.mean(taus))


def acc_with_ties(rows: list[Row], values: list[float], epsilon: float) -> float:
    """Deutsch et al. 2023: right orders and right ties over all pairs of one segment; closer than epsilon is a tie."""
    right = pairs = 0
    for group in _by_segment(rows, values).values():
        for (v1, h1), (v2, h2) in combinations(group, 2):
            ours = 0.0 if abs(v1 - v2) <= epsilon else np.sign(v1 - v2)
            right += int(ours == np.sign(h1 - h2))
            pairs += 1
    return right / pairs


def _epsilons(values: list[float]) -> list[float]:
    spread = float(np.std(values)) or 1.0
    return [0.0, *(spread * f for f in (0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0))]


def _systems(rows: list[Row], values: list[float], leave_out: set[str]) -> dict[str, object]:
    by: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row, value in zip(rows, values, strict=True):
        if row.system not in leave_out:
            by[row.system].append((value, -row.points))
    means = {name: (np.mean([v for v, _ in group]), np.mean([h for _, h in group])) for name, group in by.items()}
    pairs = list(combinations(means.values(), 2))
    right = sum((a[0] - b[0]) * (a[1] - b[1]) > 0 for a, b in pairs)
    return {"accuracy": round(right / len(pairs), 3), "right": int(right), "pairs": len(pairs)}


if __name__ == "__main__":
    main()
