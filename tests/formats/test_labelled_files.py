"""Labelled segments and verdicts from files: places of the labels, and every mistake at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.formats.labelled import read_judgements, read_labelled
from toolkit.model import Span
from toolkit.model.labelled import Kind, Verdict


def written(folder: Path, *rows: object) -> Path:
    path = folder / "set.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), encoding="utf-8")
    return path


def test_labels_are_placed_longest_first(tmp_path: Path) -> None:
    bad = [{"wrong": "anchor", "right": ["host"]}, {"wrong": "head anchor", "right": ["top host"], "type": "term"}]
    row = {"id": 7, "mt": "The head anchor and an anchor", "source": "x", "bad": bad, "keep": ["an "], "pair": "p"}
    (one,) = read_labelled(written(tmp_path, row, ""))
    assert (one.segment.id, one.kind, one.pair, one.keep) == ("7", Kind.GARBLED, "p", ("an ",))
    assert [(b.span, b.wrong) for b in one.bad] == [(Span(4, 15), "head anchor"), (Span(23, 29), "anchor")]


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"id": "1", "mt": "old iron", "kind": "garbeld"},
        "{",
        {"id": "2", "mt": "old iron", "bad": [{"wrong": "iron ore", "right": []}], "keep": ["gold"]},
        {"id": "2", "mt": "old iron", "source": 5},
        {"mt": "old iron"},
        "[]",
    )
    with pytest.raises(InputError) as caught:
        read_labelled(path)
    told = str(caught.value)
    for part in ("did you mean 'garbled'", ":2: no valid JSON", "'iron ore' does not stand", "'gold' does not stand"):
        assert part in told
    for part in (
        "the id '2' stands in line 3 too",
        ":4: column 'source'",
        ":5: the keys 'id' and 'mt'",
        ":6: a JSON object",
    ):
        assert part in told


def test_verdicts(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text("segment,before,after,verdict,reason\n1,old iron,mates,right,fits\n", encoding="utf-8")
    (one,) = read_judgements(path)
    assert (one.segment_id, one.before, one.after, one.verdict, one.reason) == (
        "1",
        "old iron",
        "mates",
        Verdict.RIGHT,
        "fits",
    )
    path.write_text("segment,before,after,verdict\n1,a,b,wrose\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"judgements.csv:2: column 'verdict': unknown verdict 'wrose'; did you mean 'worse'"
    ):
        read_judgements(path)
