"""What may go wrong with signing in to Google, each in words that say what to do."""

from __future__ import annotations

from pepsheets.gateways.google_sheet.refusals import GUIDE
from pepsheets.sheets import GatewayError

_NEW_KEY = (
    "Make a new key in the Google Cloud console (IAM & Admin, Service Accounts, Keys), and sign in with it: "
    "pepsheets google login --key FILE."
)


class NotSignedIn(GatewayError):
    """Nobody has signed in to Google on this computer."""

    remedy = f"Sign in with 'pepsheets google login'; {GUIDE} shows every step."

    def __init__(self) -> None:
        super().__init__("pepsheets is not signed in to Google on this computer.")


class OwnAccount(GatewayError):
    """A person is signed in, whose address Google does not tell us."""

    remedy = "A sheet that you can open in the browser needs no more sharing."

    def __init__(self) -> None:
        super().__init__(
            "pepsheets is signed in with somebody's own Google account: it opens what that account may open."
        )


class KeyFileNotUnderstood(GatewayError):
    """The file is not the one that Google hands out for signing in."""

    remedy = f"Download it again from the Google Cloud console; {GUIDE} shows where."


class KeyFileOpenToOthers(GatewayError):
    """What signs us in can be read by other people on this computer."""


class KeyFileNotKept(GatewayError):
    """What signs us in could not be stored or read."""

    remedy = "Give yourself the right to read and write there, or name another folder in the setting PEPSHEETS_HOME."


class KeyRefused(GatewayError):
    """Google no longer accepts the key of the service account."""

    remedy = _NEW_KEY

    def __init__(self) -> None:
        super().__init__(
            "Google does not accept this computer's key: the key was deleted, or its service account was disabled or "
            "deleted."
        )


class ClockIsWrong(GatewayError):
    """The computer's clock differs too much from Google's."""

    remedy = "Set the date, time and time zone of this computer (best: automatically), and try again."

    def __init__(self) -> None:
        super().__init__("Google does not let this computer sign in, because its clock is wrong by several minutes.")


class ConsentExpired(GatewayError):
    """The person's consent has ended, or was withdrawn."""

    remedy = (
        "Sign in again with 'pepsheets google login'. If this happens every week, the sign-in page of your "
        f"organisation's Google project is still in testing: {GUIDE} shows how to end that."
    )

    def __init__(self) -> None:
        super().__init__("Your permission for pepsheets to use your Google account has ended or was withdrawn.")


class ConsentIncomplete(GatewayError):
    """The person did not allow what pepsheets needs."""

    remedy = (
        "Sign in again with 'pepsheets google login', choose Continue, and leave the tick at 'See, edit, create and "
        "delete all your Google Sheets spreadsheets'."
    )

    def __init__(self) -> None:
        super().__init__("pepsheets was not given the permission to open Google Sheets.")


class SignInNotFinished(GatewayError):
    """The sign-in through the browser did not come to an end."""


class ForbiddenByAdministrator(GatewayError):
    """A policy of the organisation stands in the way."""

    remedy = f"Show your administrator the page 'For the administrator' in {GUIDE}: it names each setting."

    def __init__(self) -> None:
        super().__init__(
            "Your organisation's Google administrator does not allow this sign-in, or this use of Google Sheets."
        )


class SignInLimited(GatewayError):
    """The organisation lets a sign-in last for a few hours only."""

    remedy = (
        "Sign in again with 'pepsheets google login'. For work at night, ask your administrator to exempt pepsheets: "
        f"the page 'For the administrator' in {GUIDE} says where."
    )

    def __init__(self) -> None:
        super().__init__("Your organisation ends each sign-in of this kind after some hours, and yours has ended.")


class ClientUnknown(GatewayError):
    """The organisation's OAuth client was deleted or disabled."""

    remedy = (
        "Ask whoever looks after your organisation's Google project for its client file, and sign in with it again."
    )

    def __init__(self) -> None:
        super().__init__("Google no longer knows the program entry (OAuth client) through which you signed in.")
