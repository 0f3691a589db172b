"""Files that name their segments are paired by these names, whatever their order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.errors import AlignmentError, InputError
from toolkit.evaluate.analysis.files import analyse_files
from toolkit.evaluate.analysis.run import Wanted
from toolkit.evaluate.files import evaluate_files, in_one_order, read_lines
from toolkit.formats.documents import read_document
from toolkit.jobs.setting import setting
from toolkit.jobs.sources import sources_of
from toolkit.jobs.terms import run as judge


def _jsonl(path: Path, key: str, texts: dict[str, str]) -> Path:
    rows = (json.dumps({"id": name, key: text}) for name, text in texts.items())
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_source_in_another_order(tmp_path: Path) -> None:
    source = _jsonl(tmp_path / "s.jsonl", "source", {"1": "eins", "2": "zwei"})
    target = _jsonl(tmp_path / "t.jsonl", "mt", {"2": "two", "1": "one"})
    assert sources_of(read_document(target, source=source)) == ("zwei", "eins")
    lead = read_lines(target, "system")
    assert in_one_order(lead, read_lines(source, "source")).texts == ("zwei", "eins")


def test_a_segment_without_its_source_has_none(tmp_path: Path) -> None:
    source = _jsonl(tmp_path / "s.jsonl", "source", {"a": "eins", "c": "drei"})
    target = _jsonl(tmp_path / "t.jsonl", "mt", {"a": "one", "b": "two", "c": "three"})
    assert sources_of(read_document(target, source=source)) == ("eins", "", "drei")


def test_scores_are_not_counted_over_half_of_the_segments(tmp_path: Path) -> None:
    one = read_lines(_jsonl(tmp_path / "a.jsonl", "mt", {"a": "one", "b": "two", "c": "three"}), "system")
    other = read_lines(_jsonl(tmp_path / "b.jsonl", "mt", {"a": "one", "b": "two", "d": "four"}), "system")
    with pytest.raises(AlignmentError, match=r"a\.jsonl has a segment 'c', and .*b\.jsonl has none of that id"):
        in_one_order(one, other)


def test_names_of_other_things_leave_the_order_alone(tmp_path: Path) -> None:
    one = read_lines(_jsonl(tmp_path / "a.jsonl", "mt", {"x1": "one", "x2": "two"}), "system")
    other = read_lines(_jsonl(tmp_path / "b.jsonl", "mt", {"7": "uno", "8": "due"}), "system")
    paired = in_one_order(one, other)
    assert paired.texts == other.texts
    assert (
        paired.note
        == f"{other.file.path}: its ids are not those of {one.file.path}; the texts were paired in their order."
    )
    source = _jsonl(tmp_path / "s.jsonl", "source", {"7": "uno", "8": "due"})
    assert "paired in their order" in read_document(tmp_path / "a.jsonl", source=source).notes[0]


def test_line_numbers_are_no_names(tmp_path: Path) -> None:
    named = _jsonl(tmp_path / "a.jsonl", "mt", {"2": "two", "1": "one"})
    plain = tmp_path / "b.jsonl"
    plain.write_text('{"source": "zwei"}\n{"source": "eins"}\n', encoding="utf-8")
    assert sources_of(read_document(named, source=plain)) == ("zwei", "eins")


@pytest.mark.parametrize("suffix", ["json", "yml"])
def test_keys_of_resource_files(tmp_path: Path, suffix: str) -> None:
    texts = {
        "json": ('{"sell": "卖货", "buy": "买货"}', '{"buy": "Buy goods", "sell": "Sell goods"}'),
        "yml": ("zh:\n  sell: 卖货\n  buy: 买货\n", "en:\n  buy: Buy goods\n  sell: Sell goods\n"),
    }
    source, target = tmp_path / f"zh.{suffix}", tmp_path / f"en.{suffix}"
    source.write_text(texts[suffix][0], encoding="utf-8")
    target.write_text(texts[suffix][1], encoding="utf-8")
    document = read_document(target, source=source)
    assert dict(zip([s.plain for s in document.segments], sources_of(document) or (), strict=True)) == {
        "Buy goods": "买货",
        "Sell goods": "卖货",
    }


def test_a_reference_needs_no_translation_beside_it(tmp_path: Path) -> None:
    path = _jsonl(tmp_path / "r.jsonl", "reference", {"b": "two", "a": "one"})
    assert read_lines(path, "reference").texts == ("two", "one")


def test_every_report_calls_a_segment_by_its_id(tmp_path: Path) -> None:
    zh = {"ad-1": "老铁们好", "ad-2": "再见"}
    source = _jsonl(tmp_path / "s.jsonl", "source", zh)
    system = _jsonl(tmp_path / "t.jsonl", "mt", {"ad-1": "Hello, old irons, all of you", "ad-2": "Goodbye"})
    good = _jsonl(tmp_path / "r.jsonl", "reference", {"ad-2": "Bye", "ad-1": "Hello, buddies, all of you"})
    terms = tmp_path / "terms.csv"
    terms.write_text(
        "concept,language,term,status\nlao-tie,zh,老铁,preferred\nlao-tie,en,buddy,preferred\n", encoding="utf-8"
    )
    report = evaluate_files({"mt": system}, [good], source, made="today", command="evaluate").report
    assert [view.id for view in report.segments] == ["ad-1", "ad-2"]
    analysis = analyse_files({"mt": system, "good": good}, [good], source, Wanted(readings=1)).analysis
    assert {one.segment.id for readings in analysis.readings for one in readings.found} == {"ad-1"}
    asked = {"source_language": "zh", "target_language": "en"}
    found = judge({"mt": system}, source, glossaries=[str(terms)], **asked)
    assert [miss.segment for line in found.judgement.terms for miss in line.misses] == ["ad-1"]


def test_lines_of_a_folder_are_counted_in_each_document(tmp_path: Path) -> None:
    for folder in ("mt", "good"):
        for name, text in (("one", "Hello\nBuddies\n"), ("two", "Bye\n")):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / f"{name}.txt").write_text(text, encoding="utf-8")
    report = evaluate_files({"mt": tmp_path / "mt"}, [tmp_path / "good"], made="today", command="evaluate").report
    assert [view.id for view in report.segments] == ["one:1", "one:2", "two:1"]


def test_a_bilingual_file_brings_its_source(tmp_path: Path) -> None:
    rows = [{"id": "a", "source": "老铁们好", "mt": "Hello, old irons"}, {"id": "b", "source": "再见", "mt": "Bye"}]
    system = tmp_path / "t.jsonl"
    system.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    good = _jsonl(tmp_path / "r.jsonl", "reference", {"a": "Hello, buddies", "b": "Bye"})
    terms = tmp_path / "terms.csv"
    terms.write_text("zh,en,forbidden terms\n老铁,buddy,old iron\n", encoding="utf-8")
    index = setting([str(terms)], source_language="zh", target_language="en").index
    found = evaluate_files({"mt": system}, [good], index=index, made="today", command="evaluate")
    assert found.notes == (f"The source is that of {system}.",)
    assert {score.metric: score.value for score in found.report.scores}["garble-left"] == 0.5
    assert judge({"mt": system}, None, glossaries=[str(terms)], source_language="zh", target_language="en")


def test_without_a_source_nobody_knows(tmp_path: Path) -> None:
    system, good = tmp_path / "t.txt", tmp_path / "r.txt"
    system.write_text("Hello, old irons\n", encoding="utf-8")
    good.write_text("Hello, buddies\n", encoding="utf-8")
    terms = tmp_path / "terms.csv"
    terms.write_text("zh,en,forbidden terms\n老铁,buddy,old iron\n", encoding="utf-8")
    index = setting([str(terms)], source_language="zh", target_language="en").index
    found = evaluate_files({"mt": system}, [good], index=index, made="today", command="evaluate")
    (score,) = [score for score in found.report.scores if score.metric == "garble-left"]
    assert (score.value, score.segments, score.skipped) == (None, 0, 1)
    assert "cannot tell wrong wordings" in found.notes[0]
    with pytest.raises(InputError, match="--source FILE names it"):
        judge({"mt": system}, None, glossaries=[str(terms)], source_language="zh", target_language="en")
