"""Several processes on this computer that translate together. Their batches come back in order; the journal stays here.

Every worker opens the engine for itself. One that dies (out of memory, `kill -9`) is replaced, and what it had in
hand is given out again; only where they die again and again without finishing anything, the job stops.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import NamedTuple

from toolkit.engines import open_engine
from toolkit.engines.port import EngineError
from toolkit.glossary.index import build_index
from toolkit.model import Glossary, LangPair
from toolkit.translate.hand import Hand, Task
from toolkit.translate.journal import Record

IN_HAND = 2
"""Batches given out for each worker: one in work, one waiting."""
MOST_DEATHS = 3
"""So often workers may die before another batch is finished."""

Worked = tuple[list[Task], list[Record]]


class Job(NamedTuple):
    """All that a worker must be told to be like the others."""

    engine: str
    options: Mapping[str, str]
    pair: LangPair
    glossary: Glossary | None
    way: str

    def hand(self) -> Hand:
        """The engine opened, the glossary indexed."""
        index = None if self.glossary is None else build_index(self.glossary, self.pair)
        return Hand(open_engine(self.engine, self.options, self.pair), self.pair, index, self.way)


class Processes:
    """So many processes. Use it as a context manager."""

    def __init__(self, job: Job, workers: int) -> None:
        self._job, self._workers = job, workers
        self._pool = self._started()
        self.deaths = 0
        """How often workers had to be replaced."""

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def work(self, batches: Iterator[list[Task]]) -> Iterator[Worked]:
        """The batches in their order, each with its records. Raises what an engine raises, and EngineError."""
        given: deque[tuple[list[Task], Future[list[Record]]]] = deque()
        in_a_row, again = 0, False
        while True:
            try:
                if again:  # a pool may break while it is filled: then what was out is still in `given`
                    given = deque((batch, self._pool.submit(_work, batch)) for batch, _ in given)
                    again = False
                while len(given) < IN_HAND * self._workers and (batch := next(batches, None)) is not None:
                    given.append((batch, Future()))  # stays where it is if the pool is broken
                    given[-1] = batch, self._pool.submit(_work, batch)
                if not given:
                    return
                batch, future = given[0]
                records = future.result()
            except BrokenProcessPool as error:
                self.deaths += 1
                in_a_row += 1
                if in_a_row > MOST_DEATHS:
                    raise EngineError(
                        f"Workers died {in_a_row} times and finished nothing in between. Too little memory? Try fewer "
                        "--workers. What is in the journal is safe."
                    ) from error
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool, again = self._started(), True
                continue
            given.popleft()
            in_a_row = 0
            yield batch, records

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(self._job,)
        )


_hand: Hand | None = None
"""Of this process, where it is a worker."""


def _begin(job: Job) -> None:
    global _hand
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _hand = job.hand()


def _work(batch: list[Task]) -> list[Record]:
    assert _hand is not None
    return _hand.work(batch)


def _end_with_parent() -> None:
    """A worker whose driver was killed has nobody to work for."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
