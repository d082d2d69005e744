"""What makes a workbook one with buttons: its macros, and the buttons that run them.

The macros of each kind of partnership are made once, by ``scripts/build_macros.py``, and checked in: every workbook
gets the very macros that were tried in a real Excel, and making one needs nothing but this package.
"""

from pepsheets.templates.macros.buttons import BUTTONS, PRESSED, MacroButton
from pepsheets.templates.macros.functions import Argument, WorksheetFunction
from pepsheets.templates.macros.pinned import XLWINGS, version_in
from pepsheets.templates.macros.projects import project_of

__all__ = [
    "BUTTONS",
    "PRESSED",
    "XLWINGS",
    "Argument",
    "MacroButton",
    "WorksheetFunction",
    "project_of",
    "version_in",
]
