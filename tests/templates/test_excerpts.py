"""Workbooks that show a part of a partnership's: some tabs, some columns, and nothing that leads to the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.tabs import TABS
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.courses import Booking, Course
from pepsheets.tabs.declaration import Row, columns_of
from pepsheets.tabs.meetings import Meeting
from pepsheets.tabs.overview import OverviewRow
from pepsheets.tabs.schools import School
from pepsheets.tabs.settings import RuleSetting
from pepsheets.templates import template_bytes
from pepsheets.templates.excerpts import excerpt_of

TODAY = date(2026, 11, 21)


OWN: Mapping[type[Row], Sequence[str]] = {Booking: ("Diet",)}


def made(
    *tabs: type[Row], columns: Mapping[type[Row], Sequence[str]] | None = None, is_read_only: bool = False
) -> Workbook:
    named = columns or {}
    own = OWN if Booking in tabs else {}
    excerpt = excerpt_of(PEPMK, tabs, named, own, is_read_only=is_read_only)
    return load_workbook(BytesIO(template_bytes(excerpt, (), TODAY)))


def headings(book: Workbook, tab: str) -> list[str]:
    [area] = [table.ref for table in book[tab].tables.values()]
    return [str(cell.value) for cell in book[tab][area][0]]


def lists(book: Workbook, tab: str) -> set[str]:
    return {str(rule.formula1) for rule in book[tab].data_validations.dataValidation if rule.type == "list"}


def test_it_has_the_tabs_in_the_order_of_the_workbook_and_no_rows() -> None:
    book = made(Booking, School, ConflictRow)
    assert book.sheetnames == ["Conflicts", "Schools", "Bookings", "Lists"]
    assert all(row[0].value is None for row in book["Schools"].iter_rows(min_row=5))


def test_it_has_the_columns_that_are_named_the_owners_own_and_the_row_id() -> None:
    book = made(Booking, columns={Booking: ("code", "delegate", "place")})
    assert headings(book, "Bookings") == ["Booking", "Delegate", "Place", "Diet", "Row ID"]
    assert book["Bookings"].column_dimensions["E"].hidden


def test_a_drop_down_of_a_tab_that_is_not_there_is_left_out() -> None:
    assert "Schools_keys" in lists(made(Booking, School, Course), "Bookings")
    alone = made(Booking, Course)
    assert not any("Schools_keys" in each for each in lists(alone, "Bookings"))
    assert set(alone.defined_names) == {"Courses_keys"}


def test_conditions_and_charts_do_without_columns_that_are_not_there() -> None:
    few: dict[type[Row], Sequence[str]] = {RuleSetting: ("setting",), Meeting: ("code",), Course: ("code",)}
    book = made(OverviewRow, *few, columns=few)
    assert headings(book, "Rules") == ["Setting", "Row ID"]
    assert not getattr(book["Overview"], "_charts")  # noqa: B009 - openpyxl tells of charts nowhere else


def test_a_sheet_that_is_read_only_says_so() -> None:
    def said(book: Workbook) -> str:
        return str(book["Courses"]["A3"].value or book["Courses"]["B3"].value)

    assert "Anything typed here is replaced" in said(made(Course, is_read_only=True))
    assert "yours to fill" in said(made(Course))


def test_the_overview_of_a_shared_workbook_tells_nobody_to_run_commands() -> None:
    words = {str(row[0].value) for row in made(OverviewRow)["Overview"].iter_rows()}
    assert not any("pepsheets check" in each for each in words) and PEPMK.name in words


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.tab)
def test_every_tab_can_stand_alone(tab: type[Row]) -> None:
    book = made(tab)
    own = ["Diet"] if tab is Booking else []
    shown = [column.heading for column in columns_of(tab) if not column.is_row_id]
    ids = [column.heading for column in columns_of(tab) if column.is_row_id]
    assert headings(book, tab.tab) == [*shown, *own, *ids]
