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
from pepsheets.templates.macros import XLWINGS, project_of
from pepsheets.templates.macros.overview import insert_buttons, with_buttons
from pepsheets.templates.macros.pinned import PROPERTY
from pepsheets.templates.tab_writer import TabWriter


def template_bytes(
    partnership: Partnership,
    content: Sequence[Row],
    today: date,
    mistakes: Sequence[Mistake] = (),
    *,
    has_buttons: bool = False,
) -> bytes:
    """The file of a new workbook that holds these rows, and below them the mistyped ones as they were typed.

    One with buttons has the macros that they run: its name has to end in .xlsm.
    """
    layouts = [layout_of(tab, partnership, content, mistakes) for tab in partnership.tabs]
    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    workbook.set_properties({"title": partnership.name, "author": "pepsheets", "created": _morning_of(today)})
    workbook.set_size(28000, 16000)
    if has_buttons:
        layouts = with_buttons(layouts)
        project = BytesIO(project_of(partnership.code))
        workbook.add_vba_project(project, is_stream=True)  # type: ignore[arg-type]  # its annotation forgets streams
        workbook.set_custom_property(PROPERTY, XLWINGS)
    _write_tabs(workbook, layouts, today)
    if has_buttons:
        _insert_buttons(workbook, layouts)
    workbook.close()
    return file.getvalue()


def _insert_buttons(workbook: Workbook, layouts: Sequence[Layout]) -> None:
    overview = next(layout for layout in layouts if layout.is_overview)
    sheet = workbook.get_worksheet_by_name(overview.tab.tab)
    assert sheet is not None, overview.tab.tab
    insert_buttons(sheet, overview)


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
