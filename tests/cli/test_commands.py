"""What the transcripts leave out: files that hold dates, what is installed here, help, and imports."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import transcripts
from transcripts import tqt
from typer.main import get_command

from toolkit import __version__
from toolkit.cli.app import app
from toolkit.cli.lazy import Group, every_command
from toolkit.cli.table import COMMANDS
from toolkit.evaluate.metrics import METRICS
from toolkit.formats.documents import FORMATS
from toolkit.postedit.editor import EDITORS
from toolkit.report import RENDERERS

HEAVY = frozenset(
    "numpy sacrebleu lemminflect openpyxl jinja2 rich re2 ahocorasick_rs simplemma charset_normalizer rapidfuzz "
    "pandas torch transformers datasets ray ctranslate2 sentencepiece pyarrow lxml xml.sax".split()
)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    shutil.copytree(transcripts.SHARED, tmp_path / "work")
    return tmp_path / "work"


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    code = "import sys, toolkit.cli.app; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert HEAVY.intersection(loaded) == set()
    floors = {name.split(".")[1] for name in loaded if name.startswith("toolkit.")}
    assert floors <= {"cli", "errors", "model", "registry"}


def test_help_and_version_need_nothing_heavy_either() -> None:
    code = "import sys\nfrom toolkit.cli.app import main\nsys.argv = ['tqt', sys.argv[1]]\ntry: main()\n"
    code += "except SystemExit as stop: assert not stop.code\nprint(*sorted(sys.modules), file=sys.stderr)"
    for option, heavy in (("--version", HEAVY), ("--help", HEAVY - {"rich"})):
        done = subprocess.run([sys.executable, "-c", code, option], capture_output=True, text=True, encoding="utf-8")
        assert heavy.intersection(done.stderr.split()) == set()
        assert done.stdout.strip()


def test_the_line_of_help_is_the_first_of_the_command_itself() -> None:
    for path, command in every_command(get_command(app)):  # type: ignore[arg-type]
        entry: object = COMMANDS
        for word in path.split():
            entry = (entry.commands if isinstance(entry, Group) else entry)[word]  # type: ignore[index]
        assert " ".join(command.help.split("\n\n")[0].split()) == entry.line, path  # type: ignore[attr-defined]


def test_help_loads_no_command() -> None:
    code = "import sys\nfrom toolkit.cli.app import main\nsys.argv = ['tqt', '--help']\ntry: main()\n"
    code += "except SystemExit: print(*sorted(sys.modules), file=sys.stderr)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8").stderr.split()
    ours = {name for name in said if name.startswith("toolkit.")}
    assert ours == {"toolkit.cli", "toolkit.cli.app", "toolkit.cli.lazy", "toolkit.cli.table", "toolkit.errors"}


BARE = """
import typer
app = typer.Typer(add_completion=False)
@app.command()
def one(name: str) -> None: ...
@app.command()
def two(name: str) -> None: ...
app()
"""


def test_help_costs_little_more_than_that_of_a_bare_program() -> None:
    resource = pytest.importorskip("resource", reason="this system tells no processor time of programs")
    ours = "import sys\nfrom toolkit.cli.app import main\nsys.argv[0] = 'tqt'\nmain()"
    seconds: dict[str, list[float]] = {BARE: [], ours: []}
    for _ in range(5):  # in turn, as others may use the machine
        for code, spent in seconds.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", code, "--help"], stdout=subprocess.DEVNULL, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(seconds[ours]) <= 1.5 * min(seconds[BARE])


def test_version() -> None:
    assert tqt("--version") == (0, f"tqt {__version__}\n".encode(), "")


@pytest.mark.parametrize("command", ["", "demo", "check", "postedit", "apply", "explain", "evaluate", "glossary",
                                     "glossary lint"])  # fmt: skip
def test_help(command: str) -> None:
    answer = tqt(*command.split(), "--help")
    assert answer.code == 0
    usage = " ".join(answer.text.split("Usage:")[1].split())
    assert f"{command} [OPTIONS]".strip() in usage


def test_plugins_lists_every_registry() -> None:
    listed = json.loads(tqt("plugins", "--json").text)
    for names in (FORMATS.names(), EDITORS.names(), METRICS.names(), RENDERERS.names(), ["livestream-commerce"]):
        assert any(set(names) <= set(found) for found in listed.values())
    plain = tqt("plugins").text
    assert len(plain.splitlines()) == len(listed)
    assert "livestream-commerce" in plain


def test_doctor_says_what_is_here_and_how_to_get_the_rest() -> None:
    parts = json.loads(tqt("doctor", "--json").text)
    assert {"numpy", "sacrebleu", "typer"} <= {part["name"] for part in parts if part["version"]}
    assert all(part["install"] for part in parts)
    plain = tqt("doctor").text
    assert plain.startswith(f"Python {sys.version_info.major}.{sys.version_info.minor}")
    assert all(part["name"] in plain for part in parts)
    assert all(f"  editor   {name} " in plain for name in EDITORS.names())


def test_demo_on_the_bundled_article(work: Path) -> None:
    answer = tqt("demo", "--out", "demo", folder=work)
    assert answer.code == 0
    written = {path.name for path in (work / "demo").iterdir()}
    assert written == {"officials-livestream.jsonl", "ledger.jsonl", "report.html", "report.json"}
    before, after = answer.text.splitlines()[2].split("->")
    assert answer.text.splitlines()[2].startswith("chrF++")
    assert float(after.split()[0]) > float(before.split()[-1])
    assert "does not check meaning" in answer.err


def test_demo_on_a_text_of_ones_own(work: Path) -> None:
    line = "demo --input mt.txt --source zh.txt --reference good.txt -g terms --out mine --json --from zh --to en"
    answer = tqt(*line.split(), folder=work)
    data = json.loads(answer.text)
    assert {score["system"] for score in data["scores"]} == {"machine translation", "post-edited"}
    assert (work / "mine" / "mt.txt").read_text("utf-8").startswith("Buddies,")
    saved = json.loads((work / "mine" / "report.json").read_text("utf-8"))
    assert saved["scores"] == data["scores"]
    plain = tqt(*"demo --input mt.txt -g terms --out mine".split(), folder=work)
    assert plain.text == "No reference, no scores: --reference FILE gives them.\n"


def test_reports_of_a_post_editing(work: Path) -> None:
    line = "postedit mt.txt -g terms --source zh.txt -o o.txt --report r.html --report r.md --report r.json"
    assert tqt(*line.split(), folder=work).code == 0
    page = (work / "r.html").read_text("utf-8")
    assert "sell goods via livestream" in page
    assert "<script src" not in page
    assert "://" not in page.replace("http://www.w3.org/", "")
    assert "sell goods via livestream" in (work / "r.md").read_text("utf-8")
    data = json.loads((work / "r.json").read_text("utf-8"))
    assert data["schema"] == 1
    assert [len(repair["edits"]) for repair in data["repairs"]] == [1, 1, 1, 1, 0]
    assert {use["role"] for use in data["inputs"]} == {"text", "source"}


def test_a_dry_run_writes_nothing(work: Path) -> None:
    before = sorted(p.name for p in work.iterdir())
    assert tqt(*"postedit mt.txt -g terms --dry-run -o o.txt --ledger l --report r.md".split(), folder=work).code == 0
    assert sorted(p.name for p in work.iterdir()) == before


def test_an_accepted_proposal_writes_one_of_the_wordings_to_choose_from(work: Path) -> None:
    terms = work / "terms" / "terms.csv"
    row = "liuliang,en,flow,garble,noun,,ask"
    assert row in terms.read_text("utf-8")
    chosen = terms.read_text("utf-8").replace(row, row.replace(",,ask", ",views|online traffic,ask"))
    terms.write_text(chosen, "utf-8", newline="\n")
    line = "postedit mt.txt -g terms --source zh.txt --ledger l.jsonl -o o.txt"
    assert tqt(*line.split(), folder=work).code == 0
    ledger = (work / "l.jsonl").read_text("utf-8").replace('"verdict": null', '"verdict": "accept"')
    (work / "l.jsonl").write_text(ledger, "utf-8", newline="\n")
    assert (
        tqt("apply", "mt.txt", "l.jsonl", folder=work).text.splitlines()[3]
        == "The views of the live room is very large."
    )


def test_an_accepted_proposal_is_made(work: Path) -> None:
    line = "postedit mt.txt -g terms --source zh.txt --ledger l.jsonl -o o.txt"
    assert tqt(*line.split(), folder=work).code == 0
    rows = [json.loads(text) for text in (work / "l.jsonl").read_text("utf-8").splitlines()]
    proposal = next(row for row in rows if row.get("outcome") == "review")
    proposal |= {"verdict": "accept", "after": "online traffic"}
    (work / "l.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8", newline="\n")
    assert tqt("apply", "mt.txt", "l.jsonl", folder=work).text.splitlines()[3].startswith("The online traffic of the")
