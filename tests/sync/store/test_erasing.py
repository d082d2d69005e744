"""A person who is erased is nowhere in the store, and every count is what it was."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pepsheets.sheets import Cell
from pepsheets.sync.refusals import AnotherRoundRuns, RoundNotRecovered, RoundWasOvertaken
from pepsheets.sync.store import Change, Ending, HeldCell, Offer, Store, open_store
from pepsheets.sync.store.persons import Eraser
from pepsheets.sync.values import encode
from tests.sync.store.moments import MINUTE, NOON, SHARE, conflict, stepping, taken

NAMES = ["Ann Smith", "asmith@oakfield.sch.uk"]
LATER = NOON + 30 * MINUTE
ROW: dict[str, Cell] = {
    "delegate": "ANN  smith",
    "email": "asmith@oakfield.sch.uk",
    "places": 2.0,
    "on": date(2026, 3, 2),
}
MEANT = {
    "sets": [{"row": "R1", "before": encode("Ann Smith"), "after": encode("Bob Brown")}],
    "note": "Ann Smith moved",
}


def fill(store: Store) -> None:
    """One share in which every table names the person."""
    with stepping(store) as step:
        number = step.start_round()
        step.advance("Bookings", {"R1": ROW, "R2": {"delegate": "Bob Brown"}})
        step.record(
            number, [Change("flowed", "Bookings", "R1", "Ann Smith", "delegate", "shared", "Ann Smith", "A. Smith")]
        )
        step.close(step.intend(number, json.dumps(MEANT)))
        step.set_repairs(json.dumps([["cell", "R1", "delegate", encode("Ann Smith")]]))
        step.replace_conflicts("Bookings", [replace(conflict(workbook="Ann Smith", tab="Bookings"), key="Ann Smith")])
        step.replace_held(
            "Bookings",
            [HeldCell("Bookings", "shared", "R1", "Ann Smith", "on", "Ann Smith", "'Ann Smith' is not a date.")],
        )
        step.offer_plan(
            Offer("Bookings", "The row of Ann Smith goes.", json.dumps({"rows": [["Ann Smith"]]}), "01234567")
        )
        step.end_round(number, Ending("good", "Ann Smith's booking went to the shared sheet."))


def test_the_person_goes_from_every_table_and_all_is_counted(store: Store) -> None:
    fill(store)
    assert store.erase(NAMES, LATER).counts == {
        "base_rows": 2,
        "history": 2,
        "intents": 2,
        "repairs": 1,
        "conflicts": 2,
        "held": 3,
        "plans": 2,
        "rounds": 1,
    }
    assert store.erase(NAMES, LATER).total == 0


def test_what_does_not_name_the_person_stays(store: Store) -> None:
    fill(store)
    store.erase(NAMES, LATER)
    blank = {"delegate": None, "email": None, "places": 2.0, "on": date(2026, 3, 2)}
    assert store.base(SHARE, "Bookings") == {"R1": blank, "R2": {"delegate": "Bob Brown"}}
    [past] = store.history(SHARE)
    assert past.change == Change("flowed", "Bookings", "R1", "", "delegate", "shared", None, "A. Smith")
    [open_] = store.conflicts(SHARE)
    assert (open_.key, open_.workbook, open_.shared) == ("", None, "theirs")
    [held] = store.held(SHARE)
    assert (held.key, held.value, held.reason) == ("", None, "")
    [plan] = store.plans(SHARE)
    assert (plan.sentence, plan.preview, plan.digest) == ("", '{"rows":[[""]]}', "01234567")
    assert store.repairs(SHARE) == '[["cell","R1","delegate","null"]]'


def test_no_page_of_the_file_holds_the_name_any_more(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with open_store(str(path)) as store:
        fill(store)
        with stepping(store, now=LATER) as step:
            step.advance("Bookings", {f"R{row}": {**ROW, "note": "Ann Smith " * 40} for row in range(300)})
        store.erase(NAMES, 2 * MINUTE + LATER)
        kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"smith@" not in kept.lower() and b"ann " not in kept.lower()


def test_a_name_is_found_as_whole_words(store: Store) -> None:
    with stepping(store) as step:
        step.advance("Courses", {"R1": {"title": "Annual event, Smithfield", "led_by": "Dr Ann Smith-Jones"}})
    assert store.erase(["Ann"], LATER).counts == {"base_rows": 1}
    assert store.base(SHARE, "Courses") == {"R1": {"title": "Annual event, Smithfield", "led_by": None}}


def test_accents_and_letters_beyond_english_are_found(store: Store) -> None:
    with stepping(store) as step:
        step.advance("Courses", {"R1": {"led_by": "ZOË O’BRÍEN"}})
    assert store.erase(["Zoe\u0308 O’Bríen"], LATER).total == 1


@pytest.mark.parametrize("names", [[], [""], ["Ann", " "]])
def test_erasing_nobody_is_a_mistake(names: list[str]) -> None:
    with pytest.raises(ValueError, match="at least one name"):
        Eraser(names)


@pytest.mark.parametrize("words", ["[Ann Smith] {by phone}", '{"Ann Smith"', '"Ann Smith" (she)'])
def test_words_that_only_look_like_json_are_words(words: str) -> None:
    assert json.loads(Eraser(["Ann Smith"]).content(json.dumps([words]))) == [""]


def test_nobody_is_erased_while_a_round_runs(store: Store) -> None:
    fill(store)
    taken(store)
    with pytest.raises(AnotherRoundRuns):
        store.erase(NAMES, NOON + MINUTE)
    assert store.base(SHARE, "Bookings")["R1"] == ROW


def test_nobody_is_erased_before_a_round_that_was_cut_short_is_recovered(store: Store) -> None:
    with stepping(store) as step:
        step.intend(1, "{}")
    with pytest.raises(RoundNotRecovered, match="A round of 'Steering group' was cut short"):
        store.erase(NAMES, LATER)


def test_a_worker_that_was_paused_meanwhile_cannot_bring_the_person_back(store: Store) -> None:
    paused = taken(store)
    store.erase(NAMES, LATER)
    with pytest.raises(RoundWasOvertaken), store.step(paused, LATER) as step:
        step.advance("Bookings", {"R1": ROW})


def test_the_store_says_where_sqlite_keeps_texts(tmp_path: Path) -> None:
    """What the search of the file's bytes above rests on: there, a name that was not erased is found."""
    path = tmp_path / "store.sqlite"
    with open_store(str(path)) as store:
        fill(store)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert b"smith@" in path.read_bytes().lower()
