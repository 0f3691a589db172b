"""A new run does not wipe what a reviewer has decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.jobs.decided import keep_decisions


def test_a_list_with_decisions_is_not_written_over(tmp_path: Path) -> None:
    ledger = tmp_path / "edits.jsonl"
    ledger.write_text('{"id": "1.1", "verdict": "reject"}\n{"id": "1.2", "verdict": null}\n', encoding="utf-8")
    with pytest.raises(InputError, match="holds 1 decision of a reviewer"):
        keep_decisions(ledger)


@pytest.mark.parametrize("text", ["", '{"id": "1.1", "verdict": null}\n', "no JSON at all\n", '["verdict"]\n'])
def test_a_list_without_decisions_may_be_made_anew(tmp_path: Path, text: str) -> None:
    ledger = tmp_path / "edits.jsonl"
    ledger.write_text(text, encoding="utf-8")
    keep_decisions(ledger)
    keep_decisions(tmp_path / "not-there.jsonl")
    keep_decisions(None)
    keep_decisions(Path("-"))
