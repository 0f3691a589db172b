"""docs/glossary-formats.md and the worked example of CONTRIBUTING.md say what the table of formats says."""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.formats.dialect_rows import Dialect, read_dialect
from toolkit.formats.glossaries import GLOSSARY_FORMATS
from toolkit.formats.glossary_reports import Tally

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "glossary-formats.md").read_text("utf-8")


def test_every_format_has_its_row() -> None:
    rows = {
        cells[1].strip(" `"): cells for line in PAGE.splitlines() if (cells := line.split("|"))[0] == "" and "`" in line
    }
    assert sorted(rows) == list(GLOSSARY_FORMATS.names())
    for name, known in GLOSSARY_FORMATS:
        _, _, _, reads, writes, suffixes, _ = (cell.strip() for cell in rows[name])
        assert (reads == "yes", writes == "yes") == (known.reads, known.writes), name
        assert suffixes == " ".join(f"`{s}`" if s else "none" for s in known.suffixes), name


def test_every_loss_is_on_the_page() -> None:
    for name, known in GLOSSARY_FORMATS:
        if known.writes:
            assert f"* `{name}`: {'; '.join(known.loses) or 'nothing'}." in PAGE, name


def test_the_worked_example_reads_a_table() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert code
    names: dict[str, Dialect] = {}
    exec(re.sub("^   ", "", code.group(1), flags=re.MULTILINE), {"Dialect": Dialect}, names)
    records = [(1, ["Acme id", "Usage", "en", "de", "Remark"]), (2, ["7", "Obsolete", "bus", "Bus", "on the road"])]
    [concept] = read_dialect(Path("x.csv"), names["ACME_TABLE"], records, None, Tally()).glossary.concepts
    assert (concept.id, concept.note) == ("7", "on the road")
    assert [(t.language, t.text, t.status) for t in concept.terms] == [
        ("en", "bus", "preferred"),
        ("de", "Bus", "deprecated"),
    ]
