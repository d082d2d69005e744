"""``google login``, ``share-address``, ``status`` and ``logout``: who signs in to Google, said in plain words."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from pepsheets.faces.running import DONE, ERRORS_WAIT, CommandNotUnderstood, Run
from pepsheets.faces.screen import Screen

if TYPE_CHECKING:
    from pepsheets.gateways.google_sheet.credentials import Account

KEYS_PAGE = "https://console.cloud.google.com/iam-admin/serviceaccounts"
CONSENTS_PAGE = "https://myaccount.google.com/connections"
HOW = "With a key: 'pepsheets google login --key FILE'. With your own account: 'pepsheets google login --client FILE'."


def sign_in_with_key(key: Path, run: Run) -> int:
    """Sign in as a service account, if Google accepts its key."""
    from pepsheets.gateways.google_sheet.connection import prove
    from pepsheets.gateways.google_sheet.credentials import keep_service_account

    with run.screen.progress() as progress:
        progress("Asking Google whether it accepts the key")
        account = keep_service_account(key, prove)
    run.screen.say(f"Signed in to Google as {who(account)}.", "bold")
    _tell_where_kept(run.screen, account)
    run.screen.say(
        "The file that you downloaded is no longer needed: delete it, for whoever has it can open your sheets."
    )
    run.screen.copyable(str(key))
    _tell_share_address(run.screen, str(account.address))
    return DONE


def sign_in_with_client(client: Path, run: Run) -> int:
    """Sign in as the person at the browser."""
    from pepsheets.gateways.google_sheet.signing_in import sign_in

    # What google-auth-oauthlib prints while it waits is a message, not a result.
    with redirect_stdout(sys.stderr):
        account = sign_in(client)
    return _welcome(run, account)


def sign_in_again(run: Run) -> int:
    """Sign in as the person at the browser, through the client of the last time."""
    from pepsheets.gateways.google_sheet.credentials import signed_in_account
    from pepsheets.gateways.google_sheet.sign_in_refusals import NotSignedIn
    from pepsheets.gateways.google_sheet.signing_in import sign_in_once_more

    try:
        account = signed_in_account()
    except NotSignedIn:
        raise CommandNotUnderstood("There are two ways to sign in, and a file for each.", HOW) from None
    if account.is_service:
        raise CommandNotUnderstood(f"Signed in already, as {who(account)}.", f"To change that, give a file. {HOW}")
    with redirect_stdout(sys.stderr):
        account = sign_in_once_more(account)
    return _welcome(run, account)


def show_share_address(run: Run) -> int:
    """Show with which address a sheet must be shared: on standard output the address alone."""
    from pepsheets.gateways.google_sheet.connection import share_address

    address = share_address()
    run.screen.message("Share the sheet with this address, as an Editor:")
    run.screen.raw(address)
    return DONE


def show_status(run: Run) -> int:
    """Tell who is signed in, and whether Google accepts it."""
    from pepsheets.gateways.google_sheet.connection import prove
    from pepsheets.gateways.google_sheet.credentials import credentials_of, signed_in_account
    from pepsheets.gateways.google_sheet.sign_in_refusals import NotSignedIn

    try:
        account = signed_in_account()
    except NotSignedIn as nobody:
        run.screen.say(nobody.message, "bold")
        run.screen.say(f"{HOW} docs/google.md shows every step.")
        return ERRORS_WAIT
    with run.screen.progress() as progress:
        progress("Asking Google")
        prove(account, credentials_of(account))
    run.screen.say(f"Signed in to Google as {who(account)}, and Google accepts it.", "bold")
    _tell_where_kept(run.screen, account)
    if account.address is not None:
        _tell_share_address(run.screen, account.address)
    return DONE


def sign_out(run: Run) -> int:
    """Delete what signs this computer in, and say what is left to do at Google."""
    from pepsheets.gateways.google_sheet.credentials import forget

    account = forget()
    run.screen.say("Signed out of Google: this computer can no longer open your Google Sheets.", "bold")
    if account.is_service:
        run.screen.say("If the key is not needed elsewhere, delete it at Google too (Service Accounts, Keys):")
        run.screen.copyable(KEYS_PAGE)
    else:
        run.screen.say("To take your consent back for every computer, remove pepsheets from your Google account:")
        run.screen.copyable(CONSENTS_PAGE)
    return DONE


def who(account: Account) -> str:
    """Who is signed in, in words."""
    if account.address is not None:
        return f"the service account {account.address}"
    through = f", through the Google project '{account.project}'" if account.project else ""
    return f"a person with an account of their own{through}"


def _welcome(run: Run, account: Account) -> int:
    run.screen.say("Signed in to Google with your own account.", "bold")
    run.screen.say("pepsheets can now open every Google Sheet that you can open, and no other file of yours.")
    _tell_where_kept(run.screen, account)
    return DONE


def _tell_where_kept(screen: Screen, account: Account) -> None:
    screen.say("What signs you in is kept in a file that only you can read:")
    screen.copyable(str(account.file))


def _tell_share_address(screen: Screen, address: str) -> None:
    screen.say("Share each sheet with this address, as an Editor:")
    screen.copyable(address)
