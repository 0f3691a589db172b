"""The gate of a translation system: a sure loss and a broken term close it, luck does not."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from toolkit.errors import InputError
from toolkit.jobs.gate import run
from toolkit.report.junit import Case, junit

GOOD = [f"County head {n} sells goods via livestream to buddies in town {n}." for n in range(30)]
BAD = [f"County head {n} live the goods to old iron in the town number {n}." for n in range(30)]
SOURCE = [f"第{n}县县长向老铁们直播带货。" for n in range(30)]


def suite(folder: Path, now: list[str], before: list[str], **keys: str) -> Path:
    for name, lines in {"now": now, "before": before, "reference": GOOD, "source": SOURCE}.items():
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = {"before": "before.txt", "reference": "reference.txt", "source": "source.txt"} | keys
    rows = "\n".join(f'{key} = "{value}"' for key, value in said.items() if value)
    path = folder / "suite.toml"
    path.write_text(
        f'glossaries = ["livestream-commerce"]\n[[sets]]\nname = "news"\nkind = "compared"\nfile = "now.txt"\n{rows}\n',
        encoding="utf-8",
    )
    return path


def test_a_worse_translation_closes_the_gate(tmp_path: Path) -> None:
    result = run(suite(tmp_path, BAD, GOOD))
    assert not result.passed
    assert [fault for fault in result.faults if fault.startswith("news: chrf++ is worse than before by")]
    assert [fault for fault in result.faults if fault.startswith("news: 直播带货 is right 0 of 30 times, before 30")]


def test_writing_limits_makes_no_loss_good(tmp_path: Path) -> None:
    result = run(suite(tmp_path, BAD, GOOD))
    assert result.losses == set(result.faults)
    limits = result.baseline(None)
    assert result.baseline(limits) == limits, "what a system lost is no limit, and refuses none"


def test_a_better_or_equal_one_does_not(tmp_path: Path) -> None:
    assert run(suite(tmp_path, GOOD, BAD)).passed
    result = run(suite(tmp_path, GOOD, GOOD))
    assert result.passed
    names = {one.measure.name for one in result.checked}
    assert {"news/chrf++", "news/bleu", "news/ter", "news/term-success", "news/garble-left"} <= names


def test_without_a_source_no_term_is_judged_and_without_a_reference_no_score(tmp_path: Path) -> None:
    blind = run(suite(tmp_path, BAD, GOOD, source=""))
    assert {one.measure.name for one in blind.checked} == {"news/chrf++", "news/bleu", "news/ter"}
    terms = run(suite(tmp_path, BAD, GOOD, reference=""))
    assert {one.measure.name for one in terms.checked} == {"news/term-success", "news/garble-left"}
    assert len(terms.faults) >= 1


def test_the_new_translation_may_change_and_what_it_is_held_against_may_not(tmp_path: Path) -> None:
    assert set(run(suite(tmp_path, BAD, GOOD)).corpora) == {"before.txt", "reference.txt", "source.txt"}


def test_a_set_without_anything_to_be_judged_by_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="compared set needs 'before', and 'reference' or 'source'"):
        run(suite(tmp_path, GOOD, GOOD, reference="", source=""))


def test_junit_is_xml_whatever_the_names() -> None:
    text = junit('A "suite" <&>', [Case("a\x00b]]>", "5 < 6\x1b[2J", False), Case("老铁", "fine & well", True)])
    suite_read = ElementTree.fromstring(text)
    assert suite_read.attrib == {
        "name": 'A "suite" <&>', "tests": "2", "failures": "1", "errors": "0", "skipped": "0",
    }  # fmt: skip
    assert suite_read[0].attrib["name"] == "a\N{REPLACEMENT CHARACTER}b]]>"
    assert suite_read[0][0].attrib["message"] == "5 < 6\N{REPLACEMENT CHARACTER}[2J"
    assert suite_read[1][0].text == "fine & well"
