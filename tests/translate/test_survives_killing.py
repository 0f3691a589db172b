"""`kill -9` at random moments, again and again: the text is the one of an undisturbed run, nothing is done twice."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path

import pytest
from killing import finished, killed_at, prepare, start

KILLS = 8


def beside_an_undisturbed_run(folder: Path) -> tuple[Path, list[str], bytes, int]:
    """A folder to disturb a run in, its command, and the text and journal size of the same run left alone."""
    undisturbed, disturbed = folder / "undisturbed", folder / "disturbed"
    undisturbed.mkdir()
    disturbed.mkdir()
    arguments = prepare(undisturbed)
    prepare(disturbed)
    expected = finished(undisturbed, arguments)
    return disturbed, arguments, expected, (undisturbed / "out.txt.journal.jsonl").stat().st_size


def test_a_job_that_is_killed_again_and_again_comes_to_the_same_end(tmp_path: Path) -> None:
    disturbed, arguments, expected, size = beside_an_undisturbed_run(tmp_path)
    chance = random.Random(7)
    moments = sorted([0, *(chance.randrange(size) for _ in range(KILLS - 1))])
    hits = 0
    for number, moment in enumerate(moments):
        hits += killed_at(disturbed, [*arguments, *(["--resume"] if number else [])], moment)
        assert not (disturbed / "out.txt").exists() or hits < number + 1
        assert not list(disturbed.glob("*.tmp"))
    assert hits >= KILLS - 2
    journal = disturbed / "out.txt.journal.jsonl"
    with journal.open("ab") as stream:  # and a line that was torn
        stream.write(b'{"key": "00')
    assert finished(disturbed, [*arguments, "--resume"]) == expected
    rows = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    done = Counter(row["key"] for row in rows if row.get("text") is not None)
    assert set(done.values()) == {1}
    assert expected.count(b"\n") == 240
    assert expected.split(b"\n")[77].startswith(b"Zeile 77")  # what always fails stays as it was
    assert expected.split(b"\n")[41] == b"NUL \x00 HIER"


def test_a_second_process_is_refused_while_the_first_works(tmp_path: Path) -> None:
    arguments = prepare(tmp_path)
    slow = [*arguments[:-1], "delay=30"]
    first = start(tmp_path, slow)
    try:
        journal = tmp_path / "out.txt.journal.jsonl"
        while not (journal.exists() and journal.stat().st_size) and first.poll() is None:
            pass
        second = start(tmp_path, [*arguments, "--resume"])
        _, said = second.communicate(timeout=120)
        assert second.returncode == 2
        assert b"another process is working with this journal" in said
    finally:
        first.kill()
        first.communicate()
    assert finished(tmp_path, [*arguments, "--resume"]).count(b"\n") == 240  # the dead hold no lock


@pytest.mark.skipif(sys.platform == "win32", reason="this system limits no file's size")
def test_a_disk_that_is_full_again_and_again_costs_nothing_but_time(tmp_path: Path) -> None:
    disturbed, arguments, expected, size = beside_an_undisturbed_run(tmp_path)
    journal = disturbed / "out.txt.journal.jsonl"
    for share in (0.1, 0.35, 0.6, 0.9):
        largest = int(share * size)
        process = start(disturbed, [*arguments, "--resume"], largest)
        _, said = process.communicate(timeout=120)
        assert process.returncode == 2
        assert b"the journal cannot be written" in said
        assert b"What is in it is safe" in said
        assert b"Traceback" not in said
        assert not (disturbed / "out.txt").exists()
        assert 0.8 * largest < journal.stat().st_size <= largest
    assert finished(disturbed, [*arguments, "--resume"]) == expected
    rows = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    assert set(Counter(row["key"] for row in rows if row.get("text") is not None).values()) == {1}


@pytest.mark.parametrize("option", [[], ["--resume"]])
def test_an_engine_with_nothing_to_say_leaves_no_output(tmp_path: Path, option: list[str]) -> None:
    arguments = prepare(tmp_path)
    (tmp_path / "answers.txt").write_text("\n" * 240, encoding="utf-8")
    process = start(tmp_path, [*arguments, *option])
    _, said = process.communicate(timeout=120)
    assert process.returncode == 2
    assert b"Nothing could be translated" in said
    assert not (tmp_path / "out.txt").exists()
