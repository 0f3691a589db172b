"""What every plug-in of a kind promises, tried over the tables: a new one is tested by being listed."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import numpy as np
import pytest
import sample_files
from test_editor_contracts import editor_named

from toolkit.engines import ENGINES
from toolkit.errors import InputError, RegistryError
from toolkit.evaluate.metrics import METRICS
from toolkit.evaluate.metrics.port import corpus_value, score, segment_scores
from toolkit.formats.documents import FORMATS, read_document, render
from toolkit.glossary.index import build_index
from toolkit.model import (
    Concept,
    Edit,
    Glossary,
    LangPair,
    Outcome,
    Repair,
    Report,
    Reread,
    Score,
    Segment,
    SegmentView,
    Span,
    Term,
    apply_edits,
    undo_edits,
)
from toolkit.postedit.editor import EDITORS, postedit
from toolkit.registry import Registry
from toolkit.report import RENDERERS

SOURCES = ("老铁们，快来！", "镇长直播带货。", "路修好了。")
TARGETS = ("Old iron, come quickly!", 'The town head will "live the goods", he said.', "The road is repaired.")


@pytest.mark.parametrize("table", [FORMATS, METRICS, EDITORS, ENGINES, RENDERERS], ids=lambda table: table.kind)
def test_every_name_loads_and_a_wrong_name_is_told(table: Registry[object]) -> None:
    assert list(table.names()) == sorted(set(table.names()))
    for name, plug_in in table:
        assert plug_in is table.get(name)
        assert type(plug_in).__module__
    with pytest.raises(RegistryError, match="Available: .*" + table.names()[-1].replace("+", r"\+")):
        table.get("no such thing")


def document_file(name: str) -> bytes:
    """A small file of each format. A format without one there fails, and gets one."""
    return sample_files.written(name, TARGETS, SOURCES)


@pytest.mark.parametrize("name", FORMATS.names())
def test_a_document_comes_back_byte_for_byte(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"sample.{name}"
    path.write_bytes(document_file(name))
    document = read_document(path, format=name)
    texts = {segment.id: segment.target for segment in document.segments}
    assert tuple(texts.values()) == TARGETS
    assert render(document, {}) == path.read_bytes()
    assert render(document, texts) == path.read_bytes()


@pytest.mark.parametrize("name", FORMATS.names())
@pytest.mark.parametrize("new", ['=1+1, "quoted"', "<b>&amp;\\", "a; b, and 老铁"])
def test_a_changed_text_is_read_again_as_it_was_written(name: str, new: str, tmp_path: Path) -> None:
    path = tmp_path / f"sample.{name}"
    path.write_bytes(document_file(name))
    document = read_document(path, format=name)
    if name == "srt" and "<b>" in new:  # the one format without a way to write it as plain words
        with pytest.raises(InputError, match="cannot hold '<b>'"):
            render(document, {document.segments[1].id: new})
        return
    path.write_bytes(render(document, {document.segments[1].id: new}))
    again = read_document(path, format=name)
    assert [s.target for s in again.segments] == [TARGETS[0], new, TARGETS[2]]
    assert [s.source for s in again.segments] == [s.source for s in document.segments]
    with pytest.raises(ValueError, match="stranger"):
        render(document, {"stranger": "x"})


GLOSSARY = Glossary(
    "contract",
    (
        Concept(
            "zhibo-daihuo",
            (
                Term("直播带货", "zh"),
                Term("livestream selling", "en", part_of_speech="noun"),
                Term("sell goods via livestream", "en", part_of_speech="verb", main_word="sell"),
                Term("live [the] goods", "en", "garble", "verb", unmistakable=True, main_word="live"),
            ),
        ),
        Concept("lao-tie", (Term("老铁", "zh"), Term("buddies", "en"), Term("old iron", "en", "garble", "noun"))),
    ),
)


@pytest.mark.parametrize("name", EDITORS.names())
@pytest.mark.parametrize("sources", [SOURCES, None], ids=["with source", "without"])
def test_an_editor_obeys_the_laws(name: str, sources: tuple[str, ...] | None) -> None:
    index = build_index(GLOSSARY, LangPair("zh", "en"))
    segments = [Segment(str(n), text) for n, text in enumerate(TARGETS, start=1)]
    with editor_named(name, list(zip(SOURCES, TARGETS, strict=True))) as editor:
        repairs = postedit(segments, index, sources, editor)
        again = postedit([Segment(r.segment_id, r.text) for r in repairs], index, sources, editor)
    assert [r.segment_id for r in repairs] == ["1", "2", "3"]
    assert repairs[1].text == "The town head will sell goods via livestream, he said."
    assert repairs[2].text == TARGETS[2]
    for repair, original in zip(repairs, TARGETS, strict=True):
        assert repair.original == original
        assert apply_edits(original, repair.applied) == repair.text
        assert undo_edits(repair.text, repair.applied) == original
        assert len({edit.id for edit in repair.edits}) == len(repair.edits)
    assert [r.text for r in again] == [r.text for r in repairs]
    assert not any(r.applied for r in again)


@pytest.mark.parametrize("name", METRICS.names())
@pytest.mark.parametrize("language", ["en", "zh", None])
def test_a_metric_names_itself_and_scores(name: str, language: str | None) -> None:
    metric = METRICS.get(name)(language)
    assert metric.name == name
    references = [["The road in the village is repaired.", "Tea sells well."]]
    perfect, poor = references[0], ["The road.", "Rice"]
    rows = metric.rows(poor, references)
    assert rows.shape[0] == 2
    assert "version:" in metric.signature(references)
    assert "version:" in metric.settings
    assert metric.values(rows.sum(0)[None])[0] == pytest.approx(corpus_value(metric, rows))
    assert metric.values(np.concatenate([rows, rows])).shape == (4,)
    best, worse = score(metric, perfect, references), score(metric, poor, references)
    assert (best > worse) is metric.higher_is_better
    assert best == pytest.approx(100.0 if metric.higher_is_better else 0.0)
    assert len(segment_scores(metric, poor, references)) == 2
    assert metric.signature(references) == METRICS.get(name)(language).signature(references)


HOSTILE = '<script>alert("1")</script> | `x` [a](javascript:y) & \N{RIGHT-TO-LEFT OVERRIDE}\x1b[2J "老铁" '


def hostile_report() -> Report:
    edit = Edit("1.1", "1", Span(0, 8), HOSTILE[:8], HOSTILE, "term.garble", HOSTILE, HOSTILE, evidence=HOSTILE)
    shown = dataclasses.replace(edit, id="1.2", outcome=Outcome.REVIEW, refusal=HOSTILE, alternatives=(HOSTILE,))
    repair = Repair("1", HOSTILE, HOSTILE + HOSTILE[8:], (edit, shown), reread=Reread("1", (HOSTILE,)))
    return Report(
        title=HOSTILE,
        made="2026-01-01",
        command=HOSTILE,
        inputs=(),
        glossaries=(),
        source_used=True,
        segments=(SegmentView("1", HOSTILE, (HOSTILE,), ((HOSTILE, HOSTILE),)),),
        scores=(Score(HOSTILE, "bleu", None, 0, 1, HOSTILE),),
        repairs=(repair,),
    )


# A workbook is an archive that bears its time of making: tests/report/test_report_xlsx.py looks into it.
@pytest.mark.parametrize("name", [name for name in RENDERERS.names() if name != ".xlsx"])
def test_a_renderer_escapes_hostile_text(name: str) -> None:
    text = RENDERERS.get(name)(hostile_report())
    assert isinstance(text, str)
    assert "\x1b" not in text
    assert RENDERERS.get(name)(hostile_report()) == text
    if name == ".json":
        assert json.loads(text)["title"] == HOSTILE
    elif name == ".tex":
        assert not re.search(r"^[^%]*<script>", text, re.MULTILINE), "but in a comment, where it is nothing"
    else:
        assert "<script>alert" not in text
        assert not re.search(r"""href=["']?javascript:""", text)
        assert name != ".md" or not re.search(r"(?<!\\)\]\(javascript:", text)
