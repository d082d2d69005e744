"""The doors: one for each place where a workbook may be kept, opened by address."""

from pathlib import Path

from pepsheets.sheets import AddressNotUnderstood, Gateway

ENDINGS = (".xlsx", ".xlsm")
"""The files that the workbook door opens."""


def open_gateway(address: str) -> Gateway:
    """The door to the workbook at an address. Doors are loaded only when they are used."""
    file = _file_at(address)
    from pepsheets.gateways.workbook_file import WorkbookFile

    return WorkbookFile(file)


def open_results_copy(address: str, copy: str) -> Gateway:
    """A door that reads the workbook at an address, and writes into a copy of it where nothing stands yet."""
    file = _file_at(address)
    from pepsheets.gateways.workbook_file.results_copy import ResultsCopy

    return ResultsCopy(file, copy)


def _file_at(address: str) -> str:
    scheme = address.partition(":")[0].casefold()
    if scheme in ("google", "excel"):
        raise AddressNotUnderstood(f"'{address}': this version of pepsheets opens workbook files only.")
    if Path(address).suffix.casefold() in (".xls", ".ods", ".csv"):
        raise AddressNotUnderstood(
            f"'{address}' is not an Excel workbook of today's kind.",
            "Open it in Excel, choose Save As, and save it as an Excel workbook (.xlsx).",
        )
    return address
