"""Term bases of the wild: every file opens, no term is lost. Counted by independent, naive readers."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from glossary_samples import DATA
from lxml import etree
from typer.testing import CliRunner

from toolkit.cli.app import app
from toolkit.errors import InputError
from toolkit.formats.files import read_text
from toolkit.formats.glossaries import open_glossary
from toolkit.model.terms import Glossary

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"no external data at {DATA}")
XML = [p.name for p in sorted(DATA.glob("*")) if p.suffix in (".xml", ".tbx")]
WITHOUT_LANGUAGES = ("omegat-test.tab", "omegat-test.csv")


def read(name: str) -> Glossary:
    languages = ("en", "fr") if name in WITHOUT_LANGUAGES else None
    result = open_glossary(DATA / name, languages)
    assert not [problem for problem in result.report.problems if problem.severity == "error"]
    return result.glossary


def texts(glossary: Glossary) -> list[str]:
    return [term.text for concept in glossary.concepts for term in concept.terms]


@pytest.mark.parametrize("name", XML)
def test_every_term_of_an_xml_file_is_read(name: str) -> None:
    tree = etree.parse(str(DATA / name), etree.XMLParser(resolve_entities=False, no_network=True))
    elements = [e for e in tree.iter() if isinstance(e.tag, str) and etree.QName(e).localname == "term"]
    expected = [re.sub("[ \t\r\n]+", " ", "".join(e.itertext())).strip(" ") for e in elements]
    assert texts(read(name)) == expected
    assert expected


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        (
            "suse-termweb-all-usage-status.tbx.xml",
            {"preferred": 5693, "admitted": 681, "deprecated": 520 + 28},
        ),
        ("tbx3-basic-dca-astronomy.tbx", {"preferred": 12 + 81, "admitted": 16, "deprecated": 3 + 1}),
        ("tbxmin-legacy-min.tbx", {"preferred": 6, "deprecated": 1}),
    ],
)
def test_statuses_of_the_wild_are_mapped(name: str, statuses: dict[str, int]) -> None:
    assert Counter(t.status for c in read(name).concepts for t in c.terms) == statuses


def test_details_of_a_concept_are_kept() -> None:
    first = read("suse-termweb-all-usage-status.tbx.xml").concepts[0]
    assert (first.id, first.subject) == ("c147", "common IT")
    assert first.definition and first.definition.startswith("a computer program")
    assert first.terms[1].part_of_speech == "noun"
    assert first.terms[1].extra == (("term_type", "abbreviation"),)
    dog = read("tbxmin-legacy-min.tbx").concepts[0].terms
    assert (dog[1].client, dog[2].note) == ("SAP", "usage: however bloodhound is used rather than blooddog")


@pytest.mark.parametrize("name", ["matecat-V-formato-completo.csv", "matecat-NV-columns-moved.csv"])
def test_every_cell_of_matecat_is_read(name: str) -> None:
    header, *rows = csv.reader(io.StringIO(read_text(DATA / name).text, newline=""))
    warned = [problem.message for problem in open_glossary(DATA / name).report.problems]
    assert bool(warned) is ("NV" in name), "the second file is in an old encoding, which is told"
    places = [i for i, column in enumerate(header) if re.fullmatch("[a-z]{2}-[A-Z]{2}", column)]
    glossary = read(name)
    assert sorted(texts(glossary)) == sorted(row[i].strip() for row in rows for i in places if row[i].strip())
    notes = Counter(row[i].strip() for row in rows for i, column in enumerate(header) if column == "Notes" and row[i])
    assert Counter(t.note for c in glossary.concepts for t in c.terms if t.note) == notes


def test_every_row_of_the_other_tables_is_read() -> None:
    utx = [line for line in (DATA / "utx-sample.utx").read_text("utf-8").splitlines() if line and line[0] != "#"]
    glossary = read("utx-sample.utx")
    assert texts(glossary) == [cell.strip() for line in utx for cell in line.split("\t")[:2]]
    assert (glossary.languages, glossary.licence) == (("en-US", "ja-JP"), "CC-BY 3.0")
    rows = (DATA / "omegat-test.tab").read_text("utf-8").splitlines()
    assert texts(read("omegat-test.tab")) == [cell for row in rows for cell in row.split("\t")[:2]]
    with (DATA / "omegat-test.csv").open(encoding="utf-8", newline="") as stream:
        assert texts(read("omegat-test.csv")) == [cell for row in csv.reader(stream) for cell in row]
    with (DATA / "cncf-glossary-titles.csv").open(encoding="utf-8", newline="") as stream:
        _, *table = csv.reader(stream)
    assert [c.id for c in read("cncf-glossary-titles.csv").concepts] == [row[0] for row in table]
    assert sorted(texts(read("cncf-glossary-titles.csv"))) == sorted(
        c.strip() for r in table for c in r[3:] if c.strip()
    )


def test_every_row_of_a_markdown_table_is_read() -> None:
    lines = [line for line in (DATA / "rust-glossary-zh.md").read_text("utf-8").splitlines() if "|" in line][2:]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    filled = [row[:3] for row in rows if not re.fullmatch(r"\*\*.\*\*", row[0])]
    glossary = read("rust-glossary-zh.md")
    assert len(glossary.concepts) == len(filled)
    assert len(texts(glossary)) == sum(bool(cell) for row in filled for cell in row)
    assert glossary.languages == ("en", "zh-Hans", "zh-Hant")
    address = [t for c in glossary.concepts for t in c.terms if t.text == "address"]
    assert [t.part_of_speech for t in address] == ["noun", "verb"]


def test_a_file_with_nothing_but_a_remark_has_no_term() -> None:
    with pytest.raises(InputError, match="no term was read"):
        open_glossary(DATA / "omegat-test-magiccomment-bom.tab", ("en", "fr"))


def _elements(root: etree._Element, *names: str) -> list[etree._Element]:
    return [e for e in root.iter() if isinstance(e.tag, str) and etree.QName(e).localname in names]


def _language(element: etree._Element) -> str | None:
    """TBX says it in the section, MultiTerm in an element of its own."""
    return element.get("{http://www.w3.org/XML/1998/namespace}lang") or element.get("lang")


@pytest.mark.parametrize("path", sorted(DATA.glob("*")), ids=lambda p: p.name)
def test_stats_answers_for_every_file(path: Path) -> None:
    options = ["--languages", "en,fr"] if path.name in WITHOUT_LANGUAGES else []
    made = CliRunner().invoke(app, ["glossary", "stats", str(path), "--json", *options])
    if "magiccomment" in path.name:
        assert isinstance(made.exception, InputError)
        return
    assert made.exit_code == 0, made.output
    data = json.loads(made.stdout)
    assert data["concepts"] > 0
    if path.name in XML:
        root = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
        assert data["concepts"] == len(_elements(root, "termEntry", "conceptEntry", "conceptGrp"))
        assert data["terms"] == len(_elements(root, "term"))
        assert set(data["languages"]) == {_language(e) for e in _elements(root, "langSet", "langSec", "language")}
    assert list(data["by_language"]) == data["languages"]
    assert data["terms"] == sum(sum(by.values()) for by in data["by_language"].values())
