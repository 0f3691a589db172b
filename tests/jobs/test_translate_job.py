"""The translation job: languages without a glossary, what a project forbids, what becomes of each kind of file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.jobs.languages import setting_for_any_languages
from toolkit.jobs.setting import Setting
from toolkit.jobs.translate import Translation, Wish, estimate, run
from toolkit.jobs.translate_stream import can_stream, run_stream
from toolkit.model import LangPair


def setting(near: Path, source: str = "de", target: str = "fr") -> Setting:
    return setting_for_any_languages((), near=near, source_language=source, target_language=target)


def translated(path: Path, answers: dict[str, str], **more: object) -> Translation:
    memory = path.parent / "memory.jsonl"
    rows = [json.dumps({"source": s, "mt": t}, ensure_ascii=False) for s, t in answers.items()]
    memory.write_text("\n".join(rows), encoding="utf-8")
    return run(path, setting(path), Wish("replay", {"file": str(memory)}, **more))  # type: ignore[arg-type]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding, newline="")
    return path


def test_any_two_languages_will_do_and_the_bundled_glossary_speaks_for_its_own(tmp_path: Path) -> None:
    assert setting(tmp_path).pair == LangPair("de", "fr")
    assert setting(tmp_path).index.term_count() == 0
    assert setting_for_any_languages(near=tmp_path).index.term_count() > 1000


@pytest.mark.parametrize(("source", "target"), [("deutsch", "fr"), ("de", "12"), ("de", "")])
def test_what_is_no_language_is_told(tmp_path: Path, source: str, target: str) -> None:
    with pytest.raises(InputError, match=r"^--(from|to): .*write"):
        setting_for_any_languages((), near=tmp_path, source_language=source, target_language=target)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_keeps_its_shape(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "a.txt", "eins\r\n\r\nzwei\r\neins", encoding)
    done = translated(path, {"eins": "un", "zwei": "deux"})
    assert done.finished == "un\r\n\r\ndeux\r\nun".encode(encoding)
    assert (done.tally.translated, done.tally.reused) == (2, 1)
    assert not any(r.edits for r in done.job.repairs)


def test_json_lines_get_their_translation_and_keep_the_rest(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"id": 7, "source": "eins", "x": [1.50]}\n{"source": "drei", "mt": "old"}\n')
    assert translated(path, {"eins": "un"}).finished.decode() == (
        '{"id": 7, "source": "eins", "x": [1.50], "mt": "un"}\n{"source": "drei", "mt": "old"}\n'
    )


def test_a_trial_takes_what_the_seed_says(tmp_path: Path) -> None:
    lines = [f"wort {n}" for n in range(50)]
    path = write(tmp_path / "a.txt", "\n".join(lines))
    answers = {line: line.upper() for line in lines}
    one, other = (translated(path, answers, sample=5, seed=seed) for seed in (1, 2))
    assert one.finished == translated(path, answers, sample=5, seed=1).finished
    assert one.finished != other.finished
    assert one.finished.count(b"\n") == 5
    assert translated(path, answers, limit=3).finished == b"WORT 0\nWORT 1\nWORT 2\n"
    assert translated(path, answers, sample=99).finished.count(b"WORT") == 50


@pytest.mark.parametrize("text", ["", "\n\n", " \n"])
def test_a_file_without_text(tmp_path: Path, text: str) -> None:
    done = translated(write(tmp_path / "a.txt", text), {"eins": "un"})
    assert done.finished == text.encode()
    assert any("there is no text in it" in note for note in done.notes)


def test_what_failed_is_listed_and_stays(tmp_path: Path) -> None:
    done = translated(write(tmp_path / "a.txt", "eins\nzwei\n"), {"eins": "un"})
    assert done.finished == b"un\nzwei\n"
    reread = done.job.repairs[1].reread
    assert reread is not None
    assert reread.reasons == ("not translated: the file has no answer for this text",)
    with pytest.raises(InputError, match="Nothing could be translated"):
        translated(write(tmp_path / "b.txt", "zwei\n"), {"eins": "un"})


@pytest.mark.parametrize(("url", "allowed"), [("https://mt.test/v1", False), ("http://127.0.0.1:9/v1", True)])
def test_a_project_keeps_its_text_at_home(tmp_path: Path, url: str, allowed: bool) -> None:
    path = write(tmp_path / "a.txt", "eins\n")
    wish = Wish("chat", {"base-url": url, "model": "m"})
    estimate(path, setting(tmp_path), wish)  # no project says anything
    write(tmp_path / "tqt.toml", "[privacy]\ntext_may_leave = false\n")
    if allowed:
        assert estimate(path, setting(path), wish)[0].segments == 1
    else:
        with pytest.raises(InputError, match="does not let text leave the computer"):
            estimate(path, setting(path), wish)
        write(tmp_path / "tqt.toml", "[privacy]\ntext_may_leave = true\n")
        assert estimate(path, setting(path), wish)[0].cost is None


TEXTS = [
    "eins\n\nzwei\neins\n",
    "\N{ZERO WIDTH NO-BREAK SPACE}eins\r\nzwei\r\n",
    "eins\rzwei",
    "eins\x0bzwei\u2028x\n  \neins \n",
    "eins\x00\nzwei",
]


@pytest.mark.parametrize("text", TEXTS, ids=repr)
def test_a_streamed_text_is_the_text_of_the_job(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "a.txt", text)
    sources = ["eins", "zwei", "eins\x0bzwei\u2028x", "eins ", "eins\x00"]
    rows = [json.dumps({"source": s, "mt": s.upper()}) for s in sources if s != "zwei"]
    memory = write(tmp_path / "memory.jsonl", "\n".join(rows))
    wish = Wish("replay", {"file": str(memory)}, postedit=False, checked=False)
    streaming = replace(wish, journal=tmp_path / "j")
    assert can_stream(str(path), tmp_path / "out.txt", streaming)
    made = run_stream(str(path), tmp_path / "out.txt", setting(path), streaming)
    whole = run(path, setting(path), wish)
    assert (tmp_path / "out.txt").read_bytes() == whole.finished
    assert made.failed == sum(record.text is None for record in whole.records)
    assert [name for name, _ in made.doubts] == [r.segment_id for r in whole.job.repairs if r.reread]


def test_what_cannot_be_streamed_is_not(tmp_path: Path) -> None:
    wish = Wish("replay", {}, postedit=False, checked=False, journal=tmp_path / "j")
    out = tmp_path / "out.txt"
    assert not can_stream(str(write(tmp_path / "b.txt", "直播", "gb18030")), out, wish)
    assert not can_stream(str(write(tmp_path / "c.txt", "eins", "utf-16-le")), out, wish)
    assert not can_stream(str(write(tmp_path / "d.csv", "a,b")), out, wish)
    path = str(write(tmp_path / "e.txt", "eins"))
    assert can_stream(path, out, wish)
    assert not can_stream(path, out, replace(wish, postedit=True))
    assert not can_stream(path, out, replace(wish, sample=3))
    assert not can_stream("-", out, wish)
    assert not can_stream(path, None, wish)


def test_a_project_that_names_its_languages_needs_no_glossary(tmp_path: Path) -> None:
    (tmp_path / "tqt.toml").write_text('[languages]\nsource = "de"\ntarget = "fr"\n', encoding="utf-8")
    made = setting_for_any_languages(near=tmp_path)
    assert (made.pair, made.index.term_count()) == (LangPair("de", "fr"), 0)


def test_a_list_of_names_counts_without_a_glossary_too(tmp_path: Path) -> None:
    names = write(tmp_path / "names.txt", "Köln = Cologne\n")
    made = setting_for_any_languages(near=tmp_path, source_language="de", target_language="fr", names=[names])
    assert [found.concept for found in made.index.in_source("Der Dom in Köln")] == ["name:Köln"]


def test_finished_translations_stay_and_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "source,target\neins,\nzwei,DEUX (approved)\ndrei,drei\n")
    answers = {"eins": "un", "zwei": "deux", "drei": "trois"}
    done = translated(path, answers)
    assert done.finished.decode() == "source,target\neins,un\nzwei,DEUX (approved)\ndrei,trois\n"
    assert "1 segment has a translation and keeps it; --overwrite translates it anew." in done.notes
    assert "zwei,deux" in translated(path, answers, overwrite=True).finished.decode()


def test_a_file_that_is_all_translated_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "source,target\nzwei,deux\n")
    with pytest.raises(InputError, match="--overwrite to translate"):
        translated(path, {"zwei": "2"})


def test_a_stream_of_json_lines_keeps_finished_translations_too(tmp_path: Path) -> None:
    memory = write(tmp_path / "memory.jsonl", '{"source": "eins", "mt": "un"}\n{"source": "drei", "mt": "trois"}\n')
    path = write(tmp_path / "a.jsonl", '{"source": "eins"}\n{"source": "drei", "mt": "old"}\n')
    for overwrite, last, kept in ((False, "old", 1), (True, "trois", 0)):
        wish = Wish(
            "replay",
            {"file": str(memory)},
            postedit=False,
            checked=False,
            journal=tmp_path / f"j{kept}",
            overwrite=overwrite,
        )
        found = run_stream(str(path), tmp_path / "out.jsonl", setting(tmp_path), wish)
        assert (found.lines, found.kept) == (2 - kept, kept)
        assert json.loads((tmp_path / "out.jsonl").read_text("utf-8").splitlines()[1])["mt"] == last
