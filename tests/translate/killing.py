"""A translation in a process of its own that is killed (SIGKILL) when its journal has grown so far."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEGMENTS = 240


def prepare(folder: Path) -> list[str]:
    """Source and answers in a folder, and the command that translates them slowly, two segments at a time."""
    lines = [f"Zeile {n % 200} {'wort ' * (n % 7)}{{n}}" for n in range(SEGMENTS)]
    lines[40] = ""
    lines[41] = "nul \x00 hier"
    answers = [line.upper().replace("{N}", "{n}") for line in lines]
    answers[77] = ""  # this one always fails
    (folder / "source.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    (folder / "answers.txt").write_text("\n".join(answers) + "\n", encoding="utf-8", newline="")
    return [
        *("translate", "source.txt", "-e", "replay", "--from", "de", "--to", "fr", "--no-postedit", "-o", "out.txt"),
        *("--engine-option", "file=answers.txt", "--engine-option", "batch=2", "--engine-option", "delay=0.002"),
    ]


def start(folder: Path, arguments: Sequence[str], largest: int | None = None) -> subprocess.Popen[bytes]:
    """`tqt` with these arguments; on a disk that takes no file of more than `largest` bytes."""
    code = "import sys; sys.argv[0] = 'tqt'; from toolkit.cli.app import main; main()"
    if largest is not None:
        code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({largest}, {largest})); {code}"
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", code, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def killed_at(folder: Path, arguments: Sequence[str], size: int) -> bool:
    """Run it and kill it when the journal has so many bytes; whether it was still running."""
    process = start(folder, arguments)
    journal = folder / "out.txt.journal.jsonl"
    while process.poll() is None:
        if journal.exists() and journal.stat().st_size >= size:
            process.kill()
            break
        time.sleep(0.0005)
    process.communicate()
    return process.returncode != 0


def finished(folder: Path, arguments: Sequence[str]) -> bytes:
    """Run it to its end; what it wrote."""
    process = start(folder, arguments)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said.decode("utf-8", "replace")
    return (folder / "out.txt").read_bytes()
