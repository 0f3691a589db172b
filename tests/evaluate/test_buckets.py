"""Buckets and segments to read: every segment has its place, values are the metric's own, bad specs are told."""

from __future__ import annotations

from pathlib import Path

import evaluation_texts
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import AlignmentError, InputError, RegistryError
from toolkit.evaluate.analysis.buckets import BUCKETINGS, Material, cut
from toolkit.evaluate.analysis.files import read_labels
from toolkit.evaluate.analysis.readings import readings
from toolkit.evaluate.analysis.run import Wanted, analyse, known_bucketings
from toolkit.evaluate.analysis.table import Cut, Scored, bucket_table, resampled_sums
from toolkit.evaluate.analysis.word_frequency import word_frequency
from toolkit.evaluate.metrics import METRICS
from toolkit.evaluate.metrics.port import score
from toolkit.model import SegmentView

SENTENCES = st.lists(st.text("ab 直播.", max_size=30), min_size=1, max_size=12)


def material(sentences: list[str]) -> Material:
    """Everything a bucketing may ask for."""
    return Material(
        systems={"A": sentences, "B": sentences[::-1]},
        references=[sentences],
        sources=sentences,
        labels={name: [text[:1] for text in sentences] for name in ("label", "document", "domain")},
        scores={"A": [float(len(text)) for text in sentences], "B": [1.0] * len(sentences)},
        has_term=lambda text: "直" in text,
    )


@pytest.mark.parametrize("name", BUCKETINGS.names())
@given(sentences=SENTENCES)
@settings(deadline=None, max_examples=30)
def test_buckets_part_the_segments(name: str, sentences: list[str]) -> None:
    found = cut(name, material(sentences))
    assert len(found.of) == len(sentences)
    assert len(set(found.names)) == len(found.names)
    rows = [np.ones((len(sentences), 1))] * 2
    table = bucket_table(found, Scored(("A", "B"), rows, lambda sums: sums[:, 0], "n", ""), least=1, resamples=5)
    assert sum(bucket.size for bucket in table.buckets) + table.left_out == len(sentences)
    assert all(bucket.values[0].value == bucket.size for bucket in table.buckets)  # every segment once
    assert (table.left_out == 0) or name in ("label", "document", "domain")


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("source-length", "--source"),
        ("term", "--glossary"),
        ("domain", "--by domain=FILE"),
        ("score", "segment scores"),
        ("length=3,2", "rising"),
        ("length=a", "rising"),
        ("length=0,5", "rising"),
        ("length=", None),
        ("length-difference=C", "There are: A"),
    ],
)
def test_what_a_bucketing_lacks_is_told(spec: str, message: str | None) -> None:
    bare = Material({"A": ["x"]}, [["x"]])
    if message is None:
        assert cut(spec, bare).of == (0,)
    else:
        with pytest.raises(InputError, match=message):
            cut(spec, bare)


def test_an_unknown_bucketing_is_told_with_the_known_ones() -> None:
    with pytest.raises(RegistryError, match="did you mean 'length'"):
        cut("lenght", Material({}, []))
    with pytest.raises(InputError, match="frequency"):
        analyse({"A": ["x"]}, [["x"]], wanted=Wanted(["lenght"]))
    assert set(BUCKETINGS.names()) < set(known_bucketings())


@pytest.mark.parametrize("metric", ["bleu", "chrf", "ter"])
def test_the_value_of_a_bucket_is_the_score_of_its_segments(metric: str) -> None:
    texts = evaluation_texts.harvest()
    systems = {"raw": texts["raw"] * 5, "repaired": texts["repaired"] * 5}
    references = [texts["reference"] * 5, texts["second"] * 5]
    found = analyse(systems, references, wanted=Wanted(["length=9"]), metric=metric, least=2, resamples=50)
    (table,) = found.tables
    assert sum(bucket.size for bucket in table.buckets) == found.segments == 20
    sizes = [len(line.split()) for line in texts["reference"]]
    other = [len(line.split()) for line in texts["second"]]
    for bucket, is_long in zip(table.buckets, (False, True), strict=True):
        lines = [n for n in range(20) if ((sizes[n % 4] + other[n % 4]) / 2 >= 9) is is_long]
        port = METRICS.get(metric)(None)
        for value, text in zip(bucket.values, systems.values(), strict=True):
            expected = score(port, [text[n] for n in lines], [[r[n] for n in lines] for r in references])
            assert value.value == pytest.approx(expected)
            assert value.low is not None
            assert value.high is not None
            assert value.low - 1e-6 <= value.value <= value.high + 1e-6 or metric == "bleu"
        assert bucket.values[0].delta is None
        assert bucket.values[1].delta == pytest.approx(bucket.values[1].value - bucket.values[0].value)
    assert table.higher_is_better is (metric != "ter")


def test_intervals_hold_what_a_normal_approximation_says() -> None:
    """Oracle: the standard error of a mean."""
    draw = np.random.default_rng(7)
    a = draw.normal(50, 10, size=(400, 1))
    b = a + draw.normal(2, 1, size=(400, 1))
    ones = np.ones((400, 1))
    rows = [np.hstack([x, ones]) for x in (a, b)]
    scored = Scored(("a", "b"), rows, lambda sums: sums[:, 0] / sums[:, 1], "mean", "")
    (bucket,) = bucket_table(Cut("all", ("all",), (0,) * 400), scored).buckets
    first, second = bucket.values
    assert first.high - first.low == pytest.approx(2 * 1.96 * float(a.std()) / 20, rel=0.1)
    assert second.delta_high - second.delta_low == pytest.approx(2 * 1.96 * float((b - a).std()) / 20, rel=0.1)
    assert second.differs
    assert not first.differs
    again = bucket_table(Cut("all", ("all",), (0,) * 400), scored).buckets
    assert again == (bucket,)


def test_resamples_have_as_many_segments_as_the_bucket() -> None:
    (sums,) = resampled_sums([np.ones((7, 1))], 130, 1)
    assert sums.shape == (130, 1)
    assert set(sums.ravel().tolist()) == {7.0}


def test_too_few_segments_say_so() -> None:
    found = analyse({"A": ["a b"], "B": ["a"]}, [["a b"]], wanted=Wanted(["length"]))
    (bucket,) = found.tables[0].buckets
    assert bucket.size == 1
    assert [value.value for value in bucket.values] == [None, None]


def test_segments_without_a_reference_are_counted_and_ids_stay() -> None:
    found = analyse(
        {"A": ["x", "old iron is here now, friend", "y"]},
        [["", "buddies are here now, my friend", ""]],
        wanted=Wanted(["document"], readings=3),
        labels={"document": ["d1", "d2", ""]},
    )
    assert (found.segments, found.skipped) == (1, 2)
    assert [bucket.name for bucket in found.tables[0].buckets] == ["d2"]
    assert found.readings[0].found[0].segment.id == "2"


def test_word_frequency_is_that_of_a_naive_count() -> None:
    systems = {"A": ["tea and rice, tea", "old tea"], "B": ["tea", "rice rice"]}
    reference = ["tea and rice", "old rice"]
    table = word_frequency(systems, [reference], least=1, resamples=20)
    assert [(b.name, b.size) for b in table.buckets] == [("once", 3), ("twice", 2)]
    once, twice = table.buckets
    # once: tea, and, old. A writes tea 3, and 1, old 1; right: tea, and, old
    assert once.values[0].value == pytest.approx(100 * 2 * 3 / (5 + 3))
    assert once.values[1].value == pytest.approx(100 * 2 * 1 / (1 + 3))
    # twice: rice. A writes 1, right 1; B writes 2, right 1
    assert twice.values[0].value == pytest.approx(100 * 2 * 1 / (1 + 2))
    assert twice.values[1].value == pytest.approx(100 * 2 * 1 / (2 + 2))
    given_corpus = word_frequency(systems, [reference], ["tea tea old"], least=1, resamples=20)
    assert [(b.name, b.size) for b in given_corpus.buckets] == [("never", 3), ("once", 1), ("twice", 1)]


def test_segments_to_read_stand_in_order_and_short_ones_are_passed_over() -> None:
    views = [SegmentView(str(n), None, (), ()) for n in range(4)]
    scores = [[10.0, 90.0, 50.0, 50.0], [90.0, 10.0, 50.0, 60.0]]
    found = readings(views, ["A", "B"], scores, 2)
    assert [(one.why, [r.segment.id for r in one.found]) for one in found] == [
        ("B better than A", ["0", "3"]),
        ("A better than B", ["1"]),
        ("Worst with all systems", ["0", "1"]),
    ]
    swapped = readings(views, ["A", "B"], scores, 2, higher_is_better=False)
    assert swapped[0].found == found[1].found
    long = readings(views, ["A", "B"], scores, 2, eligible=[False, True, True, True])
    assert [r.segment.id for r in long[0].found] == ["3"]
    three = readings(views, ["A", "B", "C"], [*scores, [50.0] * 4], 1)
    assert (three[-1].why, three[-1].found[0].chosen_by) == ("Systems disagree most", 80.0)


def test_texts_that_do_not_fit_are_told() -> None:
    with pytest.raises(AlignmentError):
        analyse({"A": ["x"]}, [["x", "y"]], wanted=Wanted(["length"]))
    with pytest.raises(InputError, match="one reference"):
        analyse({"A": ["x"]}, [])
    with pytest.raises(InputError, match="nothing to compare"):
        analyse({"A": ["x"]}, [[""]], wanted=Wanted(["length"]))
    with pytest.raises(InputError, match="nothing to compare"):
        analyse({"A": []}, [[]], wanted=Wanted(["length"]))
    with pytest.raises(RegistryError, match="metric"):
        analyse({"A": ["x"]}, [["x"]], wanted=Wanted(wins=True), metric="chrff")


def test_labels_are_read_from_lines_and_from_json(tmp_path: Path) -> None:
    lines, rows = tmp_path / "d.txt", tmp_path / "d.jsonl"
    lines.write_bytes("news\r\n\r\n shop \r\n".encode("utf-8-sig"))
    assert read_labels(str(lines), "label") == ("news", "", "shop")
    rows.write_text('{"domain": "news", "year": 2020}\n\n{"domain": null}\n', encoding="utf-8")
    assert read_labels(str(rows), "domain") == ("news", "")
    assert read_labels(f"{rows}:year", "domain") == ("2020", "")
    with pytest.raises(InputError, match="no line has the key 'genre'"):
        read_labels(f"{rows}:genre", "domain")
    rows.write_text('{"domain": ["news"]}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"d\.jsonl:1: 'domain' must be one value"):
        read_labels(str(rows), "domain")
    rows.write_text("{domain}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"d\.jsonl:1: no valid JSON"):
        read_labels(str(rows), "domain")
