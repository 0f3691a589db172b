"""Every format over every case: what is read comes back byte for byte, and an edit changes its own words only."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from sample_files import written

from toolkit.errors import InputError
from toolkit.formats.documents import FORMATS, Document, Marks, read_document, render, takes_marks
from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Segment, Term, apply_edits
from toolkit.postedit.decided import undo_ledger
from toolkit.postedit.editor import postedit
from toolkit.postedit.ledger import read_ledger, write_ledger

CASES = sorted(
    path for path in (Path(__file__).parent / "cases").glob("*/*") if path.is_file() and path.parent.name != "xlsx"
)
COLUMNS = {"target": "1"}
IRON = build_index(
    Glossary(
        "tiny",
        (
            Concept(
                "tie", (Term("buddies", "en"), Term("老铁", "zh"), Term("old iron", "en", "garble", unmistakable=True))
            ),
            Concept(
                "daihuo",
                (
                    Term("直播带货", "zh"),
                    Term("sell goods via livestream", "en", part_of_speech="verb"),
                    Term("live [the] goods", "en", "garble", "verb", main_word="live", unmistakable=True),
                ),
            ),
        ),
    ),
    LangPair("zh", "en"),
)


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def again(document: Document, data: bytes, folder: Path) -> Document:
    path = folder / Path(document.path).name
    path.write_bytes(data)
    return read_document(path, format=document.format)


def open_ones(document: Document) -> list[Segment]:
    return [segment for segment in document.segments if not segment.locked and segment.plain.strip()]


def test_every_format_has_a_case() -> None:
    elsewhere = {"csv", "jsonl", "parquet", "text", "tsv", "xlsx"}  # the older formats have tests of their own
    assert {path.parent.name for path in CASES} == set(FORMATS.names()) - elsewhere


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_unedited_it_comes_back_byte_for_byte(path: Path) -> None:
    document = read_document(path)
    assert document.format == path.parent.name
    assert document.segments
    assert len({segment.id for segment in document.segments}) == len(document.segments)
    assert render(document, {}) == path.read_bytes()
    assert render(document, {segment.id: segment.target for segment in document.segments}) == path.read_bytes()
    for segment in document.segments:
        for span in segment.tags:
            assert re.fullmatch(r"\{/?\d+\}", span.of(segment.target))
        assert re.search("style|script|var s|content:|\\w+=", segment.plain) is None


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_edited_texts_are_read_back_and_undone_byte_for_byte(path: Path, tmp_path: Path) -> None:
    """The words that come in hold every sign that some format must escape."""
    document = read_document(path)
    odd = r"""a"b&c<d>'e\\f*g""" if path.suffix != ".srt" else r"""a"b&c<d 'e\\f*g"""
    texts = {s.id: re.sub(r"\b(?!\d)\w+\b(?!\})", odd, s.target, count=1) for s in open_ones(document)}
    if not texts:
        assert path.suffix == ".pot"
        return
    edited = again(document, render(document, texts), tmp_path)
    assert {s.id: s.target for s in edited.segments} == {s.id: texts.get(s.id, s.target) for s in document.segments}
    back = render(edited, {s.id: s.target for s in document.segments if not s.locked})
    assert back == path.read_bytes() or path.suffix in (
        ".docx",
        ".docm",
        ".pptx",
        ".srt",
        ".vtt",
        ".po",
        ".json",
        ".arb",
        ".yml",
    )
    assert {s.id: s.target for s in again(document, back, tmp_path).segments} == {
        s.id: s.target for s in document.segments
    }


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_a_lost_doubled_or_moved_tag_stops_the_writing(path: Path) -> None:
    document = read_document(path)
    for segment in open_ones(document):
        tags = [span.of(segment.target) for span in segment.tags]
        for tag in tags:
            with pytest.raises(InputError, match=re.escape(f"tag {tag} is missing")):
                render(document, {segment.id: segment.target.replace(tag, "")})
            with pytest.raises(InputError, match=r"stands 2 times|another order"):
                render(document, {segment.id: segment.target + tag})
        if len(tags) > 1:
            swapped = segment.target.replace(tags[0], "\0").replace(tags[1], tags[0]).replace("\0", tags[1])
            with pytest.raises(InputError, match="in another order"):
                render(document, {segment.id: swapped})


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_locked_segments_are_read_and_never_edited(path: Path) -> None:
    document = read_document(path)
    repairs = postedit([replace(segment, source=None) for segment in document.segments], IRON)
    for segment, repair in zip(document.segments, repairs, strict=True):
        if segment.locked:
            assert repair.text == segment.target
            assert not repair.applied
            with pytest.raises(InputError, match="is locked"):
                render(document, {segment.id: "other words"})
        elif "old iron" in segment.target.lower():
            assert repair.edits, segment
    refused = {r.segment_id: e.refusal for r in repairs for e in r.edits if "locked" in str(e.refusal)}
    why = {s.id: f"this segment is locked: {s.locked}" for s in document.segments if s.locked}
    assert refused == {name: why[name] for name in refused}
    if path.name == "plain-1.2.xlf":
        assert sorted(refused) == ["5", "6", "7"]


def bytes_of(data: bytes, name: str) -> bytes:
    """What of a file can be compared: of an archive, all that is unpacked, in order."""
    if name not in ("docx", "pptx"):
        return data
    import io

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(info.filename.encode() + archive.read(info) for info in archive.infolist())


LINES = (
    "Old iron, come quickly!",
    'The town head will "live the goods" & more, he said.',
    "The road is repaired, and it is so long that subtitles with it may have lines of any length at all.",
    "Hello, old iron: the mayors lived the goods in May.",
)
SAMPLES = [name for name in FORMATS.names() if name not in ("parquet", "xlsx")]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_difference_is_exactly_the_ledger(name: str, tmp_path: Path) -> None:
    """The edited file with the ledger undone is the file that was given, and its texts are those of the ledger."""
    path = tmp_path / f"sample.{name}"
    data = written(name, LINES, ["老铁", "镇长直播带货。", "路修好了。", "老铁，镇长直播带货了。"])
    path.write_bytes(data)
    document = read_document(path, format=name)
    repairs = postedit(document.segments, IRON)
    assert [len([e for e in r.applied if e.group is None]) for r in repairs] == [1, 1, 0, 2]
    edited = again(document, render(document, {r.segment_id: r.text for r in repairs}), tmp_path)
    for segment, repair in zip(edited.segments, repairs, strict=True):
        assert segment.target == repair.text == apply_edits(repair.original, repair.applied)
    ledger = read_ledger(write_ledger({}, repairs), "ledger")
    back = undo_ledger(edited.segments, ledger)
    assert bytes_of(render(edited, back.texts), name) == bytes_of(data, name)


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_beside_the_edited_texts_nothing_changes(path: Path, tmp_path: Path) -> None:
    """All that stands in no target is the same before and after: mark-up, times, keys, other parts."""
    document = read_document(path)
    repairs = [r for r in postedit(document.segments, IRON) if r.applied]
    made = render(document, {r.segment_id: r.text for r in repairs})
    if path.suffix in (".docx", ".docm", ".pptx"):
        with (
            zipfile.ZipFile(path) as old,
            zipfile.ZipFile((tmp_path / "x").write_bytes(made) and tmp_path / "x") as new,
        ):
            assert new.testzip() is None
            assert [(i.filename, i.compress_type, i.date_time) for i in old.infolist()] == [
                (i.filename, i.compress_type, i.date_time) for i in new.infolist()
            ]
            for info in old.infolist():
                before, after = old.read(info), new.read(info.filename)
                assert skeleton(before.decode("latin-1")) == skeleton(after.decode("latin-1"))
                if b"<w:t" not in before and b"<a:t" not in before:
                    assert before == after
    else:
        words = {word for r in repairs for e in r.applied for word in re.findall(r"\w+", f"{e.before} {e.after}")}
        drop = re.compile("|".join([*sorted(words, key=len, reverse=True), r"&nbsp;|\\t|[\s\"]+"]))
        encoding = "utf-16" if made.startswith(b"\xff\xfe") else "latin-1"
        assert drop.sub("", made.decode(encoding)) == drop.sub("", path.read_bytes().decode(encoding))


def skeleton(xml: str) -> str:
    """The mark-up without the texts and what keeps their blanks."""
    return re.sub(r">[^<]+<", "><", xml.replace(' xml:space="preserve"', ""))


@pytest.mark.parametrize("path", [p for p in CASES if p.parent.name in ("xliff", "po")], ids=name_of)
def test_marks_are_written_where_the_format_has_a_place(path: Path, tmp_path: Path) -> None:
    document = read_document(path)
    assert takes_marks(document)
    texts = {s.id: s.target.replace("iron", "gold").replace("catty", "jin") for s in open_ones(document)}
    changed = [s.id for s in document.segments if texts.get(s.id, s.target) != s.target]
    if not changed:
        return
    made = render(document, texts, Marks(review=True, notes=dict.fromkeys(changed, "iron & <gold>")))
    edited = again(document, made, tmp_path)
    assert {s.target for s in edited.segments} == {texts.get(s.id, s.target) for s in document.segments}
    text = made.decode("utf-16" if b"\0" in made else "gb18030" if path.name == "windows.po" else "latin-1")
    review = {"xliff": r"needs-review", "po": r"#, fuzzy"}[path.parent.name]
    before = len(re.findall(review, path.read_bytes().decode("latin-1")))
    assert len(re.findall(review, text)) > before
    assert len(re.findall(r"iron &amp; &lt;gold&gt;|^# iron & <gold>", text, re.MULTILINE)) == len(changed)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not here")
@pytest.mark.parametrize("path", [p for p in CASES if p.suffix == ".po"], ids=name_of)
def test_gettext_takes_our_catalogues(path: Path, tmp_path: Path) -> None:
    document = read_document(path)
    texts = {
        s.id: s.target.replace("iron", 'the "gold" and all of the silver of the whole wide world')
        for s in open_ones(document)
    }
    notes = dict.fromkeys(texts, "gold")
    (tmp_path / "made.po").write_bytes(render(document, texts, Marks(notes=notes)))
    made = subprocess.run(
        ["msgfmt", "--check-format", "-o", str(tmp_path / "made.mo"), str(tmp_path / "made.po")],
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    lines = (tmp_path / "made.po").read_bytes().split(b"\n")
    assert max(map(len, lines)) <= max(80, *(len(line) for line in path.read_bytes().split(b"\n")))


def test_a_copy_of_a_text_box_is_edited_with_it() -> None:
    path = next(p for p in CASES if p.name == "kinds.docx")
    document = read_document(path)
    [box] = [s for s in document.segments if "Text box" in s.target]
    made = render(document, {box.id: "Text box with buddies."})
    assert bytes_of(made, "docx").count(b"Text box with buddies.") == 2


def test_macros_and_other_parts_keep_their_very_bytes(tmp_path: Path) -> None:
    path = next(p for p in CASES if p.name == "macros.docm")
    document = read_document(path)
    (tmp_path / "x.docm").write_bytes(render(document, {"1": "Buddies with macros"}))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "x.docm") as new:
        assert new.read("word/vbaProject.bin") == old.read("word/vbaProject.bin")
        assert b"Buddies with macros" in new.read("word/document.xml")
    packed = path.read_bytes()
    at = packed.index(b"word/vbaProject.bin")
    assert packed[at : at + 200] in (tmp_path / "x.docm").read_bytes()


def test_a_new_target_takes_the_tags_of_its_source() -> None:
    document = read_document(next(p for p in CASES if p.name == "plain-1.2.xlf"))
    made = render(document, {"8": "The road is {1}repaired{/1}.", "9": "The road is repaired."}).decode()
    assert '</source><target>The road is <g id="1">repaired</g>.</target>' in made
    assert "<target>The road is repaired.</target>" in made
    with pytest.raises(InputError, match=r"the tag \{1\} of the source stands 0 times"):
        render(document, {"8": "The road is repaired."})
    with pytest.raises(InputError, match="closes before"):
        render(document, {"8": "The road {/1}is{1} repaired."})


def test_tracked_changes_are_told() -> None:
    document = read_document(next(p for p in CASES if p.name == "kinds.docx"))
    assert "1 paragraph holds tracked changes" in document.notes[0]
