"""Folders and ZIP files of documents: what is read, what is refused, and that all else comes back as it was."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from sample_files import archive, docx, word_paragraph, written

from toolkit.errors import AlignmentError, InputError
from toolkit.evaluate.files import read_lines, require_same_documents
from toolkit.formats.collection import is_collection, open_collection, partners
from toolkit.formats.collection_output import NewFolder, Returned, require_new

PICTURE = b"\x89PNG no document"
FILES = {
    "a.txt": b"old iron\n",
    "deep/er/b.docx": docx(word_paragraph("old iron")),
    "deep/b.yml": b"k: old iron # why\n",
    "pic.png": PICTURE,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    for name, data in FILES.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    return place


def as_zip(path: Path, members: list[tuple[str, bytes | str]]) -> Path:
    path.write_bytes(archive(members))
    return path


def content(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        return {p.relative_to(path).as_posix(): p.read_bytes() for p in path.rglob("*") if p.is_file()}
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_a_folder_and_a_zip_file_hold_the_same_documents(folder: Path, tmp_path: Path) -> None:
    packed = as_zip(tmp_path / "in.zip", sorted(FILES.items()))
    for place in (folder, packed):
        assert is_collection(place)
        found = open_collection(place)
        assert found.documents == ("a.txt", "deep/b.yml", "deep/er/b.docx")
        assert found.others == ("pic.png",)
        assert "1 other file stays as it is: pic.png" in found.notes[0]
        assert {name: found.read(name) for name in (*found.documents, *found.others)} == FILES


@pytest.mark.parametrize("out", ["out", "out.zip"])
def test_the_others_come_back_byte_for_byte(folder: Path, tmp_path: Path, out: str) -> None:
    packed = as_zip(tmp_path / "in.zip", sorted(FILES.items()))
    for number, place in enumerate((folder, packed)):
        found, made = open_collection(place), tmp_path / f"{number}{out}"
        with Returned(made, found) as returned:
            for name in found.documents:
                returned.put(name, b"new" if name == "a.txt" else found.read(name))
            assert not made.exists()  # all or nothing
            returned.finish()
        assert content(made) == FILES | {"a.txt": b"new"}
        assert content(place) == FILES
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(".tmp")]


def test_an_unedited_zip_file_comes_back_byte_for_byte(tmp_path: Path) -> None:
    packed = as_zip(tmp_path / "in.zip", [*sorted(FILES.items()), ("empty/", b"")])
    found = open_collection(packed)
    with Returned(tmp_path / "out.zip", found) as returned:
        for name in found.documents:
            returned.put(name, found.read(name))
        returned.finish()
    assert (tmp_path / "out.zip").read_bytes() == packed.read_bytes()


def test_what_is_broken_off_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), NewFolder(tmp_path / "out") as made:
        made.put("a/b.txt", b"x")
        raise RuntimeError
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in"]


def test_links_of_a_folder_are_passed_over(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "x.txt").write_text("secret", "utf-8")
    (folder / "l.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "d").symlink_to(tmp_path / "far")
    (folder / ".hidden.txt").write_text("x", "utf-8")
    found = open_collection(folder)
    assert found.documents == ("a.txt", "deep/b.yml", "deep/er/b.docx")
    assert "2 links were passed over" in found.notes[0]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../a.txt", "would lie outside"),
        ("x/../../a.txt", "would lie outside"),
        ("/etc/a.txt", "would lie outside"),
        ("C:/a.txt", "would lie outside"),
        ("..\\a.txt", "would lie outside"),
        ("A.TXT", "would be one file on some computers"),
    ],
)
def test_dangerous_names_are_refused(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        open_collection(as_zip(tmp_path / "x.zip", [("a.txt", b"x"), (name, b"y")]))


def test_links_bombs_and_wrecks_are_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        info = zipfile.ZipInfo("l.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(info, "/etc/passwd")
    (tmp_path / "l.zip").write_bytes(stream.getvalue())
    as_zip(tmp_path / "bomb.zip", [("a.txt", b"0" * 30_000_000)])
    (tmp_path / "wreck.zip").write_bytes(b"PK\3\4 no more")
    as_zip(tmp_path / "pictures.zip", [("a.png", PICTURE)])
    for name, message in {
        "l.zip": "is a link",
        "bomb.zip": "would unpack from",
        "wreck.zip": "no readable ZIP file",
        "pictures.zip": "there is no document in it",
        "none.zip": "there is no such file",
    }.items():
        with pytest.raises(InputError, match=message):
            open_collection(tmp_path / name)


def test_an_output_never_meets_an_input(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", "utf-8")
    for out in (folder, folder / "out", folder.parent, tmp_path / "full", folder / "a.txt"):
        with pytest.raises(InputError, match=r"lies in it or around it|not empty|this is a file"):
            require_new(out, folder)
    (tmp_path / "empty").mkdir()
    require_new(tmp_path / "empty", folder)
    require_new(tmp_path / "new.zip", folder)


def test_sources_are_found_by_name_then_by_stem(folder: Path, tmp_path: Path) -> None:
    theirs = as_zip(tmp_path / "s.zip", [("a.docx", FILES["deep/er/b.docx"]), ("deep/b.yml", b"k: x\n"), ("b.md", "x")])
    found = dict(partners(open_collection(folder), open_collection(theirs)))
    assert found == {"a.txt": "a.docx", "deep/b.yml": "deep/b.yml", "deep/er/b.docx": None}


def test_lines_of_a_collection_are_scored_document_by_document(tmp_path: Path) -> None:
    ours = as_zip(tmp_path / "mt.zip", [("a.txt", "one\ntwo\n"), ("b.xlf", written("xliff", ["x"], ["s"]))])
    good = as_zip(tmp_path / "ref.zip", [("a.html", "<p>1</p><p>2</p>"), ("b.txt", "y\n")])
    short = as_zip(tmp_path / "short.zip", [("a.txt", "one\n"), ("b.txt", "x\ny\n")])
    less = as_zip(tmp_path / "less.zip", [("a.txt", "one\ntwo\n")])
    system, reference = read_lines(ours, "system"), read_lines(good, "reference")
    assert (system.texts, reference.texts) == (("one", "two", "x"), ("1", "2", "y"))
    require_same_documents([system, reference])
    with pytest.raises(AlignmentError, match=r"a has 2 lines in .* and 1 in"):
        require_same_documents([system, read_lines(short, "reference")])
    with pytest.raises(AlignmentError, match=r"has a document b, and .* has none"):
        require_same_documents([system, read_lines(less, "reference")])
