"""Read, validate, compute, plan, write: what a recalculation does to a workbook, and what it leaves alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.recalculation import Examined, examine, recalculate
from pepsheets.sheets import Area, Cell, FileChangedMeanwhile, NamedTable, Plan, Receipt, Sheet
from tests.validation.outings import (
    CHESS,
    CHOIR,
    CLUB,
    DAY,
    LAKE,
    OURS,
    OUTINGS,
    SEA,
    TODAY,
    TOTAL,
    TRIP,
    clubs,
    sheet,
    trips,
)


def outings(*sheets: Sheet) -> MemoryWorkbook:
    named = {each.name for each in sheets}
    return MemoryWorkbook([*(each for each in OURS if each.name not in named), *sheets])


def column(workbook: MemoryWorkbook, tab: str, heading: str) -> list[Cell]:
    headings, *rows = workbook.sheets[tab].rows
    place = list(headings).index(heading)
    return [row[place] if place < len(row) else None for row in rows]


def looked_at(*sheets: Sheet) -> Examined:
    return examine(outings(*sheets), TODAY)


def told(examined: Examined) -> list[tuple[str, str]]:
    return [(problem.severity, problem.message) for problem in examined.problems]


def test_a_recalculation_fills_our_columns_and_our_tabs() -> None:
    workbook = outings(clubs(), trips(LAKE, SEA))
    outcome = recalculate(workbook, TODAY)
    assert column(workbook, "Trips", "Each") == [Decimal("30.00"), Decimal("25.00")]
    assert column(workbook, "Trips", "Club's trips") == [1, 1]
    assert [list(row) for row in workbook.sheets["Totals"].rows] == [
        list(TOTAL),
        ["Chess", Decimal("90.00"), DAY, "Go"],
        ["Choir", Decimal("100.00"), DAY, "Go"],
    ]
    assert outcome.written == {"Clubs": 6, "Trips": 4, "Totals": 8}
    assert outcome.backup is None and outcome.examined.kind is OUTINGS


def test_people_read_yes_and_no() -> None:
    workbook = outings(sheet("Clubs", CLUB, CHESS, (*CHOIR, None, None, True)), trips(LAKE))
    recalculate(workbook, TODAY)
    assert column(workbook, "Clubs", "Out") == ["Yes", "No"]


def test_examining_writes_nothing() -> None:
    workbook = outings(clubs(), trips(LAKE))
    before = workbook.read(["Trips"])
    examined = examine(workbook, TODAY)
    assert len(examined.plan.cells) > 0 and workbook.read(["Trips"]) == before


def test_a_second_recalculation_writes_nothing() -> None:
    workbook = outings(clubs(), trips(LAKE, SEA))
    recalculate(workbook, TODAY)
    state = workbook.read([]).state
    again = recalculate(workbook, TODAY)
    assert again.written == {} and workbook.read([]).state == state
    assert again.examined.unchanged == 18


def test_only_cells_that_differ_are_written() -> None:
    almost = trips((*LAKE, None, None, 30.0, 2.0))
    plan = looked_at(clubs(), almost).plan
    assert [(change.cell, change.before, change.after) for change in plan.cells if change.tab == "Trips"] == [
        ("I2", 2.0, 1)
    ]


def test_a_computed_column_that_is_not_on_the_tab_is_told_and_not_filled() -> None:
    narrow = sheet("Trips", TRIP[:-1], LAKE)
    examined = looked_at(clubs(), narrow)
    assert told(examined) == [
        (
            "warning",
            "Trips: the heading 'Club's trips' is missing. Nothing can be filled in there. Add the heading "
            "to get it back.",
        )
    ]
    assert [change.cell for change in examined.plan.cells if change.tab == "Trips"] == ["H2"]


def test_a_formula_of_the_owner_s_is_left_with_a_warning() -> None:
    examined = looked_at(clubs(), sheet("Trips", TRIP, (*LAKE, None, None, 29.0), formulas=frozenset({(2, 8)})))
    assert told(examined) == [
        (
            "warning",
            "Trips, row 2, Each: this cell holds a formula of your own, so it is left as it is. Move the formula to a "
            "column of yours and clear the cell to have it filled in.",
        )
    ]
    assert "H2" not in [change.cell for change in examined.plan.cells if change.tab == "Trips"]


def test_a_formula_that_gives_the_right_result_is_nobody_s_trouble() -> None:
    same = sheet("Trips", TRIP, (*LAKE, None, None, 30.0), formulas=frozenset({(2, 8)}))
    assert told(looked_at(clubs(), same)) == []


def test_results_beside_a_row_that_was_emptied_are_cleared() -> None:
    workbook = outings(clubs(), trips((*(None,) * 7, 30.0, 1.0), LAKE))
    recalculate(workbook, TODAY)
    assert column(workbook, "Trips", "Each") == [None, Decimal("30.00")]


def test_what_depends_on_a_bad_row_stays_as_it_was_and_says_why() -> None:
    workbook = outings(clubs(), trips((*LAKE, None, None, 11.0, 9.0), ("T9", "Chess", DAY, "dear"), SEA))
    examined = recalculate(workbook, TODAY).examined
    assert column(workbook, "Trips", "Each") == [Decimal("30.00"), None, Decimal("25.00")]
    assert column(workbook, "Trips", "Club's trips") == [2, None, 1]
    assert column(workbook, "Clubs", "Trips") == [2, 1]
    assert column(workbook, "Clubs", "Spent") == [None, Decimal("100.00")]
    assert told(examined) == [
        ("warning", "Clubs, row 2, Spent: left as it was until Trips row 3 is put right."),
        ("warning", "Trips, row 2, Club: it goes on another trip too. Check that it wants to."),
        ("error", "Trips, row 3, Cost: 'dear' is not an amount of money. Type an amount like 1200.50."),
        ("warning", "Totals: left as it was until Trips row 3 is put right."),
    ]


def test_what_waits_for_headings_says_so() -> None:
    examined = looked_at(clubs(CHESS), sheet("Trips", TRIP[1:], LAKE[1:]))
    assert told(examined)[0] == (
        "warning",
        "Clubs, row 2, Spent: left as it was (also Trips, Out) until the heading row of the Trips tab is put right.",
    )


def test_more_than_five_rows_that_wait_for_one_thing_are_told_as_one() -> None:
    rows = [(f"T{number}", "Chess", DAY, 1.0) for number in range(6)]
    bad = ("T0", "Chess", DAY, 1.0)
    six, five = looked_at(clubs(), trips(*rows, bad)), looked_at(clubs(), trips(*rows[:5], bad))
    assert ("warning", "Trips: the results of 6 rows are left as they were until Trips row 8 is put right.") in told(
        six
    )
    assert sum(message.startswith("Trips, row") and "left as it was until" in message for _, message in told(five)) == 5


def test_a_computed_tab_grows_and_shrinks() -> None:
    workbook = outings(
        sheet("Totals", TOTAL, ("Old", 1.0), ("Older", 2.0), ("Oldest", 3.0, DAY, "Go")), clubs(), trips()
    )
    recalculate(workbook, TODAY)
    assert column(workbook, "Totals", "Club") == ["Chess", "Choir", None]
    assert column(workbook, "Totals", "Last trip") == [None, None, None]
    assert column(workbook, "Totals", "Go to") == ["Go", "Go", None]


def test_a_named_table_is_given_its_new_end() -> None:
    grown = outings(sheet("Totals", TOTAL, ("Old",), table=True), clubs(), trips())
    recalculate(grown, TODAY)
    assert grown.sheets["Totals"].tables[0].area.last_row == 3
    shrunk = outings(sheet("Totals", TOTAL, *[("Old",)] * 9, table=True), clubs(), trips())
    recalculate(shrunk, TODAY)
    assert shrunk.sheets["Totals"].tables[0].area.last_row == 3
    assert column(shrunk, "Totals", "Club") == ["Chess", "Choir"] + [None] * 7


def test_a_named_table_with_nothing_to_show_keeps_one_empty_row() -> None:
    workbook = outings(sheet("Totals", TOTAL, ("Old",), ("Older",), table=True), sheet("Clubs", CLUB), trips())
    recalculate(workbook, TODAY)
    assert workbook.sheets["Totals"].tables[0].area.last_row == 2
    assert column(workbook, "Totals", "Club") == [None, None]


def test_a_computed_tab_that_needs_room_writes_nothing_over_what_stands_there() -> None:
    signed = sheet("Totals", TOTAL, ("Chess", 0.0), (), (None, 0.0))
    examined = looked_at(signed, clubs(CHESS, CHOIR, ("Judo",)), trips())
    assert told(examined) == [
        ("warning", "Trips, Trip: there is no trip yet. Add one."),
        ("error", "Totals: the table needs 3 rows, and row 4 below it is not empty. Make room there."),
    ]
    assert all(change.tab != "Totals" for change in examined.plan.cells)


def test_what_stands_further_below_a_computed_tab_is_in_nobody_s_way() -> None:
    signed = sheet("Totals", TOTAL, ("Chess", 0.0), (), (None, "Signed"), ("Ada",))
    workbook = outings(signed, clubs(), trips(LAKE))
    recalculate(workbook, TODAY)
    assert column(workbook, "Totals", "Club") == ["Chess", "Choir", None, "Ada"]


def test_a_row_of_totals_is_never_written_over() -> None:
    bare = sheet("Totals", TOTAL, ("Chess",), ("Total", 99.0))
    table = NamedTable("Totals", Area(1, 1, 3, 4), has_totals=True)
    examined = looked_at(replace(bare, tables=(table,)), clubs(), trips(LAKE))
    assert ("error", "Totals: the table needs 2 rows, and row 3 below it is not empty. Make room there.") in told(
        examined
    )
    assert all(change.tab != "Totals" for change in examined.plan.cells)
    fits = looked_at(replace(bare, tables=(table,)), clubs(CHESS), trips(LAKE))
    assert fits.plan.resizes == () and [change.cell for change in fits.plan.cells if change.tab == "Totals"] == [
        "B2", "C2", "D2",
    ]  # fmt: skip


def test_a_tab_of_advice_shows_what_is_wrong_everywhere() -> None:
    workbook = outings(clubs(), trips((*LAKE[:3], 501.0)))
    recalculate(workbook, TODAY)
    assert column(workbook, "Advice", "What to do") == ["Trips, row 2, Cost: it is too dear. Find another way to go."]
    assert recalculate(workbook, TODAY).written == {}


def test_what_keeps_the_advice_itself_from_being_shown_is_told_too() -> None:
    blocked = sheet("Advice", ("What to do",), (), ("Mine",))
    examined = looked_at(blocked, clubs(CHESS), trips(("T1", "Judo", "soon", 1.0)))
    assert told(examined)[0] == (
        "error",
        "Advice: the table needs 4 rows, and row 3 below it is not empty. Make room there.",
    )


def test_a_kind_s_tab_that_is_missing_stops_only_what_depends_on_it() -> None:
    workbook = outings(trips(LAKE))
    examined = recalculate(workbook, TODAY).examined
    assert ("warning", "Totals: left as it was until the Clubs tab is put right.") in told(examined)
    assert column(workbook, "Trips", "Each") == [Decimal("30.00")]
    without_ours = MemoryWorkbook([clubs(), trips(LAKE), sheet("Totals", TOTAL)])
    assert recalculate(without_ours, TODAY).written == {"Clubs": 6, "Trips": 2, "Totals": 7}


def test_problems_are_counted_by_how_grave_they_are() -> None:
    examined = looked_at(clubs(), trips(("T1", "Chess", DAY, "dear")))
    assert (examined.count("error"), examined.count("warning")) == (1, 2)


def test_people_are_told_what_is_being_done() -> None:
    words: list[str] = []
    recalculate(outings(clubs(), trips()), date(2026, 11, 21), words.append)
    assert words == ["Reading the workbook", "Checking every row", "Working out the results", "Saving"]


class _Busy(MemoryWorkbook):
    """A workbook that somebody else saves each time before we do, so many times."""

    def __init__(self, workbook: MemoryWorkbook, saves: int) -> None:
        super().__init__(workbook.sheets.values())
        self.saves = saves
        self.attempts = 0

    def write(self, plan: Plan, state: str) -> Receipt:
        self.attempts += 1
        if self.attempts <= self.saves:
            raise FileChangedMeanwhile("Somebody has saved the workbook.")
        return super().write(plan, state)


def test_a_recalculation_starts_again_while_somebody_saves_the_workbook_and_gives_up_in_the_end() -> None:
    busy = _Busy(outings(clubs(), trips(LAKE)), saves=2)
    recalculate(busy, TODAY)
    assert busy.attempts == 3 and column(busy, "Trips", "Each") == [Decimal("30.00")]
    busier = _Busy(outings(clubs(), trips(LAKE)), saves=3)
    with pytest.raises(FileChangedMeanwhile):
        recalculate(busier, TODAY)
    assert busier.attempts == 3 and column(busier, "Trips", "Each") == [None]
