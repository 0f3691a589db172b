"""Measures the checks that need no glossary: precision and recall on our sample, false alarms on good text, speed.

    python evals/checks.py [FOLDER] [--write] [--show RULE]

`checks/sample.jsonl` holds segments written by us before the rules, with the findings that must be made; a third is
frozen and has not been read since. FOLDER holds human translations (default: $TOOLKIT_SHARED_DATA, else
../shared/data beside the checkout) that are not in this repository: every finding there counts as an alarm, right or
wrong, so the figure is an upper bound. `--show RULE` prints what a rule says of them; `--write` keeps the figures.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from toolkit.checks.document import check_document
from toolkit.checks.passages import passages
from toolkit.checks.rules.choice import RuleChoice
from toolkit.checks.rules.inspect import inspect
from toolkit.checks.rules.table import BY_ID
from toolkit.evaluate.proportion import wilson
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Finding, Glossary, LangPair

ROOT = Path(__file__).resolve().parent.parent
ALL = RuleChoice(everything=True)
Text = tuple[str, str, list[str], list[str]]
"""Name, pair, sources, targets."""


def main() -> None:
    """Print the tables; with `--write` keep the figures."""
    arguments = sys.argv[1:]
    shown = arguments[arguments.index("--show") + 1] if "--show" in arguments else None
    given = [a for a in arguments if not a.startswith("--") and a != shown]
    folder = Path(given[0] if given else os.environ.get("TOOLKIT_SHARED_DATA", ROOT.parent / "shared" / "data"))
    result: dict[str, object] = {"made": date.today().isoformat(), "sample": _sample()}
    if folder.is_dir():
        result["human_text"] = _human(list(_texts(folder)), shown)
        result["speed"] = _speed(folder)
    else:
        print(f"{folder}: the human translations are not here; only the sample was measured.", file=sys.stderr)
    if "--write" in arguments:
        out = ROOT / "evals" / "results" / f"{result['made']}-checks.json"
        out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


_INDICES: dict[str, GlossaryIndex] = {}


def _checked(pair: str, sources: Sequence[str], targets: Sequence[str]) -> tuple[Finding, ...]:
    if pair not in _INDICES:
        _INDICES[pair] = build_index(Glossary("none", ()), LangPair(*pair.split("-")))
    index = _INDICES[pair]
    ids = [str(number) for number in range(len(targets))]
    return check_document(targets, ids, sources, passages(targets, sources, index), index, ALL)


def _sample() -> dict[str, object]:
    lines = (ROOT / "evals" / "checks" / "sample.jsonl").read_text(encoding="utf-8").splitlines()
    documents: dict[str, list[dict[str, object]]] = {}
    for row in map(json.loads, lines):
        documents.setdefault(row.get("document", row["id"]), []).append(row)
    result: dict[str, object] = {}
    for part in ("open", "frozen"):
        right, made, asked = Counter[str](), Counter[str](), Counter[str]()
        for rows in documents.values():
            if rows[0]["frozen"] == (part == "open"):
                continue
            found = _checked(str(rows[0]["pair"]), [str(r["source"]) for r in rows], [str(r["target"]) for r in rows])
            for number, row in enumerate(rows):
                ours = [f for f in found if f.segment_id == str(number)]
                labels = [(f["rule"], f["span"]) for f in row["findings"]]  # type: ignore[attr-defined]
                made.update(f.rule for f in ours)
                asked.update(rule for rule, _ in labels)
                for finding in ours:
                    label = next((one for one in labels if _is_meant(finding, *one)), None)
                    if label:
                        labels.remove(label)
                        right[finding.rule] += 1
        result[part] = {rule: _rates(right[rule], made[rule], asked[rule]) for rule in sorted({*made, *asked})}
        default = [rule for rule in {*made, *asked} if rule not in BY_ID or BY_ID[rule].default]
        sums = [sum(counter[rule] for rule in default) for counter in (right, made, asked)]
        result[f"{part}, default rules together"] = _rates(*sums)
        print(f"\n{part}: rule, right of made, right of labelled")
        for rule in sorted({*made, *asked}):
            print(f"  {rule:28} {right[rule]:3} of {made[rule]:3}   {right[rule]:3} of {asked[rule]:3}")
        print(f"  default rules together: {_rates(*sums)}")
    return result


def _is_meant(finding: Finding, rule: str, span: Sequence[int] | None) -> bool:
    if finding.rule != rule:
        return False
    return span is None or finding.span is None or (finding.span.start < span[1] and span[0] < finding.span.end)


def _rates(right: int, made: int, asked: int) -> dict[str, object]:
    return {
        "right": right, "made": made, "labelled": asked,
        "precision": round(right / made, 3) if made else None, "precision_95": _rounded(wilson(right, made)),
        "recall": round(right / asked, 3) if asked else None, "recall_95": _rounded(wilson(right, asked)),
    }  # fmt: skip


def _rounded(interval: tuple[float, float] | None) -> list[float] | None:
    return [round(end, 3) for end in interval] if interval else None


def _texts(folder: Path) -> Iterator[Text]:
    flores = {path.suffix[1:]: _lines(path) for path in sorted((folder / "flores").glob("flores-test.*"))}
    for language, lines in flores.items():
        if language != "en":
            yield f"flores {language}-en", f"{language}-en", lines, flores["en"]
            yield f"flores en-{language}", f"en-{language}", flores["en"], lines
    for source, target in (("zh", "de"), ("de", "fr"), ("es", "pt"), ("ja", "zh"), ("fr", "es"), ("ru", "de")):
        yield f"flores {source}-{target}", f"{source}-{target}", flores[source], flores[target]
    wmt = folder / "wmt22-zh-en"
    for name in "AB":
        source_lines = _lines(wmt / "generaltest2022.zh-en.src.zh")
        yield f"wmt22 {name}", "zh-en", source_lines, _lines(wmt / f"generaltest2022.zh-en.ref.{name}.en")
    cns = folder / "cns"
    yield "cns reference", "zh-en", _lines(cns / "source.zh.txt"), _lines(cns / "reference.en.txt")


def _group(name: str, pair: str) -> str:
    if not name.startswith("flores") or pair == "zh-en":
        return name.split(" ")[0] + (" zh-en" if name.startswith("flores") else "")
    return "flores to en" if pair.endswith("-en") else "flores from en" if pair.startswith("en-") else "flores others"


def _human(texts: Sequence[Text], shown: str | None) -> dict[str, object]:
    sizes, alarms = Counter[str](), Counter[tuple[str, str]]()
    examples: list[str] = []
    for name, pair, sources, targets in texts:
        group = _group(name, pair)
        sizes[group] += len(targets)
        for finding in _checked(pair, sources, targets):
            alarms[finding.rule, group] += 1
            if finding.rule == shown:
                place = int(finding.segment_id)
                examples.append(f"{name} [{finding.found}] {finding.message}\n  {sources[place]}\n  {targets[place]}")
    rules = sorted({rule for rule, _ in alarms})
    print("\nfindings on human translations, in 1,000 segments:", dict(sizes))
    for rule in rules:
        row = "".join(f"{1000 * alarms[rule, group] / sizes[group]:12.2f}" for group in sizes)
        print(f"  {rule:28}{row}{'' if rule not in BY_ID or BY_ID[rule].default else '   opt-in'}")
    random.Random(1).shuffle(examples)
    print("\n".join(examples[:40]))
    return {
        "segments": dict(sizes),
        "per_1000": {
            rule: {group: round(1000 * alarms[rule, group] / size, 2) for group, size in sizes.items()}
            for rule in rules
        },
    }


def _speed(folder: Path) -> dict[str, object]:
    """CPU seconds of all rules together, without the glossary's own checks."""
    result: dict[str, object] = {}
    wmt = folder / "wmt22-zh-en"
    flores = folder / "flores"
    for pair, sources, targets in (
        ("zh-en", _lines(wmt / "generaltest2022.zh-en.src.zh"), _lines(wmt / "generaltest2022.zh-en.ref.A.en")),
        ("en-de", _lines(flores / "flores-test.en"), _lines(flores / "flores-test.de")),
        ("en-ja", _lines(flores / "flores-test.en"), _lines(flores / "flores-test.ja")),
    ):
        times = 3000 // len(targets) + 1
        started = time.process_time()
        inspect([str(n) for n in range(len(targets) * times)], sources * times, targets * times,
                LangPair(*pair.split("-")), ALL)  # fmt: skip
        seconds = 10_000 * (time.process_time() - started) / (len(targets) * times)
        result[pair] = {"cpu_seconds_for_10000_segments": round(seconds, 2)}
        print(f"{pair}: {seconds:.2f} CPU s for 10,000 segments")
    return result


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    main()
