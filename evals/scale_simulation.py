"""How far one driver carries: workers that fail and straggle, a journal in order, windows that wait for their last.

    python evals/scale_simulation.py [--segments 10000000] [--batch 64] [--seconds 1.0] [--driver 0.0007]
                                     [--failures 0.1] [--restart 60] [--spread 0.3] [--seed 1]

The rules are those of the runner and its crew: at most two batches are out for each worker, records are written in
order, and a window of segments ends before the next begins. Times of batches are log-normal around `--seconds`; each
worker dies `--failures` times an hour, its batch begins anew after `--restart` seconds. `--driver` is what one segment
costs the driver, looking up terms and writing the journal; `evals/bench/translate.py runner` measures it.

It simulates; no engine runs. The columns: efficiency is the share of the workers' time that went into batches that
were kept; lost is work that failed workers had begun. The second half of the table gives every shard of 8 workers a
driver and a journal of its own, which is how more than that should be run.
"""

from __future__ import annotations

import argparse
import heapq
import math
import random
from collections import deque
from typing import NamedTuple

from toolkit.translate.batch import WINDOW
from toolkit.translate.crew import IN_HAND

SHARD = 8


class World(NamedTuple):
    """What is assumed."""

    segments: int = 10_000_000
    batch: int = 64
    """Segments in a batch."""
    seconds: float = 1.0
    """The median time of a batch."""
    driver: float = 0.0007
    """Seconds of the driver for a segment."""
    failures: float = 0.1
    """Deaths of a worker in an hour."""
    restart: float = 60.0
    spread: float = 0.3
    """Sigma of the logarithm of a batch's time."""


class Outcome(NamedTuple):
    """What came of a job."""

    hours: float
    efficiency: float
    deaths: int
    lost: float
    """Begun in vain, as a share of the useful work."""


def simulated(workers: int, world: World, seed: int = 1) -> Outcome:
    """One driver, so many workers.

    >>> quiet = World(segments=81920, failures=0.0, spread=0.0, driver=0.0)
    >>> round(simulated(1, quiet).hours * 3600), round(simulated(128, quiet).hours * 3600)
    (1280, 10)
    """
    chance = random.Random(seed)
    free = [0.0] * workers
    useful = lost = written = began = 0.0
    deaths = 0
    left = world.segments
    while left > 0:
        window = min(WINDOW, left)
        left -= window
        out: deque[float] = deque()  # when the batches that are out will be done, in their order
        began = written
        for first in range(0, window, world.batch):
            size = min(world.batch, window - first)
            if len(out) == IN_HAND * workers:  # a new one is given out when the oldest is written
                written = max(written, out.popleft()) + size * world.driver
                began = written
            start = max(began, heapq.heappop(free))
            needed = chance.lognormvariate(math.log(world.seconds), world.spread) * size / world.batch
            done = start + needed
            while world.failures and (life := chance.expovariate(world.failures / 3600)) < needed:
                deaths += 1
                lost += life
                start += life + world.restart
                done = start + needed
            useful += needed
            heapq.heappush(free, done)
            out.append(done)
        while out:
            written = max(written, out.popleft()) + world.batch * world.driver
    return Outcome(written / 3600, useful / (workers * written), deaths, lost / useful)


def sharded(workers: int, world: World, seed: int = 1) -> Outcome:
    """Shards of at most `SHARD` workers, each with a driver, a journal and its part of the segments."""
    shards = -(-workers // SHARD)
    part = world._replace(segments=-(-world.segments // shards))
    made = [simulated(-(-workers // shards), part, seed + number) for number in range(shards)]
    hours = max(one.hours for one in made)
    busy = sum(one.efficiency * one.hours for one in made) / (shards * hours)
    return Outcome(hours, busy, sum(one.deaths for one in made), sum(one.lost for one in made) / shards)


def table(world: World, seed: int) -> str:
    """The outcomes as a Markdown table."""
    lines = ["| workers | drivers | hours | efficiency | deaths | lost |", "|---|---|---|---|---|---|"]
    rows = [(n, 1, simulated(n, world, seed)) for n in (1, 8, 64, 256, 1000)]
    rows += [(n, -(-n // SHARD), sharded(n, world, seed)) for n in (256, 1000)]
    for workers, drivers, one in rows:
        lines.append(
            f"| {workers:,} | {drivers} | {one.hours:.2f} | {one.efficiency:.0%} | {one.deaths} | {one.lost:.3%} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the assumptions and the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for name, value in World()._asdict().items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    parser.add_argument("--seed", type=int, default=1)
    given = vars(parser.parse_args())
    seed = given.pop("seed")
    world = World(**given)
    print(", ".join(f"{name} {value:g}" for name, value in world._asdict().items()) + f", seed {seed}")
    print(table(world, seed))


if __name__ == "__main__":
    main()
