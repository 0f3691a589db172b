"""What a text owes to the glossary, and whether another wording owes more: the measure of every change by a model."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from toolkit.checks.terms import count_terms
from toolkit.glossary.index import GlossaryIndex, longest
from toolkit.glossary.side import Occurrence
from toolkit.text.places import Marked


class Account(NamedTuple):
    """The terms of one segment."""

    required: Counter[str]
    """How often the source asks for each concept; empty without a source."""
    satisfied: Counter[str]
    wrong: Counter[str]
    rights: tuple[Occurrence, ...]
    """Approved wordings in the text, the longest, whether asked for or not."""
    listed: Counter[tuple[str, str]]
    """Wordings that the glossary calls wrong, by concept, outside approved ones; standing there is not yet an error."""
    blind: bool
    """Whether there is no source."""

    def right(self, concept: str) -> int:
        """How many approved wordings of the concept stand in the text."""
        return sum(o.concept == concept for o in self.rights)


def account(text: str, source: str | None, index: GlossaryIndex) -> Account:
    """The account of a segment.

    >>> from toolkit.glossary.index import build_index
    >>> from toolkit.model import Concept, Glossary, LangPair, Term
    >>> tie = Concept("tie", (Term("老铁", "zh"), Term("buddies", "en"), Term("old iron", "en", "garble")))
    >>> index = build_index(Glossary("tiny", (tie,)), LangPair("zh", "en"))
    >>> before, after = account("Old iron!", "老铁!", index), account("Buddies!", "老铁!", index)
    >>> gained(before, after), gained(after, before), worsened(after, before)
    (('tie',), (), "it would lose the term 'buddies'")
    """
    counts = count_terms(source, text, index)
    rights = longest(index.right(text))
    approved = Marked((o.span, o.concept) for o in rights)
    listed = Counter(
        (o.concept, o.span.of(text).casefold())
        for o in longest(index.wrong(text))
        if not any(span.covers(o.span) for span, _ in approved.meeting(o.span))
    )
    return Account(
        Counter({c.concept: c.required for c in counts if c.required}),
        Counter({c.concept: c.satisfied for c in counts if c.satisfied}),
        Counter({c.concept: c.wrong for c in counts if c.wrong}),
        rights,
        listed,
        source is None,
    )


def gained(before: Account, after: Account) -> tuple[str, ...]:
    """The concepts that are rendered right more often than before."""
    more = after.satisfied - before.satisfied
    mended = {c for c in before.wrong - after.wrong if after.right(c) > before.right(c)}
    return tuple(sorted({*more, *mended}))


def worsened(before: Account, after: Account) -> str | None:
    """What the glossary has against the change, in words; None: nothing."""
    for concept in sorted(before.satisfied - after.satisfied):
        return f"it would lose the term '{_approved(before, concept)}'"
    if new := after.listed - before.listed:
        return f"it would bring in '{min(new)[1]}', which the glossary calls wrong"
    if more := after.wrong - before.wrong:
        return f"it would bring in a wrong wording of '{min(more)}'"
    for concept in sorted({o.concept for o in (*before.rights, *after.rights)}):
        stood, stands = before.right(concept), after.right(concept)
        if before.blind and stands < stood:
            return f"it would lose the term '{_approved(before, concept)}'"
        most = stood + before.wrong[concept] if before.blind else max(stood, before.required[concept])
        if stands > most and (before.blind or before.required[concept]):
            return f"'{_approved(after, concept)}' would stand there too often"
    return None


def _approved(found: Account, concept: str) -> str:
    """A wording of the concept as the text has it, for a message."""
    return next((o.term.text for o in found.rights if o.concept == concept), concept)
