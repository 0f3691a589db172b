"""A status column of a table of languages: what it says of the main terms, of synonyms, and what nobody knows."""

from __future__ import annotations

from pathlib import Path

from toolkit.formats.glossaries import GLOSSARY_FORMATS, open_glossary, write_any

TABLE = """id;Term [zh];Term [en];Synonyms [en];Forbidden [en];Status
T1;报警;alarm;alert;police alarm;approved
T2;三通阀;stopcock;three-way stopcock;;aproved
T3;召回;recall;call back;;obsolete
T4;器械;device;;;draft
"""


def test_a_row_that_is_approved_approves_its_main_term(tmp_path: Path) -> None:
    (tmp_path / "house.csv").write_text(TABLE, "utf-8")
    result = open_glossary(tmp_path / "house.csv")
    said = {(t.text, t.status) for concept in result.glossary.concepts for t in concept.terms if t.language == "en"}
    assert said == {
        ("alarm", "preferred"),
        ("alert", "admitted"),
        ("police alarm", "forbidden"),
        ("stopcock", "preferred"),
        ("three-way stopcock", "admitted"),
        ("recall", "deprecated"),
        ("call back", "deprecated"),
        ("device", "preferred"),
    }


def test_an_unknown_status_is_told(tmp_path: Path) -> None:
    (tmp_path / "house.csv").write_text(TABLE, "utf-8")
    changes = {change.what: change.why for change in open_glossary(tmp_path / "house.csv").report.changed}
    assert changes["status 'aproved'"] == "unknown, kept as x-status"


def test_what_waits_for_approval_is_not_given_to_an_engine(tmp_path: Path) -> None:
    (tmp_path / "house.csv").write_text(TABLE, "utf-8")
    glossary = open_glossary(tmp_path / "house.csv").glossary
    for name in ("deepl", "omegat", "google"):
        report = write_any(glossary, tmp_path / name, GLOSSARY_FORMATS.get(name), ("zh", "en"))
        assert "device" not in (tmp_path / name).read_text("utf-8")
        assert report.losses[0].what == "drafts"
    write_any(glossary, tmp_path / "all.tbx", GLOSSARY_FORMATS.get("tbx"), ("zh", "en"))
    assert "device" in (tmp_path / "all.tbx").read_text("utf-8")
