"""The doors: one for each place where a workbook may be kept, opened by address."""

from pathlib import Path

from pepsheets.sheets import AddressNotUnderstood, Gateway

ENDINGS = (".xlsx", ".xlsm")
"""The files that the workbook door opens."""


def open_gateway(address: str) -> Gateway:
    """The door to the workbook at an address. Doors are loaded only when they are used."""
    scheme = address.partition(":")[0].casefold()
    if scheme in ("google", "excel"):
        raise AddressNotUnderstood(f"'{address}': this version of pepsheets opens workbook files only.")
    if Path(address).suffix.casefold() in (".xls", ".ods", ".csv"):
        raise AddressNotUnderstood(
            f"'{address}' is not an Excel workbook of today's kind.",
            "Open it in Excel, choose Save As, and save it as an Excel workbook (.xlsx).",
        )
    from pepsheets.gateways.workbook_file import WorkbookFile

    return WorkbookFile(address)
