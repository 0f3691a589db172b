"""What every glossary format promises, tried over the table: a new one is tested by being listed."""

from __future__ import annotations

import dataclasses
import random
import sys
from pathlib import Path

import pytest

from toolkit.errors import InputError, RegistryError, ToolkitError
from toolkit.formats.glossaries import GLOSSARY_FORMATS, format_of, format_to_write, open_glossary, write_any
from toolkit.model.terms import Glossary

sys.path.insert(0, str(Path(__file__).parents[1] / "formats"))

from glossary_samples import SMALL

WRITTEN = [name for name, known in GLOSSARY_FORMATS if known.writes]
PLAIN = {name for name in WRITTEN if name in ("csv", "tsv", "amazon", "google", "google-pairs", "microsoft")}
"""Tables without a mark of their own: they are read as what they are, a plain table."""


def written(name: str, folder: Path, glossary: Glossary = SMALL, **options: bool) -> Path:
    known = GLOSSARY_FORMATS.get(name)
    path = folder / (f"out{known.suffixes[0]}" if known.suffixes else "out.data")
    languages = ("en",) if name == "vale" else ("zh", "en")
    write_any(glossary, path, known, languages if name != "folder" else None, **options)
    return path


@pytest.mark.parametrize("name", GLOSSARY_FORMATS.names())
def test_a_format_says_what_it_is(name: str) -> None:
    known = GLOSSARY_FORMATS.get(name)
    assert known.name == name
    assert known.reads or known.writes
    assert all(suffix == "" or suffix.startswith(".") for suffix in known.suffixes)
    if known.writes and not known.keeps_garble:
        assert known.loses
    if known.writes:
        assert format_to_write("x", name) is known
    else:
        with pytest.raises(InputError, match="is read, not written"):
            format_to_write("x", name)
        with pytest.raises(InputError):
            known.render(SMALL, ("zh", "en"))


def test_a_suffix_means_one_format() -> None:
    suffixes = [suffix for _, known in GLOSSARY_FORMATS if known.writes for suffix in known.suffixes]
    assert sorted(suffixes) == sorted(set(suffixes))
    with pytest.raises(RegistryError, match="did you mean 'tbx'"):
        format_to_write("x", "tbxx")


@pytest.mark.parametrize("name", WRITTEN)
def test_a_format_knows_its_own_output(name: str, tmp_path: Path) -> None:
    path = written(name, tmp_path)
    head = b"" if path.is_dir() else path.read_bytes()
    own = GLOSSARY_FORMATS.get(name).sniff(head, path)
    assert own or name in PLAIN
    assert format_of(path).name == name or name in PLAIN


@pytest.mark.parametrize("name", [name for name in WRITTEN if GLOSSARY_FORMATS.get(name).reads])
def test_a_small_glossary_comes_back(name: str, tmp_path: Path) -> None:
    path = written(name, tmp_path)
    glossary, report = open_glossary(path, ("zh", "en"))
    assert report.problems == ()
    assert (report.concepts, report.terms) == (
        len(glossary.concepts),
        sum(len(concept.terms) for concept in glossary.concepts),
    )
    said = {(t.language, t.text) for c in SMALL.concepts for t in c.terms}
    read = {(t.language, t.text) for c in glossary.concepts for t in c.terms}
    assert {("zh", "直播带货"), ("en", "livestream selling"), ("en", "buddies")} <= read <= said
    assert ("en", '=1+1, "quoted" & <b>') in read
    assert GLOSSARY_FORMATS.get(name).keeps_garble is any(
        t.status == "garble" for c in glossary.concepts for t in c.terms
    )


@pytest.mark.parametrize("name", [name for name in WRITTEN if not GLOSSARY_FORMATS.get(name).keeps_garble])
def test_garble_stays_at_home_unless_asked_for(name: str, tmp_path: Path) -> None:
    known = GLOSSARY_FORMATS.get(name)
    languages = ("en",) if name == "vale" else ("zh", "en")
    report = write_any(SMALL, tmp_path / "x", known, languages)
    assert ("garble", 1) in [(loss.what, loss.count) for loss in report.losses]
    with_it = write_any(SMALL, tmp_path / "y", known, languages, with_garble=True)
    assert "garble" not in [loss.what for loss in with_it.losses]
    assert with_it.terms >= report.terms


@pytest.mark.parametrize("name", [name for name in WRITTEN if name not in ("folder", "jsonl")])
def test_an_export_tells_its_losses(name: str, tmp_path: Path) -> None:
    report = write_any(SMALL, tmp_path / "x", GLOSSARY_FORMATS.get(name), ("en",) if name == "vale" else ("zh", "en"))
    assert report.losses
    assert all(loss.count > 0 and loss.what and loss.why for loss in report.losses)


@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_to_write_is_an_error(name: str, tmp_path: Path) -> None:
    if name in ("folder",):
        return  # an empty folder is how a new glossary begins
    with pytest.raises(InputError, match="nothing to write"):
        written(name, tmp_path, dataclasses.replace(SMALL, concepts=()))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", GLOSSARY_FORMATS.names())
@pytest.mark.parametrize("kind", ["empty", "blank", "random", "nul"])
def test_rubbish_is_refused_with_a_message(name: str, kind: str, tmp_path: Path) -> None:
    known = GLOSSARY_FORMATS.get(name)
    rubbish = {"empty": b"", "blank": b" \n\n", "random": random.Random(7).randbytes(5000), "nul": b"a,b\n\0,c\n"}[kind]
    path = tmp_path / f"x{known.suffixes[0] if known.suffixes else '.data'}"
    path.write_bytes(rubbish)
    with pytest.raises(ToolkitError) as raised:
        result = open_glossary(path, ("zh", "en"))
        raise AssertionError(result)
    assert str(path) in str(raised.value)
