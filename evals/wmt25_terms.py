"""Terminology repair on the documents of the WMT25 terminology task (zh-en, 2016), without a model or a reference.

    python evals/wmt25_terms.py [--profile balanced] [--system NAME ...] [--json] [--edits FILE]

For each system's own output (`noterm`) the term success before and after post-editing with the dictionary `proper`
as the glossary, the chrF++ (sacrebleu, word order 2) of the documents, the number of edits and the over-use: how
often approved renderings stand in the text beyond what the source asks for. Beside it the dictionary `random`, whose
entries are no terms, and the references' own rate, the ceiling. Both dictionaries were taken from the references of
the same year, so that any edit towards them raises chrF++ a little: a customer's glossary will not.

Term success is the task's own (`toolkit.evaluate.terminology.wmt25`).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sacrebleu.metrics.chrf import CHRF

from toolkit.evaluate.terminology import wmt25
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Concept, Glossary, LangPair, Outcome, Repair, Segment, Term
from toolkit.postedit.editor import postedit

DATA = Path(os.environ.get("TOOLKIT_SHARED_DATA", "../shared/data")) / "terminology-wmt25"
Document = dict[str, object]


def main() -> None:
    options = _options()
    if not DATA.is_dir():
        sys.exit(f"{DATA} is not here: set TOOLKIT_SHARED_DATA to the folder of the external data.")
    documents = [json.loads(line) for line in (DATA / "full_data_2016.jsonl").open(encoding="utf-8")]
    if options.half:
        documents = documents[options.half - 1 :: 2]
    references = [d["en"] for d in documents]
    names = options.system or [p.name.split(".2016")[0] for p in sorted(DATA.glob("*.noterm.jsonl"))]
    result: dict[str, object] = {}
    for dictionary in options.dictionary:
        index = build_index(glossary(documents, dictionary, options.profile), LangPair("zh", "en"))
        ceiling = success(documents, references, dictionary)
        for name in names:
            rows = [json.loads(line) for line in (DATA / f"{name}.2016.zhen.noterm.jsonl").open(encoding="utf-8")]
            if options.half:
                rows = rows[options.half - 1 :: 2]
            before = [row["en"] for row in rows]
            began = time.process_time()
            repairs = repaired(documents, before, index)
            after = [repair.text for repair in repairs]
            edits = [e for r in repairs for e in r.edits if e.outcome is Outcome.APPLIED and e.group is None]
            row = {
                "before": {"success": success(documents, before, dictionary), "chrf": chrf(before, references)},
                "after": {
                    "success": success(documents, after, dictionary),
                    "chrf": chrf(after, references),
                    "edits": len(edits),
                    "overuse": overuse(documents, after, dictionary) - overuse(documents, before, dictionary),
                },
                "ceiling": ceiling,
                "seconds": round(time.process_time() - began, 1),
            }
            result[name if dictionary == "proper" else f"{name} ({dictionary})"] = row
            if not options.json:
                print(_line(name, dictionary, row))
            if options.edits and dictionary == "proper":
                _write_edits(options.edits, name, repairs)
    if options.json:
        print(json.dumps(result, indent=2))


def glossary(documents: Sequence[Document], dictionary: str, profile: str) -> Glossary:
    """The dictionary as a glossary: an entry is a concept, all its renderings are preferred."""
    entries: dict[str, list[str]] = {}
    for document in documents:
        for source, renderings in document[dictionary].items():  # type: ignore[attr-defined]
            if source.strip():
                entries.setdefault(source.strip(), []).extend(
                    r.strip() for r in renderings if r.strip() and "..." not in r
                )
    concepts = [
        Concept(source, (Term(source, "zh"), *(Term(r, "en") for r in dict.fromkeys(renderings))))
        for source, renderings in entries.items()
        if renderings
    ]
    return Glossary(f"wmt25-{dictionary}", tuple(concepts), policy=(("profile", profile),))


def repaired(documents: Sequence[Document], texts: Sequence[str], index: GlossaryIndex) -> tuple[Repair, ...]:
    """All documents as one job, a document a segment."""
    segments = [
        Segment(str(n), text, source=str(d["zh"])) for n, (d, text) in enumerate(zip(documents, texts, strict=True))
    ]
    return postedit(segments, index)


def success(documents: Sequence[Document], texts: Sequence[str], dictionary: str) -> float:
    """Term success by the task's rule."""
    references = [str(d["en"]) for d in documents]
    value = wmt25.success(_sources(documents), references, texts, _dictionaries(documents, dictionary)).value()
    return round(value or 0.0, 6)


def overuse(documents: Sequence[Document], texts: Sequence[str], dictionary: str) -> int:
    """Renderings that stand in the texts beyond the occurrences of their entries, of entries that occur."""
    return wmt25.overuse(_sources(documents), texts, _dictionaries(documents, dictionary))


def _sources(documents: Sequence[Document]) -> list[str]:
    return [str(d["zh"]) for d in documents]


def _dictionaries(documents: Sequence[Document], dictionary: str) -> list[wmt25.Dictionary]:
    return [d[dictionary] for d in documents]  # type: ignore[misc]


def chrf(texts: Sequence[str], references: Sequence[str]) -> float:
    """chrF++ of the documents."""
    return round(float(CHRF(word_order=2).corpus_score(list(texts), [list(references)]).score), 2)


def _write_edits(path: Path, system: str, repairs: Sequence[Repair]) -> None:
    with path.open("a", encoding="utf-8") as out:
        for repair in repairs:
            for edit in repair.edits:
                start, end = max(0, edit.span.start - 120), edit.span.end + 120
                row = {
                    "system": system, "before": edit.before, "after": edit.after, "evidence": edit.evidence,
                    "confidence": edit.confidence, "outcome": edit.outcome.value, "why": edit.refusal or edit.reason,
                    "left": repair.original[start : edit.span.start], "right": repair.original[edit.span.end : end],
                    "group": edit.group,
                }  # fmt: skip
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _line(name: str, dictionary: str, row: dict[str, object]) -> str:
    before, after = row["before"], row["after"]
    return (
        f"{name:24} {dictionary:7} success {before['success']:.3f} -> {after['success']:.3f} "  # type: ignore[index]
        f"(ceiling {row['ceiling']:.3f})  chrF++ {before['chrf']:.2f} -> {after['chrf']:.2f}  "  # type: ignore[index]
        f"{after['edits']} edits, overuse {after['overuse']:+d}, {row['seconds']} s"  # type: ignore[index]
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", default="balanced")
    parser.add_argument("--system", action="append")
    parser.add_argument("--dictionary", action="append", choices=["proper", "random"])
    parser.add_argument("--half", type=int, choices=[1, 2], help="every second document, from the first or second")
    parser.add_argument("--edits", type=Path, help="append every edit to this file, as JSON lines")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.dictionary = options.dictionary or ["proper", "random"]
    return options


if __name__ == "__main__":
    main()
