"""Rolling a workbook into an academic year: rows are added where nothing stands, and nothing that was typed changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.recalculation import NewYear, Note, Rolled, YearNotOffered, read_new_year, recalculate, roll
from pepsheets.recalculation.new_year import AddedRow
from pepsheets.sheets import (
    Area,
    Cell,
    CellChange,
    FileChangedMeanwhile,
    NamedTable,
    Plan,
    Receipt,
    Sheet,
    TableCannotGrow,
    Value,
)
from pepsheets.tabs.declaration import Row, columns_of, is_computed
from tests.support.workbooks import memory_workbook, table

MADE, MAY = date(2026, 11, 22), date(2027, 5, 10)
YEAR = "2027/28"


@pytest.fixture(scope="module", autouse=True)
def _only_outings() -> None:
    """Here it is PEP:mk that is rolled."""


@cache
def sample() -> Mapping[str, Sheet]:
    """The worked example with its results written."""
    workbook = memory_workbook(PEPMK, PEPMK.sample(MADE))
    recalculate(workbook, MADE)
    return workbook.sheets


def partnership(*changed: Sheet) -> MemoryWorkbook:
    return MemoryWorkbook({**sample(), **{sheet.name: sheet for sheet in changed}}.values())


def typed(sheets: Mapping[str, Sheet]) -> Iterator[tuple[tuple[str, int, int], Cell]]:
    """Every cell that people fill and that holds anything, by tab, row and column."""
    for tab in PEPMK.tabs:
        filled = {column.heading for column in columns_of(tab) if column.is_computed}
        headings, *rows = sheets[tab.tab].rows if not is_computed(tab) else [[]]
        for number, row in enumerate(rows, start=2):
            for place, (heading, cell) in enumerate(zip_longest(headings, row), start=1):
                if cell not in (None, "") and heading not in filled:
                    yield (tab.tab, number, place), cell


def rolled(workbook: MemoryWorkbook, today: date = MAY, year: str | None = None) -> NewYear:
    return roll(workbook, today, year).new_year


# What is added


def test_a_workbook_gains_the_rows_of_the_year_tab_by_tab() -> None:
    workbook = partnership()
    new_year = rolled(workbook)
    assert new_year.year == YEAR and new_year.held_up == ()
    assert new_year.rows == {"Subscriptions": 13, "School figures": 13, "Steering group": 2, "Term dates": 6}
    assert new_year.added[0] == AddedRow("Subscriptions", 29, "Bradwell Weir Primary School / 2027/28")
    for added in new_year.added:
        row = workbook.sheets[added.tab].rows[added.row - 1]
        assert next(cell for cell in row if isinstance(cell, str)) in added.key


def test_the_new_rows_have_their_results_in_the_same_write() -> None:
    workbook = partnership()
    rolled(workbook)
    assert recalculate(workbook, MAY).written == {}
    new = [row for row in table(workbook, _tab("Subscriptions")) if row["Year"] == YEAR]
    assert {row["Standing"] for row in new} == {"No fee yet"}
    assert {row["Fee"] for row in new} == {None}


def _tab(name: str) -> type[Row]:
    return next(tab for tab in PEPMK.tabs if tab.tab == name)


def test_what_waits_for_a_person_is_told_by_tab_in_whole_sentences() -> None:
    notes = rolled(partnership()).to_fill
    assert {note.tab for note in notes} == {
        "Subscriptions", "School figures", "Steering group", "Meetings", "Courses", "Term dates", "Closed days",
    }  # fmt: skip
    for note in notes:
        assert note.sentence[0].isupper() or note.sentence[0].isdigit()
        assert note.sentence.endswith(".")


def test_what_was_filled_in_is_asked_for_no_more() -> None:
    workbook = partnership()
    added = rolled(workbook).added
    for tab, column, value in (("Subscriptions", "Fee", 350), ("School figures", "Pupils", 210)):
        fill(workbook, tab, column, value, [row.row for row in added if row.tab == tab])
    told = {note.tab for note in rolled(workbook).to_fill}
    assert {"Term dates", "Steering group"} <= told and not {"Subscriptions", "School figures"} & told


def fill(workbook: MemoryWorkbook, tab: str, column: str, value: Value, rows: Sequence[int]) -> None:
    place = list(workbook.sheets[tab].rows[0]).index(column) + 1
    cells = tuple(CellChange(tab, row, place, None, value) for row in rows)
    workbook.write(Plan(cells), workbook.read([]).state)


# What is not touched

CELLS = st.tuples(st.sampled_from(PEPMK.tabs), st.integers(2, 40), st.integers(1, 9))
SCRAWLS = st.sampled_from([None, "", "see Ada", "31/02/2026", 12.5, True, date(2027, 6, 1), "2027/28", "Chair"])


def scrawled(scrawls: Sequence[tuple[tuple[type[Row], int, int], Cell]]) -> MemoryWorkbook:
    """The worked example in which somebody has typed here and there."""
    changed = dict(sample())
    for (tab, row, place), cell in scrawls:
        rows = [list(each) for each in changed[tab.tab].rows]
        rows.extend([] for _ in range(row - len(rows)))
        rows[row - 1].extend([None] * (place - len(rows[row - 1])))
        rows[row - 1][place - 1] = cell
        changed[tab.tab] = replace(changed[tab.tab], rows=rows)
    return MemoryWorkbook(changed.values())


@settings(max_examples=8)
@given(st.lists(st.tuples(CELLS, SCRAWLS), max_size=12), st.dates(MADE, date(2027, 8, 31)))
def test_every_cell_that_anyone_filled_holds_afterwards_what_it_held(
    scrawls: Sequence[tuple[tuple[type[Row], int, int], Cell]], today: date
) -> None:
    workbook = scrawled(scrawls)
    before = dict(typed(workbook.sheets))
    rolled(workbook, today)
    after = dict(typed(workbook.sheets))
    assert {place: after.get(place) for place in before} == before
    again = roll(workbook, today)
    assert again.new_year.added == () and again.written == {}


def test_a_second_time_nothing_is_added_and_nothing_written() -> None:
    workbook = partnership()
    rolled(workbook)
    state = workbook.read([]).state
    again = roll(workbook, MAY)
    assert again == Rolled(again.new_year, None) and again.written == {}
    assert not again.new_year.plan and again.new_year.added == ()
    assert workbook.read([]).state == state


def test_results_that_are_out_of_date_are_no_reason_to_write_where_nothing_is_added() -> None:
    workbook = memory_workbook(PEPMK, PEPMK.sample(MADE))
    assert roll(workbook, MADE).written == {}
    assert recalculate(workbook, MADE).written != {}


def test_looking_writes_nothing_and_foretells_what_rolling_does() -> None:
    workbook = partnership()
    foretold = read_new_year(workbook, MAY)
    assert workbook.sheets == partnership().sheets
    assert rolled(workbook).added == foretold.added


def test_rows_that_were_deleted_after_rolling_do_not_come_back() -> None:
    workbook = partnership()
    rolled(workbook)
    sheet = workbook.sheets["Subscriptions"]
    workbook._sheets["Subscriptions"] = replace(sheet, rows=sheet.rows[:-2])
    again = rolled(workbook)
    assert again.added == ()
    [note] = again.not_added
    assert note in again.to_fill
    assert note.sentence.startswith("Subscribed to the end of 2026/27, with no row for 2027/28: ")


# Where rows go


def test_rows_take_the_free_rows_of_a_named_table_and_then_it_grows() -> None:
    rows = sample()["Term dates"].rows
    gap = [*rows[:3], [], *rows[3:]]
    named = NamedTable("Term_dates", Area(1, 1, len(gap), len(rows[0])))
    workbook = partnership(Sheet("Term dates", gap, (named,)))
    places = [added.row for added in rolled(workbook).added if added.tab == "Term dates"]
    assert places == [4, *range(len(gap) + 1, len(gap) + 6)]
    [grown] = workbook.sheets["Term dates"].tables
    assert grown.area.last_row == len(gap) + 5


def test_a_table_with_no_room_below_stops_everything() -> None:
    rows = sample()["Term dates"].rows
    named = NamedTable("Term_dates", Area(1, 1, len(rows), len(rows[0])))
    workbook = partnership(Sheet("Term dates", [*rows, ["Signed by Ada"]], (named,)))
    before = dict(workbook.sheets)
    with pytest.raises(TableCannotGrow):
        roll(workbook, MAY)
    assert workbook.sheets == before


# What holds a tab up


def test_a_row_that_must_be_put_right_first_holds_its_tab_up_and_no_other() -> None:
    rows = [list(row) for row in sample()["Term dates"].rows]
    rows[1][0] = "this year"
    new_year = rolled(partnership(Sheet("Term dates", rows)))
    sentence = "Nothing was added here. Put Term dates row 2 right first, and run this again."
    assert new_year.held_up == (Note("Term dates", sentence),)
    assert new_year.rows == {"Subscriptions": 13, "School figures": 13, "Steering group": 2}
    assert "Term dates" not in {note.tab for note in new_year.to_fill}


def test_a_tab_that_was_held_up_is_rolled_once_it_is_put_right() -> None:
    rows = [list(row) for row in sample()["Term dates"].rows]
    rows[1][0] = "this year"
    workbook = partnership(Sheet("Term dates", rows))
    rolled(workbook)
    workbook._sheets["Term dates"] = sample()["Term dates"]
    assert rolled(workbook).rows == {"Term dates": 6}


def test_a_tab_that_is_not_there_is_passed_over() -> None:
    sheets = {name: sheet for name, sheet in sample().items() if name != "Term dates"}
    assert "Term dates" not in rolled(MemoryWorkbook(sheets.values())).rows


# Which year


@pytest.mark.parametrize(("today", "year"), [(date(2027, 4, 30), "2026/27"), (date(2027, 5, 1), YEAR)])
def test_from_may_on_it_is_the_next_year(today: date, year: str) -> None:
    assert read_new_year(partnership(), today).year == year


@pytest.mark.parametrize("asked", [YEAR, "2027-28", "2027/2028"])
def test_the_next_year_can_be_asked_for_before_may(asked: str) -> None:
    new_year = rolled(partnership(), MADE, asked)
    assert new_year.year == YEAR and new_year.rows["Term dates"] == 6


def test_the_year_that_runs_can_be_asked_for_after_may() -> None:
    assert rolled(partnership(), MAY, "2026/27").year == "2026/27"


@pytest.mark.parametrize(
    ("asked", "message", "remedy"),
    [
        (
            "2028/29",
            "2028/29 is too far ahead: a workbook is rolled one year at a time.",
            "Choose 2026/27, which runs today, or 2027/28.",
        ),
        (
            "2025/26",
            "The academic year 2025/26 is over, and what is past is left as it is.",
            "Choose 2026/27, which runs today, or 2027/28.",
        ),
        ("next", "'next' is not a year that we can read. Type it like 2026/27.", ""),
    ],
)
def test_a_year_that_is_over_or_too_far_ahead_or_none_is_refused(asked: str, message: str, remedy: str) -> None:
    workbook = partnership()
    with pytest.raises(YearNotOffered) as refusal:
        roll(workbook, MADE, asked)
    assert (refusal.value.message, refusal.value.remedy) == (message, remedy)
    assert workbook.sheets == partnership().sheets


# When others are at work


class Busy(MemoryWorkbook):
    """A workbook that somebody else saves just before our first write."""

    tries = 0

    def write(self, plan: Plan, state: str) -> Receipt:
        self.tries += 1
        if self.tries == 1:
            raise FileChangedMeanwhile("Somebody saved it.")
        return super().write(plan, state)


def test_a_workbook_saved_meanwhile_is_rolled_from_what_was_saved() -> None:
    workbook = Busy(sample().values())
    assert rolled(workbook).rows["Term dates"] == 6
    assert workbook.tries == 2 and rolled(workbook).added == ()
