"""Input that is wrong or odd, end to end: one clear message, exit code 2, nothing written; or all of it kept."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import transcripts
from growth import LINEAR, growth
from transcripts import Answer

Run = Callable[..., Answer]
MT = (transcripts.SHARED / "mt.txt").read_bytes()
ZH = (transcripts.SHARED / "zh.txt").read_bytes()


@pytest.fixture
def work(tmp_path: Path) -> Path:
    shutil.copytree(transcripts.SHARED, tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def run(work: Path) -> Run:
    def call(line: str, stdin: bytes = b"") -> Answer:
        return transcripts.tqt(*line.split(), folder=work, stdin=stdin)

    return call


def state(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def refused(run: Run, work: Path, line: str, *words: str) -> str:
    """The command is refused in one message that holds these words, and the folder is as it was."""
    before = state(work)
    answer = run(line)
    assert answer.code == 2, answer
    assert answer.out == b""
    assert answer.err.count("tqt: ") == 1
    assert "Traceback" not in answer.err
    for word in words:
        assert word in answer.err, answer.err
    assert state(work) == before
    return answer.err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("postedit mtt.txt -o o.txt", ["mtt.txt: there is no such file", "Did you mean mt.txt?"]),
        ("postedit mt.txt --source zhh.txt -o o.txt", ["zhh.txt", "Did you mean zh.txt?"]),
        (
            "check terms -g terms",
            ["terms: 3 of 3 documents could not be worked on", "which column holds the translation"],
        ),
        ("postedit zh.txt --source mt.txt -g terms", ["zh.txt", "swapped", "'en'", "zh-en"]),
        ("postedit mt.txt --from en --to zh -g terms", ["mt.txt", "swapped", "'zh'", "en-zh"]),
        ("postedit mt.txt --to fr -g terms", ["no term in 'fr'", "en, zh"]),
        ("postedit mt.txt -o mt.txt -g terms", ["overwrite"]),
        ("postedit mt.txt -o o.txt --ledger o.txt -g terms", ["overwrite"]),
        ("postedit mt.txt --source zh.txt -o ./zh.txt -g terms", ["overwrite"]),
        ("apply mt.txt mt.txt", ["mt.txt:1", "not a line of JSON"]),
        ("apply mt.txt none.jsonl", ["none.jsonl: there is no such file"]),
        ("postedit mt.txt -o no/such/o.txt -g terms", ["does not exist"]),
        ("postedit mt.txt -o terms -g terms", ["terms: this is a folder"]),
        ("postedit mt.txt --editor rule -g terms", ["'rule'", "did you mean 'rules'?"]),
        ("postedit mt.txt --report r.htm -g terms", [".htm", "did you mean '.html'?"]),
        ("evaluate -r good.txt -s mt.txt -m blue", ["'blue'", "did you mean 'bleu'?"]),
        ("evaluate -r good.txt -s mt.txt -s mt=zh.txt", ["two systems are called 'mt'"]),
        ("check mt.txt -g livestream-comerce", ["Did you mean 'livestream-commerce'?"]),
        ("glossary show lao-ti -g terms", ["Did you mean lao-tie?"]),
        ("glossary convert terms zh.txt", ["zh.txt: there is something here already"]),
        ("demo --source zh.txt", ["--input"]),
    ],
)
def test_refused(run: Run, work: Path, line: str, words: list[str]) -> None:
    refused(run, work, line, *words)


@pytest.mark.parametrize(
    ("line", "near"),
    [("postedit mt.txt --ledgr x", "--ledger"), ("chek mt.txt", "check"), ("glossary lnt", "lint")],
)
def test_mistyped_options_and_commands_name_the_nearest(run: Run, line: str, near: str) -> None:
    answer = run(line)
    assert answer.code == 2
    assert near in answer.err


def test_counts_that_cannot_be_aligned_are_both_named(run: Run, work: Path) -> None:
    (work / "other.txt").write_text("天气很好。\n村里的路修好了，大家都很高兴。\n" * 40, "utf-8")
    refused(run, work, "postedit mt.txt --source other.txt -g terms -o o.txt", "80 lines", "5")
    refused(run, work, "evaluate -r other.txt -s mt.txt", "5 lines", "80 lines")


@pytest.mark.parametrize("source", ["", "老铁们，镇长来了！\n"])
def test_a_source_far_too_short_is_refused(run: Run, work: Path, source: str) -> None:
    (work / "short.txt").write_text(source, "utf-8")
    refused(run, work, "postedit mt.txt --source short.txt -g terms -o o.txt", "short.txt")


def test_text_and_source_cannot_both_be_standard_input(run: Run) -> None:
    assert run("postedit - --source - -g terms", stdin=MT).code == 2


def test_nothing_is_half_written(run: Run, work: Path) -> None:
    refused(run, work, "postedit mt.txt -g terms -o o.txt --ledger no/such/l.jsonl", "does not exist")


@pytest.mark.parametrize("out", ["good.txt", "good.txt/demo"])
def test_a_folder_that_cannot_be_made(run: Run, work: Path, out: str) -> None:
    refused(run, work, f"demo --input mt.txt -g terms --out {out}", "good.txt")


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0, reason="every folder can be written")
def test_a_folder_without_permission(run: Run, work: Path) -> None:
    (work / "locked").mkdir(mode=0o500)
    refused(run, work, "postedit mt.txt -g terms -o locked/o.txt", "locked", "cannot be written")


def test_random_bytes(run: Run, work: Path) -> None:
    (work / "noise.txt").write_bytes(random.Random(1).randbytes(4000))
    refused(run, work, "postedit noise.txt -g terms -o o.txt", "noise.txt", "UTF-8")


@pytest.mark.parametrize(
    ("data", "kind"), [(b"PK\x03\x04rest", "ZIP"), (b"%PDF-1.7", "PDF"), (b"\x89PNG\r\n\x1a\n", "picture")]
)
def test_files_that_are_no_text(run: Run, work: Path, data: bytes, kind: str) -> None:
    (work / "article.txt").write_bytes(data)
    refused(run, work, "postedit article.txt -g terms", "article.txt", kind)


EDITED = MT.replace(b"live the goods", b"sell goods via livestream").replace(b"600 catties", b"300 kilograms")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (MT.replace(b"\n", b"\r\n"), EDITED.replace(b"\n", b"\r\n")),
        (MT.replace(b"\n", b"\n\n\n"), EDITED.replace(b"\n", b"\n\n\n")),
        (MT.rstrip(b"\n"), EDITED.rstrip(b"\n")),
        (b"\xef\xbb\xbf" + MT, b"\xef\xbb\xbf" + EDITED),
        (MT.decode().encode("utf-16"), EDITED.decode().encode("utf-16")),
        (b"\x07" + MT.replace(b".", b"\x00.\x0c"), b"\x07" + EDITED.replace(b".", b"\x00.\x0c")),
        (b"", b""),
        (b"\n\n \n", b"\n\n \n"),
        ("The road is fine\N{LINE SEPARATOR}today.\n".encode(), "The road is fine\N{LINE SEPARATOR}today.\n".encode()),
    ],
    ids=["crlf", "blank lines", "no last line end", "bom", "utf-16", "control characters", "empty", "blank", "U+2028"],
)
def test_everything_but_the_edits_is_kept(run: Run, work: Path, data: bytes, expected: bytes) -> None:
    (work / "odd.txt").write_bytes(data)
    assert run("postedit odd.txt -g terms").out == expected
    assert run("postedit odd.txt -g terms -o odd.out --ledger l.jsonl").code == 0
    assert (work / "odd.out").read_bytes() == expected
    assert run("apply odd.txt l.jsonl").out == expected
    assert run("apply odd.out l.jsonl --undo").out == data
    assert run("postedit - -g terms", stdin=data).out == expected


def test_a_guessed_encoding_is_named_and_kept(run: Run, work: Path) -> None:
    (work / "wide.txt").write_bytes(MT.decode().encode("utf-16-le"))
    answer = run("postedit wide.txt -g terms")
    assert "wide.txt: read as utf-16-le" in answer.err
    assert answer.out == EDITED.decode().encode("utf-16-le")


def test_a_source_in_gbk_is_read(run: Run, work: Path) -> None:
    (work / "gbk.txt").write_bytes(ZH.decode().encode("gb18030"))
    assert run("postedit mt.txt -g terms --source gbk.txt").out == run("postedit mt.txt -g terms --source zh.txt").out


def test_a_guessed_encoding_of_the_source_is_named(run: Run, work: Path) -> None:
    (work / "gbk.txt").write_bytes(ZH.decode().encode("gb18030"))
    assert "gbk.txt: read as" in run("postedit mt.txt -g terms --source gbk.txt").err


@pytest.mark.parametrize("line", ["check plain.txt -g terms", "postedit plain.txt -g terms"])
def test_no_term_occurs(run: Run, work: Path, line: str) -> None:
    (work / "plain.txt").write_text("The rice is growing well.\n", "utf-8")
    answer = run(line)
    assert answer.code == 0
    assert "No term of the glossary occurs in this text." in answer.err
    assert "zh-en" in answer.err


PROSE = b"The road in the village has been repaired and the tea sells well this year. "


@pytest.mark.parametrize(("piece", "times"), [(b"a", 10_000), (PROSE[:75], 150)], ids=["no space", "prose"])
def test_a_very_long_line_ends_soon(run: Run, work: Path, piece: bytes, times: int) -> None:
    def edited(length: int) -> None:
        (work / "long.txt").write_bytes(piece * length + b"\n")
        assert run("postedit long.txt -g terms").out == piece * length + b"\n"

    assert growth(edited, times, repeats=1) < LINEAR


def test_a_line_that_is_no_sentence_is_refused_with_its_place(run: Run, work: Path) -> None:
    (work / "long.txt").write_bytes(b"a\n" + b"a" * 1_000_000 + b"\n")
    answer = run("postedit long.txt -g terms")
    assert (answer.code, answer.out) == (2, b"")
    assert "long.txt:2" in answer.err


def test_time_grows_with_the_length_of_a_line_and_not_with_its_square(run: Run, work: Path) -> None:
    sentence = b"The town head will live the goods and sold 600 catties of tea. "

    def edited(times: int) -> None:
        (work / "long.txt").write_bytes(sentence * times + b"\n")
        assert run("postedit long.txt -g terms").code == 0

    assert growth(edited, 12, repeats=2) < LINEAR


def test_a_change_list_for_another_text(run: Run, work: Path) -> None:
    assert run("postedit mt.txt -g terms --source zh.txt --ledger l.jsonl -o o.txt").code == 0
    err = refused(run, work, "apply good.txt l.jsonl -o never.txt", "has changed since", "--skip-stale")
    assert all(name in err for name in ("1.1", "2.1", "3.1"))
    assert run("apply good.txt l.jsonl --skip-stale").out == (work / "good.txt").read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"schema": 1', '"schema": 2', ["l.jsonl:1", "schema 1"]),
        ('"span": [0, 8]', '"span": [0]', ["l.jsonl:2"]),
        ('"verdict": null', '"verdict": "yes"', ["l.jsonl:2", "accept"]),
        ('"outcome": "applied"', '"outcome": "done"', ["l.jsonl:2"]),
        ("\n{", "\n{{", ["l.jsonl:2", "JSON"]),
    ],
)
def test_a_broken_change_list(run: Run, work: Path, old: str, new: str, words: list[str]) -> None:
    assert run("postedit mt.txt -g terms --source zh.txt --ledger l.jsonl -o o.txt").code == 0
    text = (work / "l.jsonl").read_text("utf-8")
    assert old in text
    (work / "l.jsonl").write_text(text.replace(old, new, 1), "utf-8", newline="\n")
    refused(run, work, "apply mt.txt l.jsonl -o never.txt", *words)


def test_the_installed_script_ends_as_it_should(work: Path) -> None:
    def script(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        code = "from toolkit.cli.app import main; main()"
        return subprocess.run([sys.executable, "-c", code, *arguments], cwd=work, capture_output=True, timeout=60)

    missing = script("postedit", "mtt.txt")
    assert (missing.returncode, missing.stdout) == (2, b"")
    assert missing.stderr.decode() == "tqt: mtt.txt: there is no such file. Did you mean mt.txt?" + os.linesep
    edited = script("postedit", "mt.txt", "-g", "terms")
    assert (edited.returncode, edited.stdout) == (0, EDITED)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("postedit mtt.txt -g nowhere", ["mtt.txt: there is no such file"]),
        ("check mt.txt --source zhh.txt -g nowhere", ["zhh.txt: there is no such file"]),
        ("demo --input mt.txt --reference goood.txt -g nowhere", ["Did you mean good.txt?"]),
        ("evaluate -s mtt.txt -g nowhere", ["mtt.txt: there is no such file"]),
        ("postedit mt.txt -g nowhere --report mt.txt/r.html", ["mt.txt is a file, not a folder"]),
        ("postedit mt.txt -g terms -o o.txt --report terms/r.html --ledger terms", ["terms: this is a folder"]),
        ("evaluate -s mt.txt -r good.txt --report no/r.md", ["no/r.md: the folder no does not exist"]),
        ("evaluate -s mt.txt -r r.md --report r.md", ["there is no such file"]),
        ("apply mt.txt - --column source", ["--column source: write"]),
        ("apply - -", ["standard input can be read only once"]),
        ("demo --input - --source - -g terms", ["standard input can be read only once"]),
        ("demo --input mt.txt --source zh.txt -g terms --out .", ["overwrite mt.txt"]),
        ("demo --input mt.txt -g terms --out terms/new", ["written over or into terms"]),
        ("postedit mt.txt -g terms/terms.csv -o terms/terms.csv", ["over or into terms/terms.csv"]),
        ("postedit mt.txt -g terms -o terms/new.txt", ["over or into terms"]),
        ("evaluate -s mt.txt -r good.txt -g terms --report terms/r.md", ["over or into terms"]),
        ("postedit mt.txt -g terms --report -", ["--report -", ".html, .json, .md"]),
        ("postedit mt.txt -g terms -o - --ledger -", ["-o - and --ledger - would both write to standard output"]),
        ("postedit mt.txt -g terms --ledger -", ["Name a file for it with --out"]),
        ("postedit mt.txt -g terms --json --diff", ["--json and --diff"]),
        ("apply mt.txt good.txt -o - --json", ["-o - and --json"]),
        ("postedit mt.txt -g terms --column target=B", ["mt.txt: this is plain text, without columns"]),
        ("evaluate -s mt.txt -r zh.txt", ["mt.txt: this does not look like 'zh'"]),
        ("evaluate -s zh.txt -r good.txt", ["zh.txt: this does not look like 'en'"]),
        ("evaluate -s mt.txt -r zh.txt -g terms", ["zh.txt: this does not look like 'en'"]),
        ("glossary convert terms new.docx", ["the suffix .docx does not tell a format"]),
    ],
)
def test_everything_is_looked_at_before_the_work(run: Run, work: Path, line: str, words: list[str]) -> None:
    refused(run, work, line, *words)


def test_demo_reads_standard_input(run: Run, work: Path) -> None:
    answer = run("demo --input - --source zh.txt -g terms --out new/demo", stdin=MT)
    assert answer.code == 0
    assert {p.name for p in (work / "new" / "demo").iterdir()} == {
        "text.txt", "ledger.jsonl", "report.html", "report.json",
    }  # fmt: skip
    assert (work / "new" / "demo" / "text.txt").read_text("utf-8").startswith("Buddies,")


def test_demo_takes_columns(run: Run, work: Path) -> None:
    rows = zip(ZH.decode().splitlines(), MT.decode().splitlines(), MT.decode().splitlines(), strict=True)
    table = "Lot 1,Engine 1,Engine 2\n" + "".join(f'{zh},"{a}","{b}"\n' for zh, a, b in rows)
    (work / "t.csv").write_text(table, "utf-8", newline="")
    assert "cannot tell which column" in run("demo --input t.csv -g terms --out demo").err
    answer = run("demo --input t.csv -g terms --out demo --column source=A --column target=B --column reference=C")
    assert answer.code == 0
    assert b"chrF++" in answer.out
    assert "Buddies," in (work / "demo" / "t.csv").read_text("utf-8").splitlines()[1]


@pytest.mark.parametrize("command", ["check", "postedit"])
def test_notes_on_the_text(run: Run, work: Path, command: str) -> None:
    (work / "odd.txt").write_bytes(b"Fine.\n\nBad\x00 bad\x1b.\nBad\x07.\n")
    assert "odd.txt: 3 control characters, the first in line 3." in run(f"{command} odd.txt -g terms").err
    (work / "empty.txt").write_bytes(b"\n \n")
    answer = run(f"{command} empty.txt -g terms")
    assert answer.code == 0
    assert "empty.txt: there is no text in it." in answer.err
    assert "swapped" not in answer.err


def test_guessed_encodings_are_named_wherever_a_file_is_read(run: Run, work: Path) -> None:
    (work / "gbk.txt").write_bytes(ZH.decode().encode("gb18030"))
    (work / "latin.txt").write_bytes(
        ("The café owner said that old iron is déjà vu for naïve towns.\n" * 4).encode("cp1252")
    )
    assert "gbk.txt: read as" in run("check mt.txt -g terms --source gbk.txt").err
    assert "gbk.txt: read as" in run("evaluate -s mt.txt -g terms --source gbk.txt").err
    assert "latin.txt: read as" in run("demo --input mt.txt -g terms --out d --source zh.txt --reference latin.txt").err


def test_one_and_many(run: Run, work: Path) -> None:
    (work / "one.txt").write_text("Old iron, the town head is coming!\n", "utf-8")
    (work / "zh1.txt").write_text("老铁们，镇长来了！\n", "utf-8")
    err = run("postedit one.txt -g terms --source zh1.txt --ledger l.jsonl").err
    assert "1 of its concepts occurs here" in err
    assert "1 change in 1 of 1 line; 0 to decide; 0 lines to re-read first." in err
    assert "1 edit made, 0 on changed lines." in run("apply one.txt l.jsonl").err


def test_apply_says_what_stood_there_already(run: Run, work: Path) -> None:
    row = '{"id": "1.1", "segment": "1", "span": [0, 8], "before": "old iron", "after": "lao tie (old iron)", '
    (work / "l.jsonl").write_text('{"schema": 1}\n' + row + '"outcome": "applied"}\n', "utf-8")
    (work / "t.txt").write_text("Hello, lao tie (old iron)!\n", "utf-8")
    answer = run("apply t.txt l.jsonl")
    assert answer.out == b"Hello, lao tie (old iron)!\n"
    assert "1 edit stood there already: 1.1." in answer.err


def test_layers_of_glossaries_in_evaluate(run: Run, work: Path) -> None:
    (work / "client.csv").write_text("concept,language,term\nlao-tie,zh,老铁\nlao-tie,en,old iron\n", "utf-8")
    house = run("evaluate -s mt.txt --source zh.txt -g terms --json").text
    both = run("evaluate -s mt.txt --source zh.txt -g terms -g client.csv --json").text
    terms = [{t["concept"]: t for t in json.loads(text)["terms"]} for text in (house, both)]
    assert [found["lao-tie"]["satisfied"] for found in terms] == [0, 1]
    assert json.loads(both)["glossaries"][0]["name"] == "market-day+client"


def test_the_project_file_and_its_glossaries_are_kept(run: Run, work: Path) -> None:
    (work / "tqt.toml").write_text('glossaries = ["terms"]\n', "utf-8")
    assert run("postedit mt.txt -o o.txt --ledger l.jsonl").code == 0
    refused(run, work, "postedit mt.txt -o tqt.toml", "over or into", "tqt.toml")
    refused(run, work, "postedit mt.txt -o terms/terms.csv", "over or into", "terms")
    refused(run, work, "apply mt.txt l.jsonl -o terms/terms.csv", "over or into", "terms")


@pytest.mark.skipif(os.name == "nt", reason="there such a name is simply not found")
@pytest.mark.parametrize("line", ["postedit {}", "postedit mt.txt -g {}", "postedit mt.txt -g terms -o {}",
                                  "evaluate -s {} -r good.txt", "demo --out {}"])  # fmt: skip
def test_a_name_too_long_is_one_message(run: Run, work: Path, line: str) -> None:
    refused(run, work, line.format("x" * 300), "cannot be used", "300 characters")


def test_a_line_break_in_a_ledger_names_the_edit(run: Run, work: Path) -> None:
    row = {"id": "1.1", "segment": "1", "span": [0, 3], "before": "Old", "after": "A\nB", "outcome": "applied"}
    (work / "l.jsonl").write_text('{"schema": 1}\n' + json.dumps(row) + "\n", "utf-8")
    (work / "t.txt").write_text("Old iron\n", "utf-8")
    refused(run, work, "apply t.txt l.jsonl -o o.txt", "l.jsonl: edit 1.1 would write a line break", "t.txt")
    (work / "t.csv").write_text("mt,note\nOld iron,\n", "utf-8")
    row["segment"] = "2"
    (work / "l.jsonl").write_text('{"schema": 1}\n' + json.dumps(row) + "\n", "utf-8")
    assert run("apply t.csv l.jsonl").out == b'mt,note\n"A\nB iron",\n'


def test_a_glossary_without_examples_says_so_in_one_line(run: Run, work: Path) -> None:
    (work / "flat.csv").write_text("zh,en\n老铁,buddies\n", "utf-8")
    answer = run("glossary test flat.csv")
    assert (answer.code, answer.out) == (0, b"")
    assert answer.err.splitlines() == ["Glossary flat has no examples. Write some in examples.csv."]
