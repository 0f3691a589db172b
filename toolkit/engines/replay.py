"""The engine `replay`: answers from a file of finished translations. It never invents one.

For trying a pipeline without a model, for translations that another system made, and for tests. The file is JSON
lines with `source` and `mt` (`target`, `text`), answered by source; or plain lines, answered by line number, or by
source where `source=FILE` gives the sources line by line. Of a source that has several answers the first is given; of
such two files the one of the same line, if it stands there.
"""

from __future__ import annotations

import io
import json
import threading
import time
from array import array
from collections.abc import Sequence
from pathlib import Path

from toolkit.engines.lines import bytes_of, digest_of, lines_of, text_of
from toolkit.engines.options import Option, Options
from toolkit.engines.port import Engine, EngineKind, Outcome, Request, Traits, describe, rough_tokens
from toolkit.errors import InputError
from toolkit.model import LangPair

_KEYS = ("mt", "target", "text", "hypothesis", "translation")


class Replay:
    """Answers that are there already."""

    def __init__(self, options: Options) -> None:
        path = options.required("file")
        data = bytes_of(path, "file")
        self._delay = options.number("delay")
        self._known: _Known | None = None
        self._lines: _Lines | None = None
        sources = options.text("source")
        digest = digest_of(data)
        if Path(path).suffix.casefold() in (".jsonl", ".ndjson"):
            self._known = _keyed(text_of(data, path), path)
        elif sources is not None:
            theirs = bytes_of(sources, "source")
            digest += digest_of(theirs)
            self._known = _paired(lines_of(text_of(theirs, sources)), lines_of(text_of(data, path)), sources, path)
        else:
            self._lines = _Lines(data, path)
        by_place = self._known is None or self._known.differ
        self.traits = Traits(batch_size=options.whole("batch"), by_place=by_place)
        self._signature = describe("replay", digest, {})

    def signature(self) -> str:
        """The name and the digest of what it answers from."""
        return self._signature

    def count(self, text: str) -> int:
        """About as many tokens as a model would see."""
        return rough_tokens(text)

    def translate(self, batch: Sequence[Request]) -> list[Outcome]:
        """The file's answers; an error for what it does not have."""
        if self._delay:
            time.sleep(self._delay)
        return [self._answer(request) for request in batch]

    def close(self) -> None:
        """Let go of the answers."""
        self._known = self._lines = None

    def _answer(self, request: Request) -> Outcome:
        text = self._lines.get(request.id) if self._lines else self._known.get(request) if self._known else None
        if text is None:
            return Outcome(None, "the file has no answer for this text")
        return Outcome(text) if text.strip() else Outcome(None, "the answer in the file is empty")


class _Known:
    """Answers with their sources, in the order of the file; `by_line`: its lines are those of the text."""

    def __init__(self, pairs: list[tuple[str, str]], by_line: bool) -> None:
        self._pairs = pairs if by_line else []
        self._first = dict(reversed(pairs))
        self.differ = by_line and len(set(pairs)) > len(self._first)
        """Whether a source has several answers, one for each place."""

    def get(self, request: Request) -> str | None:
        number = int(request.id) if request.id.isdecimal() and len(request.id) < _MOST_DIGITS else 0
        if 0 < number <= len(self._pairs) and self._pairs[number - 1][0] == request.source:
            return self._pairs[number - 1][1]
        return self._first.get(request.source)


_MOST_DIGITS = 18


class _Lines:
    """Lines by number, kept as the bytes of the file."""

    def __init__(self, data: bytes, path: str) -> None:
        text = text_of(data, path)  # tells a wrong encoding now, and not in the middle of the work
        marked = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
        self._data = io.BytesIO(text.encode() if marked else data)
        self._starts = array("Q", [0])
        self._lock = threading.Lock()
        for line in self._data:
            self._starts.append(self._starts[-1] + len(line))
        self._path = path

    def get(self, name: str) -> str | None:
        if not name.isdecimal():
            raise InputError(
                f"file={self._path} has plain lines, and the segment '{name}' has no line number. Give the sources "
                "of these lines too (source=FILE), or JSON lines with source and mt."
            )
        number = int(name)
        if not 0 < number < len(self._starts):
            return None
        with self._lock:
            self._data.seek(self._starts[number - 1])
            return self._data.readline().decode("utf-8").rstrip("\r\n")


def _keyed(text: str, path: str) -> _Known:
    found: list[tuple[str, str]] = []
    for number, line in enumerate(lines_of(text), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}:{number}: no valid JSON: {error}.") from error
        answer = next((row[key] for key in _KEYS if key in row), None) if isinstance(row, dict) else None
        if not isinstance(answer, str) or not isinstance(row.get("source"), str):
            raise InputError(f"{path}:{number}: the texts 'source' and 'mt' are expected in every line.")
        found.append((row["source"], answer))
    return _Known(found, by_line=False)


def _paired(sources: list[str], answers: list[str], path: str, other: str) -> _Known:
    if len(sources) != len(answers):
        raise InputError(f"{path} has {len(sources)} lines and {other} {len(answers)}; they must have the same number.")
    return _Known(list(zip(sources, answers, strict=True)), by_line=True)


def _open(options: Options, pair: LangPair) -> Engine:
    return Replay(options)


ENGINE = EngineKind(
    (
        Option("file", "the translations: JSON lines with source and mt, or plain lines", required=True),
        Option("source", "the sources of plain lines; without it the line number decides"),
        Option("batch", "segments in a batch", 4096, int, least=1),
        Option("delay", "seconds to wait before every batch, to rehearse a slow engine", 0.0, float, least=0),
    ),
    _open,
    "answers from a file of finished translations",
)
