"""pepsheets google, and what doctor says of it, as a business manager reads them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pepsheets.faces import google_account
from pepsheets.gateways.google_sheet import signing_in
from pepsheets.gateways.google_sheet.credentials import Account, account_file, forget, keep_own_account
from pepsheets.gateways.google_sheet.sessions import SETTING
from tests.faces.asking import ask
from tests.google import fixtures
from tests.google.server import keys
from tests.google.server.stand_in import StandIn

google = fixtures.google

HOW = "With a key: 'pepsheets google login --key FILE'. With your own account: 'pepsheets google login --client FILE'."


@pytest.fixture
def key(google: StandIn, tmp_path: Path) -> Path:
    """A key in the Downloads folder, with nobody signed in yet."""
    forget()
    return google.key.write(tmp_path / "pepsheets-1a2b3c.json")


def as_a_person() -> Account:
    return keep_own_account(keys.authorized_user() | {"project_id": "stand-in"}, lambda account, credentials: None)


def test_signing_in_with_a_key_says_what_to_do_next(key: Path) -> None:
    answer = ask("google", "login", "--key", key)
    assert (answer.status, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0] == f"Signed in to Google as the service account {keys.SERVICE_EMAIL}."
    assert lines[2].strip() == str(account_file())
    assert "delete it" in lines[3] and lines[4].strip() == str(key)
    assert lines[5:] == ["Share each sheet with this address, as an Editor:", f"  {keys.SERVICE_EMAIL}"]


def test_a_key_that_google_does_not_accept_changes_nothing(google: StandIn, key: Path) -> None:
    google.sign_in.revoke_key()
    answer = ask("google", "login", "--key", key)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("Google does not accept this computer's key") and "Make a new key" in answer.err
    assert ask("google", "status").status == 1


def test_a_key_that_is_not_there_is_told(key: Path) -> None:
    answer = ask("google", "login", "--key", "no such key.json")
    assert answer.status == 2 and answer.err.startswith("There is no file 'no such key.json'.")


def test_nothing_secret_is_ever_shown(google: StandIn, key: Path) -> None:
    secret = json.loads(key.read_text(encoding="utf-8"))["private_key"].splitlines()[3]
    said = [ask("google", "login", "--key", key), ask("google", "status"), ask("doctor")]
    google.sign_in.revoke_key()
    said += [ask("google", "status"), ask("google", "logout")]
    for answer in said:
        assert secret not in answer.out + answer.err and "ya29" not in answer.out + answer.err


def test_without_a_file_both_ways_are_shown(key: Path) -> None:
    answer = ask("google", "login")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == f"There are two ways to sign in, and a file for each. {HOW}\n"


def test_two_files_at_once_are_too_many(key: Path) -> None:
    answer = ask("google", "login", "--key", key, "--client", key)
    assert answer.status == 2 and "give one of them" in answer.err


def test_a_robot_that_is_signed_in_is_not_asked_for_consent(google: StandIn) -> None:
    answer = ask("google", "login")
    assert answer.status == 2 and answer.err.startswith(
        f"Signed in already, as the service account {keys.SERVICE_EMAIL}."
    )


def test_signing_in_as_oneself_says_what_can_be_opened(
    google: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asks(client: object, browser: object) -> dict[str, str]:
        sys.stdout.write("go there\n")
        return keys.authorized_user()

    monkeypatch.setattr(signing_in, "ask_consent", asks)
    (tmp_path / "client.json").write_text(json.dumps(keys.client_of_a_program()))
    for answer in (ask("google", "login", "--client", tmp_path / "client.json"), ask("google", "login")):
        assert answer.status == 0 and answer.out.startswith("Signed in to Google with your own account.\n")
        assert "no other file of yours" in answer.out and answer.err == "go there\n"


def test_the_share_address_stands_alone_on_standard_output(google: StandIn) -> None:
    answer = ask("google", "share-address")
    assert (answer.status, answer.out) == (0, f"{keys.SERVICE_EMAIL}\n")


def test_an_account_of_ones_own_needs_no_sharing(google: StandIn) -> None:
    as_a_person()
    answer = ask("google", "share-address")
    assert answer.status == 2 and answer.err.endswith(
        "A sheet that you can open in the browser needs no more sharing.\n"
    )


def test_status_says_who_is_signed_in(google: StandIn) -> None:
    answer = ask("google", "status")
    assert answer.status == 0
    assert answer.out.startswith(
        f"Signed in to Google as the service account {keys.SERVICE_EMAIL}, and Google accepts it."
    )
    as_a_person()
    answer = ask("google", "status")
    assert answer.status == 0 and "an account of their own, through the Google project 'stand-in', and" in answer.out


def test_status_says_how_to_sign_in_where_nobody_is(home: Path) -> None:
    answer = ask("google", "status")
    assert (answer.status, answer.err) == (1, "")
    assert answer.out.splitlines()[0] == "pepsheets is not signed in to Google on this computer."
    assert HOW in answer.out


def test_status_says_when_google_does_not_accept_it_any_more(google: StandIn) -> None:
    as_a_person()
    google.sign_in.revoke_consent()
    answer = ask("google", "status")
    assert answer.status == 2 and answer.err.startswith(
        "Your permission for pepsheets to use your Google account has ended"
    )


def test_signing_out_says_what_is_left_to_do_at_google(google: StandIn) -> None:
    answer = ask("google", "logout")
    assert answer.status == 0 and google_account.KEYS_PAGE in answer.out and not account_file().exists()
    as_a_person()
    answer = ask("google", "logout")
    assert answer.status == 0 and google_account.CONSENTS_PAGE in answer.out
    answer = ask("google", "logout")
    assert (answer.status, answer.out) == (2, "") and "is not signed in" in answer.err


def test_without_the_optional_part_it_is_said_what_to_install(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("google.oauth2.credentials", "google_auth_oauthlib.flow"):
        monkeypatch.setitem(sys.modules, name, None)
    answer = ask("google", "login", "--key", key)
    assert answer.status == 2 and answer.err.endswith('Install it with: pip install "pepsheets[google]"\n')


def test_google_alone_shows_its_help(home: Path) -> None:
    answer = ask("google")
    assert answer.status == 0 and "Usage: pepsheets google" in answer.out and "share-address" in answer.out


def test_doctor_finds_nothing_amiss_where_google_is_not_used(home: Path) -> None:
    answer = ask("doctor")
    assert (
        answer.status == 0 and "  ok   Not signed in to Google, which is needed for Google Sheets alone" in answer.out
    )


def test_doctor_says_who_is_signed_in(google: StandIn) -> None:
    answer = ask("doctor")
    assert (
        answer.status == 0 and f"  ok   Signed in to Google as the service account {keys.SERVICE_EMAIL}." in answer.out
    )


def test_doctor_says_what_to_mend_where_google_does_not_accept_it(google: StandIn) -> None:
    google.sign_in.revoke_key()
    answer = ask("doctor")
    assert answer.status == 1 and "  MEND Google does not accept this computer's key" in answer.out


def test_a_trial_outside_this_computer_is_refused(google: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "http://example.org:80")
    answer = ask("google", "status")
    assert answer.status == 2 and f"The setting {SETTING} may name a server on this computer alone" in answer.err
