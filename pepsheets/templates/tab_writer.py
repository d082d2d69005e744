"""Puts one tab into the new workbook: words, table, rows, notes, validations, colours, print set-up."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pepsheets.sheets import Value
from pepsheets.tabs.declaration import is_computed
from pepsheets.templates.conditions import conditions_of
from pepsheets.templates.contents import Cells
from pepsheets.templates.layout import Layout
from pepsheets.templates.lines import LineCell
from pepsheets.templates.lists import Lists
from pepsheets.templates.looks import OUR_TAB, PEOPLE_TAB, Formats, Tone, cell_look, heading_look
from pepsheets.templates.notes import note_of, note_size
from pepsheets.templates.peculiarities import own_look, own_validations
from pepsheets.templates.validations import TICK, validation_of
from pepsheets.validation.locating import table_name

_A4 = 9


class TabWriter:
    """Writes a layout to its worksheet."""

    def __init__(self, sheet: Worksheet, layout: Layout, formats: Formats, lists: Lists, today: date) -> None:
        self._sheet = sheet
        self._layout = layout
        self._formats = formats
        self._lists = lists
        self._today = today

    def write(self) -> None:
        """Writes the whole tab."""
        self._write_lines()
        self._set_columns()
        if self._layout.columns:
            self._write_table()
            self._write_notes()
            self._write_rows()
            self._validate()
            self._colour()
        self._set_up_printing()
        self._sheet.set_tab_color(OUR_TAB if is_computed(self._layout.tab) else PEOPLE_TAB)
        self._sheet.hide_gridlines(2)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        if not self._layout.is_overview:
            self._sheet.freeze_panes(self._layout.first_row, self._layout.key_columns)

    def _write_lines(self) -> None:
        # Set in pixels, and here, for XlsxWriter's own method would fix each row's height for good.
        self._sheet.original_row_height = self._sheet.default_row_height = self._layout.row_height * 4 // 3
        for row, line in enumerate(self._layout.lines):
            if line.height is not None:
                self._sheet.set_row(row, line.height)
            if line.cells:
                self._write_line_cells(row, line.cells)
                continue
            # On the next page the key columns stand again, and would cut off whatever is longer than they are.
            column = self._layout.key_columns if row and self._layout.pages_wide > 1 else 0
            self._sheet.write_string(row, column, line.text, self._formats.of(line.look))
        for row, line in enumerate(self._layout.beside, self._layout.heading_row - 1):
            place = self._layout.beside_column
            self._write_line_cells(row, line.cells or (LineCell(line.text, line.look),), place)

    def _write_line_cells(self, row: int, cells: Sequence[LineCell], first: int = 0) -> None:
        for place, cell in enumerate(cells, first):
            _write_cell(self._sheet, row, place, cell.text or None, self._formats.of(cell.look))
            if cell.note:
                self._write_note(row, place, cell.note)
            if cell.is_tick:
                self._sheet.data_validation(row, place, row, place, dict(TICK))
            if cell.alarm:
                begins = {"type": "text", "criteria": "begins with", "value": cell.alarm}
                options = {**begins, "format": self._formats.tone(Tone.BAD)}
                self._sheet.conditional_format(row, place, row, place, options)

    def _set_columns(self) -> None:
        ids = {place for place, planned in enumerate(self._layout.columns) if planned.column.is_row_id}
        for place, width in enumerate(self._layout.widths):
            self._sheet.set_column(place, place, width, None, {"hidden": True} if place in ids else {})

    def _write_table(self) -> None:
        layout = self._layout
        self._sheet.set_row(layout.heading_row, layout.heading_height)
        in_a_line = layout.has_headings_in_a_line
        looks = (heading_look(planned, in_a_line=in_a_line) for planned in layout.columns)
        headings = [
            {"header": planned.column.heading, "header_format": self._formats.of(look)}
            for planned, look in zip(layout.columns, looks, strict=True)
        ]
        options = {"name": table_name(layout.tab.tab), "columns": headings, "style": None}
        self._sheet.add_table(layout.heading_row, 0, layout.last_row, layout.last_column, options)

    def _write_notes(self) -> None:
        for place, planned in enumerate(self._layout.columns):
            self._write_note(self._layout.heading_row, place, note_of(planned.column, self._layout.tab))

    def _write_note(self, row: int, place: int, note: str) -> None:
        width, height = note_size(note)
        look = {"width": width, "height": height, "font_name": "Calibri", "font_size": 10, "color": "#FFFBEA"}
        self._sheet.write_comment(row, place, note, {**look, "author": "pepsheets"})

    def _write_rows(self) -> None:
        layout = self._layout
        looks = [cell_look(planned) for planned in layout.columns]
        for offset in range(layout.last_row - layout.heading_row):
            cells: Cells = layout.rows[offset] if offset < len(layout.rows) else {}
            if (height := layout.height_of(cells)) is not None:
                self._sheet.set_row(layout.first_row + offset, height)
            for place, planned in enumerate(layout.columns):
                look = looks[place] | own_look(layout.tab, planned.column, cells)
                value = cells.get(planned.column.name)
                _write_cell(self._sheet, layout.first_row + offset, place, value, self._formats.of(look))

    def _validate(self) -> None:
        layout = self._layout
        for place, planned in enumerate(layout.columns):
            validation = validation_of(planned, self._lists, self._today)
            if validation is not None:
                self._sheet.data_validation(layout.first_row, place, layout.last_row, place, dict(validation))
        for offset, cells in enumerate(layout.rows):
            for name, validation in own_validations(layout.tab, cells):
                row, place = layout.first_row + offset, layout.place(name)
                self._sheet.data_validation(row, place, row, place, dict(validation))

    def _colour(self) -> None:
        layout = self._layout
        for condition in conditions_of(layout):
            options = {"type": "formula", "criteria": condition.formula, "format": self._formats.tone(condition.tone)}
            area = layout.first_row, condition.first_column, layout.last_row, condition.last_column
            self._sheet.conditional_format(*area, options)

    def _set_up_printing(self) -> None:
        layout, sheet = self._layout, self._sheet
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
        sheet.fit_to_pages(layout.pages_wide, 1 if layout.is_overview else 0)
        if not layout.is_overview:
            sheet.repeat_rows(layout.heading_row)
        if layout.pages_wide > 1:
            sheet.repeat_columns(0, layout.key_columns - 1)
        sheet.set_header('&L&"Calibri,Bold"&11&A')
        sheet.set_footer('&L&"Calibri,Regular"&9pepsheets&R&"Calibri,Regular"&9Page &P of &N')


def _write_cell(sheet: Worksheet, row: int, column: int, value: Value, cell_format: Format) -> None:
    """A value as what it is: a text never becomes a formula, a link or a number."""
    if value is None:
        sheet.write_blank(row, column, None, cell_format)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, cell_format)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, float(value), cell_format)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, cell_format)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), cell_format)
    else:
        sheet.write_string(row, column, str(value), cell_format)
