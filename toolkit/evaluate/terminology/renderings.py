"""What stands for each occurrence of a source term: which rendering, approved or wrong, or nothing that we know.

Inflected forms count as the rendering that the glossary lists. Consistency and the list of misses read from here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from toolkit.evaluate.terminology.accounts import Account

Kind = Literal["approved", "wrong", "unknown"]


class Rendering(NamedTuple):
    """What answers one occurrence."""

    segment: int
    """Index of the segment."""
    concept: str
    source_wording: str
    kind: Kind
    wording: str | None
    """The rendering as listed (an unlisted wrong one as written, in small letters); None: unknown, or left out."""
    written: str | None
    """The same as it stands in the target."""


def renderings(accounts: Sequence[Account]) -> tuple[Rendering, ...]:
    """Every occurrence of every segment, in order: first by the place it was given, then by wrong wordings.

    Where several occurrences share one approved rendering (inflected, not exclusive), it stands for each of them.
    """
    found: list[Rendering] = []
    for number, account in enumerate(accounts):
        wrongs = {c: [w for w in account.wrongs if w.concept == c] for c in {w.concept for w in account.wrongs}}
        shared = Counter(account.satisfied)
        for required in account.required:
            shared[required.concept] -= required.place is not None
        for required in account.required:
            concept = required.concept
            if required.place is not None:
                place = account.places[required.place]
                answer: tuple[Kind, str | None, str | None] = ("approved", place.terms[concept], place.text)
            elif shared[concept] > 0:
                shared[concept] -= 1
                common = next((p for p in account.places if concept in p.terms), None)
                answer = ("approved", common.terms[concept], common.text) if common else ("approved", None, None)
            elif wrongs.get(concept):
                wrong = wrongs[concept].pop(0)
                answer = ("wrong", wrong.listed or wrong.text.casefold(), wrong.text)
            else:
                answer = ("unknown", None, None)
            found.append(Rendering(number, concept, required.wording, *answer))
    return tuple(found)
