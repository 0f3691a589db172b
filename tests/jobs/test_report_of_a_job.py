"""The report of a post-editing job: terms are counted in every line shape of the source, and after as before."""

from __future__ import annotations

from pathlib import Path

from toolkit.jobs.postedit import AFTER, BEFORE, report, run
from toolkit.jobs.setting import setting

MT = 'Three mayors "live the goods" at the market. Fans buy oranges.\n\nThe old county has 500 orange growers.\n'
SOURCE = "三位市长在集市“直播带货”。\n粉丝买橙子。\n这个老县有500户橙农。\n"


def test_terms_are_counted_where_the_source_has_another_line_shape(tmp_path: Path) -> None:
    (tmp_path / "mt.txt").write_text(MT, encoding="utf-8")
    (tmp_path / "source.txt").write_text(SOURCE, encoding="utf-8")
    job = run(tmp_path / "mt.txt", setting(["livestream-commerce"]), source=tmp_path / "source.txt")
    assert job.source_by_segment == ("三位市长在集市“直播带货”。\n粉丝买橙子。", "这个老县有500户橙农。")
    rows = {(t.concept, t.system): t for t in report(job, command="tqt").terms}
    before, after = rows["zhibo-daihuo", BEFORE], rows["zhibo-daihuo", AFTER]
    assert (before.required, before.satisfied, before.forbidden) == (1, 0, 1)
    assert (after.required, after.satisfied, after.forbidden) == (1, 1, 0)


def test_a_concept_that_was_mended_keeps_its_row_without_a_source(tmp_path: Path) -> None:
    (tmp_path / "mt.txt").write_text(MT, encoding="utf-8")
    job = run(tmp_path / "mt.txt", setting(["livestream-commerce"]))
    rows = {(t.concept, t.system): t for t in report(job, command="tqt").terms}
    assert rows["zhibo-daihuo", BEFORE].forbidden == 1
    assert rows["zhibo-daihuo", AFTER].forbidden == 0
