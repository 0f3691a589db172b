"""The glossary on the workbench: concepts found, shown with what the linter says of them, and tried on sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.errors import InputError
from toolkit.formats.concept_ids import fresh_id, slug_of
from toolkit.glossary.search import find_concept, search
from toolkit.jobs.setting import Setting
from toolkit.model import SATISFYING, Concept, Segment, Term
from toolkit.postedit.editor import postedit
from toolkit.text.diff import diff
from toolkit.workbench.bench import Bench
from toolkit.workbench.linted import Linted, told
from toolkit.workbench.runs import Mark, runs, visible
from toolkit.workbench.view import says

PAGE = 60
MOST = 20_000
"""Characters of a sentence to try: the box is for sentences, not for books."""


def browse(bench: Bench, text: str, start: int) -> dict[str, Any]:
    """The concepts that answer a search, or all in the glossary's order, a page of them."""
    glossary = bench.with_proposals().index.glossary
    if text.strip():
        hits = search(glossary, text, limit=400)
        concepts = list({hit.concept.id: hit.concept for hit in hits}.values())
    else:
        concepts = list(glossary.concepts)
    return {
        "name": glossary.name,
        "version": glossary.version,
        "found": len(concepts),
        "concepts": [_short(bench, concept) for concept in concepts[start : start + PAGE]],
    }


def concept(bench: Bench, linted: Linted, name: str) -> dict[str, Any]:
    """One concept with its terms by language, findings, and examples as they come out now. Raises InputError."""
    index = bench.with_proposals().index
    found = find_concept(index.glossary, name)
    by_language: dict[str, list[dict[str, Any]]] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for term in found.terms:
        by_language.setdefault(term.language, []).append(_term(term) | {"nth": seen[term.language, term.text]})
        seen[term.language, term.text] += 1
    return {
        "id": found.id,
        "says": says(index, found.id),
        "subject": found.subject,
        "definition": found.definition,
        "note": found.note,
        "languages": [{"language": tag, "terms": terms} for tag, terms in by_language.items()],
        "findings": [told(finding) for finding in linted.of(found)],
        "examples": examples(bench.with_proposals(), found.id),
    }


def examples(with_: Setting, name: str) -> list[dict[str, Any]]:
    """The examples of a concept as they come out with this glossary."""
    return [
        tried(with_, example.source, example.before) | {"wanted": example.after, "note": example.note}
        for example in with_.index.glossary.examples
        if example.concept == name
    ]


def tried(with_: Setting, source: str | None, before: str) -> dict[str, Any]:
    """A sentence as the post-editor leaves it with this glossary. Raises InputError."""
    if not before.strip():
        raise InputError("Write a sentence of the machine translation to try.")
    if len(before) + len(source or "") > MOST:
        raise InputError("This is too long for the box. Try a sentence.")
    repair = postedit([Segment("1", before, source or None)], with_.index)[0]
    parts = [part for part in diff(before, repair.text) if part.op != "equal"]
    return {
        "source": source,
        "before": runs(before, [Mark(part.before, "del", "taken out") for part in parts]),
        "after": runs(repair.text, [Mark(part.after, "ins", "put in") for part in parts]),
        "text": repair.text,
        "reasons": [
            visible(f"{e.before} \N{RIGHTWARDS ARROW} {e.after}: {e.reason}") for e in repair.edits if not e.group
        ],
    }


def placed(bench: Bench, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Rows that name no concept, with one: that of a source term among them, else a new one, named after the wording.

    A translator knows the words, not what the glossary calls them.
    """
    if not rows or any(str(row.get("concept") or "").strip() for row in rows):
        return list(rows)
    pair = bench.base.pair
    glossary = bench.with_proposals().index.glossary
    said = [
        (str(row.get("language")), " ".join(str(row.get("term") or "").split()), row.get("status") or "preferred")
        for row in rows
    ]
    sources = {text for language, text, _ in said if language == pair.source and text}
    for one in glossary.concepts:
        if any(term.text in sources for term in one.in_language(pair.source, SATISFYING)):
            new: list[Mapping[str, Any]] = [{**row, "concept": one.id} for row in rows if not _stands(one, row)]
            if not new:
                raise InputError(f"The glossary has all of this already: {one.id}. Change a status on its page.")
            return new
    right = [text for language, text, status in said if language == pair.target and status in SATISFYING]
    name = next((slug for text in right if (slug := slug_of(text))), "")
    if not name:
        raise InputError("Say the right term too, or to which term of the glossary this belongs.")
    fresh = fresh_id(name, {one.id for one in glossary.concepts})
    return [{**row, "concept": fresh} for row in rows]


def _stands(one: Concept, row: Mapping[str, Any]) -> bool:
    said = (row.get("language"), " ".join(str(row.get("term") or "").split()))
    return any((term.language, term.text) == said for term in one.terms)


def _short(bench: Bench, one: Concept) -> dict[str, Any]:
    pair = bench.base.pair
    source = [t.text for t in one.in_language(pair.source, frozenset({"preferred", "admitted"}))]
    target = [t.text for t in one.in_language(pair.target, frozenset({"preferred"}))]
    wrong = len([t for t in one.terms if t.status in ("garble", "forbidden", "deprecated")])
    proposed = any(t.approval == "proposed" for t in one.terms)
    return {"id": one.id, "source": source, "target": target, "wrong": wrong, "proposed": proposed}


def _term(term: Term) -> dict[str, Any]:
    cues = [f"only near: {', '.join(term.only_if_near)}"] if term.only_if_near else []
    cues += [f"not near: {', '.join(term.not_if_near)}"] if term.not_if_near else []
    cues += ["unmistakable"] if term.unmistakable else []
    cues += [f"replaced with: {term.replace_with}"] if term.replace_with else []
    cues += {"ask": ["asks the translator"], "flag": ["is only told"], "fix": []}[term.action]
    return {
        "text": visible(term.text),
        "status": term.status,
        "place": term.part_of_speech,
        "approval": term.approval,
        "note": term.note,
        "cues": cues,
    }
