"""How well unanswered terms are located, measured without a human: approved renderings are hidden and looked for.

    python evals/locating.py [--system NAME ...] [--json FILE]

On the documents of the WMT25 terminology task (zh-en, 2016; external). Of the terms that a text renders rightly a
third at a time loses its approved renderings, as if nobody had listed them; the locator must then find the words
from the rest of the sentence. Counted are source terms that stand once in a passage and are rendered once.
Likeness to an approved rendering, which often helps with real mistakes, cannot help here. `references` are the
human translations.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from wmt25_terms import DATA, Document, glossary

from toolkit.checks.located import locate
from toolkit.checks.passages import passages
from toolkit.checks.terms import examine
from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Span, Term

PAIR = LangPair("zh", "en")
PARTS = 3
ANY = 2.0
"""No place is so sure; parts of terms are then not looked for one by one."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--system", action="append")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"{DATA} is not here: set TOOLKIT_SHARED_DATA to the folder of the external data.")
    documents = [json.loads(line) for line in (DATA / "full_data_2016.jsonl").open(encoding="utf-8")]
    names = options.system or ["references", *sorted(p.name.split(".2016")[0] for p in DATA.glob("*.noterm.jsonl"))]
    result = {}
    for name in names:
        counts = Counter(kind for part in range(PARTS) for kind in found(documents, _texts(documents, name), part))
        total = sum(counts.values())
        result[name] = {"terms": total, **{kind: counts[kind] for kind in ("exact", "touched", "elsewhere", "nowhere")}}
        shares = ", ".join(f"{kind} {100 * counts[kind] / total:.1f} %" for kind in list(result[name])[1:])
        print(f"{name:24} {total:5} terms: {shares}")
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def found(documents: Sequence[Document], texts: Sequence[str], part: int) -> Iterator[str]:
    """For each hidden rendering whether its place was found: exact, touched, elsewhere or nowhere."""
    whole = glossary(documents, "proper", "balanced")
    full = build_index(whole, PAIR)
    hidden = {concept.id for concept in whole.concepts if _part(concept.id) == part}
    concepts = tuple(_nameless(c) if c.id in hidden else c for c in whole.concepts)
    index = build_index(Glossary("hidden", concepts, policy=whole.policy), PAIR)
    cut = passages(texts, [str(d["zh"]) for d in documents], index)
    places = {
        (one.passage, one.occurrence.concept): (one.place.segment, one.place.span)
        for one in locate(cut, [examine(p, texts, index) for p in cut], texts, index, ANY)
    }
    for number, passage in enumerate(cut):
        asked = Counter(o.concept for o in full.in_source(passage.source or ""))
        said: dict[str, list[tuple[int, Span]]] = {}
        for piece in passage.pieces:
            for right in full.right(piece.span.of(texts[piece.segment])):
                said.setdefault(right.concept, []).append((piece.segment, right.span.shift(piece.span.start)))
        for concept in sorted(hidden & said.keys()):
            if asked[concept] == 1 and len(said[concept]) == 1:
                yield _compared(places.get((number, concept)), *said[concept][0], texts)


def _compared(place: tuple[int, Span] | None, segment: int, span: Span, texts: Sequence[str]) -> str:
    if place is None:
        return "nowhere"
    wording = span.of(texts[segment])
    bare = Span(span.start + 4, span.end) if wording.lower().startswith("the ") else span  # an article is no part
    if place[0] == segment and place[1] in (span, bare):
        return "exact"
    return "touched" if place[0] == segment and place[1].overlaps(span) else "elsewhere"


def _part(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % PARTS


def _nameless(concept: Concept) -> Concept:
    """The concept with one rendering of as many words that stand in no text, its capitals kept."""
    source = [term for term in concept.terms if term.language == "zh"]
    target = next(term for term in concept.terms if term.language == "en")
    words = ["Zorbla" if word[:1].isupper() else "zorbla" for word in target.text.split()]
    return replace(concept, terms=(*source, Term(" ".join(words), "en")))


def _texts(documents: Sequence[Document], name: str) -> list[str]:
    if name == "references":
        return [str(d["en"]) for d in documents]
    rows = (DATA / f"{name}.2016.zhen.noterm.jsonl").open(encoding="utf-8")
    return [json.loads(row)["en"] for row in rows]


if __name__ == "__main__":
    main()
