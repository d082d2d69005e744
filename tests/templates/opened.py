"""New workbooks as an independent reader sees them."""

import io
from datetime import date
from functools import cache

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.tabs.declaration import Row
from pepsheets.templates import template_bytes
from pepsheets.validation.locating import table_name

TODAY = date(2026, 11, 21)


@cache
def empty_bytes() -> bytes:
    return template_bytes(PEPMK, PEPMK.start(TODAY), TODAY)


@cache
def sample_bytes() -> bytes:
    return template_bytes(PEPMK, PEPMK.sample(TODAY), TODAY, PEPMK.mistakes(TODAY))


@cache
def empty() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(empty_bytes()))


@cache
def sample() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(sample_bytes()))


def sheet_of(tab: type[Row], workbook: Workbook) -> Worksheet:
    sheet = workbook[tab.tab]
    assert isinstance(sheet, Worksheet)
    return sheet


def table_of(tab: type[Row], workbook: Workbook) -> Table:
    table = sheet_of(tab, workbook).tables[table_name(tab.tab)]
    assert isinstance(table, Table)
    return table


def bounds_of(tab: type[Row], workbook: Workbook) -> tuple[int, int, int, int]:
    """First column, heading row, last column and last row of a tab's table."""
    left, top, right, bottom = range_boundaries(table_of(tab, workbook).ref)
    assert left and top and right and bottom
    return left, top, right, bottom
