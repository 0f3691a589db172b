"""A change of the glossary and what it does to a corpus, as text and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

from toolkit.model import Edit, GlossaryUse, Outcome, Term
from toolkit.report.columns import in_columns, one_line
from toolkit.report.words import counted, line_name

_SHOWN = 20
_CONCEPTS = 15


class _Change(Protocol):
    @property
    def concept(self) -> str: ...
    @property
    def kind(self) -> Literal["new", "gone", "changed"]: ...
    @property
    def removed(self) -> tuple[Term, ...]: ...
    @property
    def added(self) -> tuple[Term, ...]: ...
    @property
    def segments(self) -> int: ...


class _EditChange(Protocol):
    @property
    def old(self) -> Edit | None: ...
    @property
    def new(self) -> Edit | None: ...
    @property
    def kind(self) -> Literal["appears", "disappears", "differs"]: ...


class _Segment(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str | None: ...
    @property
    def target(self) -> str: ...
    @property
    def become_right(self) -> tuple[str, ...]: ...
    @property
    def become_wrong(self) -> tuple[str, ...]: ...
    @property
    def edits(self) -> Sequence[_EditChange]: ...
    @property
    def old_text(self) -> str: ...
    @property
    def new_text(self) -> str: ...


class ImpactData(Protocol):
    """What the impact job found."""

    @property
    def old(self) -> GlossaryUse: ...
    @property
    def new(self) -> GlossaryUse: ...
    @property
    def changes(self) -> Sequence[_Change]: ...
    @property
    def everywhere(self) -> tuple[str, ...]: ...
    @property
    def total(self) -> int: ...
    @property
    def run(self) -> int: ...
    @property
    def segments(self) -> Sequence[_Segment]: ...


def impact_lines(found: ImpactData, every: bool = False) -> Iterator[str]:
    """A summary, the changed concepts, then the segments with both results side by side."""
    yield " ".join(_summary(found))
    if found.changes:
        yield ""
        yield from _concepts(found, None if every else _CONCEPTS)
    shown = found.segments if every else found.segments[:_SHOWN]
    for segment in shown:
        yield ""
        yield from _segment(segment)
    if len(shown) < len(found.segments):
        yield f"... and {counted(len(found.segments) - len(shown), 'more segment')}; --all shows all."


def impact_json(found: ImpactData) -> dict[str, object]:
    """The same for programs."""
    return {
        "old": {"name": found.old.name, "version": found.old.version, "digest": found.old.digest},
        "new": {"name": found.new.name, "version": found.new.version, "digest": found.new.digest},
        "also_changed": list(found.everywhere),
        "segments": found.total,
        "run": found.run,
        "concepts": [
            {
                "concept": c.concept,
                "kind": c.kind,
                "removed": [_term(t) for t in c.removed],
                "added": [_term(t) for t in c.added],
                "segments": c.segments,
            }
            for c in found.changes
        ],
        "differing": [
            {
                "id": s.id,
                "source": s.source,
                "target": s.target,
                "become_right": list(s.become_right),
                "become_wrong": list(s.become_wrong),
                "old_text": s.old_text,
                "new_text": s.new_text,
                "edits": [{"kind": e.kind, "old": _edit_data(e.old), "new": _edit_data(e.new)} for e in s.edits],
            }
            for s in found.segments
        ],
    }


def _summary(found: ImpactData) -> Iterator[str]:
    kinds = Counter(change.kind for change in found.changes)
    if not found.changes and not found.everywhere:
        yield "The two glossaries say the same; nothing would change."
        return
    told = [f"{kinds[kind]:,} {kind}" for kind in ("changed", "new", "gone") if kinds[kind]]
    what = ", ".join([*([f"concepts: {', '.join(told)}"] if told else []), *found.everywhere])
    yield f"{found.old.name} {found.old.version} -> {found.new.name} {found.new.version}: {what}."
    held = "could be touched" if not found.everywhere else "were looked at"
    yield f"{found.run:,} of {counted(found.total, 'segment')} {held}."
    if not found.segments:
        yield "None of them becomes right or wrong, and no edit differs."
        return
    right = sum(bool(s.become_right) for s in found.segments)
    wrong = sum(bool(s.become_wrong) for s in found.segments)
    edits = Counter(e.kind for s in found.segments for e in s.edits)
    texts = sum(s.old_text != s.new_text for s in found.segments)
    yield (
        f"In {right:,} a term becomes right, in {wrong:,} a term becomes wrong; {counted(edits['appears'], 'edit')} "
        f"would appear, {edits['disappears']:,} disappear, {edits['differs']:,} differ; the post-edited text of "
        f"{counted(texts, 'segment')} would be another."
    )


def _concepts(found: ImpactData, limit: int | None) -> Iterator[str]:
    ordered = sorted(found.changes, key=lambda c: -c.segments)
    right = Counter(c for s in found.segments for c in s.become_right)
    wrong = Counter(c for s in found.segments for c in s.become_wrong)
    rows = [("concept", "", "segments", "become right", "become wrong")]
    rows += [
        (c.concept, c.kind, f"{c.segments:,}", f"{right[c.concept]:,}", f"{wrong[c.concept]:,}")
        for c in ordered[:limit]
    ]
    table = in_columns(rows, right=frozenset({2, 3, 4}))
    yield table[0]
    for change, line in zip(ordered, table[1:], strict=False):
        yield line
        yield from (f"    - {_told(term)}" for term in change.removed[:4])
        yield from (f"    + {_told(term)}" for term in change.added[:4])
        hidden = max(0, len(change.removed) - 4) + max(0, len(change.added) - 4)
        if hidden:
            yield f"    ... {counted(hidden, 'more row')}"
    if limit is not None and len(ordered) > limit:
        yield f"... and {counted(len(ordered) - limit, 'more concept')}; --all shows all."
    others = {c for s in found.segments for c in (*s.become_right, *s.become_wrong)} - {c.concept for c in ordered}
    if others:
        yield f"Touched beside them: {', '.join(sorted(others))}"


def _segment(one: _Segment) -> Iterator[str]:
    said = []
    if one.become_right:
        said.append(f"becomes right: {', '.join(one.become_right)}")
    if one.become_wrong:
        said.append(f"becomes wrong: {', '.join(one.become_wrong)}")
    yield f"{line_name(one.id)}{': ' if said else ''}{'; '.join(said)}"
    if one.source:
        yield f"  source  {one_line(one.source)}"
    yield f"  target  {one_line(one.target)}"
    if one.old_text != one.new_text:
        yield f"  old     {_same(one.old_text, one.target)}"
        yield f"  new     {_same(one.new_text, one.target)}"
    elif one.old_text != one.target:
        yield f"  both    {one_line(one.old_text)}"
    for edit in one.edits:
        if edit.old and edit.new:
            yield f"  edit differs: {_edit(edit.old)}; now {_edit(edit.new)}"
        else:
            yield f"  edit {edit.kind}: {_edit(edit.new or edit.old)}"


def _same(text: str, target: str) -> str:
    return "(unchanged)" if text == target else one_line(text)


def _edit(edit: Edit | None) -> str:
    if edit is None:
        return ""
    asked = " (to review)" if edit.outcome is Outcome.REVIEW else ""
    return f"'{one_line(edit.before)}' -> '{one_line(edit.after)}'{asked}"


def _told(term: Term) -> str:
    extras = [term.part_of_speech, term.action if term.action != "fix" else None]
    cues = [f"only near {'|'.join(term.only_if_near)}" if term.only_if_near else None]
    more = [f"not near {'|'.join(term.not_if_near)}" if term.not_if_near else None]
    sure = ["unmistakable" if term.unmistakable else None]
    details = ", ".join(filter(None, [term.status, *extras, *cues, *more, *sure]))
    return f"{term.language} '{one_line(term.text)}' ({details})"


def _term(term: Term) -> dict[str, str]:
    return {"language": term.language, "term": term.text, "status": term.status}


def _edit_data(edit: Edit | None) -> dict[str, object] | None:
    if edit is None:
        return None
    return {
        "span": list(edit.span),
        "before": edit.before,
        "after": edit.after,
        "concept": edit.concept_id,
        "outcome": edit.outcome.value,
    }
