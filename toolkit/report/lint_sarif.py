"""Findings of the glossary linter in SARIF 2.1.0 (OASIS), which code hosts show beside the lines of a change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from toolkit import __version__
from toolkit.glossary.lint.rule import Finding, Rule
from toolkit.glossary.lint.table import RULES
from toolkit.glossary.lint.waivers import Waiver

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def lint_sarif(
    findings: Sequence[Finding], waived: Sequence[tuple[Finding, Waiver]] = (), asked: Sequence[Rule] = RULES
) -> dict[str, object]:
    """The log as a JSON object: one run with the rules asked and all findings; waived ones are suppressed."""
    numbers = {rule.id: number for number, rule in enumerate(asked)}
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.reason},
            "help": {"text": f"{rule.reason}\n\nBad:\n{rule.bad}\nGood:\n{rule.good}"},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"fixable": rule.fixable},
        }
        for rule in asked
    ]
    results = [_result(finding, numbers) for finding in findings]
    for finding, waiver in waived:
        suppression = {"kind": "external", "justification": waiver.reason or ""}
        results.append(_result(finding, numbers) | {"suppressions": [suppression]})
    driver = {"name": "tqt glossary lint", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(finding: Finding, numbers: dict[str, int]) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(finding.path)}}
    if finding.line is not None:
        place["region"] = {"startLine": finding.line}
    logical = [{"name": finding.concept, "kind": "concept"}] if finding.concept else []
    location: dict[str, object] = {"physicalLocation": place}
    if logical:
        location["logicalLocations"] = logical
    return {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
        "properties": {"column": finding.column, "term": finding.term, "fixable": finding.fixable},
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
