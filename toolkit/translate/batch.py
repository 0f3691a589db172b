"""The runner: segments in, a journal of their translations out, in whatever order; nothing lost, nothing twice.

It works through a window of segments at a time, so that memory does not grow with the text. In a window repeated
texts are translated once, the rest sorted by length and packed into batches by tokens. What becomes of a batch is
`hand`'s business, in this process or in others.
"""

from __future__ import annotations

import hashlib
import json
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, Protocol

from toolkit.engines.port import Engine, TermHint
from toolkit.glossary.hints import hints_of
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import LangPair
from toolkit.translate.hand import Hand, Item, Task
from toolkit.translate.journal import Journal, Record
from toolkit.translate.plan import plan

__all__ = ["Crew", "Item", "Run", "Runner", "Tally"]

WINDOW = 8192
"""So many segments are looked at together."""
_SCHEME = 1
"""Part of every key: another way of cutting or masking makes other translations."""

_JSON = json.JSONEncoder(ensure_ascii=False)


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
    remark: str | None = None
    """What the engine has to say of the whole run: that its batches became smaller, as memory ran out."""


class Crew(Protocol):
    """Hands in other processes."""

    def work(self, batches: Iterator[list[Task]]) -> Iterator[tuple[list[Task], list[Record]]]:
        """The batches in their order, each with its records. Raises EngineError where no worker stays alive."""
        ...


class Run(NamedTuple):
    """A finished run."""

    places: array[int]
    """Of every segment in its order, where its record stands in the journal."""
    tally: Tally


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
    crew: Crew | None = None
    """Who does the work; None: this process alone."""
    _hand: Hand = field(init=False)

    def __post_init__(self) -> None:
        self._hand = Hand(self.engine, self.pair, self.index, self.way)

    def run(self, items: Iterable[Item]) -> Run:
        """Translate all items that the journal lacks.

        Raises EngineError and InputError; what was translated before is in the journal then.
        """
        tally, places = Tally(), array("Q")
        began, fresh = time.monotonic(), self.journal.end
        stream = iter(items)
        while window := list(islice(stream, WINDOW)):
            known: dict[Item | str, int] = {}
            """Item, or its source text alone, to place."""
            tasks: dict[Item | str, Task] = {}
            for item in window:
                asked = self._asked(item)
                if asked in known or asked in tasks:
                    continue
                key, terms = self._key(item)
                place = self._answered(key, fresh)
                if place is None:
                    tasks[asked] = self._task(item, key, terms)
                else:
                    known[asked] = place
            for batch, records in self._worked(_batches(sorted(tasks.values(), key=_size), self.engine)):
                for task, place in zip(batch, self.journal.append(records), strict=True):
                    known[self._asked(task.item)] = place
                tally.translated += len(batch)
                tally.tokens += sum(task.tokens for task in batch)
                tally.failed += sum(record.text is None for record in records)
                tally.review += sum(record.review is not None for record in records)
                tally.seconds = time.monotonic() - began
                self.told(tally)
            places.extend(known[self._asked(item)] for item in window)
            tally.seen += len(window)
            tally.reused = tally.seen - tally.translated
            tally.seconds = time.monotonic() - began
            self.told(tally)
        tally.remark = getattr(self.engine, "remark", None)
        return Run(places, tally)

    def _worked(self, batches: Iterator[list[Task]]) -> Iterator[tuple[list[Task], list[Record]]]:
        """The batches with their records, in their order, whoever does the work."""
        if self.crew is not None:
            yield from self.crew.work(batches)
            return
        for batch in batches:
            yield batch, self._hand.work(batch)

    def _answered(self, key: str, fresh: int) -> int | None:
        """Where the answer stands. What failed in an earlier run is tried again, what failed in this one is not."""
        place = self.journal.place(key)
        if place is None:
            return None
        record = self.journal.at(place)
        return place if record.key == key and (record.text is not None or place >= fresh) else None

    def _asked(self, item: Item) -> Item | str:
        """What is translated once: a text, wherever it stands, but for engines that answer by place."""
        return item if self.engine.traits.by_place else item.source

    def _key(self, item: Item) -> tuple[str, tuple[TermHint, ...]]:
        """What decides a translation: the engine, the way of steering, the text and the terms that it is shown."""
        terms = hints_of(item.source, self.index) if self.index is not None and self.way != "none" else ()
        content = [_SCHEME, self.engine.signature(), self.way, *self.pair, item.source, terms]
        if self.engine.traits.by_place:
            content.append(item.id)
        data = _JSON.encode(content).encode("utf-8", "surrogatepass")
        return hashlib.sha256(data).hexdigest()[:32], terms

    def _task(self, item: Item, key: str, terms: tuple[TermHint, ...]) -> Task:
        made = plan(item.source, self.pair, self.engine.traits, self.engine.count)
        counts = [self.engine.count(unit.text) for unit in made.units]
        return Task(item, key, terms, made, max(counts, default=0), sum(counts))


def _batches(tasks: Sequence[Task], engine: Engine) -> Iterator[list[Task]]:
    """Sorted tasks in batches: so many tokens, every unit counted as long as the longest."""
    batch: list[Task] = []
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


def _size(task: Task) -> tuple[int, int]:
    return task.longest, task.tokens
