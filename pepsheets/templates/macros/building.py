"""Makes the macros of a workbook: our modules and those of xlwings, beside one for the workbook and one for each tab.

Only ``scripts/build_macros.py`` and the tests do this. It wants pyOpenVBA, and the xlwings that is pinned.
"""

import tempfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from xlsxwriter.workbook import Workbook

from pepsheets.templates.macros.functions import WorksheetFunction
from pepsheets.templates.macros.wording import BUTTONS_MODULE, FUNCTIONS_MODULE, buttons_module, functions_module

XLWINGS_MODULE = "xlwings"
DICTIONARY = "Dictionary"
"""A class that xlwings's module needs on a Mac."""

MODULES = (XLWINGS_MODULE, DICTIONARY, BUTTONS_MODULE, FUNCTIONS_MODULE)


def project_for(tabs: int, functions: Iterable[WorksheetFunction]) -> bytes:
    """The macros of a workbook of so many tabs: the same input always gives the same bytes."""
    from pyopenvba import ExcelFile, VBAModuleKind  # type: ignore[import-untyped]  # annotated, and does not say so

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsm")
        _write_tabs(path, tabs)
        with ExcelFile(path) as book:
            project = book.add_vba_project()
            project.add_module(XLWINGS_MODULE, _of_xlwings("xlwings.bas"))
            project.add_module(DICTIONARY, _of_xlwings("addin/Dictionary.cls"), kind=VBAModuleKind.other)
            project.add_module(BUTTONS_MODULE, _as_vba(buttons_module()))
            project.add_module(FUNCTIONS_MODULE, _as_vba(functions_module(functions)))
            book.save()
        with ExcelFile(path) as book:
            return bytes(book.vba_project_bytes())


def _write_tabs(path: Path, tabs: int) -> None:
    workbook = Workbook(path)
    for _ in range(tabs):
        workbook.add_worksheet()
    workbook.close()


def _of_xlwings(name: str) -> str:
    """A module as xlwings ships it, whose own notices stand at its head."""
    return files("xlwings").joinpath(name).read_bytes().decode("ascii")


def _as_vba(text: str) -> str:
    return text.replace("\n", "\r\n")
