"""What the documents show works: commands run, JSON and TOML parse, columns are the reader's."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import console_blocks
import pytest
from console_blocks import DOCUMENTS, ROOT, blocks, steps

from toolkit import api
from toolkit.formats import columns as table_columns
from toolkit.formats.convention_rows import CONVENTION_COLUMNS, EXAMPLE_COLUMNS
from toolkit.formats.documents import FORMATS
from toolkit.formats.glossary_folder import CONCEPT_COLUMNS
from toolkit.formats.term_rows import COLUMNS as TERM_COLUMNS
from toolkit.model import ACTIONS, PARTS_OF_SPEECH, STATUSES

# The runner of the transcripts lies beside the transcripts' tests.
sys.path.insert(0, str(ROOT / "tests" / "cli"))
from transcripts import tqt

FORMATS_PAGE = (ROOT / "docs" / "formats.md").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files that a reader is supposed to have: a machine translation, its source, a reference."""
    corpus = (ROOT / "corpus" / "officials-livestream.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in corpus.splitlines()]
    for name, key in (("mt.txt", "mt"), ("source.txt", "source"), ("reference.txt", "reference")):
        (tmp_path / name).write_text("".join(row[key] + "\n" for row in rows[:12]), "utf-8", newline="\n")
    return tmp_path


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if blocks(d, "console")], ids=lambda d: d.name)
def test_console_blocks_run(document: Path, folder: Path) -> None:
    for block in blocks(document, "console"):
        for step in steps(block):
            where = f"{document.name}:{step.line}"
            if step.words[0] == "cat":
                (folder / step.words[1]).write_text("\n".join(step.shown) + "\n", "utf-8", newline="\n")
            elif step.words[0] == "tqt":
                answer = tqt(*step.words[1:], folder=folder)
                assert answer.code == step.code, f"{where}: {answer.err}"
                said = [line.rstrip() for line in (answer.text + answer.err).splitlines()]
                for line in step.shown:
                    assert line.strip() in ("", "...") or line.rstrip() in said, f"{where}: {line}\n{said}"


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if blocks(d, "pycon")], ids=lambda d: d.name)
def test_python_sessions_say_what_they_show(document: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner()
    for block in blocks(document, "pycon"):
        session = doctest.DocTestParser().get_doctest(block.text, names, document.name, str(document), block.line)
        said: list[str] = []
        assert runner.run(session, out=said.append, clear_globs=False).failed == 0, "".join(said)
        names = session.globs


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if blocks(d, "python")], ids=lambda d: d.name)
def test_what_python_examples_import_is_there(document: Path) -> None:
    """Of those that need a model, and so are not run."""
    for block in blocks(document, "python"):
        for node in ast.walk(ast.parse(block.text)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("toolkit"):
                module = importlib.import_module(str(node.module))
                assert [name.name for name in node.names if not hasattr(module, name.name)] == []


def test_every_name_of_the_api_is_described() -> None:
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    verbs = [name for name in api.__all__ if inspect.isfunction(getattr(api, name))]
    assert len(verbs) == 6 + 1
    assert [name for name in verbs if name not in page] == []


def test_the_tutorial_is_short_and_goes_the_whole_way() -> None:
    found = [step.words for block in blocks(ROOT / "docs" / "tutorial.md", "console") for step in steps(block)]
    commands = [" ".join(w[1:3]) if w[1] == "glossary" else w[1] for w in found if w[0] == "tqt"]
    assert {"glossary convert", "glossary lint", "check", "postedit", "apply", "evaluate"} <= set(commands)
    assert len(commands) <= 20


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_json_and_toml_examples_parse(document: Path) -> None:
    for block in blocks(document, "json", "jsonl", "toml"):
        if block.kind == "toml":
            assert tomllib.loads(block.text)
        else:
            for text in [block.text] if block.kind == "json" else block.text.splitlines():
                assert json.loads(text), f"{document.name}:{block.line}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_links_and_named_pages_exist(document: Path) -> None:
    text = document.read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    named = re.findall(r"`((?:docs|glossaries|corpus|tests|toolkit)/[\w./-]+)`", text)
    assert [link for link in links if not (document.parent / link).exists()] == []
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_reference_is_what_the_commands_say(tmp_path: Path) -> None:
    code = "import runpy, sys; print(runpy.run_path(sys.argv[1])['reference'](), end='')"
    made = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(ROOT / "docs" / "make_reference.py")],
        capture_output=True, check=True,
    )  # fmt: skip
    expected = made.stdout.decode("utf-8").replace("\r\n", "\n")
    assert (ROOT / "docs" / "reference.md").read_text("utf-8") == expected, "run: python docs/make_reference.py"


def first_cells(section: str) -> set[str]:
    """The names in backticks of the first column of the first table below a heading."""
    body = FORMATS_PAGE.split(f"\n{section}\n", 1)[1]
    table = re.search(r"(?:^\|.*\n)+", body, re.MULTILINE)
    assert table is not None
    return {name for row in table[0].splitlines()[2:] for name in re.findall(r"`([^`]+)`", row.split("|")[1])}


def test_the_columns_of_the_glossary_are_those_of_the_reader() -> None:
    assert first_cells("### terms.csv") == set(TERM_COLUMNS)
    assert first_cells("### conventions.csv") == set(CONVENTION_COLUMNS)
    assert first_cells("### examples.csv") == set(EXAMPLE_COLUMNS)
    assert first_cells("### concepts.csv") == set(CONCEPT_COLUMNS)


def test_the_values_of_the_glossary_are_all_described() -> None:
    terms = FORMATS_PAGE.split("### terms.csv")[1].split("### conventions.csv")[0]
    assert [value for value in (*STATUSES, *PARTS_OF_SPEECH, *ACTIONS) if f"`{value}`" not in terms] == []


def test_the_document_formats_and_their_columns_are_all_described() -> None:
    assert first_cells("## Documents") == set(FORMATS.names())
    names = {name for groups in table_columns._NAMES.values() for group in groups for name in group}
    assert [name for name in sorted(names) if name not in FORMATS_PAGE] == []


def test_every_key_of_the_ledger_and_the_json_is_described(folder: Path) -> None:
    page = (ROOT / "docs" / "ledger.md").read_text("utf-8")
    described = set(re.findall(r"`(\w+)`", page))
    written = tqt(*"postedit mt.txt --source source.txt --ledger l.jsonl -o edited.txt".split(), folder=folder)
    assert written.code == 0
    head, *edits = [json.loads(line) for line in (folder / "l.jsonl").read_text("utf-8").splitlines()]
    segment = json.loads(tqt("postedit", "mt.txt", "--json", folder=folder).text)
    finding = json.loads(tqt("check", "mt.txt", "--json", folder=folder).text)
    applied = json.loads(tqt("apply", "mt.txt", "l.jsonl", "--json", folder=folder).text)
    keys = {*head, *edits[0], *segment, *segment["segments"][0], *finding, *finding["findings"][0], *applied}
    assert sorted(keys - described - {"segments", "findings"}) == []
    frozen = (
        "id segment span before after rule reason concept confidence evidence alternatives group outcome refusal "
        "segment_digest around verdict"
    )
    assert list(edits[0]) == frozen.split()
    assert list(head) == ["schema", "text", "glossary", "source_used", "segments"]
    assert list(segment["segments"][0]) == ["id", "original", "text", "edits", "reread"]
    assert list(finding["findings"][0]) == [
        "segment", "rule", "severity", "message", "span", "concept", "found", "expected", "fix",
    ]  # fmt: skip
    assert console_blocks.blocks(ROOT / "docs" / "ledger.md", "jsonl")


def test_the_examples_of_the_ledger_have_every_key() -> None:
    [block] = blocks(ROOT / "docs" / "ledger.md", "jsonl")
    from toolkit.model import Edit, Span
    from toolkit.postedit.ledger import as_row, read_ledger

    assert len(read_ledger(block.text, "ledger.md").entries) == 1
    row = json.loads(block.text.splitlines()[1])
    assert list(row) == list(as_row(Edit("1", "1", Span(0, 1), "a", "b", "r", "x"), "0"))
