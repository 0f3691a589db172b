"""The house rules that a tool can hold: imports go down, files stay small, every file has an encoding."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "toolkit").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_LINES = 400
HEAVY = (
    *("openpyxl", "sacrebleu", "lemminflect", "numpy", "jinja2", "rich", "torch", "transformers", "datasets"),
    *("ctranslate2", "sentencepiece", "openai", "ray"),
)


def calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def is_binary(call: ast.Call, mode_at: int) -> bool:
    given = [call.args[mode_at]] if len(call.args) > mode_at else [k.value for k in call.keywords if k.arg == "mode"]
    return any(isinstance(mode, ast.Constant) and "b" in str(mode.value) for mode in given)


def without_encoding(path: Path) -> list[int]:
    """Lines where text is opened, read or written with the machine's own encoding."""
    found: list[int] = []
    for call in calls(path):
        name = name_of(call)
        if any(k.arg == "encoding" for k in call.keywords):
            continue
        bare = isinstance(call.func, ast.Name)
        if name == "open":
            owner = None if bare else ast.unparse(call.func.value)  # type: ignore[attr-defined]
            if owner in ("os", "webbrowser", "zipfile", "ZipFile", "archive") or is_binary(call, 1 if bare else 0):
                continue
            found.append(call.lineno)
        elif name in ("read_text", "write_text") and not bare and len(call.args) < (1 if name == "read_text" else 2):
            found.append(call.lineno)
    return found


def test_there_is_something_to_look_at() -> None:
    assert len(SOURCES) > 50
    assert len(TESTS) > 20


def test_imports_go_down_only() -> None:
    pytest.importorskip("importlinter")
    command = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())",
    ]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    made = subprocess.run(
        [*command, "--no-cache"], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=120
    )
    assert made.returncode == 0, made.stdout + made.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_file_of_the_house(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES, "one idea a file: split it"
    assert not [call.lineno for call in calls(path) if isinstance(call.func, ast.Name) and call.func.id == "print"], (
        "results are returned, not printed"
    )
    assert without_encoding(path) == [], "say encoding=, Windows has another default"
    assert path.name not in ("utils.py", "helpers.py", "common.py", "misc.py")


@pytest.mark.parametrize("path", TESTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_file_of_the_tests(path: Path) -> None:
    assert without_encoding(path) == []


def test_no_invisible_letters_in_the_sources() -> None:
    hidden = re.compile("[\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")
    found = [
        f"{p.name}:{n}"
        for p in SOURCES
        for n, line in enumerate(p.read_text(encoding="utf-8").split("\n"), start=1)
        if hidden.search(line)
    ]
    assert found == [], "write them by name"


def test_model_and_errors_need_the_standard_library_only() -> None:
    allowed = set(sys.stdlib_module_names) | {"toolkit"}
    for path in [ROOT / "toolkit" / "errors.py", *(ROOT / "toolkit" / "model").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= allowed, path


def test_the_command_line_starts_light() -> None:
    code = f"import sys, toolkit.cli.app; print([m for m in {HEAVY!r} if m in sys.modules])"
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("open('x')", [1]),
        ("open('x', 'rb')", []),
        ("open('x', encoding='utf-8')", []),
        ("p.open()", [1]),
        ("p.open('wb')", []),
        ("p.read_text()", [1]),
        ("p.read_text('utf-8')", []),
        ("p.write_text(t)", [1]),
        ("p.write_text(t, 'utf-8')", []),
        ("p.write_text(t, encoding='utf-8')", []),
    ],
)
def test_the_test_sees_what_it_should(code: str, lines: list[int], tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text(code, encoding="utf-8")
    assert without_encoding(path) == lines
    with path.open("rb") as stream:
        assert tokenize.detect_encoding(stream.readline)[0] == "utf-8"
