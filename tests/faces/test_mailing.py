"""The alarm arrives as a mail; and where it does not, a sentence says why, without the password."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from pepsheets.faces import mailing
from pepsheets.faces.mailing import Letter, MailNotSent, PasswordNotKept, letter_of, password_of, send
from pepsheets.sync.alarm import Alarm
from pepsheets.sync.config import Mail
from tests.support.certificates import Certified, certified
from tests.support.mail_server import Habits, MailServer

NOW = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
PASSWORD = "a very long secret"
MAIL = Mail("127.0.0.1", 0, "none", None, None, None, "us@school.example", ("a@school.example", "b@school.example"))
LETTER = Letter("Not in step: Bücher", "Zoë’s group was last in step on Monday.\n.\nThat is all.\n")


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    return certified(tmp_path_factory.mktemp("certificate"))


@contextmanager
def listening(habits: Habits, mail: Mail = MAIL) -> Iterator[tuple[MailServer, Mail]]:
    with MailServer(habits) as server:
        yield server, replace(mail, port=server.port)


def refused(mail: Mail, trust: Certified | None = None) -> MailNotSent:
    with pytest.raises(MailNotSent) as found:
        send(mail, LETTER, PASSWORD, NOW, trust.trusts if trust else None)
    assert PASSWORD not in str(found.value)
    return found.value


def test_the_letter_arrives_as_it_was_written() -> None:
    with listening(Habits()) as (server, mail):
        assert send(mail, LETTER, None, NOW) == ()
    (taken,) = server.letters
    arrived = message_from_bytes(taken.data, policy=default)
    assert arrived["Subject"] == LETTER.subject
    assert arrived.get_content().replace("\r\n", "\n") == LETTER.text
    assert (taken.sender, taken.recipients) == (mail.sender, mail.recipients)
    assert arrived["Date"].datetime == NOW and arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Message-ID"].endswith("@school.example>"), "the name of the computer stays here"


@pytest.mark.parametrize("from_the_start", [True, False])
def test_the_way_is_encrypted_before_the_password_is_said(from_the_start: bool, trust: Certified) -> None:
    habits = Habits(context=trust.shows, from_the_start=from_the_start, account=("us", PASSWORD))
    signing = replace(MAIL, user="us", tls="from the start" if from_the_start else "starttls")
    with listening(habits, signing) as (server, mail):
        send(mail, LETTER, PASSWORD, NOW, trust.trusts)
    assert [(taken.encrypted, taken.signed_in) for taken in server.letters] == [(True, True)]


def test_no_password_is_said_where_the_server_offers_no_encryption(trust: Certified) -> None:
    habits = Habits(context=trust.shows, offers_starttls=False, account=("us", PASSWORD))
    with listening(habits, replace(MAIL, user="us", tls="starttls")) as (server, mail):
        assert "does not offer what was asked of it" in refused(mail, trust).message
    assert not any(line.startswith(b"AUTH") for line in server.lines) and server.letters == []


def test_a_server_that_cannot_prove_who_it_is_gets_nothing(trust: Certified) -> None:
    with listening(Habits(context=trust.shows), replace(MAIL, tls="starttls")) as (server, mail):
        assert "cannot prove that it is who it says" in refused(mail).message
    assert server.letters == []


def test_a_wrong_password_is_said_and_not_repeated(trust: Certified) -> None:
    habits = Habits(context=trust.shows, account=("us", "another"))
    with listening(habits, replace(MAIL, user="us", tls="starttls")) as (_, mail):
        error = refused(mail, trust)
    assert "did not accept the user's name and password" in error.message and "app password" in error.remedy


REFUSALS = [
    (Habits(refused_sender=True), "does not carry mail from this sender"),
    (Habits(refused_recipients=frozenset(MAIL.recipients)), "carries mail to none of the recipients"),
    (Habits(greeting=b"554 go away"), "did not take it"),
    (Habits(greeting=b"\xff\xfe"), "did not take it"),
    (Habits(takes_letters=False), "did not take it"),
]


@pytest.mark.parametrize(("habits", "said"), REFUSALS, ids=["sender", "recipients", "greeting", "nonsense", "letter"])
def test_a_refusal_of_the_server_is_said_in_a_sentence(habits: Habits, said: str) -> None:
    with listening(habits) as (server, mail):
        error = refused(mail)
    assert error.message == f"The alarm was not mailed: the mail server 127.0.0.1, port {mail.port}, {said}."
    assert error.remedy.endswith(".") and server.letters == []


def test_those_who_can_be_reached_get_it_and_the_others_are_named() -> None:
    with listening(Habits(refused_recipients=frozenset({"b@school.example"}))) as (server, mail):
        assert send(mail, LETTER, None, NOW) == ("b@school.example",)
    assert server.letters[0].recipients == ("a@school.example",)


def test_a_server_that_does_not_run_is_said() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        error = refused(replace(MAIL, port=free.getsockname()[1]))
    assert "cannot be reached" in error.message and "host and port" in error.remedy


def test_a_server_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        error = refused(replace(MAIL, port=silent.getsockname()[1]))
    assert "does not answer" in error.message


def test_a_server_without_encryption_is_not_taken_for_one_with() -> None:
    with listening(Habits(), replace(MAIL, tls="from the start")) as (_, mail):
        assert "does not speak the encryption" in refused(mail).message


def test_a_name_with_a_new_line_in_it_adds_no_line_to_the_mail() -> None:
    with listening(Habits()) as (server, mail):
        send(mail, Letter("Not in step: A\r\nBcc: all@school.example", "x"), None, NOW)
    arrived = message_from_bytes(server.letters[0].data, policy=default)
    assert arrived["Bcc"] is None and arrived["Subject"] == "Not in step: A Bcc: all@school.example"


def test_the_letter_names_the_shares_the_computer_and_what_is_wrong() -> None:
    letter = letter_of([Alarm(name, f"{name} is late.", "", "") for name in "AB"], "office-pc")
    assert letter.subject == "Not in step: A, B"
    assert "A is late.\n\nB is late.\n\nNothing is lost" in letter.text and "'office-pc'" in letter.text


SIGNING = replace(MAIL, user="us", password_setting="OURS")


def kept(tmp_path: Path, text: str, mode: int = 0o600) -> Mail:
    path = tmp_path / "password.txt"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return replace(SIGNING, password_setting=None, password_file=path)


def test_nobody_signs_in_without_a_user() -> None:
    assert password_of(MAIL, {"OURS": PASSWORD}) is None


def test_the_password_comes_from_the_environment() -> None:
    assert password_of(SIGNING, {"OURS": PASSWORD}) == PASSWORD


def test_a_setting_that_is_not_there_is_said() -> None:
    with pytest.raises(PasswordNotKept, match=r"The environment setting OURS, .* is empty"):
        password_of(SIGNING, {})


@pytest.mark.parametrize("text", [f"{PASSWORD}\n", f"\ufeff{PASSWORD}\r\nmore", f"  {PASSWORD}  "])
def test_the_password_is_the_first_line_of_its_file(text: str, tmp_path: Path) -> None:
    assert password_of(kept(tmp_path, text), {}) == PASSWORD


@pytest.mark.parametrize("text", ["", "\n", "  \nx"])
def test_an_empty_file_is_said(text: str, tmp_path: Path) -> None:
    with pytest.raises(PasswordNotKept, match="is empty"):
        password_of(kept(tmp_path, text), {})


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_may_read_is_refused(mode: int, tmp_path: Path) -> None:
    with pytest.raises(PasswordNotKept, match="Others on this computer may read") as found:
        password_of(kept(tmp_path, PASSWORD, mode), {})
    assert "chmod 600" in found.value.remedy


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PasswordNotKept, match="cannot be read"):
        password_of(replace(kept(tmp_path, PASSWORD), password_file=tmp_path / "other"), {})
