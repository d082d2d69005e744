"""The service makes its rounds, survives what goes wrong in them, and tells of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from pepsheets.faces.service.answers import answers_of
from pepsheets.faces.service.attempts import Ran
from pepsheets.faces.service.service import Looks, Outside, Service
from pepsheets.faces.service.settings import Settings
from pepsheets.sheets import FileIsOpen, GatewayError
from pepsheets.sync.alarm import Alarm
from pepsheets.sync.config import Config, Mail, Share
from pepsheets.sync.refusals import AnotherRoundRuns, HomeIsElsewhere
from pepsheets.sync.store import Store, open_store
from tests.faces.service.clocks import Clock, Lines, soon
from tests.faces.service.rounds_in_store import left_waiting, made
from tests.faces.service.standings import ABOUT, LONDON, MINUTE, NOW

TEXT = """\
workbook = 'my.xlsx'
[[share]]
name = 'Heads'
address = 'heads.xlsx'
tabs = ['Schools']
[[share]]
name = 'Office'
address = 'google:https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUv/edit'
tabs = ['Schools']
every = '1h'
[mail]
host = 'smtp.school.example'
from = 'a@school.example'
to = 'b@school.example'
"""
MORE = "[[share]]\nname = 'Governors'\naddress = 'governors.xlsx'\ntabs = ['Schools']\n"
GOOD = Ran("good", "Both sides were in step already.", counts={"shared": 0, "workbook": 0})


class Letters:
    """A post that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, ...]] = []

    def refuse_unready(self, mail: Mail) -> None:
        """Always ready."""

    def send(self, mail: Mail, alarms: Sequence[Alarm], now: datetime) -> Sequence[str]:
        self.sent.append(tuple(alarm.share for alarm in alarms))
        return ()


class Scene:
    """A service, and all that it meets."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.store = store
        self.file = folder / "pepsheets.toml"
        self.file.write_text(TEXT, encoding="utf-8")
        self.clock = Clock()
        self.lines = Lines(folder / "log", self.clock)
        self.post = Letters()
        self.made: list[str] = []
        self.round: Callable[[Config, Share], Ran] = lambda config, share: GOOD
        self.outside = Outside(
            self.clock, self._make, lambda: store, self.post, self.lines.log, folder / "mailed.json", zone=LONDON
        )

    def _make(self, config: Config, share: Share) -> Ran:
        self.made.append(share.name)
        return self.round(config, share)

    def service(self, looks: Looks | None = None) -> Service:
        return Service(Settings(self.file), replace(self.outside, looks=looks))

    def logged(self, event: str) -> list[dict[str, object]]:
        return [
            {name: fact for name, fact in line.items() if name not in ("at", "event")}
            for line in self.lines.all()
            if line["event"] == event
        ]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with open_store(str(tmp_path / "store.sqlite")) as store:
        scene = Scene(tmp_path, store)
        yield scene
        scene.lines.log.close()


def test_every_share_has_its_first_round_at_once(scene: Scene) -> None:
    scene.clock.now = datetime.now(UTC)  # noqa: TID251 - as APScheduler reads it
    service = scene.service()
    service.start()
    assert soon(lambda: sorted(scene.made) == ["Heads", "Office"])
    assert soon(lambda: all(each.next_run and each.next_run > scene.clock() for each in service.standing().shares))
    heads, office = (each.next_run for each in service.standing().shares)
    assert heads is not None and office is not None and office - heads == timedelta(minutes=45)
    assert service.stop()


def test_the_log_tells_of_each_round_without_a_word_about_anyone(scene: Scene) -> None:
    def refused(config: Config, share: Share) -> Ran:
        raise FileIsOpen("'my.xlsx' is open by Ann Archer.")

    service = scene.service()
    service.make_round("Heads")
    scene.round = refused
    service.make_round("Heads")
    assert scene.logged("round") == [
        {"share": "Heads", "outcome": "good", "seconds": 0, "shared": 0, "workbook": 0},
        {"share": "Heads", "outcome": "failed", "seconds": 0, "refusal": "FileIsOpen"},
    ]
    assert "Archer" not in scene.lines.stream.getvalue()
    last = service.attempts.last("Heads")
    assert last is not None and "is open by Ann Archer" in last.ran.sentence


def test_what_nobody_foresaw_fails_one_round_and_quotes_nothing(scene: Scene) -> None:
    def breaks(config: Config, share: Share) -> Ran:
        raise KeyError("Ann Archer")

    service = scene.service()
    scene.round = breaks
    service.make_round("Heads")
    assert scene.logged("round") == [{"share": "Heads", "outcome": "failed", "seconds": 0, "refusal": "KeyError"}]
    last = service.attempts.last("Heads")
    assert last is not None and "pepsheets did not foresee; the details are in " in last.ran.sentence
    assert "Archer" not in last.ran.sentence and service.attempts.running_since("Heads") is None


def test_a_round_that_somebody_else_makes_is_waited_for(scene: Scene) -> None:
    def busy(config: Config, share: Share) -> Ran:
        raise AnotherRoundRuns("'Heads' is being synchronised.")

    service = scene.service()
    scene.round = busy
    service.make_round("Heads")
    assert service.attempts.count("Heads", "waiting") == 1


def test_while_a_round_runs_the_page_says_so(scene: Scene) -> None:
    service = scene.service()
    seen: list[datetime | None] = []

    def look(config: Config, share: Share) -> Ran:
        seen.append(service.standing().shares[0].running_since)
        return GOOD

    scene.round = look
    service.make_round("Heads")
    assert seen == [NOW] and service.standing().shares[0].running_since is None


def test_a_share_that_was_taken_out_meanwhile_has_no_round(scene: Scene) -> None:
    scene.service().make_round("Somebody")
    assert scene.made == []


def test_an_alarm_is_logged_once_mailed_once_and_called_off(scene: Scene) -> None:
    made(scene.store, "Heads", NOW - timedelta(hours=3))
    made(scene.store, "Office", NOW - MINUTE)
    service = scene.service()
    scene.round = lambda config, share: Ran("failed", "No.", "FileIsOpen")
    service.make_round("Heads")
    service.watch()
    service.watch()
    assert scene.post.sent == [("Heads",)] and scene.logged("alarm on") == [{"share": "Heads"}]
    made(scene.store, "Heads", NOW)
    service.watch()
    assert scene.logged("alarm off") == [{"share": "Heads"}] and len(scene.post.sent) == 1


def test_a_share_that_is_added_to_the_file_is_served_within_a_minute(scene: Scene) -> None:
    scene.clock.now = datetime.now(UTC)  # noqa: TID251 - as APScheduler reads it
    service = scene.service()
    service.start()
    assert soon(lambda: len(scene.made) == 2)
    scene.file.write_text(MORE.join(TEXT.split("[mail]")[:1]) + MORE, encoding="utf-8")
    service.watch()
    assert soon(lambda: scene.made[2:] == ["Governors"]) and scene.logged("settings changed") == [{"shares": 3}]
    assert [each.name for each in service.standing().shares] == ["Heads", "Office", "Governors"]
    assert service.stop()


def test_a_mistake_in_the_file_is_said_on_the_page(scene: Scene) -> None:
    service = scene.service()
    scene.file.write_text("workbook = ", encoding="utf-8")
    service.watch()
    (trouble,) = service.standing().troubles
    assert trouble.startswith("pepsheets.toml was changed, and cannot be followed")


def test_a_tick_on_a_shared_sheet_brings_its_round_forward(scene: Scene) -> None:
    scene.clock.now = datetime.now(UTC)  # noqa: TID251 - as APScheduler reads it
    looked: list[str] = []

    def ticked(address: str) -> bool:
        looked.append(address)
        return "google" in address

    service = scene.service(ticked)
    service.start()
    assert soon(lambda: len(scene.made) == 2)
    service.look(ticked)
    assert soon(lambda: scene.made[2:] == ["Office"])
    assert looked == [service.config.workbook, *(share.address for share in service.config.shares)]
    assert scene.logged("asked for") == [{"share": "Office"}]
    assert service.stop()


def test_a_tick_in_the_workbook_brings_all_rounds_forward(scene: Scene) -> None:
    scene.clock.now = datetime.now(UTC)  # noqa: TID251 - as APScheduler reads it
    service = scene.service()
    service.start()
    assert soon(lambda: len(scene.made) == 2)
    service.look(lambda address: address == service.config.workbook)
    assert soon(lambda: sorted(scene.made[2:]) == ["Heads", "Office"])
    assert service.stop()


@pytest.mark.parametrize(
    ("refusal", "is_told"), [(FileIsOpen("Ann has it."), True), (HomeIsElsewhere("There."), False), (None, False)]
)
def test_whoever_asked_for_a_round_that_could_not_be_made_is_answered_once(
    scene: Scene, refusal: GatewayError | None, is_told: bool
) -> None:
    told: list[str] = []

    def refuses(config: Config, share: Share) -> Ran:
        if refusal:
            raise refusal
        return GOOD

    scene.outside = replace(
        scene.outside, answers=lambda _, share, sentence, __: told.append(f"{share.name}: {sentence}")
    )
    scene.round = refuses
    service = scene.service()
    service.make_round("Office")
    assert told == []
    service.look(lambda address: "google" in address)
    service.make_round("Office")
    service.make_round("Office")
    assert told == ([f"Office: {refusal}"] if is_told else [])


def test_a_look_that_fails_is_logged_once_and_asks_for_nothing(scene: Scene) -> None:
    def cannot(address: str) -> bool:
        if "google" in address:
            raise FileIsOpen("Ann has it.")
        return False

    service = scene.service(cannot)
    service.look(cannot)
    service.look(cannot)
    assert scene.logged("could not look") == [{"share": "Office", "refusal": "FileIsOpen"}] and scene.made == []


def test_a_round_that_does_not_end_is_waited_for_no_longer_than_is_said(scene: Scene) -> None:
    scene.clock.now = datetime.now(UTC)  # noqa: TID251 - as APScheduler reads it
    begun, going_on = Event(), Event()

    def hangs(config: Config, share: Share) -> Ran:
        begun.set()
        going_on.wait(20)
        return GOOD

    scene.round = hangs
    service = scene.service()
    service.start()
    assert begun.wait(10) and not service.stop(timedelta(seconds=0.05))
    going_on.set()


def test_the_three_addresses_tell_of_the_same_moment(scene: Scene) -> None:
    made(scene.store, "Heads", NOW - MINUTE)
    made(scene.store, "Office", NOW - timedelta(hours=3))
    left_waiting(scene.store, "Heads", NOW)
    service = scene.service()
    answers = answers_of(service, lambda: ABOUT)
    assert sorted(answers) == ["/", "/healthz", "/metrics"]
    assert "1 of 2 sheets is overdue" in answers["/"]().text
    assert answers["/healthz"]().status == 503
    assert 'pepsheets_conflicts{share="Heads"} 1\n' in answers["/metrics"]().text


def test_nothing_that_is_shown_quotes_a_cell(scene: Scene) -> None:
    made(scene.store, "Heads", NOW - MINUTE)
    left_waiting(scene.store, "Heads", NOW)
    shown = "".join(answer().text for answer in answers_of(scene.service(), lambda: ABOUT).values())
    assert "Ann Archer" not in shown and "soon" not in shown and "r1" not in shown
