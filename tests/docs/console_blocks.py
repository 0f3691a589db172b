"""Blocks of code in the documents: found, and their console commands run.

In a ```console block `$ cat FILE` shows what the file holds at that point, and so it is written. `# exit 1` behind
a command announces its exit code. Lines below a `tqt` command stand in its answer; `...` stands for any lines.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md")
_BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"\s+# exit (\d)$")


class Block(NamedTuple):
    """One fenced block."""

    kind: str
    text: str
    line: int


class Step(NamedTuple):
    """One command of a console block, and the lines shown below it."""

    words: tuple[str, ...]
    shown: tuple[str, ...]
    code: int
    line: int


def blocks(path: Path, *kinds: str) -> list[Block]:
    """The fenced blocks of these kinds, in order."""
    text = path.read_text("utf-8")
    found = [Block(m[1], m[2], text.count("\n", 0, m.start()) + 1) for m in _BLOCK.finditer(text)]
    return [block for block in found if block.kind in kinds]


def steps(block: Block) -> list[Step]:
    """The commands of a console block. A backslash at the end joins a line with the next."""
    found: list[Step] = []
    for offset, line in enumerate(block.text.replace("\\\n", " ").splitlines(), start=1):
        if line.startswith("$ "):
            code = _EXIT.search(line)
            words = tuple(shlex.split(_EXIT.sub("", line)[2:], comments=True))
            found.append(Step(words, (), int(code[1]) if code else 0, block.line + offset))
        elif found:
            found[-1] = found[-1]._replace(shown=(*found[-1].shown, line))
    return found
