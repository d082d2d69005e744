"""A door that reads a workbook and leaves it alone: what is to be written goes into a copy, where nothing stood yet."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.gateways.workbook_file.editing import edits_for
from pepsheets.gateways.workbook_file.files import read_unchanged
from pepsheets.gateways.workbook_file.package import open_package
from pepsheets.gateways.workbook_file.repacking import repacked, verify
from pepsheets.gateways.workbook_file.saving import create_file
from pepsheets.sheets import AddressNotFound, AddressNotUnderstood, AddressTaken, Plan, Receipt, Workbook


class ResultsCopy:
    """For a workbook that is open elsewhere: it is read as it was last saved."""

    def __init__(self, address: str, copy: str) -> None:
        self._address = address
        self._copy = Path(copy)
        _refuse_place(self._copy, Path(address).suffix)

    @property
    def address(self) -> str:
        return self._address

    def read(self, tabs: Collection[str]) -> Workbook:
        return WorkbookFile(self._address).read(tabs)

    def write(self, plan: Plan, state: str) -> Receipt:
        """Carries out the plan in the copy."""
        path = Path(self._address)
        edits = edits_for(open_package(read_unchanged(path, state), path.name), plan)
        create_file(self._copy, repacked(edits), path, lambda written: verify(written, edits))
        return Receipt(len(plan.cells))


def _refuse_place(copy: Path, ending: str) -> None:
    if os.path.lexists(copy):
        raise AddressTaken(f"There is something called '{copy}' already.", "Give another name for the copy.")
    if copy.suffix.casefold() != ending.casefold() or not copy.stem:
        raise AddressNotUnderstood(
            f"'{copy.name}' is no name for a copy of this workbook.", f"Give a name that ends in {ending}."
        )
    if not copy.parent.is_dir():
        raise AddressNotFound(f"There is no folder '{copy.parent}'.", "Make it first, or give another.")
