"""The status page tells whoever keeps the workbook how each share stands, and what to do."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from pepsheets.faces.service.page import page
from pepsheets.faces.service.standing import ShareStanding, Standing, Waits
from pepsheets.faces.service.wording import badge_of, headline
from tests.faces.service.standings import (
    ABOUT,
    NOW,
    OPEN,
    PLAN,
    fresh,
    in_step,
    overdue,
    past,
    share,
    standing,
    waiting,
)

EMPTY_ELEMENTS = {"meta", "link", "br"}


def words(shown: Standing) -> str:
    """What a person reads on the page."""
    body = page(shown, ABOUT).partition("<body>")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


class Nesting(HTMLParser):
    """Notes each element that is not closed where it should be, and each address that is asked for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in EMPTY_ELEMENTS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ((in_step(),), "Your sheet is in step"),
        ((in_step("A"), in_step("B")), "All 2 sheets are in step"),
        ((in_step("A"), waiting("B")), "1 of 2 sheets waits for something"),
        ((waiting("A"), waiting("B"), in_step("C")), "2 of 3 sheets wait for something"),
        ((waiting("A"), overdue("B")), "1 of 2 sheets is overdue"),
        ((overdue("A"), overdue("B")), "All 2 sheets are overdue"),
        ((overdue(),), "Your sheet is overdue"),
        ((in_step("A"), fresh("B")), "The first round is yet to come"),
    ],
)
def test_the_headline_tells_the_gravest_thing(shares: tuple[ShareStanding, ...], told: str) -> None:
    assert headline(standing(*shares)) == told


def test_each_share_tells_what_ran_last_and_what_comes_next() -> None:
    said = words(standing(in_step()))
    assert "Last round today at 14:15, took under 1 second" in said
    assert "How it went Both sides were in step already." in said
    assert "Last in step today at 14:15, 5 minutes ago" in said
    assert "Next round today at 14:30, in 9 minutes; every 15 minutes" in said
    assert "Waits for you nothing" in said
    assert (
        "Alarm nothing to report. It is always on: if the sheet has not been in step for 2 hours, it is raised here, "
        "on both sheets and by mail."
    ) in said


def test_a_quiet_alarm_that_is_not_mailed_says_how_it_would_be() -> None:
    shown = page(standing(in_step()), replace(ABOUT, mails=False))
    assert "To have it mailed as well, add [mail] to pepsheets.toml." in shown


def test_what_waits_for_a_person_comes_with_the_command_to_type() -> None:
    said = words(standing(waiting()))
    assert "In 3 cells on Meetings (2) and Bookings (1) two people typed different things." in said
    assert "Or type pepsheets conflicts" in said
    assert "1 cell on Bookings holds something that fails a check" in said
    assert "14 of 31 rows were deleted on the shared sheet. Nothing was written. pepsheets approve 1a2b3c4d" in said
    assert "1a2b3c4d --show shows what it would do. If that is what you want, type pepsheets approve 1a2b3c4d" in said
    assert "running now, since 14:21:02; every 15 minutes" in said


def test_commands_name_the_file_where_it_is_not_the_usual_one() -> None:
    shown = page(standing(waiting(), overdue()), replace(ABOUT, file="the office.toml"))
    commands = [unescape(each) for each in re.findall("<code>pepsheets ([^<]*)", shown)]
    assert commands == [
        'conflicts "the office.toml"',
        'approve 1a2b3c4d --show --config "the office.toml"',
        'approve 1a2b3c4d --config "the office.toml"',
        'status "the office.toml"',
    ]


def test_a_plan_that_was_approved_waits_for_nobody() -> None:
    approved = replace(in_step(), waits=Waits(approved=(replace(PLAN, approved=NOW),)))
    said = words(standing(approved))
    assert "The plan 1a2b3c4d for Bookings is approved. The next round carries it out." in said
    assert "pepsheets approve" not in said and badge_of(approved).words == "In step"


def test_an_alarm_is_on_the_page_with_its_reason() -> None:
    said = words(standing(overdue()))
    assert "The alarm is on. 'Finance office' was last in step on 20/11/2026 at 11:22" in said
    assert "pepsheets status tells what stands in the way." in said
    assert said.count(OPEN) == 3


def test_a_share_without_a_round_says_so_rather_than_nothing() -> None:
    said = words(standing(fresh()))
    assert "Governors No round yet Last in step not yet Next round today at 14:21, at any moment" in said
    assert "Recent rounds" not in said


def test_a_service_that_stops_announces_no_round() -> None:
    assert "Next round none: the service is stopping" in words(standing(replace(in_step(), next_run=None)))


def test_a_store_that_cannot_be_used_leaves_no_room_for_false_comfort() -> None:
    shown = replace(standing(fresh(), troubles=["The store is away."]), is_known=False)
    said = words(shown)
    assert said.startswith("pepsheets cannot tell how your sheets stand")
    assert "The store is away." in said and "Not known" in said and "Waits for you" not in said


def test_the_page_says_whether_the_alarm_is_mailed() -> None:
    assert "The alarm is also mailed." in words(standing(in_step()))
    shown = page(standing(in_step()), replace(ABOUT, mails=False))
    assert "The alarm is not mailed: pepsheets.toml has no [mail]." in shown and "by mail" not in shown


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "A \"B\" & 'C'", "</style>"])
def test_a_name_is_only_ever_text(name: str) -> None:
    plan = replace(PLAN, sentence=f"{name}!", name=name, tab=name)
    rounds = (past(name, NOW - NOW, "failed", name),)
    shown = ShareStanding(share(name), rounds, waits=Waits({name: 1}, {name: 2}, (plan,), (plan,)))
    parsed = Nesting(page(standing(shown, troubles=[name]), replace(ABOUT, folder=name, log=name)))
    assert parsed.faults == [] and parsed.open == []
    assert page(standing(shown), ABOUT).count("</style>") == 1


def test_nothing_is_fetched_from_anywhere() -> None:
    everything = standing(overdue(), waiting(), in_step(), fresh(), troubles=["Something."])
    text = page(everything, ABOUT)
    parsed = Nesting(text)
    assert parsed.addresses == ["data:,"] and parsed.faults == [] and parsed.open == []
    assert "url(" not in text and "@import" not in text and "<script" not in text


def test_the_page_renews_itself() -> None:
    assert '<meta http-equiv="refresh" content="30">' in page(standing(in_step()), ABOUT)


def test_the_newest_rounds_of_all_shares_stand_on_top_and_no_more_than_twenty() -> None:
    shown = page(standing(*(in_step(name) for name in "ABCDE")), ABOUT)
    moments = re.findall(r'<td class="when">([^<]*)', shown)
    assert len(moments) == 20 and moments == sorted(moments, reverse=True)
