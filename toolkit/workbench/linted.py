"""What the linter says of a concept: as its glossary has it, and as proposals leave it."""

from __future__ import annotations

import re
import threading
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from toolkit.glossary.lint import inspect
from toolkit.glossary.lint.rule import Finding, Subject, found_by
from toolkit.glossary.lint.table import chosen
from toolkit.model import Concept, Glossary
from toolkit.workbench.bench import Bench
from toolkit.workbench.runs import visible

_OF_FILES = ("row", "corpus", "language", "waiver")
"""Families of rules that look at a file, at texts or at the whole glossary, not at a concept."""


class Linted:
    """What the linter finds in the job's glossaries, by concept; looked for once, when first asked."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._lock = threading.Lock()
        self._found: dict[str, list[Finding]] | None = None

    def of(self, concept: Concept) -> list[Finding]:
        """The findings of a concept: errors and warnings, and what is worth a look; of proposals too."""
        as_kept = self._kept().get(concept.id, [])
        proposed = {term.text for term in concept.terms if term.approval == "proposed"}
        if not proposed:
            return as_kept
        stands = {term.text for term in concept.terms} - proposed
        below = self._bench.base.index.glossary
        new, _ = changed(below, self._bench.with_proposals().index.glossary, concept.id)
        return [*(f for f in as_kept if f.term is None or f.term in stands), *new]

    def _kept(self) -> dict[str, list[Finding]]:
        with self._lock:
            if self._found is None:
                found: dict[str, list[Finding]] = {}
                for place in self._bench.store.meta("glossaries"):
                    for finding in inspect(place, languages=tuple(self._bench.base.pair)).findings:
                        if finding.concept is not None:
                            found.setdefault(finding.concept, []).append(finding)
                self._found = found
            return self._found


def changed(before: Glossary, after: Glossary, name: str) -> tuple[list[Finding], list[Finding]]:
    """The findings of a concept that one glossary has and the other has not: those that come, and those that go."""
    old, new = lint_of(before, name), lint_of(after, name)
    return _without(new, old), _without(old, new)


def lint_of(glossary: Glossary, name: str) -> list[Finding]:
    """What the linter says of one concept, looking at it and at the others that have a wording of it."""
    one = glossary.concept(name)
    if one is None:
        return []
    texts = {term.text.casefold() for term in one.terms}
    near = tuple(c for c in glossary.concepts if c.id == name or any(term.text.casefold() in texts for term in c.terms))
    subject = Subject(replace(glossary, concepts=near, examples=(), conventions=()))
    rules = chosen(ignore=_OF_FILES)
    return list(dict.fromkeys(f for rule in rules for f in found_by(rule, subject) if f.concept == name))


def told(finding: Finding) -> dict[str, Any]:
    """A finding as the page shows it."""
    return {
        "severity": finding.severity,
        "message": visible(finding.message),
        "rule": finding.rule,
        "term": finding.term,
        "line": finding.line,
    }


def _without(some: Collection[Finding], others: Collection[Finding]) -> list[Finding]:
    known = {_said(finding) for finding in others}
    return [finding for finding in some if _said(finding) not in known]


def _said(finding: Finding) -> tuple[str, str | None, str]:
    # the lines of a table that is put together are not those of the glossary
    return finding.rule, finding.term, re.sub(r"line \d+", "line", finding.message)
