"""tqt.toml and the bundled glossaries."""

from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.formats import bundled
from toolkit.formats.bundled import bundled_corpora, bundled_glossaries, bundled_glossary, resolve_glossary
from toolkit.formats.glossary_folder import read_glossary
from toolkit.formats.project import Project, find_project
from toolkit.model.segments import LangPair


def project(tmp_path: Path, text: str) -> Project | None:
    (tmp_path / "tqt.toml").write_text(text, encoding="utf-8", newline="")
    return find_project(tmp_path)


def test_it_is_found_upwards_from_the_input(tmp_path: Path) -> None:
    deep = tmp_path / "a/b"
    deep.mkdir(parents=True)
    (deep / "article.txt").write_text("x", encoding="utf-8")
    (tmp_path / "terms").mkdir()
    text = (
        'client = "cns"\r\nglossaries = ["terms"]\r\n[languages]\r\nsource = "zh"\r\ntarget = "en"\r\n'
        '[policy.units]\r\njin = "kilogram"\r\n[privacy]\r\ntext_may_leave = true\r\n'
    )
    project(tmp_path, text)
    found = find_project(deep / "article.txt")
    assert found == Project(
        path=tmp_path / "tqt.toml",
        pair=LangPair("zh", "en"),
        glossaries=(tmp_path / "terms",),
        client="cns",
        policy=(("units.jin", "kilogram"),),
        text_may_leave=True,
    )


def test_text_stays_here_unless_said_otherwise(tmp_path: Path) -> None:
    found = project(tmp_path, "")
    assert found is not None
    assert not found.text_may_leave
    assert found.pair is None


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    text = (
        'clinet = "cns"\nglossaries = ["nowhere"]\npolicy = 3\n'
        '[languages]\nsource = "Chinese"\n[privacy]\ntext_may_leave = "no"\nmay = 1\n'
    )
    with pytest.raises(InputError) as error:
        project(tmp_path, text)
    message = str(error.value)
    for part in (
        "tqt.toml:1: unknown key 'clinet'; did you mean 'client'?",
        "tqt.toml:2: column 'glossaries': nowhere: there is no such path",
        "tqt.toml:3: 'policy' must be a table",
        "tqt.toml:5: column 'source': 'Chinese' is no language code",
        "tqt.toml:4: column 'target': the language is missing",
        "tqt.toml:7: 'text_may_leave' must be true or false",
        "tqt.toml:8: unknown key 'may'",
    ):
        assert part in message


def test_broken_toml_says_where(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"tqt\.toml:2: not valid TOML"):
        project(tmp_path, 'client = "x"\nglossaries = [\n')


def test_no_project_is_no_error(tmp_path: Path) -> None:
    assert find_project(tmp_path / "a.txt") is None


def test_bundled_names_are_listed_when_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "glossaries/livestream"
    folder.mkdir(parents=True)
    (folder / "terms.csv").write_text("", encoding="utf-8")
    monkeypatch.setattr(bundled, "_PACKAGE", tmp_path / "toolkit")
    assert bundled_glossaries() == ("livestream",)
    assert bundled_glossary("livestream") == folder == resolve_glossary("livestream")
    assert bundled_corpora() == ()
    with pytest.raises(InputError, match=r"Did you mean 'livestream'\? Available: livestream\."):
        resolve_glossary("livestraem")


def test_an_installed_wheel_has_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "toolkit/_data/corpus").mkdir(parents=True)
    (tmp_path / "toolkit/_data/corpus/cns.jsonl").write_text("", encoding="utf-8")
    monkeypatch.setattr(bundled, "_PACKAGE", tmp_path / "toolkit")
    assert bundled.bundled_corpus("cns") == tmp_path / "toolkit/_data/corpus/cns.jsonl"


def test_every_bundled_glossary_reads() -> None:
    for name in bundled_glossaries():
        assert read_glossary(bundled_glossary(name)).concepts, name
