"""What Google, the way to it, and the signing in may refuse, each in words that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pepsheets.sheets import AddressNotFound, GatewayError

GUIDE = "docs/google.md"
_AGAIN = "Run the command again; if it happens again, tell whoever looks after pepsheets."
_PARTS = ("google", "google_auth_oauthlib", "gspread", "oauthlib", "requests", "requests_oauthlib")


class GooglePartMissing(GatewayError):
    """The optional part of pepsheets that talks to Google is not installed."""

    remedy = 'Install it with: pip install "pepsheets[google]"'

    def __init__(self) -> None:
        super().__init__("The part of pepsheets that talks to Google is not installed on this computer.")


@contextmanager
def needs_the_google_part() -> Iterator[None]:
    """Says what to install where the optional part of pepsheets is missing."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _PARTS:
            raise
        raise GooglePartMissing from missing


class SheetNotShared(GatewayError):
    """The sheet may not be opened with this account."""

    def __init__(self, who: str | None) -> None:
        if who:
            super().__init__(
                f"The Google Sheet is not shared with {who}.",
                "Open the sheet, choose Share, add that address as an Editor, and try again. If Share refuses the "
                f"address, the page 'For the administrator' in {GUIDE} says what must be allowed.",
            )
        else:
            super().__init__(
                "The Google account you signed in with may not open this sheet.",
                "Ask its owner to share the sheet with you as an Editor, or sign in with the account that may open it.",
            )


class SheetNotFound(AddressNotFound):
    """There is no sheet at the address, or none that this account may know of."""

    def __init__(self, who: str | None) -> None:
        with_whom = who or "the Google account you signed in with"
        super().__init__(
            f"There is no Google Sheet at this address, or it is not shared with {with_whom}.",
            "Open the sheet in the browser, copy its whole address, share the sheet with that account as an Editor, "
            "and try again.",
        )


class SheetNotChangeable(GatewayError):
    """The sheet may be read with this account, and not changed."""

    def __init__(self, who: str | None) -> None:
        super().__init__(
            f"{who or 'The Google account you signed in with'} may read this Google Sheet and may not change it. "
            "Nothing was written.",
            "Open the sheet, choose Share, make that account an Editor, and try again.",
        )


class CellsProtected(GatewayError):
    """Cells or tabs that must be written are locked for this account."""

    def __init__(self, who: str | None) -> None:
        super().__init__(
            "Somebody has locked cells of the sheet that pepsheets fills. Nothing was written.",
            "In the sheet, choose Data, Protect sheets and ranges, and allow "
            f"{who or 'your account'} to edit what is locked.",
        )


class NotAGoogleSheet(GatewayError):
    """The file at the address lies in Drive, but is an Excel workbook."""

    remedy = (
        "Open it in the browser, choose File, Save as Google Sheets, and use the address of the new sheet; or keep it "
        "as an Excel workbook and give pepsheets its path on your computer."
    )

    def __init__(self) -> None:
        super().__init__("At this address lies an Excel workbook, and not a Google Sheet.")


class ApiNotEnabled(GatewayError):
    """The Google project has not switched the Sheets API on."""

    def __init__(self, project: str | None) -> None:
        library = "https://console.cloud.google.com/apis/library/sheets.googleapis.com"
        where = f"{library}?project={project}" if project else library
        super().__init__(
            "The Google Sheets API is not switched on in the Google project through which pepsheets signs in.",
            f"Open {where} , choose Enable, wait five minutes, and try again.",
        )


class GoogleBusy(GatewayError):
    """Google counts more requests than it allows in a minute."""

    def __init__(self, when: str) -> None:
        super().__init__(
            "Google is busy: it has had more requests from this account than it allows in a minute.",
            f"Try again at {when}.",
        )


class GoogleUnwell(GatewayError):
    """Google could not answer, through no fault of ours."""

    def __init__(self, when: str) -> None:
        super().__init__(
            "Google could not answer, and the trouble is on its side.",
            f"Try again at {when}. If it goes on, www.google.com/appsstatus says whether Google Sheets is out of "
            "order; if it is not, this sheet may have grown too large: delete empty rows and tabs that nobody needs.",
        )


class TookTooLong(GatewayError):
    """No answer came within the time limit."""

    remedy = (
        "Try again. If it goes on, the sheet may have grown too large: delete empty rows, and tabs that nobody needs, "
        "or try from a faster connection."
    )

    def __init__(self) -> None:
        super().__init__("Google did not answer in time.")


class TooLarge(GatewayError):
    """More than Google takes in one go."""

    remedy = _AGAIN

    def __init__(self) -> None:
        super().__init__("The change is larger than Google takes at once. Nothing was written.")


class AnswerLost(GatewayError):
    """A write was sent, and it is not known whether it was carried out: read again, and plan anew."""

    remedy = "Run the command again: it reads the sheet first, and writes only what is still missing."

    def __init__(self) -> None:
        super().__init__(
            "The connection to Google broke off during the saving, so it is not known whether the sheet was changed."
        )


class RequestRefused(GatewayError):
    """Google did not accept the request. ``reason`` is what it says to programmers, never shown."""

    remedy = _AGAIN

    def __init__(self, reason: str = "", message: str = "Google did not understand what pepsheets asked for.") -> None:
        self.reason = reason
        super().__init__(message)


class BatchRefused(RequestRefused):
    """One of the requests of a batch was not accepted, so none was carried out."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason, "Google did not accept the change, and nothing was written.")


class NoNetwork(GatewayError):
    """Google cannot be reached."""

    remedy = "Check that this computer is connected to the internet, and try again."

    def __init__(self) -> None:
        super().__init__("Google cannot be reached from this computer.")


class ConnectionBroke(GatewayError):
    """The connection was cut again and again while reading."""

    remedy = "Check the internet connection of this computer, and try again."

    def __init__(self) -> None:
        super().__init__("The connection to Google broke off several times.")


class WebFilterInTheWay(GatewayError):
    """Something between this computer and Google opens the connection, and cannot prove who it is."""

    remedy = (
        "Ask whoever looks after your network to let *.googleapis.com pass the web filter without opening the "
        "connection, or to make this computer trust the filter (setting REQUESTS_CA_BUNDLE)."
    )

    def __init__(self) -> None:
        super().__init__(
            "Something between this computer and Google, probably the school's web filter, opens the connection."
        )


class ProxyInTheWay(GatewayError):
    """The proxy of the network does not let us through."""

    remedy = "Ask whoever looks after your network to let this computer reach *.googleapis.com through the proxy."

    def __init__(self) -> None:
        super().__init__("The proxy of your network does not let this computer reach Google.")


class ElsewhereRefused(GatewayError):
    """A connection to somewhere that is not Google, or a trial outside this computer, is never made."""
