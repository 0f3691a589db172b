"""What every module promises: it imports alone, says what it does, and stays short."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OFFER = re.compile(r"^(FORMAT|CSV|TSV|ENGINE) = |^def \w+\([^)]*\) -> (Sacrebleu)?Metric:", re.MULTILINE)
MODULES = sorted((ROOT / "toolkit").rglob("*.py"))
TABLES = [p for p in MODULES if "Registry" in p.read_text("utf-8") and p.name != "registry.py"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_does(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert text.count("\n") <= 400


def test_files_of_the_tests_have_names_of_their_own() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(("kind", "folder", "pattern"), [
    ("document format", "formats", "document_*.py"),
    ("metrics", "evaluate/metrics", "*.py"),
    ("engine", "engines", "*.py"),
])  # fmt: skip
def test_a_plug_in_that_lies_there_is_listed(kind: str, folder: str, pattern: str) -> None:
    """A module that offers a FORMAT or a metric and stands in no table would never be found by anybody."""
    tables = "".join(path.read_text("utf-8") for path in TABLES)
    offering = [
        path.stem for path in (ROOT / "toolkit" / folder).glob(pattern) if OFFER.search(path.read_text("utf-8"))
    ]
    assert offering
    assert [name for name in offering if f"{folder.replace('/', '.')}.{name}:" not in tables] == []
