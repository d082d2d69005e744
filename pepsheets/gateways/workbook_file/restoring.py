"""The dated copies of a workbook, and the way back to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pepsheets.gateways.workbook_file.backups import backups_of, is_whole, kept_at
from pepsheets.gateways.workbook_file.files import read_file, resolved
from pepsheets.gateways.workbook_file.locks import refuse_if_open
from pepsheets.gateways.workbook_file.saving import Change, Verify, create_file, save
from pepsheets.gateways.workbook_file.steps import Watch, unwatched
from pepsheets.sheets import FileCannotBeSaved, GatewayError


class NoSuchCopy(GatewayError):
    """No copy of the workbook has this number, or the copy is damaged."""

    remedy = "Nothing was changed. Choose another number from the list of copies."


@dataclass(frozen=True, slots=True)
class DatedCopy:
    """One copy of a workbook. Number 1 is the latest."""

    number: int
    path: Path
    kept_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Restored:
    """Which copy was put back, and where the workbook as it was before is kept: nowhere if it was gone or the same."""

    copy: DatedCopy
    backup: Path | None
    has_changed: bool = True


def dated_copies(address: str, backups: Path) -> tuple[DatedCopy, ...]:
    """The copies of a workbook, the latest first. The workbook itself may be gone."""
    found = reversed(backups_of(resolved(Path(address)), backups))
    return tuple(
        DatedCopy(number, path, kept_at(path), path.stat().st_size) for number, path in enumerate(found, start=1)
    )


def restore(address: str, number: int, backups: Path, now: datetime, watch: Watch = unwatched) -> Restored:
    """Puts a copy in the workbook's place; first the workbook as it is now is kept as a copy of its own."""
    path = resolved(Path(address))
    copy = next((each for each in dated_copies(address, backups) if each.number == number), None)
    if copy is None:
        raise NoSuchCopy(f"There is no copy number {number} of '{path.name}'.")
    data = _whole(copy, path)
    if not path.exists():
        create_file(path, data, None, _same_as(data, path), watch)
        return Restored(copy, None)
    refuse_if_open(Path(address))
    old = read_file(path)
    if old == data:
        return Restored(copy, None, has_changed=False)
    return Restored(copy, save(Change(path, old, data, _same_as(data, path)), backups, now, watch))


def _whole(copy: DatedCopy, path: Path) -> bytes:
    data = read_file(copy.path)
    if not is_whole(copy.path, data):
        raise NoSuchCopy(f"The copy number {copy.number} of '{path.name}' has been damaged since it was kept.")
    return data


def _same_as(data: bytes, path: Path) -> Verify:
    def verify(written: bytes) -> None:
        if written != data:
            raise FileCannotBeSaved(
                f"The copy did not come out as it should in the folder of '{path.name}'.",
                "Nothing was changed. Check the disk, and try again.",
            )

    return verify
