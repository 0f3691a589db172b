"""What was counted once is not counted again, and nothing else is taken for it."""

from __future__ import annotations

import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.evaluate import store as store_module
from toolkit.evaluate.metrics.chrf import chrf, chrf_plus_plus
from toolkit.evaluate.metrics.ter import ter
from toolkit.evaluate.store import Store, _key


class Counting:
    """A metric that tells how often it was asked to count."""

    def __init__(self, metric):
        self._metric = metric
        self.counted = 0

    def __getattr__(self, name):
        return getattr(self._metric, name)

    def rows(self, hypotheses, references):
        self.counted += 1
        return self._metric.rows(hypotheses, references)


TEXT, REFERENCES = ["old iron, come!", ""], [["lao tie, come!", "Bye!"], [None, "See you!"]]


def test_the_second_time_is_read(tmp_path):
    metric = Counting(ter("en"))
    first = Store(tmp_path).statistics(metric, TEXT, REFERENCES)
    second = Store(tmp_path).statistics(metric, TEXT, REFERENCES)
    assert metric.counted == 1
    assert np.array_equal(first.rows, second.rows)
    assert first.signature == second.signature
    assert first.rows[1, 1] == 1.5  # no whole number, and kept as it is


def test_without_a_folder_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Store(None).statistics(chrf(), TEXT, REFERENCES)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("broken", [b"", b"\x93NUMPY", b"no numbers", None])
def test_a_broken_file_is_counted_anew(tmp_path, broken):
    metric = Counting(chrf())
    whole = Store(tmp_path).statistics(metric, TEXT, REFERENCES)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-8] if broken is None else broken)
    again = Store(tmp_path).statistics(metric, TEXT, REFERENCES)
    assert metric.counted == 2
    assert np.array_equal(whole.rows, again.rows)


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be shut in this way")
def test_a_folder_that_cannot_be_written_is_passed_over(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert Store(tmp_path / "file" / "below").statistics(chrf(), TEXT, REFERENCES).rows.shape == (2, 18)


def test_the_folder_stays_small(tmp_path, monkeypatch):
    monkeypatch.setattr(store_module, "_MOST_BYTES", 2000)
    for number in range(20):
        Store(tmp_path).statistics(chrf(), [f"kiwi {number}"], [["kiwifruit"]])
        os.utime(max(tmp_path.iterdir(), key=lambda f: f.stat().st_mtime), (number, number))
    assert 1 <= len(list(tmp_path.iterdir())) < 20


LINES = st.lists(st.text("ab\n", max_size=3), min_size=2, max_size=2)


@given(one=LINES, other=LINES, reference=LINES)
def test_another_text_has_another_name(one, other, reference):
    same = _key(chrf(), one, [reference]) == _key(chrf(), other, [reference])
    assert same is (one == other)
    assert _key(chrf(), one, [reference]) != _key(chrf_plus_plus(), one, [reference])
    assert _key(chrf(), one, [reference]) != _key(chrf(), one, [reference, reference])
    assert _key(chrf(), one, [[None, None]]) != _key(chrf(), one, [["", ""]])
