"""Values arrive on the other side as what they are, and a formula that somebody types stops nothing else."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest

from pepsheets.sheets import Cell, CellError
from tests.sync.engine.file_paper import FilePaper
from tests.sync.engine.google_paper import GooglePaper
from tests.sync.engine.partners import Partners, booking

SPRING = "Spring 2026"


def seen(sides: Partners, tab: str, key: str, heading: str) -> tuple[object, str]:
    """What a cell of the Google Sheet holds, and what people see in it."""
    assert isinstance(sides.shared, GooglePaper)
    page, person = sides.shared.page(tab), sides.shared.person
    name = f"{openpyxl.utils.get_column_letter(page.column(heading))}{page.row_number(key)}"
    return person.entered(tab, name), person.shown(tab, name)


@pytest.mark.parametrize(
    ("tab", "key", "heading", "kept", "shown"),
    [
        ("Meetings", SPRING, "Date", {"numberValue": 46085.0}, "04/03/2026"),
        ("Meetings", SPRING, "Notice sent", {"numberValue": 46080.59722222222}, "27/02/2026 14:20"),
        ("Meetings", SPRING, "Standing", {"stringValue": "Held"}, "Held"),
        ("Costs", "K3", "Net", {"numberValue": 1250.0}, "£1,250.00"),
        ("Costs", "K3", "To share", {"numberValue": 1250.0}, "£1,250.00"),
        ("Costs", "K3", "VAT reclaimed", {"stringValue": "Yes"}, "Yes"),
        ("Costs", "K3", "Year", {"stringValue": "2025/26"}, "2025/26"),
    ],
)
def test_a_first_round_shows_each_value_at_google_as_what_it_is(
    on_google: Partners, tab: str, key: str, heading: str, kept: object, shown: str
) -> None:
    assert seen(on_google, tab, key, heading) == (kept, shown)


TYPED: list[tuple[str, str, str, Cell, str]] = [
    ("Date", "Costs", "20 May 2026", datetime(2026, 5, 20), "dd/mm/yyyy"),
    ("Net", "Costs", "£1,300.50", 1300.5, "£#,##0.00"),
    ("VAT treatment", "Costs", "Exempt", "Exempt", "@"),
    ("VAT reclaimed", "Costs", "No", "No", "@"),
    ("Notice sent", "Meetings", "27/02/2026 15:30", datetime(2026, 2, 27, 15, 30), "dd/mm/yyyy hh:mm"),
]


def test_what_people_type_at_google_stands_in_the_workbook_as_excel_keeps_it(on_google: Partners) -> None:
    for heading, tab, text, _, _ in TYPED:
        on_google.shared.type(tab, SPRING if tab == "Meetings" else "K3", heading, text)
    assert on_google.sync().is_good
    assert isinstance(on_google.workbook, FilePaper)
    book = openpyxl.load_workbook(on_google.workbook.path)
    for heading, tab, _, value, style in TYPED:
        page = on_google.workbook.page(tab)
        cell = book[tab].cell(page.row_number(SPRING if tab == "Meetings" else "K3"), page.column(heading))
        assert (cell.value, cell.number_format) == (value, style)
    on_google.assert_in_step()


def test_what_is_typed_in_excel_is_shown_at_google_with_its_format(on_google: Partners) -> None:
    on_google.workbook.type("Costs", "K3", "Date", date(2026, 5, 20))
    on_google.workbook.type("Costs", "K3", "Net", 1300.5)
    on_google.workbook.type("Meetings", SPRING, "Notice sent", datetime(2026, 2, 27, 15, 30))
    on_google.workbook.add("Bookings", booking("N01", **{"Agreed price": 12.5}))
    assert on_google.sync().is_good
    assert seen(on_google, "Costs", "K3", "Date")[1] == "20/05/2026"
    assert seen(on_google, "Costs", "K3", "Net")[1] == "£1,300.50"
    assert seen(on_google, "Meetings", SPRING, "Notice sent")[1] == "27/02/2026 15:30"
    assert seen(on_google, "Bookings", "N01", "Booked")[1] == "20/11/2026 09:30"
    assert seen(on_google, "Bookings", "N01", "Agreed price")[1] == "£12.50"
    on_google.assert_in_step()


@pytest.mark.parametrize("text", ["007", "=1+1", "1/2", "+44 7700 900123", "TRUE", "  two  spaces ", "Zoë 🎻"])
def test_a_text_that_a_spreadsheet_would_take_for_something_else_stays_that_text(
    on_google: Partners, text: str
) -> None:
    assert isinstance(on_google.workbook, FilePaper)
    page = on_google.workbook.page("Bookings")
    place = page.row_number("B1031"), page.column("Delegate")
    on_google.workbook.fill_plainly("Bookings", {place: text})
    assert on_google.sync().is_good
    assert on_google.shared.cell("Bookings", "B1031", "Delegate") == text
    assert seen(on_google, "Bookings", "B1031", "Delegate")[0] == {"stringValue": text}


def test_a_formula_typed_in_a_shared_column_flows_as_what_it_shows(on_google: Partners) -> None:
    on_google.shared.type("Costs", "K3", "Net", "=1000+300")
    assert on_google.sync().is_good
    assert on_google.workbook.cell("Costs", "K3", "Net") == 1300.0
    on_google.assert_in_step()


def test_a_formula_is_never_written_over_and_what_belongs_there_waits_while_all_else_flows(
    on_google: Partners,
) -> None:
    on_google.shared.type("Costs", "K3", "Net", "=1000+300")
    on_google.sync()
    on_google.workbook.type("Costs", "K3", "Net", 1400)
    on_google.workbook.type("Costs", "K3", "What", "Speaker, one day")
    outcome = on_google.sync()
    [held] = outcome.held
    assert outcome.is_good and outcome.needs_a_person and (held.key, held.column) == ("K3", "net")
    assert "The cell holds a formula, so '1400'" in held.reason
    assert on_google.shared.cell("Costs", "K3", "Net") == 1300.0
    assert on_google.shared.cell("Costs", "K3", "What") == "Speaker, one day"
    assert on_google.workbook.cell("Costs", "K3", "Net") == 1400.0
    for each in (on_google.workbook, on_google.shared):
        assert [line["Column"] for line in each.rows("Conflicts")] == ["Net"]
    on_google.shared.type("Costs", "K3", "Net", 1400)
    assert on_google.sync().held == ()
    on_google.assert_in_step()


def test_a_formula_in_a_column_of_results_stays_and_is_said(on_google: Partners) -> None:
    on_google.shared.type("Costs", "K3", "To share", "=1+1")
    on_google.workbook.type("Costs", "K3", "Net", 1400)
    [held] = on_google.sync().held
    assert "where pepsheets shows its own result" in held.reason
    assert on_google.shared.cell("Costs", "K3", "To share") == 2.0
    on_google.shared.type("Costs", "K3", "To share", None)
    assert on_google.sync().held == ()
    assert on_google.shared.cell("Costs", "K3", "To share") == 1400.0
    on_google.assert_in_step()


@pytest.mark.parametrize("formula", ["=1/0", "=NoSuchName"])
def test_a_formula_with_an_error_is_held_and_the_rest_of_its_row_flows(on_google: Partners, formula: str) -> None:
    on_google.shared.type("Costs", "K3", "Net", formula)
    on_google.shared.type("Costs", "K3", "What", "Speaker, one day")
    [held] = on_google.sync().held
    assert isinstance(held.value, CellError) and "#" in held.reason
    assert on_google.workbook.cell("Costs", "K3", "Net") == 1250.0
    assert on_google.workbook.cell("Costs", "K3", "What") == "Speaker, one day"


def test_a_formula_in_the_workbook_that_was_never_calculated_is_held_and_stays(sides: Partners) -> None:
    """Saved by a program that does not calculate, as some do."""
    ours = sides.workbook
    assert isinstance(ours, FilePaper)
    ours.type("Costs", "K3", "Net", "=1000+300")
    sides.shared.type("Costs", "K3", "Net", 1400)
    sides.shared.type("Costs", "K3", "What", "Speaker, one day")
    [held] = sides.sync().held
    assert held.key == "K3" and "formula without a result" in held.reason
    assert sides.shared.cell("Costs", "K3", "Net") == 1400.0
    assert ours.cell("Costs", "K3", "What") == "Speaker, one day"
    page = ours.page("Costs")
    cell = openpyxl.load_workbook(ours.path)["Costs"].cell(page.row_number("K3"), page.column("Net"))
    assert cell.value == "=1000+300"


def test_a_formula_in_the_column_of_ids_stops_its_tab_alone(sides: Partners) -> None:
    sides.workbook.type("Costs", "K3", "Row ID", "=A7")
    sides.shared.type("Costs", "K2", "What", "Hall")
    sides.shared.type("Meetings", SPRING, "Place", "The library")
    assert [str(each) for each in sides.sync().stopped] == [
        "Costs, Row ID: the cell P7 in the workbook holds a formula. Clear it: pepsheets fills it."
    ]
    assert sides.workbook.cell("Meetings", SPRING, "Place") == "The library"
    sides.workbook.type("Costs", "K3", "Row ID", None)
    assert sides.sync().is_good
    assert sides.workbook.cell("Costs", "K2", "What") == "Hall"
    sides.assert_in_step()
