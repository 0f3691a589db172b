"""The command line in one process, and transcripts of it that can be compared and renewed.

A transcript is read by people first:

    $ tqt check mt.txt -g terms
    mt.txt:2:20: term.garble ...
    [stderr]
    1 finding.
    [exit 1]

Two more commands see and change files: `cat FILE` shows one (a byte-order mark and carriage returns made
visible), `replace FILE OLD NEW` puts NEW for every OLD. `TQT_REFRESH=1 pytest tests/cli` writes the answers anew.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from toolkit.cli.app import main
from toolkit.formats.bundled import bundled_glossaries, bundled_glossary, is_bundled
from toolkit.formats.glossary_folder import read_glossary
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.glossary.lint import Loaded, check_glossary
from toolkit.model import Glossary, LangPair

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
SHARED = GOLDEN / "shared"
CACHE = tempfile.TemporaryDirectory()
"""What the commands keep for the next time; gone with the tests."""
ENVIRONMENT = {"NO_COLOR": "1", "COLUMNS": "100", "TQT_CACHE": CACHE.name}
REFRESH = os.environ.get("TQT_REFRESH") == "1"


class Answer(NamedTuple):
    """What a command printed, byte for byte, and its exit code."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


def tqt(*arguments: str | Path, folder: Path | None = None, stdin: bytes = b"") -> Answer:
    """Run `tqt` as the installed script does. Whatever is no user's error comes up as the exception it is."""
    out, err = io.BytesIO(), io.BytesIO()
    code = 0
    argv = mock.patch.object(sys, "argv", ["tqt", *map(str, arguments)])
    read = mock.patch("toolkit.jobs.setting.check_glossary", _checked)
    built = mock.patch("toolkit.jobs.setting.build_index", _indexed)
    with _streams(out, err, stdin), _inside(folder), argv, read, built:
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        sys.stdout.flush()
        sys.stderr.flush()
    return Answer(code, out.getvalue(), err.getvalue().decode("utf-8"))


@cache
def _bundled(place: Path, languages: tuple[str, str] | None) -> Loaded:
    return check_glossary(place, languages)


def _checked(place: Path, languages: tuple[str, str] | None) -> Loaded:
    """As the program reads a glossary, but the bundled ones, which do not change, once for all commands."""
    return (_bundled if is_bundled(place) else check_glossary)(place, languages)


@cache
def _index(place: Path, pair: LangPair) -> GlossaryIndex:
    return build_index(_bundled(place, None).glossary, pair)


def _indexed(glossary: Glossary, pair: LangPair) -> GlossaryIndex:
    """As the program builds an index, but that of a bundled glossary as it is once for all commands."""
    for place in map(bundled_glossary, bundled_glossaries()):
        if _bundled(place, None).glossary is glossary:
            return _index(place, pair)
    return build_index(glossary, pair)


def commands_of(transcript: str) -> list[str]:
    """The commands of a transcript, in order."""
    return [line[2:] for line in transcript.splitlines() if line.startswith("$ ")]


def play(transcript: str, folder: Path) -> str:
    """The same transcript with what its commands answer now; they run in `folder`.

    The glossary's digest, the scorer's version and how sure an edit is are no business of a transcript; signs
    stand for them.
    """
    blocks = []
    for command in commands_of(transcript):
        name, *arguments = shlex.split(command)
        answer = {"tqt": _tqt, "cat": _cat, "replace": _replace}[name](arguments, folder)
        blocks.append(f"$ {command}\n{answer}".rstrip("\n"))
    text = "\n\n".join(blocks) + "\n"
    text = text.replace(read_glossary(SHARED / "terms").digest(), "<glossary>")
    text = re.sub(r'("confidence": |confidence  )[\d.]+', r"\1*", text)
    text = re.sub(r"(Glossary livestream-commerce\S* \S+:) [\d,]+ terms", r"\1 * terms", text)  # it grows
    return re.sub(r"version:[\d.]+", "version:*", text)


def _tqt(arguments: list[str], folder: Path) -> str:
    answer = tqt(*arguments, folder=folder)
    parts = [_visible(answer.out)]
    if answer.err:
        parts.append("[stderr]\n" + answer.err)
    if answer.code:
        parts.append(f"[exit {answer.code}]\n")
    return "".join(part if part.endswith("\n") or not part else part + "\n" for part in parts)


def _cat(arguments: list[str], folder: Path) -> str:
    return _visible((folder / arguments[0]).read_bytes())


def _replace(arguments: list[str], folder: Path) -> str:
    name, old, new = arguments
    path = folder / name
    before = path.read_bytes()
    assert old.encode() in before, f"{old!r} is not in {name}"
    path.write_bytes(before.replace(old.encode(), new.encode()))
    return ""


def _visible(data: bytes) -> str:
    text = data.decode("utf-8").replace("\N{ZERO WIDTH NO-BREAK SPACE}", "<BOM>").replace("\r", "<CR>")
    if os.sep == "\\":
        text = re.sub(r"\\+(?=[\w-]+\.(?:csv|toml))", "/", text)
    return re.sub("[\x00-\x08\x0b-\x1f]", lambda found: f"<{ord(found.group()):02X}>", text)


@contextmanager
def _streams(out: io.BytesIO, err: io.BytesIO, stdin: bytes) -> Iterator[None]:
    def text(stream: io.BytesIO) -> io.TextIOWrapper:
        return io.TextIOWrapper(stream, encoding="utf-8", newline="\n", write_through=True)

    streams = {"stdout": text(out), "stderr": text(err), "stdin": text(io.BytesIO(stdin))}
    with mock.patch.multiple(sys, **streams), mock.patch.dict(os.environ, ENVIRONMENT):
        try:
            yield
        finally:
            for stream in streams.values():
                stream.flush()
                stream.detach()  # else closing the wrapper would close the bytes that are still to be read


@contextmanager
def _inside(folder: Path | None) -> Iterator[None]:
    before = Path.cwd()
    if folder is not None:
        os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
