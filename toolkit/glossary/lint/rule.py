"""What a rule of the linter is, what it looks at, and what it answers. No rule stands here, and nothing is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from toolkit.errors import Problem
from toolkit.formats.term_sheet import RawRow
from toolkit.model.terms import SATISFYING, WRONG, Concept, Glossary, Term, primary_subtag
from toolkit.text.variants import expand

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Error: the glossary cannot be used so. Warning: most probably a mistake. Info: look once, it may well be meant."""


class Spot(NamedTuple):
    """One place that a rule points at."""

    message: str
    place: str | None
    """`path:line`; None where the glossary does not come from a file."""
    concept: str | None = None
    term: str | None = None
    column: str | None = "term"
    fixable: bool = False
    """`--fix` mends it."""


class Finding(NamedTuple):
    """A spot with the rule that found it."""

    rule: str
    severity: Severity
    message: str
    path: str
    line: int | None
    column: str | None
    concept: str | None
    term: str | None
    fixable: bool

    @property
    def problem(self) -> Problem:
        """The same for readers who know nothing of rules."""
        return Problem(self.path, self.line, self.message, self.column, self.severity)


class Row(NamedTuple):
    """A term with the concept it stands in."""

    concept: Concept
    term: Term


class TextLine(NamedTuple):
    """One line of good text that the glossary is tried on."""

    place: str
    text: str


@dataclass(frozen=True)
class Subject:
    """What the rules look at: the glossary, its table as it stands in the file, and good text to try it on."""

    glossary: Glossary
    raw: tuple[RawRow, ...] = ()
    """The rows of terms.csv as written; empty where the glossary comes from another kind of file."""
    corpus: tuple[TextLine, ...] = ()
    home: str | None = None
    """glossary.toml, or what stands for it in messages."""
    format: str | None = None
    """Of the file, where it is known."""
    cache: dict[str, object] = field(default_factory=dict, repr=False)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every term with its concept, in order."""
        return tuple(Row(concept, term) for concept in self.glossary.concepts for term in concept.terms)

    @cached_property
    def right(self) -> tuple[Row, ...]:
        """The rows of preferred and admitted terms."""
        return tuple(row for row in self.rows if row.term.status in SATISFYING)

    @cached_property
    def wrong(self) -> tuple[Row, ...]:
        """The rows of wordings that are to be replaced."""
        return tuple(row for row in self.rows if row.term.status in WRONG)

    @cached_property
    def by_language(self) -> dict[tuple[str, str], list[Row]]:
        """The right rows of each concept in each language, as its tag is written."""
        groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.right:
            groups[row.concept.id, row.term.language].append(row)
        return groups

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The tags that the terms carry, in order of appearance."""
        return tuple(dict.fromkeys(row.term.language for row in self.rows))

    def at_home(self) -> str:
        """What a finding names that belongs to no row: the glossary's heading."""
        if self.home:
            return self.home
        place = next((row.term.place for row in self.rows if row.term.place), None)
        return str(Path(place.rpartition(":")[0]).with_name("glossary.toml")) if place else self.glossary.name


Check = Callable[[Subject], Iterator[Spot]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as data: what it is for in a line, an example of each kind, and the function that finds it.

    The examples are small glossaries: a terms.csv, and behind a line `--- NAME` other files of the folder, or the
    text to try it on (`--- text`). They are the rule's tests: `bad` gives this rule alone, `good` nothing of it.
    """

    id: str
    """Family and name: `duplicate.term`."""
    severity: Severity
    reason: str
    """Why it matters and what to do, in one line."""
    bad: str
    good: str
    check: Check
    fixable: bool = False
    """`tqt glossary lint --fix` mends it, or some of it."""


def at(row: Row, message: str, column: str = "term", fixable: bool = False) -> Spot:
    """A spot in a term's row."""
    return Spot(message, row.term.place, row.concept.id, row.term.text, column, fixable)


def found_by(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The findings of one rule."""
    for spot in rule.check(subject):
        if spot.place is None:
            path = f"{subject.glossary.name} ({spot.concept})" if spot.concept else subject.at_home()
            line = None
        else:
            path, _, number = spot.place.rpartition(":")
            path, line = (path, int(number)) if number.isdecimal() and path else (spot.place, None)
        yield Finding(
            rule.id, rule.severity, spot.message, path, line, spot.column, spot.concept, spot.term, spot.fixable
        )


def wordings(term: Term) -> tuple[str, ...]:
    """All wordings of a term; the pattern itself where it stands for too many."""
    if "[" not in term.text and "(" not in term.text:
        return (" ".join(term.text.split()),)
    try:
        return expand(term.text)
    except ValueError:
        return (term.text,)


def node(term: Term, wording: str) -> str:
    """A wording with its language, folded where capitals do not matter."""
    return f"{primary_subtag(term.language)}:{wording if term.case == 'exact' else wording.casefold()}"


def line_of(row: Row) -> str:
    """`line 7` of a row that has a place, else the concept: to point from one row at another."""
    number = (row.term.place or "").rpartition(":")[2]
    return f"line {number}" if number else f"the concept '{row.concept.id}'"
