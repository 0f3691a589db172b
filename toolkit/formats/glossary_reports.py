"""What an import or an export of a glossary says about itself. Plain data and the tally that collects it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.errors import Problem
from toolkit.model.terms import Concept, Glossary


@dataclass(frozen=True, slots=True)
class Loss:
    """Things of one kind that were changed or dropped.

    >>> str(Loss("grammaticalNumber", 719, "no place in our glossaries"))
    'grammaticalNumber (719): no place in our glossaries'
    """

    what: str
    count: int
    why: str

    def __str__(self) -> str:
        return f"{self.what} ({self.count}): {self.why}"


class ImportReport(NamedTuple):
    """How a file became a glossary."""

    path: str
    format: str
    concepts: int
    terms: int
    changed: tuple[Loss, ...] = ()
    """Read as something else: a status word, a part of speech, an id."""
    dropped: tuple[Loss, ...] = ()
    """Not read, by kind. Terms are never among them without a problem of their own."""
    problems: tuple[Problem, ...] = ()


class ImportResult(NamedTuple):
    """A glossary and how it came about."""

    glossary: Glossary
    report: ImportReport


class Rendered(NamedTuple):
    """A glossary as a file's bytes."""

    data: bytes
    concepts: int
    terms: int
    losses: tuple[Loss, ...] = ()


class ExportReport(NamedTuple):
    """What was written, and what was not."""

    path: str
    format: str
    concepts: int
    terms: int
    losses: tuple[Loss, ...] = ()


class Tally:
    """Counts what an import changes and drops; one for each file that is read."""

    def __init__(self) -> None:
        self._changed: Counter[tuple[str, str]] = Counter()
        self._dropped: Counter[tuple[str, str]] = Counter()
        self.problems: list[Problem] = []

    def change(self, what: str, why: str) -> None:
        """One thing is read as something else."""
        self._changed[what, why] += 1

    def drop(self, what: str, why: str = "no place in our glossaries", times: int = 1) -> None:
        """One thing is not read, or so many."""
        self._dropped[what, why] += times

    def add(self, other: Tally, times: int = 1) -> None:
        """All that another one counted, so many times over."""
        for mine, theirs in ((self._changed, other._changed), (self._dropped, other._dropped)):
            for key, count in theirs.items():
                mine[key] += count * times
        self.problems += other.problems

    def result(
        self,
        path: str,
        format_name: str,
        name: str,
        concepts: Iterable[Concept],
        languages: tuple[str, ...] = (),
        *,
        licence: str | None = None,
    ) -> ImportResult:
        """The glossary of these concepts with the report; languages in order of appearance unless given."""
        kept = tuple(concepts)
        used = languages or tuple(dict.fromkeys(term.language for concept in kept for term in concept.terms))
        terms = sum(len(concept.terms) for concept in kept)
        report = ImportReport(
            path,
            format_name,
            len(kept),
            terms,
            _losses(self._changed),
            _losses(self._dropped),
            tuple(self.problems),
        )
        return ImportResult(Glossary(name, kept, languages=used, licence=licence), report)


def _losses(counts: Counter[tuple[str, str]]) -> tuple[Loss, ...]:
    """The most frequent first."""
    return tuple(Loss(what, count, why) for (what, why), count in counts.most_common())
