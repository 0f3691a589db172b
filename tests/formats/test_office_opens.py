"""Written Word, PowerPoint and Excel files: LibreOffice opens them, and a Word comment says why a word was changed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from sample_files import docx, word_paragraph

from toolkit.errors import InputError
from toolkit.formats.documents import Marks, read_document, render, takes_marks, takes_states
from toolkit.glossary.index import build_index
from toolkit.jobs.postedit import run
from toolkit.jobs.setting import Setting
from toolkit.model import Concept, Glossary, LangPair, Term

CASES = Path(__file__).parent / "cases"
HOUSE = Setting(
    build_index(
        Glossary(
            "tiny",
            (
                Concept(
                    "tie",
                    (Term("buddies", "en"), Term("老铁", "zh"), Term("old iron", "en", "garble", unmistakable=True)),
                ),
                Concept("sell", (Term("sell goods", "en"), Term("带货", "zh"), Term("live the goods", "en", "garble"))),
            ),
        ),
        LangPair("zh", "en"),
    ),
    None,
    (),
)
OFFICE = ("docx/libreoffice.docx", "pptx/libreoffice.pptx", "xlsx/libreoffice.xlsx")


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def edited(name: str, folder: Path) -> Path:
    """The case with every garbled wording repaired, and in Word a comment on each."""
    document = read_document(CASES / name)
    texts = {s.id: re.sub("(?i)old iron", "buddies", s.target).replace("live the", "sell") for s in document.segments}
    assert texts != {s.id: s.target for s in document.segments}
    notes = dict.fromkeys(texts, "老铁 are 'buddies' & friends") if takes_marks(document) else {}
    out = folder / f"edited-{Path(name).name}"
    out.write_bytes(render(document, texts, Marks(notes=notes)))
    (folder / Path(name).name).write_bytes((CASES / name).read_bytes())
    return out


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not here")
def test_libreoffice_opens_what_was_written(tmp_path: Path) -> None:
    """One call for all: each becomes a PDF of as many pages as the file that was given; damaged files become none."""
    made = [edited(name, tmp_path) for name in OFFICE]
    for number, path in enumerate(made):  # names of their own: all become .pdf
        path.rename(tmp_path / f"{number}new{path.suffix}")
        (tmp_path / path.name.removeprefix("edited-")).rename(tmp_path / f"{number}old{path.suffix}")
    broken = bytearray((tmp_path / "0new.docx").read_bytes())
    broken[60:400] = b"\0" * 340
    (tmp_path / "3broken.docx").write_bytes(broken)
    files = sorted(str(path) for path in tmp_path.iterdir())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "pdf"), *files],
        capture_output=True, timeout=300,
    )  # fmt: skip
    pages = {p.stem: len(re.findall(rb"/Type\s*/Page\b", p.read_bytes())) for p in (tmp_path / "pdf").glob("*.pdf")}
    if "2old" not in pages:
        pytest.skip("LibreOffice is here without its Calc, Impress or Writer")
    assert pages.keys() == {f"{n}{which}" for n in range(3) for which in ("new", "old")}
    assert all(pages[f"{n}new"] == pages[f"{n}old"] >= 1 for n in range(3))


def test_a_workbook_of_libreoffice_is_edited_in_its_cells(tmp_path: Path) -> None:
    path = CASES / "xlsx" / "libreoffice.xlsx"
    document = read_document(path)
    assert render(document, {}) == path.read_bytes()
    job = run(path, HOUSE)
    before, after = members(path.read_bytes()), members(job.edited)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]
    (tmp_path / "new.xlsx").write_bytes(job.edited)
    again = read_document(tmp_path / "new.xlsx")
    assert [s.target for s in again.segments] == [r.text for r in job.repairs] != [r.original for r in job.repairs]
    (tmp_path / "back.xlsx").write_bytes(render(again, {r.segment_id: r.original for r in job.repairs}))
    back = read_document(tmp_path / "back.xlsx").segments
    assert [(s.id, s.source, s.target) for s in back] == [(s.id, s.source, s.target) for s in document.segments]


@pytest.mark.parametrize("own", [False, True], ids=["new part", "comments there"])
def test_a_reason_becomes_a_comment(own: bool, tmp_path: Path) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    there = f'<w:comments {w}><w:comment w:id="7" w:author="A"><w:p/></w:comment></w:comments>'
    others = [("comments.xml", "comments", there)] if own else []
    body = word_paragraph("Hello, old iron.") + "<w:p><w:pPr/></w:p>" + word_paragraph("Nothing here.")
    body = body.replace("<w:p><w:r>", '<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r>', 1)
    path = tmp_path / "a.docx"
    path.write_bytes(docx(body, others))
    job = run(path, HOUSE, with_reasons=True)
    parts = members(job.edited)
    number = 8 if own else 0
    text = parts["word/document.xml"].decode()
    assert f'</w:pPr><w:commentRangeStart w:id="{number}"/><w:r>' in text
    assert f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r></w:p>' in text
    comments = parts["word/comments.xml"].decode()
    assert "'old iron' -&gt; 'buddies'" in comments
    assert comments.count("<w:comment ") == 1 + own
    assert b"wordprocessingml.comments+xml" in parts["[Content_Types].xml"]
    assert own or b"relationships/comments" in parts["word/_rels/document.xml.rels"]
    path.write_bytes(job.edited)
    assert [s.target for s in read_document(path).segments] == ["Hello, buddies.", "Nothing here."]
    assert "word/comments.xml" in members(run(path, HOUSE, with_reasons=True).edited)


def test_a_format_says_which_marks_it_takes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(word_paragraph("Hello, old iron.")))
    document = read_document(path)
    assert takes_marks(document)
    assert not takes_states(document)
    with pytest.raises(InputError, match="has no place for review states"):
        run(path, HOUSE, mark_review=True)
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nold iron\n", "utf-8")
    with pytest.raises(InputError, match="has no place for notes"):
        run(tmp_path / "a.srt", HOUSE, with_reasons=True)
