"""Who signs in, and what of it is kept where."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest
from google.auth.credentials import Credentials

from pepsheets.gateways.google_sheet.credentials import (
    Account,
    account_file,
    client_of,
    credentials_of,
    forget,
    google_folder,
    keep_own_account,
    keep_service_account,
    signed_in_account,
)
from pepsheets.gateways.google_sheet.refusals import GooglePartMissing
from pepsheets.gateways.google_sheet.sign_in_refusals import (
    KeyFileNotKept,
    KeyFileNotUnderstood,
    KeyFileOpenToOthers,
    KeyRefused,
    NotSignedIn,
)
from pepsheets.sheets import AddressNotFound
from tests.gateways.google_sheet.key_material import ROBOT, client, own_account, private_key, service_account, written

POSIX = pytest.mark.skipif(os.name != "posix", reason="who may read a file is told otherwise on Windows")


def accepted(account: Account, credentials: Credentials) -> None:
    """Google accepts it."""


def refused(account: Account, credentials: Credentials) -> None:
    raise KeyRefused


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return written(tmp_path / "ashfield-1a2b3c.json", service_account())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "google"


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_service_account_is_signed_in_with_its_key(key: Path, folder: Path) -> None:
    account = keep_service_account(key, accepted, folder)
    assert account == Account("service", account_file(folder), ROBOT, "ashfield-sheets") == signed_in_account(folder)


def test_a_person_is_signed_in_without_an_address(folder: Path) -> None:
    consent = {name: str(value) for name, value in own_account().items()}
    assert keep_own_account(consent, accepted, folder).address is None
    assert not signed_in_account(folder).is_service


def test_what_google_does_not_accept_is_not_kept(key: Path, folder: Path) -> None:
    with pytest.raises(KeyRefused):
        keep_service_account(key, refused, folder)
    with pytest.raises(NotSignedIn):
        signed_in_account(folder)


def test_a_new_key_that_is_not_accepted_leaves_the_old_one(key: Path, folder: Path, tmp_path: Path) -> None:
    keep_service_account(key, accepted, folder)
    other = written(tmp_path / "other.json", service_account(client_email="other@x.iam.gserviceaccount.com"))
    with pytest.raises(KeyRefused):
        keep_service_account(other, refused, folder)
    assert signed_in_account(folder).address == ROBOT


def test_a_later_sign_in_takes_the_place_of_the_earlier(key: Path, folder: Path) -> None:
    keep_service_account(key, accepted, folder)
    keep_own_account({name: str(value) for name, value in own_account().items()}, accepted, folder)
    assert not signed_in_account(folder).is_service
    assert [file.name for file in folder.iterdir()] == ["account.json"]


@POSIX
def test_the_kept_key_is_the_users_alone_though_the_download_was_not(key: Path, folder: Path) -> None:
    key.chmod(0o644)
    keep_service_account(key, accepted, folder)
    assert mode(account_file(folder)) == 0o600 and mode(folder) == 0o700


@POSIX
@pytest.mark.parametrize("others_may", [0o640, 0o604, 0o620])
def test_a_kept_key_that_others_can_read_is_not_used(key: Path, folder: Path, others_may: int) -> None:
    file = keep_service_account(key, accepted, folder).file
    file.chmod(others_may)
    with pytest.raises(KeyFileOpenToOthers) as told:
        signed_in_account(folder)
    assert f"chmod 600 '{file}'" in told.value.remedy
    assert forget(folder).file == file


def test_nothing_secret_is_shown_of_an_account(key: Path, folder: Path) -> None:
    account = keep_service_account(key, accepted, folder)
    shown = f"{account!r} {account} {credentials_of(account)!r} {vars(Account).keys()}"
    assert private_key()[100:140] not in shown and "PRIVATE KEY" not in shown


def test_only_the_permission_for_sheets_is_asked_for(key: Path, folder: Path) -> None:
    credentials = credentials_of(keep_service_account(key, accepted, folder))
    assert credentials.scopes == ("https://www.googleapis.com/auth/spreadsheets",)  # type: ignore[attr-defined]  # theirs


def test_signing_out_deletes_what_was_kept(key: Path, folder: Path) -> None:
    keep_service_account(key, accepted, folder)
    assert forget(folder).address == ROBOT
    assert list(folder.iterdir()) == []
    with pytest.raises(NotSignedIn):
        forget(folder)


def test_the_client_of_a_sign_in_is_known_again(folder: Path) -> None:
    account = keep_own_account({name: str(value) for name, value in own_account().items()}, accepted, folder)
    assert client_of(account) == client()


def test_the_folder_is_where_the_environment_says(tmp_path: Path) -> None:
    assert google_folder({"PEPSHEETS_HOME": str(tmp_path)}) == tmp_path / "google"


def test_the_folder_is_not_that_of_the_backups(tmp_path: Path) -> None:
    environment = {"PEPSHEETS_BACKUPS": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "LOCALAPPDATA": "c:/x"}
    assert tmp_path not in {google_folder(environment).parent, google_folder(environment)}
    assert google_folder(environment).name == "google"


NOT_KEYS = {
    "a client file": (client(), "--client FILE"),
    "the client file of a website": (client("web"), "--client FILE"),
    "a person's consent": (own_account(), "not the key file of a service account"),
    "a key without its key": (service_account(private_key=""), "not the key file of a service account"),
    "a key without an address": (service_account(client_email=None), "not the key file of a service account"),
    "a list": ([1, 2], "whose name ends in .json"),
    "a text": ("dear all", "whose name ends in .json"),
    "nothing": ("", "whose name ends in .json"),
    "brackets without end": ("[" * 50_000, "whose name ends in .json"),
    "a trap": (service_account(token_uri="https://example.org/token"), "somewhere that is not Google"),
    "an open line": (service_account(token_uri="http://oauth2.googleapis.com/token"), "somewhere that is not Google"),
    "half a key": (service_account(private_key="-----BEGIN PRIVATE KEY-----\nMIIE"), "is not whole"),
}


@pytest.mark.parametrize(("content", "why"), NOT_KEYS.values(), ids=list(NOT_KEYS))
def test_a_file_that_is_no_key_is_told_apart(content: object, why: str, tmp_path: Path, folder: Path) -> None:
    with pytest.raises(KeyFileNotUnderstood) as told:
        keep_service_account(written(tmp_path / "file.json", content), accepted, folder)
    assert why in str(told.value) and "MIIE" not in str(told.value)
    assert not folder.exists()


def test_a_picture_is_no_key(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "key.json").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    with pytest.raises(KeyFileNotUnderstood):
        keep_service_account(tmp_path / "key.json", accepted, folder)


def test_a_key_that_is_not_there_is_told(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(AddressNotFound):
        keep_service_account(tmp_path / "key.json", accepted, folder)
    with pytest.raises(KeyFileNotUnderstood):
        keep_service_account(tmp_path, accepted, folder)


def test_a_damaged_file_of_ours_is_told_and_can_be_signed_out_of(key: Path, folder: Path) -> None:
    file = keep_service_account(key, accepted, folder).file
    file.write_text(json.dumps({"type": "service_account"}))
    with pytest.raises(KeyFileNotUnderstood, match="is damaged"):
        signed_in_account(folder)
    assert forget(folder).file == file


def test_a_folder_that_cannot_be_made_is_told(key: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyFileNotKept, match="could not be stored"):
        keep_service_account(key, accepted, tmp_path / "file" / "google")


def test_a_file_that_cannot_be_read_is_told(folder: Path) -> None:
    account_file(folder).mkdir(parents=True)
    with pytest.raises((KeyFileNotKept, KeyFileOpenToOthers)):
        signed_in_account(folder)


def test_without_the_optional_part_it_is_said_what_to_install(
    key: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "google.oauth2.credentials", None)
    with pytest.raises(GooglePartMissing) as told:
        keep_service_account(key, accepted, folder)
    assert told.value.remedy == 'Install it with: pip install "pepsheets[google]"'
