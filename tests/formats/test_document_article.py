"""The bundled article gets the same edits whatever kind of file it comes in, each with its source beside it."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from sample_files import written

from toolkit.formats.documents import FORMATS, read_document
from toolkit.jobs.postedit import run
from toolkit.jobs.setting import Setting, setting

CORPUS = Path(__file__).parents[2] / "corpus" / "officials-livestream.jsonl"
ROWS = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()][:7]
SOURCES, TARGETS = [row["source"] for row in ROWS], [row["mt"] for row in ROWS]
Edits = list[tuple[int, str, str, str]]


@pytest.fixture(scope="module")
def house() -> Setting:
    return setting(["livestream-commerce"])


OWN_SOURCE = ("csv", "jsonl", "parquet", "po", "tmx", "tsv", "xliff", "xlsx")
"""Formats whose files hold source and translation side by side."""
NAMES = [name for name in FORMATS.names() if name != "parquet" or find_spec("pyarrow")]


def edits(name: str, house: Setting, folder: Path, *, with_source: bool = True) -> Edits:
    """The edits of the article in this format; and its edited file reads as the repairs say."""
    path, source = folder / f"article.{name}", folder / "source.txt"
    path.write_bytes(written(name, TARGETS, SOURCES))
    source.write_text("\n".join(SOURCES), encoding="utf-8")
    job = run(path, house, source=source if with_source else None, format=name)
    (folder / f"edited.{name}").write_bytes(job.edited)
    edited = read_document(folder / f"edited.{name}", format=name)
    assert [segment.target for segment in edited.segments] == [repair.text for repair in job.repairs]
    return [(n, e.before, e.after, e.rule) for n, r in enumerate(job.repairs) for e in r.applied]


@pytest.fixture(scope="module")
def as_text(house: Setting, tmp_path_factory: pytest.TempPathFactory) -> Edits:
    found = edits("text", house, tmp_path_factory.mktemp("text"))
    assert len(found) >= 5
    return found


@pytest.mark.parametrize("name", [name for name in NAMES if name != "text"])
def test_the_same_edits_in_every_format(name: str, house: Setting, as_text: Edits, tmp_path: Path) -> None:
    assert edits(name, house, tmp_path) == as_text


@pytest.mark.parametrize("name", [name for name in OWN_SOURCE if name in NAMES])
def test_a_source_of_its_own_does_as_well_as_a_file(name: str, house: Setting, as_text: Edits, tmp_path: Path) -> None:
    """Units that bring their source are edited as the lines of a text with its source in another file."""
    assert edits(name, house, tmp_path, with_source=False) == as_text


@pytest.fixture(scope="module")
def blind(house: Setting, tmp_path_factory: pytest.TempPathFactory) -> Edits:
    found = edits("text", house, tmp_path_factory.mktemp("blind"), with_source=False)
    assert len(found) >= 3
    return found


@pytest.mark.parametrize("name", [name for name in NAMES if name not in (*OWN_SOURCE, "text")])
def test_the_same_edits_without_a_source(
    name: str, house: Setting, blind: Edits, as_text: Edits, tmp_path: Path
) -> None:
    assert edits(name, house, tmp_path, with_source=False) == blind != as_text


def test_scores_do_not_count_tags(tmp_path: Path) -> None:
    """A file with tags and a plain one with the same words are the same to `evaluate`."""
    from toolkit.evaluate.files import read_lines

    (tmp_path / "a.html").write_text("<p>We <b>sell</b> goods.</p>", "utf-8")
    assert read_lines(tmp_path / "a.html", "system").texts == ("We sell goods.",)
    xliff = '<xliff version="1.2"><file><body><trans-unit id="1"><source>老<x id="1"/>铁</source><target>a<x id="1"/>b'
    (tmp_path / "a.xlf").write_text(f"{xliff}</target></trans-unit></body></file></xliff>", "utf-8")
    assert read_lines(tmp_path / "a.xlf", "source").texts == ("老铁",)
    assert read_lines(tmp_path / "a.xlf", "system").texts == ("a b",)  # such a tag may be a line break
