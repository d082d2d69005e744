"""A workbook file as the zip of parts that it is: opened with suspicion, read part by part, never trusted for sizes."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote

from pepsheets.sheets import FileIsEncrypted, GatewayError, NotAWorkbook

_MIB = 1024 * 1024
MOST_PARTS = 20_000
LARGEST_PART = 1024 * _MIB
LARGEST_WHOLE = 2048 * _MIB
# Sheets of real workbooks shrink 5 to 50 times; only a part made to hurt whoever reads it shrinks more once it is this
# large. Parts that are never read, such as the records of pivot tables, may shrink 500 times.
SUSPICIOUS_SIZE = _MIB
SUSPICIOUS_RATIO = 100
SUSPICIOUS_WHOLE = 64 * _MIB
SUSPICIOUS_RATIO_OF_WHOLE = 600

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_IS_ENCRYPTED = 0x1
_IS_UTF8 = 0x800
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one workbook file, and the bytes they lie in."""

    label: str
    data: bytes
    members: tuple[zipfile.ZipInfo, ...]
    by_name: dict[str, zipfile.ZipInfo]

    def __contains__(self, part: str) -> bool:
        return self.find(part) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def find(self, part: str) -> zipfile.ZipInfo | None:
        """The member that holds a part; names of parts differ by more than capitals and ``%20``."""
        return self.by_name.get(plain_name(part)) or self.by_name.get(plain_name(unquote(part)))

    def read(self, part: str) -> bytes:
        """A part's bytes, whole and undamaged, in no more memory than the file says it takes."""
        member = self.find(part)
        if member is None:
            raise self.damaged("a part that it mentions is missing")
        if member.file_size > max(SUSPICIOUS_SIZE, SUSPICIOUS_RATIO * member.compress_size):
            raise _bomb(self.label)
        content = inflated(raw(self.data, member), member)
        if content is None:
            raise self.damaged("a part of it cannot be unpacked")
        if b"<!DOCTYPE" in content:
            raise NotAWorkbook(f"'{self.label}' contains a kind of instruction that no spreadsheet program writes.")
        return content

    def damaged(self, how: str) -> GatewayError:
        return NotAWorkbook(f"'{self.label}' is damaged: {how}.", "Open an earlier copy, or ask for the file again.")


def plain_name(name: str) -> str:
    """The name by which a part is found, whatever slashes, leading slash and capitals a program wrote."""
    return name.replace("\\", "/").lstrip("/").casefold()


def open_package(data: bytes, label: str) -> Package:
    """The parts of a workbook file; a ``GatewayError`` that says what the file is, where it is something else."""
    if not data.startswith(b"PK\x03\x04"):
        raise _not_a_zip(data, label)
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        raise _too_much(label)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = tuple(archive.infolist())
    # zipfile raises NotImplementedError for a kind of zip that it cannot open.
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OverflowError, struct.error) as error:
        raise NotAWorkbook(
            f"'{label}' is damaged or was cut short, so it cannot be opened.", "Ask for the file again."
        ) from error
    _refuse_absurd_sizes(members, len(data), label)
    _refuse_odd_members(members, data, label)
    parts = [member for member in members if not member.is_dir()]
    by_name = {plain_name(member.orig_filename): member for member in parts}
    if len(by_name) != len(parts):
        raise NotAWorkbook(f"'{label}' holds the same part twice, so it is not clear which one counts.")
    return Package(label, data, members, by_name)


_ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")


def is_utf8(xml: bytes) -> bool:
    """Whether a part is written in UTF-8, so that text may be put between its bytes."""
    declared = _ENCODING.match(xml.removeprefix(b"\xef\xbb\xbf")[:200])
    return b"\0" not in xml[:200] and (declared is None or declared[1].upper() in {b"UTF-8", b"UTF8"})


def _not_a_zip(data: bytes, label: str) -> GatewayError:
    if not data:
        return NotAWorkbook(f"'{label}' is empty.", "Open an earlier copy, or ask for the file again.")
    if not data.startswith(_OLE2):
        return NotAWorkbook(f"'{label}' is not a workbook, whatever its name says.")
    if "EncryptedPackage".encode("utf-16-le") in data:
        return FileIsEncrypted(f"'{label}' is protected by a password.")
    return NotAWorkbook(f"'{label}' is in the old format of Excel 97-2003 (.xls).")


def _refuse_absurd_sizes(members: tuple[zipfile.ZipInfo, ...], size: int, label: str) -> None:
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    largest = max((member.file_size for member in members), default=0)
    if len(members) > MOST_PARTS or largest > LARGEST_PART or unpacked > LARGEST_WHOLE or packed > size:
        raise _too_much(label)
    if unpacked > max(SUSPICIOUS_WHOLE, SUSPICIOUS_RATIO_OF_WHOLE * packed):
        raise _bomb(label)


def _too_much(label: str) -> GatewayError:
    return NotAWorkbook(f"'{label}' would unpack to a size that no workbook has.")


def _bomb(label: str) -> GatewayError:
    return NotAWorkbook(f"'{label}' is packed so tightly that it was made to exhaust the computer that opens it.")


def _refuse_odd_members(members: tuple[zipfile.ZipInfo, ...], data: bytes, label: str) -> None:
    for member in members:
        if member.flag_bits & _IS_ENCRYPTED:
            raise FileIsEncrypted(f"'{label}' is protected by a password.")
        steps = member.orig_filename.replace("\\", "/").split("/")
        if ".." in steps or ":" in steps[0] or "\0" in member.orig_filename:
            raise NotAWorkbook(f"'{label}' contains a part that wants to be put outside the workbook.")
        if not (member.filename and _is_where_the_directory_says(member, data)):
            raise _misfit(label)
    _refuse_overlaps(members, data, label)


def _refuse_overlaps(members: tuple[zipfile.ZipInfo, ...], data: bytes, label: str) -> None:
    """Where members share their bytes, a small file unpacks to a huge one though no member shrinks much."""
    places = sorted((member.header_offset, _end(data, member)) for member in members)
    if any(end > start for (_, end), (start, _) in pairwise(places)):
        raise _misfit(label)


def _misfit(label: str) -> GatewayError:
    return NotAWorkbook(f"'{label}' is damaged: its table of contents does not fit what it contains.")


def _is_where_the_directory_says(member: zipfile.ZipInfo, data: bytes) -> bool:
    start = member.header_offset
    if start < 0 or start + 30 > len(data) or data[start : start + 4] != b"PK\x03\x04":
        return False
    name = stored_name(member)
    return data[start + 30 : start + 30 + len(name)] == name and _end(data, member) <= len(data)


def stored_name(member: zipfile.ZipInfo) -> bytes:
    """A member's name in the very bytes that the zip has."""
    return member.orig_filename.encode("utf-8" if member.flag_bits & _IS_UTF8 else "cp437")


def _begin(data: bytes, member: zipfile.ZipInfo) -> int:
    _, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, member.header_offset)
    return int(member.header_offset + 30 + name_length + extra_length)


def _end(data: bytes, member: zipfile.ZipInfo) -> int:
    return _begin(data, member) + member.compress_size


def raw(data: bytes, member: zipfile.ZipInfo) -> memoryview:
    """A member's compressed bytes, not copied."""
    return memoryview(data)[_begin(data, member) : _end(data, member)]


def inflated(packed: memoryview | bytes, member: zipfile.ZipInfo) -> bytes | None:
    """A member's content, or None where it is not what the directory declares; never larger than declared."""
    if member.compress_type == _STORED:
        content = bytes(packed)
    elif member.compress_type == _DEFLATED:
        try:
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.file_size + 1)
        except zlib.error:
            return None
    else:
        return None
    return content if len(content) == member.file_size and zlib.crc32(content) == member.CRC else None
