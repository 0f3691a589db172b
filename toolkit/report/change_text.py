"""What changed between two versions of a glossary, as a log for translators: a summary first, then by concept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from toolkit.glossary.changes.diff import Change, Diff, FieldChange
from toolkit.glossary.changes.facts import EXTRA, POLICY
from toolkit.model.terms import SATISFYING, Concept, Convention, Example, Term
from toolkit.report.words import counted

_FEW = 3
"""So many turns of status are named in the summary itself."""
_MANY = 6
"""Garbled wordings that came or went with others; more are counted."""
_NOT_TOLD = frozenset({"id", "language", "text", "status", "part_of_speech"})
"""Facts of a term that its line tells anyhow."""


class Entry(NamedTuple):
    """One line of the log."""

    verb: str
    """added, removed, promoted, demoted, reworded, changed, renamed."""
    language: str | None
    """Of a term."""
    subject: str
    """The wording, or what else it is about."""
    details: tuple[str, ...]


class Section(NamedTuple):
    """One concept, or the conventions, or the examples."""

    title: str
    right: str
    """The concept's right terms, so that a reader knows what its id stands for."""
    entries: tuple[Entry, ...]


def summary(told: Diff) -> str:
    """One line: what was added, removed and turned.

    >>> from toolkit.glossary.changes.diff import diff
    >>> from toolkit.model.terms import Glossary
    >>> def said(*terms): return Glossary("g", (Concept("blacklist", terms),))
    >>> summary(diff(said(Term("黑名单", "zh")), said(Term("黑名单", "zh", "forbidden"), Term("拒绝名单", "zh"))))
    '1 term added, 1 demoted: 黑名单 preferred -> forbidden.'
    """
    counts = counts_of(told)
    if not counts:
        return "No differences."
    turns = [change for change in told.changes if change.turn]
    if not 0 < len(turns) <= _FEW:
        return ", ".join(_counted(counts)) + "."
    last = max(n for n, name in enumerate(counts) if name in ("term promoted", "term demoted")) + 1
    first, rest = dict(list(counts.items())[:last]), dict(list(counts.items())[last:])
    named = f"{', '.join(_counted(first))}: {', '.join(map(_turn, turns))}"
    return "; ".join(filter(None, (named, ", ".join(_counted(rest))))) + "."


def _counted(counts: dict[str, int]) -> Iterator[str]:
    """`1 term added`, `2 demoted`: the noun is not said again."""
    before = None
    for name, number in counts.items():
        noun, _, verb = name.partition(" ")
        yield f"{number:,} {verb}" if noun == before else f"{counted(number, noun)} {verb}"
        before = noun


def counts_of(told: Diff) -> dict[str, int]:
    """`term added` -> 3 and so on, in the order in which they are reported; nothing that did not happen."""
    found: Counter[str] = Counter()
    found["concept renamed"] = len(told.renamed)
    renamed = {new for _, new in told.renamed}
    for change in told.changes:
        if change.kind == "concept" and change.what == "changed" and change.concept in renamed:
            if len(change.fields()) > 1:
                found["concept changed"] += 1
        elif change.kind == "glossary":
            found["heading changed"] += 1
        else:
            found[f"{change.kind} {_verb(change)}"] += 1
    order = [
        f"{kind} {verb}"
        for kind in ("concept", "term", "convention", "example", "heading")
        for verb in ("added", "removed", "renamed", "promoted", "demoted", "reworded", "changed")
    ]
    return {name: found[name] for name in order if found[name]}


def sections(told: Diff, all_of_it: bool = False) -> Iterator[Section]:
    """The log by concept. Of many garbled wordings that came or went together the first few, unless `all_of_it`."""
    was = {new: old for old, new in told.renamed}
    known = {c.id: c for glossary in (told.old, told.new) for c in glossary.concepts}
    for (group, name), changes in groupby(told.changes, key=_group):
        title = name if group == "concept" else group
        right = _right_terms(known[name]) if group == "concept" else ""
        entries: list[Entry] = []
        if group == "concept" and name in was:
            entries.append(Entry("renamed", None, f"{was[name]} -> {name}", ()))
        entries += _entries(list(changes), all_of_it)
        if entries:
            yield Section(title, right, tuple(entries))


def change_lines(told: Diff, all_of_it: bool = False) -> Iterator[str]:
    """The log as lines: the summary, then each section with its title."""
    yield summary(told)
    for section in sections(told, all_of_it):
        yield ""
        yield f"{section.title}  ({section.right})" if section.right else section.title
        for entry in section.entries:
            more = "; ".join(entry.details)
            language = f"{entry.language}  " if entry.language else ""
            yield "  ".join(filter(None, (f"  {entry.verb.ljust(8)}", f"{language}{entry.subject}", more)))


def value_text(value: Any) -> str:
    """A fact's value as people write it.

    >>> value_text(("dear", "friends")), value_text(None), value_text(True)
    ('dear|friends', '(none)', 'yes')
    """
    if value is True:
        return "yes"
    if isinstance(value, tuple):
        return "|".join("=".join(v) if isinstance(v, tuple) else v for v in value) or "(none)"
    return "(none)" if value is None or value is False else visible(str(value))


def fact_name(name: str) -> str:
    """`part of speech` of `part_of_speech`; a column of one's own by its own name."""
    return name.removeprefix(EXTRA).removeprefix(POLICY) if "." in name else name.replace("_", " ")


def visible(text: str) -> str:
    """The text on one line, with what cannot be seen by its number."""
    return "".join(char if char.isprintable() else " " if char in "\n\t" else f"<U+{ord(char):04X}>" for char in text)


def _group(change: Change) -> tuple[str, str]:
    if change.kind in ("concept", "term"):
        return "concept", change.concept
    return {"glossary": "heading", "convention": "conventions", "example": "examples"}[change.kind], ""


def _verb(change: Change) -> str:
    if change.what != "changed":
        return change.what
    if change.turn:
        return change.turn
    before, after = change.before, change.after
    return (
        "reworded" if isinstance(before, Term) and isinstance(after, Term) and before.text != after.text else "changed"
    )


def _entries(changes: Sequence[Change], all_of_it: bool) -> Iterator[Entry]:
    garbles: Counter[str] = Counter()
    for change in changes:
        item = change.after or change.before
        if isinstance(item, Term) and item.status == "garble" and change.what != "changed":
            garbles[change.what] += 1
            if garbles[change.what] > _MANY and not all_of_it:
                continue
        entry = _entry(change)
        if entry is not None:
            yield entry
    for what, number in garbles.items():
        if number > _MANY and not all_of_it:
            yield Entry(what, None, f"{counted(number - _MANY, 'more garbled wording')}; --all shows them", ())


def _entry(change: Change) -> Entry | None:
    item, verb = change.after or change.before, _verb(change)
    if isinstance(item, Term):
        return Entry(verb, item.language, _wording(change), tuple(_term_details(change, item)))
    if isinstance(item, Concept):
        told = [f for f in change.fields() if f.name != "id"]
        if change.what == "changed":
            return Entry(verb, None, "concept", tuple(map(_fact, told))) if told else None
        return Entry(verb, None, "concept", tuple(_said(f, change) for f in told))
    if isinstance(item, Convention | Example):
        subject = item.id if isinstance(item, Convention) else f"{item.concept}: {visible(item.before)}"
        keys = ("id",) if isinstance(item, Convention) else ("concept", "source", "before")
        told = [f for f in change.fields() if f.name not in keys]
        return Entry(
            verb, None, subject, tuple(_fact(f) if change.what == "changed" else _said(f, change) for f in told)
        )
    return Entry(verb, None, "", tuple(map(_fact, change.fields())))


def _term_details(change: Change, item: Term) -> Iterator[str]:
    if change.what == "changed":
        if change.turn:
            yield _turned(change)
        shown = ("text", "status") if change.turn else ("text",)
        yield from (_fact(f) for f in change.fields() if f.name not in shown)
        return
    place = f", {item.part_of_speech}" if item.part_of_speech else ""
    yield f"{item.status}{place}"
    for fact in change.fields():
        if fact.name not in _NOT_TOLD and not (fact.name == "action" and value_text(_there(fact, change)) == "fix"):
            yield _said(fact, change)


def _wording(change: Change) -> str:
    before, after = change.before, change.after
    if isinstance(before, Term) and isinstance(after, Term) and before.text != after.text:
        return f"{visible(before.text)} -> {visible(after.text)}"
    item = after or before
    return visible(item.text) if isinstance(item, Term) else ""


def _turn(change: Change) -> str:
    return f"{_wording(change)} {_turned(change)}"


def _turned(change: Change) -> str:
    assert isinstance(change.before, Term) and isinstance(change.after, Term)
    return f"{change.before.status} -> {change.after.status}"


def _fact(fact: FieldChange) -> str:
    return f"{fact_name(fact.name)}: {value_text(fact.before)} -> {value_text(fact.after)}"


def _said(fact: FieldChange, change: Change) -> str:
    return f"{fact_name(fact.name)}: {value_text(_there(fact, change))}"


def _there(fact: FieldChange, change: Change) -> Any:
    return fact.before if change.after is None else fact.after


def _right_terms(concept: Concept) -> str:
    """The first right term of each language."""
    first: dict[str, str] = {}
    for term in concept.terms:
        if term.status in SATISFYING:
            first.setdefault(term.language, visible(term.text))
    texts = list(first.values())
    return ", ".join(texts[:4]) + (" ..." if len(texts) > 4 else "")
