"""A concept's terms in several glossaries that lie over each other: which are used, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Protocol

from toolkit.model.terms import Term


class Laid(Protocol):
    """A term of a layer."""

    @property
    def layer(self) -> str: ...
    @property
    def term(self) -> Term: ...
    @property
    def reason(self) -> str | None: ...


def layer_lines(concept: str, found: Sequence[Laid]) -> Iterator[str]:
    """The layers in their order; the last one that has the concept wins."""
    yield concept
    for layer, terms in groupby(found, key=lambda one: one.layer):
        yield ""
        yield layer
        for one in terms:
            facts = ", ".join(
                fact
                for fact in (
                    one.term.language,
                    one.term.status,
                    one.term.part_of_speech,
                    f"client {one.term.client}" if one.term.client else None,
                    one.term.approval,
                )
                if fact
            )
            verdict = "used  " if one.reason is None else "unused"
            why = f"  {one.reason}" if one.reason else ""
            yield f"  {verdict}  {one.term.text}  ({facts}){why}"
