"""Who signs in to Google: a service account with its key, or a person with an account of their own.

One of them at a time, in one file that only the user can read, in the user's data folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pepsheets.gateways.google_sheet import key_files
from pepsheets.gateways.google_sheet.refusals import needs_the_google_part
from pepsheets.gateways.google_sheet.sign_in_refusals import (
    KeyFileNotKept,
    KeyFileNotUnderstood,
    KeyFileOpenToOthers,
    NotSignedIn,
)

if TYPE_CHECKING:
    from google.auth.credentials import Credentials

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
"""What we ask for: to open and change sheets, by address. Narrower is ``drive.file`` alone, which opens only sheets
that the program made or that were picked in a window of Google's. Of Drive nothing is needed, and nothing asked."""

HOME = "PEPSHEETS_HOME"
_OTHERS_MAY = 0o077


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in, without anything secret."""

    kind: Literal["service", "own"]
    file: Path
    address: str | None = None
    """The address with which sheets are shared; Google does not tell it of a person's own account."""
    project: str | None = None

    @property
    def is_service(self) -> bool:
        return self.kind == "service"


def google_folder(environment: Mapping[str, str] | None = None) -> Path:
    """The folder for what signs us in: as the environment says, else in the user's own data."""
    environment = os.environ if environment is None else environment
    if environment.get(HOME):
        return Path(environment[HOME]) / "google"
    from pepsheets.gateways.workbook_file.backups import SETTING, backups_folder

    without = {name: value for name, value in environment.items() if name != SETTING}
    return backups_folder(None, without).parent / "google"


def account_file(folder: Path | None = None) -> Path:
    """The file that signs us in."""
    return (folder or google_folder()) / "account.json"


def signed_in_account(folder: Path | None = None) -> Account:
    """Who is signed in on this computer. Raises `NotSignedIn`."""
    file = account_file(folder)
    return _account(_kept(file), file)


def credentials_of(account: Account) -> Credentials:
    """What google-auth needs to sign in as this account."""
    return _credentials(_kept(account.file))


def keep_service_account(
    key: Path, prove: Callable[[Account, Credentials], None], folder: Path | None = None
) -> Account:
    """Sign in with the key file of a service account from now on, once ``prove`` has shown that Google accepts it."""
    return _keep(key_files.service_account(key), prove, account_file(folder))


def keep_own_account(
    consent: Mapping[str, str], prove: Callable[[Account, Credentials], None], folder: Path | None = None
) -> Account:
    """Sign in with a person's own account from now on. ``consent`` is what the browser brought back."""
    return _keep(dict(consent), prove, account_file(folder))


def client_of(account: Account) -> dict[str, Any]:
    """The client through which a person's own account was signed in, as its file was."""
    kept = _kept(account.file)
    names = ("client_id", "client_secret", "project_id")
    return {"installed": {**{name: kept.get(name, "") for name in names}, **key_files.GOOGLES_OWN}}


def forget(folder: Path | None = None) -> Account:
    """Sign out: what signed us in is deleted from this computer. Raises `NotSignedIn`."""
    file = account_file(folder)
    kind = _account_or_unknown(file)
    try:
        file.unlink()
    except OSError as error:
        raise KeyFileNotKept(f"The file '{file}' could not be deleted.", "Delete it yourself.") from error
    return kind


def _account_or_unknown(file: Path) -> Account:
    if not file.exists():
        raise NotSignedIn
    with suppress(KeyFileNotUnderstood, KeyFileOpenToOthers):
        return _account(_kept(file), file)
    return Account("own", file)


def _account(kept: Mapping[str, Any], file: Path) -> Account:
    if kept["type"] == "service_account":
        return Account("service", file, kept["client_email"], kept.get("project_id"))
    return Account("own", file, None, kept.get("project_id"))


def _credentials(kept: Mapping[str, Any]) -> Credentials:
    with needs_the_google_part():
        from google.oauth2.credentials import Credentials as OwnCredentials
        from google.oauth2.service_account import Credentials as ServiceCredentials

    is_service = kept["type"] == "service_account"
    make: Callable[..., Credentials] = (
        ServiceCredentials.from_service_account_info if is_service else OwnCredentials.from_authorized_user_info
    )
    try:
        return make(kept, scopes=SCOPES)
    except ValueError as error:
        raise key_files.cut_short() from error


def _kept(file: Path) -> dict[str, Any]:
    """What the file holds, if only its owner can read it."""
    try:
        if os.name == "posix" and file.stat().st_mode & _OTHERS_MAY:
            raise _open_to_others(file)
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotSignedIn from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileNotKept(f"The file '{file}', which signs pepsheets in to Google, could not be read.") from error
    return key_files.kept(text, file)


def _open_to_others(file: Path) -> KeyFileOpenToOthers:
    return KeyFileOpenToOthers(
        f"Other people on this computer can read '{file}', which signs pepsheets in to Google, so it is not used.",
        f"If nobody else can have read it, take their right away (chmod 600 '{file}'). Otherwise delete the key in the "
        "Google Cloud console, make a new one, and sign in with that: pepsheets google login --key FILE.",
    )


def _keep(kept: dict[str, Any], prove: Callable[[Account, Credentials], None], file: Path) -> Account:
    account = _account(kept, file)
    prove(account, _credentials(kept))
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_private(file, json.dumps(kept, indent=2))
    except OSError as error:
        raise KeyFileNotKept(f"What signs pepsheets in to Google could not be stored in '{file.parent}'.") from error
    return account


def _write_private(file: Path, text: str) -> None:
    """The whole file or the old one, and never, not for a moment, readable by others."""
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        new.replace(file)
    except OSError:
        new.unlink(missing_ok=True)
        raise
