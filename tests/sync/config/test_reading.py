"""What a pepsheets.toml without mistakes declares."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from pepsheets.partnerships import PARTNERSHIPS
from pepsheets.sync.config import ConfigMistakes, ConfigNotFound, Service, read_config
from pepsheets.sync.config.addresses import identity
from pepsheets.tabs.courses import Booking, Course
from pepsheets.tabs.declaration import Row, columns_of
from pepsheets.tabs.meetings import Meeting
from pepsheets.tabs.people import Person
from pepsheets.tabs.schools import School, Subscription
from tests.sync.config.files import MAIL, PATH, SHARE, TOP, mistakes, read


def headings(text: str, tab: type[Row]) -> list[str]:
    (share,) = read(text).shares
    return [column.heading for column in share.columns[tab]]


def test_the_shortest_file_says_which_workbook_and_nothing_else() -> None:
    config = read(TOP)
    assert (config.workbook, config.shares) == ("/partnership/my.xlsx", ())
    assert (config.store, config.mail, config.service) == (None, None, Service("127.0.0.1", 8765))


def test_a_share_that_says_only_what_is_needed_goes_both_ways_every_quarter_of_an_hour_for_everyone() -> None:
    (share,) = read(TOP + SHARE).shares
    assert (share.name, share.address) == ("Steering group", "/partnership/group/steering.xlsx")
    assert share.tabs == (School, Meeting)
    assert (share.audience, share.direction, share.extra_columns) == ("everyone", "two-way", False)
    assert (share.every, share.alarm_after) == (timedelta(minutes=15), timedelta(hours=2))
    assert share.line == 2


def test_a_share_says_everything_that_can_be_said() -> None:
    more = "audience = 'Steering Group'\ndirection = 'read-only'\nevery = '1h'\nextra_columns = ['Remarks']\n"
    (share,) = read(TOP + SHARE + more).shares
    assert (share.audience, share.direction, share.every) == ("steering group", "read-only", timedelta(hours=1))
    assert share.extra_columns == ("Remarks",)


@pytest.mark.parametrize(("written", "meant"), [("true", True), ("false", False)])
def test_all_columns_of_the_owners_own_go_along_or_none(written: str, meant: bool) -> None:
    (share,) = read(f"{TOP}{SHARE}extra_columns = {written}\n").shares
    assert share.extra_columns is meant


def test_a_share_is_found_by_its_name_however_it_is_spelt() -> None:
    config = read(TOP + SHARE)
    assert config.share(" steering  GROUP") is config.shares[0]
    assert config.share("Heads") is None


def test_tabs_come_in_the_order_of_the_workbook_whatever_their_spelling() -> None:
    (share,) = read(TOP + SHARE.replace("['Schools', 'Meetings']", "['meetings', ' SCHOOLS ']")).shares
    assert share.tabs == (School, Meeting)


def test_all_columns_go_but_the_row_id_which_always_does() -> None:
    (share,) = read(TOP + SHARE).shares
    assert [column.name for column in share.columns[School]] == [
        column.name for column in columns_of(School) if not column.is_row_id
    ]


def test_columns_are_named_for_each_tab_and_all_go_of_a_tab_that_is_not_named() -> None:
    text = TOP + SHARE + "columns = { Meetings = ['date', 'Meeting'] }\n"
    assert headings(text, Meeting) == ["Meeting", "Date"]
    assert len(headings(text, School)) > 5


def test_columns_may_stand_below_a_heading_of_their_own() -> None:
    text = f"{TOP}{SHARE}[share.columns]\nMeetings = ['Meeting']\n{SHARE.replace('Steering group', 'B')}"
    text = text.replace("steering.xlsx", "b.xlsx", 1)
    assert [len(share.columns[Meeting]) > 1 for share in read(text).shares] == [False, True]


def test_with_one_tab_columns_are_simply_a_list() -> None:
    text = (
        TOP + SHARE.replace("['Schools', 'Meetings']", "['Bookings']") + "columns = ['Booking', 'Course', 'Row ID']\n"
    )
    assert headings(text, Booking) == ["Booking", "Course"]


def test_what_the_audience_may_not_see_stays_out() -> None:
    of_courses = TOP + SHARE.replace("['Schools', 'Meetings']", "['Courses', 'People']")
    assert "Charged" not in headings(of_courses, Course)
    assert "Email" not in headings(of_courses, Person)
    office = of_courses + "audience = 'office'\n"
    assert "Charged" in headings(office, Course) and "Email" in headings(office, Person)


def test_a_tab_for_the_office_goes_to_the_office() -> None:
    text = TOP + SHARE.replace("'Meetings'", "'Subscriptions'") + "audience = 'office'\n"
    assert read(text, PARTNERSHIPS[0]).shares[0].tabs == (School, Subscription)


def test_a_share_that_is_seldom_brought_in_step_is_alarmed_about_later() -> None:
    (share,) = read(TOP + SHARE + "every = '1d'\n").shares
    assert share.alarm_after == timedelta(days=2)


def test_the_alarm_is_set_for_all_shares() -> None:
    (share,) = read(TOP + "alarm_after = '30 minutes'\n" + SHARE).shares
    assert share.alarm_after == timedelta(minutes=30)


def test_paths_are_taken_from_the_folder_of_the_file_and_not_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pepsheets.toml").write_text(TOP + SHARE + "[store]\nurl = '../kept.sqlite'\n")
    monkeypatch.chdir(tmp_path)
    config = read_config("a/pepsheets.toml")
    assert config.workbook == str(tmp_path / "a" / "my.xlsx")
    assert config.shares[0].address == str(tmp_path / "a" / "group" / "steering.xlsx")
    assert config.store == str(tmp_path / "kept.sqlite")


def test_a_path_may_begin_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    assert read("workbook = '~/my.xlsx'").workbook == "/home/ann/my.xlsx"


def test_a_home_that_nobody_has_is_a_folder_like_others() -> None:
    assert read("workbook = '~nobody-of-this-name/my.xlsx'").workbook == "/partnership/~nobody-of-this-name/my.xlsx"


SHEET = "1AbCdEfGhIjKlMnOpQrStUv"


@pytest.mark.parametrize(
    "address", [f"google:{SHEET}", f"google:https://docs.google.com/spreadsheets/d/{SHEET}/edit#gid=0"]
)
def test_a_google_sheet_is_left_as_it_is_written(address: str) -> None:
    assert read(TOP + SHARE.replace("group/steering.xlsx", address)).shares[0].address == address


def test_the_store_may_be_a_server() -> None:
    assert read(TOP + "[store]\nurl = 'postgresql://us@db.example/pepsheets'").store == (
        "postgresql://us@db.example/pepsheets"
    )


def test_a_file_may_be_written_as_databases_write_it() -> None:
    assert read(TOP + "[store]\nurl = 'sqlite:///kept.sqlite'").store == "/partnership/kept.sqlite"


@pytest.mark.parametrize(("tls", "port"), [("starttls", 587), ("from the start", 465), ("none", 25)])
def test_the_port_of_the_mail_server_follows_from_the_encryption(tls: str, port: int) -> None:
    mail = read(f"{TOP}{MAIL}tls = '{tls}'\n").mail
    assert mail is not None and (mail.tls, mail.port) == (tls, port)


def test_the_mail_needs_no_signing_in() -> None:
    mail = read(TOP + MAIL).mail
    assert mail is not None and (mail.user, mail.password_setting, mail.password_file) == (None, None, None)
    assert (mail.sender, mail.recipients) == ("us@school.example", ("office@school.example",))


@pytest.mark.parametrize(
    ("more", "setting", "file"),
    [
        ("", "PEPSHEETS_MAIL_PASSWORD", None),
        ("password_setting = 'OURS'\n", "OURS", None),
        ("password_file = 'secret.txt'\n", None, PATH.parent / "secret.txt"),
    ],
)
def test_the_password_is_looked_for_elsewhere(more: str, setting: str | None, file: Path | None) -> None:
    mail = read(f"{TOP}{MAIL}user = 'us'\nport = 2525\n{more}").mail
    assert mail is not None and (mail.password_setting, mail.password_file, mail.port) == (setting, file, 2525)


def test_a_mail_server_on_this_computer_may_take_the_password_as_it_is() -> None:
    mail = read(TOP + MAIL.replace("smtp.school.example", "localhost") + "user = 'us'\ntls = 'none'\n").mail
    assert mail is not None and mail.tls == "none"


def test_the_status_page_may_be_shown_elsewhere() -> None:
    assert read(TOP + "[service]\nhost = '0.0.0.0'\nport = 80\n").service == Service("0.0.0.0", 80)


def test_a_mark_at_the_start_and_line_ends_of_windows_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "pepsheets.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (TOP + SHARE).replace("\n", "\r\n").encode())
    assert read_config(path).shares[0].line == 2


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigNotFound) as found:
        read_config(tmp_path / "pepsheets.toml")
    assert "There is no file" in found.value.message and "pepsheets share add" in found.value.remedy


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigNotFound, match="could not be read"):
        read_config(tmp_path)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 10**9)
    with pytest.raises(ConfigNotFound, match="too large"):
        read_config(path)


def test_letters_of_another_encoding_are_said_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "pepsheets.toml"
    path.write_bytes(TOP.encode() + "# Büro".encode("latin-1"))
    with pytest.raises(ConfigMistakes, match="line 2: the file is not kept as UTF-8"):
        read_config(path)


def test_a_tab_that_another_kind_of_workbook_has_is_a_mistake_once_the_kind_is_known() -> None:
    from dataclasses import replace

    small = replace(PARTNERSHIPS[0], tabs=(School,), name="Trust")
    assert read(TOP + SHARE).shares[0].tabs == (School, Meeting)
    (found,) = mistakes(TOP + SHARE, small)
    assert found.sentence == "tabs: 'Meetings' is no tab of a workbook of Trust. docs/tabs.md lists them."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("google:1AbC", "google:https://docs.google.com/spreadsheets/d/1AbC/edit#gid=0"),
        ("GOOGLE: 1AbC", "google:https://docs.google.com/spreadsheets/u/0/d/1AbC"),
        ("excel:My.xlsx", "excel: my.xlsx"),
        ("/a/b/../my.xlsx", "/a/my.xlsx"),
    ],
)
def test_one_place_has_many_addresses(one: str, other: str) -> None:
    assert identity(one) == identity(other)


@pytest.mark.parametrize(("one", "other"), [("google:1AbC", "google:1abc"), ("/a/my.xlsx", "/b/my.xlsx")])
def test_two_places_are_never_taken_for_one(one: str, other: str) -> None:
    assert identity(one) != identity(other)


def test_a_link_leads_to_the_same_place(tmp_path: Path) -> None:
    (tmp_path / "my.xlsx").write_bytes(b"")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "my.xlsx")
    assert identity(str(tmp_path / "link.xlsx")) == identity(str(tmp_path / "my.xlsx"))


def test_links_that_lead_in_a_circle_are_places_too(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").symlink_to(tmp_path / "b.xlsx")
    (tmp_path / "b.xlsx").symlink_to(tmp_path / "a.xlsx")
    assert identity(str(tmp_path / "a.xlsx")) != identity(str(tmp_path / "b.xlsx"))
