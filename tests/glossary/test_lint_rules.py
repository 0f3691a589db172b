"""Every rule by its own examples: the bad one gives this rule and no other, the good one nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.glossary.lint import inspect
from toolkit.glossary.lint.rule import Rule
from toolkit.glossary.lint.table import AT_USE, RULES


def folder_of(example: str, folder: Path) -> tuple[Path, list[Path]]:
    """The example as a glossary, and the texts it is to be tried on."""
    folder.mkdir()
    first, *others = example.split("--- ")
    files = {"terms.csv": first} | {name: text for name, _, text in (other.partition("\n") for other in others)}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder, [folder / "text"] if "text" in files else []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_bad_example_shows_this_rule_alone(rule: Rule, tmp_path: Path) -> None:
    folder, texts = folder_of(rule.bad, tmp_path / "bad")
    found = inspect(folder, texts).findings
    assert {(f.rule, f.severity) for f in found} == {(rule.id, rule.severity)}, [f.message for f in found]
    assert all(finding.message and finding.path for finding in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_good_example_is_left_alone(rule: Rule, tmp_path: Path) -> None:
    folder, texts = folder_of(rule.good, tmp_path / "good")
    assert not [f.message for f in inspect(folder, texts).findings if f.rule == rule.id]


def test_the_table_is_in_order() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids) >= 40
    assert [rule.severity for rule in RULES] == sorted(
        (rule.severity for rule in RULES), key=["error", "warning", "info"].index
    )
    assert set(AT_USE) <= set(ids)
    assert all(len(rule.reason) <= 120 and rule.reason.endswith(".") for rule in RULES)
