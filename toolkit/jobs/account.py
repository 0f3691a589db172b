"""What a post-editing came to, in numbers: added up repair by repair, so that nothing needs to be kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.model import Outcome, Repair, Reread

SHOWN = 12
"""So many lines to re-read are kept."""


@dataclass(slots=True)
class Account:
    """Numbers of a job so far; a companion of an edit is no edit of its own."""

    segments: int = 0
    made: int = 0
    lines: int = 0
    """Segments with a change."""
    asked: int = 0
    """Edits that a person has to decide on."""
    again: int = 0
    """Segments to re-read."""
    first: list[Reread] = field(default_factory=list)

    def add(self, repairs: Iterable[Repair]) -> None:
        """Count these too."""
        for repair in repairs:
            main = [edit for edit in repair.edits if edit.group is None]
            self.segments += 1
            self.made += sum(edit.outcome is Outcome.APPLIED for edit in main)
            self.asked += sum(edit.outcome is Outcome.REVIEW for edit in main)
            self.lines += bool(repair.applied)
            if repair.reread is not None:
                self.again += 1
                self.first += [repair.reread] if len(self.first) < SHOWN else []


def account_of(repairs: Iterable[Repair]) -> Account:
    """The numbers of these repairs.

    >>> from toolkit.model import Repair
    >>> account_of([Repair("1", "as it was", "as it was", ())])
    Account(segments=1, made=0, lines=0, asked=0, again=0, first=[])
    """
    made = Account()
    made.add(repairs)
    return made
