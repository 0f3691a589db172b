"""Decoding and writing: every encoding that translators send, and no half-written file."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.errors import EncodingError, InputError
from toolkit.formats.files import (
    TextFile,
    control_characters,
    decode,
    digest,
    kind_of,
    lines,
    make_folder,
    read_text,
    require_folder,
    require_inputs,
    require_targets,
    write_all,
    write_atomically,
)

SENTENCE = "老铁们好,这是青龙县的苹果。欢迎大家来到我们的直播间,今天我们一起直播带货,帮助农民增加收入。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-8-sig", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("old iron\r\n" * 3 + SENTENCE[:3]).encode(encoding))
    file = read_text(path)
    assert file.text.startswith("old iron\r\n")
    assert file.text.endswith(SENTENCE[:3])
    assert file.newline == "\r\n"
    assert file.bom == (encoding in ("utf-16", "utf-32", "utf-8-sig"))


@pytest.mark.parametrize("encoding", ["gb18030", "gbk"])
def test_a_guessed_encoding_is_right_and_marked(encoding: str) -> None:
    file = decode(SENTENCE.encode(encoding))
    assert file.text == SENTENCE
    assert file.guessed
    assert file.encode(file.text) == SENTENCE.encode(encoding)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04\x14\x00", "ZIP archive"),
        (b"%PDF-1.7", "PDF"),
        (b"\xff\xfea", "utf-16-le, but byte 0"),
        (b"\xef\xbb\xbf\xff", "utf-8, but byte 0"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(data: bytes, message: str) -> None:
    with pytest.raises(EncodingError, match=message) as error:
        decode(data, "a.txt")
    assert str(error.value).startswith("a.txt: ")
    assert "UTF-8" in str(error.value)


def test_a_missing_file_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"no such file\. Did you mean article\.txt"):
        read_text(tmp_path / "artcle.txt")
    with pytest.raises(InputError, match="does not exist either"):
        read_text(tmp_path / "no" / "artcle.txt")
    with pytest.raises(InputError, match="this is a folder"):
        read_text(tmp_path)


def test_a_character_that_the_encoding_lacks_is_told() -> None:
    with pytest.raises(EncodingError, match="cannot be written as cp1252"):
        TextFile("x", "cp1252").encode("老铁")


def test_control_characters_are_kept_and_pointed_at() -> None:
    file = decode(b"live\x00 the\x1b goods\t\r\n")
    assert file.text == "live\x00 the\x1b goods\t\r\n"
    assert control_characters(file.text) == (4, 9)


def test_a_line_of_a_megabyte_is_one_line() -> None:
    text = "直播带货 " * 200_000
    assert [len(line.text) for line in lines(text + "\nx")] == [1_000_000, 1]


@given(st.text(alphabet=st.characters(codec="utf-8")), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_decoding_and_encoding_lead_back(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    if encoding == "utf-16" and text.startswith("\0"):
        # These bytes may be UTF-32 too ("\0" in UTF-16 and "" in UTF-32 are the same four): no reader could tell.
        assume(not reads_as_utf_32(data))
    file = decode(data)
    assert file.text == text
    assert file.encode(file.text) == data


def reads_as_utf_32(data: bytes) -> bool:
    try:
        data.decode("utf-32")
    except UnicodeDecodeError:
        return False
    return True


def test_utf_16_that_begins_with_nul_is_not_taken_for_utf_32() -> None:
    assert decode("\0a".encode("utf-16")).text == "\0a"


@given(st.text(alphabet="a\r\n\x0b\x0c\x1c\x85\N{LINE SEPARATOR}"))
def test_lines_and_their_ends_make_the_text(text: str) -> None:
    found = lines(text)
    rebuilt = ""
    for line in found:
        assert text[line.start : line.start + len(line.text)] == line.text
        assert line.start >= len(rebuilt)
        rebuilt = text[: line.start + len(line.text)]
    assert text[len(rebuilt) :].strip("\r\n") == ""
    assert len(found) == len(text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")) * (
        text != ""
    )


def test_writing_replaces_the_whole_file_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left on device"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_places_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a folder"):
        write_atomically(tmp_path, b"")
    with pytest.raises(InputError, match="create it first"):
        write_atomically(tmp_path / "no" / "out.txt", b"")


@pytest.mark.skipif(os.name != "posix", reason="links and devices of POSIX")
def test_links_and_devices_survive(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    write_atomically("/dev/null", b"gone")
    assert Path("/dev/null").is_char_device()


def test_the_stream_and_the_digest(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_atomically("-", b"live\r\n")
    assert capfdbinary.readouterr().out == b"live\r\n"
    (tmp_path / "a").write_bytes(b"")
    assert digest(tmp_path / "a") == "e3b0c44298fc"


def test_targets_are_looked_at_and_nothing_is_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    require_targets(tmp_path / "new", tmp_path / "file", "-", None)
    for path, message in (
        (tmp_path, "this is a folder"),
        (tmp_path / "no" / "x", "does not exist"),
        (tmp_path / "file" / "x", "is a file, not a folder"),
    ):
        with pytest.raises(InputError, match=message):
            require_targets(tmp_path / "new", path)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_folder_is_made_with_those_above_it_or_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    for path in (tmp_path / "file", tmp_path / "file" / "below" / "it"):
        with pytest.raises(InputError, match="file is a file, not a folder"):
            make_folder(path)


def test_inputs_are_there_and_standard_input_is_one(tmp_path: Path) -> None:
    (tmp_path / "mt.txt").write_bytes(b"x")
    require_inputs(tmp_path / "mt.txt", "-", None)
    with pytest.raises(InputError, match=r"Did you mean mt\.txt\?"):
        require_inputs(tmp_path / "mt.tx")
    with pytest.raises(InputError, match="only once"):
        require_inputs("-", "-")


def test_files_that_belong_together_say_what_was_written(tmp_path: Path) -> None:
    one, two, three = tmp_path / "one.txt", tmp_path / "no" / "two.txt", tmp_path / "three.txt"
    with pytest.raises(InputError, match=r"does not exist.*Already written: .*one\.txt\.$"):
        write_all([(one, b"1"), (two, b"2"), (three, b"3")])
    assert one.read_bytes() == b"1"
    assert not three.exists()


@pytest.mark.skipif(os.name == "nt", reason="there such a name is simply not found")
def test_a_name_too_long(tmp_path: Path) -> None:
    place = tmp_path / ("x" * 300)
    for look in (kind_of, require_inputs, require_targets, require_folder):
        with pytest.raises(InputError, match="cannot be used"):
            look(place)


def test_a_target_without_write_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "locked.txt"
    place.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(InputError, match="may not be written"):
        write_atomically(place, b"new")
    assert place.read_bytes() == b"old"


@pytest.mark.parametrize("text", ["老铁们，镇长来了！\n", "直播带货\n", "直播帶貨", "这是一个很好的平台。\n秒光了。\n"])
def test_short_chinese_is_not_taken_for_korean(text: str) -> None:
    found = decode(text.encode("gb18030"))
    assert (found.text, found.guessed) == (text, True)


def test_korean_stays_korean() -> None:
    text = "안녕하세요 여러분 오늘은 날씨가 아주 좋습니다. 우리 모두 함께 공원에 가서 놀아요.\n" * 4
    assert decode(text.encode("cp949")).text == text


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        ("Za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144, stare \u017celazo.", ("cp1250", "iso8859-2")),
        ("P\u0159\u00edli\u0161 \u017elu\u0165ou\u010dk\u00fd k\u016f\u0148", ("cp1250", "iso8859-2")),
        ("\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440!", ("cp1251", "koi8-r", "iso8859-5")),
        ("\u041f\u0440\u044f\u043c\u043e\u0439 \u044d\u0444\u0438\u0440", ("cp1251", "koi8-r")),
        ("Sprzeda\u017c na \u017cywo: zni\u017cka 20 %.", ("cp1250",)),
        ("Le maire a \u00e9t\u00e9 \u00e9lu \u00e0 Orl\u00e9ans", ("cp1252",)),
        ("Gr\u00fc\u00dfe aus K\u00f6ln \u2013 \u201edanke\u201c", ("cp1252",)),
        ("\u76f4\u64ad\u5e26\u8d27\uff0c\u8001\u94c1\u4eec\u597d\u3002", ("gb18030",)),
        ("\u6751\u91cc\u7684\u8def\u4fee\u597d\u4e86", ("gb18030",)),
    ],
)  # fmt: skip
def test_a_dozen_letters_are_enough_to_tell_an_old_encoding(text: str, encodings: tuple[str, ...]) -> None:
    for encoding in encodings:
        found = decode(text.encode(encoding), "a.txt")
        assert (found.text, found.guessed) == (text, True)
        assert found.encode(found.text) == text.encode(encoding)


def test_the_user_names_the_encoding() -> None:
    data = "za\u017c\u00f3\u0142\u0107".encode("iso8859-2")
    assert decode(data, "a.txt", "latin2").text == "za\u017c\u00f3\u0142\u0107"
    assert not decode(data, "a.txt", "latin2").guessed
    assert decode("a\u017c".encode("utf-16"), "a.txt", "utf-16").encode("a\u017c") == "a\u017c".encode("utf-16")
    with pytest.raises(EncodingError, match="--encoding klingon: no encoding has this name"):
        decode(data, "a.txt", "klingon")
    with pytest.raises(EncodingError, match=r"byte 2 is none of utf-8\. Name another"):
        decode(data, "a.txt", "utf-8")
