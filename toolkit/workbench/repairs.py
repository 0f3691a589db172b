"""Repairs as JSON data and back, for the state file. The ledger's own format is `toolkit.postedit.ledger`'s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from toolkit.model import Edit, Finding, Outcome, Repair, Reread, Severity, Span


def as_data(repair: Repair) -> dict[str, Any]:
    """The repair as JSON data, without its original, which the state file holds once."""
    return {
        "text": repair.text,
        "edits": [asdict(edit) for edit in repair.edits],
        "remaining": [asdict(finding) for finding in repair.remaining],
        "reread": None if repair.reread is None else list(repair.reread.reasons),
    }


def of_data(segment_id: str, original: str, data: Mapping[str, Any]) -> Repair:
    """The repair again.

    >>> edit = Edit("1.1", "1", Span(0, 7), "a catty", "half a kilo", "unit.jin", "1 jin is 0.5 kilogram")
    >>> repair = Repair("1", "a catty", "half a kilo", (edit,))
    >>> of_data("1", "a catty", as_data(repair)) == repair
    True
    """
    reread = data["reread"]
    return Repair(
        segment_id,
        original,
        data["text"],
        tuple(_edit(edit) for edit in data["edits"]),
        tuple(_finding(finding) for finding in data["remaining"]),
        None if reread is None else Reread(segment_id, tuple(reread)),
    )


def _edit(data: Mapping[str, Any]) -> Edit:
    typed = {
        "span": Span(*data["span"]),
        "alternatives": tuple(data["alternatives"]),
        "outcome": Outcome(data["outcome"]),
    }
    return Edit(**{**data, **typed})


def _finding(data: Mapping[str, Any]) -> Finding:
    typed = {
        "severity": Severity(data["severity"]),
        "span": None if data["span"] is None else Span(*data["span"]),
        "expected": tuple(data["expected"]),
    }
    return Finding(**{**data, **typed})
