"""Every transcript under tests/golden says what the command line answers today."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest
import transcripts
import typer

from toolkit.cli.app import app
from toolkit.cli.lazy import every_command

CASES = sorted(path.parent for path in transcripts.GOLDEN.glob("*/transcript.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_transcript(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    shutil.copytree(transcripts.SHARED, folder)
    shutil.copytree(case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("transcript.txt"))
    expected = (case / "transcript.txt").read_text("utf-8")
    got = transcripts.play(expected, folder)
    if transcripts.REFRESH:
        (case / "transcript.txt").write_text(got, "utf-8", newline="\n")
    assert got == expected


def test_the_transcripts_are_there() -> None:
    assert len(CASES) >= 12


# These print versions, times and what is installed here: they have tests of their own beside this file.
ELSEWHERE = {"doctor", "plugins", "demo"}


def test_every_command_and_option_is_in_a_transcript_or_a_test() -> None:
    used: dict[str, set[str]] = {}
    for case in CASES:
        for command in transcripts.commands_of((case / "transcript.txt").read_text("utf-8")):
            words = shlex.split(command)
            if words[0] == "tqt":
                name = " ".join(words[1:3]) if words[1] in ("glossary", "mqm", "report") else words[1]
                used.setdefault(name, set()).update(word.partition("=")[0] for word in words)
    wanted: dict[str, list[tuple[str, ...]]] = {}
    for path, leaf in every_command(typer.main.get_command(app)):  # type: ignore[arg-type]
        wanted[path] = [tuple(p.opts) for p in leaf.params if p.param_type_name == "option" and p.name != "help"]
    for name in ELSEWHERE:
        del wanted[name]
    assert set(wanted) <= set(used), f"no transcript shows {sorted(set(wanted) - set(used))}"
    unseen = [f"{name} {opts[0]}" for name, all_opts in wanted.items() for opts in all_opts if not used[name] & {*opts}]
    assert unseen == []
