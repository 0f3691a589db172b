"""Archives that unpack to more than they declare: refused, and never held in memory."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest

from toolkit.errors import InputError
from toolkit.formats.archive import read_archive


def _lying(size: int, declared: int) -> bytes:
    """An archive whose one member is so large and says that it is smaller."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * size)
    return made.getvalue().replace(struct.pack("<I", size), struct.pack("<I", declared))


def test_what_unpacks_to_more_than_it_declares_is_refused_in_little_memory():
    data = _lying(200 << 20, 1000)
    tracemalloc.start()
    with pytest.raises(InputError, match=r"word/document\.xml is damaged"):
        read_archive(data, "a.docx", ".docx document")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 << 20


def test_a_sound_archive_is_read():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "<a/>" * 100_000)
    assert read_archive(made.getvalue(), "a.docx", ".docx document").read("a.xml") == b"<a/>" * 100_000


def test_what_goes_on_behind_the_declared_size_is_refused_though_its_checksum_fits():
    first = b"a" * 1000
    honest = io.BytesIO()
    with zipfile.ZipFile(honest, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/styles.xml", first)
    crc = zipfile.ZipFile(honest).infolist()[0].CRC
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/styles.xml", first + b"\0" * (200 << 20))
    [member] = zipfile.ZipFile(made).infolist()
    data = made.getvalue().replace(struct.pack("<I", member.file_size), struct.pack("<I", 1000))
    data = data.replace(struct.pack("<I", member.CRC), struct.pack("<I", crc))
    assert zipfile.ZipFile(io.BytesIO(data)).read("xl/styles.xml") == first
    with pytest.raises(InputError, match="not of the size that it declares"):
        read_archive(data, "a.xlsx", ".xlsx workbook")
