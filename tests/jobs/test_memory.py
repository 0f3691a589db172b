"""A large memory in parts gives the very findings, bytes and ledger that it gives when it is held in memory."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest import MonkeyPatch

from toolkit.errors import InputError
from toolkit.glossary.index import build_index
from toolkit.jobs import check, corpus, memory, postedit, sources
from toolkit.jobs.editors import EditorChoice
from toolkit.jobs.setting import Setting
from toolkit.model import Concept, Finding, Glossary, LangPair, Term

IRON = build_index(
    Glossary(
        "tiny",
        (
            Concept("tie", (Term("buddies", "en"), Term("老铁", "zh"), Term("old iron", "en", "garble"))),
            Concept("tea", (Term("tea leaves", "en"), Term("茶叶", "zh"))),
        ),
    ),
    LangPair("zh", "en"),
)
UNIT = '<tu tuid="{name}"><tuv xml:lang="zh-CN"><seg>{s}</seg></tuv><tuv xml:lang="en"><seg>{t}</seg></tuv></tu>\n'
PAIRS = [
    ("老铁们好，60000元。", "Hello, old iron, it is <bpt i='1'>&lt;b></bpt>60,000 yuan<ept i='1'>&lt;/b></ept>."),
    ("卖茶叶。", "Selling old leaves &amp; more ."),
    ("<!-- none -->", "A unit about nothing in 2020."),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    units = [UNIT.format(name=n % 9 if n % 5 else "x&amp;y", s=s, t=t) for n in range(11) for s, t in PAIRS]
    units[4:4] = ['<tu><tuv xml:lang="zh"><seg>alone</seg></tuv></tu>', '<tu tuid="4"><tuv lang="en"><seg/></tuv></tu>']
    head = '<?xml version="1.0"?>\r\n<tmx version="1.4"><header srclang="zh-CN"/><body>'
    place = tmp_path / "memory.tmx"
    place.write_text(f"{head}{''.join(units)}</body></tmx>", "utf-8")
    return place


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_in_parts_and_in_memory_are_the_same(path: Path, size: int, monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sources, "PART", size)
    monkeypatch.setattr(memory, "PART", size)
    house = Setting(IRON, None, ("a note",))
    whole = check.run(path, house)
    told: list[Finding] = []
    assert not memory.is_large(path)
    monkeypatch.setattr(memory, "LARGE", 100)
    assert memory.is_large(path)
    found = memory.surveyed(path)
    checked = memory.check(found, house, None, told.append)
    assert tuple(told) == whole.findings
    assert len(told) > 20
    assert checked.notes == whole.notes
    job = postedit.run(path, house)
    out, ledger = tmp_path / "out.tmx", tmp_path / "edits.jsonl"
    done = memory.postedit(found, house, EditorChoice(), out, ledger)
    assert out.read_bytes() == job.edited != path.read_bytes()
    assert ledger.read_text("utf-8") == job.ledger
    assert done.notes == job.notes
    assert (done.account.segments, done.source_used) == (len(job.repairs), True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["edits.jsonl", "memory.tmx", "out.tmx"]
    assert [s.id for s in memory.segments_of(found)] == [s.id for s in whole.document.segments]
    large = corpus.read_corpus(path)
    monkeypatch.setattr(memory, "LARGE", 1 << 30)
    assert corpus.read_corpus(path) == large


def test_a_memory_that_breaks_off_leaves_nothing(path: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.tmx"
    broken.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(InputError, match=r"broken\.tmx:\d+: no well-formed XML"):
        memory.surveyed(broken)
    found = memory.surveyed(path)
    path.write_bytes(path.read_bytes()[:-9])  # damaged after it was looked through
    with pytest.raises(InputError, match="no well-formed XML"):
        memory.postedit(found, Setting(IRON, None, ()), EditorChoice(), tmp_path / "out.tmx", tmp_path / "edits.jsonl")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["broken.tmx", "memory.tmx"]


def test_languages_of_a_large_memory_are_told(path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no text in 'fr'\. Languages: en, zh, zh-CN"):
        memory.surveyed(path, {"target": "fr"})
    path.write_text("<xliff/>", "utf-8")
    with pytest.raises(InputError, match="this is no TMX"):
        memory.surveyed(path)


@pytest.mark.skipif(os.name != "posix", reason="permissions and pipes of POSIX")
def test_what_stands_at_the_place_keeps_its_kind_and_its_permissions(path: Path, tmp_path: Path) -> None:
    old, pipe = tmp_path / "old.tmx", tmp_path / "pipe"
    old.write_bytes(b"old")
    old.chmod(0o640)
    os.mkfifo(pipe)
    house, found = Setting(IRON, None, ()), memory.surveyed(path)
    memory.postedit(found, house, EditorChoice(), old, None)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_bytes)
        memory.postedit(found, house, EditorChoice(), pipe, None)
        assert read.result(timeout=60) == old.read_bytes()
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_the_ledger_may_go_to_standard_output(
    path: Path, tmp_path: Path, monkeypatch: MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    house = Setting(IRON, None, ())
    memory.postedit(memory.surveyed(path), house, EditorChoice(), tmp_path / "out.tmx", Path("-"))
    assert capfdbinary.readouterr().out.decode() == postedit.run(path, house).ledger
    assert not Path("-").exists()
