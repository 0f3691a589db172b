"""What to know of the outputs before believing a score: empty ones, copies, a reference given as a system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_LEAST = 5
"""Of fewer lines nothing is odd."""
_ALL = 0.95
_MANY = 0.2
_LONG = 4
"""Shorter texts may well be the same in both languages: "OK", "2020"."""


def oddities(
    systems: Mapping[str, Sequence[str]], references: Sequence[Sequence[str]], sources: Sequence[str] | None
) -> Iterator[str]:
    """A sentence for each thing that is odd; nothing is left out of the scores for it.

    >>> good = ["Hello, world.", "Good night.", "Thank you.", "Well done.", "See you soon."]
    >>> list(oddities({"mt": [*good[:4], ""], "best": good}, [good], None))
    ['mt: 1 of 5 outputs is empty, and scored as such.', 'best: the same as the reference in 5 of 5 lines. Is it one?']
    """
    for name, outputs in systems.items():
        there = [n for n in range(len(outputs)) if any(reference[n].strip() for reference in references)]
        empty = sum(not outputs[n].strip() for n in there)
        if empty:
            verb = "is" if empty == 1 else "are"
            yield f"{name}: {empty:,} of {len(there):,} outputs {verb} empty, and scored as such."
        for number, reference in enumerate(references, 1):
            same = sum(outputs[n] == reference[n] for n in there if reference[n].strip())
            if len(there) >= _LEAST and same >= _ALL * len(there):
                which = "the reference" if len(references) == 1 else f"reference {number}"
                yield f"{name}: the same as {which} in {same:,} of {len(there):,} lines. Is it one?"
        said = [n for n in range(len(outputs)) if sources and len(sources[n].strip()) > _LONG]
        copied = sum(outputs[n].strip() == sources[n].strip() for n in said) if sources else 0
        if len(said) >= _LEAST and copied >= _MANY * len(said):
            yield f"{name}: a copy of its source in {copied:,} of {len(said):,} lines."
