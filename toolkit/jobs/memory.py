"""Large translation memories, checked and post-edited in parts, in memory that does not grow with them.

A memory of any size is looked at in parts (`sources.PART` units), so that what is found does not depend on whether it
was held in memory. It is walked through twice: once to see that it is sound and which languages it has, once to work.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from toolkit.checks.rules.choice import RuleChoice
from toolkit.errors import InputError
from toolkit.formats import tmx_stream
from toolkit.formats.atomic import written_beside
from toolkit.formats.document_tmx import languages_of
from toolkit.formats.documents import format_of
from toolkit.formats.files import STREAM, control_characters, require_targets
from toolkit.glossary.occurring import concepts_in
from toolkit.jobs import notes
from toolkit.jobs.account import Account
from toolkit.jobs.check import findings_in, no_glossary
from toolkit.jobs.editors import EditorChoice, opened_editor
from toolkit.jobs.postedit import ledger_head
from toolkit.jobs.setting import Setting, require_language
from toolkit.jobs.sources import PART
from toolkit.model import Finding, InputFile, Segment, same_language
from toolkit.postedit.editor import postedit as edit
from toolkit.postedit.ledger import edit_lines, head_line

LARGE = 16 << 20
"""Bytes from which a memory is streamed."""


class Surveyed(NamedTuple):
    """A memory that was walked through once."""

    path: str
    source: str
    target: str
    found: tmx_stream.Survey


class Memories(NamedTuple):
    """What became of a memory."""

    account: Account
    source_used: bool
    notes: tuple[str, ...]


def is_large(path: str | Path, source: str | Path | None = None) -> bool:
    """Whether this is a memory to be streamed: a large TMX file without another file as its source."""
    if source is not None or str(path) == STREAM or format_of(path) != "tmx":
        return False
    place = Path(path)
    return place.is_file() and place.stat().st_size >= LARGE


def surveyed(path: str | Path, columns: Mapping[str, str] | None = None) -> Surveyed:
    """The first walk. Raises InputError, EncodingError for all that `read_document` would refuse."""
    with _opened(path) as stream:
        found = tmx_stream.survey(stream, str(path))
    return Surveyed(str(path), *languages_of(found.languages, found.said, columns or {}, str(path)), found)


def segments_of(memory: Surveyed) -> Iterator[Segment]:
    """The units one after the other, with the ids that a document has."""
    with _opened(memory.path) as stream:
        names = tmx_stream.Names(memory.found)
        yield from tmx_stream.units(stream, memory.source, memory.target, memory.path, names)


def check(memory: Surveyed, setting: Setting, choice: RuleChoice | None, tell: Callable[[Finding], None]) -> Memories:
    """Tell every finding, in order. Raises InputError."""
    told = _Told(memory, setting)
    stream = segments_of(memory)
    while part := tuple(islice(stream, PART)):
        for finding in findings_in(part, told.sources(part), setting, choice):
            tell(finding)
    return Memories(told.account, told.source_used, told.notes())


def postedit(memory: Surveyed, setting: Setting, editor: EditorChoice, out: Path, ledger: Path | None) -> Memories:
    """Write the post-edited memory and its ledger, both complete or none. Raises InputError, TagError."""
    told = _Told(memory, setting)
    text = InputFile("text", memory.path, memory.found.digest)
    with ExitStack() as stack:
        stream = stack.enter_context(_opened(memory.path))
        made = stack.enter_context(_written(out))
        # the head of a ledger is known at the end: until then its lines wait
        edits = stack.enter_context(TemporaryFile()) if ledger is not None else None
        opened = stack.enter_context(opened_editor(editor, setting))

        def work(part: Sequence[Segment]) -> list[str]:
            repairs = edit(part, setting.index, told.sources(part), opened)
            told.account.add(repairs)
            if edits is not None:
                edits.writelines(line.encode() for line in edit_lines(repairs))
            return [repair.text for repair in repairs]

        pair = (memory.source, memory.target)
        names = tmx_stream.Names(memory.found)
        tmx_stream.rewrite_parts(stream, made, work, *pair, memory.path, size=PART, names=names)
        if ledger is not None and edits is not None:
            edits.seek(0)
            with _written(ledger) as whole:
                whole.write(head_line(ledger_head(text, setting, told.source_used, told.account.segments)).encode())
                shutil.copyfileobj(edits, whole)
    return Memories(told.account, told.source_used, told.notes())


class _Told:
    """What a reader wants to know of a memory, gathered part by part."""

    def __init__(self, memory: Surveyed, setting: Setting):
        self._memory, self._setting = memory, setting
        self._concepts: set[str] = set()
        self._odd = 0
        self._first_odd = ""
        self._words = False
        self.account = Account()
        self.source_used = any(same_language(tag, memory.source) for tag in memory.found.languages)

    def sources(self, part: Sequence[Segment]) -> list[str] | None:
        """The sources of a part; counts it on the way."""
        targets = [segment.plain for segment in part]
        if not self._words:
            require_language(targets, self._setting.pair, self._memory.path)
        self._words = self._words or any(map(str.strip, targets))
        sources = [s.plain_source or "" for s in part] if self.source_used else None
        self._concepts |= concepts_in(self._setting.index, sources, targets)
        for segment in part:
            if found := len(control_characters(segment.target)):
                self._first_odd = self._first_odd or segment.id
                self._odd += found
        return sources

    def notes(self) -> tuple[str, ...]:
        """What to tell at the end."""
        said = [*self._setting.notes]
        if not self._words:
            said.append(f"{self._memory.path}: there is no text in it.")
        if self._odd:
            said.append(notes.control_note(self._memory.path, self._odd, self._first_odd))
        if not self._setting.index.term_count():
            return (*said, no_glossary(self._setting))
        said.append(notes.glossary_line(self._setting.use(len(self._concepts))))
        return (*said, *([] if self._concepts else [notes.nothing_occurs(self._setting)]))


@contextmanager
def _written(place: Path) -> Iterator[BinaryIO]:
    """What is written there whole or not at all; `-` is standard output. Raises InputError."""
    if str(place) == STREAM:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    require_targets(place)
    try:
        with written_beside(place) as stream:
            yield stream
    except OSError as error:
        raise InputError(f"{place}: cannot be written: {error.strerror}.") from error


def _opened(path: str | Path) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
