"""The alarm of a share that is overdue arrives in somebody's post, from the store to the mail server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from pepsheets.faces.service.attempts import Ran
from pepsheets.faces.service.post import SmtpPost
from pepsheets.faces.service.service import Outside, Service
from pepsheets.faces.service.settings import Settings
from pepsheets.sync.config import Config, Share
from pepsheets.sync.store import Store, open_store
from tests.faces.service.clocks import Clock, Lines
from tests.faces.service.rounds_in_store import made
from tests.faces.service.standings import LONDON, NOW
from tests.support.mail_server import Habits, MailServer

TEXT = """\
workbook = 'my.xlsx'
[[share]]
name = 'Heads'
address = 'heads.xlsx'
tabs = ['Schools']
[mail]
host = '127.0.0.1'
tls = 'none'
from = 'us@school.example'
to = 'office@school.example'
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "store.sqlite")) as store:
        yield store


def watched(folder: Path, store: Store, text: str) -> Service:
    """A service that could not make its round, and looked at the alarm."""
    file, clock = folder / "pepsheets.toml", Clock()
    file.write_text(text, encoding="utf-8")
    lines = Lines(folder / "log", clock)

    def fails(config: Config, share: Share) -> Ran:
        return Ran("failed", "The workbook is open.")

    post = SmtpPost({}, "office-pc")
    outside = Outside(clock, fails, lambda: store, post, lines.log, folder / "mailed.json", zone=LONDON)
    service = Service(Settings(file), outside)
    service.make_round("Heads")
    service.watch()
    lines.log.close()
    return service


def test_the_letter_says_which_share_since_when_and_on_which_computer(tmp_path: Path, store: Store) -> None:
    made(store, "Heads", NOW - timedelta(days=2))
    with MailServer(Habits()) as server:
        service = watched(tmp_path, store, f"{TEXT}port = {server.port}\n")
    (letter,) = server.letters
    arrived = message_from_bytes(letter.data, policy=default)
    assert arrived["Subject"] == "Not in step: Heads" and letter.recipients == ("office@school.example",)
    said = " ".join(arrived.get_content().split())
    assert "'Heads' was last in step on 19/11/2026 at 14:21" in said and "on the computer 'office-pc'" in said
    assert service.standing().troubles == ()


def test_a_mail_server_that_does_not_run_is_told_on_the_page(tmp_path: Path, store: Store) -> None:
    made(store, "Heads", NOW - timedelta(days=2))
    with MailServer(Habits()) as server:
        port = server.port
    service = watched(tmp_path, store, f"{TEXT}port = {port}\n")
    (trouble,) = service.standing().troubles
    assert trouble.startswith("The alarm was not mailed: the mail server 127.0.0.1")


def test_a_password_that_is_not_there_is_told_before_any_alarm(tmp_path: Path, store: Store) -> None:
    made(store, "Heads", NOW)
    service = watched(tmp_path, store, f"{TEXT}user = 'us'\n")
    (trouble,) = service.standing().troubles
    assert "PEPSHEETS_MAIL_PASSWORD" in trouble and "is empty" in trouble
