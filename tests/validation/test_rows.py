"""A bad row tells all its slips at once, and never stops good ones."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import Field

from pepsheets.partnerships import Partnership
from pepsheets.sheets import Cell, CellError, Problem
from pepsheets.tabs.book import WaitsFor
from pepsheets.tabs.declaration import Row
from pepsheets.validation import Reporter, check_book, in_reading_order, validate
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
    TRIP,
    Advice,
    Club,
    Trip,
    clubs,
    read,
    sheet,
    told,
    told_by_checks,
    trips,
    workbook,
)


def lake(**cells: Cell) -> tuple[Cell, ...]:
    """The good row of the trip to the lake, with other cells by heading."""
    return tuple(cells.get(heading, cell) for heading, cell in zip(TRIP, (*LAKE, None, None), strict=False))


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Date": "31/02/2026"}, "Date: '31/02/2026' is not a date. Type it like 28/02/2026."),
        ({"Date": None}, "Date: this cell is empty, and it is needed. Type it like 28/02/2026."),
        ({"Date": " \xa0"}, "Date: this cell is empty, and it is needed. Type it like 28/02/2026."),
        ({"Date": "n/a"}, "Date: 'n/a' says nothing, and this column is needed. Type it like 28/02/2026."),
        ({"Date": date(9999, 12, 31)}, "Date: '31/12/9999' is not in the years 1900 to 2199. Check the year."),
        ({"Cost": -1.0}, "Cost: '-1.00' is too small. It must be 0 or more."),
        ({"Cost": 10000.0}, "Cost: '10000.00' is too large. It must be less than 10000."),
        ({"Places": 0.0}, "Places: '0' is too small. It must be more than 0."),
        ({"Places": 501.0}, "Places: '501' is too large. It must be 500 or less."),
        ({"Note": "no"}, "Note: 'no' is too short. Give at least 3 characters."),
        ({"Note": "x" * 21}, f"Note: '{'x' * 21}' is too long. Keep it to 20 characters."),
        ({"Note": "a rude word"}, "Note: 'a rude word' is not kind. Say it in other words."),
        ({"Club": "Ches"}, "Club: 'Ches' is not on the Clubs tab. Did you mean 'Chess'? Choose it from the list."),
        ({"Club": "Judo"}, "Club: 'Judo' is not on the Clubs tab. Add it there, or choose one from the list."),
        (
            {"Guests": "Choir; Judo"},
            "Guests: 'Judo' is not on the Clubs tab. Add it there, or choose one from the list.",
        ),
        ({"Cost": CellError("#REF!")}, "Cost: this cell shows the error #REF!. Mend its formula, or type the value."),
    ],
)
def test_a_slip_says_where_it_is_what_is_wrong_and_what_to_do(cells: dict[str, Cell], sentence: str) -> None:
    [problem] = read(clubs(), trips(SEA, lake(**cells))).problems
    assert problem.message == f"Trips, row 3, {sentence}"
    assert (problem.severity, problem.tab, problem.row, problem.key) == ("error", "Trips", 3, "T1")
    assert problem.cell == f"{'ABCDEFG'[TRIP.index(str(problem.column))]}3"


def test_a_choice_is_forgiven_its_capitals_and_told_its_choices() -> None:
    validated = read(clubs(("Chess", " mUsic "), ("Judo", "Fighting")), trips())
    assert [club.kind for club in validated.book.good(Club)] == ["Music"]
    [problem] = validated.problems
    assert problem.message == "Clubs, row 3, Kind: 'Fighting' is not one of the choices: Sport, Music."


def test_a_choice_that_is_nearly_on_the_list_is_offered() -> None:
    [problem] = read(clubs(("Judo", "Sports")), trips()).problems
    assert problem.message == "Clubs, row 2, Kind: 'Sports' is not on the list. Did you mean 'Sport'?"


def test_all_slips_of_a_row_are_told_at_once() -> None:
    assert told(clubs(), trips(lake(Club="Judo", Date="soon", Cost="much", Places=-1.0))) == [
        "Trips, row 2, Date: 'soon' is not a date. Type it like 28/02/2026.",
        "Trips, row 2, Cost: 'much' is not an amount of money. Type an amount like 1200.50.",
        "Trips, row 2, Club: 'Judo' is not on the Clubs tab. Add it there, or choose one from the list.",
        "Trips, row 2, Places: '-1' is too small. It must be more than 0.",
    ]


def test_a_bad_row_never_stops_good_ones() -> None:
    validated = read(clubs(), trips(LAKE, ("T9", "Chess", "soon", 1.0), SEA))
    assert [(row.code, row.position) for row in validated.book.good(Trip)] == [("T1", 2), ("T2", 4)]
    assert validated.rows == 5
    assert [row.position for row in validated.book[Trip]] == [2, 3, 4]
    with pytest.raises(WaitsFor, match=r"^Trips row 3$"):
        assert str(validated.book[Trip][1].goes_on)


def test_blank_rows_are_passed_over() -> None:
    validated = read(clubs(), trips((), LAKE, (None, " ", "\xa0"), SEA, ("n/a",) * 0))
    assert [row.position for row in validated.book.good(Trip)] == [3, 5]
    assert validated.blank[Trip] == [2, 4, 6]
    assert validated.problems == ()


def test_a_row_with_nothing_but_results_of_ours_or_notes_of_the_owner_s_is_blank() -> None:
    beside = sheet("Trips", (*TRIP, "Mine"), LAKE, (None,) * 7 + (30.0, 1.0, "a note"))
    assert read(clubs(), beside).blank[Trip] == [3]


def test_a_row_that_says_not_applicable_where_something_is_needed_is_not_blank() -> None:
    assert len(told(clubs(), trips(("n/a",)))) == 4


def test_true_and_one_are_told_apart_in_one_column() -> None:
    validated = read(clubs((1.0,), (True,), (1.0, "Music")), trips())
    assert [club.name for club in validated.book.good(Club)] == ["1", "Yes"]
    assert [problem.row for problem in validated.problems] == [4]


def test_a_key_that_stands_twice_is_told_on_the_later_row() -> None:
    assert told(clubs(CHESS, CHOIR, (" CHESS", "Music")), trips()) == [
        "Clubs, row 4, Club: 'CHESS' stands on row 2 already. Change one of the two, or delete one row."
    ]


def test_both_rows_of_a_doubled_key_are_waited_for() -> None:
    book = read(clubs(CHESS, CHOIR, CHESS), trips()).book
    with pytest.raises(WaitsFor, match=r"^Clubs row 4$"):
        book.get(Club, "Chess")
    choir = book.get(Club, "Choir")
    assert choir is not None and choir.position == 3


def test_a_tab_without_keys_has_no_doubles() -> None:
    class Wish(Row):
        tab = "Wishes"

        what: Annotated[str, Field(title="Wish", description="What is wished.")] = ""

    wishes = Partnership("wishes", "Wishes", "Wishes.", (Wish,), lambda _: (), lambda _: ())
    validated = validate(workbook(sheet("Wishes", ("Wish",), ("Peace",), ("Peace",))), wishes, TODAY)
    assert len(validated.book[Wish]) == 2 and validated.problems == ()


def test_a_reference_is_read_as_the_key_stands_on_its_own_tab() -> None:
    [trip] = read(clubs(), trips(lake(Club=" cHESS", Guests="choir; CHESS"))).book[Trip]
    assert (trip.club, trip.guests) == ("Chess", ("Choir", "Chess"))


def test_commas_between_names_are_forgiven_where_each_is_known() -> None:
    [trip] = read(clubs(), trips(lake(Guests="Choir, Chess"))).book[Trip]
    assert trip.guests == ("Choir", "Chess")
    [problem] = read(clubs(), trips(lake(Guests="Choir, Judo"))).problems
    assert problem.message.startswith("Trips, row 2, Guests: 'Choir, Judo' is not on the Clubs tab.")


def test_a_name_that_is_listed_twice_counts_once() -> None:
    [trip] = read(clubs(), trips(lake(Guests="Choir; choir ;CHOIR"))).book[Trip]
    assert trip.guests == ("Choir",)


def test_a_list_of_nothing_but_semicolons_is_empty() -> None:
    [trip] = read(clubs(), trips(lake(Guests=" ; ;"))).book[Trip]
    assert trip.guests == ()


def test_a_reference_to_a_row_with_a_slip_elsewhere_is_no_slip() -> None:
    assert told(clubs(("Chess", "Fighting"), CHOIR), trips(LAKE)) == [
        "Clubs, row 2, Kind: 'Fighting' is not one of the choices: Sport, Music."
    ]


def test_a_reference_to_a_tab_that_cannot_be_read_is_taken_as_it_is() -> None:
    validated = read(sheet("Clubs", CLUB[1:], CHESS[1:]), trips(LAKE))
    assert [row.club for row in validated.book.good(Trip)] == ["Chess"]
    with pytest.raises(WaitsFor, match=r"^the heading row of the Clubs tab$"):
        validated.book.good(Club)
    with pytest.raises(WaitsFor, match=r"^the Clubs tab$"):
        read(trips(LAKE)).book.good(Club)


def test_a_row_whose_reference_is_mistyped_may_belong_to_any() -> None:
    """A booking of 'Oack' may be one of Oak's: no sum of Oak's bookings is right without it."""
    book = read(clubs(), trips(SEA, lake(Club="Ches"))).book
    for club in ("Chess", "Choir"):
        with pytest.raises(WaitsFor, match=r"^Trips row 3$"):
            book.where(Trip, club=club)
    assert [row.code for row in book.where(Trip, code="T2")] == ["T2"]


def test_a_value_beyond_its_limits_may_become_any_other() -> None:
    book = read(clubs(), trips(SEA, lake(Places=501.0))).book
    with pytest.raises(WaitsFor):
        book.where(Trip, places=4)
    assert len(book.where(Trip, club="Choir")) == 1


def test_a_blank_cell_of_a_bad_row_holds_what_a_blank_cell_means() -> None:
    book = read(clubs(CHOIR, ("Chess",), ("Chess", None)), trips()).book
    with pytest.raises(WaitsFor, match=r"^Clubs row 4$"):
        book.where(Club, kind="Sport")
    assert [club.name for club in book.where(Club, kind="Music")] == ["Choir"]
    lakes = read(clubs(), trips(SEA, lake(Date="soon", Places=None))).book
    assert [trip.code for trip in lakes.where(Trip, places=4)] == ["T2"]


def test_money_and_numbers_arrive_exact() -> None:
    [trip] = read(clubs(), trips(lake(Cost=0.1 + 0.2))).book[Trip]
    assert trip.cost == Decimal("0.30")


def test_a_row_that_is_shorter_than_the_headings_is_blank_at_its_end() -> None:
    [trip] = read(clubs(), trips(LAKE[:4])).book[Trip]
    assert (trip.places, trip.guests, trip.note) == (None, (), None)


def test_checks_say_what_rows_say_together() -> None:
    dear, too = lake(Cost=501.0), ("T2", "Chess", DAY, 1.0, None, "Choir; Chess")
    assert told_by_checks(clubs(), trips(dear, too)) == [
        "Trips, row 2, Cost: it is too dear. Find another way to go.",
        "Trips, row 2, Club: it goes on another trip too. Check that it wants to.",
        "Trips, row 3, Club: it goes on another trip too. Check that it wants to.",
        "Trips, row 3, Guests: a club is a guest of itself. Take it off the list.",
    ]


def test_a_finding_carries_key_severity_and_stage() -> None:
    dear, too = lake(Cost=501.0), ("T2", "Chess", DAY, 1.0)
    first, second, _ = check_book(read(clubs(), trips(dear, too)))
    assert (first.severity, first.stage, first.key, first.cell) == ("error", "Before invoicing", "T1", "D2")
    assert (second.severity, second.stage) == ("warning", "Later")


def test_a_finding_about_a_whole_tab_points_to_the_heading() -> None:
    [problem] = check_book(read(clubs(), sheet("Trips", ("All trips",), (), TRIP)))
    assert problem.message == "Trips, Trip: there is no trip yet. Add one."
    assert (problem.row, problem.cell, problem.key) == (None, "A3", None)


def test_a_check_that_needs_a_bad_row_says_nothing_and_the_others_go_on() -> None:
    assert told_by_checks(clubs(), trips(lake(Cost=501.0), ("T2", "Judo", DAY, 1.0))) == [
        "Trips, row 2, Cost: it is too dear. Find another way to go."
    ]


def test_the_checks_of_a_tab_that_cannot_be_read_are_left_out() -> None:
    assert told_by_checks(clubs(), sheet("Trips", TRIP[1:], LAKE[1:])) == []


def test_a_finding_about_a_column_that_is_not_on_the_tab_names_its_heading_and_no_cell() -> None:
    reporter = Reporter(read(clubs(), sheet("Trips", TRIP[:-1], LAKE)).located)
    reporter.about_cell(Trip, 2, "trips_of_club", "it is too few. Go more often.")
    reporter.about_cell(Advice, 2, "message", "it is unkind. Say it in other words.")
    missing, _ = reporter.problems
    assert missing.message == "Trips, row 2, Club's trips: it is too few. Go more often."
    assert (missing.column, missing.cell) == ("Club's trips", None)


def test_problems_are_told_as_one_reads_a_workbook_and_each_once() -> None:
    def at(tab: str, row: int | None, cell: str | None, message: str = "x.") -> Problem:
        return Problem("error", tab, row, None, cell, message)

    first, second, third = at("Clubs", None, None), at("Clubs", 2, "B2"), at("Clubs", 2, "AA2")
    fourth, last = at("Clubs", 10, "A10"), at("Elsewhere", 1, "A1")
    told = in_reading_order([last, fourth, third, second, first, second], ["Clubs"])
    assert told == (first, second, third, fourth, last)


def test_nothing_is_told_of_a_workbook_in_order() -> None:
    validated = validate(workbook(*OURS, clubs(), trips(LAKE, SEA)), OUTINGS, TODAY)
    assert validated.problems == () and check_book(validated) == ()
