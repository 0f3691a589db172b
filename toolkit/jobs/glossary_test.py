"""A glossary's own tests: its examples are run through the post-editor."""

from __future__ import annotations

from typing import NamedTuple

from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Example, Segment
from toolkit.postedit.editor import postedit


class Result(NamedTuple):
    """One example and what the editor made of it."""

    example: Example
    got: str

    @property
    def passed(self) -> bool:
        """Whether the editor wrote what the example says."""
        return self.got == self.example.after


def run(index: GlossaryIndex) -> tuple[Result, ...]:
    """The result of every example, in order. `after == before` means that nothing may change."""
    results: list[Result] = []
    for number, example in enumerate(index.glossary.examples, start=1):
        segment = Segment(str(number), example.before, example.source)
        results.append(Result(example, postedit([segment], index)[0].text))
    return tuple(results)
