"""The translation job on text and JSON lines of any length: line by line, in memory that does not grow with them.

For files in UTF-8 that are not post-edited, as the post-editor looks at the whole document. The output is completed
beside its place and then renamed, as everywhere.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.atomic import written_beside
from toolkit.formats.document_jsonl import segment_of, with_translation
from toolkit.formats.documents import format_of
from toolkit.formats.files import STREAM, Line
from toolkit.jobs.setting import Setting
from toolkit.jobs.translate import Wish, hired, is_done, opened_engine
from toolkit.translate import steer
from toolkit.translate.batch import Item, Run, Runner, Tally
from toolkit.translate.journal import Journal

SHOWN = 12
"""So many doubtful lines are named."""


class Streamed(NamedTuple):
    """What became of a long text."""

    lines: int
    """Lines with text."""
    failed: int
    doubts: tuple[tuple[str, str], ...]
    """The first lines to re-read, each with its reason."""
    doubtful: int
    tally: Tally
    signature: str
    damaged: int
    kept: int = 0
    """Lines that keep the translation that they have."""


def can_stream(path: str, out: Path | None, wish: Wish) -> bool:
    """Whether the job needs no line's neighbours: UTF-8 text or JSON lines into a file, unedited, all of it."""
    if out is None or STREAM in (path, str(out)) or wish.postedit or wish.checked or wish.journal is None:
        return False
    return wish.limit is None and wish.sample is None and format_of(path) in _KINDS and _is_utf8(Path(path))


def run_stream(
    path: str, out: Path, setting: Setting, wish: Wish, told: Callable[[Tally, int], None] = lambda tally, lines: None
) -> Streamed:
    """Translate the file into `out`. Raises as `toolkit.jobs.translate.run` does."""
    assert wish.journal is not None
    source = Path(path)
    kind = _KINDS[format_of(path)]
    total = sum(bool(line.text.strip()) for line, _ in _lines(source))
    with opened_engine(wish, setting) as engine:
        way = steer.resolve(wish.terms, engine.traits, bool(setting.index.glossary.concepts))
        about = f"{source.name} by {engine.signature()}"
        with (
            hired(wish, setting, way) as crew,
            Journal(wish.journal, resume=wish.resume, about=about) as journal,
        ):
            index = setting.index if way != "none" else None
            runner = Runner(engine, journal, setting.pair, index, way, lambda tally: told(tally, total), crew)
            items = (kind.item(line, path) for line, _ in _lines(source) if line.text.strip())
            made = runner.run(item for item, done in items if item.source.strip() and (wish.overwrite or not done))
            return _written(source, kind, out, made, journal, wish)._replace(signature=engine.signature())


def _written(source: Path, kind: _Kind, out: Path, made: Run, journal: Journal, wish: Wish) -> Streamed:
    """Write the output from the journal, line by line."""
    doubts: list[tuple[str, str]] = []
    doubtful = failed = count = kept = 0
    try:
        with written_beside(out) as stream:
            if _has_mark(source):
                stream.write(codecs.BOM_UTF8)
            for line, end in _lines(source):
                text = line.text
                item, done = kind.item(line, str(source)) if text.strip() else (Item("", ""), False)
                if done and not wish.overwrite:
                    kept += 1
                elif item.source.strip():
                    record = journal.at(made.places[count])
                    count += 1
                    reason = record.review if record.text is not None else f"not translated: {record.error}"
                    failed += record.text is None
                    if reason:
                        doubtful += 1
                        doubts += [(item.id, reason)] if len(doubts) < SHOWN else []
                    text = text if record.text is None else kind.put(line, record.text, str(source))
                stream.write((text + end).encode("utf-8", "replace"))
            if kept and not count:
                raise InputError("Every segment has a translation. Say --overwrite to translate them anew.")
            if count and failed == count:
                raise InputError(f"Nothing could be translated. The first reason: {doubts[0][1]}.")
    except OSError as error:
        raise InputError(
            f"{out}: cannot be written: {error.strerror}. The journal is safe; run again with --resume."
        ) from error
    return Streamed(count, failed, tuple(doubts), doubtful, made.tally, "", journal.damaged, kept)


def _lines(path: Path) -> Iterator[tuple[Line, str]]:
    """The lines, each with its end; only CR, LF and CR LF end one."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for number, line in enumerate(stream, start=1):
            text = line.rstrip("\r\n")
            yield Line(number, text, 0), line[len(text) :]


class _Kind(NamedTuple):
    """What is to be translated of a line, and the line with its translation."""

    item: Callable[[Line, str], tuple[Item, bool]]
    """And whether it has a translation."""
    put: Callable[[Line, str, str], str]


def _item_of_text(line: Line, path: str) -> tuple[Item, bool]:
    return Item(str(line.number), line.text), False


def _item_of_json(line: Line, path: str) -> tuple[Item, bool]:
    segment = segment_of(line, path)
    return Item(segment.id, segment.target if segment.source is None else segment.source), is_done(segment)


_KINDS = {
    "text": _Kind(_item_of_text, lambda line, text, path: text),
    "jsonl": _Kind(_item_of_json, with_translation),
}


def _has_mark(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(3) == codecs.BOM_UTF8


def _is_utf8(path: Path) -> bool:
    """Whether all of it is UTF-8, and not UTF-16 without a mark, which is UTF-8 too."""
    try:
        with path.open("rb") as stream:
            sample = stream.read(4096)
        if sample.count(0) * 4 > len(sample):
            return False
        with path.open(encoding="utf-8") as text:
            while text.read(1 << 20):
                pass
    except (OSError, UnicodeDecodeError):
        return False
    return True
