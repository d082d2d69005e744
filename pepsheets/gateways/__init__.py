"""The doors: one for each place where a workbook may be kept, opened by address."""

from pathlib import Path

from pepsheets.sheets import AddressNotUnderstood, Gateway

ENDINGS = (".xlsx", ".xlsm")
"""The files that the workbook door opens."""


def open_gateway(address: str) -> Gateway:
    """The door to the workbook at an address. Doors are loaded only when they are used."""
    if is_google(address):
        from pepsheets.gateways.google_sheet.opening import open_sheet

        return open_sheet(address)
    if is_excel(address):
        from pepsheets.gateways.live_excel.opening import open_workbook

        return open_workbook(address)
    file = _file_at(address)
    from pepsheets.gateways.workbook_file import WorkbookFile

    return WorkbookFile(file)


def is_google(address: str) -> bool:
    """Whether an address is that of a Google Sheet: with `google:` before it, or the link as the browser shows it."""
    given = address.strip().casefold()
    return given.startswith(("google:", "https://docs.google.com/", "docs.google.com/"))


def is_excel(address: str) -> bool:
    """Whether an address is that of a workbook which is open in Excel: `excel:` alone, or with its name behind."""
    return address.strip().casefold().startswith("excel:")


def open_results_copy(address: str, copy: str) -> Gateway:
    """A door that reads the workbook at an address, and writes into a copy of it where nothing stands yet."""
    file = _file_at(address)
    from pepsheets.gateways.workbook_file.results_copy import ResultsCopy

    return ResultsCopy(file, copy)


def _file_at(address: str) -> str:
    if is_google(address):
        raise AddressNotUnderstood(f"'{address}' is a Google Sheet, and this is done with workbook files only.")
    if is_excel(address):
        raise AddressNotUnderstood(
            f"'{address}' is a workbook inside Excel, and this is done with workbook files only."
        )
    if Path(address).suffix.casefold() in (".xls", ".ods", ".csv"):
        raise AddressNotUnderstood(
            f"'{address}' is not an Excel workbook of today's kind.",
            "Open it in Excel, choose Save As, and save it as an Excel workbook (.xlsx).",
        )
    return address
