"""A person signs in with an account of their own: Google asks for consent in the browser, and sends the answer here."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pepsheets.gateways.google_sheet import key_files
from pepsheets.gateways.google_sheet.credentials import SCOPES, Account, client_of, keep_own_account
from pepsheets.gateways.google_sheet.pacing import Pace
from pepsheets.gateways.google_sheet.refusals import needs_the_google_part
from pepsheets.gateways.google_sheet.sign_in_refusals import ConsentIncomplete, SignInNotFinished

MINUTES = 5
_PROMPT = "Your browser opens now, and Google asks for your consent. If it does not open, go to this address: {url}"
_THANKS = "You are signed in. You can close this window and go back to pepsheets."


def sign_in(client: Path, browser: str | None = None, folder: Path | None = None) -> Account:
    """Sign in as the person at the browser, through the client file of their organisation."""
    from pepsheets.gateways.google_sheet.connection import prove

    consent = ask_consent(key_files.client(client), browser)
    return keep_own_account(consent, prove, folder)


def sign_in_once_more(account: Account, browser: str | None = None, folder: Path | None = None) -> Account:
    """Sign in as the person at the browser, through the client that signed this account in."""
    from pepsheets.gateways.google_sheet.connection import prove

    return keep_own_account(ask_consent(client_of(account), browser), prove, folder)


def ask_consent(client: Mapping[str, Any], browser: str | None = None) -> dict[str, str]:
    """What Google gives when the person consents in the browser, in the form in which it is kept."""
    with needs_the_google_part():
        from google_auth_oauthlib.flow import InstalledAppFlow  # type: ignore[import-untyped]  # it has no types

        from pepsheets.gateways.google_sheet.sessions import only_google
    flow = InstalledAppFlow.from_client_config(client, SCOPES)
    only_google(flow.oauth2session)
    with _in_our_words():
        given = flow.run_local_server(
            port=0,
            browser=browser,
            authorization_prompt_message=_PROMPT,
            success_message=_THANKS,
            timeout_seconds=MINUTES * 60,
            access_type="offline",
            prompt="consent",
        )
    if not given.refresh_token:
        raise ConsentIncomplete
    inner = client["installed"]
    return {
        "type": "authorized_user",
        "client_id": inner["client_id"],
        "client_secret": inner["client_secret"],
        "refresh_token": given.refresh_token,
        "project_id": str(inner.get("project_id", "")),
    }


@contextmanager
def _in_our_words() -> Iterator[None]:
    from google_auth_oauthlib.flow import WSGITimeoutError
    from oauthlib.oauth2 import AccessDeniedError, OAuth2Error  # type: ignore[import-untyped]  # it has no types

    from pepsheets.gateways.google_sheet.faults import FAILURES
    from pepsheets.gateways.google_sheet.translating import Asking, refusal_of

    try:
        yield
    except WSGITimeoutError as nobody:
        raise _not_finished(
            f"Nobody finished signing in within {MINUTES} minutes.",
            "Try again. If Google showed that access is blocked, show your administrator the page 'For the "
            "administrator' in docs/google.md.",
        ) from nobody
    except webbrowser.Error as none:
        raise _not_finished(
            "No web browser was found on this computer.",
            "Sign in with the key of a service account instead: pepsheets google login --key FILE.",
        ) from none
    except AccessDeniedError as refused:
        raise _not_finished("The consent was refused in the browser.", "Try again, and choose Continue.") from refused
    except Warning as fewer:
        # oauthlib's way to say that fewer permissions were given than asked for.
        raise ConsentIncomplete from fewer
    except OAuth2Error as odd:
        raise _not_finished("Google did not finish the sign-in.", "Try again.") from odd
    except FAILURES as failure:
        raise refusal_of(failure, Asking(Account("own", Path()), Pace())) from failure


def _not_finished(message: str, remedy: str) -> SignInNotFinished:
    return SignInNotFinished(f"{message} You are not signed in to Google.", remedy)
