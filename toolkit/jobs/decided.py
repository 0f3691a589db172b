"""Decisions of a person that a new run must not wipe."""

from __future__ import annotations

import json
from pathlib import Path

from toolkit.errors import InputError


def keep_decisions(ledger: Path | None) -> None:
    """Raise InputError where this list of changes is there already and somebody has decided on some of them."""
    if ledger is None or str(ledger) == "-" or not ledger.is_file():
        return
    decided = sum(map(_is_decided, ledger.read_bytes().splitlines()))
    if decided:
        many = "1 decision" if decided == 1 else f"{decided:,} decisions"
        raise InputError(
            f"{ledger}: it holds {many} of a reviewer, which a new list would wipe. Name another file with --ledger, "
            "or move this one away."
        )


def _is_decided(line: bytes) -> bool:
    if b'"verdict"' not in line:
        return False
    try:
        row = json.loads(line)
    except ValueError:
        return False
    return isinstance(row, dict) and row.get("verdict") is not None
