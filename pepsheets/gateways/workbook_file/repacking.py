"""A new package from an old one: untouched members as the raw bytes they were, in their order and with their dates."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass

from pepsheets.gateways.workbook_file.editing import Edits
from pepsheets.gateways.workbook_file.package import inflated, open_package, plain_name, raw, stored_name
from pepsheets.sheets import FileCannotBeSaved

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_HAS_DESCRIPTOR = 0x8
_HAS_NO_DESCRIPTOR = 0xFFFF - _HAS_DESCRIPTOR
_ZIP64_EXTRA = 1
# Large sheets are packed for speed: twice as fast for a tenth more bytes. What Excel saves next is its own again.
_LARGE = 4 * 1024 * 1024
_THOROUGH, _FAST = 6, 1


@dataclass(frozen=True, slots=True)
class _Packed:
    """One member as it goes into the new file."""

    member: zipfile.ZipInfo
    method: int
    crc: int
    size: int
    body: bytes | memoryview

    def local_header(self) -> bytes:
        member, name = self.member, stored_name(self.member)
        day, clock = _stamp(member)
        sizes = (self.crc, len(self.body), self.size, len(name), 0)
        needed = max(member.extract_version, 20)
        head = _LOCAL.pack(b"PK\x03\x04", needed, self._flags(), self.method, clock, day, *sizes)
        return head + name

    def _flags(self) -> int:
        return self.member.flag_bits & _HAS_NO_DESCRIPTOR

    def central_header(self, offset: int) -> bytes:
        member, name, extra = self.member, stored_name(self.member), _without_zip64(self.member.extra)
        day, clock = _stamp(member)
        versions = (member.create_version, member.create_system, max(member.extract_version, 20), member.reserved)
        how = (self._flags(), self.method, clock, day, self.crc, len(self.body), self.size)
        lengths = (len(name), len(extra), len(member.comment), 0, member.internal_attr)
        head = _CENTRAL.pack(b"PK\x01\x02", *versions, *how, *lengths, member.external_attr, offset)
        return head + name + extra + member.comment


def repacked(edits: Edits) -> bytes:
    """The bytes of the file with the edits made."""
    package = edits.package
    pieces: list[bytes | memoryview] = []
    directory: list[bytes] = []
    offset = 0
    kept = (item for item in package.members if plain_name(item.orig_filename) not in edits.removed)
    members = (*(_packed(edits, item) for item in kept), *(_new(name, edits.added[name]) for name in edits.added))
    for packed in members:
        head = packed.local_header()
        directory.append(packed.central_header(offset))
        pieces += (head, packed.body)
        offset += len(head) + len(packed.body)
    index = b"".join(directory)
    count = len(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(index), offset, 0)
    return b"".join((*pieces, index, end))


def _packed(edits: Edits, member: zipfile.ZipInfo) -> _Packed:
    new = edits.changed.get(plain_name(member.orig_filename)) if not member.is_dir() else None
    if new is None:
        kept = raw(edits.package.data, member)
        return _Packed(member, member.compress_type, member.CRC, member.file_size, kept)
    return _deflated(member, new)


def _deflated(member: zipfile.ZipInfo, new: bytes) -> _Packed:
    packer = zlib.compressobj(_FAST if len(new) > _LARGE else _THOROUGH, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(new) + packer.flush()
    return _Packed(member, zipfile.ZIP_DEFLATED, zlib.crc32(new), len(new), body)


def _new(name: str, content: bytes) -> _Packed:
    """A member that the package did not have; its date is the first that zip files know, so that no clock is read."""
    return _deflated(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)


def _stamp(member: zipfile.ZipInfo) -> tuple[int, int]:
    """The date that the member had, as zip files write it."""
    year, month, day, hour, minute, second = member.date_time
    return (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2


def _without_zip64(extra: bytes) -> bytes:
    """A member's extra fields less the one for sizes beyond 4 GB, which no longer apply."""
    kept, here = b"", 0
    while here + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, here)
        kept += extra[here : here + 4 + length] if kind != _ZIP64_EXTRA else b""
        here += 4 + length
    return kept


def verify(data: bytes, edits: Edits) -> None:
    """Reads the new file as a stranger would: untouched members are what they were, changed ones what we meant."""
    label = edits.package.label
    old = {plain_name(member.orig_filename): member for member in edits.package.members}
    members = open_package(data, label).members
    names = {plain_name(member.orig_filename) for member in members}
    added = {plain_name(name): content for name, content in edits.added.items()}
    is_whole = names == (old.keys() - edits.removed) | added.keys()
    for member in members:
        name = plain_name(member.orig_filename)
        body, meant = raw(data, member), added.get(name, edits.changed.get(name))
        if meant is None:
            is_whole &= body == raw(edits.package.data, old[name]) and member.CRC == old[name].CRC
        else:
            is_whole &= inflated(body, member) == meant
    if not is_whole:
        raise FileCannotBeSaved(
            f"The new copy of '{label}' did not come out as it should.",
            "Nothing was changed. Check the disk, and try again.",
        )
