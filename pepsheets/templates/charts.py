"""The charts of the Overview. They are drawn from the tables of other tabs, and grow with them."""

from collections.abc import Mapping, Sequence

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pepsheets.tabs.charges import StatementThisYear
from pepsheets.tabs.courses import Course
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import Meeting
from pepsheets.templates.layout import Layout
from pepsheets.templates.looks import CHART_BLUE, CHART_GREY, CHART_ORANGE, CHART_PLUM, FONT, INK, LINE, QUIET, TITLE

_Range = list[str | int]

_WIDTH, _HEIGHT, _TALL = 640, 300, 610
_ROOM_FOR_FIGURES, _ROOM_FOR_CHART = 22, 16
"""Rows kept free for the Overview's own table, above the charts that stand below it, and for a chart."""

_FONT = {"name": FONT, "size": 10, "color": INK}


def insert_charts(workbook: Workbook, sheet: Worksheet, layouts: Sequence[Layout]) -> None:
    """Draws the charts for which the workbook has the tabs: below the Overview's table, and a tall one beside them."""
    by_tab = {layout.tab: layout for layout in layouts}
    overview = next(layout for layout in layouts if layout.is_overview)
    below, beside = overview.heading_row + _ROOM_FOR_FIGURES, overview.beside_column
    if not overview.columns:
        return
    if _shows(by_tab, StatementThisYear, "school", "subscription", "costs", "courses"):
        _insert(sheet, (below, beside), _statements(workbook, by_tab[StatementThisYear]), _TALL)
    if _shows(by_tab, Meeting, "code", "present", "quorum"):
        _insert(sheet, (below, 0), _attendance(workbook, by_tab[Meeting]), _HEIGHT)
    if _shows(by_tab, Course, "code", "places", "confirmed", "waiting"):
        _insert(sheet, (below + _ROOM_FOR_CHART, 0), _places(workbook, by_tab[Course]), _HEIGHT)


def _shows(by_tab: Mapping[type[Row], Layout], tab: type[Row], *names: str) -> bool:
    return tab in by_tab and by_tab[tab].shows(*names)


def _insert(sheet: Worksheet, place: tuple[int, int], chart: Chart, height: int) -> None:
    row, column = place
    chart.set_size({"width": _WIDTH, "height": height})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_legend({"position": "bottom", "font": _FONT})
    sheet.insert_chart(row, column, chart, {"object_position": 2})


def _attendance(workbook: Workbook, meetings: Layout) -> Chart:
    present = _chart(workbook, "column")
    present.add_series(_series(meetings, "Members present", "code", "present", CHART_BLUE) | {"gap": 80})
    quorum = _chart(workbook, "line")
    marks = {"type": "long_dash", "size": 14, "fill": {"color": CHART_ORANGE}, "border": {"color": CHART_ORANGE}}
    needed = _series(meetings, "Quorum", "code", "quorum", CHART_ORANGE)
    quorum.add_series(needed | {"line": {"none": True}, "marker": marks})
    present.combine(quorum)
    _titled(present, "Members present, and the quorum", "Members", "0")
    return present


def _places(workbook: Workbook, courses: Layout) -> Chart:
    chart = _chart(workbook, "column")
    chart.add_series(_series(courses, "Places", "code", "places", CHART_GREY) | {"gap": 80, "overlap": -5})
    chart.add_series(_series(courses, "Confirmed", "code", "confirmed", CHART_BLUE))
    chart.add_series(_series(courses, "Waiting", "code", "waiting", CHART_ORANGE))
    _titled(chart, "Places on each course", "Places", "0")
    return chart


def _statements(workbook: Workbook, statements: Layout) -> Chart:
    chart = _chart(workbook, "bar", "stacked")
    colours = {"subscription": CHART_BLUE, "costs": CHART_ORANGE, "courses": CHART_PLUM}
    for column, colour in colours.items():
        heading = statements.columns[statements.place(column)].column.heading
        series = _series(statements, heading, "school", column, colour)
        chart.add_series(series | {"gap": 50})
    _titled(chart, "What each school is charged this year", "Pounds", "£#,##0")
    # A bar chart counts upwards: the first school belongs to the top, and the scale stays below.
    chart.set_y_axis({"reverse": True, "num_font": {**_FONT, "size": 9}, "line": {"color": LINE}, "interval_unit": 1})
    chart.set_x_axis(_scale("", "£#,##0") | {"label_position": "high"})
    return chart


def _chart(workbook: Workbook, kind: str, subtype: str = "") -> Chart:
    chart = workbook.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
    assert chart is not None, kind
    return chart


def _titled(chart: Chart, title: str, scale: str, number_format: str) -> None:
    font = {"name": FONT, "size": 13, "bold": True, "color": TITLE}
    chart.set_title({"name": title, "name_font": font, "overlay": False})
    chart.set_x_axis({"num_font": _FONT, "line": {"color": LINE}})
    chart.set_y_axis(_scale(scale, number_format))


def _scale(name: str, number_format: str) -> dict[str, object]:
    return {
        **({"name": name, "name_font": {**_FONT, "bold": False, "color": QUIET}} if name else {}),
        "num_font": _FONT,
        "num_format": number_format,
        "min": 0,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.75}},
    }


def _series(layout: Layout, name: str, category: str, value: str, colour: str) -> dict[str, object]:
    return {
        "name": name,
        "categories": _cells(layout, category),
        "values": _cells(layout, value),
        "fill": {"color": colour},
        "border": {"none": True},
    }


def _cells(layout: Layout, name: str) -> _Range:
    """The whole of a column of a table, so that the chart grows with the table."""
    return [layout.tab.tab, layout.first_row, layout.place(name), layout.last_row, layout.place(name)]
