"""A term's gloss stands once in a document, at its first mention: lao tie ("old iron", or buddies), then lao tie."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.checks.hits import Hit
from toolkit.checks.passages import Passage
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import WRONG, Span
from toolkit.postedit.drafts import Draft, Rank
from toolkit.text.variants import at_mention


class Glosses:
    """Which first-mention glosses a round has written, or found standing in the text."""

    def __init__(self, targets: Sequence[str]):
        self._targets = targets
        self._standing: dict[str, bool] = {}
        self.written: set[str] = set()

    def is_due(self, hit: Hit) -> bool:
        """Whether the gloss of this wording's replacement is still to be written."""
        replacement = hit.term.replace_with
        if not replacement or replacement in self.written:
            return False
        if replacement not in self._standing:
            full = at_mention(replacement, first=True)
            self._standing[replacement] = any(full in text for text in self._targets)
        return not self._standing[replacement]


def find_repeated_glosses(targets: Sequence[str], passages: Sequence[Passage], index: GlossaryIndex) -> list[Draft]:
    """Later mentions that carry the whole gloss again, cut down to the term: the glossary's own words alone.

    A row's replacement counts as a right term, so that only concepts with a right term in the text are looked at:
    a glossary may have a million.
    """
    pieces = (piece for passage in passages for piece in passage.pieces)
    standing = {o.concept for piece in pieces for o in index.right(piece.span.of(targets[piece.segment]))}
    rows = {
        term.replace_with: concept
        for concept in sorted(standing)
        for term in index.concepts[concept].in_language(index.pair.target, WRONG)
        if term.replace_with and "[" in term.replace_with and "|" not in term.replace_with
    }
    drafts: list[Draft] = []
    for replacement, concept in rows.items():
        full, short = at_mention(replacement, first=True), at_mention(replacement, first=False)
        seen = 0
        for segment, text in enumerate(targets):
            start = text.find(full)
            while start >= 0:
                seen += 1
                if seen > 1:
                    span, reason = Span(start, start + len(full)), "its meaning stands at the first mention"
                    drafts.append(Draft(segment, span, short, "term.gloss", reason, Rank.WORDING, concept, 0.95))
                start = text.find(full, start + len(full))
    return drafts
