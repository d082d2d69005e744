"""new: an empty Google Sheet becomes a partnership's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faces.asking import Answer, ask
from tests.google.fixtures import google as google  # noqa: PLC0414 - a fixture is taken over by its name
from tests.google.server.stand_in import StandIn

TODAY = ("--today", "2026-11-21")


@pytest.fixture
def address(google: StandIn) -> str:
    return f"google:{google.new_sheet()}"


def same_problems(one: Answer, other: Answer) -> bool:
    return one.json["problems"] == other.json["problems"] and one.json["counts"] == other.json["counts"]


@pytest.mark.parametrize("sample", [(), ("--sample",)], ids=["ready", "sample"])
def test_a_new_sheet_has_its_results_already(
    sample: tuple[str, ...], address: str, google: StandIn, tmp_path: Path
) -> None:
    answer = ask("new", "pepmk", address, *sample, *TODAY)
    assert (answer.status, answer.err) == (0, "") and answer.out.startswith(f"{address} is set up")
    assert (google.counts("read"), google.counts("write")) == (1, 1)
    book = tmp_path / "new.xlsx"
    ask("new", "pepmk", book, *sample, *TODAY)
    assert same_problems(ask("check", address, "--json", *TODAY), ask("check", book, "--json", *TODAY))
    assert ask("recalc", address, "--json", *TODAY).json["written"] == {}
    assert google.counts("write") == 1


def test_a_sheet_that_is_set_up_is_left_as_it_is(address: str, google: StandIn) -> None:
    ask("new", "pepmk", address, *TODAY)
    again = ask("new", "pepmk", address, *TODAY)
    assert again.status == 0 and "is set up already, and nothing was changed" in again.out
    assert google.counts("write") == 1


def test_a_sheet_with_problems_is_neither_to_be_saved_nor_closed(address: str) -> None:
    ask("new", "pepmk", address, "--sample", *TODAY)
    told = ask("check", address, *TODAY).out.splitlines()[-1]
    assert told.startswith("Put them right on the sheet and check again.")


def test_google_keeps_the_earlier_versions_of_a_sheet(address: str) -> None:
    answer = ask("backups", address)
    assert answer.status == 0 and answer.out.startswith("Google itself keeps the earlier versions of a sheet.")
    assert "File > Version history > See version history" in answer.out
    refused = ask("backups", address, "--restore", "1")
    assert refused.status == 2 and "File > Version history" in refused.err


def test_what_people_took_away_is_put_back_and_told(address: str, google: StandIn) -> None:
    ask("new", "pepmk", address, *TODAY)
    google.sheets.person(address.removeprefix("google:")).delete_tab("Actions")
    again = ask("new", "pepmk", address, *TODAY)
    assert "was set up already; what was missing is put back" in again.out
    assert "1 tab is made: Actions." in again.out and "pepsheets check" in again.out


def test_a_tab_that_holds_other_things_is_never_touched(address: str, google: StandIn) -> None:
    person = google.sheets.person(address.removeprefix("google:"))
    person.rename_tab("Sheet1", "Costs")
    person.type("Costs", "A1", "The tea fund")
    answer = ask("new", "pepmk", address, *TODAY)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("The tab 'Costs' of this Google Sheet holds something that is not ours to change.")
    assert google.counts("write") == 0


def test_a_lost_answer_does_no_harm(address: str, google: StandIn) -> None:
    google.faults.lose_reply("write")
    answer = ask("new", "pepmk", address, *TODAY)
    assert answer.status == 0 and "tabs are made" in answer.out
    assert google.counts("write") == 1


def test_a_sheet_that_is_not_shared_is_told(google: StandIn) -> None:
    answer = ask("new", "pepmk", f"google:{google.new_sheet(shared_with=None)}")
    assert answer.status == 2 and "not shared with" in answer.err


def test_what_is_no_sheet_is_told_before_anything_is_asked(google: StandIn) -> None:
    answer = ask("new", "pepmk", "google:our steering group")
    assert answer.status == 2 and "neither the link of a Google Sheet nor its ID" in answer.err
    assert google.log == []
