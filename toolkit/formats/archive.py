"""ZIP files whose members are changed one by one: all others keep their very bytes, their order and their compression.

Made for Office files, which are such archives. What makes an archive dangerous or strange (a member that unpacks to
thousands of times its size, a password, two members of one name, Zip64) is refused. Sizes are first those that the
archive declares; then each member is unpacked piece by piece and thrown away, so that none is larger than it says.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.errors import InputError

MOST_BYTES = 1 << 30
"""What all members may unpack to."""
MOST_MEMBERS = 50_000
MOST_RATIO = 200
"""How many times its size a member may unpack to, beyond the first megabyte; text rarely reaches 30."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DESCRIPTOR = 0x08
_UTF8 = 0x800
_BLOCK = 1 << 20
"""So much is unpacked at a time: a member that declares less than it holds ends at what it declares."""
_FIRST_DAY = 33
"""The first of January 1980, the earliest day of a ZIP file."""

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,  # encrypted, or packed in a way that is not known
    OSError,
    KeyError,
    ValueError,
    TypeError,
    SyntaxError,
    AttributeError,
)
"""What a reader of workbooks raises for one that is damaged."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive as it was read."""

    data: bytes
    path: str
    members: tuple[zipfile.ZipInfo, ...]
    """In the order of the directory."""

    def names(self) -> tuple[str, ...]:
        """The members' names."""
        return tuple(member.filename for member in self.members)

    def read(self, name: str) -> bytes:
        """A member, unpacked. Raises InputError where it is damaged."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive, archive.open(name) as stream:
                return b"".join(iter(lambda: stream.read(_BLOCK), b""))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise InputError(
                f"{self.path}: its part {name} is damaged ({error}). Open it and save it again."
            ) from error


def read_archive(data: bytes, path: str, kind: str) -> Archive:
    """The archive; `kind` is what the message calls a sound file (".docx document"). Raises InputError."""
    if data.startswith(_OLD_OFFICE):
        raise InputError(
            f"{path}: this file has a password, or is an old Office file. Open it, and save it as a plain {kind}."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = tuple(archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, struct.error) as error:
        raise InputError(
            f"{path}: no readable {kind} ({error}). It may be cut off; open it and save it again."
        ) from error
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise InputError(f"{path}: two of its parts have the same name. Open it and save it again as a {kind}.")
    if len(names) > MOST_MEMBERS:
        raise InputError(f"{path}: it has {len(names):,} parts, more than the {MOST_MEMBERS:,} that are read.")
    total = sum(member.file_size for member in members)
    for member in members:
        if member.flag_bits & 0x1:
            raise InputError(f"{path}: its part {member.filename} has a password. Save it without one.")
        if member.file_size - (1 << 20) > MOST_RATIO * max(member.compress_size, 1):
            raise InputError(
                f"{path}: its part {member.filename} would unpack from {member.compress_size:,} to "
                f"{member.file_size:,} bytes. No document is like that, so it is not opened."
            )
    if total > MOST_BYTES:
        raise InputError(f"{path}: it would unpack to {total:,} bytes, more than the {MOST_BYTES:,} that are read.")
    check_unpacked(data, path, kind)
    return Archive(data, path, members)


def check_unpacked(data: bytes, path: str, kind: str) -> None:
    """Raises InputError where a member is damaged or unpacks to another size than it declares.

    Nothing is kept: this is for those who unpack at one go afterwards, and believe what the archive declares.
    """
    name = "directory"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                name = member.filename
                if _unpacked(data, member) != member.file_size:
                    raise ValueError("it is not of the size that it declares")
                with archive.open(member) as stream:
                    while stream.read(_BLOCK):
                        pass
    except UNREADABLE as error:
        raise InputError(
            f"{path}: its part {name} is damaged ({error}). Open this {kind} and save it again."
        ) from error


def _unpacked(data: bytes, member: zipfile.ZipInfo) -> int:
    """What the member unpacks to, counted no further than beyond the size that it declares; nothing is kept.

    The reader of the standard library stops at the declared size, and openpyxl unpacks all at one go first.
    """
    name, extra = struct.unpack_from("<2H", data, member.header_offset + 26)
    at = member.header_offset + _LOCAL.size + name + extra
    packed = memoryview(data)[at : at + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError("it is packed in an unusual way")
    unpacker = zlib.decompressobj(-15)
    size, rest = 0, bytes(packed)
    while (rest or not unpacker.eof) and size <= member.file_size:
        made = unpacker.decompress(rest, _BLOCK)
        size, rest = size + len(made), unpacker.unconsumed_tail
        if not made and not rest:
            break
    return size


def with_members(archive: Archive, changed: Mapping[str, bytes], added: Mapping[str, bytes] | None = None) -> bytes:
    """The archive with these members instead of their old ones, and with new ones. Raises InputError for Zip64."""
    new = added or {}
    if not changed and not new:
        return archive.data
    order = sorted(archive.members, key=lambda member: member.header_offset)
    directory = _directory_at(archive)
    ends = [*(member.header_offset for member in order[1:]), directory]
    out = bytearray(archive.data[: order[0].header_offset])
    moved: dict[str, tuple[int, tuple[int, int, int] | None]] = {}
    for member, end in zip(order, ends, strict=True):
        at = len(out)
        if member.filename in changed:
            header, sizes = _local(archive, member, changed[member.filename])
            out += header
            moved[member.filename] = (at, sizes)
        else:
            out += archive.data[member.header_offset : end]
            moved[member.filename] = (at, None)
    entries = [_appended(out, name, data) for name, data in new.items()]
    start = len(out)
    _write_directory(out, archive, directory, moved)
    out += b"".join(entries)
    count = len(order) + len(entries)
    out += _END.pack(b"PK\5\6", 0, 0, count, count, len(out) - start, start, 0)
    comment = zipfile.ZipFile(io.BytesIO(archive.data)).comment
    if comment:
        out[-2:] = struct.pack("<H", len(comment))
        out += comment
    return bytes(out)


def _directory_at(archive: Archive) -> int:
    with zipfile.ZipFile(io.BytesIO(archive.data)) as opened:
        start = opened.start_dir
    if archive.data[start : start + 4] != b"PK\1\2" or any(m.header_offset >= 0xFFFFFFFF for m in archive.members):
        raise InputError(
            f"{archive.path}: this kind of ZIP file cannot be changed in place. Open it and save it again."
        )
    return start


def _local(archive: Archive, member: zipfile.ZipInfo, data: bytes) -> tuple[bytes, tuple[int, int, int]]:
    """The member's new header and bytes; and checksum, packed and unpacked size."""
    fields = list(_LOCAL.unpack_from(archive.data, member.header_offset))
    name_and_extra = fields[9] + fields[10]
    at = member.header_offset + _LOCAL.size
    tail = archive.data[at : at + name_and_extra]
    packed = data
    if member.compress_type == zipfile.ZIP_DEFLATED:
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = packer.compress(data) + packer.flush()
    elif member.compress_type != zipfile.ZIP_STORED:
        raise InputError(f"{archive.path}: its part {member.filename} is packed in an unusual way. Save it again.")
    sizes = (zlib.crc32(data), len(packed), len(data))
    fields[2] &= ~_DESCRIPTOR
    fields[6:9] = sizes
    return _LOCAL.pack(*fields) + tail + packed, sizes


def _appended(out: bytearray, name: str, data: bytes) -> bytes:
    """Appends a new member; its entry of the directory."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    spelled = name.encode("utf-8")
    flags = 0 if spelled.isascii() else _UTF8
    told = (20, flags, zipfile.ZIP_DEFLATED, 0, _FIRST_DAY, zlib.crc32(data), len(packed), len(data), len(spelled), 0)
    at = len(out)
    out += _LOCAL.pack(b"PK\3\4", *told) + spelled + packed
    return _CENTRAL.pack(b"PK\1\2", 20, *told, 0, 0, 0, 0, at) + spelled


def _write_directory(
    out: bytearray, archive: Archive, position: int, moved: Mapping[str, tuple[int, tuple[int, int, int] | None]]
) -> None:
    """The old directory entry by entry, with the new places and sizes."""
    for member in archive.members:
        fields = list(_CENTRAL.unpack_from(archive.data, position))
        length = fields[10] + fields[11] + fields[12]
        tail = archive.data[position + _CENTRAL.size : position + _CENTRAL.size + length]
        position += _CENTRAL.size + length
        at, sizes = moved[member.filename]
        if sizes is not None:
            fields[3] &= ~_DESCRIPTOR
            fields[7:10] = sizes
        fields[16] = at
        out += _CENTRAL.pack(*fields) + tail
