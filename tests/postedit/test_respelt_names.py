"""A name keeps its own spelling, also where the glossary spells the place in it otherwise."""

from __future__ import annotations

from pathlib import Path

from toolkit import api


def test_a_longer_name_has_a_spelling_of_its_own(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("zh,en\n香港,Hong Kong\n数据库,database\n", encoding="utf-8")
    known = api.load_glossary(table)
    mt = [
        "The rate is that of the Hongkong and Shanghai Bank.",
        "He lives in Hongkong now.",
        "The data base was saved.",
    ]
    source = ["该汇率由香港上海银行提供。", "他现在住在香港。", "数据库已保存。"]
    assert [one.text for one in api.postedit(mt, known, source)] == [
        mt[0],
        "He lives in Hong Kong now.",
        "The database was saved.",
    ]
