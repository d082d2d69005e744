"""Why a workbook in Excel cannot be reached or written, in words for the person in front of it."""

from pepsheets.sheets import GatewayError


class ExcelNotReachable(GatewayError):
    """Excel, or what joins us to it, is not here or does not run."""

    remedy = "Open the workbook in Excel, and try again."


class NoSuchWorkbookOpen(GatewayError):
    """Excel runs, and the workbook that is wanted is not open in it."""

    remedy = "Open the workbook in Excel, and try again."


class WritingBrokeOff(GatewayError):
    """Excel refused while we were writing; everything was put back."""

    remedy = (
        "Everything is as it was before. If you were typing in a cell, press Enter; if the tab is protected, unprotect "
        "it (Review, Unprotect Sheet). Then try again."
    )


class PutBackIncomplete(GatewayError):
    """Excel refused while we were writing, and refused again when we put things back."""

    remedy = "Close the workbook without saving it, and open it again: it is then as it was when it was last saved."
