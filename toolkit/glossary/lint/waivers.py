"""waivers.csv: findings that were looked at and are right as they are, each with the reason.

    rule,concept,term,reason
    duplicate.homonym,river,bank,"two banks: money and river"
    status.several-preferred,,,Chinese is the source; every row is a way to write it

A rule may be a family (`status`). An empty concept or term stands for all. A waiver without a reason, for an unknown
rule, or for nothing that is found, is a finding itself. Errors cannot be waived: the glossary does not work with them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import Problem
from toolkit.formats.rows import nearest, read_rows
from toolkit.glossary.lint.rule import Finding, Rule, Spot, Subject

COLUMNS = ("rule", "concept", "term", "reason")
NAME = "waivers.csv"


class Waiver(NamedTuple):
    """One row of waivers.csv."""

    rule: str
    concept: str | None
    term: str | None
    reason: str | None
    path: str
    line: int

    def covers(self, finding: Finding) -> bool:
        """Whether it speaks of this finding."""
        return (
            matches(finding.rule, self.rule)
            and self.concept in (None, finding.concept)
            and self.term in (None, finding.term)
        )


class Waived(NamedTuple):
    """Findings told apart."""

    left: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...]


def matches(rule: str, selector: str) -> bool:
    """Whether a rule is meant by its id, its family, or the beginning of its id.

    >>> matches("status.none-preferred", "status"), matches("status.none-preferred", "status.no")
    (True, True)
    """
    return rule.startswith(selector)


def read_waivers(folder: Path, problems: list[Problem]) -> tuple[Waiver, ...]:
    """The waivers beside the terms; none where there is no such file. Raises InputError where it cannot be read."""
    path = folder / NAME
    if not path.exists():
        return ()
    rows = read_rows(path, COLUMNS, ("rule", "reason"), problems)
    return tuple(
        Waiver(r.cells["rule"], r.get("concept"), r.get("term"), r.get("reason"), r.path, r.line) for r in rows
    )


def apply_waivers(
    found: Iterable[Finding], waivers: Collection[Waiver], asked: Collection[str], known: Collection[str]
) -> Waived:
    """The findings without those that are waived, and with those about the waivers themselves.

    `asked` are the rules that were looked at: of the others no waiver can be called unused.
    """
    left: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    for finding in found:
        cover = None if finding.severity == "error" else next((w for w in waivers if w.covers(finding)), None)
        if cover is None:
            left.append(finding)
        else:
            waived.append((finding, cover))
    used = {waiver for _, waiver in waived}
    left += [f for w in waivers for f in _about(w, w in used, asked, known)]
    return Waived(tuple(left), tuple(waived))


def _about(waiver: Waiver, used: bool, asked: Collection[str], known: Collection[str]) -> Iterator[Finding]:
    """What is wrong with a waiver."""
    if not any(matches(rule, waiver.rule) for rule in known) or not waiver.rule:
        yield _finding("waiver.unknown-rule", waiver, f"no rule is called '{waiver.rule}'{nearest(waiver.rule, known)}")
        return
    if not waiver.reason:
        yield _finding("waiver.no-reason", waiver, f"'{waiver.rule}' is waived without a reason; write one")
    mine = [rule for rule in known if matches(rule, waiver.rule)]
    if not used and all(rule in asked for rule in mine):
        about = " of ".join(f"'{name}'" for name in (waiver.term, waiver.concept) if name)
        what = f"{waiver.rule} for {about}" if about else waiver.rule
        yield _finding("waiver.unused", waiver, f"nothing of {what} is found that could be waived; delete the row")


def _finding(rule: str, waiver: Waiver, message: str) -> Finding:
    return Finding(
        rule, "warning", message, waiver.path, waiver.line, "rule", waiver.concept, waiver.term, fixable=False
    )


def _told_on_waiving(subject: Subject) -> Iterator[Spot]:
    return iter(())


_TWICE = "concept,language,term\nmoney,en,bank\nriver,en,bank\n--- waivers.csv\nrule,concept,term,reason\n"
_GOOD = _TWICE + "duplicate.homonym,river,bank,two meanings\n"

RULES = (
    Rule(
        "waiver.unknown-rule",
        "warning",
        "A waiver for a rule that does not exist.",
        bad="concept,language,term\nmoney,en,bank\n--- waivers.csv\nrule,reason\nduplicates.concept,two meanings\n",
        good=_GOOD,
        check=_told_on_waiving,
    ),
    Rule(
        "waiver.no-reason",
        "warning",
        "A waiver without a reason: whoever reads it next year will not know why.",
        bad=_TWICE + "duplicate.homonym,river,bank,\n",
        good=_GOOD,
        check=_told_on_waiving,
    ),
    Rule(
        "waiver.unused",
        "warning",
        "A waiver for something that is no longer found.",
        bad="concept,language,term\nmoney,en,bank\n--- waivers.csv\nrule,reason\nduplicate.homonym,two meanings\n",
        good=_GOOD,
        check=_told_on_waiving,
    ),
)
