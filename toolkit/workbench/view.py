"""What the page shows of one segment, as JSON data: texts in marked runs, changes with their reasons. No markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from toolkit.glossary.index import GlossaryIndex
from toolkit.model import SATISFYING, Edit, Finding, Repair
from toolkit.report import words
from toolkit.report.words import kind, sureness
from toolkit.text.diff import DiffPart, diff
from toolkit.workbench import state as states
from toolkit.workbench.bench import Bench
from toolkit.workbench.runs import Mark, named_signs, runs, visible
from toolkit.workbench.state import Judgement, SegmentState


def segment(bench: Bench, number: int) -> dict[str, Any]:
    """Everything the page shows of a segment."""
    version, state = bench.state(number)
    row, repair = bench.rows[number], bench.repair(state.run, number)
    text = states.text_of(repair, state)
    parts = diff(row.original, text)
    names = _concepts(bench, row.source, repair)
    return {
        "number": number,
        "id": row.id,
        "version": version,
        "source": None if row.source is None else runs(row.source, _source_marks(bench, row.source, state)),
        "mt": runs(row.original, [*_changed(parts, "mt"), *_places(repair, state), *_errors(state.mt)]),
        "edit": runs(text, [*_changed(parts, "edit"), *_terms(bench, names, text), *_errors(state.edit)]),
        "text": text,
        "reference": None if row.reference is None else runs(row.reference, _differs(row.reference, text)),
        "signs": named_signs("".join(filter(None, (row.source, row.original, row.reference, text)))),
        "changes": [_change(repair, state, edit) for edit in states.mains(repair)],
        "reread": list(repair.reread.reasons) if repair.reread and not state.done else [],
        "open": [_finding(f) for f in _unasked(bench.open_findings(number, state.run, text), repair, state)],
        "judged": {"mt": _judgement(state.mt, row.original), "edit": _judgement(state.edit, text)},
        "concepts": [{"id": name, "says": says(bench.with_proposals().index, name)} for name in names],
        "written": state.written is not None,
        "done": state.done,
        "flags": sorted(bench.summary(number, version).flags),
    }


def _change(repair: Repair, state: SegmentState, edit: Edit) -> dict[str, Any]:
    said = state.verdicts.get(edit.id)
    made = state.written is None and any(e.id == edit.id for e in states.accepted(repair, state))
    companions = [e for e in repair.edits if e.group == edit.id]
    return {
        "id": edit.id,
        "before": visible(edit.before),
        "after": edit.after if said is None or said.after is None else said.after,
        "proposed": edit.after,
        "alternatives": [choice for choice in edit.alternatives if choice != edit.after],
        "with": [{"before": visible(e.before), "after": visible(e.after)} for e in companions],
        "reason": visible(edit.reason),
        "refusal": edit.refusal and visible(edit.refusal),
        "evidence": edit.evidence and visible(edit.evidence),
        "rule": edit.rule,
        "kind": kind(edit),
        "concept": edit.concept_id,
        "sure": sureness(edit),
        "outcome": str(edit.outcome),
        "verdict": said.verdict if said else None,
        "made": made,
    }


def _concepts(bench: Bench, source: str | None, repair: Repair) -> list[str]:
    """The concepts that the segment is about: the source's, and those of its changes."""
    index = bench.with_proposals().index
    names = [found.concept for found in index.in_source(source)] if source is not None else []
    names += [edit.concept_id for edit in repair.edits if edit.concept_id and edit.concept_id in index.concepts]
    return list(dict.fromkeys(names))


def says(index: GlossaryIndex, concept: str) -> str:
    """A concept in a line: its source terms and preferred ones."""
    source = index.concepts[concept].in_language(index.pair.source, SATISFYING)
    sides = [", ".join(term.text for term in terms[:3]) for terms in (source, index.preferred(concept))]
    return " \N{RIGHTWARDS ARROW} ".join(filter(None, sides))


def _unasked(findings: Iterable[Finding], repair: Repair, state: SegmentState) -> Iterator[Finding]:
    """The findings that no change asks about already."""
    asked = states.to_decide(repair, state)
    return (finding for finding in findings if not any(words.asks_about(edit, finding) for edit in asked))


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": kind(finding),
        "rule": finding.rule,
        "message": visible(finding.message),
        "found": finding.found and visible(finding.found),
        "placed": finding.span is not None,
        "expected": [visible(text) for text in finding.expected],
        "severity": str(finding.severity),
        "concept": finding.concept_id,
    }


def _judgement(judgement: Judgement, text: str) -> dict[str, Any]:
    return {
        "rated": judgement.rated,
        "score": judgement.score,
        "errors": [
            {
                "severity": error.severity,
                "category": error.category,
                "note": error.note,
                "words": [visible(span.of(text)) for span in error.spans],
                "in_source": bool(error.source_spans),
            }
            for error in judgement.errors
        ],
    }


def _changed(parts: Iterable[DiffPart], side: str) -> Iterator[Mark]:
    for part in parts:
        if part.op != "equal":
            span = part.before if side == "mt" else part.after
            yield Mark(span, "del" if side == "mt" else "ins", "taken out" if side == "mt" else "put in")


def _differs(reference: str, text: str) -> Iterator[Mark]:
    """What the post-edit says otherwise; nothing where the two share so little that every word would be marked."""
    parts = diff(reference, text)
    same = sum(part.before.end - part.before.start for part in parts if part.op == "equal")
    for part in parts if same >= _ALIKE * len(reference) else ():
        if part.op != "equal":
            yield Mark(part.before, "ref", "differs from the post-edit")


def _places(repair: Repair, state: SegmentState) -> Iterator[Mark]:
    """Where changes are or could be made in the machine translation."""
    open_ones = {edit.id for edit in states.to_decide(repair, state)}
    for edit in states.mains(repair):
        is_open = edit.id in open_ones
        yield Mark(edit.span, "ask" if is_open else "place", "to decide" if is_open else None, edit.id)


def _errors(judgement: Judgement) -> Iterator[Mark]:
    for error in judgement.errors:
        title = f"{error.severity} error" + (f": {error.category}" if error.category else "")
        yield from (Mark(span, f"error-{error.severity}", title) for span in error.spans)


def _source_marks(bench: Bench, source: str, state: SegmentState) -> Iterator[Mark]:
    index = bench.with_proposals().index
    for found in index.in_source(source):
        wanted = " | ".join(term.text for term in index.preferred(found.concept))
        yield Mark(found.span, "term", f"term: {wanted}" if wanted else "term")
    for error in (*state.mt.errors, *state.edit.errors):
        yield from (Mark(span, f"error-{error.severity}", f"{error.severity} error") for span in error.source_spans)


_ALIKE = 0.4
"""Share of the reference's characters."""


def _terms(bench: Bench, concepts: Iterable[str], text: str) -> Iterator[Mark]:
    """Approved wordings of these concepts."""
    for found in bench.matcher(frozenset(concepts)).right(text):
        yield Mark(found.span, "term", "approved term")
