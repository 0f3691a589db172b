"""The state file: nothing is lost, undo is the inverse, an old version is refused, and a killed process leaves all."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.workbench.store import ConflictError, Row, Store

SEGMENTS = 3


def filled(path: Path) -> Store:
    store = Store(path)
    rows = [Row(n, str(n + 1), f"text {n}", None, None) for n in range(SEGMENTS)]
    store.fill({"digest": "d"}, ("mt.txt", b"text"), rows, [{"r": n} for n in range(SEGMENTS)], [{"n": 0}] * SEGMENTS)
    return store


def data(store: Store) -> list[object]:
    return [kept.data for kept in store.states()]


ACTION = st.one_of(
    st.tuples(st.just("set"), st.integers(0, SEGMENTS - 1), st.integers(0, 9)),
    st.tuples(st.just("undo"), st.just(0), st.just(0)),
    st.tuples(st.just("redo"), st.just(0), st.just(0)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ACTION, max_size=25))
def test_undo_is_the_inverse_and_the_history_replays(tmp_path_factory, actions):  # type: ignore[no-untyped-def]
    store = filled(tmp_path_factory.mktemp("laws") / "s.sqlite")
    past, future = [data(store)], []  # a twin of two stacks
    for what, number, value in actions:
        if what == "set":
            store.change(number, store.state(number).version, "set", lambda _, value=value: {"n": value})
            past.append(data(store))
            future = []
        elif what == "undo":
            turned = store.undo(store.last_step())
            assert (turned is None) == (len(past) == 1)
            if len(past) > 1:
                future.append(past.pop())
        else:
            turned = store.redo(store.last_step())
            assert (turned is None) == (not future)
            if future:
                past.append(future.pop())
        assert data(store) == past[-1]
    replayed: list[object] = [{"n": 0}] * SEGMENTS
    for step in store.history():
        for number, (before, after) in store.changes(step.step).items():
            assert replayed[number] == before
            replayed[number] = after
    assert replayed == data(store)
    store.close()


def test_an_old_version_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    store = filled(tmp_path / "s.sqlite")
    store.change(0, 0, "a", lambda _: {"n": 1})
    with pytest.raises(ConflictError):
        store.change(0, 0, "b", lambda _: {"n": 2})
    with pytest.raises(ConflictError):
        store.undo(0)
    assert store.state(0).data == {"n": 1}
    assert store.last_step() == 1


def test_an_action_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    store = filled(tmp_path / "s.sqlite")

    def refused(_: object) -> dict[str, object]:
        raise InputError("no")

    with pytest.raises(InputError):
        store.change(0, 0, "a", refused)
    assert (store.last_step(), store.state(0).version) == (0, 0)


def test_an_undo_is_an_entry_of_its_own(tmp_path: Path) -> None:
    store = filled(tmp_path / "s.sqlite")
    store.change(1, 0, "wrote", lambda _: {"n": 5})
    store.undo(1)
    assert [(s.kind, s.label, s.of) for s in store.history()] == [("act", "wrote", None), ("undo", "wrote", 1)]
    assert store.state(1).version == 2
    assert store.changed_since(1) == (1,)


KILLED = """
import sys, os, signal
from pathlib import Path
from toolkit.workbench.store import Store
store = Store(Path(sys.argv[1]))
for n in range(20):
    store.change(0, store.state(0).version, "act", lambda _, n=n: {"n": n})
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_a_killed_process_leaves_every_decision(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    filled(path).close()
    made = subprocess.run([sys.executable, "-c", KILLED, str(path)], timeout=60)
    assert made.returncode == -signal.SIGKILL
    store = Store(path)
    assert (store.state(0).data, store.last_step()) == ({"n": 19}, 20)


@pytest.mark.parametrize(
    "content", [b"no database at all, only a text that is long enough to be looked at " * 20, None]
)
def test_another_file_is_refused_and_left_alone(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "other.sqlite"
    if content is None:
        with sqlite3.connect(path) as db:
            db.execute("create table theirs (x)")
        db.close()
    else:
        path.write_bytes(content)
    with pytest.raises(InputError, match="no state file"):
        Store(path)
    if content is not None:
        assert path.read_bytes() == content


def test_texts_of_every_kind_come_back(tmp_path: Path) -> None:
    store = filled(tmp_path / "s.sqlite")
    odd = {"n": "\x00 \ud800 \N{RIGHT-TO-LEFT OVERRIDE} \u2028 '; drop table states; --"}
    store.change(2, 0, "odd", lambda _: odd)
    assert store.state(2).data == odd
    assert json.loads(json.dumps(store.meta("digest"))) == "d"


class _FullDisk:
    """A connection whose first commit finds no room."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._fails = connection, True

    def execute(self, query: str, *values: object) -> object:
        if query == "commit" and self._fails:
            self._fails = False
            raise sqlite3.OperationalError("database or disk is full")
        return self._connection.execute(query, *values)

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)


def test_a_disk_that_was_full_once_blocks_nothing(tmp_path: Path) -> None:
    store = filled(tmp_path / "a.sqlite")
    store._db = _FullDisk(store._db)  # type: ignore[assignment]
    with pytest.raises(InputError, match="cannot be written: database or disk is full"):
        store.change(0, store.state(0).version, "a", lambda found: {"n": 1})
    assert data(store) == [{"n": 0}] * SEGMENTS
    store.change(0, store.state(0).version, "a", lambda found: {"n": 1})
    assert data(store)[0] == {"n": 1}
