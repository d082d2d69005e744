"""The alarm reaches somebody: at once, then daily, and not for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pepsheets.faces.mailing import MailNotSent, PasswordNotKept
from pepsheets.faces.service.alarms import AGAIN_AFTER_FAILURE, SETTLING, Alarms
from pepsheets.faces.service.attempts import Attempt, Attempts, Ran
from pepsheets.faces.service.mailed import Mailed
from pepsheets.faces.service.standing import ShareStanding
from pepsheets.sync.alarm import Alarm
from pepsheets.sync.config import Mail
from tests.faces.service.clocks import Clock, Lines
from tests.faces.service.standings import MINUTE, in_step, overdue, standing

MAIL = Mail("smtp.school.example", 587, "starttls", None, None, None, "a@school.example", ("b@school.example",))
DAY = timedelta(days=1)


class Postbox:
    """Keeps what is posted, or refuses it."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, ...]] = []
        self.refuses: MailNotSent | None = None
        self.unready: MailNotSent | None = None
        self.not_carried: Sequence[str] = ()
        self.tries = 0

    def refuse_unready(self, mail: Mail) -> None:
        if self.unready:
            raise self.unready

    def send(self, mail: Mail, alarms: Sequence[Alarm], now: datetime) -> Sequence[str]:
        self.tries += 1
        if self.refuses:
            raise self.refuses
        self.letters.append(tuple(alarm.share for alarm in alarms))
        return self.not_carried


class Scene:
    """A service that looks each minute, as its clock moves on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.lines = Lines(folder, self.clock)
        self.post = Postbox()
        self.start()

    def start(self) -> None:
        self.attempts = Attempts(self.clock())
        mailed = Mailed(self.folder / "mailed.json")
        self.alarms = Alarms(self.post, mailed, self.attempts, self.lines.log, self.clock())

    def tried(self, *names: str) -> None:
        for name in names:
            self.attempts.end(Attempt(name, self.clock(), self.clock(), Ran("failed", "No.")))

    def look(self, *shares: ShareStanding, mail: Mail | None = MAIL) -> None:
        self.alarms.look(standing(*shares), mail, self.clock())

    def minutes(self, count: int, *shares: ShareStanding) -> None:
        for _ in range(count):
            self.clock.move(MINUTE)
            self.look(*shares)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    scene = Scene(tmp_path)
    yield scene
    scene.lines.log.close()


def test_an_alarm_is_mailed_at_once_and_then_again_each_day(scene: Scene) -> None:
    scene.tried("Finance office")
    scene.look(overdue(), in_step())
    assert scene.post.letters == [("Finance office",)]
    scene.minutes(24 * 60 - 1, overdue(), in_step())
    assert len(scene.post.letters) == 1
    scene.minutes(1, overdue(), in_step())
    assert len(scene.post.letters) == 2


def test_all_that_is_overdue_stands_in_one_letter(scene: Scene) -> None:
    scene.tried("A", "B")
    scene.look(overdue("A"))
    scene.look(overdue("A"), overdue("B"))
    scene.look(overdue("A"), overdue("B"))
    assert scene.post.letters == [("A",), ("A", "B")]


def test_an_alarm_that_comes_back_is_mailed_at_once_again(scene: Scene) -> None:
    scene.tried("Finance office")
    scene.look(overdue())
    scene.look(in_step("Finance office"))
    scene.look(overdue())
    assert len(scene.post.letters) == 2


def test_a_service_that_starts_anew_does_not_mail_again(scene: Scene) -> None:
    scene.tried("Finance office")
    scene.look(overdue())
    scene.start()
    scene.tried("Finance office")
    scene.look(overdue())
    assert len(scene.post.letters) == 1


def test_nobody_is_alarmed_before_the_first_round_had_its_chance(scene: Scene) -> None:
    """A computer that was off over the weekend is overdue when it starts, and in step a moment later."""
    scene.look(overdue())
    assert scene.post.letters == []
    scene.tried("Finance office")
    scene.look(overdue())
    assert len(scene.post.letters) == 1


def test_a_round_that_never_comes_to_its_end_raises_the_alarm_all_the_same(scene: Scene) -> None:
    scene.minutes(int(SETTLING / MINUTE) - 1, overdue())
    assert scene.post.letters == []
    scene.minutes(1, overdue())
    assert len(scene.post.letters) == 1


def test_a_computer_that_wakes_up_gets_its_chance_too(scene: Scene) -> None:
    scene.tried("Finance office")
    scene.look(in_step("Finance office"))
    scene.clock.move(timedelta(hours=60))
    scene.look(overdue())
    assert scene.post.letters == []
    scene.clock.move(MINUTE)
    scene.tried("Finance office")
    scene.look(overdue())
    assert len(scene.post.letters) == 1


def test_a_mail_that_fails_is_said_logged_and_tried_again(scene: Scene) -> None:
    scene.post.refuses = MailNotSent("The alarm was not mailed: the server does not answer.")
    scene.tried("Finance office")
    scene.minutes(10, overdue())
    assert scene.post.tries == 1
    assert scene.alarms.trouble == (
        "The alarm was not mailed: the server does not answer. Check what stands below [mail] in pepsheets.toml."
    )
    assert {"event": "alarm not mailed", "shares": 1, "refusal": "MailNotSent"}.items() <= scene.lines.all()[-1].items()
    scene.post.refuses = None
    scene.minutes(int(AGAIN_AFTER_FAILURE / MINUTE), overdue())
    assert scene.post.letters == [("Finance office",)] and scene.alarms.trouble == ""


def test_a_password_that_is_missing_is_said_before_it_is_needed(scene: Scene) -> None:
    scene.post.unready = PasswordNotKept("The file is empty.", "Write into it.")
    scene.look(in_step())
    assert scene.alarms.trouble == "The file is empty. Write into it." and scene.post.tries == 0
    scene.post.unready = None
    scene.look(in_step())
    assert scene.alarms.trouble == ""


def test_a_letter_that_not_everybody_got_is_said(scene: Scene) -> None:
    scene.post.not_carried = ["b@school.example"]
    scene.tried("Finance office")
    scene.look(overdue())
    assert scene.alarms.trouble.startswith("The mail server did not carry the alarm to everyone.")
    assert "b@school.example" not in scene.lines.stream.getvalue() and scene.lines.all()[-1]["refused"] == 1


def test_without_a_mail_server_nothing_is_mailed_and_nothing_is_wrong(scene: Scene) -> None:
    scene.tried("Finance office")
    scene.look(overdue(), mail=None)
    assert scene.post.tries == 0 and scene.alarms.trouble == ""


def test_a_full_disk_does_not_keep_the_alarm_from_being_mailed(scene: Scene) -> None:
    (scene.folder / "mailed.json").mkdir()
    scene.tried("Finance office")
    scene.look(overdue())
    scene.look(overdue())
    assert len(scene.post.letters) == 1
    assert "alarm not remembered" in scene.lines.events()


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"A": 3}', '{"A": "yesterday"}', "null"])
def test_what_is_kept_and_cannot_be_read_means_a_mail_too_many_rather_than_too_few(kept: str, tmp_path: Path) -> None:
    file = tmp_path / "mailed.json"
    file.write_text(kept, encoding="utf-8")
    assert Mailed(file).last("A") is None
