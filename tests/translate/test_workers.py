"""Several workers write what one writes, byte for byte; a killed one loses nothing."""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from killing import finished, prepare

from toolkit.engines.port import EngineError
from toolkit.errors import InputError
from toolkit.model import LangPair
from toolkit.translate.batch import Item, Run, Runner
from toolkit.translate.crew import Job, Processes
from toolkit.translate.crew_ray import Actors, Cluster, cluster
from toolkit.translate.journal import Journal

with_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs the extra `ray`")
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]
PAIR = LangPair("de", "fr")
WORKERS = [pytest.param("2", id="processes"), pytest.param("ray?actors=2", id="ray", marks=with_ray)]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """Output and journal of one process."""
    folder = tmp_path_factory.mktemp("alone")
    out = finished(folder, prepare(folder))
    return out, (folder / "out.txt.journal.jsonl").read_bytes()


@pytest.mark.parametrize("workers", WORKERS)
def test_many_write_what_one_writes(tmp_path: Path, alone: tuple[bytes, bytes], workers: str) -> None:
    out = finished(tmp_path, [*prepare(tmp_path), "--workers", workers])
    assert (out, (tmp_path / "out.txt.journal.jsonl").read_bytes()) == alone


def job(folder: Path, delay: str = "0.02") -> tuple[Job, list[str]]:
    lines = [f"Zeile {number}" for number in range(120)]
    (folder / "answers.txt").write_text("".join(f"{line.upper()}\n" for line in lines), encoding="utf-8")
    options = {"file": str(folder / "answers.txt"), "batch": "4", "delay": delay}
    return Job("replay", options, PAIR, None, "none"), lines


def translated(folder: Path, work: Job, lines: list[str], crew: Processes | Actors) -> list[str | None]:
    """The texts in order, and each stands once in the journal."""
    hand = work.hand()
    with Journal(folder / "journal", resume=False, about="a test") as journal:
        made: Run = Runner(hand.engine, journal, PAIR, crew=crew).run(
            Item(str(n), line) for n, line in enumerate(lines, start=1)
        )
        assert (folder / "journal").read_bytes().count(b"\n") == 1 + len(lines)
        return [journal.at(place).text for place in made.places]


def killed_soon(pids: Callable[[], list[int]], journal: Path) -> tuple[threading.Thread, list[int]]:
    """A thread that kills one worker when some batches are done; whom it killed."""
    killed: list[int] = []

    def kill() -> None:
        for _ in range(6000):
            if journal.exists() and journal.read_bytes().count(b"\n") > 12:
                break
            time.sleep(0.01)
        killed.append(pids()[0])
        os.kill(killed[0], getattr(signal, "SIGKILL", signal.SIGTERM))

    thread = threading.Thread(target=kill)
    thread.start()
    return thread, killed


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    work, lines = job(tmp_path)
    with Processes(work, 2) as crew:
        thread, killed = killed_soon(lambda: list(crew._pool._processes), tmp_path / "journal")
        assert translated(tmp_path, work, lines, crew) == [line.upper() for line in lines]
        thread.join()
        assert killed
        assert crew.deaths == 1


@with_ray
def test_a_killed_actor_loses_nothing(tmp_path: Path) -> None:
    work, lines = job(tmp_path, delay="0.1")
    with Actors(work, Cluster(None, 2)) as crew:
        import ray

        processes = [ray.get(actor.process.remote()) for actor in crew._actors]
        thread, killed = killed_soon(lambda: processes, tmp_path / "journal")
        assert translated(tmp_path, work, lines, crew) == [line.upper() for line in lines]
        thread.join()
        assert killed == processes[:1]
        assert ray.get(crew._actors[0].process.remote()) not in processes


def test_workers_that_die_again_and_again_stop_the_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work, lines = job(tmp_path)
    started = Processes._started

    def stillborn(self: Processes) -> object:
        pool = started(self)
        pool._initializer, pool._initargs = os._exit, (1,)  # type: ignore[attr-defined]
        return pool

    monkeypatch.setattr(Processes, "_started", stillborn)
    with Processes(work, 1) as crew, pytest.raises(EngineError, match="died 4 times and finished nothing"):
        translated(tmp_path, work, lines, crew)


def test_an_error_of_the_engine_comes_through(tmp_path: Path) -> None:
    work, lines = job(tmp_path)
    broken = work._replace(engine="command", options={"run": str(tmp_path / "no-such-program")})
    with Processes(broken, 1) as crew, pytest.raises(EngineError, match="was not found"):
        translated(tmp_path, work, lines, crew)


@pytest.mark.parametrize("spec", ["0", "-1", "two", "ray:", "ray?actors=0", "ray?acters=2", "ray?actors", "ray://"])
def test_what_names_no_workers_is_told(spec: str) -> None:
    with pytest.raises(InputError, match=r"write a number, ray, or ray://HOST:PORT"):
        cluster(spec)


def test_without_ray_the_line_that_installs_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EngineError, match=r"pip install 'translation-quality-toolkit\[ray\]'"):
        Actors(job(tmp_path)[0], Cluster(None))
