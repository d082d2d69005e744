"""What every door promises the pipeline. A door's own tests inherit this suite and say how to make a workbook of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pepsheets.sheets import (
    Area,
    CannotWriteCell,
    Cell,
    CellChange,
    FileChangedMeanwhile,
    Gateway,
    Link,
    NamedTable,
    Plan,
    Receipt,
    Resize,
    Sheet,
    Value,
    Workbook,
)

TRIPS = Sheet("Trips", [["Trip", "Cost"], ["Lake", 12.5], ["Sea", 20.0]])
AGENDA = Sheet(
    "What we talk about",
    [["Item", "Minutes"], ["Welcome", 5.0], ["Money", 30.0], [None, None], ["Signed", "Ada"]],
    (NamedTable("Agenda_items", Area(1, 1, 3, 2)),),
)
NOTES = Sheet("Notes", [["Remember the milk"]])

TEXTS = [
    "=1+1", "+44 7700 900123", "-5", "@here", "007", "1e5", "TRUE", "31/12/2026", "12.50", "£5", "#REF!", "'quoted'",
    "  two spaces around  ", "two\nlines", "tab\tbetween", "<b>&amp;</b>", 'say "no"', "_x0041_", "café", "🎒🏫",
    "x" * 32_767,
]  # fmt: skip

VALUES: list[tuple[Value, Cell]] = [
    ("plain", "plain"),
    (12, 12.0),
    (12.25, 12.25),
    (-0.1, -0.1),
    (0, 0.0),
    (123456789012345, 123456789012345.0),
    (Decimal("1200.50"), 1200.5),
    (Decimal("0.10"), 0.1),
    (Decimal("-3"), -3.0),
    (True, True),
    (False, False),
    (date(2026, 2, 28), date(2026, 2, 28)),
    (date(1900, 3, 1), date(1900, 3, 1)),
    (date(2199, 12, 31), date(2199, 12, 31)),
    (datetime(2026, 2, 28, 9, 30), datetime(2026, 2, 28, 9, 30)),
    (datetime(2026, 2, 28, 23, 59, 59), datetime(2026, 2, 28, 23, 59, 59)),
    (time(9, 30), time(9, 30)),
    (Link("Go there", "Notes", "A1"), "Go there"),
    (Link('It\'s "far"', "What we talk about", "B2"), 'It\'s "far"'),
    (None, None),
    ("", None),
]


@dataclass(frozen=True)
class Seen:
    """What a reader sees of a workbook: its cells, without the blank ones at the ends, and its tables."""

    cells: dict[tuple[str, int, int], Cell]
    tables: dict[str, Area]


def seen(workbook: Workbook) -> Seen:
    cells: dict[tuple[str, int, int], Cell] = {
        (sheet.name, row, column): cell
        for sheet in workbook.sheets
        for row, cells in enumerate(sheet.rows, start=1)
        for column, cell in enumerate(cells, start=1)
        if cell is not None and cell != ""
    }
    return Seen(cells, {table.name: table.area for sheet in workbook.sheets for table in sheet.tables})


def is_the_same(cell: Cell, expected: Cell) -> bool:
    """Whether a cell came back as its own type; a midnight may come back as a date, and times to the second."""
    if isinstance(expected, date):
        moments = [_moment(each) for each in (cell, expected) if isinstance(each, date)]
        return len(moments) == 2 and abs(moments[0] - moments[1]) < timedelta(seconds=0.5)
    if isinstance(cell, bool) or isinstance(expected, bool) or expected is None or isinstance(expected, str):
        return (cell if cell != "" else None) == expected and type(cell) is type(expected)
    if isinstance(expected, time):
        return isinstance(cell, time) and cell.replace(microsecond=0) == expected
    return isinstance(cell, int | float | Decimal) and float(cell) == expected


def _moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else datetime.combine(day, time())


def change(tab: str, row: int, column: int, after: Value, before: Cell = None) -> CellChange:
    return CellChange(tab, row, column, before, after)


class GatewayContract:
    """Inherit it in a class whose name begins with ``Test``, and give it ``make``."""

    refusal: type[Exception] = CannotWriteCell
    """What the door raises for a tab that does not exist."""

    def make(self, tmp_path: Path, sheets: list[Sheet]) -> Gateway:
        """A door to a new workbook of these tabs."""
        raise NotImplementedError

    @pytest.fixture
    def door(self, tmp_path: Path) -> Gateway:
        return self.make(tmp_path, [TRIPS, AGENDA, NOTES])

    def everything(self, door: Gateway) -> Seen:
        return seen(door.read(door.read([]).tab_names))

    def write(self, door: Gateway, *cells: CellChange, resizes: Sequence[Resize] = ()) -> Receipt:
        return door.write(Plan(cells, tuple(resizes)), door.read([]).state)

    def test_only_the_tabs_that_are_wanted_are_read(self, door: Gateway) -> None:
        read = door.read(["Trips"])
        assert [sheet.name for sheet in read.sheets] == ["Trips"]
        assert [list(row) for row in read.sheets[0].rows] == [list(row) for row in TRIPS.rows]

    @pytest.mark.parametrize("name", ["TRIPS", " trips ", "Trips\xa0"])
    def test_capitals_and_spaces_in_names_are_forgiven(self, door: Gateway, name: str) -> None:
        assert [sheet.name for sheet in door.read([name]).sheets] == ["Trips"]

    @pytest.mark.parametrize("name", ["Agenda items", "agenda_items"])
    def test_a_tab_is_also_known_by_the_name_of_its_table(self, door: Gateway, name: str) -> None:
        [sheet] = door.read([name]).sheets
        assert sheet.name == AGENDA.name and sheet.tables == AGENDA.tables

    def test_tabs_that_are_absent_are_left_out(self, door: Gateway) -> None:
        assert [sheet.name for sheet in door.read(["Diary", "Notes"]).sheets] == ["Notes"]
        assert door.read([]).sheets == ()

    def test_the_names_of_all_tabs_are_told_in_order_whatever_is_wanted(self, door: Gateway) -> None:
        for wanted in ([], ["Notes"], ["Diary"]):
            assert door.read(wanted).tab_names == ("Trips", "What we talk about", "Notes")

    def test_reading_changes_nothing(self, door: Gateway) -> None:
        assert door.read(["Trips", "Notes"]) == door.read(["Trips", "Notes"])

    def test_a_tab_without_anything_on_it_can_be_read_and_written(self, tmp_path: Path) -> None:
        door = self.make(tmp_path, [Sheet("Empty", [])])
        assert self.everything(door).cells == {}
        self.write(door, change("Empty", 3, 2, "now"))
        assert self.everything(door).cells == {("Empty", 3, 2): "now"}

    @pytest.mark.parametrize(("value", "expected"), VALUES, ids=repr)
    def test_a_value_comes_back_as_what_it_is(self, door: Gateway, value: Value, expected: Cell) -> None:
        self.write(door, change("Trips", 2, 2, value, 12.5))
        cell = self.everything(door).cells.get(("Trips", 2, 2))
        assert is_the_same(cell, expected), cell

    @pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:20]))
    def test_a_text_stays_the_text_that_it_is_and_never_becomes_a_formula(self, door: Gateway, text: str) -> None:
        self.write(door, change("Trips", 2, 1, text), change("Trips", 7, 5, text))
        [sheet] = door.read(["Trips"]).sheets
        assert sheet.rows[1][0] == sheet.rows[6][4] == text
        assert sheet.formulas == frozenset()

    def test_a_link_of_ours_is_no_formula_of_the_owner_s(self, door: Gateway) -> None:
        self.write(door, change("Trips", 2, 3, Link("Go", "Notes", "A1")))
        assert door.read(["Trips"]).sheets[0].formulas == frozenset()

    def test_only_what_the_plan_says_is_written(self, door: Gateway) -> None:
        before = self.everything(door)
        receipt = self.write(
            door, change("Trips", 3, 2, 21.0), change("Notes", 9, 4, "far"), change("Trips", 2, 2, None)
        )
        after = self.everything(door)
        assert receipt.cells == 3 and after.tables == before.tables
        expected = before.cells | {("Trips", 3, 2): 21.0, ("Notes", 9, 4): "far"}
        del expected["Trips", 2, 2]
        assert after.cells == expected

    def test_a_write_makes_a_new_state(self, door: Gateway) -> None:
        before = door.read([]).state
        self.write(door, change("Trips", 3, 2, 21.0))
        assert door.read([]).state != before

    def test_a_plan_for_an_older_state_is_refused_and_nothing_is_changed(self, door: Gateway) -> None:
        old = door.read([]).state
        self.write(door, change("Trips", 3, 2, 21.0))
        before = door.read([]).state, self.everything(door)
        with pytest.raises(FileChangedMeanwhile) as refusal:
            door.write(Plan((change("Trips", 3, 2, 22.0),)), old)
        assert refusal.value.message.endswith(".") and refusal.value.remedy.endswith(".")
        assert (door.read([]).state, self.everything(door)) == before

    def test_a_plan_is_carried_out_whole_or_not_at_all(self, door: Gateway) -> None:
        before = door.read([]).state, self.everything(door)
        with pytest.raises(self.refusal):
            self.write(door, change("Trips", 3, 2, 21.0), change("Diary", 1, 1, "x"), change("Notes", 1, 1, "x"))
        assert (door.read([]).state, self.everything(door)) == before

    def test_a_plan_without_anything_to_do_changes_nothing(self, door: Gateway) -> None:
        before = self.everything(door)
        assert self.write(door).cells == 0
        assert self.everything(door) == before

    def test_a_named_table_grows(self, tmp_path: Path) -> None:
        roomy = Sheet(AGENDA.name, AGENDA.rows[:3], AGENDA.tables)
        door = self.make(tmp_path, [roomy])
        more = [
            change(AGENDA.name, row, column, value) for row, column, value in ((4, 1, "Food"), (5, 1, "End"), (5, 2, 1))
        ]
        self.write(door, *more, resizes=[Resize(AGENDA.name, "Agenda_items", 5)])
        after = self.everything(door)
        assert after.tables == {"Agenda_items": Area(1, 1, 5, 2)}
        assert after.cells[AGENDA.name, 5, 1] == "End" and after.cells[AGENDA.name, 5, 2] == 1

    def test_a_named_table_shrinks_and_what_stands_below_stays(self, door: Gateway) -> None:
        gone = [change(AGENDA.name, 3, column, None) for column in (1, 2)]
        self.write(door, *gone, resizes=[Resize(AGENDA.name, "Agenda_items", 2)])
        after = self.everything(door)
        assert after.tables == {"Agenda_items": Area(1, 1, 2, 2)}
        assert (AGENDA.name, 3, 1) not in after.cells and after.cells[AGENDA.name, 5, 2] == "Ada"

    def test_a_formula_of_the_owner_s_is_told_as_one_and_outlives_a_write(self, tmp_path: Path) -> None:
        door = self.make(tmp_path, [Sheet("Trips", TRIPS.rows, formulas=frozenset({(3, 2)}))])
        assert door.read(["Trips"]).sheets[0].formulas == {(3, 2)}
        self.write(door, change("Trips", 2, 1, "Pond"))
        [sheet] = door.read(["Trips"]).sheets
        assert sheet.formulas == {(3, 2)} and sheet.rows[2][1] == 20.0
