"""The linter as a whole: waivers, selection, half-read glossaries, SARIF, real term bases."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from growth import LINEAR, growth

from toolkit.errors import InputError
from toolkit.glossary.lint import inspect
from toolkit.glossary.lint.table import RULES, chosen
from toolkit.report.lint_sarif import lint_sarif
from toolkit.report.lint_text import lint_lines

DATA = Path(os.environ.get("TOOLKIT_SHARED_DATA", Path(__file__).parents[2] / "../shared/data"))
SUSE = DATA / "glossary-samples/suse-termweb-all-usage-status.tbx.xml"
TWICE = "concept,language,term\nmoney,en,bank\nriver,en,bank\nmoney,en,banker (person)\n"


def glossary(folder: Path, terms: str, **others: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "terms.csv").write_text(terms, encoding="utf-8")
    for name, text in others.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def rules_of(path: Path, **options: tuple[str, ...]) -> list[str]:
    return [finding.rule for finding in inspect(path, **options).findings]


@pytest.mark.parametrize(
    ("waiver", "left", "waived"),
    [
        ("duplicate.homonym,river,bank,two meanings", {"term.gloss", "status.several-preferred"}, 1),
        ("duplicate,,,we know", {"term.gloss", "status.several-preferred"}, 1),
        ("term.gloss,,banker (person),so in the law", {"duplicate.homonym", "status.several-preferred"}, 1),
        ("term.gloss,river,,x", {"duplicate.homonym", "term.gloss", "status.several-preferred", "waiver.unused"}, 0),
    ],
)
def test_a_waiver_takes_out_what_it_names(waiver: str, left: set[str], waived: int, tmp_path: Path) -> None:
    path = glossary(tmp_path / "g", TWICE, waivers=f"rule,concept,term,reason\n{waiver}\n")
    found = inspect(path)
    assert ({finding.rule for finding in found.findings}, len(found.waived)) == (left, waived)


def test_errors_are_not_waived(tmp_path: Path) -> None:
    terms = "concept,language,term,status\na,en,x,\na,en,x,forbidden\na,zh,货,\n"
    path = glossary(tmp_path / "g", terms, waivers="rule,reason\nstatus.contradiction,we like it\n")
    assert {"status.contradiction", "waiver.unused"} <= set(rules_of(path))


def test_a_waiver_is_not_called_unused_where_its_rule_was_not_asked(tmp_path: Path) -> None:
    path = glossary(
        tmp_path / "g", "concept,language,term\na,en,livestream\n", waivers="rule,reason\ncorpus.common,x\n"
    )
    assert rules_of(path) == []
    assert rules_of(path, ignore=("duplicate",)) == []


def test_selection_by_beginning(tmp_path: Path) -> None:
    path = glossary(tmp_path / "g", TWICE)
    assert rules_of(path, select=("duplicate",)) == ["duplicate.homonym"]
    assert rules_of(path, ignore=("duplicate", "status")) == ["term.gloss"]
    assert rules_of(path, select=("term",), ignore=("term.gloss",)) == []
    with pytest.raises(InputError, match="No rule begins with 'tem'"):
        chosen(["tem"])


def test_a_faulty_row_keeps_only_its_own_concept_from_being_looked_at(tmp_path: Path) -> None:
    rows = "concept,language,term,status\na,en,buddies,admitted\na,en,pals,bad\nb,en,livestream,admitted\n"
    found = inspect(glossary(tmp_path / "g", rows))
    assert [(f.rule, f.concept) for f in found.findings] == [("status.unknown", "a"), ("status.none-preferred", "b")]
    assert not found.unread
    lost = inspect(glossary(tmp_path / "h", rows + "b,en,too,many,cells\n"))
    assert (lost.unread, {f.rule for f in lost.findings}) == (True, {"status.unknown", "row.faulty"})


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xff\xfe", b"concept,language,term\n", b"a\x00b,c\n", b"concept\n"])
def test_a_file_that_is_none_is_told_and_no_more(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_bytes(data)
    try:
        found = inspect(tmp_path)
    except InputError:
        return
    assert {finding.rule for finding in found.findings} == {"row.faulty"}


def test_a_huge_cell_takes_no_time(tmp_path: Path) -> None:
    def inspected(size: int) -> None:
        rows = "concept,language,term\na,en," + "live " * size + "\nb,zh," + "直" * 2 * size + "\n"
        inspect(glossary(tmp_path / str(size), rows))

    assert growth(inspected, 2000, repeats=1) < LINEAR


def test_many_findings_are_a_page(tmp_path: Path) -> None:
    rows = "".join(f"c{n},en,term{n} (remark)\n" for n in range(500))
    findings = inspect(glossary(tmp_path / "g", "concept,language,term\n" + rows), select=("term.gloss",)).findings
    page = list(lint_lines(findings))
    assert len(page) == 8
    assert page[0] == "warning term.gloss: 500 findings"
    assert page[-1] == "  and 495 more; --all shows every one"
    assert len(list(lint_lines(findings, all_of_them=True))) == 502


def test_sarif_names_rules_places_and_waivers(tmp_path: Path) -> None:
    path = glossary(tmp_path / "a b", TWICE, waivers="rule,reason\nterm.gloss,so in the law\n")
    found = inspect(path)
    log = json.loads(json.dumps(lint_sarif(found.findings, found.waived)))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(ids) == len(RULES)
    assert len(run["results"]) == len(found.findings) + 1
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        [location] = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"].endswith("a%20b/terms.csv")
        assert location["physicalLocation"]["region"]["startLine"] >= 2
    assert run["results"][-1]["suppressions"] == [{"kind": "external", "justification": "so in the law"}]


def test_near_duplicates_of_many_terms_are_not_compared_pair_by_pair(tmp_path: Path) -> None:
    def inspected(size: int) -> None:
        rows = "".join(f"c{n},en,word{n * 7919 % 20011:05d} stream{n}\n" for n in range(size))
        inspect(glossary(tmp_path / str(size), "concept,language,term\n" + rows), select=("duplicate",))

    assert growth(inspected, 600, repeats=1) < LINEAR


@pytest.mark.skipif(not SUSE.exists(), reason="the shared data is not here")
def test_a_real_term_base(tmp_path: Path) -> None:
    """SUSE's public export: what was counted by other means is found (see the comments)."""
    etree = pytest.importorskip("lxml.etree")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    status = {"preferred": "preferred", "admitted": "admitted"}
    speech = {"noun": "noun", "verb": "verb", "adjective": "adjective", "adverb": "adverb", "properNoun": "name"}
    rows = ["concept,language,term,status,part_of_speech\n"]
    for entry in etree.parse(SUSE, parser).iter("termEntry"):
        for group in entry.iter("langSet"):
            for tig in group.iter("tig"):
                notes = {note.get("type"): note.text for note in tig.iter("termNote")}
                given = notes.get("partOfSpeech")
                cells = [entry.get("id"), group.get("{http://www.w3.org/XML/1998/namespace}lang"), tig.findtext("term")]
                cells.append(status.get(notes["administrativeStatus"], "deprecated"))
                cells.append(speech.get(given, "phrase") if given else "")
                rows.append(",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n")
    counts = Counter(rules_of(glossary(tmp_path / "suse", "".join(rows))))
    assert counts["status.several-preferred"] >= 800  # 844 with one part of speech, fewer without mere case variants
    assert counts["status.none-preferred"] + counts["status.no-replacement"] >= 91
    assert counts["duplicate.row"] == 5
    assert counts["duplicate.capitals"] + counts["status.contradiction"] >= 62
    assert counts["term.gloss"] == 39
    assert counts["term.no-part-of-speech"] >= 100
    assert 1 <= counts["term.several"] <= 10  # of 105 cells with a slash or comma, the rest is AMD/Intel and the like


def test_lines_of_a_cell_are_several_terms(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('de,en\nWelle,"shaft\naxle"\n', "utf-8")
    [finding] = inspect(tmp_path / "x.csv").findings
    assert finding.rule == "term.several"
    assert finding.message == "'shaft axle' looks like 2 terms in one cell: shaft | axle; one row for each"


def test_rows_whose_capitals_count_do_not_cover_each_other(tmp_path: Path) -> None:
    rows = (
        "concept,language,term,status,case\n"
        "head,zh,县长,,\nhead,en,county head,,\n"
        "head,en,county (mayor|long),garble,exact\nhead,en,County Mayor,garble,exact\n"
    )
    assert "duplicate.covered" not in rules_of(glossary(tmp_path / "g", rows))
    assert "duplicate.covered" in rules_of(glossary(tmp_path / "h", rows.replace(",exact", ",")))
