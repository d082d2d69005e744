"""The door to workbooks kept as files keeps the promises of every door."""

from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pepsheets.gateways import open_gateway
from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.sheets import Gateway, NamedTable, Sheet
from tests.gateways.marking_contract import MarkingContract

NOON = datetime(2026, 3, 2, 12, 0)


class TestWorkbookFile(MarkingContract):
    def make(self, tmp_path: Path, sheets: list[Sheet]) -> Gateway:
        path = tmp_path / "partnership.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            for sheet in sheets:
                _fill(book.add_worksheet(sheet.name), sheet)
        return WorkbookFile(str(path), tmp_path / "backups", lambda: NOON)

    def test_the_address_is_the_path_as_it_was_given(self, tmp_path: Path) -> None:
        path = str(self.make(tmp_path, []).address)
        assert open_gateway(path).address == path


def _fill(worksheet: Worksheet, sheet: Sheet) -> None:
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if (row + 1, column + 1) in sheet.formulas:
                worksheet.write_formula(row, column, "=10+10", None, cell)
            elif cell is not None:
                worksheet.write(row, column, cell)
    for table in sheet.tables:
        _add_table(worksheet, table, sheet)


def _add_table(worksheet: Worksheet, table: NamedTable, sheet: Sheet) -> None:
    area = table.area
    headings = sheet.rows[area.first_row - 1][area.first_column - 1 : area.last_column]
    columns = [{"header": heading} for heading in headings]
    place = (area.first_row - 1, area.first_column - 1, area.last_row - 1, area.last_column - 1)
    worksheet.add_table(*place, {"name": table.name, "columns": columns})
