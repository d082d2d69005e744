"""The files by which one signs in, as Google hands them out: which is which, and whether they are whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pepsheets.gateways.google_sheet.refusals import GUIDE
from pepsheets.gateways.google_sheet.sign_in_refusals import KeyFileNotUnderstood
from pepsheets.sheets import AddressNotFound

_SERVICE = ("client_email", "private_key", "token_uri")
_OWN = ("client_id", "client_secret", "refresh_token")
_CLIENT = ("client_id", "client_secret", "auth_uri", "token_uri")
_SIGN_IN_HOSTS = ("oauth2.googleapis.com", "accounts.google.com", "www.googleapis.com")
GOOGLES_OWN = {
    "auth_uri": "https://accounts.google.com/o/oauth2/auth",
    "token_uri": "https://oauth2.googleapis.com/token",
    "redirect_uris": ["http://localhost"],
}
"""What stands in every client file of the type 'Desktop app'."""

_LARGEST = 100_000


def service_account(file: Path) -> dict[str, Any]:
    """What stands in the key file of a service account."""
    found = _read(file)
    if "installed" in found or "web" in found:
        raise KeyFileNotUnderstood(
            f"'{file.name}' is a client file, with which a person signs in, and not the key of a service account.",
            f"Sign in with it like this: pepsheets google login --client FILE. {GUIDE} shows both ways.",
        )
    if found.get("type") != "service_account" or not _has(found, _SERVICE):
        raise KeyFileNotUnderstood(f"'{file.name}' is not the key file of a service account.")
    _refuse_elsewhere(found["token_uri"], file)
    return found


def client(file: Path) -> dict[str, Any]:
    """What stands in the client file with which an organisation's program introduces itself to Google."""
    found = _read(file)
    if found.get("type") == "service_account":
        raise KeyFileNotUnderstood(
            f"'{file.name}' is the key of a service account, and not a client file.",
            f"Sign in with it like this: pepsheets google login --key FILE. {GUIDE} shows both ways.",
        )
    if "web" in found:
        raise KeyFileNotUnderstood(
            f"'{file.name}' is the client file of a website.",
            f"Make a client of the type 'Desktop app', and download its file; {GUIDE} shows where.",
        )
    inner = found.get("installed")
    if not isinstance(inner, dict) or not _has(inner, _CLIENT):
        raise KeyFileNotUnderstood(f"'{file.name}' is not a client file of the type 'Desktop app'.")
    _refuse_elsewhere(inner["token_uri"], file)
    _refuse_elsewhere(inner["auth_uri"], file)
    return found


def kept(text: str, file: Path) -> dict[str, Any]:
    """What stands in our own file."""
    found = _parsed(text)
    needed = {"service_account": _SERVICE, "authorized_user": _OWN}.get(str(found.get("type")))
    if needed is None or not _has(found, needed):
        raise KeyFileNotUnderstood(
            f"The file that signs pepsheets in to Google, '{file}', is damaged.",
            "Sign out with 'pepsheets google logout', and sign in again.",
        )
    return found


def cut_short() -> KeyFileNotUnderstood:
    """The refusal of a key file whose key cannot be read."""
    return KeyFileNotUnderstood("The key in the key file is not whole.")


def _read(file: Path) -> dict[str, Any]:
    try:
        text = file.read_bytes()[: _LARGEST + 1].decode("utf-8-sig")
    except FileNotFoundError as error:
        raise AddressNotFound(f"There is no file '{file}'.") from error
    except UnicodeDecodeError:
        text = ""
    except OSError as error:
        raise KeyFileNotUnderstood(f"The file '{file}' could not be read.", "Check that you may open it.") from error
    found = _parsed(text)
    if not found:
        raise KeyFileNotUnderstood(
            f"'{file.name}' is not a file that Google hands out for signing in, whose name ends in .json."
        )
    return found


def _parsed(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _has(found: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    return all(isinstance(found.get(name), str) and found[name] for name in names)


def _refuse_elsewhere(address: str, file: Path) -> None:
    """A file that sends its owner to somebody else's sign-in page is a trap."""
    place = urlsplit(address)
    if place.scheme != "https" or place.hostname not in _SIGN_IN_HOSTS:
        raise KeyFileNotUnderstood(
            f"'{file.name}' would sign in somewhere that is not Google, so it was not used.",
            "Do not use it. Download the file yourself from the Google Cloud console.",
        )
