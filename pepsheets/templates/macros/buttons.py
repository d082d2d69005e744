"""The buttons of a workbook in Excel: what stands on each, its macro, and the Python that the macro runs."""

from dataclasses import dataclass

from pepsheets.tabs.buttons import RECALCULATE, SYNC_NOW

PRESSED = "pepsheets.faces.pressed"
"""The module whose functions the macros call."""


@dataclass(frozen=True, slots=True)
class MacroButton:
    """A button: the words on it, the name of its macro, the name of the function that this calls, and what it does."""

    caption: str
    macro: str
    function: str
    hint: str

    @property
    def command(self) -> str:
        """The Python that the macro runs.

        >>> BUTTONS[0].command
        'import pepsheets.faces.pressed as pressed; pressed.recalculate()'
        """
        return f"import {PRESSED} as pressed; pressed.{self.function}()"


BUTTONS = (
    MacroButton(RECALCULATE, "Recalculate", "recalculate", "Works out every result and fills it in."),
    MacroButton("Check", "Check", "check", "Lists on the Checks tab what there is to put right."),
    MacroButton("New year", "NewYear", "new_year", "Rolls the workbook into the next academic year."),
    MacroButton(SYNC_NOW, "SyncNow", "sync_now", "Brings this workbook and the sheets shared from it together."),
)
"""The buttons, in the order in which they stand."""
