"""A big glossary is opened from what an earlier job wrote, and never from what is out of date or broken."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.glossary.stored.concepts import StoredConcepts
from toolkit.jobs import kept
from toolkit.jobs.setting import Setting, setting

TERMS = (
    "concept,language,term,status,client\ntie,zh,老铁,,\ntie,en,lao tie,,\ntie,en,old iron,garble,\ntie,en,pal,,acme\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TQT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "LEAST_BYTES", 0)
    monkeypatch.setattr(kept, "AT_ONCE_BYTES", 0)
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "glossary.toml").write_text(
        'name = "g"\nversion = "1"\nlanguages = ["zh", "en"]\n', encoding="utf-8"
    )
    (tmp_path / "g" / "terms.csv").write_text(TERMS, encoding="utf-8")
    return tmp_path / "g"


def opened(folder: Path, **options: str) -> Setting:
    return setting([str(folder)], near=folder, source_language="zh", target_language="en", **options)  # type: ignore[arg-type]


def is_kept(found: Setting) -> bool:
    return isinstance(found.index.glossary.concepts, StoredConcepts)


def told(found: Setting) -> tuple[object, ...]:
    index = found.index
    return index.right("The lao tie."), index.wrong("An old iron!"), found.use(1), found.notes, str(index.pair)


def test_the_second_job_opens_what_the_first_one_wrote(folder: Path) -> None:
    first, second = opened(folder), opened(folder)
    assert (is_kept(first), is_kept(second)) == (False, True)
    assert told(first) == told(second)
    assert second.index.glossary.concept("tie") == first.index.glossary.concepts[0]


def test_a_middling_glossary_is_written_at_its_third_use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "AT_ONCE_BYTES", 1 << 20)
    assert [is_kept(opened(folder)) for _ in range(5)] == [False] * 3 + [True] * 2
    cache = folder.parent / "cache" / "glossaries"
    assert sorted(p.suffix for p in cache.iterdir()) == ["", ".index"]
    for n in range(20):  # of those used too seldom, only the last few are remembered
        (folder / "terms.csv").write_text(TERMS + f"tie,en,buddies{n},admitted,\n", encoding="utf-8")
        opened(folder)
    assert len((cache / "used").read_text(encoding="utf-8").split()) == 16
    assert len(list(cache.glob("*.index"))) == 1


def test_a_changed_glossary_and_other_options_are_another_one(folder: Path) -> None:
    opened(folder)
    (folder / "terms.csv").write_text(TERMS + "tie,en,buddies,admitted,\n", encoding="utf-8")
    changed = opened(folder)
    assert not is_kept(changed)
    assert changed.index.right("buddies")
    assert is_kept(opened(folder))
    (folder / "tqt.toml").write_text('client = "acme"\n', encoding="utf-8")
    assert not is_kept(opened(folder))
    assert not is_kept(setting([str(folder)], near=folder, source_language="en", target_language="zh"))


def test_a_damaged_file_is_made_anew(folder: Path) -> None:
    expected = told(opened(folder))
    [file] = (folder.parent / "cache" / "glossaries").iterdir()
    whole = file.read_bytes()
    for data in (b"", whole[:-9], whole.replace(b"old iron", b"bad iron", 1), b"\x80\x04K\x01."):
        file.write_bytes(data)
        found = opened(folder)
        assert not is_kept(found)
        assert told(found) == expected
        assert file.read_bytes() == whole
    assert told(opened(folder)) == expected


def test_a_cache_that_cannot_be_written_is_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.parent / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("TQT_CACHE", str(folder.parent / "file"))
    assert told(opened(folder)) == told(opened(folder))


def test_small_glossaries_are_not_kept_and_faults_are_never(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "terms.csv").write_text(TERMS + "tie,en,,\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InputError):
            opened(folder)
    monkeypatch.setattr(kept, "LEAST_BYTES", 1 << 20)
    (folder / "terms.csv").write_text(TERMS, encoding="utf-8")
    assert not is_kept(opened(folder))
    assert not (folder.parent / "cache").exists()


def test_another_process_gets_the_concepts_themselves(folder: Path) -> None:
    opened(folder)
    glossary = opened(folder).index.glossary
    sent = pickle.loads(pickle.dumps(glossary))
    assert sent.concepts == tuple(glossary.concepts)
    assert sent.digest() == glossary.digest()


def test_only_the_glossary_of_a_folder_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LEAST_BYTES", 1000)
    (folder / "corpus.txt").write_text("x" * 5000, encoding="utf-8")
    assert kept.place_of([folder], []) is None
    (folder / "terms.csv").write_text(TERMS + "\n" * 1000, encoding="utf-8")
    place = kept.place_of([folder], [])
    (folder / "corpus.txt").unlink()
    assert place is not None
    assert kept.place_of([folder], []) == place != kept.place_of([folder / "terms.csv"], [])
