"""The journal: what is in it is valid after a crash, a full disk and a second process."""

from __future__ import annotations

import json
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.translate.journal import Journal, Record
from toolkit.translate.offsets import Offsets


def record(number: int, text: str | None = "x") -> Record:
    return Record(f"{number:016x}{number:016x}", f"源{number}", text, None if text else "broken", tokens=number)


def opened(path: Path, resume: bool = False) -> Journal:
    return Journal(path, resume=resume, about="a test")


def test_records_come_back(tmp_path: Path) -> None:
    odd = Record("f" * 32, 'a\n"b\\\x00\u2028\ud800', "<x>", None, "re-read", -0.25, 7)
    with opened(tmp_path / "j") as journal:
        places = journal.append([record(1), odd, record(2, None)])
        assert [journal.at(place) for place in places] == [record(1), odd, record(2, None)]
    with opened(tmp_path / "j", resume=True) as journal:
        assert journal.get(odd.key) == odd
        assert journal.get("0" * 32) is None
        assert len(journal) == 3


def test_the_later_record_of_a_key_counts(tmp_path: Path) -> None:
    for _ in range(2):
        with opened(tmp_path / "j", resume=True) as journal:
            journal.append([record(1, None), record(1, "mended")])
            assert journal.get(record(1).key) == record(1, "mended")
            assert len(journal) == 1


def test_a_journal_cut_at_any_byte_keeps_its_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with opened(path) as journal:
        ends = [journal.end]
        for number in range(1, 6):
            journal.append([record(number)])
            ends.append(journal.end)
    whole = path.read_bytes()
    chance = random.Random(1)
    for cut in [0, 1, ends[0] - 1, *ends, *(chance.randrange(len(whole)) for _ in range(40))]:
        path.write_bytes(whole[:cut])
        with opened(path, resume=True) as journal:
            kept = sum(end <= cut for end in ends[1:])
            assert len(journal) == kept
            journal.append([record(9)])
            assert journal.get(record(9).key) == record(9)
            assert all(journal.get(record(n).key) == record(n) for n in range(1, kept + 1))
        assert all(json.loads(line) for line in path.read_bytes().splitlines())


def test_a_damaged_line_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with opened(path) as journal:
        journal.append([record(1), record(2, "two"), record(3)])
    path.write_bytes(path.read_bytes().replace(b'"two"', b'"tow"'))
    with opened(path, resume=True) as journal:
        assert journal.damaged == 1
        assert [journal.get(record(n).key) is None for n in (1, 2, 3)] == [False, True, False]


def test_it_is_not_begun_over_and_nothing_else_is_taken_for_it(tmp_path: Path) -> None:
    path = tmp_path / "j"
    opened(path).close()
    with opened(path) as journal:  # a run that never began holds nothing back
        journal.append([record(1)])
    with pytest.raises(InputError, match="--resume goes on with it"):
        opened(path)
    for content in (b"my only copy", b"one\ntwo\n", b'{"a": 1}\n', b'{"kind'):
        path.write_bytes(content)
        if content == b'{"kind':  # the head, torn
            opened(path, resume=True).close()
            continue
        with pytest.raises(InputError, match="no journal of a translation"):
            opened(path, resume=True)
        assert path.read_bytes() == content
    with pytest.raises(InputError, match="cannot be written"):
        opened(tmp_path)


def test_two_at_once_are_one_too_many(tmp_path: Path) -> None:
    with opened(tmp_path / "j") as journal:
        with pytest.raises(InputError, match="another process is working"):
            opened(tmp_path / "j", resume=True)
        journal.append([record(1)])
    opened(tmp_path / "j", resume=True).close()  # nobody has it any more


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """A disk that is full: a write beyond so many bytes fails."""
    resource = pytest.importorskip("resource", reason="this system limits no file's size")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)


def test_a_full_disk_is_told_and_what_was_written_stays(tmp_path: Path) -> None:
    with opened(tmp_path / "j") as journal:
        journal.append([record(1)])
        end = journal.end
        with files_no_larger_than(end + 50), pytest.raises(InputError, match="What is in it is safe"):
            journal.append([record(2), record(3)])
        assert (tmp_path / "j").stat().st_size == end == journal.end
        journal.append([record(4)])
    with opened(tmp_path / "j", resume=True) as journal:
        assert [journal.get(record(n).key) is not None for n in (1, 2, 3, 4)] == [True, False, False, True]
        assert journal.damaged == 0


@given(st.lists(st.tuples(st.integers(0, 2**64 - 1), st.integers(0, 2**40))))
def test_offsets_are_a_dictionary(pairs: list[tuple[int, int]]) -> None:
    offsets, twin = Offsets(), dict(pairs)
    for key, place in pairs:
        offsets[key] = place
    assert len(offsets) == len(twin)
    assert all(offsets.get(key) == place for key, place in twin.items())
    assert sorted(offsets) == sorted(twin.values())


def test_offsets_grow() -> None:
    offsets = Offsets()
    for number in range(3000):
        offsets[number << 8] = number  # many fall into one slot
    assert [offsets.get(number << 8) for number in range(3000)] == list(range(3000))
    assert offsets.get(1) is None
