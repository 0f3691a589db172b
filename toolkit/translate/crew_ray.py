"""Actors of Ray that translate together, on this computer or a cluster. Order and journal are the driver's.

Ray starts an actor again that died, and gives its batch out again. The actors live as long as the job, so that
a model is loaded once for each of them. Every node needs the toolkit, the engine's libraries and the model in the
same place.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from toolkit.engines.port import EngineError
from toolkit.errors import InputError, ToolkitError
from toolkit.translate.crew import IN_HAND, MOST_DEATHS, Job, Worked
from toolkit.translate.hand import Hand, Task
from toolkit.translate.journal import Record

_SPEC = re.compile(r"ray(?P<address>://[^?\s]+)?(?:\?(?P<more>.*))?")
_MISSING = (
    "ray is not installed. pip install 'translation-quality-toolkit[ray]', or take --workers N for processes on this "
    "computer. `tqt doctor` shows what is there."
)


class Cluster(NamedTuple):
    """What `--workers ray...` says."""

    address: str | None
    """None: Ray on this computer."""
    actors: int | None = None
    """None: as many as the cluster has processors, or GPUs where one is asked for."""
    gpus: float = 0


def cluster(spec: str) -> Cluster:
    """Read `ray`, `ray://HOST:PORT`, either with `?actors=8&gpus=1` behind. Raises InputError.

    >>> cluster("ray://head:10001?actors=8&gpus=1")
    Cluster(address='ray://head:10001', actors=8, gpus=1.0)
    """
    found = _SPEC.fullmatch(spec)
    try:
        assert found
        more = dict(part.split("=") for part in (found["more"] or "").split("&") if part)
        actors = int(more.pop("actors")) if "actors" in more else None
        gpus = float(more.pop("gpus", 0))
        assert not more and (actors is None or actors > 0) and gpus >= 0
    except (AssertionError, ValueError) as error:
        raise InputError(
            f"--workers {spec}: write a number, ray, or ray://HOST:PORT; behind ray ?actors=8&gpus=1 may stand."
        ) from error
    return Cluster(f"ray{found['address']}" if found["address"] else None, actors, gpus)


class Actors:
    """An actor pool. Use it as a context manager."""

    def __init__(self, job: Job, wanted: Cluster) -> None:
        """Connect and start. Raises EngineError where Ray is missing or cannot be reached."""
        try:
            self._ray: Any = import_module("ray")
        except ImportError as error:
            if (error.name or "ray").partition(".")[0] == "ray":
                raise EngineError(_MISSING) from error
            raise EngineError(f"Ray is installed, and cannot be loaded: {error}. Install it again.") from error
        self._ours = not self._ray.is_initialized()
        try:
            if self._ours:
                here: dict[str, Any] = {"include_dashboard": False} if wanted.address is None else {}
                self._ray.init(wanted.address, log_to_driver=False, logging_level="ERROR", **here)
            has = self._ray.cluster_resources()
            actors = wanted.actors or max(1, int(has.get("GPU", 0) / wanted.gpus if wanted.gpus else has.get("CPU", 1)))
            if wanted.gpus * actors > has.get("GPU", 0):
                raise EngineError(
                    f"{actors} actors with {wanted.gpus:g} GPUs each: the cluster has {has.get('GPU', 0):g}."
                )
            kind = self._ray.remote(_Actor).options(
                num_cpus=0 if wanted.gpus else 1, num_gpus=wanted.gpus, max_restarts=-1, max_task_retries=MOST_DEATHS
            )
            self._actors = [kind.remote(job) for _ in range(actors)]
        except ToolkitError:
            self._close()
            raise
        except Exception as error:
            self._close()
            raise EngineError(f"Ray cannot be used: {' '.join(str(error).split())[:200]}") from error

    def __enter__(self) -> Actors:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def work(self, batches: Iterator[list[Task]]) -> Iterator[Worked]:
        """The batches in their order, each with its records. Raises what an engine raises, and EngineError."""
        given: deque[tuple[list[Task], Any, int]] = deque()
        load = [0] * len(self._actors)
        while True:
            while min(load) < IN_HAND and (batch := next(batches, None)) is not None:
                number = load.index(min(load))
                load[number] += 1
                given.append((batch, self._actors[number].work.remote(batch), number))
            if not given:
                return
            batch, promise, number = given.popleft()
            records = self._got(promise)
            load[number] -= 1
            yield batch, records

    def _got(self, promise: Any) -> list[Record]:
        try:
            records: list[Record] = self._ray.get(promise)
        except self._ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, ToolkitError):
                raise error.cause from None
            raise
        except self._ray.exceptions.RayActorError as error:
            raise EngineError(
                f"An actor died {MOST_DEATHS + 1} times over one batch, or could not start: "
                f"{' '.join(str(error).split())[:300]}. What is in the journal is safe."
            ) from error
        return records

    def _close(self) -> None:
        if self._ours:
            self._ray.shutdown()
        else:
            for actor in getattr(self, "_actors", ()):
                self._ray.kill(actor)


class _Actor:
    """A hand in a process of Ray's."""

    def __init__(self, job: Job) -> None:
        self._hand: Hand = job.hand()

    def work(self, batch: list[Task]) -> list[Record]:
        return self._hand.work(batch)

    def process(self) -> int:
        """The number of its process."""
        return os.getpid()
