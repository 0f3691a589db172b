"""Decisions of a person that a new run must not wipe."""

from __future__ import annotations

import json
from pathlib import Path

from toolkit.errors import InputError


def keep_decisions(ledger: Path | None, *reports: Path) -> None:
    """Raise InputError where this list of changes, or a workbook, is there already and somebody has decided in it."""
    if ledger is not None and str(ledger) != "-" and ledger.is_file():
        decided = sum(map(_is_decided, ledger.read_bytes().splitlines()))
        _refuse(ledger, decided, "list", "--ledger")
    for report in reports:
        if report.suffix.casefold() == ".xlsx" and report.is_file():
            from toolkit.jobs.read_back import filled

            try:
                decided = filled(report)
            except InputError as error:
                raise InputError(
                    f"{report}: there is a workbook here that is no report as we wrote it; a new report would wipe it. "
                    "Name another file with --report, or move this one away."
                ) from error
            _refuse(report, decided, "report", "--report")


def _refuse(path: Path, decided: int, what: str, option: str) -> None:
    if decided:
        many = "1 decision" if decided == 1 else f"{decided:,} decisions"
        raise InputError(
            f"{path}: it holds {many} of a reviewer, which a new {what} would wipe. Name another file with {option}, "
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
