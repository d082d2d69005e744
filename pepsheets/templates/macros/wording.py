"""The VBA text of our own modules.

A macro runs one line of Python and nothing else; where it cannot, it says so in a sentence. None runs by itself.
"""

from collections.abc import Iterable, Iterator

from pepsheets.templates.macros.buttons import BUTTONS, MacroButton
from pepsheets.templates.macros.functions import WorksheetFunction, wrapper

BUTTONS_MODULE = "pepsheets_buttons"
FUNCTIONS_MODULE = "pepsheets_functions"

FUNCTIONS = "pepsheets.faces.functions"
"""The Python module whose functions cells call."""

NOT_SET_UP = (
    "The buttons cannot work yet: pepsheets is not set up on this computer.",
    "Whoever looks after this computer installs it once, without administrator rights, and then runs:",
    "    pepsheets excel install",
    "Everything else in this workbook works without it.",
)
"""What is said where no Python was named, or the one that was is gone."""

GONE = (
    "pepsheets is no longer installed in the Python that Excel was told of. Install it again, and then run: "
    "pepsheets excel install"
)
"""What is said where the Python is there, and pepsheets is not. It travels through two shells: no quotation marks."""

_FIRST = f"import sys, importlib.util as search; search.find_spec('pepsheets') or sys.exit('{GONE}'); "


def buttons_module() -> str:
    """The macros of the buttons."""
    return "\n".join([_HEAD, *map(_macro, BUTTONS), _TAIL])


def functions_module(functions: Iterable[WorksheetFunction]) -> str:
    """The functions that cells call."""
    return _FUNCTIONS_HEAD + wrapper(FUNCTIONS, functions)


def _macro(button: MacroButton) -> str:
    return f"""Public Sub {button.macro}()
    '{button.hint}
    On Error GoTo failed
    If IsSetUp() Then RunPython FIRST & "{button.command}"
    Exit Sub
failed:
    TellWhy Err.Description
End Sub
"""


def _lines_of(words: Iterable[str]) -> Iterator[str]:
    """Lines of a message, as VBA joins them."""
    first, *others = words
    yield f'    MsgBox "{first}" & vbNewLine & vbNewLine & _'
    for line in others[:-1]:
        yield f'        "{line}" & vbNewLine & _'
    yield f'        "{others[-1]}", vbInformation, "pepsheets"'


_HEAD = f"""Attribute VB_Name = "{BUTTONS_MODULE}"
'The buttons on the Overview. Each starts Python, which does the work in this workbook while it is open.
'No macro here runs by itself: only a press of a button starts one. Written by pepsheets.
Option Explicit

Private Const FIRST As String = "{_FIRST}"
"""

_TAIL = f"""Private Function IsSetUp() As Boolean
    'Whether this computer was told which Python has pepsheets, and whether that Python is still there.
    Dim interpreter As String
    #If Mac Then
        interpreter = GetConfig("INTERPRETER_MAC", "")
        IsSetUp = interpreter <> ""
    #Else
        interpreter = GetConfig("INTERPRETER_WIN", "")
        If interpreter <> "" Then IsSetUp = FileExists(interpreter)
    #End If
    If Not IsSetUp Then TellNotSetUp
End Function

Private Sub TellNotSetUp()
{chr(10).join(_lines_of(NOT_SET_UP))}
End Sub

Private Sub TellWhy(reason As String)
    MsgBox "Excel could not run pepsheets. It says: " & reason & vbNewLine & vbNewLine & _
        "If it happens again, ask whoever looks after this computer to run:" & vbNewLine & _
        "    pepsheets excel status", vbExclamation, "pepsheets"
End Sub
"""

_FUNCTIONS_HEAD = f"""Attribute VB_Name = "{FUNCTIONS_MODULE}"
'The functions that cells can call, such as PEP_NOTICE_BY. Each hands what it is given to the Python function of its
'name. Written by pepsheets, as xlwings would write it; do not import functions here by hand.
#Const App = "Microsoft Excel" 'Adjust when using outside of Excel
"""
