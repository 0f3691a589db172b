"""The runner: segments in, a journal of their translations out, in whatever order; nothing lost, nothing twice.

It works through a window of segments at a time, so that memory does not grow with the text. In a window repeated
texts are translated once, the rest sorted by length and packed into batches by tokens. A batch that fails is halved
until the bad segment stands alone; it is marked with its error, and the rest goes on.
"""

from __future__ import annotations

import hashlib
import json
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from toolkit.engines.port import Engine, EngineError, Outcome, Request, TermHint
from toolkit.errors import ToolkitError
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import LangPair
from toolkit.translate import steer
from toolkit.translate.hints import hints_of
from toolkit.translate.journal import Journal, Record
from toolkit.translate.plan import Plan, around_placeholders, plan

WINDOW = 8192
"""So many segments are looked at together."""
_SCHEME = 1
"""Part of every key: another way of cutting or masking makes other translations."""
_HOPELESS = 20
"""So many segments in a row that break the engine, and none that works: it is the engine, not the segments."""


class Item(NamedTuple):
    """A segment to translate."""

    id: str
    source: str


@dataclass(slots=True)
class Tally:
    """How far the work is, and how it went."""

    seen: int = 0
    """Segments of the text, repeated ones too."""
    translated: int = 0
    """Different texts translated in this run."""
    reused: int = 0
    """Segments that an earlier run or an equal segment had answered."""
    failed: int = 0
    """Segments without a translation."""
    review: int = 0
    """Segments to be looked at."""
    tokens: int = 0
    """Source tokens that went through the engine in this run."""
    seconds: float = 0.0
    """Since the run began, by the clock on the wall."""


class Run(NamedTuple):
    """A finished run."""

    places: array[int]
    """Of every segment in its order, where its record stands in the journal."""
    tally: Tally


@dataclass(slots=True)
class _Task:
    item: Item
    key: str
    terms: tuple[TermHint, ...]
    plan: Plan
    longest: int
    """Tokens of the longest unit."""
    tokens: int


@dataclass(slots=True)
class Runner:
    """One engine, one glossary, one journal."""

    engine: Engine
    journal: Journal
    pair: LangPair
    index: GlossaryIndex | None = None
    """None: no glossary."""
    way: str = "none"
    """How terms are steered, see `steer.resolve`."""
    told: Callable[[Tally], None] = lambda tally: None
    """Called after every batch."""
    _hopeless: int = field(default=0, init=False)

    def run(self, items: Iterable[Item]) -> Run:
        """Translate all items that the journal lacks.

        Raises EngineError and InputError; what was translated before is in the journal then.
        """
        tally, places = Tally(), array("Q")
        began, fresh = time.monotonic(), self.journal.end
        stream = iter(items)
        while window := list(islice(stream, WINDOW)):
            known: dict[str, int] = {}
            """Source text to place."""
            tasks: dict[str, _Task] = {}
            for item in window:
                if item.source in known or item.source in tasks:
                    continue
                key, terms = self._key(item.source)
                place = self._answered(key, fresh)
                if place is None:
                    tasks[item.source] = self._task(item, key, terms)
                else:
                    known[item.source] = place
            for batch in _batches(sorted(tasks.values(), key=_size), self.engine):
                records = self._work(batch)
                for task, place in zip(batch, self.journal.append(records), strict=True):
                    known[task.item.source] = place
                tally.translated += len(batch)
                tally.tokens += sum(task.tokens for task in batch)
                tally.failed += sum(record.text is None for record in records)
                tally.review += sum(record.review is not None for record in records)
                tally.seconds = time.monotonic() - began
                self.told(tally)
            places.extend(known[item.source] for item in window)
            tally.seen += len(window)
            tally.reused = tally.seen - tally.translated
            tally.seconds = time.monotonic() - began
            self.told(tally)
        return Run(places, tally)

    def _answered(self, key: str, fresh: int) -> int | None:
        """Where the answer stands. What failed in an earlier run is tried again, what failed in this one is not."""
        place = self.journal.place(key)
        if place is None:
            return None
        record = self.journal.at(place)
        return place if record.key == key and (record.text is not None or place >= fresh) else None

    def _key(self, source: str) -> tuple[str, tuple[TermHint, ...]]:
        """What decides a translation: the engine, the way of steering, the text and the terms that it is shown."""
        terms = hints_of(source, self.index) if self.index is not None and self.way != "none" else ()
        content = [_SCHEME, self.engine.signature(), self.way, *self.pair, source, terms]
        data = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return hashlib.sha256(data).hexdigest()[:32], terms

    def _task(self, item: Item, key: str, terms: tuple[TermHint, ...]) -> _Task:
        made = plan(item.source, self.pair, self.engine.traits, self.engine.count)
        counts = [self.engine.count(unit.text) for unit in made.units]
        return _Task(item, key, terms, made, max(counts, default=0), sum(counts))

    def _work(self, batch: Sequence[_Task]) -> list[Record]:
        """The records of a batch, in its order."""
        try:
            answers = self._translate([(task, unit.text) for task in batch for unit in task.plan.units])
        except ToolkitError:
            raise
        except Exception as error:
            if len(batch) > 1:
                middle = len(batch) // 2
                return [*self._work(batch[:middle]), *self._work(batch[middle:])]
            return [self._broken(batch[0], error)]
        self._hopeless = -1
        stream = iter(answers)
        return [self._record(task, list(islice(stream, len(task.plan.units)))) for task in batch]

    def _broken(self, task: _Task, error: Exception) -> Record:
        """The record of a segment that breaks the engine."""
        if self._hopeless >= 0:
            self._hopeless += 1
            if self._hopeless >= _HOPELESS:
                raise EngineError(
                    f"The engine failed on the first {_HOPELESS} segments; the last time: {_said(error)}. "
                    "What is in the journal is safe."
                ) from error
        return Record(task.key, task.item.source, None, _said(error), tokens=task.tokens)

    def _translate(self, asked: Sequence[tuple[_Task, str]]) -> list[Outcome]:
        if not asked:
            return []
        requests = [Request(task.item.id, text, self.pair, self._shown(task, text)) for task, text in asked]
        answers = steer.translate(requests, self.engine, self.index, self.way)
        if len(answers) != len(requests):
            raise RuntimeError(f"the engine was given {len(requests)} texts and gave {len(answers)} back")
        return answers

    def _shown(self, task: _Task, text: str) -> tuple[TermHint, ...]:
        """Of the segment's terms those that stand in this piece of it."""
        return tuple(hint for hint in task.terms if hint.source in text)

    def _record(self, task: _Task, answers: Sequence[Outcome]) -> Record:
        """What became of a segment, out of what became of its units."""
        source, tokens = task.item.source, task.tokens
        error = next((a.error or "the engine gave no text" for a in answers if not (a.text or "").strip()), None)
        if error is not None:
            return Record(task.key, source, None, error, tokens=tokens)
        text, lost = task.plan.join([answer.text or "" for answer in answers])
        notes = [answer.note for answer in answers if answer.note]
        if task.plan.cut:
            notes.append("a very long sentence was cut in pieces")
        if lost:
            mended = self._around(task, answers) if self.engine.traits.mask else None
            if mended is None:
                notes.append(f"lost: {', '.join(lost)}")
            else:
                text = mended
                notes.append(f"translated piece by piece around {', '.join(lost)}")
        scores = [answer.score for answer in answers if answer.score is not None]
        score = sum(scores) / len(scores) if scores else None
        if "\n" not in source and "\r" not in source:
            text = " ".join(text.split("\n")).replace("\r", "")  # a line stays a line
        return Record(task.key, source, text, None, "; ".join(notes) or None, score, tokens)

    def _around(self, task: _Task, answers: Sequence[Outcome]) -> str | None:
        """The segment once more, with the units that lost something taken apart at their placeholders."""
        texts: list[str] = []
        for unit, answer in zip(task.plan.units, answers, strict=True):
            _, lost = unit.restore(answer.text or "")
            if not lost:
                texts.append(answer.text or "")
                continue
            apart = around_placeholders(unit, self.engine.traits)
            try:
                pieces = self._translate([(task, piece.text) for piece in apart.units])
            except ToolkitError:
                raise
            except Exception:
                return None
            if any(not (piece.text or "").strip() for piece in pieces):
                return None
            whole = _spaced(apart, [piece.text or "" for piece in pieces])
            texts.append(whole)
        bare = [
            unit._replace(kept=(), mask=None) if unit.kept and unit.restore(answer.text or "")[1] else unit
            for unit, answer in zip(task.plan.units, answers, strict=True)
        ]
        units = iter(bare)
        parts = tuple(next(units) if hasattr(part, "kept") else part for part in task.plan.parts)
        text, lost = Plan(parts).join(texts)
        return None if lost else text


def _spaced(apart: Plan, texts: Sequence[str]) -> str:
    """The pieces around placeholders joined, with a space where two words would meet."""
    joined, stream = "", iter(texts)
    for part in apart.parts:
        piece = next(stream) if hasattr(part, "kept") else part.text
        meets = joined[-1:].isalnum() or joined[-1:] in "}])>"
        if joined and piece and meets and (piece[0].isalnum() or piece[0] in "{[<(%$") and ord(piece[0]) < 0x2E80:
            joined += " "
        joined += piece
    return joined


def _batches(tasks: Sequence[_Task], engine: Engine) -> Iterator[list[_Task]]:
    """Sorted tasks in batches: so many tokens, every unit counted as long as the longest."""
    batch: list[_Task] = []
    units = 0
    for task in tasks:
        more = units + len(task.plan.units)
        too_many = more > engine.traits.batch_size or more * task.longest > engine.traits.batch_tokens
        if batch and too_many:
            yield batch
            batch, more = [], len(task.plan.units)
        batch.append(task)
        units = more
    if batch:
        yield batch


def _size(task: _Task) -> tuple[int, int]:
    return task.longest, task.tokens


def _said(error: Exception) -> str:
    text = " ".join(str(error).split())[:300]
    return text or type(error).__name__
