"""A whole new workbook from the declarations of a partnership's tabs: the same input always gives the same bytes."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO

from xlsxwriter.workbook import Workbook

from pepsheets.partnerships import Partnership
from pepsheets.partnerships.partnership import Mistake
from pepsheets.tabs.declaration import Row
from pepsheets.templates.charts import insert_charts
from pepsheets.templates.layout import Layout, layout_of
from pepsheets.templates.lists import Lists, define_names
from pepsheets.templates.looks import Formats
from pepsheets.templates.tab_writer import TabWriter


def template_bytes(
    partnership: Partnership, content: Sequence[Row], today: date, mistakes: Sequence[Mistake] = ()
) -> bytes:
    """The file of a new workbook that holds these rows, and below them the mistyped ones as they were typed."""
    layouts = [layout_of(tab, partnership, content, mistakes) for tab in partnership.tabs]
    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    workbook.set_properties({"title": partnership.name, "author": "pepsheets", "created": _morning_of(today)})
    workbook.set_size(28000, 16000)
    _write_tabs(workbook, layouts, today)
    workbook.close()
    return file.getvalue()


def _morning_of(day: date) -> datetime:
    return datetime.combine(day, time())


def _write_tabs(workbook: Workbook, layouts: Sequence[Layout], today: date) -> None:
    formats, lists = Formats(workbook), Lists()
    for layout in layouts:
        sheet = workbook.add_worksheet(layout.tab.tab)
        TabWriter(sheet, layout, formats, lists, today).write()
        if layout.is_overview:
            sheet.activate()
            insert_charts(workbook, sheet, layouts)
    lists.write(workbook)
    define_names(workbook, layouts)
