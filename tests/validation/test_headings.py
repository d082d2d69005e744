"""Tabs and columns are found by name and by heading, however people have moved them; what is missing is told."""

from dataclasses import replace

import pytest

from pepsheets.sheets import Area, NamedTable, Sheet
from pepsheets.tabs.book import WaitsFor
from pepsheets.validation import validate
from pepsheets.validation.locating import locate, nearest, sheet_of
from tests.validation.outings import (
    CHESS,
    CLUB,
    DAY,
    LAKE,
    OURS,
    OUTINGS,
    TODAY,
    TRIP,
    Club,
    Trip,
    clubs,
    read,
    sheet,
    told,
    trips,
    workbook,
)

LAKE_READ = [("T1", "Chess", DAY, 90, 3)]


def found(*sheets: Sheet) -> list[tuple[object, ...]]:
    return [(row.code, row.club, row.goes_on, row.cost, row.places) for row in read(*sheets).book.good(Trip)]


def test_columns_may_stand_in_any_order() -> None:
    backwards = sheet("Trips", TRIP[::-1], [None] * 4 + list(LAKE[::-1]))
    assert found(clubs(), backwards) == LAKE_READ
    assert told(clubs(), backwards) == []


def test_capitals_and_spaces_in_headings_are_forgiven() -> None:
    shouted = [f" {heading.upper()}\xa0".replace(" ", "\n ") for heading in TRIP]
    assert found(clubs(), sheet("Trips", shouted, LAKE)) == LAKE_READ
    assert found(clubs(), sheet(" TRIPS ", TRIP, LAKE)) == LAKE_READ


def test_the_star_of_a_needed_heading_may_be_typed_with_it() -> None:
    assert found(clubs(), sheet("Trips", [f"{heading} *" for heading in TRIP], LAKE)) == LAKE_READ


def test_a_heading_of_two_lines_is_shown_on_one() -> None:
    headings = ["Trip", "Club", "Date", "Cost", "Places", "Guests", "Note", "Each", "Club's\ntrips"]
    [problem] = read(clubs(), sheet("Trips", headings, ("T1", "Chess", "soon", 1.0))).problems
    assert problem.column == "Date" and problem.cell == "C2"
    assert read(clubs(), sheet("Trips", headings)).located[Trip].heading("trips_of_club") == "Club's trips"


def test_a_title_may_stand_above_the_headings() -> None:
    titled = sheet("Trips", ("Trips of all clubs",), (), (None, "Date of this list", DAY), TRIP, LAKE)
    assert found(clubs(), titled) == LAKE_READ
    assert read(clubs(), titled).book.good(Trip)[0].position == 5


def test_columns_of_the_owner_s_own_are_left_alone() -> None:
    wide = sheet("Trips", ("Weather", *TRIP, "Driver"), ("Rain", *LAKE, None, None, None, None, "Bo"))
    assert found(clubs(), wide) == LAKE_READ
    assert told(clubs(), wide) == []


def test_a_missing_heading_is_told_once_with_the_nearest_that_there_is() -> None:
    headings = [{"Date": "Dates"}.get(heading, heading) for heading in TRIP]
    assert told(clubs(), sheet("Trips", headings, LAKE, LAKE)) == [
        "Trips: the heading 'Date' is missing. Is it 'Dates'? Then rename that."
    ]


def test_a_missing_heading_that_resembles_none_is_to_be_added() -> None:
    headings = [heading for heading in TRIP if heading not in ("Date", "Each")]
    assert told(clubs(), sheet("Trips", headings, LAKE)) == [
        "Trips: the heading 'Date' is missing. Nothing on this tab can be worked out without it. Add the heading; the "
        "cells below it may stay empty.",
        "Trips: the heading 'Each' is missing. Nothing can be filled in there. Add the heading to get it back.",
    ]


def test_a_tab_without_one_of_people_s_headings_is_never_read_as_if_it_were_empty() -> None:
    validated = read(clubs(), sheet("Trips", TRIP[1:], LAKE[1:]))
    assert validated.located.keys() >= {Club, Trip}
    assert validated.rows == 2


def test_a_heading_that_stands_twice_is_told_with_both_its_cells() -> None:
    assert told(clubs(), sheet("Trips", ("Date", *TRIP), (DAY, *LAKE))) == [
        "Trips: the heading 'Date' stands in A1 and again in D1. Rename or delete one of the two."
    ]


def test_a_tab_with_a_doubled_heading_is_not_read_by_guessing_which_of_the_two_counts() -> None:
    with pytest.raises(WaitsFor, match=r"^the heading row of the Trips tab$"):
        read(clubs(), sheet("Trips", ("Date", *TRIP), (DAY, *LAKE))).book.good(Trip)


def test_a_heading_of_the_owner_s_may_stand_twice() -> None:
    assert told(clubs(), sheet("Trips", ("Day", *TRIP, "Day"), (None, *LAKE))) == []


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_table_beside_ours_may_have_a_date_of_its_own(side: str) -> None:
    other, row = ["Date", "Weather"], ["Monday", "Rain"]
    if side == "right":
        beside = sheet("Trips", (*TRIP, None, *other), (*LAKE, None, None, None, None, None, *row))
    else:
        beside = sheet("Trips", (*other, None, *TRIP), (*row, None, *LAKE))
    assert found(clubs(), beside) == LAKE_READ
    assert told(clubs(), beside) == []


def test_an_empty_column_may_stand_among_ours() -> None:
    gap = sheet("Trips", (*TRIP[:3], None, *TRIP[3:]), (*LAKE[:3], None, *LAKE[3:]))
    assert found(clubs(), gap) == LAKE_READ


def test_what_stands_beside_a_named_table_is_none_of_its_columns() -> None:
    beside = sheet("Trips", (*TRIP, "Date"), (*LAKE, None, None, None, None, "Monday"))
    named = NamedTable("Trips", Area(1, 1, 2, len(TRIP)))
    assert found(clubs(), replace(beside, tables=(named,))) == LAKE_READ
    assert told(clubs(), replace(beside, tables=(named,))) == []


def test_a_table_of_another_name_that_holds_our_headings_is_ours() -> None:
    below = sheet("Trips", TRIP, LAKE, (), ("Signed", "Ada"))
    named = NamedTable("Table1", Area(1, 1, 2, len(TRIP)))
    assert found(clubs(), replace(below, tables=(named,))) == LAKE_READ
    assert told(clubs(), replace(below, tables=(named,))) == []


def test_a_table_beside_ours_does_not_hide_ours() -> None:
    beside = sheet("Trips", (*TRIP, None, "Date", "Weather"), LAKE)
    other = NamedTable("Weather", Area(1, 11, 2, 12))
    lower = NamedTable("Signatures", Area(9, 1, 10, 2))
    assert found(clubs(), replace(beside, tables=(lower, other))) == LAKE_READ


def test_rows_typed_right_below_a_named_table_are_told() -> None:
    below = sheet("Trips", TRIP, LAKE, ("T2", "Choir", DAY, 5.0))
    [problem] = read(clubs(), replace(below, tables=(NamedTable("Trips", Area(1, 1, 2, 9)),))).problems
    assert problem.cell == "A3"
    assert problem.message == (
        "Trips, row 3, Trip: this row stands below the table and is not counted. Drag the table's lower right corner "
        "over it."
    )


def test_nothing_is_told_of_what_stands_elsewhere_below_a_named_table() -> None:
    named = NamedTable("Trips", Area(1, 1, 2, 9))
    for rows in ([TRIP, LAKE], [TRIP, LAKE, (" ",), ("T2",)], [TRIP, LAKE, (None,) * 9 + ("mine",)]):
        assert told(clubs(), replace(sheet("Trips", *rows), tables=(named,))) == []


def test_a_row_of_totals_is_no_row_of_data() -> None:
    totals = sheet("Trips", TRIP, LAKE, ("Total", None, None, 90.0))
    named = NamedTable("Trips", Area(1, 1, 3, 9), has_totals=True)
    assert found(clubs(), replace(totals, tables=(named,))) == LAKE_READ
    assert told(clubs(), replace(totals, tables=(named,))) == []


def test_a_tab_that_workbooks_may_do_without_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Trip, "is_optional", True)
    assert told(clubs()) == []


def test_a_missing_tab_is_offered_the_nearest_name() -> None:
    assert told(clubs(), sheet("Trip list", TRIP), sheet("Trips 26", TRIP)) == [
        "Trips: the workbook has no tab of this name. Is it the tab 'Trips 26'? Then rename that to 'Trips'."
    ]


def test_a_missing_tab_that_resembles_none_is_to_be_added() -> None:
    assert told(clubs()) == ["Trips: the workbook has no tab of this name. Add a tab named 'Trips' with its headings."]


def test_a_missing_tab_is_an_error_and_a_missing_computed_tab_a_warning() -> None:
    validated = validate(workbook(clubs()), OUTINGS, TODAY)
    assert {problem.tab: problem.severity for problem in validated.problems} == {
        "Advice": "warning",
        "Trips": "error",
        "Totals": "warning",
    }


def test_a_tab_without_any_headings_says_how_they_begin() -> None:
    assert told(clubs(), sheet("Trips", ("nothing", "of", "ours"))) == [
        "Trips: no row of headings was found on this tab. Type its headings in one row, beginning with 'Trip', 'Club', "
        "'Date'."
    ]


def test_a_named_table_without_any_of_our_headings_has_none() -> None:
    empty = replace(sheet("Trips", ("x", "y")), tables=(NamedTable("Trips", Area(1, 1, 2, 2)),))
    gone = replace(sheet("Trips", ("x", "y")), tables=(NamedTable("Trips", Area(5, 1, 6, 2)),))
    assert locate(Trip, empty) is None and locate(Trip, gone) is None


def test_a_tab_may_be_known_by_the_name_of_its_table_alone() -> None:
    renamed = replace(trips(LAKE, table=True), name="Where we go")
    assert found(clubs(), renamed) == LAKE_READ
    [problem] = read(clubs(), replace(trips(("T1", "Chess", "soon", 1.0), table=True), name="Where we go")).problems
    assert problem.tab == "Where we go" and problem.message.startswith("Trips, row 2, Date: ")


def test_of_a_tab_and_a_table_of_the_same_name_the_tab_counts() -> None:
    elsewhere = replace(trips(table=True), name="Old trips")
    sheets = workbook(elsewhere, trips(LAKE))
    chosen = sheet_of(Trip, sheets)
    assert chosen is not None and chosen.name == "Trips"
    assert sheet_of(Club, sheets) is None


def test_problems_of_a_tab_are_filed_under_the_name_that_it_has() -> None:
    [problem] = read(clubs(), sheet("TRIPS", TRIP[:-1])).problems
    assert problem.tab == "TRIPS"


def test_the_nearest_name_forgives_capitals_and_may_be_none() -> None:
    assert nearest("Schools", ["SCHOOL", "Costs"]) == "SCHOOL"
    assert nearest("Schools", ["Costs"]) is None
    assert nearest("Schools", ["schools", "SCHOOLS"]) == "schools"


def test_a_heading_lower_down_than_people_put_headings_is_not_looked_for() -> None:
    deep = sheet("Clubs", *[()] * 40, CLUB, CHESS)
    assert locate(Club, deep) is None
    assert OURS[0].rows[0] == ["What to do"]
