"""Finds the workbook that an address means among those that are open in Excel."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pepsheets.gateways.live_excel.door import LiveExcel
from pepsheets.gateways.live_excel.refusals import ExcelNotReachable, NoSuchWorkbookOpen

if TYPE_CHECKING:
    import xlwings as xw

_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls")


def open_workbook(address: str) -> LiveExcel:
    """The door to the workbook in front (``excel:``) or to the one of a name (``excel:NAME``)."""
    apps = _running()
    name = address.partition(":")[2].strip()
    return LiveExcel(_named(name, apps) if name else _in_front(apps), address)


def _running() -> Sequence["xw.App"]:
    """Excel as it runs on this PC; it may run more than once."""
    xlwings_engines = _engines()
    apps = [app for engine in xlwings_engines if engine.type == "desktop" for app in engine.apps]
    if not apps:
        raise ExcelNotReachable("Excel is not running.")
    return apps


def _engines() -> Sequence["xw.main.Engine"]:
    elsewhere = ExcelNotReachable(
        "A workbook inside Excel can be reached on Windows and macOS only.",
        "Save the workbook, close it, and give the path of its file instead.",
    )
    try:
        import xlwings
    except ImportError as error:
        if sys.platform not in ("win32", "darwin"):
            raise elsewhere from error
        raise ExcelNotReachable(
            "To reach a workbook inside Excel, pepsheets needs xlwings, which is not installed.",
            'Install it with: pip install "pepsheets[excel]"',
        ) from error
    engines = list(xlwings.engines)
    if not any(engine.type == "desktop" for engine in engines):
        raise elsewhere
    return engines


def _in_front(apps: Sequence["xw.App"]) -> "xw.Book":
    """The active workbook of the Excel that was used last."""
    for app in apps:
        if len(app.books):
            return app.books.active
    raise NoSuchWorkbookOpen("Excel is running, and no workbook is open in it.")


def _named(name: str, apps: Iterable["xw.App"]) -> "xw.Book":
    books = [book for app in apps for book in app.books]
    found = [book for book in books if _plain(name) in (_plain(book.name), _plain(book.fullname))]
    exact = [book for book in found if name.casefold() in (book.name.casefold(), book.fullname.casefold())]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if found:
        raise NoSuchWorkbookOpen(
            f"Several workbooks called '{name}' are open in Excel.", "Close all but the one you mean, and try again."
        )
    names = ", ".join(sorted(f"'{book.name}'" for book in books))
    others = f" Open are: {names}." if names else " No workbook is open in it."
    raise NoSuchWorkbookOpen(f"No workbook called '{name}' is open in Excel.{others}")


def _plain(name: str) -> str:
    """A name without what people leave out: capitals and the ending."""
    folded = name.casefold()
    return next((folded.removesuffix(ending) for ending in _ENDINGS if folded.endswith(ending)), folded)
