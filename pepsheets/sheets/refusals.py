"""The outside world's refusals, each in words that say what happened and what the person can do."""

from __future__ import annotations


class GatewayError(Exception):
    """The outside world refused: ``message`` says what happened, ``remedy`` what the person can do."""

    remedy: str = ""

    def __init__(self, message: str, remedy: str | None = None) -> None:
        self.message = message
        if remedy is not None:
            self.remedy = remedy
        super().__init__(f"{self.message} {self.remedy}".strip())

    @property
    def kind(self) -> str:
        """A stable name for programs that read our JSON."""
        return type(self).__name__


class AddressNotFound(GatewayError):
    """There is nothing at the address."""

    remedy = "Check the name and the folder, then try again."


class AddressNotUnderstood(GatewayError):
    """The address is of no kind that we know."""

    remedy = "Give the path of a workbook that ends in .xlsx or .xlsm."


class AddressTaken(GatewayError):
    """Something already stands where a new workbook should go."""

    remedy = "Choose another name, or move the old file away first."


class NotAWorkbook(GatewayError):
    """The file is not a workbook that we can open safely."""

    remedy = "Open it in Excel, choose Save As, and save it as an Excel workbook (.xlsx)."


class FileIsEncrypted(GatewayError):
    """The workbook has a password."""

    remedy = "Open it in Excel, choose File, Info, Protect Workbook, remove the password, save it, and try again."


class FileIsOpen(GatewayError):
    """Somebody has the workbook open."""

    remedy = "Ask them to save and close it, then try again."


class FileChangedMeanwhile(GatewayError):
    """The workbook was saved by somebody else between our reading and our writing."""

    remedy = "Nothing was written. Run the command again."


class FileCannotBeSaved(GatewayError):
    """The folder, the disk or the system refused the save."""

    remedy = "Nothing was changed. Check that the disk has room and that you may write in the folder."


class CannotWriteCell(GatewayError):
    """A cell is of a kind that we never overwrite."""

    remedy = "Nothing was written."


class CellHoldsFormula(CannotWriteCell):
    """A cell that we should fill holds a formula of the owner's."""

    remedy = "Nothing was written. Move the formula to a column of your own, clear the cell, and try again."


class TableCannotGrow(GatewayError):
    """Something stands in the way of a table that needs more rows."""

    remedy = "Nothing was written. Make room below the table, and try again."
