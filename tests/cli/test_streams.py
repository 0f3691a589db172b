"""Whoever reads the output may go away, and a report must say how it was made: the edges to shell and terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import transcripts

from toolkit.cli import options


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is another error there")
@pytest.mark.parametrize("arguments", [["postedit", "mt.txt", "-g", "terms"], ["check", "mt.txt", "-g", "terms"],
                                       ["--help"], ["plugins"]])  # fmt: skip
def test_a_reader_that_has_gone_is_no_error(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    code = "from toolkit.cli.app import main; main()"
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=transcripts.SHARED,
            stdout=closed,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    assert b"Broken" not in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="a device of Linux and macOS")
def test_an_output_may_be_named_as_a_device() -> None:
    code = "from toolkit.cli.app import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "postedit", "mt.txt", "-g", "terms", "-o", "/dev/stdout"],
        cwd=transcripts.SHARED,
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert len(done.stdout.splitlines()) == len((transcripts.SHARED / "mt.txt").read_bytes().splitlines())


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a disk that is full is at hand on Linux only")  # noqa: PTH110
@pytest.mark.parametrize("arguments", [["postedit", "mt.txt", "-g", "terms"], ["plugins"]])
def test_output_into_a_full_disk_is_told(arguments: list[str]) -> None:
    code = "from toolkit.cli.app import main; main()"
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=transcripts.SHARED,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert done.returncode == 2, done.stderr
    assert b"tqt: the output cannot be written: " in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_command_line_is_quoted_for_the_shell_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["tqt", "check", "my text.txt"])
    monkeypatch.setattr(options, "_WINDOWS", False)
    assert options.command_line() == "tqt check 'my text.txt'"
    monkeypatch.setattr(options, "_WINDOWS", True)
    assert options.command_line() == 'tqt check "my text.txt"'
